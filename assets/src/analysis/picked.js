/* The picked area in words, what can be done with it, and the areas pinned for comparison. */
import { node } from "../core/element.js";
import * as analysis from "./state.js";
import * as analysisSource from "./source.js";
import * as format from "../core/format.js";
import * as table from "../table/table.js";
import { room, say } from "../core/words.js";

const MOST_PINNED = 5;
const state = () => analysis.state();
const view = () => analysis.view();

export const pins = () =>
  state()
    .compare.split(",")
    .filter((part) => part && part !== "parent" && part !== "siblings");

/**
 * @param {string[]} wordsChosen
 * @param {string[]} codes
 */
export function setCompare(wordsChosen, codes) {
  analysis.change({
    compare: [
      ...["parent", "siblings"].filter((each) => wordsChosen.includes(each)),
      ...codes.slice(-MOST_PINNED),
    ].join(","),
  });
}

/**
 * Take an area into the comparison, or out of it; the first one is the area that others are compared with.
 * @param {string} code
 */
export function toggle(code) {
  const { selected } = state();
  if (!selected) analysis.pick(code);
  else if (code !== selected) flip(code);
}

/**
 * Compare with an area, or no longer.
 * @param {string} code
 */
const flip = (code) =>
  setCompare(
    comparedWords(),
    pins().includes(code) ? pins().filter((each) => each !== code) : [...pins(), code],
  );

const comparedWords = () =>
  state()
    .compare.split(",")
    .filter((part) => part === "parent" || part === "siblings");

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label]
 */
export function button(text, act, label) {
  const chip = node("button", "ana-chip", text);
  chip.type = "button";
  if (label) chip.setAttribute("aria-label", label);
  chip.addEventListener("click", act);
  return chip;
}

function drawPicked() {
  const place = analysis.at(analysis.ID.picked);
  if (!place || !view()) return;
  const word = room("picked", analysis.language());
  const area = state().selected && table.row(analysis.ID.table, state().selected);
  if (!area) {
    place.replaceChildren(node("span", "ana-hint", word.pick));
    return;
  }
  const { spec, drill } = view();
  const text = node("span", "ana-picked-words");
  text.append(node("strong", "", area.name));
  const parts = [format.cellText(area.cell, spec)];
  if (area.rank) parts.push(say("picked-rank", analysis.language(), { rank: area.rank, of: area.of }));
  parts.push(`${area.mark} ${area.statusWord}`);
  text.append(
    node("span", "", ` ${(Number.isNaN(area.cell.value) ? parts.slice(0, 1) : parts).join(" · ")}`),
  );
  const isPinned = pins().includes(state().selected);
  const acts = node("span", "ana-picked-acts");
  const pin = button(isPinned ? word.unpin : word.pin, () => flip(state().selected));
  pin.title = word.hint;
  acts.append(pin);
  if (drill) acts.append(button(word.inside, () => analysis.drill(state().selected)));
  acts.append(button(say("source-open", analysis.language()), () => analysisSource.open(state().selected)));
  const link = node("a", "ana-chip", word.page);
  link.href = `/dia-ban/${state().vintage}/${state().selected}`;
  if (spec.level !== "village") acts.append(link);
  acts.append(button("✕", () => analysis.change({ selected: "" }), word.clear));
  place.replaceChildren(text, acts);
}

/**
 * An area that is not in the table now may still have its line in the chart.
 * @param {string} code
 */
function nameOf(code) {
  const area = table.row(analysis.ID.table, code);
  const chart = analysis.graph();
  const line =
    chart && (chart.data || []).find((/** @type {{meta?: string}} */ trace) => trace.meta === code);
  return area ? area.name : line ? line.name : code;
}

function drawPinned() {
  const place = analysis.at(analysis.ID.pinned);
  if (!place || !view()) return;
  place.replaceChildren(
    ...pins().map((code) => {
      const name = nameOf(code);
      return button(`${name} ✕`, () => flip(code), `${say("picked-unpin", analysis.language())}: ${name}`);
    }),
  );
}

/** Rewrite both from the state and from what the table says. */
export function draw() {
  drawPicked();
  drawPinned();
}
