// Suggestions under a search field while one types. Without this file the field is the
// same form; what it shows comes from the address the field names.
(() => {
  const WAIT = 180;

  const link = (text, url) => {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.textContent = text;
    item.append(anchor);
    return item;
  };

  const suggest = (field) => {
    const list = document.createElement("ul");
    list.className = "news-suggestions";
    list.hidden = true;
    field.after(list);
    let timer;
    let asking;

    const close = () => {
      list.hidden = true;
    };

    const show = ({ words, posts }) => {
      const search = (text) => `${field.form.action}?${new URLSearchParams({ q: text })}`;
      list.replaceChildren(
        ...words.map((text) => link(text, search(text))),
        ...posts.map((post) => link(post.title, post.url)),
      );
      list.hidden = !list.childElementCount;
    };

    const ask = async () => {
      asking?.abort();
      if (field.value.trim().length < 2) return close();
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
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });

    const step = (event) => {
      if (event.key === "Escape") {
        close();
        field.focus();
        return;
      }
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || list.hidden) return;
      const places = [field, ...list.querySelectorAll("a")];
      const next = places.indexOf(document.activeElement) + by;
      places[(next + places.length) % places.length].focus();
      event.preventDefault();
    };

    for (const part of [field, list]) {
      part.addEventListener("keydown", step);
      part.addEventListener("focusout", (event) => {
        const to = event.relatedTarget;
        if (to !== field && !list.contains(to)) close();
      });
    }
    // A press on a suggestion must not take it away before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  };

  document.querySelectorAll("[data-news-suggestions]").forEach(suggest);
})();
