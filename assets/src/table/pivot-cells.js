/* Headings and cells of a table with many columns, in the colours of their verdicts. */
import { node } from "../core/element.js";
import { STATUSES } from "../core/shown.js";
import * as ranking from "../map/ranking.js";
import { MARKS, originMark } from "./row.js";

/** How wide a column is, in px: a letter, what is beside the letters, bounds; and the lines of a heading. */
const SCREEN = { letter: 7.2, pad: 18, least: 62, most: 170, lines: 2 };
export const PAPER = { letter: 6.9, pad: 12, least: 44, most: 160, lines: 3 };

/**
 * Letters of the longest line of a text in so many lines.
 * @param {string} text
 * @param {number} lines
 */
function lettersOf(text, lines) {
  const words = text.split(" ").map(({ length }) => length);
  /** @param {number} width */
  const countAt = (width) => {
    let [count, length] = [1, -1];
    for (const word of words)
      if (length + 1 + word <= width) length += 1 + word;
      else [count, length] = [count + 1, word];
    return count;
  };
  let width = Math.max(...words);
  while (countAt(width) > lines) width += 1;
  return width;
}

/**
 * Px of each column's width: its longest text with the marks beside it, between bounds.
 * @param {PivotOrder} order
 * @param {Columns} cells
 * @param {typeof SCREEN} [place]
 */
export function widthsOf({ columns, texts, codes }, { text, origin }, place = SCREEN) {
  const marks = origin ? 4 : 2;
  const { letter, pad, least, most, lines } = place;
  const letters = columns.map(({ label, detail }) =>
    Math.max(lettersOf(label, lines), lettersOf(detail, lines - 1)),
  );
  for (let row = 0; row < codes.length; row += 1)
    for (let at = 0; at < columns.length; at += 1) {
      const { length } = texts[text[row * columns.length + at]];
      if (length + marks > letters[at]) letters[at] = length + marks;
    }
  return letters.map((count) => Math.min(most, Math.max(least, Math.ceil(count * letter) + pad)));
}

/**
 * The row of headings of some columns; without buttons on paper.
 * @param {PivotState} state
 * @param {number[]} places  of the columns
 * @param {number[]} widths  px, by place
 * @param {boolean} isPaper
 */
export function headRow({ order, wish }, places, widths, isPaper = false) {
  const line = node("tr", "");
  const [by, down] = [wish.sort.replace(/^-/, ""), wish.sort.startsWith("-")];
  const corner = {
    key: order.kind === "area" ? "" : "name",
    label: order.corner,
    detail: "",
    title: order.corner,
  };
  const heads = [corner, ...places.map((place) => order.columns[place])];
  heads.forEach(({ key, label, detail, title }, at) => {
    const cell = node("th", at ? "" : "ana-pivot-name");
    cell.scope = "col";
    cell.title = title;
    if (at) cell.style.width = `${widths[places[at - 1]]}px`;
    /** @type {HTMLElement} */
    let words;
    if (key && !isPaper) {
      words = node("button");
      words.setAttribute("type", "button");
      words.dataset.key = key;
      words.setAttribute("aria-label", title);
    } else words = node("span", "ana-pivot-head");
    words.append(node("span", "ana-pivot-label", label));
    if (key) cell.setAttribute("aria-sort", key === by ? (down ? "descending" : "ascending") : "none");
    if (detail) words.append(node("small", "ana-pivot-detail", detail));
    cell.append(words);
    line.append(cell);
  });
  return line;
}

/**
 * A row, with the cells of some columns.
 * @param {PivotState} state
 * @param {number} at  place in the rows shown
 * @param {number[]} places  of the columns
 */
export function bodyRow({ order, columns, wish, rows }, at, places) {
  const row = rows[at];
  const line = node("tr", "");
  const name = node("th", "ana-pivot-name", order.names[row]);
  name.scope = "row";
  name.title = [order.names[row], order.parents[row]].filter(Boolean).join(", ");
  line.append(name);
  const words = ranking.words(wish.language);
  for (const place of places) {
    const cellAt = row * order.columns.length + place;
    const text = order.texts[columns.text[cellAt]];
    const code = columns.status[cellAt];
    const status = Number.isNaN(code) ? "" : STATUSES[code];
    const cell = node("td", status ? `ana-heat ana-heat-${status}` : "");
    const { title } = order.columns[place];
    if (["green", "amber", "red", "too_few"].includes(status)) {
      const mark = node("span", "ana-heat-mark", MARKS[status]);
      mark.setAttribute("aria-label", words[`status_${status}`]);
      mark.setAttribute("role", "img");
      cell.append(mark, ` ${text}`);
      cell.title = `${order.names[row]} · ${title}: ${text} · ${words[`status_${status}`]}`;
    } else {
      cell.textContent = text;
      cell.title = `${order.names[row]} · ${title}: ${text}`;
    }
    cell.append(...originMark(columns.origin ? columns.origin[cellAt] : 0, wish.language));
    line.append(cell);
  }
  return line;
}
