// Small comforts on top of pages that work without them. Computes nothing.

"use strict";

// An error summary takes the focus, so that a keyboard or a screen reader starts there.
const summary = document.getElementById("ringkasan-galat");
if (summary) {
  summary.focus();
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

// The grid says how many cells wait to be saved, and asks before they are left behind.
const grid = document.querySelector("form.entry-form");
const bar = document.querySelector(".save-bar");
if (grid && bar) {
  const state = bar.querySelector(".save-state");
  const cells = Array.from(grid.querySelectorAll("[data-cell]"));
  const inputs = (cell) => Array.from(cell.querySelectorAll("input:not([type=hidden]), textarea"));
  // After a refused save the page already holds what was typed: those cells count from the start.
  const refused = Boolean(summary);
  let saving = false;

  const isDirty = (cell) => inputs(cell).some((input) =>
    input.type === "radio" ? input.checked !== input.defaultChecked : input.value !== input.defaultValue);

  // The reason is asked for as soon as a figure of an approved report is changed; without this, after "Simpan".
  const correction = document.getElementById("koreksi");
  const ask = (keys) => {
    const reports = Array.from(correction.querySelectorAll("[data-report]"));
    for (const report of reports) {
      report.hidden = !("opens" in report.dataset) && !keys.has(report.dataset.report);
    }
    correction.hidden = reports.every((report) => report.hidden);
    document.getElementById("ke-koreksi").hidden = correction.hidden;
  };

  const show = () => {
    let count = 0;
    const keys = new Set();
    for (const cell of cells) {
      const dirty = isDirty(cell);
      cell.closest("tr").classList.toggle("is-dirty", dirty);
      count += dirty ? 1 : 0;
      if (dirty && "approved" in cell.dataset) {
        cell.dataset.approved.split(" ").forEach((key) => keys.add(key));
      }
    }
    if (correction) {
      ask(keys);
    }
    const texts = state.dataset;
    const some = count === 1 ? texts.one : texts.many.replace("%n", count);
    state.textContent = count ? some : texts.none;
    bar.classList.toggle("is-dirty", count > 0);
    return count;
  };

  if (!refused) {
    show();
  }
  grid.addEventListener("input", show);
  grid.addEventListener("submit", () => { saving = true; });
  window.addEventListener("pageshow", () => { saving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && (refused || show())) {
      event.preventDefault();
    }
  });

  // Enter goes to the next cell instead of sending a half-filled page; with Ctrl it saves from anywhere in the grid.
  grid.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      grid.requestSubmit();
      return;
    }
    if (event.key !== "Enter" || !event.target.matches(".cell-input input")) {
      return;
    }
    event.preventDefault();
    const all = Array.from(grid.querySelectorAll(".cell-input input"));
    const next = all[all.indexOf(event.target) + 1];
    (next || bar.querySelector("button")).focus();
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
const watched = document.querySelector("form.watched");
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
