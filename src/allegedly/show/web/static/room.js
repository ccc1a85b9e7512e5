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

// Review: single keys, only while an item has the focus, so that they get in nobody's way.
const items = Array.from(document.querySelectorAll(".item"));
for (const [number, item] of items.entries()) {
  item.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const press = (name) => { const button = item.querySelector(`[data-key="${name}"]`); if (button) { event.preventDefault(); button.click(); } };
    if (event.key === "j") items[Math.min(number + 1, items.length - 1)].focus();
    else if (event.key === "k") items[Math.max(number - 1, 0)].focus();
    else if (event.key === "n") { const note = item.querySelector("[name=note]"); if (note) { event.preventDefault(); note.focus(); } }
    else if (event.key === "a" || event.key === "r") press(event.key);
  });
}
if (items.length && location.hash === "#next") items[0].focus();
