/* The ranked table: thousands of rows, of which only those in sight are in the page. */
import { absent } from "../core/absent.js";
import { node, targetOf } from "../core/element.js";
import * as data from "../core/data.js";
import * as moves from "../core/moves.js";
import * as cells from "../core/shown.js";
import * as ranking from "../map/ranking.js";
import * as words from "../core/words.js";
import { footText, gather, orderOf, rankedOf, sortOf, usualSort, whole } from "./arrange.js";
import { movedSince } from "./changes.js";
import { nextRow, onPaper, pageOf, paintRows, reveal, watch } from "./in-sight.js";
import { MARKS, rowOf } from "./row.js";

const COLUMNS = ["rank", "name", "value", "change", "status", "parts", "complete"];
/** @type {WeakMap<Element, TableState>} */
const tables = new WeakMap();

/**
 * @param {HTMLElement} host
 */
function build(host) {
  const frame = node("div", "ana-scroll");
  const table = node("table", "ana-grid");
  table.setAttribute("role", "grid");
  table.tabIndex = 0;
  const head = node("thead", "");
  const headRow = node("tr", "");
  head.append(headRow);
  const body = node("tbody", "");
  table.append(head, body);
  frame.append(table);
  const caption = node("div", "ana-table-order");
  const notice = node("div", "ana-table-notice");
  notice.hidden = true;
  notice.setAttribute("role", "status");
  const foot = node("div", "ana-table-foot");
  host.replaceChildren(caption, frame, notice, foot);
  /** @type {TableState} */
  const state = {
    host,
    frame,
    table,
    head: headRow,
    body,
    notice,
    foot,
    caption,
    order: [],
    heads: [],
    rows: absent(),
    search: [],
    nameOrder: new Int32Array(0),
    active: -1,
    job: null,
    wish: absent(),
  };
  state.heads = COLUMNS.map((name) => {
    const cell = node("th", `ana-col-${name}`);
    cell.scope = "col";
    const button = node("button", "");
    button.type = "button";
    button.addEventListener("click", () => sortBy(state, name));
    cell.append(button);
    headRow.append(cell);
    return { name, cell, button };
  });
  watch(state, () => paint(state));
  table.addEventListener("keydown", (event) => onKey(state, event));
  body.addEventListener("click", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (!row) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) state.wish.on.compare(String(row.dataset.code));
    else choose(state, Number(row.dataset.at), false);
  });
  body.addEventListener("dblclick", (event) => {
    const row = targetOf(event).closest("tr[data-at]");
    if (row) choose(state, Number(row.dataset.at), true);
  });
  body.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const row = targetOf(event).closest("tr[data-at]");
    state.wish.on.hover(row ? row.dataset.code : null);
  });
  body.addEventListener("pointerleave", () => state.wish.on.hover(null));
  tables.set(host, state);
  return state;
}

/**
 * Filter and sort, and say so.
 * @param {TableState} state
 */
function arrange(state) {
  const { wish, rows } = state;
  if (!rows) return;
  state.order = orderOf(state);
  const { name, down } = sortOf(wish);
  heads(state, name, down);
  state.active = state.order.findIndex((row) => rows.directory.codes[row] === wish.selected);
  state.foot.textContent = footText(state);
  const word = ranking.words(wish.language);
  if (!state.order.length) tell(state, word.noHit, word.noHitHint);
  else quiet(state);
}

// ---- painting -----------------------------------------------------------------------------

/**
 * The heading of a column; that of changes names a base period that somebody chose.
 * @param {TableWish} wish
 * @param {string} name
 */
function headText({ base, before, language }, name) {
  if (name === "change" && base && before) return moves.sinceText(before, language);
  return ranking.words(language)[name];
}

/**
 * @param {TableState} state
 * @param {string} column
 * @param {boolean} down
 */
function heads(state, column, down) {
  const word = ranking.words(state.wish.language);
  for (const { name, cell, button } of state.heads) {
    button.textContent = headText(state.wish, name);
    // For paper (shell/print.css).
    cell.dataset.words = button.textContent;
    const here = name === column;
    cell.setAttribute("aria-sort", here ? (down ? "descending" : "ascending") : "none");
  }
  state.table.setAttribute("aria-label", word.table);
  state.caption.textContent = column === "rank" ? word[down ? "worst_first" : "best_first"] : "";
}

