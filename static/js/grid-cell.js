// A cell of the entry grid: its texts, what they are read as, and the state that stands below it.

import { formatForInput, parseNumber, sameNumber } from "./numbers.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  typed: "M4 20l1-5L16 4l4 4L9 19z",
  waiting: "M12 3a9 9 0 1 0 .01 0zM12 7v5l4 2",
  sending: "M12 19V6M6 11l6-6 6 6",
  saved: "M4 12.5l5.5 5.5L20 7",
  asks: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .6-1.5 1.2-1.5 2.3M12 18.5v.5",
  wrong: "M12 4v10M12 18.5v.5",
};
const TOLD = {
  typed: "belum disimpan",
  waiting: "menunggu sambungan",
  reason: "menunggu alasan",
  sending: "menyimpan…",
  saved: "tersimpan",
};

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Return a text with the line breaks that fields hold. */
export function lines(text) {
  return text.replace(/\r\n?/g, "\n");
}

function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export class Cell {
  constructor(element) {
    this.element = element;
    this.row = element.closest("tr");
    this.anchor = this.row.id;
    this.name = this.row.querySelector(".row-name").textContent.trim();
    this.numbers = Array.from(element.querySelectorAll("input[data-number]"));
    this.inputs = [...this.numbers, ...element.querySelectorAll("textarea")];
    this.versionInput = element.querySelector(`[name="${this.anchor}-versi"]`);
    this.originalInput = element.querySelector(`[name="${this.anchor}-awal"]`);
    this.approved = new Set((element.dataset.approved || "").split(" ").filter(Boolean));
    this.state = "";
    this.due = 0;
    this.told = make("p", { class: "cell-state", id: `${this.anchor}-keadaan`, hidden: "" });
    element.querySelector(".cell-figure, .cell-input").closest(".cell").insertBefore(
      this.told, element.querySelector("details"));
    this.saved = new Map(this.inputs.map((input) => [input, input.defaultValue]));
    for (const input of this.inputs) {
      const described = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", [described, this.told.id].filter(Boolean).join(" "));
    }
  }

  reading(input, text = input.value) {
    return parseNumber(text, input.dataset.number, input.dataset.unit ?? null);
  }

  /** Whether something is typed that does not stand saved. */
  get dirty() {
    return this.inputs.some((input) => {
      const saved = this.saved.get(input);
      if (input.value === saved) {
        return false;
      }
      if (!input.dataset.number) {
        return input.value.trim() !== saved.trim();
      }
      const [now, then] = [this.reading(input), this.reading(input, saved)];
      return Boolean(now.question || now.error) || !sameNumber(now.value, then.value);
    });
  }

  /** The first number that is no number, or could be two. */
  get unread() {
    for (const input of this.numbers) {
      const reading = this.reading(input);
      if (reading.question || reading.error) {
        return { input, reading };
      }
    }
    return null;
  }

  get texts() {
    return Object.fromEntries(this.inputs.map((input) => [input.name, input.value]));
  }

  get version() {
    return this.versionInput.value;
  }

  get original() {
    return this.originalInput.value;
  }

  base(version, original) {
    this.versionInput.value = version;
    this.originalInput.value = original;
  }

  /** Write the numbers as they were read: 1885065699 becomes 1.885.065.699. */
  echo() {
    for (const input of this.numbers) {
      const { value } = this.reading(input);
      if (value !== null && !sameNumber(value, this.reading(input, this.saved.get(input)).value)) {
        input.value = formatForInput(value, input.dataset.number, input.dataset.unit ?? null);
      } else if (value !== null) {
        input.value = this.saved.get(input);
      }
    }
  }

  /** Take over what stands saved: into the fields that still show what was sent, or what stood before. */
  settle(told, sent) {
    this.base(told.version, told.original);
    const asSent = sent && this.inputs.every((input) => input.value === sent[input.name]);
    for (const input of this.inputs) {
      if (told.fields[input.name] === undefined) {
        continue;
      }
      const text = lines(told.fields[input.name]);
      const before = sent ? sent[input.name] : this.saved.get(input);
      this.saved.set(input, text);
      if (input.value === before && input !== document.activeElement) {
        input.value = text;
      }
    }
    if (asSent && this.dirty) {
      // The server has what was sent, however it writes it: sending it again would change nothing.
      this.inputs.forEach((input) => this.saved.set(input, input.value));
    }
  }

  show(state, ...content) {
    this.state = state;
    const faulty = state === "wrong" || state === "asks";
    this.row.classList.toggle("has-error", faulty || state === "conflict" || state === "locked");
    this.row.classList.toggle("is-dirty", ["typed", "waiting", "sending", "reason"].includes(state));
    for (const input of this.numbers) {
      input.toggleAttribute("aria-invalid", false);
    }
    this.told.className = `cell-state cell-state-${state}`;
    this.told.hidden = !state;
    const pictured = { reason: "waiting", conflict: "asks", locked: "wrong" }[state] || state;
    this.told.replaceChildren(...(state ? [icon(ICONS[pictured]), ...(content.length ? content : [TOLD[state]])] : []));
  }

  /** Show the sentence about a number that can't be saved, with the readings to choose from as buttons. */
  showUnread({ input, reading }, choose) {
    const sentence = make("span", {}, reading.question || reading.error);
    const offers = reading.candidates.map((value) => {
      const text = formatForInput(value, input.dataset.number, input.dataset.unit ?? null);
      const button = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, text);
      button.addEventListener("click", () => choose(input, text));
      return button;
    });
    this.show(reading.question ? "asks" : "wrong", sentence, ...(offers.length ? [make("span", { class: "cell-offers" }, ...offers)] : []));
    input.setAttribute("aria-invalid", "true");
  }

  /** Show both values after somebody else saved first; `mine` and `theirs` are what the two buttons do. */
  showConflict(told, { mine, theirs }) {
    const keep = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, `Biarkan yang tersimpan: ${told.theirs}`);
    const use = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, `Pakai ketikan saya: ${told.mine}`);
    keep.addEventListener("click", theirs);
    use.addEventListener("click", mine);
    this.show("conflict", make("span", {}, `${told.told}. Yang mana yang dipakai?`),
      make("span", { class: "cell-offers" }, keep, use));
  }
}
