// A block copied from a spreadsheet: read, laid over the cells, and shown before anything is filled in.

import { formatForInput, parseNumber } from "./numbers.js";
import { make } from "./grid-cell.js";

const IN_ORDER = "berurutan";
const ROW_BY_ROW = "sebaris";
const BY_NAME = "nama";

/** Split a copied block into rows of cells; a cell in quotes may hold line breaks and tabs. */
export function readBlock(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  let match;
  while ((match = pattern.exec(text)) !== null) {
    rows.at(-1).push((match[1] === undefined ? match[2] : match[1].replaceAll('""', '"')).trim());
    if (match[3] === "") {
      break;
    }
    if (match[3] !== "\t") {
      rows.push([]);
    }
  }
  while (rows.length && rows.at(-1).every((cell) => !cell)) {
    rows.pop();
  }
  // Blank columns at the right are none.
  while (rows.some((row) => row.length > 1) && rows.every((row) => row.length < width(rows) || !row.at(-1))) {
    const last = width(rows);
    rows.filter((row) => row.length === last).forEach((row) => row.pop());
  }
  return rows;
}

const width = (rows) => Math.max(...rows.map((row) => row.length));

export function isBlock(text) {
  return /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""));
}

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function isFigure(text) {
  return /[0-9]/.test(text) && !/\p{L}{3}/u.test(text.replace(/rupiah/i, ""));
}

/**
 * Lay a block over the rows of the page.
 *
 * @param {string[][]} block
 * @param {{name: string, code: string, cell: ?Cell}[]} rows from the row of the cursor on; `cell` is null in a computed one
 * @param {{way: string, column: number}} options
 * @param {HTMLInputElement} start the input with the cursor
 * @returns {{target: ?HTMLInputElement, row: ?object, text: string}[]} one line per pasted figure
 */
export function lay(block, rows, { way, column }, start) {
  if (way === BY_NAME) {
    return block.flatMap((line) => {
      const keys = line.filter((_, index) => index !== column).map(plain).filter(Boolean);
      const row = rows.find((each) => keys.includes(plain(each.code)) && each.code) ||
        rows.find((each) => keys.includes(plain(each.name)));
      const named = line.find((text, index) => index !== column && plain(text) && !isFigure(text)) || "";
      return across(row, line.slice(column)).map((each) => ({ ...each, named }));
    });
  }
  if (way === ROW_BY_ROW) {
    return block.flatMap((line, index) => across(rows[index], line.slice(column), index === 0 ? start : null));
  }
  const wide = block.some((line) => line.length > column + 1);
  const cells = rows.filter((row) => row.cell);
  if (wide) {
    return block.flatMap((line, index) => across(cells[index], line.slice(column), index === 0 ? start : null));
  }
  const inputs = cells.flatMap((row) => row.cell.numbers.map((target) => ({ target, row })));
  const from = inputs.findIndex(({ target }) => target === start);
  return block.map((line, index) => {
    const found = inputs[from + index];
    return { target: found ? found.target : null, row: found ? found.row : null, text: line[column] || "" };
  });
}

function across(row, texts, start = null) {
  if (!row || !row.cell) {
    return texts[0] ? [{ target: null, row: row || null, text: texts[0] }] : [];
  }
  const from = start ? Math.max(row.cell.numbers.indexOf(start), 0) : 0;
  return row.cell.numbers.slice(from)
    .map((target, index) => ({ target, row, text: texts[index] || "" }))
    .filter(({ text }, index) => text || index === 0);
}

/** Say for each pasted figure what becomes of it: fills, same, asks, wrong, nowhere or blank. */
export function judge(lines) {
  return lines.map((line) => {
    if (!line.text) {
      return { ...line, verdict: "blank", told: "kosong, tidak diubah" };
    }
    if (!line.target) {
      const told = line.row ? "baris jumlah, dihitung sendiri" : "tidak ada barisnya di halaman ini";
      return { ...line, verdict: "nowhere", told };
    }
    const unit = "unit" in line.target.dataset ? line.target.dataset.unit : null;
    const reading = parseNumber(line.text, line.target.dataset.number, unit);
    if (reading.error) {
      return { ...line, verdict: "wrong", told: reading.error };
    }
    if (reading.question) {
      return { ...line, verdict: "asks", written: line.text, told: `Ditanyakan di isiannya. ${reading.question}` };
    }
    const written = formatForInput(reading.value, line.target.dataset.number, unit);
    const same = written === line.target.value;
    return { ...line, verdict: same ? "same" : "fills", written, told: same ? "sama, tidak berubah" : reading.echo };
  });
}

