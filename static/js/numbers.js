// Reads numbers as people write them: the twin of agreements/numbers/parsing.py, where the grammar is told.
//
// Both are held to tests/agreements/cases/numbers.json and, on random texts, to each other. The server reads again
// whatever is sent; this one only says at once what will be read. Numbers are strings of digits ("-1234.5"), never
// JavaScript numbers, which would round the sen of large amounts.

export const MONEY = "money";
export const FIGURE = "figure";
export const COUNT = "count";

const DECIMALS = { [MONEY]: 2, [FIGURE]: 4, [COUNT]: 4 };
const WHOLE_DIGITS = 16;
const LONGEST = 80;
const NBSP = "\u00a0";
const MINUS = "\u2212";

const RUPIAH = "rupiah";
const UNIT_WORDS = new Map(Object.entries({
  persen: "%", prosen: "%", org: "orang", bln: "bulan", th: "tahun", thn: "tahun", dok: "dokumen", lap: "laporan",
  rp: RUPIAH, idr: RUPIAH,
}));
const COUNTED = new Set([
  "orang", "jiwa", "keluarga", "kk", "pegawai", "peserta", "kader", "lembaga", "kelompok", "instansi",
  "desa", "kelurahan", "kecamatan", "dusun", "rumah", "sekolah", "lokasi", "titik",
  "dokumen", "laporan", "berkas", "surat", "buku", "lembar", "data", "peraturan", "keputusan", "usulan",
  "unit", "paket", "buah", "set", "jenis", "kegiatan", "kali", "layanan", "fasilitasi", "aplikasi",
]);
const PERIODS = ["jam", "hari", "minggu", "bulan", "triwulan", "semester", "tahun"];
const MULTIPLIERS = new Set(["ratus", "rb", "ribu", "jt", "juta", "miliar", "milyar", "triliun", "trilyun"]);
const NO_FIGURE = new Set(["n/a", "na", "nihil", "kosong", "tidak ada", "belum ada"]);

const BLANKS = /[\t-\r\x1c-\x1f \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+/gu;
const NUMBER = new RegExp(
  "^(?<sign>[-–−])? ?(?<rp>(?:rp|idr)\\.?)? ?(?<inside>[-–−])? ?" +
  "(?<body>[0-9]+(?:[., ]+[0-9]+)*) ?(?<tail>.*)$", "isu");
const RUPIAH_TAIL = /^[.,] ?[-–—−=]{1,2} ?/u;
const UNIT = /^[\p{L}\p{N}_%][\p{L}\p{N}_²³%./() -]*$/u;
const WORDS = /^[\p{L}\p{Nl}\p{No}]+(?:[./() -]+[\p{L}\p{Nl}\p{No}]+)*[.)]*$/u;

const MIXED = "titik, koma, atau spasi tercampur. Tulis tanpa pemisah ribuan, dengan koma untuk desimal.";
const BLANK_INSIDE = "ada spasi di dalam angka, atau lebih dari satu angka. Tulis satu angka tanpa spasi.";

class NotRead extends Error {
  constructor(reason, suggestions = []) {
    super(reason);
    this.suggestions = suggestions;
  }
}

/**
 * Read a typed number.
 *
 * @param {string} text as typed or pasted
 * @param {string} kind MONEY, FIGURE or COUNT
 * @param {?string} expected the satuan that may follow; "" none, null any
 * @returns {{value: ?string, echo: string, question: string, error: string, unit: string, candidates: string[]}}
 *   one of value, question and error, or none for an empty text
 */
