/* Numbers as officials type them: 1.234,5; the rules of data/load/files/texts/numbers.py for a decimal comma. */

const PLAIN = /^[+-]?\d+$/;
const COMMA_ONLY =
  /^[+-]?(\d{1,3}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}|\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+|0\d*,\d+)$/;
const DOT_ONLY =
  /^[+-]?(\d{1,3}(,\d{3})+\.\d+|[1-9]\d{0,2}(,\d{3}){2,}|\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d+|0\d*\.\d+|\d+(\.\d+)?[eE][+-]?\d{1,3})$/;
const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const MISSING = new Set(
  "|-|–|—|…|.|..|...|x|kbc|ksl|na|n/a|nan|null|chưa có|chưa báo cáo|không báo cáo|chưa có số liệu|không có số liệu".split(
    "|",
  ),
);

/**
 * A text without spaces, also those between thousands, and with a plain minus.
 * @param {string} text
 */
function clean(text) {
  let plain = text.replace(/\p{Cf}/gu, "").trim();
  for (let turn = 0; turn < 2; turn += 1) plain = plain.replace(/(\d)[\s\p{Zs}]+(\d{3})\b/gu, "$1$2");
  return plain
    .replace(/(\d)[\s\p{Zs}]+%/gu, "$1%")
    .replace(/^\(\s*([\d.,]+)\s*\)$/, "-$1")
    .replaceAll("−", "-")
    .trim();
}

/** @param {string} text  with a comma before decimals */
const byComma = (text) => Number(text.replaceAll(".", "").replace(",", "."));

/**
 * The number of a text: `value` null where it has none, and then `fault`: "" (empty), "missing" (words for no
 * number) or "no_number".
 * @param {string} text
 * @returns {{value: number | null, percent: boolean, fault: string}}
 */
export function readNumber(text) {
  let plain = clean(text);
  const percent = plain.endsWith("%");
  if (percent) plain = plain.replace(/[% ]+$/, "");
  if (!percent && MISSING.has(plain.toLowerCase()))
    return { value: null, percent, fault: plain ? "missing" : "" };
  let value = NaN;
  if (PLAIN.test(plain)) value = Number(plain);
  else if (DOT_ONLY.test(plain)) value = Number(plain.replaceAll(",", ""));
  else if (COMMA_ONLY.test(plain) || EITHER.test(plain)) value = byComma(plain);
  return Number.isFinite(value)
    ? { value, percent, fault: "" }
    : { value: null, percent, fault: "no_number" };
}

/**
 * Why a text cannot be a number of a slot, as the key of a message; "" where it can be, or is empty.
 * @param {string} text
 * @param {EntrySlot} slot
 */
export function faultOf(text, slot) {
  const { value, percent, fault } = readNumber(text);
  if (fault) return fault === "missing" ? "leave_empty" : fault;
  if (value === null) return "";
  if (percent && !slot.percent) return "no_percent";
  if (value < 0) return "negative";
  if (slot.whole && value % 1) return "not_whole";
  if (slot.part === "value" && slot.highest !== null && value > slot.highest) return "too_high";
  return "";
}
