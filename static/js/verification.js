// Reckons the hash of a chosen or dropped file here, so that the file never leaves the machine. Where the browser can't
// (no secure connection), the form sends the file as without this script.

"use strict";

const fileForm = document.querySelector("form.file-form");
const result = document.getElementById("hasil");
if (result) {
  result.focus();
}

if (fileForm && window.crypto && window.crypto.subtle) {
  const input = fileForm.querySelector("input[type=file]");
  const fault = document.getElementById("berkas-galat");
  const texts = fileForm.dataset;
  document.getElementById("berkas-petunjuk").textContent = texts.local;

  const refuse = (sentence) => {
    fault.textContent = sentence;
    input.setAttribute("aria-invalid", "true");
  };

  const check = async (file) => {
    if (!file) {
      refuse(texts.none);
      return;
    }
    if (file.size > Number(texts.most)) {
      refuse(texts.tooLarge);
      return;
    }
    try {
      const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      window.location.assign(`${fileForm.getAttribute("action")}?sidik=${hex}`);
    } catch {
      refuse(texts.unreadable);
    }
  };

  fileForm.addEventListener("submit", (event) => {
    event.preventDefault();
    check(input.files[0]);
  });

  const drop = fileForm.querySelector(".file-drop");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  drop.addEventListener("dragleave", () => { drop.classList.remove("is-over"); });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    check(event.dataTransfer.files[0]);
  });
}
