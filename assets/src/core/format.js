/* Words, numbers and periods as officials write them; Vietnamese first, English by switch. */
import { label } from "./period.js";
import * as showing from "./shown.js";
import { knownLanguage, perLanguage, room, say } from "./words.js";

const LEVELS = ["village", "commune", "district", "province", "unit"];

const MOST_DIGITS = 10; // of a target, which is written in all of them
const formats = new Map();

/** The words that maps, tables and legends share, in a language. */
export const words = perLanguage(wordsIn);

/**
 * @param {string} language
 * @returns {FormatWords}
 */
function wordsIn(language) {
  /** @type {Record<string, string>} */
  const texts = {
    ...room("format", language),
    noData: say("number-no-data", language),
    yes: say("number-yes", language),
    no: say("number-no", language),
    notYet: say("number-not-yet", language),
    noTarget: say("status-no_target", language),
    good: say("status-green", language),
    warn: say("status-amber", language),
    bad: say("status-red", language),
    demo: say("number-demo", language),
    tooFewClass: say("status-too_few", language),
  };
  return Object.assign(texts, {
    provisional: (/** @type {string} */ amount) => say("format-provisional", language, { amount }),
    areas: Object.fromEntries(LEVELS.map((level) => [level, say(`level-counted-${level}`, language)])),
  });
}

/**
 * 1.234,5 in Vietnamese; `decimals` null: as many as the number has.
 * @param {number} value
 * @param {number | null | undefined} decimals
 * @param {string} language
 */
export function number(value, decimals, language) {
  const asItIs = decimals === null || decimals === undefined;
  return asItIs ? atMost(value, MOST_DIGITS, language) : withDecimals(value, decimals, decimals, language);
}

/**
 * A number with no more decimals than it has, and no more than so many: 2,5; 2.
 * @param {number} value
 * @param {number} decimals
 * @param {string} language
 */
export const atMost = (value, decimals, language) => withDecimals(value, 0, decimals, language);

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 * @param {string} language
 */
function withDecimals(value, least, most, language) {
  const key = `${language}|${least}|${most}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(knownLanguage(language), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/**
 * What stands before the decimals.
 * @param {string} language
 */
export const decimalSign = (language) => withDecimals(0.5, 1, 1, language)[1];

/**
 * A number with its unit: 94,7%; 1.234 thôn. NaN gives the words for no data.
 * @param {number | null} value
 * @param {string} unit
 * @param {number | null | undefined} decimals
 * @param {string} language
 */
export function quantity(value, unit, decimals, language) {
  if (value === null || Number.isNaN(value)) return words(language).noData;
  const text = number(value, decimals, language);
  if (!unit) return text;
  if (unit === "%") return `${text}%`;
  // The catalogue words its English units in the plural; "Mbps" is none.
  const one = language === "en" && /^[+−-]?1$/.test(text) && unit === unit.toLowerCase();
  return `${text}\u00a0${one ? unit.replace(/s$/, "") : unit}`;
}

/**
 * What an area's number (`ioc.shown.cellOf`) says: in words where it is a yes or a no.
 * @param {Pick<Cell, "value" | "decimals" | "flags">} pick
 * @param {Writing} spec
 */
export function cellText({ value, decimals = undefined, flags }, spec) {
  if (flags & showing.YES_NO && !Number.isNaN(value)) return factPhrase(value, spec);
  if (flags & showing.BELOW_ONE) {
    return `${words(spec.language).below} ${quantity(10 ** -spec.decimals, spec.unit, spec.decimals, spec.language)}`;
  }
  return quantity(value, spec.unit, decimals === undefined ? spec.decimals : decimals, spec.language);
}

/**
 * The same without its unit, where the unit stands above: "<1" of what would read as 0.
 * @param {Pick<Cell, "value" | "decimals" | "flags">} pick
 * @param {Writing} spec
 */
export function digits({ value, decimals = undefined, flags }, spec) {
  if (flags & showing.YES_NO && !Number.isNaN(value)) return factPhrase(value, spec);
  if (flags & showing.BELOW_ONE) return `<${number(10 ** -spec.decimals, spec.decimals, spec.language)}`;
  return number(value, decimals === undefined ? spec.decimals : decimals, spec.language);
}

/**
 * A numerator or a denominator as the server tells it: whole, -1 for something below one.
 * @param {number} value
 * @param {string} language
 */
export const part = (value, language) => (value === -1 ? "<1" : number(value, 0, language));

/**
 * Yes or no: what is hoped for has not come yet, what is feared is not there.
 * @param {number} value
 * @param {Pick<MapSpec, "language" | "direction">} spec
 */
function fact(value, spec) {
  const word = words(spec.language);
  return value ? word.yes : spec.direction === "down" ? word.no : word.notYet;
}

/**
 * The same in the words that the indicator has for it: "Chưa có sóng", "Có sóng".
 * @param {number} value
 * @param {Pick<MapSpec, "language" | "direction"> & Partial<Pick<MapSpec, "fact_words">>} spec
 */
export const factPhrase = (value, spec) => spec.fact_words?.[value ? 1 : 0] || fact(value, spec);

/**
 * The period that a map shows, and which later one its neighbours have: "Tháng 09/2026 (chưa có số tháng 10/2026)".
 * @param {Pick<MapSpec, "language" | "awaited">} spec
 * @param {string} iso
 */
export function periodOf(spec, iso) {
  const text = period(iso, spec.language);
  return spec.awaited && spec.awaited[0] === iso ? `${text} (${spec.awaited[1]})` : text;
}

/**
 * An ISO period in words, as the server writes it: 2025-09 → Tháng 09/2025; 2025-Q3 → Quý III/2025.
 * @param {string | null | undefined} iso
 * @param {string} language
 */
export const period = (iso, language) => label(String(iso || ""), language);
