/* The form on a phone: what is typed is kept on this device and on the server, and handed in at the end. */
import { absent } from "../core/absent.js";
import { freshKey } from "../core/fresh-key.js";
import { room } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { fill, h } from "../forms/parts.js";
import { listView } from "./list-view.js";
import * as memories from "./memory.js";
import { frameView, showFrame } from "./frame-view.js";
import { receiptView, reviewView } from "./review-view.js";
import { screenView, showNumber } from "./screen-view.js";
import { keysOf, screensOf } from "./screens.js";

const PATH = "/nop-so/viec/nhap";
const FORMS = "/nop-so/viec/bieu";
const SETTLE_MS = 500;
const AGAIN_MS = 4000;
const STORE_MS = 60000;

/** @type {EntryPage} */
let page = absent();
let timer = 0;
let isAsking = false;
let isListening = false;

/** @type {EntryActs} */
const acts = { type, same, settle, go, step, review, handIn, again, dismiss, take, refill };

/** @param {EntryData} data */
async function start(data) {
  const place = document.getElementById("phone-room");
  if (!place || !data) return null;
  page = {
    room: place,
    language: data.language,
    words: room("phone", data.language),
    data,
    place: memories.placeOf(data.account, data.form, data.period),
    step: data.form ? "type" : "list",
    forms: null,
    content: null,
    screens: [],
    memory: memories.newMemory(),
    slots: new Map(),
    state: "saved",
    keeps: true,
    problems: [],
    fault: "",
    isHanding: false,
    receipt: null,
  };
  listen();
  draw();
  await (data.form ? open() : list());
  return 1;
}

function listen() {
  if (isListening) return;
  isListening = true;
  window.addEventListener("online", () => void sync());
  window.addEventListener("offline", () => page.content && setState("offline"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void sync();
  });
  window.addEventListener("beforeunload", (event) => {
    // Elsewhere leaving loses nothing.
    const waits = memories.changesOf(page.memory, Date.now()).length > 0;
    if (waits && !page.keeps && !isGone(page)) event.preventDefault();
  });
  // Another tab of this browser.
  window.addEventListener("storage", (event) => {
    if (!page.content || event.key !== page.place) return;
    show(memories.join(page.memory, memories.recall(page.place)));
    void sync();
  });
}

/** Whether this page is still the one on screen. @param {EntryPage} mine */
const isGone = (mine) => mine !== page || !mine.room.isConnected;

async function list() {
  const mine = page;
  const { status, content } = await parts.ask(FORMS, undefined, page.language);
  if (isGone(mine)) return;
  if (status === 401 || status === 403) return void location.reload();
  if (status === 200) page.forms = content.items;
  else page.fault = parts.refusalText(status, content, page.language, page.words);
  draw();
}

/** Ask for the form as the server has it. */
function askForm() {
  const { form, period } = page.data;
  const query = new URLSearchParams({ bieu: form, ky: period });
  return parts.ask(`${PATH}?${query}`, undefined, page.language, STORE_MS);
}

/** Ask for the form, and go on where this device was. */
async function open() {
  const mine = page;
  const { status, content } = await askForm();
  if (isGone(mine)) return;
  if (status === 401) return void location.reload();
  if (status !== 200) {
    page.fault = parts.refusalText(status, content, page.language, page.words);
    return draw();
  }
  const { memory } = Object.assign(page, { content, memory: memories.recall(page.place), fault: "" });
  page.screens = screensOf(content.areas, content.slots);
  page.slots = new Map(
    page.screens.flatMap((screen, at) =>
      screen.areas.flatMap(({ code, name, slots }) =>
        keysOf({ ...screen, areas: [{ code, name, slots }] }).map(
          (key, place) =>
            /** @type {[string, { slot: EntrySlot; area: string; screen: number }]} */ ([
              key,
              { slot: slots[place], area: name, screen: at },
            ]),
        ),
      ),
    ),
  );
  memory.screen = Math.min(memory.screen, Math.max(0, page.screens.length - 1));
  memories.receive(memory, content.draft, [], Date.now());
  memories.resend(memory, content.draft);
  keep();
  draw();
  if (memory.handing) await store(memory.handing);
  else await sync();
}

