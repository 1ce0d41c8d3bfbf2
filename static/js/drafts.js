// What was typed into the entry grid outlives the session: kept in this tab, given back after signing in again.

"use strict";

const DRAFT = "isian:";
const INTERRUPTED = "isian-terputus";

// Only a session that ended leads from the grid to the login page.
if (document.querySelector(".login-panel")) {
  sessionStorage.setItem(INTERRUPTED, "1");
}

const typing = document.querySelector("form.entry-form");
if (typing) {
  const key = DRAFT + typing.dataset.account + typing.getAttribute("action");
  const cells = Array.from(typing.querySelectorAll("[data-cell], [data-kept]"));
  // With the version it was shown with, so that a cell that somebody else saved meanwhile is asked about.
  const inputs = (cell) => Array.from(cell.querySelectorAll("input:not([type=radio]), textarea"));
  const isTouched = (cell) => inputs(cell).some((input) => input.value !== input.defaultValue);
  // A page that was sent back holds all that was typed, and nothing of it is saved.
  const refused = Boolean(document.getElementById("ringkasan-galat"));

  const keep = () => {
    const kept = cells.filter((cell) => refused || isTouched(cell))
      .map((cell) => inputs(cell).map((input) => [input.name, input.value]));
    if (kept.length) {
      sessionStorage.setItem(key, JSON.stringify(kept));
    } else {
      sessionStorage.removeItem(key);
    }
  };

  const giveBack = (kept) => {
    let count = 0;
    for (const cell of kept) {
      const found = cell.map(([name, value]) => [typing.elements.namedItem(name), value]);
      // A cell that was locked meanwhile is not there any more.
      if (found.every(([input]) => input) && found.some(([input, value]) => input.value !== value)) {
        for (const [input, value] of found) {
          input.value = value;
        }
        count += 1;
      }
    }
    return count;
  };

  const kept = JSON.parse(sessionStorage.getItem(key) || "[]");
  const interrupted = sessionStorage.getItem(INTERRUPTED) !== null;
  sessionStorage.removeItem(INTERRUPTED);
  for (const other of Object.keys(sessionStorage)) {
    if (other.startsWith(DRAFT) && (other !== key || !interrupted)) {
      sessionStorage.removeItem(other);
    }
  }
  if (interrupted && giveBack(kept)) {
    document.getElementById("isian-kembali").hidden = false;
    typing.dispatchEvent(new Event("input"));
  }
  typing.addEventListener("input", keep);
  typing.addEventListener("submit", keep);
}
