// Suggestions under a search field while one types. Without this file the field is the
// same form; what it shows comes from the address the field names. The field is a
// combobox: it keeps the focus, the arrows choose, Enter goes there, Escape closes.
(() => {
  const WAIT = 180;
  let lists = 0;

  const suggest = (field) => {
    const list = document.createElement("div");
    list.className = "news-suggestions";
    list.id = `news-suggestions-${(lists += 1)}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0]?.textContent || "");
    field.after(list);
    const say = (name, value) => field.setAttribute(`aria-${name}`, value);
    field.setAttribute("role", "combobox");
    say("autocomplete", "list");
    say("controls", list.id);
    let timer;
    let asking;

    const chosen = () => list.querySelector("[aria-selected=true]");
    const choose = (option) => {
      chosen()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) say("activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    };
    const open = (yes) => {
      list.hidden = !yes;
      say("expanded", String(yes));
      if (!yes) choose(null);
    };
    open(false);

    const option = (text, url) => {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = text;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      return link;
    };

    const show = ({ words, posts }) => {
      const search = (text) => {
        // With what else the form has chosen.
        const query = new URLSearchParams(new FormData(field.form));
        query.set(field.name, text);
        return `${field.form.action}?${query}`;
      };
      const options = [
        ...words.map((text) => option(text, search(text))),
        ...posts.map((post) => option(post.title, post.url)),
      ];
      options.forEach((one, at) => { one.id = `${list.id}-${at}`; });
      list.replaceChildren(...options);
      open(options.length > 0 && document.activeElement === field);
    };

    const ask = async () => {
      asking?.abort();
      if (field.value.trim().length < 2) return open(false);
      asking = new AbortController();
      const query = new URLSearchParams({ q: field.value });
      try {
        const answer = await fetch(`${field.dataset.newsSuggestions}?${query}`, {
          signal: asking.signal,
        });
        if (answer.ok) show(await answer.json());
      } catch {
        // Offline, or overtaken by the next letter: the form still works.
      }
    };

    field.addEventListener("input", () => {
      choose(null);
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) {
        // The field itself is one place of the round: there nothing is chosen.
        const places = [null, ...list.children];
        choose(places.at((places.indexOf(chosen()) + by) % places.length));
      } else if (event.key === "Enter" && chosen()) {
        location.assign(chosen().href);
      } else if (event.key === "Escape") {
        open(false);
      } else {
        return;
      }
      event.preventDefault();
    });
    field.addEventListener("blur", () => open(false));
    // A press on a suggestion must not take it away before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  };

  // Once, even where a page names this file twice.
  document.querySelectorAll("[data-news-suggestions]:not([role])").forEach(suggest);
})();
