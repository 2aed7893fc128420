// Keys of the reviewer's rooms; every one of them is also a link or a control.
"use strict";

// j and k go to the next and the previous case, digits choose an outcome and put
// the cursor where the reason is written, where Enter records. Escape leaves it.
// Whoever dictates or types by accident switches them off; the choice is kept.
const off = "concord-keys-off";
const typing = (element) => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(off)) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const step = { j: "next", k: "prev" }[event.key];
  if (step) {
    document.querySelector(`.steps a[rel=${step}]`)?.click();
    return;
  }
  const form = document.querySelector("form[data-decide]");
  const choice = form?.querySelectorAll("input[name=outcome]")[Number(event.key) - 1];
  if (!choice || !/^[1-9]$/.test(event.key)) return;
  event.preventDefault();
  choice.checked = true;
  form.scrollIntoView({ block: "nearest" });
  form.elements.reason.focus();
});

for (const note of document.querySelectorAll("[data-keys]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "⌨";
  const show = () => button.setAttribute("aria-pressed", String(!localStorage.getItem(off)));
  button.setAttribute("aria-label", note.textContent);
  button.addEventListener("click", () => {
    localStorage.getItem(off) ? localStorage.removeItem(off) : localStorage.setItem(off, "1");
    show();
  });
  show();
  note.append(" ", button);
}
