// Makes pages quicker; nothing on them needs it.
"use strict";

// "/" puts the cursor in the search box, unless the reader is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
  const box = document.querySelector("input[type=search]");
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// A press on a paragraph's mark also copies its address.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a.anchor");
  if (anchor && navigator.clipboard) navigator.clipboard.writeText(anchor.href).catch(() => {});
});

// Files may be dropped on the intake form.
for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", on);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
  });
}

// A choice in a form marked data-auto is followed at once.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
