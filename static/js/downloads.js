// Looks every two seconds how far a job is. Without this script the page loads itself anew.
// Whoever sees the page of a finished job has read that it is ready: a look writes nothing, so the script sends that.

"use strict";

const place = document.getElementById("kemajuan");
const news = document.getElementById("kabar");
const PAUSE = 2000;
let told = "";

// Read aloud only now and then: at each tenth of the way.
const tell = (part) => {
  const bar = part.querySelector("progress");
  const tenth = String(Math.floor((10 * bar.value) / bar.max));
  if (tenth !== told) {
    told = tenth;
    news.textContent = part.querySelector(".meter-text").textContent;
  }
};

const look = async () => {
  try {
    const answer = await fetch(place.dataset.address, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.querySelector(".job-progress");
      if (part.dataset.open !== "1") {
        // The end changes more than the bar: its buttons and the list of files.
        window.location.reload();
        return;
      }
      const kept = document.activeElement && document.activeElement.id;
      place.replaceChildren(part);
      if (kept && place.contains(document.getElementById(kept))) {
        document.getElementById(kept).focus();
      }
      tell(part);
    }
  } catch {
    // A lost line is no end: look again.
  }
  window.setTimeout(look, PAUSE);
};

if (place.querySelector(".job-progress").dataset.open === "1") {
  window.setTimeout(look, PAUSE);
}

const unread = document.querySelector("form[data-told]");
if (unread) {
  fetch(unread.action, { method: "POST", body: new FormData(unread), redirect: "manual" })
    .then(() => unread.remove())
    // The button stays for whoever lost the line.
    .catch(() => {});
}
