/* One row of the table: a cell for each column. */
import { node } from "../core/element.js";
import * as format from "../core/format.js";
import { arrowOf } from "../core/moves.js";
import * as origin from "../core/origin.js";
import * as cells from "../core/shown.js";
import * as whose from "../core/whose.js";
import * as fresh from "../map/fresh.js";
import * as ranking from "../map/ranking.js";
import { whole } from "./arrange.js";

/** @type {Record<string, string>} */
export const MARKS = { green: "●", amber: "▲", red: "■", no_target: "–", too_few: "…", no_data: "∅" };

/**
 * @param {number} change
 * @param {MapSpec} spec
 * @param {string} language
 */
function signedText(change, spec, language) {
  if (Number.isNaN(change)) return null;
  return `${arrowOf(change)} ${format.number(Math.abs(change), spec.decimals, language)}`;
}

/**
 * Over which areas a change is taken, where some inside are missing: {short, rule}, else null.
 * @param {Change | null | undefined} changes
 * @param {number} row
 * @param {RankingWords} word
 * @param {TableWish} wish
 */
function sameWords(changes, row, word, wish) {
  if (!changes || !changes.same || !changes.of || !changes.of[row]) return null;
  const areas = word.areasOf(changes.level);
  const count = whole(changes.same[row], wish);
  const enough = !Number.isNaN(changes.values[row]);
  return {
    short: `${count} ${areas}`,
    rule: (enough ? word.same : word.few)(count, whole(changes.of[row], wish), areas),
  };
}

/**
 * @param {TableState} state
 * @param {number} row
 * @param {HTMLElement} title
 */
function fillTitle({ wish, rows }, row, title) {
  const { directory } = rows;
  title.append(node("span", "ana-name", directory.full_names[row]));
  if (fresh.has(rows.slice.header, directory.codes[row])) {
    title.parentElement?.classList.add("ioc-fresh-row");
    title.append(fresh.badge(wish.language));
  }
  const parent = directory.parent_names[row];
  if (rows.parents && parent) title.append(node("small", "ana-parent", parent));
}

/**
 * The number with its bar, its origin, and what the unfinished would come to.
 * @param {TableState} state
 * @param {number} row
 * @param {HTMLElement} amount
 */
function fillAmount({ wish, rows }, row, amount) {
  const { spec, language } = wish;
  const word = ranking.words(language);
  const value = rows.value[row];
  if (Number.isNaN(value)) {
    const none = node("span", "ana-none", word.none);
    none.title = word.noNumber(wish.period);
    amount.append(none);
    return;
  }
  const writing = { ...spec, language };
  const bar = node("span", "ana-bar");
  bar.style.setProperty("--part", String(Math.max(0, Math.min(1, value / rows.full))));
  // Without its unit, which the column has; a yes or a no in words.
  const number = format.digits(cells.cellOf(rows.slice, row), writing);
  amount.append(bar, node("span", "ana-number", number));
  amount.append(...originMark(rows.slice.origin ? rows.slice.origin[row] : 0, language));
  const { provisional, provisionalFiner } = rows.parts || {};
  if (!provisional || Number.isNaN(provisional[row])) return;
  const likely = { value: provisional[row], decimals: provisionalFiner?.get(row), flags: 0 };
  amount.classList.add("ana-open");
  const small = node("small", "ana-provisional", word.provisional(format.digits(likely, writing)));
  small.title = word.provisionalRule;
  amount.append(small);
}

/**
 * @param {TableState} state
 * @param {number} row
 * @param {HTMLElement} cell
 */
function fillChange({ wish, rows }, row, cell) {
  const { spec, language } = wish;
  const word = ranking.words(language);
  const change = rows.change ? rows.change[row] : NaN;
  // From no to yes is no change of 100 points.
  const isFact = rows.slice.flags[row] & cells.YES_NO;
  cell.textContent = (isFact ? arrowOf(change) : signedText(change, spec, language)) || word.none;
  const over = sameWords(rows.changes, row, word, wish);
  if (over) {
    cell.title = over.rule;
    if (!Number.isNaN(change)) cell.append(node("small", "ana-same", over.short));
  }
  const isBetter = change > 0 === (spec.direction !== "down");
  if (change) cell.classList.add(isBetter ? "ioc-change-better" : "ioc-change-worse");
}

/**
 * @param {TableState} state
 * @param {number} row
 * @param {HTMLElement} cell
 */
function fillStatus({ wish, rows }, row, cell) {
  const status = rows.status[row];
  const text = ranking.words(wish.language)[`status_${status}`];
  const chip = node("span", `ioc-status ioc-status-${status}`);
  chip.append(node("span", "ana-mark", MARKS[status]), node("span", "ana-word", ` ${text}`));
  chip.title = text;
  cell.append(chip);
}

/**
 * Numerator and denominator.
 * @param {TableState} state
 * @param {number} row
 */
function ratioText({ wish, rows: { parts } }, row) {
  if (!parts) return "";
  const part = (/** @type {number} */ number) => format.part(number, wish.language);
  const over = parts.numerator[row];
  const under = parts.denominator[row];
  if (Number.isNaN(over)) return ranking.words(wish.language).none;
  return part(over) + (Number.isNaN(under) ? "" : `/${part(under)}`);
}

/**
 * How many of the areas behind a number reported.
 * @param {TableState} state
 * @param {number} row
 * @param {HTMLElement} cell
 */
function fillComplete({ wish, rows }, row, cell) {
  const { parts, directory, slice } = rows;
  if (!parts) return;
  const { spec, language } = wish;
  const expected = parts.expected[row];
  if (whose.isSelf(parts, row)) cell.textContent = whose.short(language);
  else if (expected) cell.textContent = `${whole(whose.reported(parts, row), wish)}/${whole(expected, wish)}`;
  else cell.textContent = ranking.words(language).none;
  const beside = whose.beside(spec, parts, row, cells.cellOf(slice, row), directory);
  if (beside) cell.title = beside;
  cell.classList.toggle("ana-partial", parts.reported[row] < expected);
}

/**
 * The row at a place of the table's order.
 * @param {TableState} state
 * @param {number} at
 */
export function rowOf(state, at) {
  const { wish, rows } = state;
  const row = state.order[at];
  const code = rows.directory.codes[row];
  const line = node("tr", "");
  line.dataset.at = String(at);
  line.dataset.code = code;
  line.id = `${state.host.id}-row-${at}`;
  line.setAttribute("aria-rowindex", String(at + 2));
  line.setAttribute("aria-selected", String(code === wish.selected));
  if (at === state.active) line.classList.add("ana-active");
  /** @type {(name: string, text?: string) => HTMLElement} */
  const add = (name, text) => {
    const cell = node("td", `ana-col-${name}`, text);
    line.append(cell);
    return cell;
  };
  add("rank", rows.rank[row] ? whole(rows.rank[row], wish) : ranking.words(wish.language).none);
  fillTitle(state, row, add("name"));
  fillAmount(state, row, add("value"));
  fillChange(state, row, add("change"));
  fillStatus(state, row, add("status"));
  add("parts", ratioText(state, row));
  fillComplete(state, row, add("complete"));
  return line;
}

/**
 * What stands beside a number that was brought over from another vintage; nothing beside another.
 * @param {number} code
 * @param {string} language
 */
export function originMark(code, language) {
  if (!code) return [];
  const mark = node("abbr", "ana-origin", origin.mark(code));
  mark.title = origin.rule(code, language);
  return [mark];
}
