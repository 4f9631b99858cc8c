/* The last step: what was taken, when, under which digest. */
import { number } from "../core/format.js";
import { fill, h } from "../forms/parts.js";
import { originalLink, originsButton } from "./origins.js";
import { recordsView } from "./records.js";

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
export function receiptView(page, acts) {
  const { words, language, choice } = page;
  const receipt = /** @type {SheetReceipt} */ (page.receipt);
  /** @type {[string, Child][]} */
  const facts = [
    [words.number, receipt.submission],
    [words.form_name, choice?.name],
    [words.period, choice?.period_name],
    [words.file, receipt.file],
    [words.digest, h("code", {}, receipt.sha256)],
    [words.at, receipt.at],
    [words.sender, receipt.sender],
    [
      words.left_out,
      receipt.left_out > 0 && fill(words.left_out_count, { count: number(receipt.left_out, 0, language) }),
    ],
  ];
  return [
    h(
      "section",
      { class: "ioc-handin-card ioc-handin-receipt" },
      h("span", { class: "ioc-handin-tick", "aria-hidden": "true" }, "✓"),
      h("h2", { tabindex: "-1" }, fill(words.done, { count: number(receipt.numbers, 0, language) })),
      h("p", { class: "ioc-handin-quiet" }, receipt.waits ? words.done_waits : words.done_about),
      h(
        "dl",
        { class: "ioc-handin-facts" },
        facts.map(([label, text]) => text && h("div", {}, h("dt", {}, label), h("dd", {}, text))),
      ),
      h(
        "div",
        { class: "ioc-handin-ways" },
        h("button", { type: "button", class: "btn btn-primary", onclick: () => acts.back() }, words.next),
        h("a", { class: "btn btn-outline-primary", href: seeAddress(receipt) }, words.see),
        originsButton(receipt.submission, language, "btn btn-outline-primary"),
        originalLink(receipt.submission, words),
      ),
    ),
    recordsView(page, acts),
  ];
}

/**
 * The analysis page with the first indicator of what was handed in.
 * @param {{vintage: string, period: string, indicators: string[]}} receipt
 */
export function seeAddress(receipt) {
  const query = new URLSearchParams({ "ky-dia-gioi": receipt.vintage, ky: receipt.period });
  if (receipt.indicators.length) query.set("chi-so", receipt.indicators[0]);
  return `/phan-tich?${query}`;
}
