// The entry grid like a spreadsheet: keys, pasted blocks, and every cell saved by itself. Computes nothing: all figures
// come from the server. Without this script the page is a form with one button that saves all of it.

import { Cell, lines as fieldLines, make } from "./grid-cell.js";
import { ask, isBlock, readBlock } from "./grid-paste.js";
import { released, whenReleased } from "./pressing.js";
import { post } from "./sending.js";
import { Unsent, forgetOld } from "./unsent.js";

const PAUSE = 1500; // milliseconds after the last key until a cell is saved
const AGAIN = 5000; // until a lost line is tried again
const QUIET = 4000; // until somebody who listens is told that all is well
const LOOK_AFTER = 2500; // until the checks are asked again, once nothing waits any more
const REASON = "alasan-koreksi";

const form = document.getElementById("isian");
const state = document.getElementById("keadaan");
const announcer = document.getElementById("pengumuman");
const undoButton = document.getElementById("urungkan");
const correction = document.getElementById("koreksi");
const reason = correction && correction.querySelector("textarea");
const cells = Array.from(form.querySelectorAll("[data-cell]"), (element) => new Cell(element));
const byAnchor = new Map(cells.map((cell) => [cell.anchor, cell]));
const numbers = cells.flatMap((cell) => cell.numbers);
const cellOf = (input) => byAnchor.get(input.closest("tr").id);
const unsent = new Unsent(form.dataset.account, form.dataset.cells);

let sending = false;
let onTheWay = new Map(); // what was sent and is not answered yet, by cell
let stopped = null; // what keeps everything from being sent: {text, link}
let lineLost = false;
let trouble = ""; // what the server says of its own, which may pass
let savedCount = 0;
let lastPaste = null;
let reasonGiven = "";
const timers = {};

// -- what the bar says ------------------------------------------------------------------------------------------------

function waiting() {
  // Taken back while it is on its way, a figure will stand saved as it was sent, until it is sent again.
  return cells.filter((cell) => cell.dirty || cell.state === "conflict" || onTheWay.has(cell));
}

function tell() {
  const left = waiting();
  const troubled = left.filter((cell) => ["asks", "wrong", "conflict", "locked"].includes(cell.state));
  const asked = troubled.length;
  let words;
  if (stopped) {
    words = stopped.text;
  } else if (lineLost && left.length > asked) {
    words = `${trouble || "Belum terhubung."} ${left.length - asked} isian menunggu dan disimpan di peramban ini; dikirim sendiri nanti.`;
    words += asked ? ` ${asked} isian lain perlu Anda lihat.` : "";
  } else if (asked) {
    words = `${asked} isian perlu Anda lihat.`;
  } else if (left.some((cell) => cell.state === "reason")) {
    words = "Tulis alasan perubahan agar isian ini disimpan.";
  } else if (left.length) {
    words = left.length === 1 ? "1 isian belum disimpan." : `${left.length} isian belum disimpan.`;
  } else {
    words = savedCount ? "Semua isian tersimpan." : "Belum ada perubahan. Setiap isian disimpan sendiri.";
  }
  const link = stopped || (asked ? { link: `#${troubled[0].anchor}`, linkText: "Lihat" } : null);
  const after = link ? [" ", make("a", { href: link.link }, link.linkText)] : [];
  if (state.textContent !== words + (link ? ` ${link.linkText}` : "") || (link && state.querySelector("a").hash !== after[1].hash)) {
    state.replaceChildren(words, ...after);
  }
  state.closest(".save-bar").classList.toggle("is-dirty", left.length > 0 || Boolean(stopped));
  askReason();
  announce(words, Boolean(stopped || lineLost || asked) ? 0 : QUIET);
}

/** Read the bar out: trouble at once, the usual only when nothing has happened for a while. */
function announce(words, after) {
  clearTimeout(timers.announce);
  timers.announce = setTimeout(() => {
    if (announcer.textContent !== words && (savedCount || !after)) {
      announcer.textContent = words;
    }
  }, after);
}

/** Show where the reason is asked for while a changed cell is printed by an approved report. */
function askReason() {
  if (!correction) {
    return;
  }
  const keys = new Set(waiting().flatMap((cell) => [...cell.approved]));
  for (const report of correction.querySelectorAll("[data-report]")) {
    report.hidden = !keys.has(report.dataset.report);
  }
  correction.hidden = !keys.size;
  document.getElementById("ke-koreksi").hidden = !keys.size;
}

// -- typing -----------------------------------------------------------------------------------------------------------

function keep(cell) {
  if (cell.dirty) {
    unsent.put(cell.anchor, { texts: cell.texts, version: cell.version, original: cell.original });
  } else {
    unsent.drop(cell.anchor);
  }
}

