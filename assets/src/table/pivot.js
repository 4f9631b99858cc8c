/* A table of areas or indicators with many columns, its cells in the colours of their verdicts; of
   thousands of rows only those in sight are in the page. */
import { absent } from "../core/absent.js";
import { node, targetOf } from "../core/element.js";
import * as format from "../core/format.js";
import * as cells from "../core/shown.js";
import { hasWords, plain, typedWords } from "../core/word-search.js";
import { say } from "../core/words.js";
import * as ranking from "../map/ranking.js";
import { MARKS, originMark } from "./row.js";

const SPARE_ROWS = 6;
const LETTER = 7.2; // px
const NARROWEST = 62;
const WIDEST = 170;
/** @type {WeakMap<Element, PivotState>} */
const tables = new WeakMap();
/** @type {Set<PivotState>} */
const standing = new Set();
let isPrinting = false;

/**
 * The rows that a search lets through, in the order in which they came.
 * @param {PivotOrder} order
 * @param {string} search
 */
export function rowsOf({ names, codes }, search) {
  const words = typedWords(search || "");
  const rows = [];
  for (let row = 0; row < codes.length; row += 1)
    if (!words.length || hasWords(words, plain(`${names[row]} ${codes[row]}`))) rows.push(row);
  return rows;
}

/**
 * Px of each column's width: its longest text, between bounds.
 * @param {PivotOrder} order
 * @param {Float64Array} text
 */
export function widthsOf({ columns, texts, codes }, text) {
  const letters = columns.map(({ label }) => label.length);
  for (let row = 0; row < codes.length; row += 1)
    for (let at = 0; at < columns.length; at += 1) {
      const { length } = texts[text[row * columns.length + at]];
      if (length + 2 > letters[at]) letters[at] = length + 2;
    }
  return letters.map((count) => Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(count * LETTER) + 16)));
}

/**
 * The next sort of a column: the greatest first, then the least; of names the first.
 * @param {string} key
 * @param {string} now
 */
export function nextSort(key, now) {
  const first = key === "name" ? key : `-${key}`;
  const other = key === "name" ? `-${key}` : key;
  return now === first ? other : first;
}

/**
 * @param {HTMLElement} host
 */
function build(host) {
  const caption = node("p", "ana-pivot-caption");
  const frame = node("div", "ana-scroll");
  const table = node("table", "ana-grid ana-pivot-grid");
  table.setAttribute("role", "grid");
  table.tabIndex = 0;
  const head = node("thead", "");
  const body = node("tbody", "");
  table.append(head, body);
  frame.append(table);
  const foot = node("div", "ana-table-foot");
  host.replaceChildren(caption, frame, foot);
  /** @type {PivotState} */
  const state = {
    host,
    caption,
    frame,
    table,
    head,
    body,
    foot,
    order: absent(),
    columns: absent(),
    wish: absent(),
    rows: [],
    active: -1,
    request: 0,
  };
  frame.addEventListener("scroll", () => paintSoon(state), { passive: true });
  for (const kind of ["focus", "blur"])
    table.addEventListener(kind, () => frame.toggleAttribute("data-focus", table.matches(":focus-visible")));
  table.addEventListener("keydown", (event) => onKey(state, event));
  body.addEventListener("click", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (row) choose(state, Number(row.dataset.at));
  });
  body.addEventListener("pointerover", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (event.pointerType !== "touch") state.wish.on.hover(row ? String(row.dataset.code) : null);
  });
  body.addEventListener("pointerleave", () => state.wish.on.hover(null));
  head.addEventListener("click", (event) => {
    const button = targetOf(event).closest("button[data-key]");
    if (button) state.wish.on.sort(nextSort(button.dataset.key, state.wish.sort));
  });
  new ResizeObserver(() => paintSoon(state)).observe(frame);
  tables.set(host, state);
  standing.add(state);
  return state;
}

/**
 * @param {PivotState} state
 */
