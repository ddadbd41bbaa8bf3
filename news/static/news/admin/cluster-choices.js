/* Sixty clusters are too many to read: a box above them leaves those that match. */
(() => {
  const fold = (text) =>
    text
      .toLowerCase()
      .replace(/đ/g, "d")
      .normalize("NFD")
      .replace(/\p{M}/gu, "");

  class ClusterFilter extends window.StimulusModule.Controller {
    connect() {
      this.box = this.element.querySelector("[data-news-clusters-filter]");
      this.input = this.box.querySelector("input");
      this.told = this.box.querySelector("[role=status]");
      this.box.hidden = false;
      this.input.addEventListener("input", () => this.narrow());
      this.input.addEventListener("keydown", (event) => this.key(event));
    }

    narrow() {
      const words = fold(this.input.value).trim().replace(/\s+/g, " ");
      let shown = 0;
      this.element.querySelectorAll("[data-folded]").forEach((one) => {
        const wanted = one.dataset.folded.includes(words);
        // What is ticked stays in sight: nobody unticks what they do not see.
        one.hidden = !wanted && !one.querySelector("input").checked;
        shown += wanted;
      });
      this.element.querySelectorAll("fieldset").forEach((kind) => {
        kind.hidden = !kind.querySelector("[data-folded]:not([hidden])");
      });
      const text = shown === 1 ? this.told.dataset.one : this.told.dataset.many;
      this.told.textContent = words.length ? text.replace("{count}", shown) : "";
    }

    key(event) {
      if (event.key === "Escape" && this.input.value) {
        event.stopPropagation();
        this.input.value = "";
        this.narrow();
      }
      if (event.key === "Enter") {
        // Not the form: the one that was found.
        event.preventDefault();
        const first = this.element.querySelector(
          "[data-folded]:not([hidden]) input:not(:checked)",
        );
        if (first) first.focus();
      }
    }
  }

  window.wagtail.app.register("news-clusters", ClusterFilter);
})();
