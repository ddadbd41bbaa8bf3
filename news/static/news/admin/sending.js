/* A form is sent when its own autosave is through, and is not overtaken by the next.

   Beside an autosave that is still under way a new post would be made twice; and one
   that begins while the form is sent would put an older text over the newer one. */
(() => {
  // Milliseconds: a form waits for an autosave, and an autosave for a form, at most.
  const LONGEST = 20000;
  const ask = window.fetch;
  let saving = false;
  let sent = null; // by which button the form was sent, while it waits or leaves

  // What a decision asks of the form; Wagtail puts it there and leaves it.
  const DECISION =
    "input[name='action-workflow-action'], input[name^='workflow-action-']";

  const isAutosave = (address, { body, method } = {}) =>
    body instanceof FormData &&
    method === "post" &&
    address === document.querySelector("form[data-edit-form]")?.action;

  window.fetch = (address, options) => {
    if (!isAutosave(address, options)) return ask(address, options);
    saving = true;
    // What waits ends with the page, unless somebody stopped its leaving.
    return sent ? later().then(() => ask(address, options)) : ask(address, options);
  };

  const later = () =>
    new Promise((go) => {
      setTimeout(() => {
        sent = null;
        go();
      }, LONGEST);
    });

  const send = () => {
    const { form, button } = sent;
    // A button that says it is busy is not sent along. What stands in for it is taken
    // out again at once: the next autosave must not do what the button does.
    const named = document.createElement("input");
    Object.assign(named, {
      type: "hidden",
      name: button?.name ?? "",
      value: button?.value ?? "",
    });
    form.append(named);
    leave(form);
    named.remove();
  };

  const leave = (form) => {
    HTMLFormElement.prototype.submit.call(form);
    for (const asked of form.querySelectorAll(DECISION)) asked.remove();
  };

  const through = () => {
    saving = false;
    if (sent?.waits) {
      clearTimeout(sent.waits);
      sent.waits = null;
      send();
    }
  };

  // Whether the form may leave now; else it leaves when its autosave is through.
  const mayLeave = (form, button) => {
    if (sent?.waits) return false;
    sent = { form, button };
    if (!saving) return true;
    sent.waits = setTimeout(through, LONGEST);
    return false;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-edit-form]")) return;
    if (!mayLeave(form, event.submitter)) event.preventDefault();
  });
  // A moderator's decision sends the form behind its window by script: no event tells.
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-edit-form]");
    if (!form) return;
    form.submit = () => {
      if (mayLeave(form)) leave(form);
    };
  });
  document.addEventListener("w-autosave:success", through);
  document.addEventListener("w-autosave:error", through);
  // Whoever comes back by the browser's button goes on writing.
  window.addEventListener("pageshow", () => {
    sent = null;
  });
})();
