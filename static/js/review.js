// The page of the one who decides: notes that it was read, and keeps what is ticked while a remark is written.

"use strict";

// Read is what was scrolled to its end, or lay open for a while. Without this script there is a button.
const reading = document.querySelector("form[data-reading]");
if (reading) {
  const AWHILE = 20000;
  const state = reading.querySelector("[data-state]");
  const button = reading.querySelector("button");
  let sent = false;

  const send = async () => {
    if (sent || document.hidden) {
      return;
    }
    sent = true;
    try {
      const answer = await fetch(reading.action, {
        method: "POST",
        body: new FormData(reading),
        headers: { Accept: "application/json" },
      });
      if (answer.ok || answer.status === 409) {
        state.textContent = (await answer.json()).sentence;
        button.hidden = true;
      }
    } catch {
      // No line: the button stays.
      sent = false;
    }
  };

  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      send();
    }
  }).observe(reading);
  setTimeout(send, AWHILE);
}

// Whoever leaves to write a remark finds the boxes as they were ticked; nothing is ticked by anybody else.
const decision = document.querySelector("form[data-decision]");
if (decision) {
  const key = `tanggapan:${decision.getAttribute("action")}`;
  const version = decision.elements.namedItem("version").value;
  const seen = decision.elements.namedItem("seen").value;
  const boxes = Array.from(decision.querySelectorAll("input[type=checkbox]"));
  const texts = Array.from(decision.querySelectorAll("textarea"));
  const sentBack = Boolean(document.querySelector(".error-summary"));

  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  sessionStorage.removeItem(key);
  if (kept && !sentBack && kept.version === version && kept.seen === seen) {
    // What was ticked or typed on a slow line before this script was there is newer.
    boxes.filter((box) => box.checked === box.defaultChecked)
      .forEach((box) => { box.checked = kept.boxes.includes(box.value); });
    texts.filter((text) => text.value === text.defaultValue)
      .forEach((text) => { text.value = kept.texts[text.name] || ""; });
  }
  for (const link of document.querySelectorAll(`a[href*="/reviu/catatan/"]`)) {
    link.addEventListener("click", () => {
      sessionStorage.setItem(key, JSON.stringify({
        version,
        seen,
        boxes: boxes.filter((box) => box.checked).map((box) => box.value),
        texts: Object.fromEntries(texts.map((text) => [text.name, text.value])),
      }));
    });
  }
}

// A page that came again because the report changed starts where it says what changed.
const changed = document.getElementById("berubah-sejak-dibaca");
if (changed && document.activeElement === document.body) {
  changed.focus();
}
