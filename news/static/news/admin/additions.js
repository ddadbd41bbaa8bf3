/* One click puts a suggestion into the form; the form's own controls take it out. */
(() => {
  const changed = (input) => {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const tick = (name, value) => {
    const box = document.querySelector(`input[name="${name}"][value="${value}"]`);
    if (!box) return;
    box.checked = true;
    changed(box);
  };

  const fill = (name, value) => {
    const input = document.querySelector(`[name="${name}"]`);
    if (!input) return;
    input.value = value;
    changed(input);
  };

  /* A new row of an inline panel; answers with the prefix of its fields. */
  const row = (name) => {
    const rows = window.wagtail.editHandler.getPanelByName(name);
    const focused = document.activeElement;
    rows.addForm();
    // Wagtail's row takes the focus, but one adds several things in a go.
    focused?.focus({ preventScroll: true });
    return { rows, prefix: `${rows.opts.formsetPrefix}-${rows.formCount - 1}` };
  };

  const participant = (add) => {
    const { rows, prefix } = row("participants");
    const chooser = rows.chooserWidgetFactory.getById(`${prefix}-organisation`);
    chooser.setStateFromModalData({
      id: add.value,
      string: add.label,
      edit_url: add.edit_url,
      edit_link: add.edit_url,
    });
  };

  const cited = (add) => {
    const { prefix } = row("documents");
    const input = document.getElementById(`${prefix}-number`);
    input.value = add.value;
    changed(input);
  };

  const put = (add) => {
    if (add.field === "clusters") tick(add.field, add.value);
    else if (add.field === "participants") participant(add);
    else if (add.field === "documents") cited(add);
    else fill(add.field, add.value);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-news-add]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    // The list is told anew in a moment; until then the click must not count twice.
    button.setAttribute("aria-disabled", "true");
    JSON.parse(button.dataset.newsAdd).forEach(put);
    const panel = button.closest("[data-news-suggestions]");
    const what = button.closest("li").querySelector("p").textContent.trim();
    panel.querySelector("[data-news-suggestions-said]").textContent =
      panel.dataset.added.replace("{what}", what);
    button.focus({ preventScroll: true });
  });
})();
