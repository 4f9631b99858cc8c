/* The legend: classes in words with how many areas each holds, no data hatched and counted. */
import { node } from "../core/element.js";
import * as format from "../core/format.js";
import * as origin from "../core/origin.js";
import * as moves from "../core/moves.js";
import { outlineNote } from "./outlines.js";

/** @type {Record<string, string>} */
const MARKS = { "●": "good", "▲": "warn", "■": "bad" };

/**
 * A row for each class, and those without one. What has no areas is named where it is a verdict, and while time
 * runs, for it may get some.
 * @param {MapState} state
 */
function rowsOf({ spec, classes, running }) {
  if (!classes) return [];
  const word = format.words(spec.language);
  const isNamed = (/** @type {MapClass} */ each) =>
    each.count > 0 || (classes.mode === "status" && !classes.isFact) || running;
  const rows = classes.classes.filter(isNamed).map((each) => ({ ...each }));
  /** @type {(text: string, count: number) => void} */
  const quiet = (text, count) => {
    rows.push({ colour: "nodata", mark: "", text, count, hatched: true });
  };
  const { noData, tooFew, noTarget } = classes;
  if (spec.wall && tooFew) {
    // On the wall rows have no words, and all of them are hatched alike.
    quiet(`${word.noData}, ${word.tooFewClass}`, noData + tooFew + noTarget);
    return rows;
  }
  if (noData || running || !rows.length) quiet(word.noData, noData);
  if (tooFew) quiet(word.tooFewClass, tooFew);
  if (noTarget) quiet(classes.mode === "change" ? word.notCompared : word.noTarget, noTarget);
  return rows;
}

/**
 * What there is to say of land and numbers.
 * @param {MapState} state
 */
function notesOf(state) {
  const { spec, classes, missingShapes } = state;
  const word = format.words(spec.language);
  /** @type {Legend["notes"]} */
  const notes = [];
  const add = (/** @type {string} */ kind, /** @type {string} */ text) => notes.push({ kind, text });
  if (spec.tier_label) add("tier", spec.tier_label);
  if (missingShapes) add("shapes", `${word.noShape}: ${format.number(missingShapes, 0, spec.language)}`);
  if (state.other) add("other", outlineNote(state));
  if (!classes) return notes;
  // Which end stands out is no matter of course: it is the worse one.
  if (classes.mode === "value" && !classes.isFact && classes.classes.length > 1)
    add("ink", spec.direction === "down" ? word.inkHigh : word.inkLow);
  for (const text of origin.badges(classes.origins, classes.total, spec.language)) add("origin", text);
  if (classes.demo) add("demo", spec.demo_label || word.demo);
  return notes;
}

/**
 * @param {MapState} state
 */
function targetText({ spec, classes }) {
  if (classes && classes.mode === "change" && spec.before) return moves.sinceText(spec.before, spec.language);
  const target = spec.target ?? null;
  if (!classes || classes.mode === "value" || target === null) return "";
  const word = format.words(spec.language);
  const best = spec.direction === "down" ? 0 : 1;
  if (classes.isFact) return `${word.target}: ${format.factPhrase(best, spec)}`;
  return `${word.target}: ${format.quantity(target, spec.unit, null, spec.language)}`;
}

/**
 * The unit of the classes, where it is too long to stand in each.
 * @param {MapState} state
 */
function unitText({ spec, classes }) {
  if (classes && classes.mode === "change")
    return spec.unit && `${format.words(spec.language).unit}: ${moves.unitOf(spec)}`;
  if (!classes || classes.isFact || classes.mode === "status" || !spec.classes?.unit) return "";
  return `${format.words(spec.language).unit}: ${spec.classes.unit}`;
}

/**
 * What the legend says, for screen and export alike:
 * {unit, target, period, rows: [{colour, mark, text, count}], notes: [{kind, text}]}.
 * @param {MapState} state
 * @returns {Legend}
 */
export function contents(state) {
  const { spec } = state;
  return {
    unit: unitText(state),
    target: targetText(state),
    period: format.periodOf(spec, spec.period),
    rows: rowsOf(state),
    notes: notesOf(state),
  };
}

/**
 * @param {MapClass} row
 */
function swatch(row) {
  const box = node("span", `ioc-legend__swatch${row.hatched ? " ioc-legend__swatch--hatched" : ""}`);
  box.style.setProperty("--swatch", `var(--ioc-${row.colour})`);
  if (row.mark) box.classList.add(`ioc-legend__swatch--${MARKS[row.mark]}`);
  box.setAttribute("aria-hidden", "true");
  return box;
}

/**
 * Rewrite the legend of a map; its place was reserved before.
 * @param {MapState} state
 */
export function draw(state) {
  const { spec, legend } = state;
  const content = contents(state);
  state.legendContents = content;
  legend.setAttribute("aria-label", format.words(spec.language).legend);
  const head = node("div", "ioc-legend__head");
  if (content.unit) head.append(node("span", "ioc-legend__unit", content.unit));
  if (content.target) head.append(node("span", "ioc-legend__target", content.target));
  if (content.period) head.append(node("span", "ioc-legend__period", content.period));
  const list = node("ul", "ioc-legend__rows");
  for (const row of content.rows) {
    const item = node("li", `ioc-legend__row${row.mark || row.hatched ? " ioc-legend__row--named" : ""}`);
    // The mark is drawn by the swatch; the word beside it carries the same meaning.
    item.append(
      swatch(row),
      node("span", "ioc-legend__text", row.text),
      node("span", "ioc-legend__count", format.number(row.count, 0, spec.language)),
    );
    list.append(item);
  }
  const notes = node("div", "ioc-legend__notes");
  for (const note of content.notes)
    notes.append(node("span", `ioc-legend__note ioc-legend__note--${note.kind}`, note.text));
  legend.replaceChildren(head, list, notes);
  legend.hidden = content.rows.length === 0;
}

/**
 * @param {MapClass} one
 * @param {MapClass} two
 */
const same = (one, two) => one.colour === two.colour && one.mark === two.mark && one.hatched === two.hatched;

/**
 * Tell other numbers in the words that stand there; where there are other words, all anew.
 * @param {MapState} state
 */
export function tell(state) {
  const { spec, legend, legendContents: before } = state;
  const content = contents(state);
  const fits =
    before &&
    before.unit === content.unit &&
    before.target === content.target &&
    Boolean(before.period) === Boolean(content.period) &&
    before.rows.length === content.rows.length &&
    content.rows.every((row, at) => same(row, before.rows[at])) &&
    before.notes.map((note) => note.text).join() === content.notes.map((note) => note.text).join();
  if (!fits) {
    draw(state);
    return;
  }
  state.legendContents = content;
  /**
   * @param {HTMLElement} place
   * @param {string} text
   */
  const put = (place, text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  if (content.period) put(legend.querySelector(".ioc-legend__period"), content.period);
  const texts = legend.querySelectorAll(".ioc-legend__text");
  const counts = legend.querySelectorAll(".ioc-legend__count");
  content.rows.forEach((row, at) => {
    put(texts[at], row.text);
    put(counts[at], format.number(row.count, 0, spec.language));
  });
}
