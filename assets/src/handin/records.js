/* What one handed in, and the cell of each of its numbers. */
import { number } from "../core/format.js";
import * as parts from "../forms/parts.js";
import { fill, h, recordTable } from "../forms/parts.js";

const PATH = "/nop-so/lan-nop";

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
    h(
      "td",
      {},
      h(
        "button",
        {
          type: "button",
          class: "btn btn-sm btn-outline-primary",
          "aria-label": `${words.open} ${item.number}`,
          onclick: () => originsDialog(item.number, page.language, words),
        },
        words.open,
      ),
    ),
  );
}

/**
 * @param {SheetPage} page
 * @param {SheetRecord} item
 */
function state(page, item) {
  const { words } = page;
  if (item.withdrawn) return words.withdrawn;
  if (item.standing === item.cells) return words.counting;
  if (!item.standing) return words.replaced;
  return fill(words.some_count, { count: number(item.standing, 0, page.language) });
}

/**
 * Show the cell of each number of a submission, with its original to download.
 * @param {number} submission
 * @param {string} language
 * @param {Record<string, string>} words
 */
export async function originsDialog(submission, language, words) {
  const { status, content } = await parts.ask(`${PATH}/${submission}`, undefined, language, 60000);
  const id = parts.fresh("origins");
  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "ioc-question ioc-origins", "aria-labelledby": id },
    h("h2", { id }, `${words.number} ${submission}`),
    status === 200
      ? [facts(content, words), originTable(content, words), originalLink(submission, words)]
      : h("p", { role: "alert" }, parts.refusalText(status, content, language, words)),
    h(
      "div",
      { class: "ioc-question-ways" },
      h(
        "button",
        { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close() },
        words.close,
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {number} submission
 * @param {Record<string, string>} words
 */
export const originalLink = (submission, words) =>
  h(
    "a",
    { class: "btn btn-outline-primary", href: `${PATH}/${submission}/tep`, download: "" },
    words.original,
  );

/**
 * @param {any} content
 * @param {Record<string, string>} words
 */
const facts = (content, words) =>
  h(
    "dl",
    { class: "ioc-handin-facts" },
    [
      [words.file, content.name],
      [words.digest, h("code", {}, content.sha256)],
      [words.sender, content.sender],
      [words.at, content.received_at],
    ].map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text))),
  );

/**
 * @param {{origins: SheetOrigin[], more: boolean}} content
 * @param {Record<string, string>} words
 */
const originTable = (content, words) =>
  h(
    "div",
    { class: "ioc-origins-frame", tabindex: "0", role: "region", "aria-label": words.origins },
    recordTable(
      [words.origin_indicator, words.origin_area, words.period, words.origin_cell, words.origin_text],
      content.origins.map((each) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, `${each.indicator}, ${each.part}`, h("small", {}, each.name)),
          h("td", { "data-label": words.origin_area }, each.area),
          h("td", { "data-label": words.period }, each.period),
          h("td", { "data-label": words.origin_cell }, `${each.sheet}!${each.cell}`),
          h("td", { "data-label": words.origin_text, class: "ioc-origins-text" }, each.text),
        ),
      ),
      { class: "ioc-tokens" },
      words.origins,
    ),
    content.more && h("p", { class: "ioc-handin-quiet" }, "…"),
  );
