/* A sheet is dropped, looked through and handed in: the steps of the page, and what is asked of the server. */
import { absent } from "../core/absent.js";
import { freshKey } from "../core/fresh-key.js";
import { room } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { fill, h } from "../forms/parts.js";
import { chooseView } from "./choose.js";
import { receiptView } from "./receipt.js";
import { reviewView } from "./review.js";
import { MORE_ROWS } from "./sheet.js";

const PATH = "/nop-so/viec";
const RECORDS = "/nop-so/lan-nop";
const READ_MS = 180000;
const SETTLE_MS = 450;

/** @type {SheetPage} */
let page = absent();
let settling = 0;

/**
 * @param {HandInData} data
 */
async function start(data) {
  const place = document.getElementById("handin-room");
  if (!place || !data) return null;
  page = {
    room: place,
    language: data.language,
    words: room("drop", data.language),
    most: data.most_bytes,
    mayType: data.has_area,
    step: "choose",
    forms: null,
    choice: null,
    file: null,
    form: null,
    reading: null,
    corrections: [],
    agreements: new Set(),
    leaves: false,
    key: "",
    sheet: 0,
    rows: MORE_ROWS,
    work: "",
    fault: "",
    problems: [],
    receipt: null,
    records: { items: null, more: false, isAsking: false, fault: "" },
  };
  const mine = page;
  draw();
  const [forms] = await Promise.all([parts.ask(`${PATH}/bieu`, undefined, page.language), askRecords("")]);
  if (mine !== page) return 1;
  if (forms.status === 401 || forms.status === 403) return void location.reload();
  if (forms.status === 200) {
    page.forms = forms.content.items;
    page.choice = /** @type {FormChoiceItem[]} */ (page.forms)[0] || null;
  } else page.fault = refusal(forms);
  draw();
  return 1;
}

/**
 * @param {Reply} reply
 */
const refusal = (reply) => parts.refusalText(reply.status, reply.content, page.language, page.words);

const acts = { choose, take, again, agree, correct, dropCorrection, leave, handIn, back, draw, older };

