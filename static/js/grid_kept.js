// What was typed and is not saved yet stays in the browser too, for this person and this report, until the server has it.
"use strict";

(() => {
  if (!Grid.form) return;
  const KEY = `luoi:${Grid.form.dataset.person}:${Grid.form.dataset.report}`;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };

  const write = (kept) => {
    try {
      if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing still has the open page.
    }
  };

  // `sent`: what is on its way for this figure; where the page later opens with just that, it had arrived.
  const put = (figure) => {
    const kept = read();
    kept[figure.id] = { sent: kept[figure.id]?.sent, boxes: Grid.values(figure), seen: kept[figure.id]?.seen ?? figure.seen.value };
    write(kept);
  };

  const sending = (cells) => {
    const kept = read();
    for (const [id, boxes] of cells) if (kept[id]) kept[id].sent = boxes;
    write(kept);
  };

  // The figure is on file as `seen`; what was typed further meanwhile stays, to be held against that.
  const arrived = (id, seen, isTypedFurther) => {
    const kept = read();
    if (isTypedFurther && kept[id]) kept[id] = { boxes: kept[id].boxes, seen };
    else delete kept[id];
    write(kept);
  };

  Grid.kept = { read, put, sending, arrived };
})();