/**
 * @param {TableState} state
 */
function paint(state) {
  if (state.rows) paintRows(state, state.order.length, (at) => rowOf(state, at));
}

/**
 * Room for the longest numerator and denominator: villages have two digits, provinces seven.
 * @param {TableState} state
 */
function widen(state) {
  if (!state.rows.parts) return;
  const { numerator, denominator } = state.rows.parts;
  let high = 0;
  for (let row = 0; row < numerator.length; row += 1) {
    const both = (numerator[row] || 0) + (denominator[row] || 0);
    if (both > high) high = both;
  }
  const letters = 2 * whole(high, state.wish).length + 1;
  state.table.style.setProperty("--ana-parts", `${Math.max(100, Math.min(172, letters * 7 + 18))}px`);
}

/**
 * @param {TableState} state
 * @param {string} title
 * @param {string} [hint]
 */
function tell(state, title, hint) {
  state.notice.replaceChildren(node("strong", "", title), node("span", "", hint || ""));
  state.notice.hidden = false;
}

/**
 * @param {TableState} state
 */
function quiet(state) {
  state.notice.hidden = true;
}

// ---- hand and keys ------------------------------------------------------------------------

/**
 * @param {TableState} state
 * @param {number} at
 * @param {boolean} drill
 */
function choose(state, at, drill) {
  const row = state.order[at];
  if (row === undefined) return;
  state.active = at;
  state.wish.on[drill ? "drill" : "select"](state.rows.directory.codes[row]);
}

/**
 * @param {TableState} state
 * @param {KeyboardEvent} event
 */
function onKey(state, event) {
  if (event.target !== state.table) return;
  const next = nextRow(event.key, state.active, state.order.length, pageOf(state));
  if (next !== null) {
    state.active = next;
    reveal(state);
    paint(state);
    const row = state.order[next];
    if (row !== undefined) state.wish.on.hover(state.rows.directory.codes[row]);
  } else if (event.key === "Enter" || event.key === " ") {
    const row = state.order[state.active];
    if (row === undefined) return;
    choose(
      state,
      state.active,
      event.key === "Enter" && state.rows.directory.codes[row] === state.wish.selected,
    );
  } else {
    return;
  }
  event.preventDefault();
}

/**
 * @param {TableState} state
 * @param {string} name
 */
function sortBy(state, name) {
  const usual = usualSort(state.wish);
  const now = state.wish.sort || usual;
  // What is worth seeing first: the usual end of the ranks, the first name, the greatest number.
  const first = name === "rank" ? usual : ["name", "status"].includes(name) ? name : `-${name}`;
  const other = first.startsWith("-") ? name : `-${name}`;
  const next = now === first ? other : first;
  state.wish.on.sort(next === usual ? "" : next);
}

// ---- showing ------------------------------------------------------------------------------

/**
 * Paint new rows; an area that was not raised before is brought into sight.
 * @param {TableState} state
 * @param {boolean} isSame  whether the areas are those of before
 * @param {boolean} isRaised  whether another area is raised than before
 */
function lay(state, isSame, isRaised) {
  arrange(state);
  if (!isSame) state.frame.scrollTop = 0;
  widen(state);
  paint(state);
  if (isSame && !isRaised) return;
  // Only a painted table is as high as its rows, and can be scrolled to one of them.
  reveal(state);
  paint(state);
}

/**
 * Add what the slice lacks: how areas move, what numbers are made of.
 * @param {TableState} state
 * @param {Promise<Change | null | undefined> | null} moving
 * @param {AbortSignal} signal
 */
async function complete(state, moving, signal) {
  const { wish, rows } = state;
  if (moving && !rows.changes) {
    const changes = await moving;
    if (signal.aborted) return;
    rows.changes = changes || null;
    rows.change = changes ? changes.values : null;
    arrange(state);
    paint(state);
  }
  if (wish.light || rows.parts) return;
  const parts = await rows.slice.parts();
  if (signal.aborted) return;
  rows.parts = parts || null;
  widen(state);
  if (["parts", "complete"].includes(sortOf(state.wish).name)) arrange(state);
  paint(state);
}

