/* What was handed in: who, when, what still counts; taking one back after seeing what that changes. */
import { absent } from "../core/absent.js";
import * as admin from "./admin.js";
import * as format from "../core/format.js";
import * as parts from "../forms/parts.js";
import { field, fill, h, recordTable, select } from "../forms/parts.js";
import { originsButton } from "../handin/origins.js";

const PATH = "/quan-tri/lan-nop";
const NAMED = 4;
// A hand-in of a million numbers is looked through, and what it touched is summed up anew.
const READ_MS = 60000;
const WITHDRAW_MS = 600000;

/** @type {HandInPage} */
let list = absent();
// One question at a time, however often somebody presses while the server thinks.
let isOpen = false;

/**
 * @param {string} state
 */
const begin = (state) => ({ state, items: null, more: false, isAsking: false, fault: "" });

/**
 * Ask for a page of hand-ins; the older ones follow those that are there.
 * @param {AdminPage} page
 * @param {string | number} before
 */
async function ask(page, before) {
  const mine = list;
  mine.isAsking = true;
  const query = `?loai=${mine.state}${before ? `&truoc=${before}` : ""}`;
  const { status, content } = await parts.ask(`${PATH}/danh-sach${query}`, undefined, page.language, READ_MS);
  mine.isAsking = false;
  if (mine !== list) return;
  if (status === 401 || status === 403) return void location.reload();
  if (status !== 200) mine.fault = status === 0 ? page.words.unreached_reading : page.words.failed_reading;
  else {
    mine.fault = "";
    mine.items = [...((before && mine.items) || []), ...content.items];
    mine.more = content.more;
  }
  if (document.querySelector(".ioc-hand-ins")) admin.draw();
}

/**
 * @param {AdminPage} page
 */
function draw(page) {
  const { words } = page;
  if (list === null) list = begin("");
  if (list.items === null && !list.isAsking && !list.fault) ask(page, "");
  /** @type {[string, string][]} */
  const states = [
    ["", words.hand_ins_all],
    ["tinh", words.hand_ins_counting],
    ["rut", words.hand_ins_withdrawn],
  ];
  /**
   * @param {string} state
   */
  const again = (state) => {
    list = begin(state);
    admin.draw();
    document.querySelector(".ioc-records-filter select")?.focus();
  };
  return h(
    "div",
    { class: "ioc-admin-tokens ioc-records ioc-hand-ins" },
    h("h2", {}, words.hand_ins),
    h(
      "p",
      { class: "ioc-field-hint" },
      words.hand_ins_about,
      " ",
      h("a", { href: "/nop-so" }, words.hand_in_here),
    ),
    admin.saidLine(),
    h("div", { class: "ioc-records-filter" }, field("loai", words.show, select(list.state, states, again))),
    ...parts.records(
      list,
      words,
      words.hand_ins_none,
      () => table(page),
      (last) => ask(page, last),
    ),
  );
}

/**
 * @param {AdminPage} page
 */
function table(page) {
  const { words } = page;
  const headings = [
    words.hand_in,
    words.received,
    words.sender,
    words.file,
    words.of_indicators,
    words.of_periods,
    words.cells,
    words.state,
  ];
  return recordTable(
    [...headings, ""],
    (list.items || []).map((each) => row(page, each)),
  );
}

/**
 * @param {AdminPage} page
 * @param {HandInItem} item
 */
function row(page, item) {
  const { words } = page;
  /**
   * @param {string} label
   * @param {...Child} content
   */
  const cell = (label, ...content) => h("td", { "data-label": label }, content);
  /**
   * @param {number} value
   */
  const number = (value) => format.number(value, 0, page.language);
  /**
   * @param {string[]} texts
   */
  const some = (texts) =>
    texts.slice(0, NAMED).join(", ") +
    (texts.length > NAMED ? ` ${fill(words.and_more, { count: texts.length - NAMED })}` : "");
  const standing =
    item.standing === item.cells ? words.all_stand : fill(words.stand, { count: number(item.standing) });
  return h(
    "tr",
    { "data-number": item.number },
    h("th", { scope: "row", tabindex: "-1" }, fill(words.hand_in_number, { number: item.number })),
    cell(words.received, item.received_at),
    cell(words.sender, item.sender || words.sender_unknown),
    cell(words.file, item.name, h("small", {}, ` (${item.kind})`)),
    h(
      "td",
      {
        "data-label": words.of_indicators,
        title: item.indicators.map((each) => `${each.code} ${each.name}`).join("\n"),
      },
      some(item.indicators.map((each) => each.name || each.code)),
    ),
    cell(words.of_periods, some(item.periods)),
    cell(words.cells, number(item.cells), !item.withdrawn && h("small", {}, ` (${standing})`)),
    cell(words.state, state(item, words)),
    h(
      "td",
      { class: "ioc-hand-in-ways" },
      item.has_file && originsButton(item.number, page.language),
      !item.withdrawn &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-sm btn-outline-danger",
            "aria-label": fill(words.withdraw_number, { number: item.number }),
            onclick: () => withdraw(page, item),
          },
          words.withdraw,
        ),
    ),
  );
}

