// Vietnamese numbers in a page, exactly: whole numbers of ten-thousandths (BigInt), never floating point. As ui/numbers.py reads and writes.
"use strict";

window.Grid = window.Grid ?? {};

Grid.numbers = (() => {
  const PLAIN = /^[+-]?\d+(,\d+)?$/;
  const GROUPED = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;
  const PLACES = 4;
  const ONE = 10n ** BigInt(PLACES);

  // Blank gives null, what cannot be read undefined.
  const read = (typed) => {
    const text = typed.replace(/[\s\u00a0\u2007\u2009\u202f]+/g, "").replace("\u2212", "-");
    if (text === "") return null;
    if (!PLAIN.test(text) && !GROUPED.test(text)) return undefined;
    const [whole, part = ""] = text.replaceAll(".", "").replace("+", "").split(",");
    if (part.replace(/0+$/, "").length > PLACES) return undefined;
    const digits = BigInt(whole.replace("-", "") + part.slice(0, PLACES).padEnd(PLACES, "0"));
    return whole.startsWith("-") ? -digits : digits;
  };

  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");

  const write = (value) => {
    const size = value < 0n ? -value : value;
    const part = (size % ONE).toString().padStart(PLACES, "0").replace(/0+$/, "");
    return `${value < 0n ? "\u2212" : ""}${grouped((size / ONE).toString())}${part ? `,${part}` : ""}`;
  };

  // One decimal, a half away from zero, as the server writes it.
  const percent = (top, bottom) => {
    const tenths = (2n * top * 1000n + bottom) / (2n * bottom);
    const part = tenths % 10n;
    return `${grouped((tenths / 10n).toString())}${part ? `,${part}` : ""}%`;
  };

  return { read, write, percent };
})();
