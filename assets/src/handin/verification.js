/* A verifier's list: what passes is ticked and verified, the rest returned with a reason, all by keyboard. */
import { absent } from "../core/absent.js";
import { number } from "../core/format.js";
import { room } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { fill, h } from "../forms/parts.js";
import { detailView } from "./verification-detail.js";
import { askReason } from "./verification-reason.js";

const PATH = "/nop-so/viec/xac-nhan";
const WAIT_MS = 120000;

/** @type {VerificationPage} */
let page = absent();

/**
 * @param {{language: string}} data
 */
async function start(data) {
  const place = document.getElementById("verification-room");
  if (!place || !data) return null;
  const query = new URLSearchParams(location.search);
  page = {
    room: place,
    language: data.language,
    words: room("verify", data.language),
    form: query.get("bieu") || "",
    period: query.get("ky") || "",
    content: null,
    ticks: new Set(),
    at: 0,
    work: "",
    news: "",
    fault: "",
  };
  place.replaceChildren(h("p", { class: "ioc-handin-quiet", role: "status" }, page.words.loading));
  await ask();
  // The keys work at once.
  focusRow();
  return 1;
}

async function ask() {
  const mine = page;
  const query = new URLSearchParams();
  if (page.form) query.set("bieu", page.form);
  if (page.period) query.set("ky", page.period);
  const { status, content } = await parts.ask(`${PATH}?${query}`, undefined, page.language, WAIT_MS);
  if (mine !== page) return;
  if (status === 401 || status === 403) return void location.reload();
  page.work = "";
  if (status !== 200) {
    page.fault = parts.refusalText(status, content, page.language, page.words);
    return draw();
  }
  page.content = /** @type {VerificationContent} */ (content);
  page.form = page.content.form;
  page.period = page.content.period;
  const waiting = new Set(page.content.rows.filter(mayTick).map((each) => each.number));
  page.ticks = new Set([...page.ticks].filter((each) => waiting.has(each)));
  page.at = Math.min(page.at, Math.max(0, page.content.rows.length - 1));
  const address = new URLSearchParams(location.search);
  if (page.form) {
    address.set("bieu", page.form);
    address.set("ky", page.period);
  }
  history.replaceState(history.state, "", `${location.pathname}?${address}`);
  draw();
}

/**
 * @param {VerificationRow} item
 */
const mayTick = (item) => item.waits && !item.refusal;

/**
 * Send a step, say what came of it, and read the list again.
 * @param {string} path
 * @param {object} body
 * @param {(content: any) => string} tell
 */
async function send(path, body, tell) {
  const mine = page;
  if (page.work) return;
  page.work = page.words.sending;
  page.fault = page.news = "";
  draw();
  const { status, content } = await parts.ask(`${PATH}/${path}`, body, page.language, WAIT_MS);
  if (mine !== page) return;
  if (status === 401) return void location.reload();
  page.work = "";
  if (status === 200) page.news = tell(content);
  else page.fault = parts.refusalText(status, content, page.language, page.words);
  await ask();
  focusRow();
}

function verifyTicks() {
  const { words, ticks } = page;
  if (!ticks.size) {
    page.fault = words.none_ticked;
    draw();
    return focusRow();
  }
  const numbers = rows()
    .filter((each) => ticks.has(each.number))
    .map((each) => each.number);
  send("dat", { numbers }, (content) => {
    page.fault = content.refusals.map((/** @type {{reason: string}} */ each) => each.reason).join(" ");
    return content.numbers.length
      ? fill(words.done, { count: number(content.numbers.length, 0, page.language) })
      : "";
  });
}

/**
 * @param {VerificationRow} item
 */
async function returnRow(item) {
  const { words } = page;
  if (!item.may_return || item.refusal) {
    page.fault = item.refusal || words.not_returnable;
    draw();
    return focusRow();
  }
  const { name } = item;
  const answer = await askReason({
    title: fill(words.return_title, { name, number: item.number }),
    about: words.return_about,
    yes: words.return_send,
    words,
  });
  if (!answer) return focusRow();
  page.ticks.delete(item.number);
  const body = { number: item.number, state: item.state, reason: answer.reason };
  send("tra-lai", body, () => fill(words.returned, { name }));
}

