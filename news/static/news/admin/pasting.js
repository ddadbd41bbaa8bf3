/* What a paragraph cannot hold (tables, headings, Word's lists) becomes blocks.

   All other pastes are left to the editor, which keeps only what it allows. */
(() => {
  const STRUCTURE = /<(?:table|h[1-6]|img|blockquote)[\s>]|mso-list:|supportLists/i;

  const raw = (text) => ({
    type: "paragraph",
    id: crypto.randomUUID?.(),
    value: JSON.stringify({
      blocks: text
        .split(/\n+/)
        .filter((line) => line.trim())
        .map((line, at) => ({
          key: `np${at}`,
          text: line.trim(),
          type: "unstyled",
          depth: 0,
          inlineStyleRanges: [],
          entityRanges: [],
          data: {},
        })),
      entityMap: {},
    }),
  });

  const say = (text) => {
    const said = document.querySelector("[data-news-photos-said]");
    if (said) said.textContent = text;
  };

  const put = async (html, text, at) => {
    const words = newsBody.words();
    const form = new FormData();
    form.append("html", html);
    form.append("text", text);
    let blocks, message;
    try {
      const answer = await newsBody.post(words.pasteAddress, form);
      if (!answer.ok) throw new Error(answer.status);
      ({ blocks, message } = await answer.json());
      say([words.pasted.replace("{count}", blocks.length), message].join(" ").trim());
    } catch {
      // Nothing that was pasted is lost because the server was away.
      blocks = [raw(text)];
      say(words.plain);
    }
    const { end } = newsBody.insert(blocks, at);
    end?.element.scrollIntoView({ block: "nearest" });
    end?.focus({ soft: true });
  };

  document.addEventListener(
    "paste",
    (event) => {
      const editor = event.target.closest?.(".Draftail-Editor, .public-DraftEditor-content");
      const at = editor ? newsBody.placeOf(editor) : -1;
      if (at < 0 || newsBody.stream().children[at].type !== "paragraph") return;
      const html = event.clipboardData?.getData("text/html") ?? "";
      // What Draftail itself copied comes back whole.
      if (!STRUCTURE.test(html) || html.includes("data-draftail-content")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      put(html, event.clipboardData.getData("text/plain"), at);
    },
    true,
  );
})();
