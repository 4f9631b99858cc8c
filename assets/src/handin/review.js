/* The second step: the sheet beside what has to be decided about it. */
import { fill, h } from "../forms/parts.js";
import { number } from "../core/format.js";
import { correctDialog } from "./correct.js";
import { chips, groupedNotes, noteItem } from "./notes.js";
import { letters, sheetView } from "./sheet.js";

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
export function reviewView(page, acts) {
  const reading = /** @type {SheetReading} */ (page.reading);
  /**
   * Show a cell: its sheet, its row in sight, marked.
   * @param {SheetPlace} place
   */
  const show = (place) => {
    page.sheet = reading.sheets.findIndex((each) => each.name === place.sheet);
    page.rows = Math.max(page.rows, place.row + 20);
    acts.draw();
    const cell = page.room.querySelector(`td[data-cell="${place.cell}"]`);
    cell?.scrollIntoView({ block: "center", inline: "center", behavior: "smooth" });
    cell?.focus({ preventScroll: true });
    cell?.classList.add("is-called");
  };
  /**
   * @param {SheetPlace} place
   * @param {"cell" | "column" | "row"} scope
   */
  const open = (place, scope) => correctDialog(page, place, scope, acts.correct);
  return [
    head(page, acts),
    h(
      "div",
      { class: "ioc-handin-review", "aria-busy": page.work ? "true" : "false" },
      sheetView(page, acts, open),
      h("div", { class: "ioc-handin-side" }, side(page, acts, show)),
    ),
    foot(page, acts),
  ];
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function head(page, acts) {
  const { words, choice, file, reading } = page;
  if (!choice || !file || !reading) return null;
  const { counts } = reading;
  /**
   * @param {number} count
   * @param {string} label
   * @param {string} kind
   */
  const figure = (count, label, kind) =>
    (count > 0 || kind === "ready") &&
    h(
      "span",
      { class: `ioc-handin-figure is-${kind}` },
      h("strong", {}, number(count, 0, page.language)),
      " ",
      label,
    );
  return h(
    "div",
    { class: "ioc-handin-sum" },
    h(
      "div",
      { class: "ioc-handin-what" },
      h("h2", {}, `${choice.name} · ${choice.period_name}`),
      h("p", { class: "ioc-handin-quiet" }, file.name),
    ),
    h(
      "div",
      { class: "ioc-handin-figures", role: "status" },
      figure(counts.ready, words.ready, "ready"),
      figure(counts.waiting, words.waiting, "waiting"),
      figure(counts.unread, words.unclear, "unknown"),
      figure(counts.foreign, words.outside, "foreign"),
    ),
    h(
      "button",
      { type: "button", class: "btn btn-outline-secondary", onclick: () => acts.back() },
      words.other,
    ),
  );
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 * @param {import("./notes.js").Show} show
 */
function side(page, acts, show) {
  const { words } = page;
  const reading = /** @type {SheetReading} */ (page.reading);
  const { counts } = reading;
  const isClear =
    !reading.left_out && !counts.faults && !counts.alone && !reading.assumptions.length && counts.ready > 0;
  const isNothing = !counts.ready && !reading.left_out;
  return [
    page.fault &&
      h(
        "div",
        { class: "ioc-handin-fault", role: "alert" },
        h("p", {}, page.fault),
        page.problems.length > 0 && groupedNotes(page.problems, show, words, page.problems.length),
      ),
    isClear && h("p", { class: "ioc-handin-clear" }, words.all_clear),
    isNothing && h("p", { class: "ioc-handin-fault" }, words.nothing),
    doubts(page, acts, show),
    section(words.faults, "is-bad", "", reading.faults, show, words, counts.faults),
    section(words.unread, "is-bad", words.unread_about, reading.unread, show, words, counts.unread),
    section(words.foreign, "is-bad", "", reading.foreign, show, words, counts.foreign),
    section(words.alone, "is-warn", "", reading.alone, show, words, counts.alone),
    corrections(page, acts),
    section(words.remarks, "is-warn", "", reading.remarks, show, words, reading.remarks.length),
    totals(reading, show, words),
    section(words.aside, "", "", reading.aside, show, words, reading.aside.length),
  ];
}

/**
 * @param {string} title
 * @param {string} kind
 * @param {string} about
 * @param {SheetNote[]} notes
 * @param {import("./notes.js").Show} show
 * @param {Record<string, string>} words
 * @param {number} all
 */
const section = (title, kind, about, notes, show, words, all) =>
  notes.length > 0 &&
  h(
    "section",
    { class: `ioc-handin-part ${kind}` },
    h("h3", {}, title, " ", h("span", { class: "ioc-handin-count" }, all)),
    about && h("p", { class: "ioc-handin-quiet" }, about),
    groupedNotes(notes, show, words, all),
  );

/** What an assumption is about: those of one kind may be confirmed together. @param {SheetDoubt} each */
const kindOf = (each) => each.key.split(":")[0];

/**
 * @param {SheetPage} page
 * @param {any} acts
 * @param {import("./notes.js").Show} show
 */
function doubts(page, acts, show) {
  const { words } = page;
  const all = /** @type {SheetReading} */ (page.reading).assumptions;
  const isRight = (/** @type {SheetDoubt} */ each) => each.is_settled || page.agreements.has(each.key);
  const waiting = all.filter((each) => !isRight(each));
  if (!all.length) return null;
  /** @type {Map<string, SheetDoubt[]>} */
  const kinds = new Map();
  for (const each of waiting) kinds.set(kindOf(each), [...(kinds.get(kindOf(each)) || []), each]);
  const several = [...kinds.values()].filter((each) => each.length > 1);
  return h(
    "section",
    { class: `ioc-handin-part ${waiting.length ? "is-warn" : "is-good"}` },
    h(
      "h3",
      {},
      waiting.length ? words.confirm : words.agreed,
      " ",
      h("span", { class: "ioc-handin-count" }, waiting.length || all.length),
    ),
    waiting.length > 0 && h("p", { class: "ioc-handin-quiet" }, words.confirm_about),
    several.map((group) =>
      h(
        "button",
        {
          type: "button",
          class: "btn btn-sm btn-outline-primary ioc-handin-all",
          "data-focus": `all-${kindOf(group[0])}`,
          onclick: () =>
            acts.agree(
              group.map((each) => each.key),
              true,
            ),
        },
        fill(words.yes_all, { count: group.length }),
      ),
    ),
    h(
      "ul",
      { class: "ioc-handin-notes" },
      all.map((each) =>
        h(
          "li",
          { class: `ioc-handin-note ioc-handin-doubt ${isRight(each) ? "is-right" : ""}` },
          h("span", {}, each.text),
          chips(each.places, each.count, show, words),
          (!each.is_settled || page.agreements.has(each.key)) &&
            h(
              "button",
              {
                type: "button",
                class: `btn btn-sm ${isRight(each) ? "btn-outline-secondary" : "btn-primary"}`,
                "data-focus": `agree-${each.key}`,
                onclick: () => acts.agree([each.key], !isRight(each)),
              },
              isRight(each) ? words.undo : words.yes,
            ),
        ),
      ),
    ),
  );
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function corrections(page, acts) {
  const { words } = page;
  if (!page.corrections.length) return null;
  return h(
    "section",
    { class: "ioc-handin-part" },
    h("h3", {}, words.changed),
    h(
      "ul",
      { class: "ioc-handin-notes" },
      page.corrections.map((each) =>
        h(
          "li",
          { class: "ioc-handin-note ioc-handin-doubt" },
          h("span", {}, placeName(words, each), ": ", meaning(page, each)),
          h(
            "button",
            {
              type: "button",
              class: "btn btn-sm btn-outline-secondary",
              onclick: () => acts.dropCorrection(each),
            },
            words.change_back,
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Record<string, string>} words
 * @param {SheetCorrection} each
 */
function placeName(words, each) {
  const { row, column } = each;
  if (row === undefined && column === undefined) return each.sheet;
  if (row === undefined) return fill(words.column, { column: letters(Number(column)) });
  if (column === undefined) return fill(words.row, { row: row + 1 });
  return fill(words.cell, { cell: `${letters(column)}${row + 1}` });
}

/**
 * @param {SheetPage} page
 * @param {SheetCorrection} each
 */
function meaning(page, each) {
  const { words, form } = page;
  if (each.row === undefined && each.column === undefined)
    return each.role === "number" ? words.sheet_read : words.sheet_leave;
  if (each.role === "area") return words["set_names"];
  if (each.role !== "number") return words[`set_${each.role}`] || each.role;
  const slot = form?.slots.find((one) => one.indicator === each.indicator && one.part === each.part);
  const area = form?.areas.find(([code]) => code === each.area);
  const texts = [slot && `${slot.name}, ${slot.part_name}`, area && area[1]];
  if (each.scale) texts.push(`× ${number(each.scale, 0, page.language)}`);
  if (each.manner) texts.push(`${words.mark}: ${words[`mark_${each.manner}`]}`);
  return texts.filter(Boolean).join(" · ") || words["set_number"];
}

/**
 * @param {SheetReading} reading
 * @param {import("./notes.js").Show} show
 * @param {Record<string, string>} words
 */
function totals(reading, show, words) {
  if (!reading.totals.length) return null;
  return h(
    "section",
    { class: "ioc-handin-part" },
    h("h3", {}, words.totals),
    h(
      "ul",
      { class: "ioc-handin-notes" },
      reading.totals.slice(0, 12).map((each) =>
        noteItem(
          {
            ...each,
            text: "",
            reason: `${fill(words.total, { stated: each.stated, summed: each.summed })}: ${each.agrees ? words.agrees : words.differs}`,
          },
          show,
        ),
      ),
    ),
  );
}

/**
 * What of the store changes.
 * @param {Record<string, string>} words
 * @param {SheetReading["replacement"]} replacement
 * @param {string} language
 */
function newsText(words, replacement, language) {
  if (!replacement) return "";
  /** @type {[number, string][]} */
  const parts = [
    [replacement.new, words.cells_new],
    [replacement.differing, words.cells_differing],
    [replacement.equal, words.cells_equal],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, text]) => fill(text, { count: number(count, 0, language) }))
    .join(" · ");
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function foot(page, acts) {
  const { words } = page;
  const reading = /** @type {SheetReading} */ (page.reading);
  const { counts, replacement } = reading;
  const mayLeave = !reading.left_out || page.leaves;
  const isReady = counts.ready > 0 && !counts.faults && mayLeave && !page.work;
  const wait = mayLeave ? "" : fill(words.wait_first, { count: number(reading.left_out, 0, page.language) });
  const news = counts.ready ? newsText(words, replacement, page.language) : "";
  const text = page.work || [wait, news].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "ioc-handin-foot" },
    h("p", { class: "ioc-handin-quiet", role: "status" }, text),
    reading.left_out > 0 &&
      counts.ready > 0 &&
      h(
        "label",
        { class: "ioc-handin-leave" },
        h("input", {
          type: "checkbox",
          class: "form-check-input",
          checked: page.leaves,
          "data-focus": "leave",
          disabled: Boolean(page.work),
          onchange: (event) => acts.leave(event.target.checked),
        }),
        fill(words.leave, { count: number(reading.left_out, 0, page.language) }),
      ),
    h(
      "button",
      {
        type: "button",
        class: "btn btn-primary ioc-handin-go",
        disabled: !isReady,
        onclick: () => acts.handIn(),
      },
      fill(words.hand_in, { count: number(counts.ready, 0, page.language) }),
    ),
  );
}
