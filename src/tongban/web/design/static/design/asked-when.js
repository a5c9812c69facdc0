// Questions that depend on another answer: asked as soon as it is given, never sent when not asked.
// Without this script all of them are there, each saying when to answer it; the server judges alike.
"use strict";

for (const form of document.querySelectorAll("form[data-now-asked]")) {
  const dependent = [...form.querySelectorAll("[data-when]")];
  if (!dependent.length) continue;
  const told = document.createElement("p");
  told.className = "sr";
  told.setAttribute("role", "status");
  form.append(told);

  // Controls that are switched off have no answer, so what hangs on them is not asked either.
  const answer = (name) => {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.disabled || (control.type === "radio" && !control.checked)) continue;
      return control.value;
    }
    return "";
  };

  const ask = (field, asked) => {
    field.hidden = !asked;
    for (const control of field.querySelectorAll("input, select, textarea")) {
      control.disabled = !asked;
      if ("must" in field.dataset && control.type !== "hidden") control.required = asked;
    }
  };

  const settle = (tell) => {
    const fresh = [];
    for (const field of dependent) {
      const asked = field.dataset.is.split(" ").includes(answer(field.dataset.when));
      if (asked && field.hidden) fresh.push(field.querySelector("legend, .label").textContent.trim());
      ask(field, asked);
    }
    if (tell) told.textContent = fresh.length ? `${form.dataset.nowAsked} ${fresh.join(" · ")}` : "";
  };

  for (const line of form.querySelectorAll("[data-when] .when")) line.hidden = true;
  form.addEventListener("change", () => settle(true));
  window.addEventListener("pageshow", () => settle(false));
  settle(false);
}
