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

// Alt and an arrow go from change to change of a redline.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const changes = [...document.querySelectorAll("[data-change]")];
  if (!step || changes.length === 0) return;
  event.preventDefault();
  const here = changes.findIndex((change) => change.contains(document.activeElement) || (document.activeElement === document.body && change.matches(":target")));
  const next = changes[here < 0 ? (step > 0 ? 0 : changes.length - 1) : Math.min(Math.max(here + step, 0), changes.length - 1)];
  history.replaceState(null, "", "#" + next.id);
  next.focus();
  next.scrollIntoView({ block: "center" });
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
