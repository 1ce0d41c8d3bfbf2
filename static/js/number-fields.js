// Number fields outside the entry grid: whoever leaves one sees how it was read, or what is asked. The server reads again.

import { make } from "./grid-cell.js";
import { formatForInput, parseNumber } from "./numbers.js";
import { whenReleased } from "./pressing.js";

const told = new WeakMap();

/** Return the place of the sentence about a field, right behind it. */
function placeOf(input) {
  if (!told.has(input)) {
    const place = make("p", { class: "cell-error", role: "status", id: `${input.id}-dibaca` });
    input.after(place);
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" "));
    told.set(input, place);
  }
  return told.get(input);
}

function put(input, text) {
  if (input.value !== text) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function look(input) {
  const kind = input.dataset.number;
  const unit = input.dataset.unit ?? null;
  const { value, question, error, candidates } = parseNumber(input.value, kind, unit);
  const sentence = question || error;
  input.toggleAttribute("aria-invalid", false);
  if (!sentence) {
    if (told.has(input)) {
      placeOf(input).replaceChildren();
    }
    if (value !== null) {
      put(input, formatForInput(value, kind, unit));
    }
    return;
  }
  const offers = candidates.map((choice) => {
    const text = formatForInput(choice, kind, unit);
    const button = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, text);
    button.addEventListener("click", () => {
      put(input, text);
      look(input);
      input.focus();
    });
    return button;
  });
  input.setAttribute("aria-invalid", "true");
  placeOf(input).replaceChildren(make("span", {}, sentence), ...offers);
}

document.addEventListener("focusout", ({ target }) => {
  if (target.matches("input[data-number]")) {
    whenReleased(() => look(target));
  }
});
