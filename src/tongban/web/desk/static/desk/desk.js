// Keys for a clerk with a queue. They act only while the focus is inside the list.
"use strict";

const rows = document.querySelector("[data-rows]");
if (rows) {
  const links = [...rows.querySelectorAll("tbody th a")];
  rows.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const row = document.activeElement.closest("tr");
    const here = links.findIndex((link) => row && row.contains(link));
    const next = links[here + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  if (links.length && document.activeElement === document.body) links[0].focus({ preventScroll: true });
}

// An act that is opened takes the focus to its first control.
for (const act of document.querySelectorAll("details.act")) {
  act.addEventListener("toggle", () => {
    if (act.open) act.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
}
