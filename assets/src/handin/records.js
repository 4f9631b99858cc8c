/* What one handed in, and the cell of each of its numbers. */
import { number } from "../core/format.js";
import * as parts from "../forms/parts.js";
import { fill, h, recordTable } from "../forms/parts.js";
import { originsButton } from "./origins.js";

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
export function recordsView(page, acts) {
  const { words, records } = page;
  return h(
    "section",
    { class: "ioc-handin-card ioc-handin-records" },
    h("h2", {}, words.mine),
    ...parts.records(records, words, words.mine_none, () => table(page), acts.older),
  );
}

/**
 * @param {SheetPage} page
 */
function table(page) {
  const { words } = page;
  const headings = [words.number, words.received, words.form_name, words.period, words.file, words.numbers];
  return recordTable(
    [...headings, words.state, ""],
    (page.records.items || []).map((each) => row(page, each)),
  );
}

/**
 * @param {SheetPage} page
 * @param {SheetRecord} item
 */
function row(page, item) {
  const { words } = page;
  /**
   * @param {string} label
   * @param {...Child} content
   */
  const cell = (label, ...content) => h("td", { "data-label": label }, content);
  const name = page.forms?.find((each) => each.code === item.form)?.name || item.form;
  return h(
    "tr",
    { "data-number": item.number },
    h("th", { scope: "row", tabindex: "-1" }, item.number),
    cell(words.received, item.received_at),
    cell(words.form_name, name),
    cell(words.period, item.period),
    cell(words.file, item.name),
    cell(words.numbers, number(item.cells, 0, page.language)),
    cell(words.state, state(page, item)),
    h("td", {}, originsButton(item.number, page.language)),
  );
}

/**
 * @param {SheetPage} page
 * @param {SheetRecord} item
 */
function state(page, item) {
  const { words } = page;
  const { verification } = item;
  if (verification.state === "returned")
    return [
      h("strong", { class: "ioc-handin-returned" }, words.returned),
      h("small", {}, fill(words.returned_by, verification)),
      h("small", {}, words.hand_in_again),
    ];
  if (item.withdrawn) return words.withdrawn;
  if (item.waits) return words.waits;
  if (!item.standing) return words.replaced;
  const count = number(item.standing, 0, page.language);
  return [
    item.standing === item.cells ? words.counting : fill(words.some_count, { count }),
    h("small", {}, verification.state === "handed_in" ? words.preliminary : verification.state_name),
  ];
}
