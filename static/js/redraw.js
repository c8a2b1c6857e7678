// A part of a form (#cac-o) that the server draws anew when a choice in it changes what it asks (data-redraws).
// What is typed or chosen while the answer is on its way is put back; nothing is written. Without script a button does the same.
"use strict";

(() => {
  const part = document.getElementById("cac-o");
  const isTicked = (box) => box.type === "radio" || box.type === "checkbox";
  const boxes = () => [...part.querySelectorAll("input[name]:not([type=hidden]), textarea[name], select[name]")];
  const key = (box) => (isTicked(box) ? `${box.name}=${box.value}` : box.name);
  const state = (box) => (isTicked(box) ? box.checked : box.value);
  let sent = new Map();
  let changedSince = new Map();

  part.addEventListener("change", (event) => {
    if (event.target.closest("[data-redraws]")) htmx.trigger(part, "redraw");
  });

  part.addEventListener("htmx:beforeRequest", () => {
    sent = new Map(boxes().map((box) => [key(box), state(box)]));
  });

  part.addEventListener("htmx:beforeSwap", () => {
    changedSince = new Map(boxes().filter((box) => sent.get(key(box)) !== state(box)).map((box) => [key(box), state(box)]));
  });

  part.addEventListener("htmx:afterSwap", () => {
    for (const box of boxes().filter((candidate) => changedSince.has(key(candidate)))) {
      if (isTicked(box)) box.checked = changedSince.get(key(box));
      else box.value = changedSince.get(key(box));
    }
    part.closest("form").dispatchEvent(new Event("change"));
  });
})();
