// Small comforts; every page works without them.
"use strict";

const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";

// htmx requests carry the CSRF token that plain forms carry as a field.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
});

// A second press on the same button while the first is on its way does nothing; the server refuses it as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  const button = event.submitter;
  if (!button) return;
  button.dataset.words = button.textContent;
  button.setAttribute("aria-busy", "true");
  button.textContent = "Đang gửi…";
});

// Coming back with the browser's button shows the form ready again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.textContent = button.dataset.words;
    }
  }
});

const prepare = (root) => {
  // Our own messages are clearer than the browser's, which speak its language.
  for (const form of root.querySelectorAll("form")) form.noValidate = true;
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.querySelector("[data-focus-on-load]")?.focus();