/** Draw the step that the page is at. */
function draw() {
  const views = { choose: chooseView, send: sendView, review: reviewView, done: receiptView };
  // What is drawn anew keeps where the reader was.
  const scroll = page.room.querySelector(".ioc-sheet-frame");
  const at = scroll ? [scroll.scrollLeft, scroll.scrollTop] : [0, 0];
  const side = page.room.querySelector(".ioc-handin-side")?.scrollTop || 0;
  const focus = document.activeElement?.getAttribute("data-focus");
  page.room.replaceChildren(...views[page.step](page, acts).filter((each) => each !== null));
  page.room.querySelector(".ioc-sheet-frame")?.scrollTo(at[0], at[1]);
  page.room.querySelector(".ioc-handin-side")?.scrollTo(0, side);
  if (focus) page.room.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

function sendView() {
  return [
    h(
      "div",
      { class: "ioc-handin-wait", role: "status" },
      h("div", { class: "ioc-handin-bar" }, h("span")),
      h("p", { class: "ioc-handin-wait-text" }, page.work),
    ),
  ];
}

/**
 * @param {FormChoiceItem} item
 */
function choose(item) {
  page.choice = item;
  page.fault = "";
  page.problems = [];
  draw();
}

/**
 * Take what was dropped or chosen.
 * @param {FileList | File[]} files
 */
function take(files) {
  const { words } = page;
  page.problems = [];
  const [file] = files;
  if (!file) return;
  page.fault = "";
  if (files.length > 1) page.fault = words.several;
  else if (!page.choice) page.fault = words.form_lacks;
  else if (file.size > page.most) page.fault = fill(words.too_large, { most: page.most / 2 ** 20 });
  if (page.fault) return draw();
  send(file, /** @type {FormChoiceItem} */ (page.choice));
}

/**
 * @param {File} file
 * @param {FormChoiceItem} choice
 */
async function send(file, choice) {
  const mine = page;
  page.step = "send";
  page.work = fill(page.words.sending, { name: file.name, share: 0 });
  draw();
  const query = new URLSearchParams({
    bieu: choice.code,
    ky: choice.period,
    ten: file.name,
    lang: page.language,
  });
  const reply = await post(`${PATH}/tep?${query}`, file);
  if (mine !== page) return;
  if (reply.status === 401) return void location.reload();
  if (reply.status !== 200) {
    page.step = "choose";
    page.work = "";
    page.fault = refusal(reply);
    page.problems = reply.content.problems || [];
    return draw();
  }
  Object.assign(page, {
    step: "review",
    work: "",
    file: reply.content.file,
    form: reply.content.form,
    reading: reply.content.reading,
    corrections: [],
    agreements: new Set(),
    leaves: false,
    key: freshKey(),
    rows: MORE_ROWS,
  });
  page.sheet = Math.max(
    0,
    reply.content.reading.sheets.findIndex((/** @type {SheetPicture} */ each) => each.numbers.length),
  );
  draw();
  window.scrollTo(0, 0);
}

/**
 * Send a file, and say how far it is; then how long it has been read.
 * @param {string} address
 * @param {File} file
 * @returns {Promise<Reply>}
 */
function post(address, file) {
  const mine = page;
  const { words } = mine;
  return new Promise((resolve) => {
    let ticking = 0;
    const request = new XMLHttpRequest();
    /** @param {Reply} reply */
    const end = (reply) => {
      clearInterval(ticking);
      resolve(reply);
    };
    request.upload.onprogress = (event) =>
      work(
        mine,
        fill(words.sending, {
          name: file.name,
          share: Math.floor((100 * event.loaded) / (event.total || 1)),
        }),
      );
    request.upload.onload = () => {
      const began = Date.now();
      const tick = () =>
        work(
          mine,
          fill(words.reading, { name: file.name, seconds: Math.floor((Date.now() - began) / 1000) }),
        );
      tick();
      ticking = window.setInterval(tick, 1000);
    };
    request.onload = () => end({ status: request.status, content: contentOf(request.responseText) });
    request.onerror = request.onabort = request.ontimeout = () => end({ status: 0, content: {} });
    request.open("POST", address);
    request.timeout = READ_MS;
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}

/**
 * The JSON of an answer; an empty one where it is none.
 * @param {string} text
 */
function contentOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * Say how far an upload is, on the page that it began on; on one opened since, it says nothing.
 * @param {SheetPage} mine
 * @param {string} text
 */
function work(mine, text) {
  if (mine !== page) return;
  page.work = text;
  const line = page.room.querySelector(".ioc-handin-wait-text");
  if (line) line.textContent = text;
}

const decisions = () => ({
  file: page.file?.number,
  sha256: page.file?.sha256,
  corrections: page.corrections,
  agreements: [...page.agreements],
});

/** Read again with what was decided, once a moment has passed without another decision. */
function again() {
  const mine = page;
  page.leaves = false;
  page.work = page.words.again;
  draw();
  clearTimeout(settling);
  settling = window.setTimeout(async () => {
    // Another page, or another file is wanted: there is nothing to read again.
    if (mine !== page || page.step !== "review") return;
    const before = JSON.stringify(decisions());
    const reply = await parts.ask(`${PATH}/doc`, decisions(), page.language, READ_MS);
    if (mine !== page || page.step !== "review" || before !== JSON.stringify(decisions())) return;
    page.work = "";
    if (reply.status === 200) {
      page.reading = reply.content.reading;
      page.fault = "";
    } else page.fault = refusal(reply);
    draw();
  }, SETTLE_MS);
}

/**
 * Confirm assumptions, or take that back.
 * @param {string[]} keys
 * @param {boolean} isRight
 */
function agree(keys, isRight) {
  for (const key of keys) page.agreements[isRight ? "add" : "delete"](key);
  again();
}

/**
 * @param {SheetCorrection} one
 * @param {SheetCorrection} other
 */
const isSamePlace = (one, other) =>
  one.sheet === other.sheet && one.row === other.row && one.column === other.column;

/**
 * @param {SheetCorrection} correction
 */
function correct(correction) {
  page.corrections = [...page.corrections.filter((each) => !isSamePlace(each, correction)), correction];
  again();
}

/**
 * @param {SheetCorrection} correction
 */
function dropCorrection(correction) {
  page.corrections = page.corrections.filter((each) => !isSamePlace(each, correction));
  again();
}

/**
 * @param {boolean} leaves
 */
function leave(leaves) {
  page.leaves = leaves;
  draw();
}

async function handIn() {
  const mine = page;
  const reading = /** @type {SheetReading} */ (page.reading);
  page.work = page.words.storing;
  page.fault = "";
  page.problems = [];
  draw();
  const body = { ...decisions(), left_out: reading.left_out, key: page.key };
  const reply = await parts.ask(`${PATH}/nop`, body, page.language, READ_MS);
  if (mine !== page) return;
  page.work = "";
  if (reply.status === 401) return void location.reload();
  if (reply.status === 200) {
    page.step = "done";
    page.receipt = reply.content;
    draw();
    page.room.querySelector("h2")?.focus();
    window.scrollTo(0, 0);
    askRecords("");
    return;
  }
  page.fault = refusal(reply);
  page.problems = reply.content.problems || [];
  draw();
}

/** Go back to another file. */
function back() {
  Object.assign(page, {
    step: "choose",
    file: null,
    reading: null,
    receipt: null,
    fault: "",
    problems: [],
    work: "",
  });
  draw();
}

/**
 * @param {string | number} before
 */
async function askRecords(before) {
  const mine = page;
  page.records.isAsking = true;
  const query = before ? `?truoc=${before}` : "";
  const { status, content } = await parts.ask(`${RECORDS}${query}`, undefined, page.language);
  if (mine !== page) return;
  const items = (before && page.records.items) || [];
  page.records =
    status === 200
      ? { items: [...items, ...content.items], more: content.more, isAsking: false, fault: "" }
      : { ...page.records, isAsking: false, fault: page.words.failed };
  if (page.step !== "review" && page.step !== "send") draw();
}

/**
 * @param {number} last
 */
async function older(last) {
  await askRecords(last);
}

export const clientside = { start };
