// A long <select> becomes a box that filters as one types, without regard to accents. Pattern: WAI-ARIA combobox with listbox.
// With data-search-url the list stays on the server, which answers {options: [{value, words}], has_more} to ?tim=….
"use strict";

(() => {
  const MOST_SHOWN = 50;
  const TYPING_PAUSE = 200; // milliseconds without a key before the server is asked
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();

  // As typed at the beginning of a word first, then without its marks, then anywhere inside.
  const rank = (option, typed, words) => {
    if (` ${option.words.toLowerCase()}`.includes(` ${typed}`)) return 0;
    return words.every((word) => ` ${option.folded}`.includes(` ${word}`)) ? 1 : 2;
  };

  const matching = (options, text) => {
    const typed = text.normalize("NFC").trim().toLowerCase();
    const words = fold(text).split(" ");
    return options
      .filter((option) => words.every((word) => option.folded.includes(word)))
      .map((option) => ({ option, place: rank(option, typed, words) }))
      .sort((one, other) => one.place - other.place)
      .map(({ option }) => option);
  };

  const build = (select) => {
    const options = [...select.options]
      .filter((option) => option.value)
      .map((option) => ({ value: option.value, words: option.textContent.trim(), folded: fold(option.textContent) }));
    const box = document.createElement("div");
    const input = document.createElement("input");
    const list = document.createElement("ul");
    const said = document.createElement("div");
    let shown = [];
    let active = -1;

    box.className = "search-select";
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    list.className = "search-select-list";
    list.id = `${select.id}_list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Kết quả tìm");
    list.hidden = true;
    input.type = "text";
    input.className = "form-select";
    input.autocomplete = "off";
    input.placeholder = "Gõ để tìm, không cần dấu";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) {
      input.setAttribute(name, value);
    }
    for (const name of ["aria-describedby", "aria-invalid", "aria-label", "required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    // The label and every link to the field now lead to the box; the select keeps the value under its name.
    input.id = select.id;
    select.id = `${select.id}_choice`;
    select.hidden = true;
    select.required = false;
    box.append(input, list, said);
    select.after(box);

    const chosenWords = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
    input.value = chosenWords();

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (place) => {
      active = place;
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    };

    const draw = (found, more) => {
      shown = found.slice(0, MOST_SHOWN);
      list.replaceChildren(
        ...shown.map((option, at) => {
          const item = document.createElement("li");
          item.id = `${list.id}_${at}`;
          item.setAttribute("role", "option");
          item.textContent = option.words;
          return item;
        }),
      );
      const words = found.length === 0 ? "Không tìm thấy." : more;
      if (words) list.append(Object.assign(document.createElement("li"), { className: "is-message", textContent: words, role: "presentation" }));
      said.textContent = found.length ? `${found.length} mục` : words;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(-1);
    };

    let waiting = 0;
    let asked = 0; // an answer that comes after a later question is thrown away

    const ask = async (typed) => {
      const question = ++asked;
      const address = new URL(select.dataset.searchUrl, document.baseURI);
      address.searchParams.set("tim", typed);
      const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (question !== asked || document.activeElement !== input) return;
      if (!answer?.ok) return draw([], "");
      const found = await answer.json();
      draw(found.options.map((option) => ({ ...option, folded: fold(option.words) })), found.has_more ? "Còn nữa, gõ thêm để thu hẹp." : "");
    };

    const open = (typed) => {
      if (select.dataset.searchUrl) {
        clearTimeout(waiting);
        waiting = setTimeout(ask, TYPING_PAUSE, typed);
        return;
      }
      const found = matching(options, typed);
      const more = found.length - MOST_SHOWN;
      draw(found, more > 0 ? `Còn ${more} mục nữa, gõ thêm để thu hẹp.` : "");
    };

    const choose = (option) => {
      const isNew = option && ![...select.options].some((known) => known.value === option.value);
      if (isNew) select.add(new Option(option.words, option.value));
      select.value = option ? option.value : "";
      input.value = option ? option.words : "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    };

    const leave = () => {
      clearTimeout(waiting);
      if (input.value.trim() === "") {
        if (select.value) choose(null);
      } else {
        const exact = (select.dataset.searchUrl ? shown : options).filter((option) => option.folded === fold(input.value));
        if (exact.length === 1 && exact[0].value !== select.value) choose(exact[0]);
        else input.value = chosenWords();
      }
      close();
    };

    input.addEventListener("input", () => open(input.value));
    input.addEventListener("click", () => {
      if (!list.hidden) return;
      input.select();
      open("");
    });
    input.addEventListener("blur", leave);
    input.addEventListener("keydown", (event) => {
      const count = shown.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (list.hidden) open("");
        if (shown.length) mark(active < 0 ? (step > 0 ? 0 : shown.length - 1) : (active + step + count) % count);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (count && (active >= 0 || input.value.trim())) choose(shown[Math.max(active, 0)]); // typed, then Enter: the nearest
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        input.value = chosenWords();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const at = [...list.children].indexOf(event.target);
      if (at >= 0 && at < shown.length) choose(shown[at]);
    });
  };

  const prepare = (root) => {
    for (const select of root.querySelectorAll("select[data-search-select]:not([hidden])")) build(select);
  };
  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();
