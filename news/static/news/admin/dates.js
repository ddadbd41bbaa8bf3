// Why does a date stay as it was typed? On leaving its field, Wagtail's picker turns
// 31/02/2020 into 02/03/2020, and what is no date at all into today. Nobody sees it
// happen, and the wrong day is published; the server names the mistake instead.
(() => {
  const $ = window.jQuery;
  const picker = $ && $.fn.datetimepicker;
  if (!picker) return;

  picker.defaults.validateOnBlur = false;
  // The handler that is gone closed the picker, too.
  document.addEventListener("focusout", ({ target }) => {
    if ($(target).data("xdsoft_datetimepicker")) $(target).datetimepicker("hide");
  });
})();
