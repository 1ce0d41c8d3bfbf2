// A figure's calculation opens beside the page instead of in its place; without this script its link leads there.

"use strict";

const calculation = document.createElement("dialog");
calculation.className = "told-dialog";
calculation.setAttribute("aria-labelledby", "judul-hitungan");
calculation.innerHTML = `
  <div class="told-bar">
    <button type="button" class="btn btn-sm btn-quiet" data-back hidden>Kembali</button>
    <a class="btn btn-sm btn-quiet" data-page>Buka halamannya</a>
    <button type="button" class="btn btn-sm btn-quiet" data-close>Tutup</button>
  </div>
  <div class="told-body" data-body aria-live="polite"></div>`;
document.body.append(calculation);

const part = (name) => calculation.querySelector(`[data-${name}]`);
let trail = [];
let asker = null;
let asked = 0;

const show = async (address) => {
  asked += 1;
  const mine = asked;
  const failed = () => { window.location.href = address; };
  part("body").setAttribute("aria-busy", "true");
  let found = null;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found = page.querySelector("[data-told]");
  } catch {
    found = null;
  }
  // A quicker question has overtaken this one, or the panel was closed meanwhile.
  if (mine !== asked) {
    return;
  }
  if (!found) {
    failed();
    return;
  }
  part("body").replaceChildren(document.importNode(found, true));
  part("body").removeAttribute("aria-busy");
  part("back").hidden = trail.length < 2;
  part("page").href = address;
  if (!calculation.open) {
    calculation.showModal();
  }
  calculation.scrollTop = 0;
  calculation.querySelector("#judul-hitungan").focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-angka]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  if (!calculation.contains(link)) {
    trail = [];
    asker = link;
  }
  trail.push(link.href);
  show(link.href);
});

part("back").addEventListener("click", () => {
  trail.pop();
  show(trail[trail.length - 1]);
});
part("close").addEventListener("click", () => calculation.close());
// A tap beside the panel closes it.
calculation.addEventListener("click", (event) => {
  if (event.target === calculation) {
    calculation.close();
  }
});
// A link to a cell of this very page would stay hidden behind the panel.
part("body").addEventListener("click", (event) => {
  if (event.target.closest("a:not([data-angka])")) {
    calculation.close();
  }
});
calculation.addEventListener("close", () => {
  asked += 1;
  trail = [];
  if (asker && asker.isConnected) {
    asker.focus();
  }
});
