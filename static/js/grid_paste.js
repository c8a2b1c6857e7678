// A block copied from a spreadsheet goes over rows and columns from the box in which it is pasted.
"use strict";

(() => {
  if (!Grid.form) return;
  const { form, boxIn, cellsOf, lineName } = Grid;
  const MOST_NAMED = 8;
  const DAY = /^\d{1,2}\/\d{1,2}\/\d{4}$/;
  const BLANK = new Set(["", "-", "–", "—"]);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").trim();

  // Tab between cells, line break between rows; a cell that holds either stands in quotes, a quote in it is doubled.
  const parse = (text) => {
    const lines = [[""]];
    let quoted = false;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < plain.length; at += 1) {
      const sign = plain[at];
      const line = lines.at(-1);
      if (quoted && sign === '"' && plain[at + 1] === '"') {
        line[line.length - 1] += '"';
        at += 1;
      } else if (sign === '"' && (quoted || line.at(-1) === "")) quoted = !quoted;
      else if (sign === "\t" && !quoted) line.push("");
      else if (sign === "\n" && !quoted) lines.push([""]);
      else line[line.length - 1] += sign;
    }
    return lines.map((line) => line.map((cell) => cell.trim().normalize("NFC")));
  };

  const nameOf = (row, cell) => `${lineName(row)}, ${cell.querySelector("label")?.firstChild.textContent.trim().toLowerCase() ?? "ô không nhập"}`;

  // What the box would hold; undefined where it cannot take this.
  const fitted = (box, text) => {
    if (box.tagName === "SELECT") return [...box.options].find((option) => fold(option.text) === fold(text) || (option.value && option.value === text))?.value;
    if (box.name.endsWith("-note")) return text.replace(/\s*\n\s*/g, "; ");
    if (box.name.endsWith("-done_on")) return DAY.test(text) ? text : undefined;
    const bare = box.name.endsWith("-value") ? text.replace(/\s*%$/, "") : text;
    return Grid.numbers.read(bare) == null ? undefined : bare;
  };

  // Rows that a block goes over, from the one pasted in; headings between them take up an empty line of the block only.
  const placesFrom = (row) => {
    const all = [...form.querySelectorAll("[data-heading], tr.line-head, tr[data-line]")];
    return all.slice(all.indexOf(row));
  };

  const place = (lines, row, column) => {
    const done = { taken: [], left: [], computed: 0, beyond: 0 };
    const places = placesFrom(row);
    for (const line of lines) {
      const isBlank = line.every((cell) => BLANK.has(cell));
      while (places.length && !places[0].matches("tr[data-line]") && !isBlank) places.shift();
      const target = places.shift();
      if (!target) done.beyond += isBlank ? 0 : 1;
      else if (target.matches("tr[data-line]")) placeLine(line, target, column, done);
    }
    return done;
  };

  const placeLine = (line, row, column, done) => {
    const cells = cellsOf(row);
    line.forEach((text, at) => {
      if (BLANK.has(text)) return;
      const cell = cells[column + at];
      const box = boxIn(cell);
      if (cell?.querySelector("[data-result]")) done.computed += 1;
      else if (!box) done.left.push(`${cell ? nameOf(row, cell) : row.querySelector("th .code")?.textContent ?? "ngoài bảng"}: “${text}”`);
      else take(box, text, row, cell, done);
    });
  };

  const take = (box, text, row, cell, done) => {
    const value = fitted(box, text);
    if (value === undefined) {
      done.left.push(`${nameOf(row, cell)}: “${text}”`);
      return;
    }
    done.taken.push([box, box.value]);
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const takeBack = (taken) => {
    for (const [box, before] of taken) {
      box.value = before;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    Grid.say(`Đã bỏ phần vừa dán ở ${taken.length} ô.`);
  };

  const report = (done) => {
    const words = [`Đã dán ${done.taken.length} ô.`];
    if (done.computed) words.push(`Bỏ qua ${done.computed} ô kết quả, trang tự tính.`);
    if (done.beyond) words.push(`${done.beyond} dòng thừa, biểu không còn chỗ.`);
    if (done.left.length) {
      const more = done.left.length > MOST_NAMED ? `; và ${done.left.length - MOST_NAMED} ô nữa` : "";
      words.push(`Không nhận ${done.left.length} ô: ${done.left.slice(0, MOST_NAMED).join("; ")}${more}.`);
    }
    Grid.say(words.join(" "), done.taken.length ? { words: "Bỏ phần vừa dán", press: () => takeBack(done.taken) } : null);
  };

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("td[data-col]");
    const text = event.clipboardData.getData("text/plain");
    if (!cell || boxIn(cell) !== event.target || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const row = cell.closest("tr");
    report(place(parse(text), row, cellsOf(row).indexOf(cell)));
    form.dispatchEvent(new CustomEvent("grid:left"));
  });
})();
