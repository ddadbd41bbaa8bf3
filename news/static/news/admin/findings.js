/* What is to mend, told anew after each pause; each finding leads to its place. */
(() => {
  const PAUSE = 1000;
  const PAUSE_WHEN_CLOSED = 4000;

  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.matches('[role="tabpanel"]') && at.hidden) {
        document.querySelector(`[role="tab"][href="#${at.id}"]`)?.click();
      }
      if (at.matches("[data-panel]")) {
        const toggle = at.querySelector("[data-panel-toggle]");
        if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
      }
    }
  };

  const find = (field, block) => {
    const path = (name) =>
      name && document.querySelector(`[data-contentpath="${CSS.escape(name)}"]`);
    const rows = field && document.getElementById(`id_${field}-TOTAL_FORMS`);
    return (
      path(block) ||
      path(field) ||
      document.querySelector(`[name="${CSS.escape(field || "title")}"]`) ||
      rows?.closest("[data-panel]")
    );
  };

  /* The block's own field, where the finding is about one of them. */
  const within = (place, part) =>
    (part && place?.querySelector(`[data-contentpath="${CSS.escape(part)}"]`)) || place;

  const go = ({ field, block, part }) => {
    const place = within(find(field, block), block && part);
    if (!place) return;
    unfold(place);
    const wanted =
      'input:not([type="hidden"]):not([hidden]), textarea:not([tabindex="-1"]), select, [contenteditable="true"], button[type="button"]';
    const inputs = place.matches("input, textarea, select") ? [place] : [];
    const heading = "[data-panel-toggle], [data-panel-controls] *, .w-panel__anchor";
    inputs.push(...place.querySelectorAll(wanted));
    const visible = inputs.filter((one) => one.getClientRects().length);
    const first = visible.find((one) => !one.matches(heading)) ?? visible[0];
    place.scrollIntoView({ block: "center" });
    (first ?? place).focus({ preventScroll: true });
  };

  class Findings extends window.StimulusModule.Controller {
    static targets = ["summary", "list"];

    static values = { address: String, saved: String, name: String, away: String };

    connect() {
      this.form = document.querySelector("[data-edit-form]");
      this.offers = document.querySelector("[data-news-suggestions]");
      this.sent = null;
      this.shown = new Map();
      this.at = 0;
      this.element.addEventListener("click", (event) => {
        const button = event.target.closest("[data-news-go]");
        if (button) go(button.dataset);
      });
      this.clock = setInterval(() => this.tick(), PAUSE);
      this.tick();
    }

    disconnect() {
      clearInterval(this.clock);
    }

    get isOpen() {
      const panels = [this.element, this.offers].filter(Boolean);
      return panels.some((one) => !one.closest("[data-side-panel]").hidden);
    }

    get address() {
      // Autosave turns the form of a new post into the form of a saved one.
      const saved = this.form.action.match(/\/pages\/(\d+)\/edit\//);
      return saved ? this.savedValue.replace("/0/", `/${saved[1]}/`) : this.addressValue;
    }

    tick() {
      if (this.asking || document.hidden || !newsBody.stream()) return;
      if (!this.isOpen && Date.now() - this.at < PAUSE_WHEN_CLOSED) return;
      const data = new FormData(this.form);
      const now = new URLSearchParams(data).toString();
      if (now !== this.sent) this.ask(data, now);
    }

    async ask(data, now) {
      this.asking = true;
      this.at = Date.now();
      try {
        const answer = await newsBody.post(this.address, data);
        if (!answer.ok) throw new Error(answer.status);
        this.show(await answer.json());
        this.sent = now;
      } catch {
        this.say(this.awayValue);
        this.sent = now;
      } finally {
        this.asking = false;
      }
    }

    show(answer) {
      this.say(answer.summary);
      this.fill(this.listTarget, answer.findings);
      ["blocking", "warnings"].forEach((kind) => this.count(kind, answer[kind]));
      const toggle = document.querySelector(
        `[data-side-panel-toggle="${this.element.closest("[data-side-panel]").dataset.sidePanel}"]`,
      );
      toggle?.setAttribute("aria-label", `${this.nameValue}: ${answer.summary}`);
      if (!this.offers || answer.suggestions === undefined) return;
      this.fill(
        this.offers.querySelector("[data-news-suggestions-list]"),
        answer.suggestions,
      );
      const offered = document.querySelector(
        '[data-side-panel-toggle="news-suggestions"] [data-side-panel-toggle-counter]',
      );
      offered.textContent = answer.offered;
      offered.hidden = !answer.offered;
    }

    say(text) {
      // Only a change is read out.
      if (this.summaryTarget.textContent !== text) this.summaryTarget.textContent = text;
    }

    count(kind, number) {
      const badge = document.querySelector(`[data-news-count="${kind}"]`);
      if (!badge) return;
      badge.textContent = number;
      badge.hidden = !number;
    }

    /* New rows, the focus where it was: on the same row, else on the next one. */
    fill(list, html) {
      if (this.shown.get(list) === html) return;
      const buttons = () => [...list.querySelectorAll("button")];
      const at = buttons().indexOf(document.activeElement);
      const key = document.activeElement?.dataset.key;
      this.shown.set(list, html);
      list.innerHTML = html;
      if (at < 0) return;
      const same = buttons().find((one) => one.dataset.key === key);
      (same ?? buttons()[Math.min(at, buttons().length - 1)])?.focus();
    }
  }

  window.wagtail.app.register("news-findings", Findings);
})();
