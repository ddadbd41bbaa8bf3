// Shows how far an upload is, without loading the page anew; without it, one reloads.
(() => {
  const box = document.querySelector("[data-news-import]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const began = box.dataset.state;
  let state = null;

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.newsImport, {
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      state ??= began ?? told.state;
      if (told.state !== state || !told.is_at_work) {
        window.location.reload();
        return;
      }
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
      }
      if (told.said) {
        box.querySelector("#news-import-said").textContent = told.said;
      }
      box.querySelector("[data-done]").textContent = told.done;
      box.querySelector("[data-total]").textContent = told.total;
      setTimeout(ask, 1500);
    } catch {
      // The server may be busy or away for a while: the work goes on without us.
      setTimeout(ask, 5000);
    }
  };
  setTimeout(ask, 1500);
})();
