/* The sheet as it is, each cell in the colour of what it is taken for. */
import { number } from "../core/format.js";
import { fill, h } from "../forms/parts.js";

export const MORE_ROWS = 150;
const FIGURE = /^[+\-−(]?\s*\d[\d.,\s]*%?\)?$/;
const LEGEND = ["number", "waiting", "unknown", "foreign", "area", "indicator", "period", "total", "ignored"];

/**
 * The letters of a column, as a spreadsheet shows them.
 * @param {number} column
 * @returns {string}
 */
export const letters = (column) =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/**
 * What each cell with a number is, by row and column.
 * @param {SheetPicture} sheet
 */
export function numbersByPlace(sheet) {
  /** @type {Map<string, {texts: string[], state: string}>} */
  const places = new Map();
  for (const [row, column, text, state] of sheet.numbers) {
    const key = `${row} ${column}`;
    const before = places.get(key);
    places.set(key, { texts: [...(before?.texts || []), text], state });
  }
  return places;
}

/**
 * The merged ranges of rows that are drawn: how far each first cell reaches, and which cells it covers.
 * @param {[number, number, number, number][]} merges
 * @param {number} rows
 * @param {number} columns
 */
export function spans(merges, rows, columns) {
  /** @type {Map<string, [number, number]>} */
  const firsts = new Map();
  /** @type {Set<string>} */
  const covers = new Set();
  for (const [top, left, bottom, right] of merges) {
    if (top >= rows || left >= columns) continue;
    const end = [Math.min(bottom, rows - 1), Math.min(right, columns - 1)];
    firsts.set(`${top} ${left}`, [end[0] - top + 1, end[1] - left + 1]);
    for (let row = top; row <= end[0]; row += 1)
      for (let column = left; column <= end[1]; column += 1)
        if (row !== top || column !== left) covers.add(`${row} ${column}`);
  }
  return { firsts, covers };
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 * @param {(place: SheetPlace, scope: "cell" | "column" | "row") => void} open
 */
export function sheetView(page, acts, open) {
  const { words } = page;
  const { sheets } = /** @type {SheetReading} */ (page.reading);
  const sheet = sheets[page.sheet] || sheets[0];
  if (!sheet) return h("div", { class: "ioc-handin-sheet" }, words.empty_sheet);
  const detail = h("p", { class: "ioc-sheet-detail", role: "status" }, words.look);
  return h(
    "div",
    { class: "ioc-handin-sheet" },
    h("div", { class: "ioc-sheet-top" }, sheets.length > 1 && tabs(page, acts), reads(page, acts, sheet)),
    h(
      "ul",
      { class: "ioc-sheet-legend" },
      LEGEND.map((each) =>
        h("li", {}, h("span", { class: `ioc-sheet-key is-${each}` }), words[`role_${each}`]),
      ),
    ),
    h(
      "div",
      { class: "ioc-sheet-frame", tabindex: "0", role: "region", "aria-label": sheet.name },
      table(page, sheet, detail, open),
    ),
    more(page, acts, sheet),
    detail,
  );
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function tabs(page, acts) {
  const { words } = page;
  const { sheets } = /** @type {SheetReading} */ (page.reading);
  return h(
    "div",
    { class: "ioc-sheet-tabs", role: "group", "aria-label": words.sheet_label },
    sheets.map((each, at) =>
      h(
        "button",
        {
          type: "button",
          class: "ioc-sheet-tab",
          "aria-pressed": String(at === page.sheet),
          "data-focus": `tab-${at}`,
          onclick: () => {
            page.sheet = at;
            page.rows = MORE_ROWS;
            acts.draw();
          },
        },
        each.name,
        each.is_hidden && h("small", {}, ` (${words.sheet_hidden})`),
        !each.is_read && h("small", {}, ` · ${words.sheet_aside}`),
      ),
    ),
  );
}

/**
 * Whether a sheet is read at all: of a file with several, or a hidden one.
 * @param {SheetPage} page
 * @param {any} acts
 * @param {SheetPicture} sheet
 */
function reads(page, acts, sheet) {
  const { words } = page;
  const several = /** @type {SheetReading} */ (page.reading).sheets.length > 1;
  if (!several && sheet.is_read) return null;
  return h(
    "button",
    {
      type: "button",
      class: "btn btn-sm btn-outline-secondary ioc-sheet-reads",
      "data-focus": "reads",
      onclick: () => acts.correct({ sheet: sheet.name, role: sheet.is_read ? "ignored" : "number" }),
    },
    sheet.is_read ? words.sheet_leave : words.sheet_read,
  );
}

/**
 * @param {SheetPage} page
 * @param {SheetPicture} sheet
 * @param {HTMLElement} detail
 * @param {(place: SheetPlace, scope: "cell" | "column" | "row") => void} open
 */
function table(page, sheet, detail, open) {
  const { words } = page;
  const rows = Math.min(page.rows, sheet.cells.length);
  const width = sheet.cells[0]?.length || 0;
  if (!rows || !width) return h("p", { class: "ioc-handin-quiet" }, words.empty_sheet);
  const numbers = numbersByPlace(sheet);
  const { firsts, covers } = spans(sheet.merges, rows, width);
  /**
   * @param {number} row
   * @param {number} column
   */
  const place = (row, column) => ({
    sheet: sheet.name,
    cell: `${letters(column)}${row + 1}`,
    row,
    column,
  });
  const element = h(
    "table",
    { class: "ioc-sheet" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", {}),
        Array.from({ length: width }, (_, column) =>
          h(
            "th",
            { scope: "col" },
            h(
              "button",
              {
                type: "button",
                tabindex: "-1",
                "aria-label": fill(words.column, { column: letters(column) }),
                onclick: () => open(place(0, column), "column"),
              },
              letters(column),
            ),
          ),
        ),
      ),
    ),
  );
  const body = h("tbody");
  for (let row = 0; row < rows; row += 1) {
    const line = h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        h(
          "button",
          {
            type: "button",
            tabindex: "-1",
            "aria-label": fill(words.row, { row: row + 1 }),
            onclick: () => open(place(row, 0), "row"),
          },
          row + 1,
        ),
      ),
    );
    for (let column = 0; column < width; column += 1) {
      const key = `${row} ${column}`;
      if (covers.has(key)) continue;
      const cell = cellElement(words, sheet, row, column, numbers.get(key), firsts.get(key));
      line.append(cell);
    }
    body.append(line);
  }
  element.append(body);
  listen(element, detail, words, (cell) => open(placeOf(sheet.name, cell.dataset.cell || ""), "cell"));
  return element;
}

