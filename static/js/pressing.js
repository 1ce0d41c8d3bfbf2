// While a button is being pressed nothing may move below the pointer: a sentence that appears when a field is left pushes
// what follows down, and the browser gives the click to whatever has come in its place.

const LONGEST = 1500; // milliseconds; a release that nobody tells of (a menu, a scroll bar) holds nothing up for longer

let pressed = false;
let timer = 0;
const waiting = [];

function release() {
  if (!pressed) {
    return;
  }
  clearTimeout(timer);
  pressed = false;
  // The click follows the release, and belongs to it.
  setTimeout(() => waiting.splice(0).forEach((what) => what()));
}

document.addEventListener("mousedown", ({ button, target }) => {
  // A list is opened by the press, and tells of no release.
  if (button === 0 && !target.closest("select")) {
    pressed = true;
    clearTimeout(timer);
    timer = setTimeout(release, LONGEST);
  }
}, true);
for (const end of ["mouseup", "dragend", "contextmenu", "keydown"]) {
  window.addEventListener(end, release, true);
}
window.addEventListener("blur", ({ target }) => {
  if (target === window) {
    release();
  }
});

/** Do what may move the page: at once, or, while a button is being pressed, after its click. */
export function whenReleased(what) {
  if (pressed) {
    waiting.push(what);
  } else {
    what();
  }
}

/** Wait until no button is being pressed. */
export function released() {
  return new Promise(whenReleased);
}
