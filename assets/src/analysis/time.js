/* Time that runs on the analysis page: map, legend, finding, chart and table follow it out of memory. */
import * as analysis from "./state.js";
import * as analysisList from "./list.js";
import * as analysisPicked from "./picked.js";
import * as data from "../core/data.js";
import * as periodText from "../core/period.js";
import * as beside from "../map/beside.js";
import * as chartMark from "../time/chart-mark.js";
import * as histories from "../time/history.js";
import * as scrub from "../time/scrub.js";
import * as slider from "../time/slider.js";

const ID = { map: "analysis-map", slider: "analysis-slider", table: "analysis-table" };
// The table sorts thousands of rows: it takes a sixth of the time at most.
const TABLE_MS = 200;
const TABLE_SHARE = 6;
let tableTimer = 0;
/** @type {string | null} */
let table = null; // the period that the table is to show next
let cost = 0; // ms that it took last
/** @type {Map<string, string> | null} */
let words = null; // what the chart says of each period, while it is the same chart

const state = () => analysis.state();
const view = () => analysis.view();
const maps = () => [ID.map, beside.swiped(ID.map)].filter((id) => id !== null);

function near() {
  if (!view()) return;
  scrub.near(view().spec);
}

/** The first of several steps: what the server still says of a period is not waited for. */
function start() {
  analysis.holdTime();
  analysis.at(analysis.ID.page).toggleAttribute("data-running", true);
  words = null;
}

/**
 * Another period, at once; the promise of its pictures where they are not in memory yet.
 * @param {string} period
 */
function step(period) {
  const change = { period, target: analysis.targetAt(period) };
  const coming = maps()
    .map((id) => scrub.step(id, change))
    .filter(Boolean);
  say(period);
  chartMark.slide(analysis.graph(), period);
  tableSoon(period);
  return coming.length ? Promise.all(coming) : null;
}

/** Time no longer runs, or something else has chosen the period. */
export function end() {
  clearTimeout(tableTimer);
  tableTimer = 0;
  table = null;
  for (const id of maps()) scrub.rest(id);
}

/**
 * @param {string} period
 */
function settle(period) {
  end();
  analysis.restTime(period);
}

/** The words are again those of the period on the map. */
export function sayAtRest() {
  const {
    at,
    ID: { page, headline },
  } = analysis;
  delete at(headline).dataset.preview;
  at(page).toggleAttribute("data-running", false);
}

// ---- the finding ----------------------------------------------------------------------------

/**
 * The finding while time runs, from the chart's own words: "Tháng 08/2023: 98,34% (3.743/3.806)".
 * @param {string} period
 */
function say(period) {
  const chart = analysis.graph();
  const headline = analysis.at(analysis.ID.headline);
  if (!chart || !headline) return;
  words = words || wordsOf(chart);
  const text = words.get(periodText.lastDay(period));
  const name = headline.textContent.split(/: (?=[\d–-])/)[0];
  if (text) headline.dataset.preview = `${name} – ${text}`;
  else delete headline.dataset.preview;
}

/**
 * What the line of the area shown says at each day.
 * @param {any} chart
 */
function wordsOf(chart) {
  const texts = new Map();
  for (const trace of chart.data || []) {
    if (trace.meta !== state().area || !trace.customdata) continue;
    trace.customdata.forEach(
      (/** @type {string} */ text, /** @type {number} */ place) =>
        text && texts.set(trace.x[place], text.split("<br>")[0]),
    );
  }
  return texts;
}

// ---- the table ------------------------------------------------------------------------------

/**
 * The table follows some times a second, and only in sight.
 * @param {string} period
 */
function tableSoon(period) {
  table = period;
  if (!tableTimer) tableTimer = setTimeout(showTable, Math.max(TABLE_MS, TABLE_SHARE * cost));
}

async function showTable() {
  const period = table;
  tableTimer = 0;
  table = null;
  const host = analysis.at(ID.table);
  if (!host || !view() || period === null || !slider.running(ID.slider)) return;
  const { top, bottom } = host.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight || !lay(period)) return;
  const began = performance.now();
  await analysisList.showTable(period, true);
  analysisPicked.draw();
  requestAnimationFrame(() => setTimeout(() => (cost = performance.now() - began)));
}

/**
 * Put the slice that the table asks for where it looks for it.
 * @param {string} period
 */
function lay(period) {
  const { spec } = view();
  const history = histories.inMemory(spec);
  if (!history) return false;
  const url = data.withQuery(spec.slice, "period", period);
  if (!data.holdsSlice(url)) data.keepSlice(url, histories.at(history, spec, period));
  return true;
}

export const on = { near, start, step, settle };
