// Pages of texts save themselves 1.5 s after the last key: the whole form, to its own address, as the button does
// without this script. What is not saved yet is kept in the browser (unsent.js).

import { post } from "./sending.js";
import { Unsent, forgetOld } from "./unsent.js";

const PAUSE = 1500; // milliseconds after the last key until the page is saved
const AGAIN = 5000; // until a lost line is tried again
const QUIET = 4000; // until somebody who listens is told that all is well
const KEPT = "isi";

const form = document.querySelector("form[data-autosave]");
const seen = form.elements.namedItem("seen");
const state = form.querySelector(".save-state");
const bar = state.closest(".save-bar, .form-buttons");
const unsent = new Unsent(form.dataset.account, form.getAttribute("action"));
const announcer = document.createElement("span");
announcer.className = "visually-hidden";
announcer.setAttribute("role", "status");
bar.append(announcer);

const named = () => Array.from(form.elements).filter((field) => field.name && field.tagName !== "BUTTON" &&
  !["csrfmiddlewaretoken", "seen"].includes(field.name));

/** What stands in the fields, by name; a box that is not ticked is sent by no form. */
function texts() {
  return Object.fromEntries(named().filter((field) => field.type !== "checkbox" || field.checked)
    .map((field) => [field.name, field.value]));
}

/** What stood in them when the page came: on a slow line somebody types before this script is there. */
function drawn() {
  return Object.fromEntries(named().filter((field) => field.type !== "checkbox" || field.defaultChecked)
    .map((field) => [field.name, field.options ? chosen(field) : field.defaultValue]));
}

function chosen(select) {
  const option = Array.from(select.options).find((each) => each.defaultSelected) || select.options[0];
  return option ? option.value : "";
}

const now = () => JSON.stringify(texts());

function dirty() {
  return now() !== saved;
}

// A page that was sent back holds what nobody saved yet.
let saved = "unsaved" in form.dataset || document.getElementById("ringkasan-galat") ? "" : JSON.stringify(drawn());
const early = dirty();
let pending = null; // what was sent and never answered: sent again before anything newer, it finds itself done
let tried = ""; // what was refused, and is not sent again unchanged
let sending = false;
let leaving = false;
let going = false; // the page is being left while something is still being saved
let conflict = false;
let savedOnce = false;
let finishing = false; // the button was pressed: once all is saved, the page is done with
const timers = {};

// -- what the bar says ------------------------------------------------------------------------------------------------

function tell(words, { after = 0, ok = false, more = [] } = {}) {
  state.replaceChildren(words, ...more);
  bar.classList.toggle("is-dirty", !ok && dirty());
  bar.classList.toggle("is-saved", ok && savedOnce);
  clearTimeout(timers.announce);
  timers.announce = setTimeout(() => {
    announcer.textContent = words;
  }, after);
}

function link(href, text) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  return made;
}

function tellUsual() {
  if (dirty()) {
    tell("Belum disimpan.", { after: QUIET });
  } else {
    tell(savedOnce ? "Semua tersimpan." : "Belum ada perubahan. Ketikan disimpan sendiri.", { after: QUIET, ok: true });
  }
}

function tellConflict() {
  const both = document.createElement("button");
  both.type = "button";
  both.className = "btn btn-quiet btn-sm";
  both.textContent = "Lihat keduanya";
  both.addEventListener("click", () => {
    leaving = true;
    // Sent as without this script: the page that comes back shows what is saved beside what was typed.
    form.submit();
  });
  tell("Baru saja diubah orang lain, jadi ketikan Anda belum disimpan.", { more: [" ", both] });
}

// -- saving -----------------------------------------------------------------------------------------------------------

function keep() {
  if (dirty()) {
    unsent.put(KEPT, { texts: texts(), version: seen.value, pending });
  } else {
    unsent.drop(KEPT);
  }
}

function typed(pause = PAUSE) {
  keep();
  if (conflict) {
    return;
  }
  tellUsual();
  clearTimeout(timers.send);
  timers.send = setTimeout(send, pause);
}