function typed(cell, pause = PAUSE) {
  keep(cell);
  if (!cell.dirty) {
    cell.show("");
  } else {
    cell.show(mayGo(cell) ? "typed" : "reason");
    cell.due = Date.now() + pause;
    timers[cell.anchor] = setTimeout(send, pause + 20);
  }
  tell();
}

function mayGo(cell) {
  return !cell.approved.size || Boolean(reasonGiven);
}

/** Whoever leaves a cell sees how it was read, or what is asked. */
function left(cell) {
  if (!cell.dirty) {
    cell.echo();
    return;
  }
  const unread = cell.unread;
  if (cell.state === "conflict") {
    return;
  }
  if (unread) {
    cell.showUnread(unread, (input, text) => {
      input.value = text;
      typed(cell, 0);
      input.focus();
    });
    keep(cell);
    tell();
    return;
  }
  cell.echo();
  typed(cell, 0);
}

form.addEventListener("input", (event) => {
  if (event.target === reason) {
    reasonGiven = "";
    unsent.put(REASON, { texts: { [REASON]: reason.value } });
    return;
  }
  if (event.target.closest("[data-cell]")) {
    lastPaste = lastPaste && event.inputType ? forgetPaste() : lastPaste;
    typed(cellOf(event.target));
  }
});

form.addEventListener("change", (event) => {
  if (event.target === reason) {
    explain();
  }
});

/** Take the reason when it is written to the end, and send what waited for it. */
function explain() {
  reasonGiven = reason.value.trim();
  cells.filter((cell) => cell.state === "reason").forEach((cell) => typed(cell, 0));
}

form.addEventListener("focusin", ({ target }) => {
  if (target.dataset.number) {
    target.dataset.before = target.value;
  }
});

form.addEventListener("focusout", ({ target }) => {
  if (target.closest("[data-cell]") && target.matches("input, textarea")) {
    const cell = cellOf(target);
    whenReleased(() => {
      // What the click has sent meanwhile shows its answer; what nobody can read is not sent.
      if (!onTheWay.has(cell) || cell.unread) {
        left(cell);
      }
    });
  }
});

// -- keys -------------------------------------------------------------------------------------------------------------

function go(from, step) {
  const next = numbers[numbers.indexOf(from) + step];
  if (next) {
    next.focus();
    next.select();
  } else if (step > 0) {
    form.querySelector(".save-bar button[type=submit]").focus();
  }
}

form.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    saveNow();
    return;
  }
  if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && lastPaste) {
    event.preventDefault();
    undo();
    return;
  }
  if (!target.dataset.number || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) {
    event.preventDefault();
    go(target, step);
  } else if (key === "Escape") {
    const cell = cellOf(target);
    // Who was in the cell before this script was there has left no mark of what stood in it.
    const before = target.dataset.before ?? cell.saved.get(target);
    target.value = target.value === before ? cell.saved.get(target) : before;
    target.select();
    typed(cell);
  }
});

// -- pasting ----------------------------------------------------------------------------------------------------------

/** Every row of the page with cells or sums, in its order. */
function rows() {
  return Array.from(form.querySelectorAll("tbody tr[id]"), (row) => ({
    name: row.querySelector(".row-name").textContent.trim(),
    code: row.querySelector(".code") ? row.querySelector(".code").textContent.trim() : "",
    cell: byAnchor.get(row.id) || null,
  }));
}

form.addEventListener("paste", async (event) => {
  const { target } = event;
  const text = event.clipboardData.getData("text/plain");
  if (!target.dataset.number || !isBlock(text)) {
    return;
  }
  event.preventDefault();
  const lines = await ask(readBlock(text), rows(), target);
  target.focus();
  if (lines && lines.length) {
    fill(lines.map(({ target: input, written }) => [input, written]), lines.length);
  }
});

function fill(pairs, count) {
  lastPaste = pairs.map(([input]) => [input, input.value]);
  put(pairs);
  undoButton.textContent = `Urungkan tempelan (${count} isian)`;
  undoButton.hidden = false;
}

function put(pairs) {
  const touched = new Set();
  for (const [input, text] of pairs) {
    input.value = text;
    touched.add(cellOf(input));
  }
  for (const cell of touched) {
    if (cell.dirty && cell.unread) {
      left(cell);
    } else {
      typed(cell, 0);
    }
  }
}

function forgetPaste() {
  undoButton.hidden = true;
  return null;
}

function undo() {
  const before = lastPaste;
  lastPaste = forgetPaste();
  put(before);
  before[0][0].focus();
}

