/* Before handing in: how many numbers, which are missing, what is wrong; afterwards the receipt. */
import { number } from "../core/format.js";
import { fill, h } from "../forms/parts.js";
import { originalLink, originsButton } from "../handin/origins.js";
import { seeAddress } from "../handin/receipt.js";
import { room } from "../core/words.js";
import { faultOf } from "./number-text.js";
import { keysOf, tally } from "./screens.js";
import { sentence } from "./screen-view.js";

/** @param {EntryPage} page */
const isFaulty = (page) => (/** @type {string} */ key, /** @type {string} */ text) => {
  const slot = page.slots.get(key)?.slot;
  return slot !== undefined && faultOf(text, slot) !== "";
};

/** @param {EntryPage} page */
export const tallyAll = (page) =>
  tally([...page.slots.keys()], page.memory.numbers, page.content?.reported || {}, isFaulty(page));

/**
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
export function reviewView(page, acts) {
  const { words, language } = page;
  const count = tallyAll(page);
  const line = (/** @type {string} */ key, /** @type {number} */ many) =>
    fill(words[key], { count: number(many, 0, language) });
  return h(
    "div",
    { class: "ioc-phone-review" },
    h("h2", { class: "ioc-phone-title", tabindex: "-1" }, words.review),
    h(
      "ul",
      { class: "ioc-phone-counts" },
      h("li", { class: "is-good" }, line("count_typed", count.typed)),
      count.unchanged > 0 && h("li", {}, line("count_unchanged", count.unchanged)),
      count.reported > 0 && h("li", {}, line("count_reported", count.reported)),
      count.missing > 0 && h("li", { class: "is-warn" }, line("count_missing", count.missing)),
      count.faulty > 0 && h("li", { class: "is-bad" }, line("count_faulty", count.faulty)),
    ),
    count.missing > 0 && h("p", { class: "ioc-phone-quiet" }, words.missing_about),
    !count.typed && h("p", { class: "ioc-phone-quiet" }, words.nothing_yet),
    page.state !== "saved" && h("p", { class: "ioc-phone-quiet" }, words.network_first),
    page.fault && h("p", { class: "ioc-phone-fault", role: "alert" }, page.fault),
    faults(page, acts),
    screenList(page, acts),
  );
}

/**
 * Hands in, once all is on the server and no number is wrong.
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
export function handInButton(page, acts) {
  const { words, language, state, isHanding } = page;
  const count = tallyAll(page);
  return h(
    "button",
    {
      type: "button",
      class: "ioc-phone-next",
      disabled: !count.typed || count.faulty > 0 || state !== "saved" || isHanding,
      onclick: () => acts.handIn(count),
    },
    isHanding ? words.storing : fill(words.hand_in, { count: number(count.typed, 0, language) }),
  );
}

/**
 * What the server found wrong, each with the way to its field.
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
function faults(page, acts) {
  const { problems, slots } = page;
  if (!problems.length) return null;
  return h(
    "ul",
    { class: "ioc-phone-faults" },
    problems.map((each) => {
      const place = slots.get(each.key);
      if (!place) return h("li", {}, sentence(each));
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", onclick: () => acts.go(place.screen, each.key) },
          h("strong", {}, `${place.area} · ${place.slot.name}`),
          h("span", {}, sentence(each)),
        ),
      );
    }),
  );
}

/**
 * All screens with how far they are; pressing one opens it.
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
function screenList(page, acts) {
  const { words, screens, memory, content } = page;
  return h(
    "ol",
    { class: "ioc-phone-screens" },
    screens.map((each, at) => {
      const keys = keysOf(each);
      const count = tally(keys, memory.numbers, content?.reported || {}, isFaulty(page));
      const ready = count.typed + count.reported;
      const whole = ready === keys.length ? "good" : "warn";
      const state = count.faulty ? "bad" : ready ? whole : "none";
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: `is-${state}`, onclick: () => acts.go(at, "") },
          h("span", {}, each.name, each.part && h("small", {}, ` ${each.part}`)),
          h("span", { class: "ioc-phone-share" }, fill(words.share, { some: ready, all: keys.length })),
        ),
      );
    }),
  );
}

/**
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
export function receiptView(page, acts) {
  const { words, language, content } = page;
  const receipt = /** @type {EntryReceipt} */ (page.receipt);
  const own = room("drop", language);
  /** @type {[string, Child][]} */
  const facts = [
    [own.number, receipt.submission],
    [own.form_name, content?.name],
    [own.period, content?.period_name],
    [words.marked, receipt.unchanged > 0 && number(receipt.unchanged, 0, language)],
    [words.missing, receipt.missing > 0 && number(receipt.missing, 0, language)],
    [own.at, receipt.at],
    [own.sender, receipt.sender],
    [own.digest, h("code", {}, receipt.sha256)],
  ];
  return h(
    "section",
    { class: "ioc-phone-receipt" },
    h("span", { class: "ioc-handin-tick", "aria-hidden": "true" }, "✓"),
    h(
      "h2",
      { class: "ioc-phone-title", tabindex: "-1" },
      fill(own.done, { count: number(receipt.numbers, 0, language) }),
    ),
    h("p", { class: "ioc-phone-quiet" }, receipt.waits ? own.done_waits : words.done_about),
    h(
      "dl",
      { class: "ioc-handin-facts" },
      facts.map(([label, text]) => text && h("div", {}, h("dt", {}, label), h("dd", {}, text))),
    ),
    receipt.remarks.length > 0 &&
      h(
        "div",
        { class: "ioc-phone-told" },
        h("strong", {}, own.remarks),
        receipt.remarks.map((each) => {
          const place = page.slots.get(each.key);
          const name = place ? `${place.area} · ${place.slot.name}: ` : "";
          return h("p", {}, name, sentence(each));
        }),
      ),
    h(
      "div",
      { class: "ioc-phone-ways" },
      h("button", { type: "button", class: "btn btn-primary", onclick: () => acts.again() }, words.correct),
      h("a", { class: "btn btn-outline-primary", href: seeAddress(receipt) }, own.see),
      originsButton(receipt.submission, language, "btn btn-outline-primary"),
      originalLink(receipt.submission, words),
      h("a", { class: "btn btn-outline-primary", href: "/nop-so/nhap" }, words.other_form),
    ),
  );
}
