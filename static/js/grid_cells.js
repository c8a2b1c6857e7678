// What the page says at a cell and about all of them: being saved, saved, refused, overtaken by a colleague.
"use strict";

(() => {
  if (!Grid.form) return;
  const { form, figures } = Grid;
  const STATES = {
    typed: ["✎", "Chưa lưu", "empty"],
    saving: ["↻", "Đang lưu", "busy"],
    saved: ["✓", "Đã lưu", "good"],
    unsent: ["!", "Chưa gửi được", "behind"],
    refused: ["✕", "Chưa lưu: sửa lại", "bad"],
    overtaken: ["△", "Người khác đã sửa", "near"],
    news: ["↓", "Vừa cập nhật", "plain"],
  };

  const element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

  const signed = (sign, words) => {
    const mark = element("span", "sign", sign);
    mark.setAttribute("aria-hidden", "true");
    return [mark, ` ${words}`];
  };

  const show = (figure, key, words) => {
    const [sign, usual, tone] = STATES[key];
    figure.state.className = `cell-state tone-${tone}`;
    figure.state.replaceChildren(...signed(sign, words ?? usual));
  };

  const boxesOf = (figure) => [...figure.boxes.values()];

  const clear = (figure, part) => {
    for (const old of figure.says.querySelectorAll(part)) old.remove();
  };

  // Problems that keep the report from being sent (△), or the cell from being saved (✕).
  const complain = (figure, problems, isRefused, asks = []) => {
    clear(figure, "[data-problem], [data-ask], .field-error");
    for (const box of boxesOf(figure)) {
      const mine = problems.some((problem) => box.name.endsWith(`-${problem.field}`));
      box.toggleAttribute("data-wrong", mine);
      if (mine && isRefused) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
      if (problems.length) box.setAttribute("aria-describedby", figure.says.id);
      else box.removeAttribute("aria-describedby");
    }
    for (const { message } of problems) {
      const line = element("p", isRefused ? "field-error" : "entry-warning");
      line.dataset.problem = "";
      line.append(...signed(isRefused ? "✕" : "△", isRefused ? message : `Cần sửa trước khi gửi: ${message}`));
      figure.says.append(line);
    }
    for (const { message } of asks) {
      const line = element("p", "entry-warning");
      line.dataset.ask = "";
      line.append(...signed("△", message));
      figure.says.append(line);
    }
    if (asks.length) figure.under.querySelector("details").open = true;
    Grid.showIfSpeaking(figure);
  };

  // A colleague saved the same cell: both numbers stand there until the person decides.
  const contest = (figure, theirs, { keepMine, takeTheirs }) => {
    clear(figure, "[data-contest]");
    show(figure, "overtaken", theirs.mine ? "Khác số đã lưu" : undefined);
    const line = element("p", "entry-warning");
    line.dataset.contest = "";
    const button = (words, press) => {
      const made = element("button", "btn btn-sm btn-outline-primary", words);
      made.type = "button";
      made.addEventListener("click", () => {
        clear(figure, "[data-contest]");
        press();
        Grid.showIfSpeaking(figure);
      });
      return made;
    };
    const stands = `đã lưu ô này lúc ${theirs.at}: ${theirs.words || "để trống"}.`;
    if (theirs.mine) line.append(...signed("△", `Ở cửa sổ khác, anh/chị ${stands} Số ở cửa sổ này chưa lưu. `), button("Giữ số ở đây", keepMine), " ", button("Lấy số đã lưu", takeTheirs));
    else line.append(...signed("△", `${theirs.by} ${stands} Số của anh/chị chưa lưu. `), button("Giữ số của tôi", keepMine), " ", button(`Lấy số của ${theirs.by}`, takeTheirs));
    figure.says.append(line);
    Grid.showIfSpeaking(figure);
  };

  const bringNews = (figure, theirs) => {
    Grid.fill(figure, theirs.boxes);
    figure.seen.value = theirs.seen;
    show(figure, "news", `${theirs.mine ? "Cửa sổ khác" : theirs.by} sửa ${theirs.at}`);
    settleOffer(figure);
  };

  // Once given, the number is no longer only an offer of the last period.
  const settleOffer = (figure) => {
    if (!figure.boxes.has("keep") || Grid.isEmpty(figure)) return;
    clear(figure, "[data-offer]");
    figure.boxes.delete("keep");
    figure.row.classList.remove("is-offered");
    Grid.showIfSpeaking(figure);
  };

  const bar = form.querySelector("[data-grid-state]");
  const sayState = (sign, words, tone, link) => {
    if (bar.dataset.words === words) return;
    bar.dataset.words = words;
    bar.className = `grid-state tone-${tone}`;
    bar.replaceChildren(...(words ? signed(sign, words) : []), ...(link ? [" ", link] : []));
  };

  // One message with, at most, one thing to press: what was pasted, what a press has set.
  const said = element("div", "grid-said");
  said.setAttribute("role", "status");
  form.querySelector(".form-actions.is-sticky").prepend(said);
  Grid.say = (words, action) => {
    said.replaceChildren(words ? element("span", "", words) : "");
    if (action) {
      const button = element("button", "btn btn-sm btn-outline-primary", action.words);
      button.type = "button";
      button.addEventListener("click", action.press);
      said.append(" ", button);
    }
    if (!words) return;
    const close = element("button", "btn btn-sm btn-link", "Đóng");
    close.type = "button";
    close.addEventListener("click", () => Grid.say(""));
    said.append(" ", close);
  };

  Grid.cells = { show, complain, contest, bringNews, settleOffer, sayState, element, figures };
})();
