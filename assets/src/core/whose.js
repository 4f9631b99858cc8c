/* Who stands behind a number: the areas that reported, or one that answered for all in it. In the words of ioc/sentences/whose.py. */
import * as format from "./format.js";
import * as origin from "./origin.js";
import { say } from "./words.js";

const OWN = 1; // ioc.rollup.Voice
const BOTH = 2;

const LEVELS = ["country", "province", "district", "commune"];
/**
 * @param {string} level
 * @param {string} language
 */
const self = (level, language) => say(`whose-self-${LEVELS.includes(level) ? level : "area"}`, language);

/**
 * Of how many of the areas behind a number an area above answered.
 * @param {Parts} parts
 * @param {number} row
 */
const above = (parts, row) => (parts.above ? parts.above[row] : 0);

/**
 * How many areas reported themselves.
 * @param {Parts} parts
 * @param {number} row
 */
export const reported = (parts, row) => parts.reported[row] - above(parts, row);

/**
 * Whether nobody but areas above stands behind a number.
 * @param {Parts} parts
 * @param {number} row
 */
export const isSelf = (parts, row) => above(parts, row) > 0 && reported(parts, row) <= 0;

/**
 * The level of the areas that report inside a row of the map. Where provinces differ in it the spec
 * says "unit", and which provinces have villages in all communes or in some; those stay "unit".
 * @param {MapSpec} spec
 * @param {number} row
 * @param {Directory | null} directory
 */
function lowestOf(spec, row, directory) {
  const { lowest_level: lowest, village_provinces: provinces } = spec;
  if (lowest !== "unit" || !provinces || !directory) return lowest;
  if (spec.level === "commune") return "village";
  const province = spec.level === "province" ? directory.codes[row] : directory.parents[row];
  if (provinces[province] === undefined) return "commune";
  return provinces[province] ? "village" : "unit";
}

/**
 * What is counted, in words: "thôn", "xã".
 * @param {MapSpec} spec
 * @param {number} row
 * @param {Directory | null} directory
 */
function areasOf(spec, row, directory) {
  const { areas } = format.words(spec.language);
  return areas[lowestOf(spec, row, directory)] || areas.unit;
}

/**
 * "98/130 xã đã báo cáo", "cấp tỉnh tự báo cáo"; `code`: the number's origin.
 * @param {MapSpec} spec
 * @param {Parts} parts
 * @param {number} row
 * @param {number} [code]
 * @param {Directory | null} [directory]
 */
export function countText(spec, parts, row, code = 0, directory = null) {
  const { language } = spec;
  const word = format.words(language);
  const expected = parts.expected[row];
  if (isSelf(parts, row)) {
    if (code) return say(origin.isOld(spec) ? "whose-side-former" : "whose-side-new", language);
    if (parts.voice && parts.voice[row] === OWN) return self(spec.level, language);
    return say(spec.level === "country" ? "whose-provinces" : "whose-inside", language);
  }
  if (!(expected > 0)) return "";
  if (expected === 1) return parts.reported[row] ? word.reportedAlone : word.notReported;
  const plain = areasOf(spec, row, directory);
  // Villages are the same ones before and after.
  const kind = code && lowestOf(spec, row, directory) !== "village" ? origin.areaWord(plain, spec) : plain;
  /**
   * @param {number} value
   */
  const count = (value) => format.number(value, 0, language);
  const share = `${count(reported(parts, row))}/${count(expected)} ${kind} ${word.reported}`;
  if (!above(parts, row)) return share;
  const from = { counted: share, count: count(above(parts, row)), areas: plain };
  return say("whose-from-above", language, from);
}

/**
 * The other number that is kept, where it reads otherwise than the one shown.
 * @param {MapSpec} spec
 * @param {Parts} parts
 * @param {number} row
 * @param {Cell} cell
 * @param {Directory | null} [directory]
 */
export function beside(spec, parts, row, cell, directory = null) {
  const voice = parts.voice ? parts.voice[row] : 0;
  const { beside: values, besideFiner: finer, beside_reported: besideReported } = parts;
  if (!voice || !values || !finer || !besideReported || Number.isNaN(values[row])) return "";
  const { language } = spec;
  /**
   * @param {{ value: number, decimals?: number }} fields
   */
  const text = ({ value, decimals }) => format.cellText({ value, decimals, flags: 0 }, spec);
  const other = text({ value: values[row], decimals: finer.get(row) });
  if (other === text(cell)) return "";
  if (voice === BOTH) return `${self(spec.level, language)}: ${other}`;
  const word = format.words(language);
  /**
   * @param {number} one
   */
  const count = (one) => format.number(one, 0, language);
  const kind = areasOf(spec, row, directory);
  const share = `${count(besideReported[row])}/${count(parts.expected[row])}`;
  return say("whose-adding-up", language, { counted: `${share} ${kind} ${word.reported}`, value: other });
}

/**
 * @param {string} language
 */
export const short = (language) => say("whose-own", language);
