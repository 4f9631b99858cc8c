/* The trail: who did what to tokens, sessions, walls and numbers; by kind and day, page by page. */
import { targetOf } from "../core/element.js";
import { absent } from "../core/absent.js";
import * as admin from "./admin.js";
import * as parts from "../forms/parts.js";
import { field, h, input, recordTable, select } from "../forms/parts.js";

const PATH = "/quan-tri/nhat-ky/danh-sach";
const VERIFY_PATH = "/quan-tri/nhat-ky/nguyen-ven";

/** @type {TrailPage} */
let list = absent();

/**
 * @param {string} act
 * @param {string} day
 */
const begin = (act, day) => ({
  act,
  day,
  items: null,
  more: false,
  acts: (list && list.acts) || [],
  isAsking: false,
  fault: "",
  wrong: [],
});

/**
 * @param {AdminPage} page
 * @param {string | number} before
 */
async function ask(page, before) {
  const mine = list;
  mine.isAsking = true;
  const query = new URLSearchParams({ viec: mine.act, ngay: mine.day, truoc: String(before) });
  const { status, content } = await parts.ask(`${PATH}?${query}`, undefined, page.language);
  mine.isAsking = false;
  if (mine !== list) return;
  if (status === 401 || status === 403) return void location.reload();
  mine.fault = "";
  mine.wrong = [];
  if (status === 200) {
    mine.items = [...((before && mine.items) || []), ...content.items];
    mine.more = content.more;
    mine.acts = content.acts;
  } else if (status === 422) {
    mine.items = [];
    mine.more = false;
    mine.wrong = content.problems;
  } else mine.fault = status === 0 ? page.words.unreached_reading : page.words.failed_reading;
  if (!document.querySelector(".ioc-trail")) return;
  const focused = document.activeElement?.closest(".ioc-field")?.getAttribute("data-field");
  admin.draw();
  if (focused) document.querySelector(`.ioc-trail [data-field="${focused}"] :is(select, input)`)?.focus();
  if (mine.wrong.length) parts.sayFaults(document.querySelector(".ioc-trail"), mine.wrong);
}

/**
 * @param {AdminPage} page
 */
function draw(page) {
  const { words } = page;
  if (list === null) list = begin("", "");
  if (list.items === null && !list.isAsking && !list.fault) ask(page, "");
  /**
   * @param {string} act
   * @param {string} day
   * @param {string} name
   */
  const again = (act, day, name) => {
    list = begin(act, day);
    admin.draw();
    document.querySelector(`.ioc-trail [data-field="${name}"] :is(select, input)`)?.focus();
  };
  const day = input(list.day, () => {}, {
    inputmode: "numeric",
    maxlength: 10,
    onchange: (/** @type {Event} */ event) => again(list.act, targetOf(event).value.trim(), "ngay"),
  });
  return h(
    "div",
    { class: "ioc-admin-tokens ioc-records ioc-trail" },
    h("h2", {}, words.trail),
    h("p", { class: "ioc-field-hint" }, words.trail_about),
    admin.saidLine(),
    h(
      "div",
      { class: "ioc-records-filter" },
      field(
        "viec",
        words.act,
        select(list.act, [["", words.every_act], ...list.acts], (act) => again(act, list.day, "viec")),
      ),
      field("ngay", words.day, day, { hint: words.day_about }),
    ),
    h(
      "form",
      {
        class: "ioc-trail-chain",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          void verify(page);
        },
      },
      field(
        "ma",
        words.mark,
        input("", () => {}, { maxlength: 64 }),
        { hint: words.mark_about },
      ),
      h(
        "button",
        {
          type: "submit",
          class: "btn btn-outline-primary ioc-records-more",
        },
        words.verify,
      ),
      h("output", {}),
    ),
    ...parts.records(
      list,
      words,
      list.wrong.length ? "" : words.trail_none,
      () => table(words),
      (last) => ask(page, last),
    ),
  );
}

/**
 * What a step changed, field by field; nothing where it changed no thing.
 * @param {[string, string, string][]} changes
 * @param {Record<string, string>} words
 */
function changesOf(changes, words) {
  if (!changes.length) return "";
  return h(
    "details",
    { class: "ioc-trail-changes" },
    h("summary", {}, words.changes),
    h(
      "dl",
      {},
      changes.map(([name, before, after]) => [
        h("dt", {}, name),
        h("dd", {}, [before, after].filter(Boolean).join(" → ")),
      ]),
    ),
  );
}

/**
 * Say whether the whole trail agrees with its digests.
 * @param {AdminPage} page
 */
async function verify(page) {
  const line = document.querySelector(".ioc-trail-chain output");
  if (!line) return;
  line.textContent = page.words.loading;
  const mark = document.querySelector(".ioc-trail-chain input")?.value || "";
  const query = new URLSearchParams({ ma: mark });
  const { status, content } = await parts.ask(`${VERIFY_PATH}?${query}`, undefined, page.language);
  if (status === 401 || status === 403) return void location.reload();
  const fault = status === 0 ? page.words.unreached_reading : page.words.failed_reading;
  line.textContent = status === 200 ? content.text : fault;
  line.classList.toggle("is-bad", status !== 200 || !content.whole);
}

/**
 * @param {Record<string, string>} words
 */
function table(words) {
  /**
   * @param {string} label
   * @param {string} text
   */
  const cell = (label, text) => h("td", { "data-label": label }, text || "–");
  return recordTable(
    [words.at, words.act, words.actor, words.subject, words.address],
    (list.items || []).map((each) =>
      h(
        "tr",
        { "data-number": each.number },
        h("th", { scope: "row", tabindex: "-1" }, each.at),
        cell(words.act, each.act),
        cell(words.actor, each.actor),
        h("td", { "data-label": words.subject }, each.subject || "–", changesOf(each.changes, words)),
        cell(words.address, each.address || words.command),
      ),
    ),
  );
}

const isBusy = () => Boolean(document.activeElement?.closest(".ioc-trail"));

/** @type {AdminSection} */
export const section = {
  list: "trail",
  title: "trail",
  fresh: "trail",
  form: (item) => item,
  blank: () => ({}),
  name: () => "",
  about: () => "",
  draw,
  isBusy,
  enter: () => {
    list = absent();
  },
};
