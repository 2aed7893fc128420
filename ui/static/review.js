// Keys of the reviewer's rooms; every one of them is also a link or a control.
"use strict";

// j and k go to the next and the previous case (in the queue they put the focus on
// it, and x chooses it for a verdict about several), digits choose an outcome, then,
// where it needs one, the paragraph that keeps the words, and put the cursor where the
// reason is written, where Enter records. Escape leaves it; u goes back to what was
// just recorded. Arrow up in the reason brings back those that were written before.
// Whoever dictates or types by accident switches them off; the choice is kept.
const off = "concord-keys-off";
const typing = (element) => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

function recall(event) {
  const reasons = [...(event.target.list?.options ?? [])].map((option) => option.value);
  if (!reasons.length) return;
  event.preventDefault();
  event.target.value = reasons[(reasons.indexOf(event.target.value) + 1) % reasons.length];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(off)) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    if (event.key === "ArrowUp" && event.target.name === "reason") recall(event);
    return;
  }
  const step = { j: "next", k: "prev" }[event.key];
  const cases = [...document.querySelectorAll(".cases li")];
  const here = cases.findIndex((item) => item.contains(document.activeElement));
  if (step && cases.length) {
    const to = step === "next" ? Math.min(here + 1, cases.length - 1) : Math.max(here - 1, 0);
    cases[to].querySelector("h3 a").focus();
    cases[to].scrollIntoView({ block: "nearest" });
    return;
  }
  if (event.key === "x" && here >= 0) {
    cases[here].querySelector("input[name=case]")?.click();
    return;
  }
  if (step) {
    document.querySelector(`.steps a[rel=${step}]`)?.click();
    return;
  }
  if (event.key === "u") {
    document.querySelector(".notice.done a[href]")?.click();
    return;
  }
  if (!/^[1-9]$/.test(event.key)) return;
  const form = document.querySelector("form[data-decide]");
  if (form?.id === "several" && !document.querySelector("input[name=case]:checked")) return;
  const targets = [...(form?.querySelectorAll(".targets input") ?? [])];
  const choice = targets.includes(document.activeElement) ? targets[event.key - 1] : form?.querySelector(`input[data-digit="${event.key}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  if (form.getBoundingClientRect().bottom > innerHeight) form.scrollIntoView({ block: "end" });
  const wanted = "target" in choice.dataset && !targets.some((target) => target.checked);
  (wanted ? targets[0] : form.elements.reason).focus({ preventScroll: true }); // what one reads stays
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
