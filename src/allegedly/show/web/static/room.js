// What the pages do more with scripts: dropping files, progress, and keys on the review page. All of it works without.
"use strict";

function text(element, words) { if (element) element.textContent = words; }

// Reading in: show how a job stands until it is over.
for (const box of document.querySelectorAll("[data-job]")) {
  const ask = async () => {
    const answer = await fetch(`/api/jobs/${encodeURIComponent(box.dataset.job)}`);
    if (!answer.ok) return;
    const job = await answer.json();
    text(box.querySelector("[data-state]"), job.words);
    if (job.is_over) location.reload(); else setTimeout(ask, 700);
  };
  if (!("over" in box.dataset)) setTimeout(ask, 400);
}

// Reading in: files dropped anywhere on the field.
for (const field of document.querySelectorAll(".drop")) {
  const input = field.querySelector("input[type=file]");
  const say = field.querySelector("[data-chosen]");
  const tell = () => text(say, Array.from(input.files, (file) => file.name).join(", "));
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    field.addEventListener(kind, (event) => { event.preventDefault(); field.classList.add("over-it"); });
  }
  field.addEventListener("dragleave", () => field.classList.remove("over-it"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over-it");
    input.files = event.dataTransfer.files;
    tell();
  });
}

// Correcting a mark: words selected in the article are filled in; a selection across pieces keeps its words.
for (const field of document.querySelectorAll("[data-selected]")) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection ? selection.toString().replace(/\[\d+|\d+\]/g, "").replace(/\s+/g, " ").trim() : "";
    const home = selection && selection.anchorNode && selection.anchorNode.parentElement;
    if (words && home && home.closest(".words, .headline")) field.value = words;
  });
}

// Review: single keys, only while an item has the focus, so that they get in nobody's way.
const items = Array.from(document.querySelectorAll(".item"));
for (const [number, item] of items.entries()) {
  item.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) { if (event.key === "Escape") item.focus(); return; }
    const press = (home, what) => { const found = home && home.querySelector(what); if (found) { event.preventDefault(); found.click(); } };
    if (event.key === "j") items[Math.min(number + 1, items.length - 1)].focus();
    else if (event.key === "k") items[Math.max(number - 1, 0)].focus();
    else if (event.key === "n") { const note = item.querySelector("[name=note]"); if (note) { event.preventDefault(); note.focus(); } }
    else if (event.key === "a" || event.key === "r") press(item, `[data-key="${event.key}"]`);
    else if (event.key === "c") press(item, "details.features > summary");
    else if (event.key === "o") press(item, "a.quote");
    else if (event.key === "u") press(document, '.said [data-key="u"]');
  });
}
if (items.length && location.hash === "#next") items[0].focus();