async function send() {
  const content = pending || texts();
  const sent = JSON.stringify(content);
  if (sending || conflict || (!pending && (sent === saved || sent === tried))) {
    return;
  }
  sending = true;
  pending = content;
  keep();
  tell("Menyimpan…", { after: QUIET });
  const data = new URLSearchParams({ ...content, seen: seen.value, akun: form.dataset.account });
  const { answer, stopped, worked, trouble } = await post(form.getAttribute("action"), data, form);
  sending = false;
  if (stopped || (answer && answer.state !== "again")) {
    pending = null;
  }
  if (answer) {
    take(answer, sent);
  } else if (stopped) {
    tell(stopped.text, { more: [" ", link(stopped.link, stopped.linkText)] });
  } else {
    const why = trouble || "Belum terhubung.";
    tell(worked ? "Belum tersimpan." : `${why} Ketikan Anda ada di peramban ini; dikirim sendiri nanti.`);
    clearTimeout(timers.again);
    timers.again = setTimeout(send, AGAIN);
  }
  keep();
}

/** Go where the button of the page leads, if it leads anywhere. */
function finish() {
  if (finishing && form.dataset.done && !dirty()) {
    leaving = true;
    unsent.drop(KEPT);
    location.assign(form.dataset.done);
  }
}

function take(answer, sent) {
  if (answer.seen) {
    seen.value = answer.seen;
  }
  if (answer.state === "saved") {
    saved = sent;
    savedOnce = true;
    if (going) {
      newest.write(answer.seen);
    }
    tellUsual();
    finish();
  } else if (answer.state === "wrong") {
    tried = sent;
    if (finishing) {
      // Who asks for it is shown all that is to be mended, each beside its field, as without this script.
      leaving = true;
      form.submit();
      return;
    }
    const [first] = answer.faults;
    tell(`Belum lengkap. ${first.text}`, { more: [" ", link(`#${first.id}`, "Lihat")] });
  } else if (answer.state === "conflict") {
    conflict = true;
    tellConflict();
  }
  if (!conflict && now() !== sent) {
    typed();
  } else if (answer.state === "again") {
    typed(PAUSE);
  }
}

form.addEventListener("input", (event) => {
  finishing = false;
  const row = event.target.closest(".row-item, form");
  const copied = row && row.querySelector("[data-copied]");
  if (copied && !event.target.closest(".row-tools")) {
    // Whoever changes a copy has read it.
    copied.hidden = true;
  }
  typed();
});
form.addEventListener("change", () => typed(0));
form.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.name) {
    // Another step of the page (more rows): what is typed goes along, and stays kept until it is saved.
    leaving = true;
    return;
  }
  event.preventDefault();
  tried = "";
  finishing = true;
  if (dirty()) {
    send();
  } else {
    tellUsual();
    finish();
  }
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit();
  }
});
window.addEventListener("online", send);
document.addEventListener("visibilitychange", send);
window.addEventListener("pageshow", () => {
  leaving = false;
  going = false;
});
window.addEventListener("beforeunload", (event) => {
  send();
  going = sending;
  if (!leaving && !sending && dirty()) {
    event.preventDefault();
  }
});

/** What the last save on the way out left, in this tab: a page that was asked for before it is older than that. */
const newest = {
  key: `tersimpan:${form.getAttribute("action")}`,
  write(version) {
    try {
      sessionStorage.setItem(this.key, version);
    } catch {
      // A browser that keeps nothing shows the older page.
    }
  },
  take() {
    try {
      const version = sessionStorage.getItem(this.key);
      sessionStorage.removeItem(this.key);
      return version;
    } catch {
      return null;
    }
  },
};

// -- arriving ---------------------------------------------------------------------------------------------------------

/** Give back what was typed and never saved; where the page has too few rows for it, the server draws them. */
function giveBack() {
  const kept = unsent.all()[KEPT];
  if (!kept || early) {
    return;
  }
  const names = new Set(named().map((field) => field.name));
  if (Object.keys(kept.texts).some((name) => !names.has(name))) {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.getAttribute("action");
    const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of Object.entries({ ...kept.texts, seen: kept.version, csrfmiddlewaretoken: csrf, add: "-" })) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      again.append(field);
    }
    again.hidden = true;
    document.body.append(again);
    again.submit();
    return;
  }
  for (const field of named()) {
    if (field.type === "checkbox") {
      field.checked = field.name in kept.texts;
    } else if (field.type !== "hidden") {
      field.value = kept.texts[field.name] ?? field.value;
    }
  }
  if (dirty()) {
    seen.value = kept.version;
    pending = kept.pending || null;
    typed(0);
  } else {
    unsent.drop(KEPT);
  }
}

forgetOld();
const expected = newest.take();
if (expected && expected !== seen.value && !early) {
  leaving = true;
  location.reload();
} else {
  giveBack();
  if (early) {
    typed();
  } else {
    tellUsual();
  }
}
