/* What changed under the reader's eyes: which areas have other numbers than a moment ago, for some seconds. */
import { node } from "../core/element.js";
import { say } from "../core/words.js";

export const MARK_MS = 8000;
// More outlines than this would hide the land, and say no more than the words do.
const MOST_OUTLINED = 300;
const marks = new Map(); // question → {codes, timer}

/**
 * @param {Pick<SliceHeader, "indicator" | "vintage" | "level" | "parent" | "period">} pick
 */
const questionOf = ({ indicator, vintage, level, parent, period }) =>
  [indicator, vintage, level, parent, period].join("|");
/**
 * @param {number} one
 * @param {number} two
 */
const same = (one, two) => one === two || (Number.isNaN(one) && Number.isNaN(two));

/**
 * The codes of areas whose number a newer answer to the same question gives otherwise.
 * @param {Slice | null} before
 * @param {Slice} after
 * @param {Directory} directory
 */
function changedCodes(before, after, directory) {
  if (!before || before === after || !after.header || !before.header) return [];
  const [one, two] = [before.header, after.header];
  if (one.n !== two.n || one.revision === two.revision || questionOf(one) !== questionOf(two)) return [];
  return directory.codes.filter((_, row) => !same(before.value[row], after.value[row]));
}

/**
 * Mark the areas that changed on a map, and tell the page: event "ioc:fresh" {question, codes}.
 * @param {MapState} state
 * @param {Slice | null} before
 */
export function compare(state, before) {
  const codes = changedCodes(before, state.slice, state.directory);
  if (!codes.length) return;
  const question = questionOf(state.slice.header);
  const mark = marks.get(question) || { codes: new Set() };
  for (const code of codes) mark.codes.add(code);
  clearTimeout(mark.timer);
  marks.set(question, mark);
  mark.timer = setTimeout(() => {
    marks.delete(question);
    state.invalidate("overlay");
    tell(state, question, []);
  }, MARK_MS);
  state.live.textContent = say("screen-fresh_some", state.spec.language, { count: codes.length });
  tell(state, question, codes);
}

/**
 * @param {MapState} state
 * @param {string} question
 * @param {string[]} codes
 */
function tell(state, question, codes) {
  state.element.dispatchEvent(new CustomEvent("ioc:fresh", { detail: { question, codes }, bubbles: true }));
}

/**
 * Whether an area's number in an answer changed a moment ago.
 * @param {SliceHeader} header
 * @param {string} code
 */
export function has(header, code) {
  const mark = marks.size && header && marks.get(questionOf(header));
  return Boolean(mark) && mark.codes.has(code);
}

/**
 * The rows to outline on a map.
 * @param {MapState} state
 */
export function rows(state) {
  const mark = marks.size && state.slice && marks.get(questionOf(state.slice.header));
  if (!mark || mark.codes.size > MOST_OUTLINED) return [];
  return [...mark.codes].map((code) => state.directory.row.get(code)).filter((row) => row !== undefined);
}

/**
 * Whether any number on a map changed a moment ago.
 * @param {MapState | null} state
 */
export function any(state) {
  return Boolean(state && state.slice && marks.has(questionOf(state.slice.header)));
}

/**
 * The mark of a row or card, as an element.
 * @param {string} language
 */
export const badge = (language) => node("small", "ioc-fresh", say("screen-fresh_mark", language));
