// Corners of a plot, picked on the map the server drew: by pointer, or with the arrow keys and Enter.
// They go into the question as if typed. Without this script they are typed, and judged alike.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 10;
const CLOSEST = 32;

for (const box of document.querySelectorAll("[data-site-map]")) {
  const input = document.getElementsByName(box.dataset.siteMap)[0];
  const picture = box.querySelector("[data-picture]");
  const svg = picture.querySelector("svg");
  if (!input || input.type === "hidden") continue;
  const whole = svg.viewBox.baseVal;
  const full = { width: whole.width, height: whole.height };
  const cross = { x: full.width / 2, y: full.height / 2 };
  let closer = 1;

  const drawn = (name, kind) => {
    const made = document.createElementNS(SVG, name);
    made.setAttribute("class", kind);
    svg.append(made);
    return made;
  };
  const plot = drawn("polygon", "map-plot");
  const corners = drawn("path", "map-corners");
  const mark = drawn("path", "map-cross");

  const unit = (name) => Number(box.dataset[name]);
  const degrees = ({ x, y }) => [
    (unit("west") + x / unit("eastUnit")).toFixed(6),
    (unit("top") - y / unit("northUnit")).toFixed(6),
  ];
  const at = ([east, north]) => ({
    x: (east - unit("west")) * unit("eastUnit"),
    y: (unit("top") - north) * unit("northUnit"),
  });
  const written = () => input.value.split(/[;；\n]+/).map((one) => one.trim()).filter(Boolean);
  const placed = () =>
    written()
      .map((one) => one.split(/[,，]/).map(Number))
      .filter((one) => one.length === 2 && one.every(Number.isFinite))
      .map(at);

  const show = () => {
    const points = placed();
    const r = 6 / closer;
    plot.setAttribute("points", points.map(({ x, y }) => `${x},${y}`).join(" "));
    corners.setAttribute(
      "d",
      points.map(({ x, y }) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`).join(""),
    );
    const arm = 12 / closer;
    mark.setAttribute("d", `M${cross.x - arm} ${cross.y}h${2 * arm}M${cross.x} ${cross.y - arm}v${2 * arm}`);
    const width = full.width / closer;
    const height = full.height / closer;
    const left = Math.min(Math.max(cross.x - width / 2, 0), full.width - width);
    const top = Math.min(Math.max(cross.y - height / 2, 0), full.height - height);
    svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    box.querySelector("[data-said]").textContent =
      `${box.dataset.corners} ${points.length} · ${box.dataset.cross} ${degrees(cross).join(",")}`;
  };

  const write = (lines) => {
    input.value = lines.join("; ");
    input.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  };
  const place = () => {
    const longest = input.maxLength > 0 ? input.maxLength : Infinity;
    const lines = [...written(), degrees(cross).join(",")];
    if (lines.join("; ").length <= longest) write(lines);
  };
  const move = (x, y) => {
    cross.x = Math.min(Math.max(x, 0), full.width);
    cross.y = Math.min(Math.max(y, 0), full.height);
    show();
  };
  const acts = {
    undo: () => write(written().slice(0, -1)),
    clear: () => write([]),
    closer: () => ((closer = Math.min(closer * 2, CLOSEST)), show()),
    wider: () => ((closer = Math.max(closer / 2, 1)), show()),
  };
  const keys = {
    ArrowLeft: () => move(cross.x - STEP / closer, cross.y),
    ArrowRight: () => move(cross.x + STEP / closer, cross.y),
    ArrowUp: () => move(cross.x, cross.y - STEP / closer),
    ArrowDown: () => move(cross.x, cross.y + STEP / closer),
    Enter: place,
    " ": place,
  };

  picture.tabIndex = 0;
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-label", svg.getAttribute("aria-label"));
  svg.addEventListener("click", (event) => {
    const here = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    cross.x = here.x;
    cross.y = here.y;
    place();
  });
  picture.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  box.addEventListener("click", (event) => acts[event.target.dataset.do]?.());
  input.addEventListener("input", show);
  for (const one of box.querySelectorAll("[data-with-script]")) one.hidden = false;
  show();
}
