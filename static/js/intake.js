// A document beside what was read from it: choosing one shows the other, words that are marked can be added, and what was
// decided shows in the document at once. Without script the same links, forms and pages do the work.
"use strict";

(() => {
  const paper = document.querySelector(".intake-paper");
  const adding = document.querySelector("[data-add-selected]");
  const SHORTEST = 8; // characters: less is a slip of the mouse
  const LONGEST = 4000;

  const marksOf = (key) => document.querySelectorAll(`[data-mark="${key}"]`);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const choose = (key) => {
    for (const old of document.querySelectorAll(".is-chosen")) old.classList.remove("is-chosen");
    document.getElementById(key)?.classList.add("is-chosen");
    for (const mark of marksOf(key)) mark.classList.add("is-chosen");
  };

  // Scrolls inside the document alone; the page stays where it is.
  const show = (mark) => {
    const top = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top + paper.scrollTop;
    paper.scrollTo({ top: top - paper.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  };

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".intake-card");
    if (!card) return;
    choose(card.dataset.key);
    const mark = marksOf(card.dataset.key)[0];
    if (!mark) return;
    if (event.target.closest(".intake-place")) {
      event.preventDefault();
      if (window.innerWidth <= 900) paper.scrollIntoView({ block: "start" }); // there the document stands above the cards
      mark.focus({ preventScroll: true });
    }
    show(mark);
  });

  paper.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (!mark) return;
    event.preventDefault();
    choose(mark.dataset.mark);
    const card = document.getElementById(mark.dataset.mark);
    card.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  });

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !paper.contains(selection.anchorNode) || !paper.contains(selection.focusNode)) return;
    const words = selection.toString().replace(/\s+/g, " ").trim();
    adding.hidden = words.length < SHORTEST || words.length > LONGEST;
    adding.elements.quote.value = words;
  });

  // A press on a card brings the card anew: the marks follow, and the keyboard stays at the card.
  document.addEventListener("htmx:afterSettle", (event) => {
    const card = event.target.closest(".intake-card");
    if (!card) return;
    for (const mark of marksOf(card.dataset.key)) {
      mark.classList.remove("is-open", "is-doubtful", "is-accepted", "is-dropped");
      mark.classList.add(...card.dataset.look.split(" "));
    }
    if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
  });
})();
