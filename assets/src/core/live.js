/*
 * The page's life line: a stream of what changed, polling where it cannot be held, and its state.
 *
 * Window events:
 *   ioc:live    {state: "live" | "polling" | "lost", revision, at, touched, whole, changes}
 *               `touched`: {indicator code: revision} of what changed with this word ("": all
 *               indicators); empty where only the state did. `whole`: the page knew nothing before.
 *   ioc:signal  {number, items: [{number, about, key, body}], missed}
 *               what is no change of numbers: orders to walls, alerts. `missed`: some are not
 *               known any more, ask for the whole.
 */
import * as upgrade from "./upgrade.js";

const POLL_MS = 3000;
const LOST_AFTER_MS = 8000;
// The server says something every 15 s at least: a stream that says less is no stream.
const FIRST_WORD_MS = 6000;
const SILENT_MS = 35000;
const MOST_PATIENT_MS = 60000;
// Browsers hold six connections to a server: a page that nobody sees leaves its own to others.
const HIDDEN_MS = 15000;
const SPREAD_MS = 120;
const REST_MS = 400;
const TWICE_MS = 60000;
const EVERYTHING = "";

export let revision = -1;
let signal = -1;
/** @type {Map<number, number>} */
const heardOf = new Map(); // signals of the last minute → when
/** @type {Record<string, number>} */
let touched = {};
/** @type {EventSource | null} */
let source = null;
/** @type {number | undefined} */
let polls;
/** @type {number | undefined} */
let watch;
/** @type {number | undefined} */
let hiding;
let lastWord = Date.now();
let lastHeard = performance.now(); // the same, whatever the screen's clock is put to
let asking = false;
let patience = FIRST_WORD_MS; // grows where no stream can be held at all

/**
 * @param {LiveWord["state"]} state
 * @param {LiveAnswer | null} news
 */
function tell(state, news) {
  if (state !== "lost") [lastWord, lastHeard] = [Date.now(), performance.now()];
  document.documentElement.dataset.live = state;
  const badge = document.getElementById("live-state");
  if (badge && badge.dataset.state !== state) badge.dataset.state = state;
  const { touched: now = {}, whole = false, changes = [] } = news || {};
  const detail = { state, revision, at: lastWord, touched: now, whole, changes };
  window.dispatchEvent(new CustomEvent("ioc:live", { detail }));
}

/**
 * The store has been changed, or the page hears of it for the first time.
 * @param {LiveWord["state"]} state
 * @param {LiveAnswer} news
 */
function takeNews(state, news) {
  const first = revision === -1;
  // From a process that has not looked yet at what another one told of.
  const late = news.revision < revision && !news.whole;
  const isNew = news.revision !== revision && !late;
  if (!isNew) {
    tell(state, null);
    return;
  }
  revision = news.revision;
  touched = news.whole ? news.touched : { ...touched, ...news.touched };
  tell(state, { ...news, whole: first });
}

/**
 * @param {SignalsAnswer} news
 */
function takeSignals(news) {
  const first = signal === -1;
  signal = news.number;
  // No order twice, should the next process know less than the one before.
  const now = Date.now();
  for (const [number, at] of heardOf) if (now - at > TWICE_MS) heardOf.delete(number);
  const items = news.items.filter((/** @type {SignalItem} */ { number }) => !heardOf.has(number));
  for (const { number } of items) heardOf.set(number, now);
  if (first || !(items.length || news.missed)) return;
  window.dispatchEvent(new CustomEvent("ioc:signal", { detail: { ...news, items } }));
}

// ---- polling, where no stream can be held ---------------------------------------------------

