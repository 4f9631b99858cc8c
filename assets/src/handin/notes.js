/* Lines about cells: where, what they say, why, and what to do. */
import { fill, h } from "../forms/parts.js";

/** Opens a cell of the sheet. @typedef {(place: SheetPlace) => void} Show */

/**
 * A cell as a button that shows it in the sheet.
 * @param {SheetPlace} place
 * @param {Show} show
 * @param {string} [text]
 */
const cellButton = (place, show, text) =>
  h(
    "button",
    {
      type: "button",
      class: "ioc-cell-chip",
      "data-focus": `chip-${place.sheet}-${place.cell}-${text || ""}`,
      onclick: () => show(place),
    },
    text || place.cell,
  );

/**
 * @param {SheetNote} note
 * @param {Show | null} show
 */
export const noteItem = (note, show) =>
  h(
    "li",
    { class: "ioc-handin-note" },
    note.cell && show && cellButton(note, show),
    h(
      "span",
      {},
      note.text && h("q", {}, note.text),
      note.text && " ",
      note.reason,
      note.fix && h("small", {}, note.fix),
    ),
  );

/**
 * Notes of one reason together: one line, with all their cells.
 * @param {SheetNote[]} notes
 * @param {Show} show
 * @param {Record<string, string>} words
 * @param {number} all  how many there are
 */
export function groupedNotes(notes, show, words, all) {
  /** @type {Map<string, SheetNote[]>} */
  const groups = new Map();
  for (const each of notes) {
    const key = `${each.reason}\n${each.fix || ""}`;
    groups.set(key, [...(groups.get(key) || []), each]);
  }
  return h(
    "ul",
    { class: "ioc-handin-notes" },
    [...groups.values()].map((group) =>
      h(
        "li",
        { class: "ioc-handin-note" },
        h("span", {}, group[0].reason, group[0].fix && h("small", {}, group[0].fix)),
        group[0].cell && chips(group, group.length, show, words),
      ),
    ),
    all > notes.length &&
      h("li", { class: "ioc-handin-quiet" }, fill(words.more_items, { count: all - notes.length })),
  );
}

const CHIPS = 12;

/**
 * @param {SheetPlace[]} places
 * @param {number} all
 * @param {Show} show
 * @param {Record<string, string>} words
 */
export const chips = (places, all, show, words) =>
  h(
    "span",
    { class: "ioc-cell-chips" },
    places.slice(0, CHIPS).map((each) => cellButton(each, show)),
    all > CHIPS && h("span", { class: "ioc-handin-quiet" }, fill(words.more_cells, { count: all - CHIPS })),
  );
