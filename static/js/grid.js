// The grid of figures: which boxes belong together, moving between them by keys, results and sums as one types.
"use strict";

window.Grid = window.Grid ?? {};

(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const NAME = /^f(\d+)-(.+)$/;
  const NOT_TYPED = new Set(["seen", "papers", "removed"]);
  const figures = new Map();

  for (const state of form.querySelectorAll("[data-figure]")) {
    const id = state.dataset.figure;
    const { kind, rowOf, saysNothing } = state.dataset;
    figures.set(id, {
      id, kind, line: rowOf, saysNothing, state, boxes: new Map(), seen: form.elements[`f${id}-seen`],
      says: document.getElementById(`bao-${id}`), under: document.getElementById(`them-${id}`), row: state.closest("tr"),
    });
  }
  for (const box of form.elements) {
    const [, id, name] = NAME.exec(box.name) ?? [];
    if (figures.has(id) && !NOT_TYPED.has(name)) figures.get(id).boxes.set(name, box);
  }

  const figureOf = (box) => {
    const [, id, name] = NAME.exec(box?.name ?? "") ?? [];
    return NOT_TYPED.has(name) ? undefined : figures.get(id);
  };
  const valueOf = (box) => (box.type === "checkbox" ? box.checked : box.value);
  const values = (figure) => Object.fromEntries([...figure.boxes].map(([name, box]) => [name, valueOf(box)]));
  const fill = (figure, given) => {
    for (const [name, value] of Object.entries(given)) {
      const box = figure.boxes.get(name);
      if (!box) continue;
      if (box.type === "checkbox") box.checked = value;
      else box.value = value;
      if (box === document.activeElement) box.dataset.before = box.value;
    }
    compute(figure);
  };
  const PARTS = ["numerator", "denominator", "value", "done"];
  const isEmpty = (figure) => PARTS.every((name) => !figure.boxes.get(name)?.value.trim()) && !figure.boxes.get("nothing_occurred")?.checked;

  // --- results and sums -------------------------------------------------------------------------------------------------

  const number = (figure, name) => {
    const box = figure.boxes.get(name);
    return box ? Grid.numbers.read(box.value) : null;
  };

  const ratioWords = (top, bottom) => {
    if (top == null || bottom == null || bottom < 0n || top < 0n) return "";
    return bottom === 0n ? "Không phát sinh" : Grid.numbers.percent(top, bottom);
  };

  function compute(figure) {
    const result = form.querySelector(`[data-result="${figure.id}"]`);
    if (result) {
      const nothing = figure.boxes.get("nothing_occurred")?.checked;
      result.textContent = nothing ? "Không phát sinh" : ratioWords(number(figure, "numerator"), number(figure, "denominator"));
    }
    if (figure.line) sumUp(figure.line);
  }

  function sumUp(line) {
    const cells = [...form.querySelectorAll(`[data-total="${line}"]`)].flatMap((total) => (total.dataset.sum ? [total] : [...total.querySelectorAll("[data-sum]")]));
    if (!cells.length) return;
    const counted = [...figures.values()].filter((figure) => figure.line === line && !figure.row.classList.contains("is-offered"));
    const sums = {};
    for (const name of ["numerator", "denominator", "value"]) {
      const known = counted.map((figure) => number(figure, name)).filter((value) => value != null);
      sums[name] = known.length ? known.reduce((sum, value) => sum + value, 0n) : null;
    }
    for (const cell of cells) {
      const name = cell.dataset.sum;
      cell.textContent = name === "result" ? ratioWords(sums.numerator, sums.denominator) : sums[name] == null ? "–" : Grid.numbers.write(sums[name]);
    }
    const given = form.querySelector(`[data-total="${line}"] [data-total-given]`);
    if (given) given.textContent = counted.filter((figure) => !isEmpty(figure)).length;
  }

  // --- moving -----------------------------------------------------------------------------------------------------------

  const rows = () => [...form.querySelectorAll("tr[data-line]")];
  const cellsOf = (row) => [...row.querySelectorAll("td[data-col]")];
  const lineName = (row) => row.querySelector("th .code")?.textContent ?? row.querySelector("th").firstChild.textContent.trim();
  const boxIn = (cell) => cell?.querySelector("input:not([type=hidden]):not([type=checkbox]), select");
  let column = null; // where Enter comes back to after a run of Tabs, as in a spreadsheet

  const enter = (box) => {
    box.focus();
    if (box.select) box.select();
  };

  const moveDown = (box, step, place) => {
    const all = rows();
    const here = all.indexOf(box.closest("tr"));
    for (let at = here + step; at >= 0 && at < all.length; at += step) {
      const next = boxIn(cellsOf(all[at])[place]);
      if (next) return enter(next);
    }
  };

  const moveAcross = (box, step) => {
    const cells = cellsOf(box.closest("tr"));
    for (let at = cells.indexOf(box.closest("td")) + step; at >= 0 && at < cells.length; at += step) {
      const next = boxIn(cells[at]);
      if (next) return enter(next);
    }
  };

  const atEdge = (box, step) => {
    if (box.tagName === "SELECT") return true;
    const { selectionStart: start, selectionEnd: end, value } = box;
    if (start === 0 && end === value.length) return true;
    return start === end && (step < 0 ? start === 0 : end === value.length);
  };

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    const cell = box.closest?.("td[data-col]");
    if (!cell || boxIn(cell) !== box || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = cellsOf(box.closest("tr")).indexOf(cell);
    const isChoice = box.tagName === "SELECT";
    const steps = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 };
    if (event.key === "Tab") {
      column ??= place;
    } else if (event.key === "Enter" || (event.key in steps && !isChoice)) {
      event.preventDefault();
      moveDown(box, steps[event.key], event.key === "Enter" ? (column ?? place) : place);
      column = null;
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !event.shiftKey) {
      const step = event.key === "ArrowLeft" ? -1 : 1;
      if (!atEdge(box, step)) return;
      event.preventDefault();
      moveAcross(box, step);
    } else if (event.key === "F2" && !isChoice) {
      event.preventDefault();
      box.setSelectionRange(box.value.length, box.value.length);
    } else if (event.key === "Escape" && "before" in box.dataset && valueOf(box) !== box.dataset.before) {
      event.preventDefault();
      box.value = box.dataset.before;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  form.addEventListener("focusin", (event) => {
    if (figureOf(event.target)) event.target.dataset.before = event.target.value;
  });
  form.addEventListener("pointerdown", () => { column = null; });

  form.addEventListener("input", (event) => {
    const figure = figureOf(event.target);
    if (!figure) return;
    const keep = figure.boxes.get("keep");
    if (keep && event.target !== keep && event.target.closest("td[data-box]")) keep.checked = true; // typed anew, so it is meant
    compute(figure);
    form.dispatchEvent(new CustomEvent("grid:typed", { detail: figure }));
  });

  // --- what unfolds below a row ------------------------------------------------------------------------------------------

  const isOpen = (under) => !under.hidden;
  const speaks = (under) => under.querySelector(".row-says")?.textContent.trim();

  const unfold = (under, open) => {
    under.hidden = !open;
    under.querySelector("details").open = open;
  };

  // A row that has something to say shows it; the rest of what is below stays folded.
  const showIfSpeaking = (figure) => {
    if (speaks(figure.under)) figure.under.hidden = false;
    else if (!figure.under.querySelector("details").open) figure.under.hidden = true;
    const toggle = figure.row.querySelector("[data-toggle]");
    if (toggle) toggle.setAttribute("aria-expanded", String(undersOf(figure.row).some((under) => under.querySelector("details").open)));
  };

  const undersOf = (row) => [...figures.values()].filter((figure) => figure.row === row).map((figure) => figure.under);

  for (const row of rows()) {
    const unders = undersOf(row);
    for (const under of unders) under.hidden = !("open" in under.dataset || under.querySelector("details").open || speaks(under));
    const toggle = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-link" });
    toggle.dataset.toggle = "";
    toggle.append("Thêm", Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: thuyết minh, nguyên nhân, tài liệu của ${lineName(row)}` }));
    toggle.setAttribute("aria-expanded", String(unders.some((under) => under.querySelector("details").open)));
    toggle.addEventListener("click", () => {
      const open = !unders.some((under) => isOpen(under) && under.querySelector("details").open);
      for (const under of unders) unfold(under, open);
      for (const under of unders) if (!open && speaks(under)) under.hidden = false;
      toggle.setAttribute("aria-expanded", String(open));
    });
    row.querySelector(".grid-tail").append(toggle);
  }

  // A table of agencies read from the other end.
  for (const button of form.querySelectorAll("[data-sort]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const table = button.closest("table");
      const bodies = [...table.tBodies].reverse();
      table.tHead.after(...bodies);
    });
  }

  form.classList.add("has-script");
  for (const hint of form.querySelectorAll("[data-grid-keys]")) hint.hidden = false;
  Object.assign(Grid, { form, figures, figureOf, values, fill, isEmpty, rows, lineName, cellsOf, boxIn, showIfSpeaking, valueOf });
  for (const figure of figures.values()) compute(figure);
})();
