/* The cell of each number of a submission, and its original to download. */
import { room } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { h, recordTable } from "../forms/parts.js";

const PATH = "/nop-so/lan-nop";

/**
 * @param {number} submission
 * @param {string} language
 */
export function originsButton(submission, language, className = "btn btn-sm btn-outline-primary") {
  const words = room("drop", language);
  return h(
    "button",
    {
      type: "button",
      class: className,
      "aria-label": `${words.open} ${submission}`,
      onclick: () => originsDialog(submission, language, words),
    },
    words.open,
  );
}

/**
 * Show the cell of each number of a submission, with its original to download; they come while it is open.
 * @param {number} submission
 * @param {string} language
 * @param {Record<string, string>} words
 */
async function originsDialog(submission, language, words) {
  const id = parts.fresh("origins");
  const wait = h("p", { role: "status" }, words.loading);
  const close = h(
    "button",
    { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close() },
    words.close,
  );
  const ways = h("div", { class: "ioc-question-ways" }, close);
  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "ioc-question ioc-origins", "aria-labelledby": id },
    h("h2", { id }, `${words.number} ${submission}`),
    wait,
    ways,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  const { status, content } = await parts.ask(`${PATH}/${submission}`, undefined, language, 60000);
  if (status !== 200) {
    wait.replaceWith(h("p", { role: "alert" }, parts.refusalText(status, content, language, words)));
    return;
  }
  const table = originTable(content, words);
  wait.replaceWith(facts(content, words), table);
  ways.prepend(originalLink(submission, words));
  // The arrows scroll the cells, as where they are there from the start.
  if (document.activeElement === close) table.focus();
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
 * The cell of a number, or how it was typed.
 * @param {SheetOrigin} origin
 * @param {Record<string, string>} words
 */
function placeOf({ sheet, cell, is_unchanged }, words) {
  if (cell) return `${sheet}!${cell}`;
  return is_unchanged ? words.origin_unchanged : words.origin_typed;
}

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
          h("td", { "data-label": words.origin_cell }, placeOf(each, words)),
          h("td", { "data-label": words.origin_text, class: "ioc-origins-text" }, each.text),
        ),
      ),
      { class: "ioc-tokens" },
      words.origins,
    ),
    content.more && h("p", { class: "ioc-handin-quiet" }, "…"),
  );