/**
 * @param {Record<string, string>} words
 * @param {SheetPicture} sheet
 * @param {number} row
 * @param {number} column
 * @param {{texts: string[], state: string} | undefined} own  what it is, where it is a number of the form
 * @param {[number, number] | undefined} span
 */
function cellElement(words, sheet, row, column, own, span) {
  const [text, at] = sheet.cells[row][column];
  const { role, reason } = sheet.meanings[at];
  const kind = own && own.state !== "ready" ? own.state : role;
  const [down, across] = span || [1, 1];
  const cell = h("td", {
    class: `is-${kind}${FIGURE.test(text) ? " is-figure" : ""}`,
    tabindex: "-1",
    "data-cell": `${letters(column)}${row + 1}`,
    rowspan: down > 1 && down,
    colspan: across > 1 && across,
  });
  cell.textContent = text;
  const why = own ? own.texts.join("; ") : reason;
  cell.dataset.why = `${words[`role_${kind}`]}${why ? `: ${why}` : ""}`;
  return cell;
}

/**
 * A place by its letters and number.
 * @param {string} sheet
 * @param {string} cell
 */
function placeOf(sheet, cell) {
  const [, name, row] = /** @type {RegExpMatchArray} */ (cell.match(/^([A-Z]+)(\d+)$/));
  const column = [...name].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1;
  return { sheet, cell, row: Number(row) - 1, column };
}

/**
 * Pointing at a cell, or the arrows, say what it is; a press opens it.
 * @param {HTMLElement} element
 * @param {HTMLElement} detail
 * @param {Record<string, string>} words
 * @param {(cell: HTMLElement) => void} open
 */
function listen(element, detail, words, open) {
  /**
   * @param {HTMLElement | null} cell
   */
  const tell = (cell) => {
    if (!cell?.dataset.cell) return;
    const name = fill(words.cell, { cell: cell.dataset.cell });
    detail.replaceChildren(h("strong", {}, name), ` · ${cell.dataset.why}`);
  };
  element.addEventListener("mouseover", (event) =>
    tell(/** @type {HTMLElement} */ (event.target).closest("td")),
  );
  element.addEventListener("focusin", (event) =>
    tell(/** @type {HTMLElement} */ (event.target).closest("td")),
  );
  element.addEventListener("click", (event) => {
    const cell = /** @type {HTMLElement} */ (event.target).closest("td[data-cell]");
    if (cell) open(cell);
  });
  const first = element.querySelector("td[data-cell]");
  if (first) first.tabIndex = 0;
  element.addEventListener("keydown", (event) => {
    const cell = /** @type {HTMLElement} */ (event.target).closest("td[data-cell]");
    if (!cell) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return open(cell);
    }
    const next = neighbour(element, cell, event.key);
    if (!next) return;
    event.preventDefault();
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

/**
 * The cell that an arrow leads to.
 * @param {HTMLElement} element
 * @param {HTMLElement} cell
 * @param {string} key
 */
function neighbour(element, cell, key) {
  /** @type {Record<string, [number, number]>} */
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  if (!(key in steps)) return null;
  const { row, column } = placeOf("", cell.dataset.cell || "");
  const [down, right] = steps[key];
  // Over cells that a merged range covers.
  for (let step = 1; step < 60; step += 1) {
    const to = column + right * step;
    const next = to >= 0 && element.querySelector(`[data-cell="${letters(to)}${row + 1 + down * step}"]`);
    if (next) return next;
  }
  return null;
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 * @param {SheetPicture} sheet
 */
function more(page, acts, sheet) {
  const { words } = page;
  const rows = Math.min(page.rows, sheet.cells.length);
  const width = sheet.cells[0]?.length || 0;
  const left = sheet.rows - rows;
  return [
    h(
      "p",
      { class: "ioc-sheet-more" },
      rows < sheet.cells.length &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-sm btn-outline-secondary",
            onclick: () => {
              page.rows = rows + MORE_ROWS;
              acts.draw();
            },
          },
          words.rows_more,
        ),
      left > 0 && h("span", {}, fill(words.rows_left, { count: number(left, 0, page.language) })),
      sheet.columns > width &&
        h("span", {}, fill(words.columns_left, { count: number(sheet.columns - width, 0, page.language) })),
    ),
  ];
}