async function ask() {
  if (asking) return;
  asking = true;
  try {
    const query = `since=${revision}&signal=${signal}`;
    const answer = await fetch(`/live/state?${query}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(5000),
    });
    const news = await answer.json();
    if (!answer.ok) throw new Error(String(answer.status));
    upgrade.note(news.version);
    if (polls) {
      takeNews("polling", news);
      takeSignals(news.signal);
    }
  } catch {
    if (polls && performance.now() - lastHeard > LOST_AFTER_MS) tell("lost", null);
  } finally {
    asking = false;
  }
}

function poll() {
  if (!polls) polls = setInterval(ask, POLL_MS);
  ask();
}

function endPolling() {
  clearInterval(polls);
  polls = undefined;
}

// ---- the stream -------------------------------------------------------------------------------

/** Something came: the stream is one. */
function noteStream() {
  patience = FIRST_WORD_MS;
  endPolling();
  expect(SILENT_MS);
}

/**
 * @param {number} within
 */
function expect(within) {
  clearTimeout(watch);
  watch = setTimeout(() => {
    // Open, but nothing comes: cut on the way, or held back by something between.
    open();
    poll();
  }, within);
}

function shut() {
  clearTimeout(watch);
  if (source) source.close();
  source = null;
}

function open() {
  shut();
  const mine = (source = new EventSource(`/live?since=${revision}&signal=${signal}`));
  /**
   * @param {string} name
   * @param {(said: any) => void} act
   */
  const on = (name, act) =>
    mine.addEventListener(name, (event) => {
      if (mine !== source) return;
      noteStream();
      act(JSON.parse(event.data));
    });
  on("revision", (news) => takeNews("live", news));
  on("signal", takeSignals);
  on("still", (news) => tell(news.answers ? "live" : "lost", null));
  on("store", (news) => tell(news.answers ? "live" : "lost", null));
  on("hello", (news) => {
    upgrade.note(news.version);
    tell(news.answers ? "live" : "lost", null);
  });
  mine.addEventListener("error", () => {
    if (mine !== source) return;
    poll();
    // A server that is gone closes the stream for good; try a new one.
    if (mine.readyState === EventSource.CLOSED) expect(POLL_MS);
  });
  expect(patience);
  patience = Math.min(2 * patience, MOST_PATIENT_MS);
}

function start() {
  if (window.EventSource) open();
  else poll();
}

// ---- what the rest of the page asks ---------------------------------------------------------

/**
 * The last revision that touched one of these indicators, or everything; -1: not known yet.
 * @param {string[]} codes
 */
function touchedAt(codes) {
  if (revision === -1) return -1;
  return Math.max(...[EVERYTHING, ...codes].map((code) => touched[code] || 0));
}

/**
 * Whether a word of ioc:live speaks of one of these indicators.
 * @param {{touched?: Record<string, number>}} word
 * @param {string[]} codes
 */
export function concerns(word, codes) {
  return Boolean(word) && [EVERYTHING, ...codes].some((code) => code in (word.touched || {}));
}

/**
 * @param {number} ms
 */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A function that runs `act` soon, and once more when it is called meanwhile: one at a time, with
 * a rest between, however fast changes come. Many pages hear of a change in the same moment: each
 * asks a little later than the next.
 * @param {() => unknown} act
 */
export function steadily(act) {
  let isWanted = false;
  let busy = false;
  return async () => {
    isWanted = true;
    if (busy) return;
    busy = true;
    while (isWanted) {
      isWanted = false;
      await pause(Math.random() * SPREAD_MS);
      await Promise.resolve(act()).catch((error) => console.error(error));
      await pause(REST_MS);
    }
    busy = false;
  };
}

const signalNow = () => signal;

export { touchedAt as touched, signalNow as signal };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  // Nobody has signed in where viewing needs it (IOC_VIEW): the stream would be refused.
  if ("stranger" in document.documentElement.dataset) return;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        shut();
        endPolling();
      }, HIDDEN_MS);
    } else if (!source) start();
  });
  window.addEventListener("pagehide", shut);
  // Back from the browser's memory: whatever was open is closed.
  window.addEventListener("pageshow", (event) => event.persisted && start());
  start();
}