export function parseNumber(text, kind, expected = null) {
  const reading = { value: null, echo: "", question: "", error: "", unit: "", candidates: [] };
  const plain = squeeze(text || "");
  if (!plain) {
    return reading;
  }
  const signs = Array.from(plain);
  const quoted = `Tertulis “${signs.slice(0, 40).join("")}${signs.length > 40 ? "…" : ""}”`;
  let found, unit, asMoney;
  try {
    [found, unit, asMoney] = read(plain, kind, expected);
  } catch (refusal) {
    if (!(refusal instanceof NotRead)) {
      throw refusal;
    }
    const mends = refusal.suggestions;
    const mend = mends.length ? ` Maksudnya ${either(mends.map((number) => written(number, kind)))}?` : "";
    return { ...reading, error: `${quoted}: ${refusal.message}${mend}`, candidates: mends };
  }
  if (Array.isArray(found)) {
    const candidates = found.map(([number]) => number);
    const offers = either(found.map(([number, words]) => `${written(number, kind)} (${words})`));
    const ways = either(candidates.map((number) => formatForInput(number, kind, unit)));
    return { ...reading, unit, candidates, question: `${quoted}: maksudnya ${offers}? Tulis ${ways}.` };
  }
  const asRupiah = kind === MONEY || asMoney;
  const echo = joinUnit(kind === MONEY ? formatMoney(found) : formatExact(found), asRupiah ? "Rp" : unit);
  return { ...reading, unit, echo, value: found };
}

/** Write a number into a field so that it reads back as exactly this value: like the document where it can. */
export function formatForInput(value, kind, unitOfMeasure = null) {
  const usual = written(value, kind);
  const plain = usual.replaceAll(".", "");
  const size = value.replace(/^-/, "");
  const reads = (way) => {
    try {
      const found = readBody(way.replace(MINUS, ""), kind);
      return !Array.isArray(found) && sameNumber(found, size);
    } catch (refusal) {
      if (refusal instanceof NotRead) {
        return false;
      }
      throw refusal;
    }
  };
  const way = [usual, plain, `${plain}0`].find(reads) || usual;
  return kind === FIGURE && isPart(value, unitOfMeasure) ? `${way} ${unitOfMeasure}` : way;
}

/** Tell whether a number is a part of what is counted whole: 4.5 of "dokumen". */
function isPart(value, unitOfMeasure) {
  const words = unitKey(unitOfMeasure || "").split(" ");
  const whole = COUNTED.has(words[0]) && !words.includes("/") && !words.some((word) => PERIODS.includes(word));
  return whole && trimmed(value).includes(".");
}

/** Tell whether two numbers, or no numbers (null), are the same: "21.0" is "21". */
export function sameNumber(one, other) {
  return one === null || other === null ? one === other : trimmed(one) === trimmed(other);
}

function trimmed(number) {
  const [whole, decimals = ""] = number.split(".");
  const rest = decimals.replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : whole;
}

function squeeze(text) {
  return text.replace(BLANKS, " ").replace(/^ | $/g, "");
}

function either(parts) {
  return parts.join(" atau ");
}

// -- written --

function written(value, kind) {
  return kind === MONEY ? formatMoney(value) : formatExact(value);
}

function grouped(value) {
  const [whole, decimals = ""] = value.replace(/^-/, "").split(".");
  const points = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return [`${value.startsWith("-") ? MINUS : ""}${points}`, decimals.replace(/0+$/, "")];
}

function formatExact(value) {
  const [whole, decimals] = grouped(value);
  return decimals ? `${whole},${decimals}` : whole;
}

function formatMoney(value) {
  const [whole, decimals] = grouped(value);
  return decimals ? `${whole},${decimals.padEnd(2, "0")}` : whole;
}

function joinUnit(text, unitOfMeasure) {
  const unit = unitOfMeasure.trim();
  if (!unit) {
    return text;
  }
  if (unit === "%") {
    return `${text}${NBSP}%`;
  }
  if (unit.toLowerCase().replace(/\.+$/, "") === "rp") {
    return `${text.startsWith(MINUS) ? MINUS : ""}Rp${NBSP}${text.replace(MINUS, "")}`;
  }
  return `${text} ${unit}`;
}

// -- read --

function firstWord(text) {
  return text.toLowerCase().split(" ").find((word) => word) || "";
}