async function lock() {
  const { words, form, period } = page;
  if (!(await parts.confirm(words.lock_ask, words.lock, words.cancel, { grave: false }))) return;
  send("khoa", { form, period }, () => words.lock_done);
}

/**
 * @param {VerificationRow} item
 */
async function allow(item) {
  const { words, form, period } = page;
  const answer = await askReason({
    title: words.allow_title,
    about: words.allow_about,
    yes: words.allow_send,
    login: item.login,
    words,
  });
  if (!answer) return focusRow();
  const body = { form, period, login: answer.login, reason: answer.reason };
  send("cho-sua", body, () => fill(words.allowed, { login: answer.login }));
}

const rows = () => page.content?.rows || [];

function tickAll() {
  const passing = rows().filter((each) => each.passes);
  const isAll = passing.length > 0 && passing.every((each) => page.ticks.has(each.number));
  for (const each of passing) page.ticks[isAll ? "delete" : "add"](each.number);
  draw();
}

/**
 * @param {VerificationRow} item
 */
function tick(item) {
  if (!mayTick(item)) return;
  page.ticks[page.ticks.has(item.number) ? "delete" : "add"](item.number);
  draw();
}

/**
 * @param {number} at
 */
function go(at) {
  page.at = Math.max(0, Math.min(rows().length - 1, at));
  draw();
  focusRow();
}