function paintHead({ head, order, columns, wish, table }) {
  const line = node("tr", "");
  const widths = widthsOf(order, columns.text);
  const [by, down] = [wish.sort.replace(/^-/, ""), wish.sort.startsWith("-")];
  const heads = [{ key: order.kind === "area" ? "" : "name", label: order.corner, title: order.corner }];
  [...heads, ...order.columns].forEach(({ key, label, title }, at) => {
    const cell = node("th", at ? "" : "ana-pivot-name");
    cell.scope = "col";
    cell.title = title;
    if (at) cell.style.width = `${widths[at - 1]}px`;
    if (key) {
      const button = node("button", "", label);
      button.type = "button";
      button.dataset.key = key;
      cell.dataset.words = label; // on paper
      button.setAttribute("aria-label", title);
      cell.append(button);
      cell.setAttribute("aria-sort", key === by ? (down ? "descending" : "ascending") : "none");
    } else cell.append(node("span", "ana-pivot-head", label));
    line.append(cell);
  });
  head.replaceChildren(line);
  table.style.width = `${widths.reduce((sum, one) => sum + one, 0)}px`;
  table.setAttribute("aria-colcount", String(order.columns.length + 1));
}

/**
 * @param {PivotState} state
 * @param {number} at  place in the rows shown
 */