function unitKey(unit) {
  const plain = squeeze(unit).toLowerCase().replaceAll("²", "2").replaceAll("³", "3");
  return (plain.match(/[\p{L}\p{N}]+|%|\//gu) || []).map((word) => UNIT_WORDS.get(word) || word).join(" ");
}

function read(plain, kind, expected) {
  if (NO_FIGURE.has(plain.toLowerCase()) || !/[\p{L}\p{N}]/u.test(plain)) {
    throw new NotRead("ini bukan angka. Kosongkan isian bila angkanya belum ada; tulis 0 hanya bila memang nol.");
  }
  if (Array.from(plain).length > LONGEST) {
    throw new NotRead("terlalu panjang untuk satu angka. Tulis angkanya saja.");
  }
  if (/(?![0-9²³])\p{N}/u.test(plain)) {
    throw new NotRead("ada angka dengan huruf yang tidak dikenal. Ketik ulang dengan angka 0 sampai 9.");
  }
  const match = NUMBER.exec(plain);
  if (!match) {
    throw new NotRead(whyNoNumber(plain));
  }
  const { body, rp = "" } = match.groups;
  let tail = match.groups.tail;
  let asMoney = kind === MONEY || unitKey(expected || "") === RUPIAH || (expected === null && Boolean(rp));
  if (asMoney) {
    tail = tail.replace(RUPIAH_TAIL, "");
  }
  const unit = kind === MONEY ? readMoneyTail(tail) : readUnit(tail, rp, kind, expected);
  const sign = (match.groups.sign || "") + (match.groups.inside || "");
  if (sign.length > 1) {
    throw new NotRead("ada dua tanda minus. Tulis satu saja.");
  }
  if (sign && kind !== FIGURE) {
    const thing = kind === MONEY ? "jumlah rupiah" : "jumlah";
    throw new NotRead(`${thing} tidak boleh negatif. Tulis tanpa tanda minus.`);
  }
  if (sign && COUNTED.has(unitKey(unit).split(" ")[0])) {
    throw new NotRead(`jumlah ${unit} tidak boleh negatif. Tulis tanpa tanda minus.`);
  }
  asMoney = asMoney || unitKey(unit) === RUPIAH;
  let found = readBody(body, asMoney && kind !== COUNT ? MONEY : kind);
  if (sign) {
    found = negated(found);
  }
  if (!Array.isArray(found) && kind === FIGURE && !tail && isPart(found, unit)) {
    found = [...withoutMark(body), [found, `pecahan, padahal ${unit} dihitung utuh`]];
  }
  return [found, unit, asMoney];
}

function withoutMark(body) {
  const digits = body.replace(/[., ]/g, "").replace(/^0+/, "");
  if (digits.length > WHOLE_DIGITS) {
    return [];
  }
  return [[digits, `tanpa ${body.match(/[.,]/g).at(-1) === "." ? "titik" : "koma"}`]];
}

function negated(found) {
  if (Array.isArray(found)) {
    return found.map(([number, words]) => [negated(number), words]);
  }
  return /[1-9]/.test(found) ? `-${found}` : found;
}

function whyNoNumber(plain) {
  if (!/[0-9]/.test(plain)) {
    return "tidak ada angka di dalamnya. Tulis angkanya, contoh: 49,23.";
  }
  if (/^[-–−]? ?[.,] ?[0-9]/.test(plain)) {
    return "ada pemisah di depan tanpa angka. Tulis angka nol di depannya, contoh: 0,5.";
  }
  return "sebelum angka ada tulisan yang tidak dikenal. Tulis angkanya saja, contoh: 49,23.";
}

function readMoneyTail(tail) {
  if (tail && !names(tail, RUPIAH)) {
    if (tail.startsWith("%") || unitKey(tail) === "%") {
      throw new NotRead("isian ini jumlah rupiah, bukan persen. Tulis rupiahnya, contoh: 1.885.065.699.");
    }
    throw new NotRead(whyNoUnit(tail));
  }
  return "";
}

function readUnit(tail, rp, kind, expected) {
  const typed = tail || rp.replace(/\.+$/, "");
  if (rp && tail && unitKey(tail) !== RUPIAH) {
    throw new NotRead(`ada dua satuan, “${rp}” dan “${tail}”. Tulis angkanya saja.`);
  }
  if (!typed) {
    return expected || "";
  }
  if (expected && names(typed, expected)) {
    return expected;
  }
  if (!isUnit(typed)) {
    throw new NotRead(whyNoUnit(typed));
  }
  if (kind === COUNT && typed === "%") {
    throw new NotRead("isian ini jumlah, bukan persen. Tulis jumlahnya.");
  }
  if (expected === null) {
    return typed;
  }
  if (!expected) {
    throw new NotRead(`isian ini tidak memakai satuan “${typed}”. Tulis angkanya saja.`);
  }
  throw new NotRead(
    `satuannya “${typed}”, sedangkan isian ini diukur dalam “${expected}”. ` +
    "Periksa angkanya, lalu tulis tanpa satuan.");
}

function names(typed, expected) {
  if (typed.toLowerCase() === expected.toLowerCase()) {
    return true;
  }
  const key = unitKey(typed);
  return UNIT.test(typed) && key !== "" && key === unitKey(expected);
}

function isUnit(tail) {
  if (tail === "%") {
    return true;
  }
  const letters = (tail.match(/\p{L}/gu) || []).length;
  return letters > 1 && WORDS.test(tail) && !MULTIPLIERS.has(firstWord(tail));
}

function whyNoUnit(tail) {
  if (MULTIPLIERS.has(firstWord(tail).replace(/\.+$/, ""))) {
    return `tulis angkanya lengkap, tanpa kata “${tail.split(" ")[0]}”. Contoh: 1.500.000, bukan 1,5 juta.`;
  }
  if (/^[eE][-+]?[0-9]/.test(tail)) {
    return "pangkat sepuluh tidak dikenal. Tulis angkanya lengkap, contoh: 1.500.000.";
  }
  if (/[0-9]/.test(tail)) {
    return "ada lebih dari satu angka. Tulis satu angka saja.";
  }
  if (tail[0] === "." || tail[0] === ",") {
    return `ada “${tail[0]}” di belakang tanpa angka sesudahnya. Lengkapi atau hapus.`;
  }
  return `“${Array.from(tail).slice(0, 20).join("")}” sesudah angka tidak dikenal. Tulis angkanya saja.`;
}

function readBody(body, kind) {
  const parts = body.split(/[., ]/);
  const separators = body.match(/[., ]/g) || [];
  const sorts = new Set(separators);
  if (parts.includes("")) {
    throw new NotRead(sorts.has(" ") ? BLANK_INSIDE : "ada pemisah yang berdempetan. Tulis ulang angkanya.");
  }
  if (sorts.size > 2) {
    throw new NotRead(MIXED);
  }
  if (!separators.length) {
    return number(parts[0], "", kind);
  }
  if (sorts.size === 2) {
    return readMixed(parts, separators, kind);
  }
  if (separators.length === 1 && separators[0] !== " ") {
    return readSingle(parts[0], parts[1], separators[0], kind);
  }
  if (separators[0] === " " && !areGroups(parts)) {
    throw new NotRead(BLANK_INSIDE);
  }
  if (separators.length === 1 && kind !== MONEY) {
    return [[number(parts.join(""), "", kind), "spasi sebagai pemisah ribuan"]];
  }
  checkGroups(parts, separators[0]);
  return number(parts.join(""), "", kind);
}

function readMixed(parts, separators, kind) {
  const groups = parts.slice(0, -1);
  const decimals = parts.at(-1);
  const last = separators.at(-1);
  const times = separators.filter((separator) => separator === last).length;
  if (last === " " || times > 1 || (separators[0] === " " && last === ".")) {
    throw new NotRead(MIXED);
  }
  checkGroups(groups, separators[0]);
  if (kind === MONEY && decimals.length === 3 && areGroups(parts)) {
    throw new NotRead("titik dan koma tercampur.", [plainNumber(parts.join(""))]);
  }
  return number(groups.join(""), decimals, kind);
}

function readSingle(head, rest, separator, kind) {
  if (!areGroups([head, rest])) {
    const decimal = number(head, rest, kind);
    if (kind === MONEY && separator === "." && head.length <= 3 && /[1-9]/.test(head)) {
      return [
        [decimal, "dengan sen"],
        [plainNumber(head + rest.padEnd(3, "0")), "ribuan, kurang nol"],
        [plainNumber(head + rest), "tanpa titik"],
      ];
    }
    return decimal;
  }
  const thousands = number(head + rest, "", kind);
  if (kind === MONEY || (kind === COUNT && separator === ".")) {
    return thousands;
  }
  const name = separator === "." ? "titik" : "koma";
  const asThousands = [thousands, `${name} sebagai pemisah ribuan`];
  const asDecimals = [number(head, rest, kind), `${name} sebagai tanda desimal`];
  return separator === "." ? [asThousands, asDecimals] : [asDecimals, asThousands];
}

function areGroups([head, ...rest]) {
  return head.length <= 3 && head[0] !== "0" && rest.every((part) => part.length === 3);
}

function checkGroups(parts, separator) {
  if (areGroups(parts)) {
    return;
  }
  const [head, ...rest] = parts;
  const joined = plainNumber(parts.join(""));
  const wrong = rest.map((part, index) => (part.length === 3 ? -1 : index)).filter((index) => index >= 0);
  let reason;
  let mends = [];
  if (head[0] === "0") {
    reason = `kelompok angka pertama “${head}” berawal nol.`;
    mends = wrong.length ? [] : [joined];
  } else if (head.length > 3) {
    reason = `kelompok angka pertama “${head}” lebih dari tiga angka.`;
    mends = wrong.length ? [] : [joined];
  } else if (wrong.length > 1) {
    reason = `kelompok angka ${wrong.slice(0, 2).map((index) => `“${rest[index]}”`).join(" dan ")} bukan tiga angka.`;
  } else {
    const at = wrong[0];
    const part = rest[at];
    reason = `kelompok angka “${part}” bukan tiga angka.`;
    mends = [joined];
    if (part.length < 3) {
      const padded = rest.map((one, index) => (index === at ? one.padEnd(3, "0") : one));
      mends.unshift(plainNumber(head + padded.join("")));
      if (rest.length > 1 && at === rest.length - 1) {
        mends.unshift(`${plainNumber(head + rest.slice(0, -1).join(""))}.${part}`);
      }
    }
  }
  mends = mends.filter((mend) => mend.split(".")[0].length <= WHOLE_DIGITS);
  if (!mends.length) {
    reason += ` Tulis tanpa “${separator}”, dengan koma hanya untuk desimal.`;
  }
  throw new NotRead(reason, mends);
}

function plainNumber(digits) {
  return digits.replace(/^0+(?=\d)/, "");
}

function number(whole, decimals, kind) {
  if (whole.length > 1 && whole[0] === "0") {
    throw new NotRead("ada nol di depan angka. Mungkin ada angka yang hilang; tulis ulang tanpa nol di depan.");
  }
  if (whole.length > WHOLE_DIGITS) {
    throw new NotRead(`terlalu besar, lebih dari ${WHOLE_DIGITS} angka di depan koma. Periksa kembali.`);
  }
  if (decimals.length > DECIMALS[kind]) {
    throw new NotRead(`paling banyak ${DECIMALS[kind]} angka di belakang koma. Periksa kembali.`);
  }
  return decimals ? `${whole}.${decimals}` : whole;
}
