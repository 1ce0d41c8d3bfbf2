// Rows of a list change places by keyboard: two buttons each, or Alt with an arrow. The numbers in "Urutan" do the same
// without this script, and are what is sent.

const ROW = ".row-item, .inner-row, .photo-card";

let said = null;

function say(words) {
  if (!said) {
    said = document.createElement("p");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    document.body.append(said);
  }
  said.textContent = words;
}

/** The number of the row itself: a row with a list inside holds the numbers of the inner rows too. */
const order = (row) => Array.from(row.querySelectorAll(".field-order input")).find((input) => input.closest(ROW) === row);
const rowsOf = (row) => Array.from(row.parentElement.children).filter((each) => each.matches(ROW) && order(each));

/** Whether a row counts: a blank one at the end of a list gets no number, else it would be taken for a written one. */
function isUsed(row) {
  return Array.from(row.querySelectorAll("input:not([type=hidden]):not([type=file]), textarea, select"))
    .filter((field) => field !== order(row))
    .some((field) => (field.type === "checkbox" ? field.checked : field.value !== ""));
}

function move(row, step) {
  const rows = rowsOf(row).filter((each) => each === row || isUsed(each));
  const other = rows[rows.indexOf(row) + step];
  if (!other) {
    return;
  }
  if (step < 0) {
    other.before(row);
  } else {
    other.after(row);
  }
  rowsOf(row).filter(isUsed).forEach((each, index) => {
    order(each).value = index + 1;
  });
  order(row).dispatchEvent(new Event("input", { bubbles: true }));
  const count = rowsOf(row).filter(isUsed).length;
  say(`${row.getAttribute("aria-label") || "Baris"}: sekarang urutan ${order(row).value} dari ${count}.`);
}

function button(row, step, name, sign) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-quiet btn-sm";
  made.textContent = sign;
  const label = row.getAttribute("aria-label") || "baris";
  made.setAttribute("aria-label", `${name} ${label}`);
  made.title = `${name} (Alt+${step < 0 ? "↑" : "↓"})`;
  made.addEventListener("click", () => {
    move(row, step);
    made.focus();
  });
  return made;
}

for (const input of document.querySelectorAll(".field-order input")) {
  const row = input.closest(ROW);
  if (row && rowsOf(row).length > 1) {
    const pair = document.createElement("span");
    pair.className = "order-buttons";
    pair.append(button(row, -1, "Naikkan", "↑"), button(row, 1, "Turunkan", "↓"));
    input.after(pair);
  }
}

document.addEventListener("keydown", (event) => {
  const row = event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && event.target.closest(ROW);
  if (row && order(row)) {
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? -1 : 1);
    event.target.focus();
  }
});