function rowAt({ host, order, columns, wish, rows, active }, at) {
  const row = rows[at];
  const line = node("tr", at === active ? "ana-active" : "");
  line.id = `${host.id}-row-${at}`;
  line.dataset.at = String(at);
  line.dataset.code = order.codes[row];
  line.setAttribute("aria-rowindex", String(at + 2));
  line.setAttribute("aria-selected", String(order.codes[row] === wish.selected));
  const name = node("th", "ana-pivot-name", order.names[row]);
  name.scope = "row";
  name.title = [order.names[row], order.parents[row]].filter(Boolean).join(", ");
  line.append(name);
  const words = ranking.words(wish.language);
  for (let place = 0; place < order.columns.length; place += 1) {
    const cellAt = row * order.columns.length + place;
    const text = order.texts[columns.text[cellAt]];
    const code = columns.status[cellAt];
    const status = Number.isNaN(code) ? "" : cells.STATUSES[code];
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

/**
 * @param {PivotState} state
 */
const heightOf = ({ host }) => parseFloat(getComputedStyle(host).getPropertyValue("--ana-row")) || 36;

/**
 * @param {PivotState} state
 */
function paint(state) {
  const { frame, body, rows, table, order } = state;
  if (!order) return;
  const height = heightOf(state);
  const from = isPrinting ? 0 : Math.max(0, Math.floor(frame.scrollTop / height) - SPARE_ROWS);
  const inSight = Math.ceil((frame.scrollTop + frame.clientHeight) / height) + SPARE_ROWS;
  const to = isPrinting ? rows.length : Math.min(rows.length, inSight);
  /** @param {number} count */
  const spacer = (count) => {
    const line = node("tr", "ana-spacer");
    line.setAttribute("aria-hidden", "true");
    line.style.height = `${count * height}px`;
    return line;
  };
  const lines = [];
  if (from > 0) lines.push(spacer(from));
  for (let at = from; at < to; at += 1) lines.push(rowAt(state, at));
  if (to < rows.length) lines.push(spacer(rows.length - to));
  body.replaceChildren(...lines);
  table.setAttribute("aria-rowcount", String(rows.length + 1));
  const isActive = state.active >= from && state.active < to;
  if (isActive) table.setAttribute("aria-activedescendant", `${state.host.id}-row-${state.active}`);
  else table.removeAttribute("aria-activedescendant");
}

/**
 * @param {PivotState} state
 */
function paintSoon(state) {
  if (state.request) return;
  state.request = requestAnimationFrame(() => {
    state.request = 0;
    paint(state);
  });
}

/**
 * Filter the rows, and say how many there are and what is left out.
 * @param {PivotState} state
 */
function arrange(state) {
  const { order, wish, table } = state;
  state.rows = rowsOf(order, wish.search);
  state.active = state.rows.findIndex((row) => order.codes[row] === wish.selected);
  state.caption.textContent = order.caption;
  table.setAttribute("aria-label", say("pivot-keys", wish.language, { caption: order.caption }));
  const [some, all] = [state.rows.length, order.codes.length].map((one) =>
    format.number(one, 0, wish.language),
  );
  const count =
    some === all
      ? say("pivot-rows", wish.language, { count: all })
      : say("pivot-rows_some", wish.language, { some, all });
  state.foot.textContent = [count, order.note].filter(Boolean).join(" · ");
}

/**
 * @param {PivotState} state
 * @param {number} at
 */
function choose(state, at) {
  const row = state.rows[at];
  if (row !== undefined) state.wish.on.select(state.order.codes[row]);
}

/**
 * @param {PivotState} state
 * @param {KeyboardEvent} event
 */
function onKey(state, event) {
  if (event.target !== state.table) return;
  const height = heightOf(state);
  const page = Math.max(1, Math.floor(state.frame.clientHeight / height) - 2);
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  if (event.key in moves) {
    state.active = Math.max(0, Math.min(state.rows.length - 1, state.active + moves[event.key]));
    reveal(state);
    paint(state);
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight")
    state.frame.scrollLeft += event.key === "ArrowLeft" ? -2 * NARROWEST : 2 * NARROWEST;
  else if (event.key === "Enter" || event.key === " ") choose(state, state.active);
  else return;
  event.preventDefault();
}

/**
 * Bring the active row into sight.
 * @param {PivotState} state
 */
function reveal(state) {
  const { frame, active, head } = state;
  if (active < 0) return;
  const height = heightOf(state);
  const room = frame.clientHeight - head.offsetHeight;
  const top = active * height;
  if (top < frame.scrollTop || top + height > frame.scrollTop + room)
    frame.scrollTop = Math.max(0, top - room / 2 + height / 2);
}

/**
 * Show a table of the server's.
 * @param {HTMLElement} host
 * @param {PivotOrder} order
 * @param {Columns} columns
 * @param {PivotWish} wish
 */
export function show(host, order, columns, wish) {
  let state = tables.get(host);
  if (!state || !host.contains(state.frame)) state = build(host);
  const isSame = Boolean(state.order) && state.order.kind === order.kind;
  Object.assign(state, { order, columns, wish });
  paintHead(state);
  arrange(state);
  if (!isSame) [state.frame.scrollTop, state.frame.scrollLeft] = [0, 0];
  paint(state);
  const { scrollTop } = state.frame;
  reveal(state);
  if (state.frame.scrollTop !== scrollTop) paint(state);
}

/**
 * Change what needs no answer: picked row, search.
 * @param {HTMLElement} host
 * @param {PivotWish} wish
 */
export function change(host, wish) {
  const state = tables.get(host);
  if (!state || !state.order) return;
  const isMove = state.wish.selected !== wish.selected;
  if (state.wish.search !== wish.search) state.frame.scrollTop = 0;
  state.wish = wish;
  arrange(state);
  if (isMove) reveal(state);
  paint(state);
}

/**
 * @param {HTMLElement} host
 * @param {string} language
 * @param {() => void} again
 */
export function sayFailure(host, language, again) {
  const word = ranking.words(language);
  const button = node("button", "ioc-map__retry", word.retry);
  button.type = "button";
  button.addEventListener("click", again);
  const notice = node("p", "ana-pivot-caption", `${word.failed} `);
  notice.setAttribute("role", "alert");
  notice.append(button);
  const state = tables.get(host);
  if (state) standing.delete(state);
  tables.delete(host);
  host.replaceChildren(notice);
}

/** What this module hears from the page's begin on; main.js calls it once: paper shows all rows. */
export function listen() {
  for (const event of ["beforeprint", "afterprint"])
    window.addEventListener(event, () => {
      isPrinting = event === "beforeprint";
      for (const state of standing) {
        if (!state.host.isConnected) standing.delete(state);
        else if (!state.host.hidden) paint(state);
      }
    });
}
