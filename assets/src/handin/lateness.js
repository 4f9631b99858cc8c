/* Who handed in a form for a period, and who is late. The server counts, orders and filters. */
import { absent } from "../core/absent.js";
import { copyText } from "../core/clipboard.js";
import { number } from "../core/format.js";
import { room, say } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { fill, h } from "../forms/parts.js";

const PATH = "/nop-so/viec/tien-do";
const WAIT_MS = 60000;
const SETTLE_MS = 250;
/** @type {Record<string, string>} */
const LOOKS = { nothing: "red", part: "amber", late: "amber", in_time: "green" };
const STATES = Object.keys(LOOKS);

/** @type {LatenessPage} */
let page = absent();
let settling = 0;

/**
 * @param {{language: string}} data
 */
async function start(data) {
  const place = document.getElementById("lateness-room");
  if (!place || !data) return null;
  const query = new URLSearchParams(location.search);
  page = {
    room: place,
    language: data.language,
    words: room("late", data.language),
    choice: Object.fromEntries(["bieu", "ky", "loc", "tim"].map((name) => [name, query.get(name) || ""])),
    content: null,
    fault: "",
  };
  place.replaceChildren(h("p", { class: "ioc-handin-quiet", role: "status" }, page.words.loading));
  await ask();
  return 1;
}

/**
 * The query of what is chosen, without what is empty.
 * @param {Record<string, string>} choice
 */
export const queryOf = (choice) =>
  new URLSearchParams(Object.entries(choice).filter(([, text]) => text)).toString();

async function ask() {
  const mine = page;
  const query = queryOf(page.choice);
  const { status, content } = await parts.ask(
    `${PATH}${query && `?${query}`}`,
    undefined,
    page.language,
    WAIT_MS,
  );
  // Another page, or something else was chosen meanwhile.
  if (mine !== page || query !== queryOf(page.choice)) return;
  if (status === 401 || status === 403) return void location.reload();
  page.fault = status === 200 ? "" : parts.refusalText(status, content, page.language, page.words);
  if (status === 200) {
    page.content = content;
    Object.assign(page.choice, { bieu: content.form, ky: content.period });
    const address = new URLSearchParams(location.search);
    for (const [name, text] of Object.entries(page.choice))
      if (text) address.set(name, text);
      else address.delete(name);
    history.replaceState(history.state, "", `${location.pathname}?${address}`);
  }
  draw();
}

/**
 * @param {Record<string, string>} change
 * @param {number} [wait]
 */
function choose(change, wait = 0) {
  Object.assign(page.choice, change);
  clearTimeout(settling);
  settling = window.setTimeout(ask, wait);
}

