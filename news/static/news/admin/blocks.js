/* The body of a post, as its scripts see it: where one writes, and how blocks come in. */
window.newsBody = (() => {
  let last = null;

  const stream = () => document.getElementById("body-root")?.rootBlock;
  const panel = () => document.getElementById("body-root")?.closest("[data-panel]");
  const words = () => document.getElementById("news-writing")?.dataset ?? {};

  /* The block of the body (not of a gallery) an element stands in, -1 if in none. */
  const placeOf = (element) =>
    (stream()?.children ?? []).findIndex((child) => child.element.contains(element));

  document.addEventListener("focusin", (event) => {
    if (placeOf(event.target) >= 0) last = event.target;
  });

  const place = () => (last?.isConnected ? placeOf(last) : -1);

  const isEmpty = (child) => {
    if (child?.type !== "paragraph") return false;
    const state = child.block.getState();
    const content = typeof state === "string" ? JSON.parse(state) : state;
    if (content?.getCurrentContent) return !content.getCurrentContent().hasText();
    return !(content?.blocks ?? []).some((block) => block.text.trim());
  };

  /* Behind the block with the cursor, else at the end; an empty paragraph gives way. */
  const insert = (blocks, after = place()) => {
    const body = stream();
    let at = after < 0 ? body.children.length : after + 1;
    if (at > 0 && isEmpty(body.children[at - 1])) {
      body.deleteBlock(at - 1);
      at -= 1;
    }
    blocks.forEach((block, step) => body.insert(block, at + step, {}));
    const first = body.children[at];
    const end = body.children[at + blocks.length - 1];
    last = end?.element.querySelector("input, textarea, [contenteditable]") ?? last;
    return { first, end };
  };

  const post = (address, form) =>
    fetch(address, {
      method: "POST",
      body: form,
      headers: {
        Accept: "application/json",
        [window.wagtailConfig.CSRF_HEADER_NAME]: window.wagtailConfig.CSRF_TOKEN,
      },
    });

  return { stream, panel, words, place, placeOf, insert, post };
})();
