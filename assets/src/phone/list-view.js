/* The forms that may be typed today, what closes first, first. */
import { fill, h } from "../forms/parts.js";

/** @param {EntryPage} page */
export function listView(page) {
  const { words, forms, fault } = page;
  if (fault) return h("p", { class: "ioc-phone-fault", role: "alert" }, fault);
  if (!forms) return h("p", { class: "ioc-phone-quiet", role: "status" }, words.loading);
  if (!forms.length) return h("p", { class: "ioc-phone-quiet" }, words.forms_none);
  return h(
    "div",
    { class: "ioc-phone-list" },
    h("h2", {}, words.choose),
    forms.map((each) =>
      h(
        "a",
        { class: "ioc-phone-choice", href: addressOf(each) },
        h("strong", {}, each.name),
        h("span", {}, each.period_name),
        deadline(words, each),
        each.typed > 0 && h("em", {}, fill(words.typed_before, { count: each.typed })),
      ),
    ),
  );
}

/** @param {{code: string, period: string}} item */
const addressOf = ({ code, period }) => `/nop-so/nhap?${new URLSearchParams({ bieu: code, ky: period })}`;

/**
 * @param {Record<string, string>} words
 * @param {FormChoiceItem} item
 */
function deadline(words, item) {
  if (item.days_late)
    return h("span", { class: "is-late" }, fill(words.days_late, { count: item.days_late }));
  if (item.days_left === null) return null;
  return h("span", {}, item.days_left ? fill(words.days_left, { count: item.days_left }) : words.last_day);
}
