/* Text size, contrast, reading aloud, printing, copying, large photos: nobody needs it to
   read, and choices stay in the browser. */
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const kept = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* A private window keeps nothing. */ } },
  };
  const say = (words) => all("[data-news-said]").forEach((place) => { place.textContent = words; });
  const show = (element) => { element.hidden = false; };

  const SMALLEST = -1, LARGEST = 3;
  const size = () => Number(root.dataset.newsSize || 0);
  const setSize = (step) => {
    const next = Math.max(SMALLEST, Math.min(LARGEST, Number(step) || 0));
    // Without a choice no new styles.
    if (next || root.dataset.newsSize) root.dataset.newsSize = next;
    kept.set("news-size", next);
    all("[data-news-size-step]").forEach((button) => {
      const way = Number(button.dataset.newsSizeStep);
      const end = way > 0 ? LARGEST : way < 0 ? SMALLEST : 0;
      button.setAttribute("aria-disabled", String(next === end));
    });
  };
  const setContrast = (on) => {
    root.toggleAttribute("data-news-contrast", on);
    kept.set("news-contrast", on ? "1" : "");
    all("[data-news-contrast-button]").forEach((button) => button.setAttribute("aria-pressed", String(on)));
  };
  setSize(kept.get("news-size"));
  setContrast(kept.get("news-contrast") === "1");
  all("[data-news-script]").forEach(show);

  // Reading aloud, if the browser has a voice for this language.
  const speech = window.speechSynthesis;
  const language = (root.lang || "vi").slice(0, 2);
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
  const PARTS = ".news-article__title, .news-article__lead, .news-article__body :is(p:not(.news-signature__submitted), li, h2, h3, h4, caption, th, td, figcaption)";
  // Not what is for eyes alone.
  const words = (part) => {
    const heard = part.cloneNode(true);
    heard.querySelectorAll("[aria-hidden=true]").forEach((one) => one.remove());
    return heard.textContent.replace(/\s+/g, " ").trim();
  };
  const stop = (button) => {
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
    button.textContent = button.dataset.start;
  };
  const read = (button) => {
    button.setAttribute("aria-pressed", "true");
    button.textContent = button.dataset.stop;
    const texts = all(PARTS).map(words).filter(Boolean);
    texts.forEach((text, at) => {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice();
      said.lang = said.voice.lang;
      if (at === texts.length - 1) said.onend = () => stop(button);
      speech.speak(said);
    });
  };
  const offerVoice = () => { if (voice()) all("[data-news-speak]").forEach(show); };
  if (speech) {
    offerVoice();
    speech.addEventListener?.("voiceschanged", offerVoice);
    // A page that is left must not go on speaking.
    addEventListener("pagehide", () => speech.cancel());
  }

  // Copying needs a safe connection.
  if (navigator.clipboard) all("[data-news-copy]").forEach(show);
  if (navigator.share) all("[data-news-share]").forEach(show);

  // What the styles leave for later follows once the page stands.
  const soon = window.requestIdleCallback || setTimeout;
  addEventListener("load", () => {
    const below = all(".news-card, .news-hit, .news-article__body > *, .news-text > *");
    const next = () => {
      // What is above would move the page.
      below.splice(0, 4).filter((one) => one.getBoundingClientRect().top > 0).forEach(({ style }) => { style.contentVisibility = "visible"; });
      if (below.length) requestAnimationFrame(() => soon(next));
    };
    soon(next);
  });

  // The paper says when it was printed.
  addEventListener("beforeprint", () => all("[data-news-printed]").forEach((place) => {
    place.dataset.words ??= place.textContent;
    place.textContent = place.dataset.words + new Date().toLocaleDateString("en-GB");
    show(place);
  }));

  // A photo in large, over the page.
  const enlarge = (link) => {
    const figure = link.closest("figure");
    const dialog = document.createElement("dialog");
    dialog.className = "news-large";
    const image = new Image();
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    const caption = figure?.querySelector("figcaption")?.cloneNode(true);
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = link.dataset.close;
    close.addEventListener("click", () => dialog.close());
    dialog.setAttribute("aria-label", link.querySelector(".news-hidden").textContent.trim());
    dialog.append(close, image, ...(caption ? [caption] : []));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const large = event.target.closest("[data-news-large]");
    if (large && plain && window.HTMLDialogElement) {
      event.preventDefault();
      enlarge(large);
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    const { newsSizeStep, newsCopy } = button.dataset;
    if (newsSizeStep !== undefined) setSize(Number(newsSizeStep) && size() + Number(newsSizeStep));
    if (button.hasAttribute("data-news-contrast-button")) setContrast(!root.hasAttribute("data-news-contrast"));
    if (button.hasAttribute("data-news-print")) print();
    if (button.hasAttribute("data-news-speak")) (button.getAttribute("aria-pressed") === "true" ? stop : read)(button);
    if (newsCopy) navigator.clipboard.writeText(document.getElementById(newsCopy).textContent.trim()).then(() => say(button.dataset.done), () => say(button.dataset.failed));
    if (button.hasAttribute("data-news-share")) navigator.share({ title: document.title, url: button.dataset.newsShare }).catch(() => {});
  });
})();

// Suggestions under a search field while one types, from the address it names. It is a
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

    const asked = () => new URLSearchParams(new FormData(field.form));

    const show = ({ words, posts }) => {
      const search = (text) => {
        const query = asked();
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
      try {
        const answer = await fetch(`${field.dataset.newsSuggestions}?${asked()}`, {
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
        // In the field itself nothing is chosen.
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
