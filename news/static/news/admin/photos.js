/* Several photos at once: chosen or dropped, each becomes a block of the body. */
(() => {
  const send = (file, told) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("file", file);
      request.open("POST", newsBody.words().photoAddress);
      request.setRequestHeader("Accept", "application/json");
      const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
      request.setRequestHeader(CSRF_HEADER_NAME, CSRF_TOKEN);
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        told.value = total ? loaded / total : 0;
      });
      request.addEventListener("error", () => reject(new Error("")));
      request.addEventListener("load", () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // An answer that is no JSON has no reason to tell.
        }
        if (answer.block) resolve(answer.block);
        else reject(new Error(answer.message || answer.error_message || ""));
      });
      request.send(form);
    });

  class Photos {
    constructor(tools) {
      this.tools = tools;
      this.list = tools.querySelector("[data-news-photos-list]");
      this.said = tools.querySelector("[data-news-photos-said]");
      this.queue = Promise.resolve();
      const files = tools.querySelector("[data-news-photos-files]");
      tools
        .querySelector("[data-news-photos-choose]")
        .addEventListener("click", () => files.click());
      files.addEventListener("change", () => {
        this.take([...files.files]);
        files.value = "";
      });
    }

    take(files) {
      const at = newsBody.place();
      let after = at < 0 ? newsBody.stream().children.length - 1 : at;
      // One behind the other, so that they stand in the order they were chosen in.
      files.forEach((file) => {
        const row = this.row(file);
        this.queue = this.queue.then(async () => {
          const before = newsBody.stream().children.length;
          if (await this.one(file, row, after)) {
            after += newsBody.stream().children.length - before;
          }
        });
      });
    }

    row(file) {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const told = document.createElement("progress");
      const state = document.createElement("span");
      name.textContent = file.name;
      state.textContent = this.list.dataset.sending;
      told.setAttribute("aria-label", file.name);
      told.max = 1;
      row.append(name, " ", told, " ", state);
      this.list.append(row);
      return { row, told, state };
    }

    async one(file, { row, told, state }, after) {
      const words = this.list.dataset;
      try {
        const block = await send(file, told);
        newsBody.insert([block], after);
        state.textContent = words.done;
        row.className = "news-photos__done";
        this.said.textContent = `${file.name}: ${words.done}`;
        return true;
      } catch (error) {
        const why = error.message || words.away;
        state.textContent = `${words.failed}: ${why}`;
        row.className = "news-photos__failed";
        this.said.textContent = `${file.name}: ${state.textContent}`;
        return false;
      } finally {
        told.remove();
      }
    }
  }

  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

  const setUp = () => {
    const panel = newsBody.panel();
    const template = document.getElementById("news-writing");
    if (!panel || !template || document.querySelector(".news-photos")) return;
    const tools = template.content.cloneNode(true).firstElementChild;
    document.getElementById("body-root").before(tools);
    if (!template.dataset.photoAddress) {
      tools.querySelectorAll("button, .news-photos__hint").forEach((e) => e.remove());
      return;
    }
    const photos = new Photos(tools);
    panel.addEventListener(
      "dragover",
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        panel.classList.add("news-photos-drop");
      },
      true,
    );
    ["dragleave", "drop"].forEach((name) =>
      panel.addEventListener(name, () => panel.classList.remove("news-photos-drop"), true),
    );
    panel.addEventListener(
      "drop",
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        photos.take([...event.dataTransfer.files]);
      },
      true,
    );
  };

  window.addEventListener("load", setUp);
})();