/** Guess how the block was meant: by names where most rows name one, row by row where computed rows lie blank. */
export function guess(block, rows, start) {
  const columns = width(block);
  const figures = Array.from({ length: columns }, (_, index) => index)
    .filter((index) => block.filter((line) => isFigure(line[index] || "")).length * 2 >= block.length);
  const texts = block.filter((line) => line.some((cell) => plain(cell) && rows.some((row) =>
    plain(row.name) === plain(cell) || (row.code && plain(row.code) === plain(cell)))));
  const named = texts.length * 2 >= block.length;
  const column = named ? figures.at(-1) ?? columns - 1 : figures[0] ?? 0;
  let way = named ? BY_NAME : IN_ORDER;
  if (!named) {
    const from = rows.slice(0, block.length);
    const computed = from.map((row, index) => (row.cell ? null : block[index][column] || "")).filter((text) => text !== null);
    if (computed.length && computed.every((text) => !text) && from.some((row) => row.cell)) {
      way = ROW_BY_ROW;
    }
  }
  return { way, column, columns, named, start };
}

/** Ask in a dialog what to fill in; resolves to the lines to fill, or null. */
export function ask(block, rows, start) {
  const nearby = rows.slice(rows.findIndex((row) => row.cell && row.cell.numbers.includes(start)));
  const options = guess(block, rows, start);
  const dialog = make("dialog", { class: "paste", "aria-labelledby": "judul-tempel" });
  const body = make("tbody");
  const count = make("p", { class: "paste-count", role: "status" });
  const fill = make("button", { type: "button", class: "btn btn-primary" });
  const cancel = make("button", { type: "button", class: "btn btn-quiet" }, "Batal");
  const way = choice("cara-tempel", "Cara membaca", [
    [IN_ORDER, "berurutan ke isian di bawah kursor"],
    [ROW_BY_ROW, "sebaris demi sebaris, baris jumlah dilewati"],
    [BY_NAME, "menurut kode atau uraian"],
  ], options.way);
  const column = choice("kolom-tempel", "Kolom angka",
    Array.from({ length: options.columns }, (_, index) => [String(index), `kolom ke-${index + 1}`]), String(options.column));
  column.hidden = options.columns < 2;
  let lines = [];

  const draw = () => {
    const now = { way: way.querySelector("select").value, column: Number(column.querySelector("select").value) };
    lines = judge(lay(block, now.way === BY_NAME ? rows : nearby, now, start));
    body.replaceChildren(...lines.map((line) => make("tr", { class: `paste-${line.verdict}` },
      make("th", { scope: "row" }, line.row ? line.row.name : line.named || "–", ...(line.target && line.row.cell.numbers.length > 1 ? [make("small", {}, label(line.target))] : [])),
      make("td", { class: "num" }, line.target ? line.target.value || "kosong" : "–"),
      make("td", { class: "num" }, line.text || "–"),
      make("td", {}, line.told))));
    const fills = lines.filter((line) => line.verdict === "fills").length;
    const asks = lines.filter((line) => line.verdict === "asks").length;
    const others = lines.filter((line) => ["wrong", "nowhere"].includes(line.verdict)).length;
    count.textContent = `${fills} isian akan diisi` +
      `${asks ? `, ${asks} ditanyakan di isiannya` : ""}${others ? `, ${others} dilewati` : ""}.`;
    fill.textContent = `Isi ${fills + asks} isian`;
    fill.disabled = !(fills + asks);
  };

  dialog.append(
    make("h2", { id: "judul-tempel" }, "Periksa yang ditempel"),
    make("div", { class: "paste-options" }, way, column),
    count,
    make("div", { class: "paste-frame", tabindex: "0", role: "region", "aria-label": "Yang terbaca" },
      make("table", {}, make("thead", {}, make("tr", {},
        ...["Baris", "Sekarang", "Ditempel", "Terbaca sebagai"].map((text, index) =>
          make("th", { scope: "col", ...(index === 1 || index === 2 ? { class: "num" } : {}) }, text)))), body)),
    make("div", { class: "paste-buttons" }, fill, cancel));
  dialog.addEventListener("change", draw);
  draw();
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer = null;
    fill.addEventListener("click", () => {
      answer = lines.filter((line) => line.verdict === "fills" || line.verdict === "asks");
      dialog.close();
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    (fill.disabled ? cancel : fill).focus();
  });
}

function label(input) {
  const found = input.labels && input.labels[0];
  return found ? found.textContent : "";
}

function choice(id, text, values, chosen) {
  const select = make("select", { id, class: "form-select form-select-sm" },
    ...values.map(([value, words]) => make("option", { value, ...(value === chosen ? { selected: "" } : {}) }, words)));
  return make("div", {}, make("label", { for: id }, text), select);
}
