/* Which colour an area gets and what the legend says of it. No drawing here. */
import * as format from "../core/format.js";
import { changesSince } from "../core/moves.js";
import * as origin from "../core/origin.js";
import * as cells from "../core/shown.js";
import { changeClasses } from "./change-scale.js";

export const NO_DATA = -1;
export const OUTSIDE = -2; // belongs to another parent: drawn quietly, counted nowhere

/**
 * The class of a value: each holds the bound on its better side, [80; 90) or (80; 90] (ioc/classes.py).
 * @param {number} value
 * @param {number[]} breaks
 * @param {boolean} downward
 */
function classOf(value, breaks, downward) {
  const last = breaks.length - 2;
  if (downward) {
    for (let at = 0; at < last; at += 1) if (value <= breaks[at + 1]) return at;
    return last;
  }
  for (let at = last; at > 0; at -= 1) if (value >= breaks[at]) return at;
  return 0;
}

/**
 * Colours for n classes out of the seven steps of the ramp, the ends always among them: the worst class
 * is the strongest ink, whichever end it is.
 * @param {number} count
 * @param {boolean} downward
 */
function ramp(count, downward) {
  const colours = Array.from(
    { length: count },
    (_, at) => `seq-${count === 1 ? 5 : Math.round(1 + (6 * at) / (count - 1))}`,
  );
  return downward ? colours : colours.reverse();
}

/**
 * The six diverging colours: 1 furthest on the bad side, 6 furthest on the good side.
 * @param {number[]} breaks
 * @param {number} middle
 * @param {boolean} downward
 */
function divergingColours(breaks, middle, downward) {
  const lower = downward
    ? breaks.slice(1).filter((to) => to <= middle).length
    : breaks.slice(0, -1).filter((from) => from < middle).length;
  return breaks.slice(0, -1).map((_, at) => {
    const step = at < lower ? -(lower - at) : at - lower + 1;
    const good = downward ? -step : step;
    const near = Math.min(Math.abs(good), 3);
    return `div-${good < 0 ? 4 - near : 3 + near}`;
  });
}

/**
 * @param {string} language
 */
export function statusClasses(language) {
  const word = format.words(language);
  return [
    { colour: "good", mark: "●", text: word.good, count: 0 },
    { colour: "warn", mark: "▲", text: word.warn, count: 0 },
    { colour: "bad", mark: "■", text: word.bad, count: 0 },
  ];
}

/**
 * The verdicts on facts, which say the facts: a yes or a no is on target or it is not.
 * @param {MapSpec} spec
 */
function factClasses(spec) {
  const isBetter = spec.direction === "down" ? 0 : 1;
  const [good, warn, bad] = statusClasses(spec.language);
  good.text = format.factPhrase(isBetter, spec);
  bad.text = format.factPhrase(1 - isBetter, spec);
  return [good, warn, bad];
}

/**
 * Whether a row lies in the filtered parent. A directory of that parent holds no other rows.
 * @param {Pick<MapSpec, "filter_parent">} spec
 * @param {Directory} directory
 * @param {number} row
 */
export function counts(spec, directory, row) {
  const parent = spec.filter_parent;
  return !parent || directory.parent === parent || directory.parents[row] === parent;
}

/**
 * What there is to see of the areas within: their numbers, how many they are, whether some are made up.
 * @param {MapSpec} spec
 * @param {Slice} slice
 * @param {Directory} directory
 * @param {Int8Array} of  OUTSIDE is written into it
 */
function surveyOf(spec, slice, directory, of) {
  const { value, flags } = slice;
  /** @type {number[]} */
  const present = [];
  const survey = { present, total: 0, demo: false, incomplete: 0, facts: 0 };
  for (let row = 0; row < value.length; row += 1) {
    if (!counts(spec, directory, row)) {
      of[row] = OUTSIDE;
      continue;
    }
    survey.total += 1;
    if (flags[row] & 2) survey.demo = true;
    if (flags[row] & 4) survey.incomplete += 1;
    if (Number.isNaN(value[row])) continue;
    survey.present.push(value[row]);
    if (flags[row] & cells.YES_NO) survey.facts += 1;
  }
  return survey;
}

/**
 * Whether some area of a map has a target.
 * @param {Pick<MapSpec, "target" | "own_targets">} spec
 */
export const hasTarget = (spec) =>
  (spec.target ?? null) !== null || Object.keys(spec.own_targets || {}).length > 0;

/**
 * How areas are coloured: as the spec says, by value where nothing is to be held against a target.
 * @param {Pick<MapSpec, "mode" | "target" | "own_targets">} spec
 */
export function modeOf(spec) {
  const mode = spec.mode || "value";
  if (mode === "change") return "value";
  const someOwn = mode === "status" && Object.keys(spec.own_targets || {}).length > 0;
  return (spec.target ?? null) === null && !someOwn ? "value" : mode;
}

/**
 * The bounds and words of the classes: around the target in force where its gap is shown.
 * @param {MapSpec} spec
 * @param {string} mode
 */
