// The tasks of a report save by themselves, one after the other, each sent again until the server has answered.
"use strict";

(() => {
  const section = document.querySelector(".task-lines");
  if (!section) return;
  const form = section.closest("form");
  const revision = form.querySelector('input[name="revision"]');
  const AFTER_TYPING = 2500;
  const LONGEST_WAIT = 30_000;
  const PATIENCE = 20_000;
  const dirty = new Set();
  const unsaved = new Set(); // refused or overtaken: the person decides, and saves by the button
  let flight = null;
  let failures = 0;
  let isClosed = false;
  let timer = 0;

  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";

  const say = (task, words, isWrong = false) => {
    const state = task.querySelector("[data-task-state]");
    state.textContent = words;
    state.classList.toggle("is-wrong", isWrong);
  };

  const schedule = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(pump, wait);
  };

  const bodyOf = (task) => {
    const body = new URLSearchParams({ person: form.dataset.person });
    for (const box of task.querySelectorAll("input:not([type=file]):not([type=checkbox]), textarea")) body.set(box.name, box.value);
    return body;
  };

  const send = (task) =>
    fetch(task.dataset.save, {
      method: "POST",
      body: bodyOf(task),
      redirect: "manual",
      headers: { "X-CSRFToken": cookie("csrftoken"), "HX-Request": "true" },
      signal: AbortSignal.timeout(PATIENCE),
    });

  const take = (task, answer) => {
    if (answer.seen) {
      task.querySelector('input[name$="-seen"]').value = answer.seen;
      revision.value = String(Math.max(Number(revision.value), answer.revision));
      unsaved.delete(task);
      return say(task, dirty.has(task) ? "" : `✓ Đã lưu lúc ${answer.at}`);
    }
    unsaved.add(task);
    if (answer.overtaken) return say(task, `△ Chưa lưu. ${answer.overtaken}. Muốn giữ nội dung của anh/chị, bấm “Lưu bản nháp”.`, true);
    say(task, `✕ Chưa lưu. ${Object.values(answer.refused).flat().join(" ")}`, true);
  };

  // Whether the server has answered. A connection or a server that is down is tried again for ever.
  const attempt = async (task) => {
    try {
      const answer = await send(task);
      if (answer.ok) {
        take(task, await answer.json());
        return true;
      }
      if (answer.status === 409) {
        isClosed = true;
        say(task, `✕ ${(await answer.json()).message}`, true);
        return true;
      }
    } catch (fault) {
      if (!(fault instanceof TypeError || fault.name === "TimeoutError" || fault instanceof SyntaxError)) throw fault;
    }
    return false;
  };

  async function pump() {
    clearTimeout(timer);
    const [task] = dirty;
    if (flight || isClosed || !task) return;
    dirty.delete(task);
    say(task, "↻ Đang lưu");
    flight = attempt(task);
    const went = await flight;
    flight = null;
    failures = went ? 0 : failures + 1;
    if (!went) {
      dirty.add(task);
      say(task, "! Chưa gửi được, đang thử lại. Nội dung đã gõ vẫn còn trong trang này.", true);
    }
    if (dirty.size) schedule(went ? 0 : Math.min(1000 * 2 ** Math.min(failures, 5), LONGEST_WAIT));
  }

  section.addEventListener("input", (event) => {
    const task = event.target.closest("[data-task]");
    if (!task || event.target.type === "file" || event.target.type === "checkbox") return; // papers go with the button
    event.stopPropagation(); // the grid need not wait for it
    dirty.add(task);
    say(task, "");
    if (!failures) schedule(AFTER_TYPING);
  });
  section.addEventListener("focusout", () => dirty.size && !failures && schedule(300));
  window.addEventListener("online", () => pump());
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.sending && dirty.size + unsaved.size) event.preventDefault();
  });

  // The whole form carries the tasks too; it waits for the one that is on its way, whose answer brings the revision.
  form.addEventListener(
    "submit",
    async (event) => {
      clearTimeout(timer);
      if (!flight) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      if (await flight) form.requestSubmit(submitter);
    },
    { capture: true },
  );
})();
