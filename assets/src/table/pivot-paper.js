/* A table with many columns on paper: as many tables as its columns need, each with the names of the rows. */
import { node } from "../core/element.js";
import * as format from "../core/format.js";
import { say } from "../core/words.js";
import { bodyRow, headRow, PAPER, widthsOf } from "./pivot-cells.js";

const ROOM = 702; // px of an upright A4 sheet between its margins (shell/print.css)
const NAME = { area: 250, other: 150 }; // px for the names of indicators, and of areas

/**
 * Columns in groups that fit a sheet, one at least in each.
 * @param {number[]} widths  px
 * @param {number} room
 */
export function groupsOf(widths, room) {
  /** @type {number[][]} */
  const groups = [];
  let left = 0;
  widths.forEach((width, place) => {
    if (!groups.length || width > left) {
      groups.push([]);
      left = room;
    }
    groups[groups.length - 1].push(place);
    left -= width;
  });
  return groups;
}

/**
 * Lay a table out for paper, in place of the one on the screen.
 * @param {PivotState} state
 */
export function layOut(state) {
  clear(state);
  const { order, columns, wish, rows, host, frame } = state;
  const isOfArea = order.kind === "area";
  const name = isOfArea ? NAME.area : NAME.other;
  const natural = widthsOf(order, columns, PAPER);
  const room = (ROOM - name) / natural.reduce((sum, width) => sum + width, 0);
  // The few columns of an area are words, which take lines.
  const widths = isOfArea && room < 1 ? natural.map((width) => Math.floor(width * room)) : natural;
  const groups = groupsOf(widths, ROOM - name);
  const count = (/** @type {number} */ number) => format.number(number, 0, wish.language);
  const all = count(order.columns.length);
  const sheets = node("div", "ana-pivot-paper");
  for (const places of groups) {
    const table = node("table", "ana-grid ana-pivot-grid");
    const head = node("thead", "");
    // Of a group narrower than the sheet columns stay as wide as those of the others.
    table.style.width = `${name + places.reduce((sum, place) => sum + widths[place], 0)}px`;
    head.append(headRow(state, places, widths, true));
    head.querySelector("th").style.width = `${name}px`;
    const body = node("tbody", "");
    body.append(...rows.map((_, at) => bodyRow(state, at, places)));
    table.append(head, body);
    if (groups.length > 1) {
      const [first, last] = [places[0] + 1, places[places.length - 1] + 1].map(count);
      sheets.append(
        node("p", "ana-pivot-caption", say("pivot-columns", wish.language, { first, last, all })),
      );
    }
    sheets.append(table);
  }
  frame.after(sheets);
  host.toggleAttribute("data-paper-table", true);
}

/**
 * @param {PivotState} state
 */
export function clear({ host }) {
  host.querySelector(".ana-pivot-paper")?.remove();
  host.toggleAttribute("data-paper-table", false);
}
