// While a button is being pressed nothing may move below the pointer: a sentence that appears when a field is left pushes
// what follows down, and the browser gives the click to whatever has come in its place.

let pressed = false;
const waiting = [];

document.addEventListener("mousedown", () => { pressed = true; }, true);
for (const end of ["mouseup", "dragend", "blur"]) {
  window.addEventListener(end, ({ target }) => {
    if (end === "blur" && target !== window) {
      return;
    }
    pressed = false;
    // The click follows mouseup, and belongs to it.
    setTimeout(() => waiting.splice(0).forEach((what) => what()));
  }, true);
}

/** Do what may move the page: at once, or, while a button is being pressed, after its click. */
export function whenReleased(what) {
  if (pressed) {
    waiting.push(what);
  } else {
    what();
  }
}