undoButton.addEventListener("click", undo);

// -- saving -----------------------------------------------------------------------------------------------------------

function ready(all) {
  const now = Date.now();
  // What was refused is sent again when it was changed, or when somebody asks for it.
  const resting = all ? ["conflict", "locked"] : ["conflict", "locked", "wrong", "asks"];
  return cells.filter((cell) => cell.dirty && !resting.includes(cell.state) && !cell.unread &&
    mayGo(cell) && (all || cell.due <= now));
}

function body(some) {
  const data = new URLSearchParams({ akun: form.dataset.account });
  for (const cell of some) {
    for (const [name, text] of Object.entries(cell.texts)) {
      data.set(name, text);
    }
    data.set(`${cell.anchor}-versi`, cell.version);
    data.set(`${cell.anchor}-awal`, cell.original);
  }
  if (reason && some.some((cell) => cell.approved.size)) {
    data.set(REASON, reasonGiven);
  }
  return data;
}

/** Send the cells that are due, one request after the other. */
async function send({ all = false } = {}) {
  const some = ready(all === true);
  if (sending || (stopped && !all) || !some.length) {
    tell();
    return;
  }
  sending = true;
  const sent = new Map(some.map((cell) => [cell, cell.texts]));
  onTheWay = sent;
  some.forEach((cell) => cell.show("sending"));
  const { answer, stopped: why, worked, trouble: told } = await post(form.dataset.cells, body(some), form);
  await released();
  stopped = why;
  trouble = told || "";
  sending = false;
  onTheWay = new Map();
  lineLost = !worked;
  if (answer) {
    take(answer, sent);
  } else {
    some.filter((cell) => !cell.unread).forEach((cell) => cell.show("waiting"));
    clearTimeout(timers.again);
    timers.again = setTimeout(() => send({ all: true }), AGAIN);
  }
  tell();
  if (answer && ready(false).length) {
    send();
  } else if (answer && !waiting().length) {
    clearTimeout(timers.look);
    timers.look = setTimeout(look, LOOK_AFTER);
  }
}

function take(answer, sent) {
  for (const [cell, texts] of sent) {
    const told = answer.cells[cell.anchor];
    if (!told) {
      cell.show("locked", "Baris ini tidak ada lagi. Muat ulang halaman.");
      continue;
    }
    takeCell(cell, told, texts);
    keep(cell);
  }
  for (const key of Object.keys(answer.revised)) {
    cells.forEach((cell) => cell.approved.delete(key));
    unsent.drop(REASON);
  }
  draw(answer);
}

function takeCell(cell, told, texts) {
  if (told.state === "saved") {
    savedCount += 1;
    cell.settle(told, texts);
    cell.show(cell.dirty ? "typed" : "saved");
    if (cell.dirty && cell.unread && !cell.element.contains(document.activeElement)) {
      // Typed and left while the one before was on its way.
      left(cell);
    }
    const beside = cell.row.querySelector("[data-findings]");
    beside.replaceChildren();
  } else if (told.state === "conflict") {
    cell.showConflict(told, {
      mine: () => {
        cell.base(told.version, told.original);
        cell.show("typed");
        typed(cell, 0);
        cell.numbers[0].focus();
      },
      theirs: () => {
        cell.base(told.version, told.original);
        for (const input of cell.inputs) {
          cell.saved.set(input, fieldLines(told.fields[input.name] ?? ""));
          input.value = cell.saved.get(input);
        }
        cell.show("");
        typed(cell);
        cell.numbers[0].focus();
      },
    });
  } else if (told.state === "wrong") {
    cell.show("wrong", Object.values(told.errors)[0] || "Isian ini belum dapat disimpan.");
    const details = cell.element.querySelector("details");
    details.open = details.open || Object.keys(told.errors).some((name) => details.querySelector(`[name="${name}"]`));
  } else if (told.state === "reason") {
    const reports = told.reports.join("; ");
    if (correction) {
      // Approved since the page was opened; its name is not on the page's list.
      cell.approved.add("baru");
      cell.show("reason");
    } else {
      cell.show("locked", `Baru saja disetujui: ${reports}. Muat ulang halaman ini untuk menulis alasannya; ketikan Anda tetap ada.`);
    }
  } else {
    cell.show("locked", told.message);
  }
}

/** Write the figures of the server into their places. */
function draw(answer) {
  const missing = new Set(answer.missing);
  for (const [anchor, places] of Object.entries(answer.rows)) {
    const row = document.getElementById(anchor);
    if (!row) {
      continue;
    }
    row.classList.toggle("is-missing", missing.has(anchor));
    for (const place of row.querySelectorAll("[data-live]")) {
      place.textContent = places[place.dataset.live] ?? "";
      if (["capaian", "serapan"].includes(place.dataset.live)) {
        place.title = places.sebab;
      }
    }
  }
  const count = document.getElementById("belum-diisi");
  count.textContent = answer.missing_told;
  count.className = missing.size ? "muted" : "count-ok";
}

