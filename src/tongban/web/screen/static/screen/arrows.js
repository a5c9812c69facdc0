// The arrows of a remote control go to the nearest key in their direction; without this script the
// television's own way, or the tabulator, does the same.
"use strict";

const AXES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middle(key) {
  const box = key.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

document.addEventListener("keydown", (event) => {
  const axis = AXES[event.key];
  if (!axis) return;
  event.preventDefault();
  const keys = [...document.querySelectorAll("a.key, button.key")];
  const here = document.activeElement;
  if (!keys.includes(here)) {
    (document.querySelector("main a.key") || keys[0])?.focus();
    return;
  }
  const [x, y] = middle(here);
  let nearest = null;
  let least = Infinity;
  for (const key of keys) {
    const [left, top] = middle(key);
    const ahead = (left - x) * axis[0] + (top - y) * axis[1];
    if (ahead < 4) continue;
    const aside = Math.abs((left - x) * axis[1]) + Math.abs((top - y) * axis[0]);
    const far = ahead + 3 * aside;
    if (far < least) [nearest, least] = [key, far];
  }
  nearest?.focus();
});