function boundsOf(spec, mode) {
  const own = spec.classes || { breaks: [], texts: [], around: [] };
  return (mode === "target" && own.around.find((one) => one.target === spec.target)) || own;
}

/**
 * Classes of values, and which one each value is in.
 * @param {MapSpec} spec
 * @param {string} mode
 * @param {number[]} present
 * @param {boolean} isFact
 * @returns {{classes: MapClass[], choose: (value: number) => number}}
 */
function valueClasses(spec, mode, present, isFact) {
  const downward = spec.direction === "down";
  const whole = spec.factor || 100;
  const { breaks, texts } = isFact
    ? {
        breaks: downward ? [0, 0, whole] : [0, whole, whole],
        texts: [0, whole].map((one) => format.factPhrase(one, spec)),
      }
    : boundsOf(spec, mode);
  if (breaks.length < 2) return withoutBounds(spec, present);
  const colours =
    mode === "target"
      ? divergingColours(breaks, Number(spec.target), downward)
      : ramp(breaks.length - 1, downward);
  return {
    classes: colours.map((colour, at) => ({ colour, mark: "", text: texts[at], count: 0 })),
    choose: (value) => classOf(value, breaks, downward),
  };
}

/**
 * Numbers that came after the spec, which knew of none: one class, until the next spec has theirs.
 * @param {MapSpec} spec
 * @param {number[]} present
 */
function withoutBounds(spec, present) {
  const one = { colour: "seq-5", mark: "", text: format.words(spec.language).reportedAlone, count: 0 };
  return { classes: present.length ? [one] : [], choose: () => 0 };
}

/**
 * Put each area into its class. `tooFew` have a number, but too little of one for a class that says
 * how well; `noTarget` nothing to hold it against.
 * @param {Slice} slice
 * @param {string} mode
 * @param {MapClass[]} classes
 * @param {Int8Array} of  the class of each row
 * @param {(value: number, row: number) => number} choose
 */
function fillClasses({ value, flags }, mode, classes, of, choose) {
  let tooFew = 0;
  let noTarget = 0;
  for (let row = 0; row < value.length; row += 1) {
    if (of[row] === OUTSIDE || Number.isNaN(value[row])) continue;
    // A colour that says how well it is needs enough of the area.
    if (mode !== "value" && flags[row] & cells.TOO_FEW) {
      tooFew += 1;
      continue;
    }
    of[row] = choose(value[row], row);
    if (of[row] === NO_DATA) noTarget += 1;
    else classes[of[row]].count += 1;
  }
  return { tooFew, noTarget };
}

/**
 * Put each area into the class of its change since the spec's base period; `noTarget` counts those with
 * a number and nothing to compare it with.
 * @param {MapSpec} spec
 * @param {Float64Array} changes
 * @param {Slice} slice
 * @param {Int8Array} of
 */
function fillChanges(spec, changes, { value }, of) {
  const present = changes.filter((change, row) => of[row] !== OUTSIDE && !Number.isNaN(change));
  const { classes, choose } = changeClasses(spec, [...present]);
  let noTarget = 0;
  for (let row = 0; row < of.length; row += 1) {
    if (of[row] === OUTSIDE || Number.isNaN(value[row])) continue;
    if (Number.isNaN(changes[row])) noTarget += 1;
    else classes[(of[row] = choose(changes[row]))].count += 1;
  }
  return { classes, mode: "change", isFact: false, tooFew: 0, noTarget };
}

/**
 * Classes of a slice: {classes: [{colour, mark, text, count}], of: Int8Array by row, noData, total,
 * tooFew, noTarget, empty, demo, incomplete, origins, mode}. Rows of other parents than
 * `filter_parent` are OUTSIDE.
 * @param {MapSpec} spec
 * @param {Slice} slice
 * @param {Directory} directory
 * @returns {Classes}
 */
export function classify(spec, slice, directory) {
  const of = new Int8Array(slice.value.length).fill(NO_DATA);
  const { present, total, demo, incomplete, facts } = surveyOf(spec, slice, directory, of);
  const origins = origin.countRules(slice.origin, slice.value, (row) => counts(spec, directory, row));
  const noData = total - present.length;
  const about = { of, total, noData, empty: present.length === 0, demo, incomplete, origins };
  const changes = spec.mode === "change" ? changesSince(slice, spec.before) : null;
  if (changes) return { ...about, ...fillChanges(spec, changes.values, slice, of) };
  const mode = modeOf(spec);
  // A yes or a no is no share: two classes, in words.
  const isFact = present.length > 0 && facts === present.length;
  const byStatus = isFact ? factClasses(spec) : statusClasses(spec.language);
  const { classes, choose } =
    mode === "status"
      ? {
          classes: byStatus,
          choose: (/** @type {number} */ _, /** @type {number} */ row) =>
            slice.status[row] < byStatus.length ? slice.status[row] : NO_DATA,
        }
      : valueClasses(spec, mode, present, isFact);
  return { ...about, classes, mode, isFact, ...fillClasses(slice, mode, classes, of, choose) };
}
