/* What one area says: the box beside the pointer and the line for screen readers. */
import { node } from "../core/element.js";
import * as format from "../core/format.js";
import { inside } from "../core/period.js";
import * as sentences from "../core/words.js";
import * as moves from "../core/moves.js";
import * as origin from "../core/origin.js";
import * as showing from "../core/shown.js";
import * as whose from "../core/whose.js";
import * as scale from "./scale.js";

/**
 * @param {MapState} state
 * @param {number} row
 */
function statusText(state, row) {
  const { spec, slice } = state;
  const word = format.words(spec.language);
  if (showing.cellOf(slice, row).status === "too_few") return word.tooFew;
  const one = scale.statusClasses(spec.language)[slice.status[row]];
  if (!one) return "";
  // A fact is no 100 %.
  if (slice.flags[row] & showing.YES_NO) return `${one.mark} ${one.text}`;
  const value = showing.targetOf(spec, state.directory.codes[row]);
  const target = format.quantity(value, spec.unit, null, spec.language);
  return `${one.mark} ${one.text} (${word.target.toLowerCase()} ${target})`;
}

/**
 * Since when a fact has been one, where the page knows.
 * @param {MapState} state
 * @param {number} row
 */
function sinceText({ spec, slice }, row) {
  if (!(slice.flags[row] & showing.YES_NO)) return "";
  const run = spec.since?.(row, slice.header.period || spec.period);
  if (!run) return "";
  const period = inside(run.since, spec.language);
  return sentences.say(run.whole ? "format-sinceAtLeast" : "format-since", spec.language, { period });
}

/**
 * How an area moved since the base period, on a map that shows that.
 * @param {MapState} state
 * @param {number} row
 */
function changeText({ spec, classes, slice }, row) {
  if (!classes || classes.mode !== "change" || !slice.change) return "";
  const text = moves.changeText(slice.change.values[row], spec);
  return text && `${text} (${moves.sinceText(slice.change.before, spec.language).toLowerCase()})`;
}

/**
 * A village drawn elsewhere than its reported point, which lies outside of its commune's shape.
 * @param {Directory} directory
 * @param {number} row
 */
function isMoved(directory, row) {
  if (!directory.moved) return false;
  directory.movedRows = directory.movedRows || new Set(directory.moved);
  return directory.movedRows.has(row);
}

/**
 * Numerator and denominator, as far as both are there.
 * @param {Parts} parts
 * @param {number} row
 * @param {string} language
 */
function ratioText({ numerator, denominator }, row, language) {
  const top = numerator ? numerator[row] : NaN;
  const bottom = denominator ? denominator[row] : NaN;
  if (Number.isNaN(top) || Number.isNaN(bottom)) return "";
  return `${format.part(top, language)} / ${format.part(bottom, language)}`;
}

/**
 * What the unfinished would come to.
 * @param {Parts} parts
 * @param {number} row
 * @param {MapSpec} spec
 */
function provisionalText({ provisional, provisionalFiner }, row, spec) {
  if (!provisional || Number.isNaN(provisional[row])) return "";
  const likely = { value: provisional[row], decimals: provisionalFiner?.get(row), flags: 0 };
  return format.words(spec.language).provisional(format.cellText(likely, spec));
}

/**
 * Who stands behind a number: [kind, text] of each line.
 * @param {MapState} state
 * @param {number} row
 * @param {Parts | null | undefined} parts
 * @param {Cell} cell
 * @returns {[string, string][]}
 */
function sourceLines({ spec, directory, slice }, row, parts, cell) {
  const code = slice.origin ? slice.origin[row] : 0;
  const counts = parts && parts.expected ? parts : null;
  const isPartial = Boolean(cell.flags & 4);
  const text = counts ? whose.countText(spec, counts, row, code, directory) : "";
  return [
    ["origin", code ? origin.rule(code, spec.language) : ""],
    [isPartial ? "partial" : "complete", text || (isPartial ? format.words(spec.language).incomplete : "")],
    ["beside", counts ? whose.beside(spec, counts, row, cell, directory) : ""],
    ["provisional", parts ? provisionalText(parts, row, spec) : ""],
  ];
}

/**
 * The lines of an area: [{kind, text}], `parts` null while they are on their way.
 * @param {MapState} state
 * @param {number} row
 * @param {Parts | null} [parts]
 */