/** Draw the step that the page is at. */
function draw() {
  const { step, content } = page;
  if (step === "list") return page.room.replaceChildren(listView(page));
  if (!content) return page.room.replaceChildren(waitView());
  const view = { type: screenView, review: reviewView, done: receiptView }[step](page, acts);
  page.room.replaceChildren(...frameView(page, view, acts));
}

function waitView() {
  const { words, fault } = page;
  return h(
    "div",
    { class: "ioc-phone-wait" },
    fault
      ? [
          h("p", { class: "ioc-phone-fault", role: "alert" }, fault),
          h("a", { class: "btn btn-outline-primary", href: "/nop-so/nhap" }, words.other_form),
        ]
      : h("p", { role: "status" }, words.loading),
  );
}

/** @param {string[]} keys  of numbers that are others now */
function show(keys) {
  if (page.step === "type") {
    const some = new Set(keys);
    for (const each of page.room.querySelectorAll(".ioc-phone-number"))
      if (some.has(each.dataset.key || "")) showNumber(page, each);
    showFrame(page, acts);
  } else if (page.step === "review") draw();
}

function keep() {
  page.keeps = memories.keep(page.place, page.memory);
}

/**
 * @param {string} key
 * @param {string} text
 * @param {boolean} unchanged
 */
function type(key, text, unchanged) {
  memories.type(page.memory, key, text, unchanged, Date.now());
  page.problems = page.problems.filter((each) => each.key !== key);
  keep();
  setState(page.state === "saved" ? "saving" : page.state);
  show([key]);
  later(SETTLE_MS);
}

/**
 * Say that a number is that of the period before, or take that back.
 * @param {string} key
 * @param {string} before
 */
function same(key, before) {
  const is = page.memory.numbers[key]?.unchanged;
  type(key, is ? "" : before, !is);
}

function settle() {
  if (memories.changesOf(page.memory, Date.now()).length) later(0);
}

/** @param {number} wait */
function later(wait) {
  clearTimeout(timer);
  timer = window.setTimeout(() => void sync(), wait);
}

/** @param {EntryPage["state"]} state */
function setState(state) {
  page.state = state;
  if (page.step === "review") draw();
  else showFrame(page, acts);
}

/** Whether nothing is sent from this page now. @param {EntryPage} mine */
const isBusy = (mine) => isGone(mine) || mine.isHanding || mine.step === "done";

/** Send what the server does not have, and take over what came from elsewhere. */
async function sync() {
  const mine = page;
  if (isBusy(mine) || !mine.content || mine.state === "over") return;
  if (isAsking) return later(SETTLE_MS);
  isAsking = true;
  const now = Date.now();
  const changes = memories.changesOf(mine.memory, now);
  const { form, period } = mine.data;
  const body = { form, period, seen: mine.memory.seen, changes };
  const { status, content } = await parts.ask(PATH, body, mine.language);
  isAsking = false;
  // An answer from before the hand-in says nothing of what is stored now.
  if (isBusy(mine)) return;
  if (status !== 200) return unsaved(status, content);
  const before = mine.memory.submission;
  const keys = memories.receive(mine.memory, content, changes, now);
  keep();
  show(keys);
  if (before !== mine.memory.submission) await refresh();
  if (memories.changesOf(mine.memory, Date.now()).length) return later(SETTLE_MS);
  setState("saved");
}

/**
 * @param {number} status
 * @param {any} content
 */
function unsaved(status, content) {
  if (status === 401 || status === 403) return setState("ended");
  if (status === 404 || status === 422) {
    page.fault = parts.refusalText(status, content, page.language, page.words);
    return setState("over");
  }
  setState(status === 0 ? "offline" : "failed");
  later(AGAIN_MS);
}