/**
 * Ask for the rows of the table's wish and paint them.
 * @param {TableState} state
 * @param {string} before  the code that was raised
 * @param {AbortSignal} signal
 */
async function bring(state, before, signal) {
  const { wish } = state;
  const url = data.withQuery(wish.spec.slice, "period", wish.period);
  const [slice, directory] = await Promise.all([
    data.slice({ slice: url }, { signal }),
    data.directory(wish.spec.directory, { signal }),
  ]);
  if (signal.aborted || directory.codes.length !== slice.header.n) return;
  const isSame = Boolean(state.rows) && state.rows.directory === directory;
  const moving = wish.before && !wish.light ? movedSince(slice, wish.before, url, signal) : null;
  // What the rows are sorted by is waited for; else it follows when it comes.
  const isAwaited = sortOf(wish).name === "change" || Boolean(wish.move);
  gather(
    state,
    directory,
    slice,
    moves.changesSince(slice, wish.before) || (isAwaited ? await moving : null),
  );
  if (signal.aborted) return;
  lay(state, isSame, before !== wish.selected);
  await complete(state, moving, signal);
}

/**
 * Show what a wish says: {spec, directory (address), period, before, selected, search, status,
 * sort, language, light, on}. `before` is the period to compare with or null;
 * `light` leaves out what costs another request (while time runs). Resolves when painted.
 * @param {string} hostId
 * @param {TableWish} wish
 */
export async function show(hostId, wish) {
  const host = document.getElementById(hostId);
  if (!host) return;
  let state = tables.get(host);
  if (!state || !host.contains(state.frame)) state = build(host);
  const before = state.wish ? state.wish.selected : "";
  state.wish = { ...wish, language: words.knownLanguage(wish.language) };
  if (state.job) state.job.abort();
  const { signal } = (state.job = new AbortController());
  const loading = ranking.words(state.wish.language).loading;
  const waiting = setTimeout(() => !state.rows && tell(state, loading), 300);
  try {
    await bring(state, before, signal);
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.name === "AbortError")) return;
    sayFailure(state);
  } finally {
    clearTimeout(waiting);
  }
}

/**
 * @param {TableState} state
 */
function sayFailure(state) {
  const word = ranking.words(state.wish.language);
  tell(state, word.failed);
  const button = node("button", "ioc-map__retry", word.retry);
  button.type = "button";
  button.addEventListener("click", () => show(state.host.id, state.wish));
  state.notice.append(button);
}

/**
 * Change what needs no data: selected, search, status, move, sort.
 * @param {string} hostId
 * @param {Partial<TableWish>} some
 */
export function change(hostId, some) {
  const state = tables.get(document.getElementById(hostId));
  if (!state || !state.wish) return;
  const isMove = "selected" in some && some.selected !== state.wish.selected;
  Object.assign(state.wish, some);
  if (!state.rows) return;
  arrange(state);
  if (isMove) {
    paint(state);
    reveal(state);
  } else if ("search" in some || "sort" in some || "status" in some || "move" in some)
    state.frame.scrollTop = 0;
  paint(state);
}

/**
 * What the table says of one area: {name, cell, rank, of, statusWord, mark}, or null.
 * @param {string} hostId
 * @param {string} code
 */
export function row(hostId, code) {
  const state = tables.get(document.getElementById(hostId));
  if (!state || !state.rows) return null;
  const { rows } = state;
  const at = rows.directory.row.get(code);
  if (at === undefined) return null;
  return {
    name: rows.directory.full_names[at],
    cell: cells.cellOf(rows.slice, at),
    rank: rows.rank[at],
    of: rankedOf(rows),
    statusWord: ranking.words(state.wish.language)[`status_${rows.status[at]}`],
    mark: MARKS[rows.status[at]],
  };
}

/** What this module hears from the page's begin on; main.js calls it once: paper shows all rows. */
export function listen() {
  onPaper(() => {
    for (const host of document.querySelectorAll(".ana-table")) {
      const state = tables.get(host);
      if (state) paint(state);
    }
  });
}
