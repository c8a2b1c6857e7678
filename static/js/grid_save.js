// The grid saves by itself: one batch after the other, each sent again until the server has answered; nothing typed is lost.
"use strict";

(() => {
  if (!Grid.form) return;
  const { form, figures, kept, cells } = Grid;
  const AFTER_TYPING = 2500;
  const AFTER_LEAVING = 300;
  const LONGEST_TYPING = 5000; // whoever types on without a pause is saved meanwhile
  const LONGEST_WAIT = 30_000;
  const POLL = 30_000;
  const PATIENCE = 20_000;
  const MOST_NAMED = 8;
  const ENDED = "ended"; // the session: log in elsewhere, then go on
  const CLOSED = "closed"; // the report takes no more figures
  const revision = form.querySelector('input[name="revision"]');
  const dirty = new Set();
  const refused = new Set();
  const contested = new Set();
  let flight = null; // Map of figure id → boxes: sent, not answered; sent again just so
  let isBusy = false;
  let failures = 0;
  let stop = null;
  let timer = 0;
  let typingSince = 0;
  let savedAt = "";
  let hasMore = false; // boxes beside the grid (papers) that only the buttons save

  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";
  const unsent = () => new Set([...dirty, ...(flight?.keys() ?? [])].filter((id) => !contested.has(id)));

  // --- the line that says how things stand -------------------------------------------------------------------------------

  const logInLink = () => Object.assign(document.createElement("a"), { href: form.dataset.logIn, target: "_blank", rel: "noopener", textContent: "Đăng nhập ở thẻ mới" });

  const sayHow = (message = "") => {
    const waiting = unsent().size;
    if (stop === CLOSED) return message && cells.sayState("✕", message, "bad");
    if (stop === ENDED) cells.sayState("!", `Phiên làm việc đã hết.${waiting ? ` ${waiting} ô vừa nhập vẫn được giữ trong trang này và sẽ tự gửi sau khi anh/chị đăng nhập lại.` : ""}`, "behind", logInLink());
    else if (failures && waiting) cells.sayState("!", `Chưa gửi được ${waiting} ô, đang thử lại. Số đã gõ vẫn được giữ, anh/chị cứ nhập tiếp.`, "behind");
    else if (waiting) cells.sayState("↻", isBusy ? `Đang lưu ${waiting} ô` : `${waiting} ô chưa lưu`, "busy");
    else if (refused.size + contested.size) cells.sayState("△", `${refused.size + contested.size} ô chưa lưu được: xem chỗ đánh dấu`, "near");
    else if (hasMore) cells.sayState("△", `${savedAt ? `Đã lưu số liệu lúc ${savedAt}. ` : ""}Tài liệu vừa chọn chưa lưu: bấm “Lưu bản nháp”`, "near");
    else if (savedAt) cells.sayState("✓", `Đã lưu lúc ${savedAt}`, "good");
    else cells.sayState("", "", "plain");
  };

  // --- the queue ---------------------------------------------------------------------------------------------------------

  const schedule = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(pump, wait);
  };

  const mark = (figure, wait = AFTER_TYPING) => {
    dirty.add(figure.id);
    refused.delete(figure.id);
    kept.put(figure);
    if (!contested.has(figure.id)) cells.show(figure, "typed"); // else it still says that a choice is due
    sayHow();
    typingSince ||= Date.now();
    if (!failures) schedule(Math.min(wait, Math.max(0, typingSince + LONGEST_TYPING - Date.now())));
  };

  const bodyOf = (batch) => {
    const body = new URLSearchParams({
      person: form.dataset.person,
      revision: revision.value,
      cells: [...batch.keys()].join(","),
      known: [...figures.values()].map((figure) => `${figure.id}:${figure.seen.value.split(":")[0]}`).join(","),
    });
    for (const [id, boxes] of batch) {
      body.set(`f${id}-seen`, figures.get(id).seen.value);
      for (const [name, value] of Object.entries(boxes)) {
        if (value === true) body.set(`f${id}-${name}`, "on");
        else if (value !== false) body.set(`f${id}-${name}`, value);
      }
    }
    return body;
  };

  const post = (batch) =>
    fetch(form.dataset.save, {
      method: "POST",
      body: bodyOf(batch),
      redirect: "manual",
      headers: { "X-CSRFToken": cookie("csrftoken"), "HX-Request": "true" },
      signal: AbortSignal.timeout(PATIENCE),
    });

  const nextBatch = () => {
    const batch = new Map([...dirty].filter((id) => !contested.has(id)).map((id) => [id, Grid.values(figures.get(id))]));
    for (const id of batch.keys()) dirty.delete(id);
    typingSince = 0;
    kept.sending(batch);
    return batch.size ? batch : null;
  };

  async function pump() {
    clearTimeout(timer);
    if (isBusy || stop === CLOSED) return;
    flight ??= nextBatch();
    if (!flight) return sayHow();
    isBusy = true;
    for (const id of flight.keys()) cells.show(figures.get(id), "saving");
    sayHow();
    const went = await attempt(flight);
    isBusy = false;
    if (went) {
      flight = null;
      if (dirty.size) schedule(AFTER_LEAVING);
    } else if (stop !== CLOSED) {
      for (const id of flight.keys()) cells.show(figures.get(id), "unsent");
      schedule(Math.min(1000 * 2 ** Math.min(failures, 5), LONGEST_WAIT));
    }
    sayHow();
    form.dispatchEvent(new CustomEvent("grid:answered", { detail: went }));
  }

  // Whether the server has answered for the batch. A connection or a server that is down is tried again for ever.
  const attempt = async (batch) => {
    try {
      const answer = await post(batch);
      if (answer.ok) {
        failures = 0;
        stop = null;
        take(await answer.json(), batch);
        return true;
      }
      if (answer.status === 409) close((await answer.json()).message);
      else if (answer.status === 403 || answer.type === "opaqueredirect") stop = ENDED;
    } catch (fault) {
      if (!(fault instanceof TypeError || fault.name === "TimeoutError" || fault instanceof SyntaxError)) throw fault;
    }
    failures += 1;
    return false;
  };

  const close = (message) => {
    stop = CLOSED;
    sayHow(`${message} Số chưa lưu vẫn còn trong trang này.`);
  };

  // --- what the server answers -------------------------------------------------------------------------------------------

  const take = (answer, batch) => {
    revision.value = String(Math.max(Number(revision.value), answer.revision));
    if (!answer.saved) return;
    if (batch.size) savedAt = answer.at;
    for (const [id, seen] of Object.entries(answer.saved)) {
      const figure = figures.get(id);
      figure.seen.value = seen;
      kept.arrived(id, seen, dirty.has(id));
      cells.show(figure, dirty.has(id) ? "typed" : "saved");
      cells.settleOffer(figure);
    }
    for (const [id, theirs] of Object.entries(answer.overtaken)) ask(figures.get(id), theirs);
    for (const [id, theirs] of Object.entries(answer.changed)) {
      if (figures.has(id) && !dirty.has(id) && !refused.has(id) && !contested.has(id)) cells.bringNews(figures.get(id), theirs);
    }
    for (const figure of figures.values()) complainOf(figure, answer);
    form.querySelector("[data-given]").textContent = answer.given;
  };

  const complainOf = (figure, answer) => {
    const barred = answer.refused[figure.id];
    if (barred && !dirty.has(figure.id)) {
      refused.add(figure.id);
      cells.show(figure, "refused");
    }
    if (barred || !refused.has(figure.id)) cells.complain(figure, barred ?? answer.problems[figure.id] ?? [], Boolean(barred), answer.asks[figure.id]);
  };

  const ask = (figure, theirs) => {
    contested.add(figure.id);
    cells.contest(figure, theirs, {
      keepMine: () => {
        contested.delete(figure.id);
        figure.seen.value = theirs.seen;
        kept.arrived(figure.id, theirs.seen, false);
        mark(figure, 0);
      },
      takeTheirs: () => {
        contested.delete(figure.id);
        dirty.delete(figure.id);
        kept.arrived(figure.id, theirs.seen, false);
        cells.bringNews(figure, theirs);
        sayHow();
      },
    });
  };

  // --- when it saves -----------------------------------------------------------------------------------------------------

  form.addEventListener("grid:typed", (event) => mark(event.detail));
  form.addEventListener("grid:left", () => dirty.size && !failures && schedule(AFTER_LEAVING));
  form.addEventListener("change", () => dirty.size && !failures && schedule(AFTER_LEAVING));
  form.addEventListener("input", (event) => {
    const savesItself = Grid.figureOf(event.target) || (event.target.closest(".task-lines") && event.target.type !== "file");
    if (!event.target.name || savesItself) return;
    hasMore = true;
    sayHow();
  });
  window.addEventListener("online", () => pump());
  window.addEventListener("focus", () => stop === ENDED && (unsent().size ? pump() : lookForNews()));
  document.addEventListener("visibilitychange", () => unsent().size && pump());
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.sending && (hasMore || unsent().size + contested.size + refused.size)) event.preventDefault();
  });

  // What colleagues saved meanwhile. A question that fails is asked again at its time.
  const lookForNews = async () => {
    if (isBusy || unsent().size) return;
    isBusy = true;
    await attempt(new Map());
    isBusy = false;
    failures = 0;
    if (dirty.size) schedule(AFTER_LEAVING);
    sayHow();
  };
  // A page come back to by the browser's arrow may show numbers of before.
  window.addEventListener("pageshow", (event) => {
    const [way] = performance.getEntriesByType("navigation");
    if (event.persisted || way?.type === "back_forward") lookForNews();
  });
  setInterval(() => document.visibilityState === "visible" && !stop && lookForNews(), POLL);

  const settled = () => new Promise((resolve) => {
    const look = (event) => {
      if (event && event.detail === false) return resolve(false);
      if (stop === CLOSED) return resolve(false);
      if (unsent().size === 0) return resolve(true);
      form.addEventListener("grid:answered", look, { once: true });
      pump();
    };
    look();
  });

  // The whole form goes only after every cell has gone, so that it carries the revisions that the server knows.
  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    if (contested.size) {
      event.preventDefault();
      Grid.say("Có ô mà người khác cũng vừa sửa: chọn giữ số nào trước khi gửi.");
      return;
    }
    if (!unsent().size || stop === CLOSED) return;
    event.preventDefault();
    Grid.say("Đang lưu nốt những ô vừa nhập…");
    if (await settled()) form.requestSubmit(submitter);
    else Grid.say("Chưa lưu và gửi được vì máy chủ chưa nhận. Số đã gõ vẫn được giữ trong trang này; trang sẽ tự thử lại.");
  });

  // --- one press for several lines ---------------------------------------------------------------------------------------

  const setNothing = (button) => {
    const section = button.closest("[data-section]").dataset.section;
    const panels = [...form.querySelectorAll(`[data-section="${section}"]`)];
    const empty = [...figures.values()].filter((figure) => figure.saysNothing && panels.some((panel) => panel.contains(figure.state)) && Grid.isEmpty(figure));
    for (const figure of empty) {
      Grid.fill(figure, figure.saysNothing === "tick" ? { nothing_occurred: true } : { value: "0" });
      mark(figure, AFTER_LEAVING);
    }
    const ticked = empty.filter((figure) => figure.saysNothing === "tick").length;
    const words = `Đã ghi “không phát sinh” cho ${ticked} dòng, số 0 cho ${empty.length - ticked} dòng còn trống của mục này.`;
    Grid.say(empty.length ? words : "Mục này không còn dòng trống nào có thể ghi “không phát sinh”.", empty.length ? { words: "Hoàn tác", press: () => unset(empty) } : null);
  };

  const unset = (figuresSet) => {
    for (const figure of figuresSet) {
      Grid.fill(figure, figure.saysNothing === "tick" ? { nothing_occurred: false } : { value: "" });
      mark(figure, AFTER_LEAVING);
    }
    Grid.say(`Đã bỏ trống lại ${figuresSet.length} dòng.`);
  };

  const keepAll = () => {
    for (const figure of figures.values()) {
      const keep = figure.boxes.get("keep");
      if (keep) keep.checked = true;
      if (keep) mark(figure, AFTER_LEAVING);
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-nothing-section], [data-keep-all]");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-keep-all]")) keepAll();
    else setNothing(button);
  });

  // --- what an earlier visit could not send ------------------------------------------------------------------------------

  const same = (one, other) => Object.keys(one).every((name) => one[name] === (other[name] ?? ""));

  const bringBack = () => {
    const brought = []; // each figure with what its boxes held before
    for (const [id, entry] of Object.entries(kept.read())) {
      const figure = figures.get(id);
      const now = figure && Grid.values(figure);
      if (!figure || same(entry.boxes, now)) {
        kept.arrived(id, "", false);
        continue;
      }
      if (!(entry.sent && same(entry.sent, now))) figure.seen.value = entry.seen; // else what was on its way had arrived
      Grid.fill(figure, entry.boxes);
      mark(figure, 0);
      brought.push([figure, now]);
    }
    if (!brought.length) return;
    const names = brought.slice(0, MOST_NAMED).map(([figure]) => Grid.lineName(figure.row));
    const words = `Đã đưa lại ${brought.length} ô mà lần trước chưa gửi được (${names.join(", ")}${brought.length > MOST_NAMED ? "…" : ""}); trang đang lưu.`;
    Grid.say(words, { words: "Bỏ phần vừa đưa lại", press: () => putAway(brought) });
  };

  const putAway = (brought) => {
    for (const [figure, before] of brought) {
      Grid.fill(figure, before);
      mark(figure, AFTER_LEAVING);
    }
    Grid.say(`Đã bỏ phần vừa đưa lại ở ${brought.length} ô.`);
  };

  if (!("bound" in form.dataset)) bringBack(); // a page that came back holds what was typed, and says what to decide
})();
