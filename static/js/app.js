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

  const show = () => {
    let count = 0;
    for (const cell of cells) {
      const dirty = isDirty(cell);
      cell.closest("tr").classList.toggle("is-dirty", dirty);
      count += dirty ? 1 : 0;
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

  // Enter goes to the next cell instead of sending a half-filled page.
  grid.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".cell-input input")) {
      return;
    }
    event.preventDefault();
    const all = Array.from(grid.querySelectorAll(".cell-input input"));
    const next = all[all.indexOf(event.target) + 1];
    (next || bar.querySelector("button")).focus();
  });
}
