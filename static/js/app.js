// Small comforts on top of pages that work without them. Computes nothing.

"use strict";

// An error summary takes the focus, so that a keyboard or a screen reader starts there, unless somebody is at a field.
const summary = document.getElementById("ringkasan-galat");
if (summary && document.activeElement === document.body) {
  summary.focus();
}

// Number fields say what they read; the entry grid has a script of its own for that.
if (document.querySelector("input[data-number]") && !document.getElementById("isian")) {
  import(document.currentScript.dataset.numberFields);
}

// The account menu closes like a menu.
const account = document.querySelector("details.account");
if (account) {
  document.addEventListener("click", (event) => {
    if (account.open && !account.contains(event.target)) {
      account.open = false;
    }
  });
  account.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      account.open = false;
      account.querySelector("summary").focus();
    }
  });
}

// Logging out forgets what this account typed and never saved (unsent.js); where there is any, it asks first.
const out = document.getElementById("keluar");
if (out) {
  out.addEventListener("submit", (event) => {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(`isian:${out.dataset.account}:`));
    if (kept.length && !confirm("Masih ada isian yang belum tersimpan. Keluar dan buang ketikan itu?")) {
      event.preventDefault();
      return;
    }
    kept.forEach((key) => localStorage.removeItem(key));
  });
}

// All boxes of a list at once, where there is a script to do it.
for (const button of document.querySelectorAll("[data-tick-all]")) {
  const boxes = button.form.querySelectorAll("input[type=checkbox]");
  button.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    const all = Array.from(boxes).every((box) => box.checked);
    for (const box of boxes) {
      box.checked = !all;
    }
  });
}

// Forms of words: the bar says that something waits to be saved, and leaving asks.
const watched = document.querySelector("form.watched:not([data-autosave])");
if (watched) {
  const state = watched.querySelector(".save-state");
  const fields = () => Array.from(watched.elements).filter((field) => field.type !== "hidden" && "name" in field);
  const isDirty = (field) => {
    if (field.type === "checkbox") {
      return field.checked !== field.defaultChecked;
    }
    if (field.tagName === "SELECT") {
      return Array.from(field.options).some((option) => option.selected !== option.defaultSelected) &&
        (field.selectedIndex > 0 || Array.from(field.options).some((option) => option.defaultSelected));
    }
    return field.type === "file" ? field.files.length > 0 : field.value !== field.defaultValue;
  };
  // A page that was sent back already holds what was typed.
  const unsaved = "unsaved" in watched.dataset || Boolean(summary);
  let saving = false;

  const show = () => {
    const some = unsaved || fields().some((field) => field.tagName !== "BUTTON" && isDirty(field));
    if (state) {
      state.textContent = some ? state.dataset.some : state.dataset.none;
      state.closest(".save-bar").classList.toggle("is-dirty", some);
    }
    return some;
  };

  show();
  watched.addEventListener("input", show);
  watched.addEventListener("submit", () => { saving = true; });
  window.addEventListener("pageshow", () => { saving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && show()) {
      event.preventDefault();
    }
  });
}

// Drawing a report takes seconds: the form says so, and a second tap sends nothing.
for (const slow of document.querySelectorAll("form[data-slow]")) {
  const state = slow.querySelector("[data-slow-state]");
  let sent = false;
  slow.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    state.textContent = slow.dataset.slow;
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    state.textContent = "";
  });
}
