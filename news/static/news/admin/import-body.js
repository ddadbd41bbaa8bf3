// In the form of a post to import: the photo of the source beside the list that it is
// chosen from, and a name for each text, which Wagtail's editor lacks.
(() => {
  const box = document.querySelector("[data-news-import-photos]");
  if (!box) return;
  const { newsImportPhotos: photos, newsImportText: text } = box.dataset;

  const imageBeside = (list) => {
    if (list.nextElementSibling?.matches("img")) return list.nextElementSibling;
    const image = document.createElement("img");
    // The list beside it names the photo.
    image.alt = "";
    image.addEventListener("error", () => {
      image.hidden = true;
    });
    list.after(image);
    return image;
  };

  const show = (list) => {
    const image = imageBeside(list);
    if (image.dataset.place === list.value) return;
    image.dataset.place = list.value;
    image.hidden = !list.value;
    if (list.value) image.src = photos.replace(/\d+\/$/, `${list.value}/`);
  };

  const look = () => {
    box.querySelectorAll("select[name$='-value-photo']").forEach(show);
    for (const editor of box.querySelectorAll("[role=textbox]:not([aria-label])")) {
      editor.setAttribute("aria-label", text);
    }
  };
  box.addEventListener("change", look);
  new MutationObserver(look).observe(box, { childList: true, subtree: true });
  look();
})();
