/* The first step: a form with its period, and the file. */
import { fill, h } from "../forms/parts.js";
import { noteItem } from "./notes.js";
import { recordsView } from "./records.js";

const KINDS = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt";

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
export function chooseView(page, acts) {
  const { words } = page;
  return [
    h(
      "div",
      { class: "ioc-handin-choose" },
      h(
        "section",
        { class: "ioc-handin-card", "aria-label": words.form },
        h("h2", {}, words.form),
        formList(page, acts),
        typeLink(page),
      ),
      h("section", { class: "ioc-handin-card ioc-handin-take" }, dropZone(page, acts), faults(page)),
    ),
    recordsView(page, acts),
  ];
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function formList(page, acts) {
  const { words, forms } = page;
  if (forms === null) return h("p", { class: "ioc-handin-quiet" }, words.loading);
  if (!forms.length) return h("p", { class: "ioc-handin-quiet" }, words.forms_none);
  return h(
    "div",
    { class: "ioc-handin-forms", role: "radiogroup", "aria-label": words.form },
    forms.map((each, at) =>
      h(
        "label",
        { class: `ioc-handin-form ${each === page.choice ? "is-chosen" : ""}` },
        h("input", {
          type: "radio",
          name: "handin-form",
          value: at,
          checked: each === page.choice,
          "data-focus": `form-${at}`,
          onchange: () => acts.choose(each),
        }),
        h("span", { class: "ioc-handin-form-name" }, each.name),
        h("span", { class: "ioc-handin-form-period" }, each.period_name),
        deadline(words, each),
      ),
    ),
  );
}

/**
 * The way to type the numbers of the chosen form, for accounts with an area.
 * @param {SheetPage} page
 */
function typeLink(page) {
  const { words, choice, mayType } = page;
  if (!mayType || !choice) return null;
  const query = new URLSearchParams({ bieu: choice.code, ky: choice.period });
  return h(
    "a",
    { class: "btn btn-outline-primary ioc-handin-type", href: `/nop-so/nhap?${query}` },
    words.type,
    choice.typed > 0 && h("small", {}, fill(words.type_before, { count: choice.typed })),
  );
}

/**
 * @param {Record<string, string>} words
 * @param {FormChoiceItem} item
 */
function deadline(words, item) {
  if (item.days_late) {
    const text = fill(words.days_late, { count: item.days_late });
    return h("span", { class: "ioc-handin-late" }, text);
  }
  if (item.days_left === null) return null;
  const text = item.days_left ? fill(words.days_left, { count: item.days_left }) : words.last_day;
  return h("span", { class: "ioc-handin-left" }, text);
}

/**
 * @param {SheetPage} page
 * @param {any} acts
 */
function dropZone(page, acts) {
  const { words } = page;
  const input = h("input", {
    type: "file",
    accept: KINDS,
    class: "visually-hidden",
    id: "handin-file",
    onchange: (event) => acts.take([...event.target.files]),
  });
  const zone = h(
    "label",
    { class: "ioc-handin-zone", for: "handin-file" },
    h("span", { class: "ioc-handin-arrow", "aria-hidden": "true" }, "⇪"),
    h("strong", {}, words.here),
    h("span", { class: "ioc-handin-quiet" }, words.or),
    h("span", { class: "btn btn-primary" }, words.choose),
    input,
    h("small", {}, fill(words.kinds, { most: page.most / 2 ** 20 })),
  );
  /**
   * @param {boolean} is
   */
  const over = (is) => (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", is);
  };
  zone.addEventListener("dragenter", over(true));
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    acts.take([...(event.dataTransfer?.files || [])]);
  });
  return zone;
}

/**
 * @param {SheetPage} page
 */
function faults(page) {
  if (!page.fault) return null;
  return h(
    "div",
    { class: "ioc-handin-fault", role: "alert" },
    h("p", {}, page.fault),
    page.problems.length > 0 &&
      h(
        "ul",
        {},
        page.problems.map((each) => noteItem(each, null)),
      ),
  );
}
