/* The submission that a verifier is at: its numbers beside those of the period before, its file, the steps. */
import { fill, h, recordTable } from "../forms/parts.js";
import { originalLink, originsButton } from "./origins.js";
import { room } from "../core/words.js";

/**
 * @param {VerificationRow} item
 * @param {string} before  the period before, in words
 * @param {{ language: string, words: Record<string, string>, onReturn: () => void,
 *   onAllow: (() => void) | null }} about
 */
export function detailView(item, before, { language, words, onReturn, onAllow }) {
  const drop = room("drop", language);
  return h(
    "section",
    { class: "ioc-handin-card ioc-verify-detail", "aria-label": words.detail },
    h("h2", {}, item.name),
    h(
      "p",
      { class: "ioc-handin-quiet" },
      fill(words.sent, { number: item.number, sender: item.sender, at: item.received_at }),
      item.unit && ` · ${item.unit}`,
    ),
    item.refusal && h("p", { class: "ioc-lateness-note" }, item.refusal),
    item.warnings.map((each) => h("p", { class: "ioc-lateness-note" }, each)),
    recordTable(
      [words.indicator, words.now, before],
      item.numbers.map((each) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, each.name, each.area && h("small", {}, each.area)),
          h(
            "td",
            { class: each.before === each.now ? "is-equal" : "" },
            each.now,
            each.mark && h("small", {}, each.mark),
          ),
          h("td", {}, each.before || "–", each.before_demo && h("small", {}, each.before_demo)),
        ),
      ),
      { class: "ioc-verify-numbers" },
    ),
    item.more > 0 && h("p", { class: "ioc-handin-quiet" }, fill(words.more, { count: item.more })),
    h(
      "div",
      { class: "ioc-handin-ways" },
      originsButton(item.number, language, "btn btn-outline-primary"),
      originalLink(item.number, drop),
      item.may_return &&
        !item.refusal &&
        h("button", { type: "button", class: "btn btn-outline-danger", onclick: onReturn }, words.return),
      onAllow &&
        h("button", { type: "button", class: "btn btn-outline-secondary", onclick: onAllow }, words.allow),
    ),
  );
}