/** Ask what stands now: the checks beside the cells, and what others saved into cells that nobody types in here. */
async function look() {
  let answer;
  try {
    const response = await fetch(form.dataset.cells, { redirect: "manual" });
    answer = response.ok ? await response.json() : null;
  } catch {
    answer = null;
  }
  await released();
  if (!answer || sending || waiting().length) {
    return;
  }
  for (const cell of cells) {
    const told = answer.cells[cell.anchor];
    if (told && String(told.version) !== cell.version && !cell.element.contains(document.activeElement)) {
      cell.settle(told);
      cell.show("saved", "baru diubah orang lain");
    }
    const beside = cell.row.querySelector("[data-findings]");
    beside.replaceChildren(...(answer.findings[cell.anchor] || []).map(({ severity, text }) =>
      make("p", { class: `beside beside-${severity}` }, text)));
  }
  draw(answer);
}

function saveNow() {
  if (reason && reason.value.trim()) {
    explain();
  }
  const unread = cells.find((cell) => cell.dirty && cell.unread);
  cells.filter((cell) => cell.dirty && cell.unread).forEach(left);
  send({ all: true });
  if (unread) {
    unread.unread.input.focus();
  } else if (reason && waiting().some((cell) => !mayGo(cell))) {
    reason.focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  saveNow();
});

window.addEventListener("online", () => send({ all: true }));
document.addEventListener("visibilitychange", () => {
  // Also when somebody comes back after signing in again in another tab.
  if (waiting().length) {
    send({ all: true });
  }
});
window.addEventListener("beforeunload", (event) => {
  // What waits is kept in this browser, but only this page sends it.
  send({ all: true });
  if (waiting().some((cell) => cell.state !== "sending") && !(stopped && stopped.link)) {
    event.preventDefault();
  }
});

// -- arriving ---------------------------------------------------------------------------------------------------------

/** Give back what was typed and never saved, with the version it was typed on. */
function giveBack() {
  let count = 0;
  const all = unsent.all();
  if (reason && all[REASON]) {
    reason.value = all[REASON].texts[REASON];
    reasonGiven = reason.value.trim();
  }
  // What somebody typed on a slow line before this script was there is newer than what was kept.
  const early = cells.filter((cell) => cell.dirty);
  early.forEach((cell) => typed(cell));
  for (const [anchor, kept] of Object.entries(all)) {
    const cell = byAnchor.get(anchor);
    if (!cell || early.includes(cell)) {
      continue;
    }
    for (const input of cell.inputs) {
      input.value = kept.texts[input.name] ?? input.value;
    }
    if (!cell.dirty) {
      unsent.drop(anchor);
      continue;
    }
    if (cell.unread && kept.version !== cell.version) {
      // Saved meanwhile, by a sheet or by somebody else: what nobody can read must not hide that figure.
      const words = cell.inputs.map((input) => input.value).filter(Boolean).join(" / ");
      cell.inputs.forEach((input) => { input.value = cell.saved.get(input); });
      unsent.drop(anchor);
      cell.show("saved", `ketikan lama “${words}” tidak dipakai: sudah ada angka yang lebih baru`);
      continue;
    }
    cell.base(kept.version, kept.original);
    count += 1;
    if (cell.unread) {
      left(cell);
    } else {
      typed(cell, 0);
    }
  }
  document.getElementById("isian-kembali").hidden = !count;
}

function land() {
  const row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const input = row && row.querySelector("input[data-number]");
  if (input) {
    input.focus({ preventScroll: true });
    input.select();
    row.scrollIntoView({ block: "center", behavior: "instant" });
  }
}

/** Go to the place in the address, but take nobody out of a cell. */
function arrive() {
  if (!form.contains(document.activeElement)) {
    land();
  }
}

const hint = document.getElementById("petunjuk");
if (hint) {
  // Who types with a finger has no such keys.
  hint.hidden = matchMedia("(pointer: coarse)").matches;
}
forgetOld();
giveBack();
tell();
// After the browser has gone to the place in the address itself, which takes the focus away.
if (document.readyState === "complete") {
  arrive();
} else {
  window.addEventListener("load", () => setTimeout(arrive));
}
window.addEventListener("hashchange", land);
state.addEventListener("click", ({ target }) => {
  if (target.hash && target.hash === location.hash) {
    land();
  }
});