/** The row that is current gets the focus, and is in view. */
function focusRow() {
  const place = page.room.querySelector(`[data-row="${page.at}"]`);
  place?.focus({ preventScroll: true });
  place?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  const item = rows()[page.at];
  /** @type {Record<string, () => void>} */
  const acts = {
    ArrowDown: () => go(page.at + 1),
    ArrowUp: () => go(page.at - 1),
    PageDown: () => go(page.at + 10),
    PageUp: () => go(page.at - 10),
    Home: () => go(0),
    End: () => go(rows().length - 1),
    x: () => tick(item),
    " ": () => tick(item),
    a: tickAll,
    r: () => returnRow(item),
    Enter: verifyTicks,
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function draw() {
  const { content, fault, news, work } = page;
  const focus = document.activeElement?.getAttribute("data-focus");
  const scroll = page.room.querySelector(".ioc-verify-frame")?.scrollTop || 0;
  const isInList = page.room.querySelector(".ioc-verify-frame")?.contains(document.activeElement);
  page.room.replaceChildren(
    ...[
      content && choice(content),
      h(
        "div",
        { class: "ioc-verify-said", role: "status" },
        work && h("p", { class: "ioc-handin-quiet" }, work),
        news && h("p", { class: "ioc-verify-done" }, news),
        fault && h("p", { class: "ioc-handin-fault" }, fault),
      ),
      content && (content.rows.length ? body(content) : nothing(content)),
    ].filter((each) => each instanceof Node),
  );
  page.room.querySelector(".ioc-verify-frame")?.scrollTo(0, scroll);
  if (isInList) focusRow();
  else if (focus)
    page.room.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

/**
 * @param {VerificationContent} content
 */
const nothing = (content) =>
  h(
    "section",
    { class: "ioc-handin-card" },
    h("p", { class: "ioc-handin-quiet" }, content.terms.length ? page.words.rows_none : page.words.none),
  );

/**
 * @param {VerificationContent} content
 */
function choice(content) {
  const { words } = page;
  if (!content.terms.length) return null;
  const select = parts.select(
    `${content.form} ${content.period}`,
    content.terms.map((each) => [`${each.form} ${each.period}`, each.name]),
    (value) => {
      [page.form, page.period] = value.split(" ");
      Object.assign(page, { at: 0, ticks: new Set(), news: "", fault: "" });
      ask();
    },
  );
  select.dataset.focus = "term";
  return h(
    "section",
    { class: "ioc-handin-card ioc-verify-choice" },
    parts.field("bieu", words.term, select),
    h("p", { class: "ioc-verify-summary" }, content.summary),
    content.is_administrator &&
      h(
        "button",
        { type: "button", class: "btn btn-outline-secondary", "data-focus": "lock", onclick: lock },
        content.lock ? words.lock_again : words.lock,
      ),
    content.lock && h("p", { class: "ioc-verify-lock" }, content.lock),
    content.permits.map((each) => h("p", { class: "ioc-handin-quiet" }, each)),
  );
}

/**
 * @param {VerificationContent} content
 */
function body(content) {
  const { words, ticks, language } = page;
  const passing = content.rows.filter((each) => each.passes).length;
  const count = number(ticks.size, 0, language);
  return h(
    "div",
    { class: "ioc-verify-body" },
    h(
      "section",
      { class: "ioc-handin-card ioc-verify-list" },
      h(
        "div",
        { class: "ioc-verify-tools" },
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-primary",
            "data-focus": "all",
            disabled: !passing,
            onclick: tickAll,
          },
          fill(words.tick_all, { count: number(passing, 0, language) }),
        ),
        h(
          "button",
          {
            type: "button",
            class: "btn btn-primary",
            "data-focus": "verify",
            disabled: !ticks.size || Boolean(page.work),
            onclick: verifyTicks,
          },
          fill(words.verify, { count }),
        ),
        keys(words),
      ),
      h("div", { class: "ioc-verify-frame", onkeydown: onKey }, list(content)),
    ),
    detailView(content.rows[page.at], content.before, {
      language,
      words,
      onReturn: () => returnRow(content.rows[page.at]),
      onAllow: content.is_administrator && content.lock ? () => allow(content.rows[page.at]) : null,
    }),
  );
}

/**
 * @param {Record<string, string>} words
 */
const keys = (words) =>
  h(
    "p",
    { class: "ioc-verify-keys" },
    [
      ["↑ ↓", words.key_move],
      ["X", words.key_tick],
      ["A", words.key_all],
      ["Enter", words.key_verify],
      ["R", words.key_return],
    ].map(([key, text]) => h("span", {}, h("kbd", {}, key), ` ${text}`)),
  );

/**
 * @param {VerificationContent} content
 */
function list(content) {
  const { words } = page;
  const headings = [words.ticked, words.from, words.numbers, words.warnings, words.state];
  return parts.recordTable(headings, content.rows.map(row), { class: "ioc-verify-table" });
}

/**
 * @param {VerificationRow} item
 * @param {number} at
 */
function row(item, at) {
  const { words, ticks } = page;
  const isCurrent = at === page.at;
  const label = fill(words.tick_one, { name: item.name, number: item.number });
  const place = { "data-row": at, tabindex: isCurrent ? "0" : "-1" };
  const box = mayTick(item)
    ? h("input", {
        ...place,
        type: "checkbox",
        class: "form-check-input",
        "aria-label": label,
        checked: ticks.has(item.number),
        onclick: (/** @type {Event} */ event) => {
          event.stopPropagation();
          page.at = at;
          tick(item);
        },
      })
    : h("span", { ...place, role: "img", "aria-label": `${item.name}: ${item.state_name}` }, "–");
  return h(
    "tr",
    {
      "data-number": item.number,
      class: `${isCurrent ? "is-current" : ""} ${item.waits ? "" : "is-over"}`,
      onclick: () => go(at),
    },
    h("td", { class: "ioc-verify-tick" }, box),
    h("th", { scope: "row" }, item.name, h("small", {}, item.unit || item.sender)),
    h("td", { "data-label": words.numbers }, item.count),
    h(
      "td",
      { class: "ioc-verify-warnings" },
      item.warnings.map((each) => h("span", {}, each)),
    ),
    h(
      "td",
      {},
      h("span", { class: `ioc-status ioc-status-${item.look}` }, item.state_name),
      item.note && h("small", {}, item.note),
    ),
  );
}

export const clientside = { start };
