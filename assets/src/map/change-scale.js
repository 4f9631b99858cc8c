/* Classes of changes: both sides of "no change", the same width on each; no drawing here. */
import * as format from "../core/format.js";
import { say } from "../core/words.js";

const STEPS = 3; // classes on each side
// So many of the changes lie below the bound of the outermost class.
const USUAL = 0.8;

/**
 * The width of a class: a round number, so that most changes fall below the outermost one.
 * @param {number[]} changes
 * @param {number} decimals
 */
function widthOf(changes, decimals) {
  const sizes = changes.map(Math.abs).filter((size) => size > 0);
  sizes.sort((one, two) => one - two);
  const usual = sizes[Math.floor(USUAL * (sizes.length - 1))] || 1;
  const least = 10 ** -decimals;
  const raw = Math.max(least, usual / (STEPS - 1));
  const power = 10 ** Math.floor(Math.log10(raw) + 1e-9);
  const step = [1, 2, 5, 10].find((each) => each * power >= raw - 1e-12) || 10;
  return Number((step * power).toPrecision(12));
}

/**
 * Classes of changes and the one that each change is in, from the greatest fall that there is to the
 * greatest rise.
 * @param {Pick<MapSpec, "language" | "direction" | "decimals">} spec
 * @param {number[]} changes  those that there are
 * @returns {{classes: MapClass[], choose: (change: number) => number}}
 */
export function changeClasses(spec, changes) {
  const { language, direction, decimals } = spec;
  const width = widthOf(changes, decimals);
  // 3 × 0.1 is a little more than 0.3: bounds are written in all digits that they have.
  const number = (/** @type {number} */ value) =>
    format.number(Number(value.toPrecision(12)), null, language);
  const stepOf = (/** @type {number} */ change) => {
    // 0.3 / 0.1 is a little less than 3: the bound belongs to the class below it.
    const size = Math.min(STEPS, Math.ceil(Math.abs(change) / width - 1e-9));
    return Math.sign(change) * size;
  };
  const all = changes.map(stepOf);
  const least = Math.min(0, ...all);
  const steps = Array.from({ length: Math.max(0, ...all) - least + 1 }, (_, at) => least + at);
  const classes = steps.map((step) => {
    if (step === 0) return { colour: "div-0", mark: "", text: say("move-same", language), count: 0 };
    const size = Math.abs(step);
    const form = size === 1 ? "to" : size < STEPS ? "between" : "over";
    const good = step > 0 === (direction !== "down");
    const text = say(`move-${step > 0 ? "rise" : "fall"}_${form}`, language, {
      from: number((size - 1) * width),
      to: number(size * width),
    });
    return { colour: `div-${good ? 3 + size : 4 - size}`, mark: "", text, count: 0 };
  });
  return { classes, choose: (change) => stepOf(change) - least };
}