/**
 * @param {HandInItem} handInItem
 * @param {Record<string, string>} words
 */
function state({ withdrawn: withdrawal }, words) {
  if (!withdrawal) return words.counting;
  if (!withdrawal.by) return words.withdrawn_unknown;
  return fill(words.withdrawn_by, {
    at: withdrawal.at || "",
    by: withdrawal.by,
    reason: withdrawal.reason || "",
  });
}

/**
 * Show what would change, ask once, with the reason; then take it back.
 * @param {AdminPage} page
 * @param {HandInItem} item
 */
async function withdraw(page, item) {
  if (isOpen) return;
  isOpen = true;
  try {
    await askAndWithdraw(page, item);
  } finally {
    isOpen = false;
  }
}

/**
 * @param {AdminPage} page
 * @param {HandInItem} item
 */
async function askAndWithdraw(page, item) {
  const { words, language } = page;
  const { status, content } = await parts.ask(`${PATH}/${item.number}/neu-rut`, undefined, language, READ_MS);
  if (status !== 200)
    return void alertLine(status === 0 ? words.unreached_reading : content.error || words.failed_reading);
  const reason = await question(page, item, content);
  if (reason === null) return;
  const slow = { wait: WITHDRAW_MS, unreached: words.withdraw_unreached };
  const pending = admin.act(
    "withdraw",
    { code: String(item.number), reason, standing: content.standing },
    slow,
  );
  const line = document.querySelector(".ioc-hand-ins .ioc-admin-said");
  if (line) line.textContent = parts.fill(words.withdrawing, { number: item.number });
  const answer = await pending;
  list = begin(list.state);
  if (answer) {
    admin.open("", [parts.fill(words.withdrawn_done, { number: item.number }), "good"]);
  } else {
    const why = document.querySelector(".ioc-admin-said")?.textContent || words.failed;
    admin.open("", [why, "bad"]);
  }
  document.querySelector(".ioc-records-filter select")?.focus();
}

/**
 * @param {string} text
 */
function alertLine(text) {
  admin.open("", [text, "bad"]);
}

/**
 * Resolves to the reason, or null where it was left.
 * @param {AdminPage} page
 * @param {HandInItem} item
 * @param {HandInEffect} effect
 */
function question(page, item, effect) {
  const { words } = page;
  return new Promise((resolve) => {
    /** @type {string | null} */
    let answer = null;
    const text = h("textarea", { class: "form-control", rows: "2", maxlength: "500", required: true });
    const reasonField = field("reason", words.reason, text, { hint: words.reason_about });
    /**
     * @param {Event} event
     */
    const send = (event) => {
      event.preventDefault();
      const reason = text.value.trim();
      reasonField.classList.toggle("is-wrong", !reason);
      reasonField.querySelector(".ioc-field-fault").textContent = reason ? "" : words.reason_missing;
      if (!reason) return void text.focus();
      answer = reason;
      dialog.close("yes");
    };
    const heading = `withdraw-${item.number}`;
    /** @type {HTMLDialogElement} */
    const dialog = h(
      "dialog",
      { class: "ioc-question ioc-withdraw", "aria-labelledby": heading },
      h(
        "form",
        { novalidate: true, onsubmit: send },
        h("h2", { id: heading }, fill(words.withdraw_ask, { number: item.number, name: effect.name })),
        effect.lines.map((each) => h("p", {}, each)),
        effect.cells.length > 0 && cells(words, effect),
        reasonField,
        h(
          "div",
          { class: "ioc-question-ways" },
          h(
            "button",
            { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close("") },
            words.cancel,
          ),
          h(
            "button",
            { class: "btn btn-danger", type: "submit" },
            fill(words.withdraw_number, { number: item.number }),
          ),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? answer : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    text.focus();
  });
}

/**
 * @param {Record<string, string>} words
 * @param {HandInEffect} effect
 */
function cells(words, effect) {
  return recordTable(
    [words.area, words.of_indicators, words.of_periods, words.now, words.then],
    effect.cells.map((each) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, each.area),
        h("td", {}, each.indicator),
        h("td", {}, each.period),
        h("td", {}, each.now),
        h("td", {}, each.then),
      ),
    ),
    { class: "ioc-withdraw-cells" },
    effect.standing > effect.cells.length ? words.first_cells : words.these_cells,
  );
}

const isBusy = () => Boolean(isOpen || document.activeElement?.closest(".ioc-hand-ins"));

/** @type {AdminSection} */
export const section = {
  list: "hand_ins",
  title: "hand_ins",
  fresh: "hand_ins",
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