export function lines(state, row, parts) {
  const { spec, directory, slice } = state;
  const word = format.words(spec.language);
  /** @type {[string, string][]} */
  const all = [
    ["name", (directory.full_names || directory.names)[row]],
    ["parent", spec.level === "province" ? "" : (directory.parent_names || [])[row]],
  ];
  if (slice) {
    const cell = showing.cellOf(slice, row);
    all.push(
      [Number.isNaN(cell.value) ? "missing" : "value", format.cellText(cell, spec)],
      ["since", sinceText(state, row)],
      ["change", changeText(state, row)],
      ["status", statusText(state, row)],
      ["parts", parts ? ratioText(parts, row, spec.language) : parts === null ? "…" : ""],
      ["period", format.periodOf(spec, slice.header.period || spec.period)],
      ...sourceLines(state, row, parts, cell),
    );
    for (const text of slice.whys?.get(row) || []) all.push(["lacking", text]);
    all.push(
      ["place", isMoved(directory, row) ? word.movedSpot : ""],
      ["demo", cell.flags & 2 ? spec.demo_label || word.demo : ""],
    );
  }
  return all.filter(([kind, text]) => text || kind === "name").map(([kind, text]) => ({ kind, text }));
}

/**
 * @param {HTMLElement} tip
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
function place(tip, state, x, y) {
  const gap = 16;
  const width = tip.offsetWidth;
  const height = tip.offsetHeight;
  const left = x + gap + width > state.width - 4 ? x - gap - width : x + gap;
  const top = Math.min(Math.max(y - height / 2, 4), state.height - height - 4);
  tip.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(Math.max(4, top))}px)`;
}

/**
 * @param {HTMLElement} tip
 * @param {{ kind: string, text: string }[]} content
 */
function fill(tip, content) {
  tip.replaceChildren(...content.map((line) => node("div", `ioc-map__tip-${line.kind}`, line.text)));
}

/**
 * Show an area's box at a place on the canvas; its parts follow when they have arrived.
 * @param {MapState} state
 * @param {number} row
 * @param {number} x
 * @param {number} y
 * @param {{ aloud?: boolean }} [options]
 */
export function show(state, row, x, y, options = {}) {
  const { tip } = state;
  state.tipRow = row;
  state.tipAt = [x, y];
  const { slice } = state;
  // While time runs nothing is asked for: the parts follow when it rests.
  const absent = state.running ? undefined : null;
  const parts = slice && slice.partsNow !== undefined ? slice.partsNow : absent;
  fill(tip, lines(state, row, parts));
  tip.hidden = false;
  place(tip, state, x, y);
  if (state.running) {
    clearTimeout(state.partsTimer);
    clearTimeout(state.whyTimer);
    return;
  }
  if (options.aloud) say(state, row, parts);
  if (slice) askWhy(state, row);
  if (!slice || parts !== null) return;
  clearTimeout(state.partsTimer);
  state.partsTimer = setTimeout(() => {
    /** @param {Parts | undefined} parts */
    const arrive = (parts) => {
      slice.partsNow = parts;
      if (state.slice !== slice || state.tipRow < 0) return;
      fill(tip, lines(state, state.tipRow, parts));
      place(tip, state, ...state.tipAt);
      if (options.aloud && state.tipRow === row) say(state, row, parts);
    };
    // Without its parts the value still stands: the next hover asks again.
    slice
      .parts()
      .then(
        arrive,
        () => state.slice === slice && state.tipRow === row && fill(tip, lines(state, row, undefined)),
      );
  }, 60);
}

/**
 * Whoever stays on an area without a full number is told what it lacks, where the spec can say.
 * @param {MapState} state
 * @param {number} row
 */
function askWhy(state, row) {
  const { slice, spec, directory } = state;
  clearTimeout(state.whyTimer);
  const lacking = Number.isNaN(slice.value[row]) || (slice.flags[row] & 12) === 12;
  const { why } = spec;
  const whys = (slice.whys = slice.whys || new Map());
  if (!why || !lacking || whys.has(row)) return;
  state.whyTimer = setTimeout(() => {
    const arrive = (/** @type {string[]} */ reasons) => {
      whys.set(row, reasons);
      if (!reasons.length || state.slice !== slice || state.tipRow !== row) return;
      fill(state.tip, lines(state, row, slice.partsNow));
      place(state.tip, state, ...state.tipAt);
      if (state.keyboard) say(state, row, slice.partsNow);
    };
    // Without it the box says as much as before.
    why(directory.codes[row], slice.header.period || spec.period).then(arrive, () => undefined);
  }, 200);
}

/**
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
export function move(state, x, y) {
  state.tipAt = [x, y];
  place(state.tip, state, x, y);
}

/**
 * @param {MapState} state
 */
export function hide(state) {
  state.tipRow = -1;
  state.tip.hidden = true;
}

/**
 * @param {MapState} state
 * @param {number} row
 * @param {Parts | null} [parts]
 */
function say(state, row, parts) {
  const text = lines(state, row, parts || undefined)
    .map((line) => line.text)
    .join(", ");
  if (state.live.textContent !== text) state.live.textContent = text;
}