/** Read again what is stored of the form: it was handed in meanwhile. */
async function refresh() {
  const mine = page;
  const { status, content } = await askForm();
  if (isGone(mine)) return;
  if (status === 200) page.content = content;
  draw();
}

/**
 * @param {number} screen
 * @param {string} key  of the number to begin with; "" = none
 */
function go(screen, key) {
  page.memory.screen = screen;
  page.step = "type";
  keep();
  draw();
  window.scrollTo(0, 0);
  const fields = [...page.room.querySelectorAll(".ioc-phone-number")];
  fields
    .find((each) => each.dataset.key === key)
    ?.querySelector("input")
    ?.focus();
}

/** @param {number} by */
function step(by) {
  const { memory, screens } = page;
  const to = memory.screen + by;
  if (to >= screens.length) return review();
  if (to >= 0) go(to, "");
}

function review() {
  page.step = "review";
  draw();
  window.scrollTo(0, 0);
  page.room.querySelector(".ioc-phone-title")?.focus({ preventScroll: true });
  void sync();
}

/** @param {EntryCount} count */
async function handIn(count) {
  const { words, memory } = page;
  const mine = page;
  if (count.missing) {
    const text = fill(words.missing_sure, { count: count.missing });
    const yes = fill(words.hand_in, { count: count.typed });
    if (!(await parts.confirm(text, yes, words.go_on, { grave: false })) || isGone(mine)) return;
  }
  memory.handing = { version: memory.seen, missing: count.missing, key: freshKey() };
  keep();
  await store(memory.handing);
}

/**
 * Hand in; without an answer the same is asked again, and done once.
 * @param {NonNullable<EntryMemory["handing"]>} handing
 */
async function store(handing) {
  const mine = page;
  const { form, period } = page.data;
  Object.assign(page, { isHanding: true, fault: "", problems: [] });
  draw();
  const { status, content } = await parts.ask(
    `${PATH}/nop`,
    { form, period, ...handing },
    page.language,
    STORE_MS,
  );
  if (isGone(mine)) return;
  page.isHanding = false;
  if (status === 0 || status >= 500) {
    setState(status === 0 ? "offline" : "failed");
    window.setTimeout(() => void retry(mine, handing), AGAIN_MS);
    return;
  }
  page.memory.handing = null;
  if (status !== 200) {
    page.fault = parts.refusalText(status, content, page.language, page.words);
    page.problems = content.problems || [];
    page.step = "review";
    keep();
    if (status === 401) return setState("ended");
    draw();
    return void sync();
  }
  Object.assign(page.memory, memories.newMemory(), { submission: content.submission, seen: content.version });
  Object.assign(page, { step: "done", receipt: content, state: "saved" });
  keep();
  draw();
  window.scrollTo(0, 0);
  page.room.querySelector(".ioc-phone-title")?.focus({ preventScroll: true });
}

/**
 * @param {EntryPage} mine
 * @param {NonNullable<EntryMemory["handing"]>} handing
 */
async function retry(mine, handing) {
  if (!isGone(mine) && page.memory.handing === handing && !page.isHanding) await store(handing);
}

/** Type again what was handed in, to correct it. */
async function again() {
  Object.assign(page, { step: "type", receipt: null, problems: [] });
  page.memory.screen = 0;
  await refresh();
}

/** @param {EntryNote} note */
function dismiss(note) {
  page.memory.notes = page.memory.notes.filter((each) => each !== note);
  keep();
  showFrame(page, acts);
}

/**
 * Take the other device's number after all.
 * @param {EntryNote} note
 */
function take(note) {
  page.memory.notes = page.memory.notes.filter((each) => each !== note);
  type(note.key, note.other, false);
}

/** Type again what was handed in and returned, where nothing has been typed since. */
function refill() {
  const { memory, content, slots } = page;
  const now = Date.now();
  for (const [key, [text, unchanged]] of Object.entries(content?.returned?.numbers || {}))
    if (slots.has(key) && !memory.numbers[key]?.text) memories.type(memory, key, text, unchanged, now);
  keep();
  setState("saving");
  draw();
  later(0);
}

export const clientside = { start };