function draw() {
  const { content, fault } = page;
  const focus = document.activeElement?.getAttribute("data-focus");
  const search = /** @type {HTMLInputElement | null} */ (page.room.querySelector('[data-focus="search"]'));
  // The field that is being typed in stays as it is.
  const field = search || searchField();
  page.room.replaceChildren(
    ...[
      fault && h("p", { class: "ioc-handin-fault", role: "alert" }, fault),
      content && choices(content),
      content && counts(content),
      content && list(content, field),
    ].filter((each) => each instanceof Node),
  );
  if (focus) page.room.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

function searchField() {
  return parts.input(page.choice.tim, (tim) => choose({ tim: tim.trim() }, SETTLE_MS), {
    type: "search",
    placeholder: page.words.search,
    "aria-label": page.words.search,
    maxlength: 100,
    "data-focus": "search",
  });
}

/**
 * @param {LatenessContent} content
 */
function choices(content) {
  const { words } = page;
  const form = parts.select(
    content.form,
    content.forms.map(({ code, name }) => [code, name]),
    (bieu) => choose({ bieu, ky: "", loc: "" }),
  );
  const period = parts.select(
    content.period,
    content.periods.map(({ iso, name }) => [iso, name]),
    (ky) => choose({ ky, loc: "" }),
  );
  form.dataset.focus = "form";
  period.dataset.focus = "period";
  return h(
    "section",
    { class: "ioc-handin-card ioc-lateness-choice" },
    parts.field("bieu", words.form, form),
    parts.field("ky", words.period, period),
    h("p", { class: "ioc-handin-quiet" }, content.days),
  );
}

/**
 * @param {LatenessContent} content
 */
function counts(content) {
  const { words, choice, language } = page;
  const all = STATES.reduce((sum, state) => sum + content.counts[state], 0);
  /**
   * @param {string} state
   * @param {string} label
   * @param {number} count
   */
  const tile = (state, label, count) =>
    h(
      "button",
      {
        type: "button",
        class: `ioc-lateness-count ${state ? `ioc-status-${LOOKS[state]}` : ""}`,
        "aria-pressed": String(choice.loc === state),
        "data-focus": `state-${state}`,
        onclick: () => choose({ loc: state }),
      },
      h("strong", {}, number(count, 0, language)),
      h("span", {}, label),
    );
  return h(
    "section",
    { class: "ioc-lateness-counts", "aria-label": words.state },
    h("p", { class: "ioc-lateness-summary", role: "status" }, content.summary),
    h(
      "div",
      {},
      tile("", words.every, all),
      STATES.map((state) => tile(state, content.states[state], content.counts[state])),
    ),
    content.made_up && h("p", { class: "ioc-lateness-note" }, words.made_up_note),
  );
}

/**
 * @param {LatenessContent} content
 * @param {HTMLElement} search
 */
function list(content, search) {
  const { words } = page;
  const headings = [words.area, words.state, words.days_late, words.numbers, words.first, words.last];
  const query = queryOf({ ...page.choice, lang: page.language });
  /**
   * @param {string} kind
   * @param {string} label
   */
  const file = (kind, label) =>
    h("a", { class: "btn btn-outline-primary", href: `${PATH}.${kind}?${query}`, download: "" }, label);
  return h(
    "section",
    { class: "ioc-handin-card ioc-handin-records" },
    h(
      "div",
      { class: "ioc-lateness-tools" },
      search,
      content.reminder && copyButton(content.reminder),
      file("csv", words.csv),
      file("xlsx", words.xlsx),
    ),
    content.rows.length
      ? parts.recordTable(headings, content.rows.map(row))
      : h("p", { class: "ioc-handin-quiet" }, words.rows_none),
    h(
      "details",
      { class: "ioc-lateness-rule" },
      h("summary", {}, words.about_count),
      h("p", {}, content.rule),
    ),
  );
}

/**
 * @param {LatenessRow} item
 */
function row(item) {
  const { words, language } = page;
  /**
   * @param {string} label
   * @param {...Child} content
   */
  const cell = (label, ...content) => h("td", { "data-label": label }, content);
  const look = item.state === "nothing" && !item.days ? "no_data" : LOOKS[item.state];
  return h(
    "tr",
    { "data-code": item.code },
    h("th", { scope: "row" }, item.name, h("small", {}, item.code)),
    cell(words.state, h("span", { class: `ioc-status ioc-status-${look}` }, item.state_name)),
    cell(words.days_late, item.days ? say("late-days_count", language, { count: item.days }) : "–"),
    cell(
      words.numbers,
      `${item.reported} / ${item.expected}`,
      item.made_up && h("small", {}, fill(words.made_up, { count: item.made_up })),
    ),
    cell(words.first, ...arrival(item.first)),
    cell(words.last, ...arrival(item.last)),
  );
}

/**
 * @param {LatenessArrival | null} item
 * @returns {Child[]}
 */
const arrival = (item) =>
  item ? [item.at, h("small", {}, fill(page.words.submission, { number: item.submission }))] : ["–"];

/**
 * A button that copies a text; where the browser lets nobody copy, the text is shown to be selected.
 * @param {string} text
 */
function copyButton(text) {
  const { words } = page;
  const button = h("button", { type: "button", class: "btn btn-primary", "data-focus": "copy" }, words.copy);
  const place = h("span", { class: "ioc-lateness-copied", role: "status" });
  button.addEventListener("click", async () => {
    if (await copyText(text)) return place.replaceChildren(words.copied);
    const box = h("textarea", { class: "form-control", rows: "8", readonly: true, value: text });
    place.replaceChildren(words.copy_by_hand, box);
    box.select();
  });
  return [button, place];
}

export const clientside = { start };
