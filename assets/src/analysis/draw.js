/* The pictures of the analysis page: map, time control, table, chart, and what they do together. */
import { targetOf } from "../core/element.js";
import * as analysis from "./state.js";
import * as analysisBeside from "./beside.js";
import * as ends from "../time/ends.js";
import { bringChanges, showTable } from "./list.js";
import * as names from "./names.js";
import * as points from "./points.js";
import * as analysisPicked from "./picked.js";
import * as analysisPivot from "./pivot.js";
import * as analysisTime from "./time.js";
import { select } from "./words.js";
import * as charts from "../core/chart-library.js";
import * as data from "../core/data.js";
import * as periodText from "../core/period.js";
import { setProps } from "../core/props.js";
import * as mapView from "../map/map.js";
import * as table from "../table/table.js";
import * as chartMark from "../time/chart-mark.js";
import * as narrow from "../time/narrow.js";
import * as scrub from "../time/scrub.js";
import * as slider from "../time/slider.js";

const MAP_FIRST_MS = 1500;
const SIZE_MS = 400;
const ID = {
  map: "analysis-map",
  table: "analysis-table",
  slider: "analysis-slider",
  series: "analysis-series",
};
let charted = ""; // what the chart was drawn from
let smallCharts = ""; // those in the page, as HTML

/**
 * @param {string} id
 */
const at = (id) => document.getElementById(id);
const state = () => analysis.state();
const view = () => analysis.view();
/**
 * @param {number} ms
 */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** A page that has just been opened holds no chart yet. */
export function begin() {
  charted = smallCharts = "";
  analysisPivot.drop();
  analysisBeside.drop();
}

// ---- the map --------------------------------------------------------------------------------

/** Show the map of the order; resolves when it is on the screen, or when it keeps us waiting. */
export async function map() {
  const { spec } = view();
  const { selected } = state();
  analysisTime.end();
  const present = mapView.stateOf(ID.map);
  // Other land: what lies over the old one belongs to it no more.
  if (
    present &&
    present.spec &&
    (present.spec.vintage !== spec.vintage || present.spec.directory !== spec.directory)
  )
    analysisBeside.drop();
  const mode = analysis.mode();
  const picture = bringChanges().then(() =>
    mapView.show(ID.map, { ...spec, mode, selected: selected || null, peers: analysisPicked.pins() }),
  );
  await Promise.race([picture, pause(MAP_FIRST_MS)]);
  // What follows would hold up the picture that has been painted: it goes out first.
  await frame();
  await frame();
}

/**
 * @param {string} url
 */
const withoutRevision = (url) => url.replace(/([?&])rev=\d+/, "$1");

/** A directory that says the same under a new revision keeps its address, so that the map keeps its zoom. */
export async function steady() {
  const present = mapView.stateOf(ID.map);
  const { spec, ground } = view();
  const old = present && present.spec && present.spec.directory;
  if (!old || old === spec.directory || withoutRevision(old) !== withoutRevision(spec.directory)) return;
  try {
    const [one, two] = await Promise.all([data.directory(old), data.directory(spec.directory)]);
    if (one.codes.join() !== two.codes.join() || one.names.join() !== two.names.join()) return;
    ground.directory = spec.directory = old;
  } catch {
    // Then the map is laid out anew, as for any other list of areas.
  }
}

// ---- all else -------------------------------------------------------------------------

/** Everything besides the map. */
export function rest() {
  const { spec, periods } = view();
  slider.show(ID.slider, {
    periods,
    period: state().period,
    language: spec.language,
    on: analysisTime.on,
  });
  scrub.soon(spec);
  showTable(state().period, false).then(() => analysisPicked.draw());
  analysisPivot.follow();
  chart();
  analysisBeside.follow();
}

// ---- the chart ------------------------------------------------------------------------------

/** Draw the chart of the order; where only the period is another one, move its mark. */
export function chart() {
  const { title, empty, figure, note, seconds, panels } = view().chart;
  at(analysis.ID.page).toggleAttribute("data-chart", false);
  if (state().chart) at(analysis.ID.page).dataset.chart = state().chart;
  at(analysis.ID.chartNote).textContent = note || "";
  at("analysis-second-frame").hidden = !seconds;
  if (seconds) select(analysis.ID.second, state().second, seconds);
  at("analysis-series-title").textContent = title;
  const notice = at("analysis-series-empty");
  notice.textContent = empty;
  notice.hidden = !empty;
  const multiples = at(analysis.ID.multiples);
  multiples.hidden = !panels;
  if (smallCharts !== (panels || "")) multiples.innerHTML = smallCharts = panels || "";
  const from = chartMark.without(figure);
  if (from === charted) {
    chartMark.set(analysis.graph(), state().period);
    return;
  }
  charted = from;
  // Plotly writes into what it draws.
  setProps(ID.series, { figure: structuredClone(figure) });
}

function spread() {
  narrow.fit(analysis.graph());
  ends.spread(analysis.graph());
  names.write(analysis.graph());
}

let settling = 0;
/** @type {ResizeObserver | null} */
let measuring = null;

/** Keep the names of lines or of points apart, now and whenever the chart gets another size. */
function spreadNames() {
  const graph = analysis.graph();
  if (!graph) return;
  if (measuring) measuring.disconnect();
  measuring = new ResizeObserver(() => {
    requestAnimationFrame(spread);
    // Plotly takes up another size a little later.
    clearTimeout(settling);
    settling = setTimeout(spread, SIZE_MS);
  });
  measuring.observe(graph);
  spread();
}

/** What follows a chart that stands. */
async function finish() {
  // Plotly draws after this callback, and only once it has been loaded.
  await charts.ready();
  await frame();
  await frame();
  if (!state() || !view() || !at(analysis.ID.page)) return;
  chartMark.set(analysis.graph(), state().period);
  // Plotly may draw later than this, and what it draws anew has no names.
  narrow.follow(analysis.graph, names.write);
  spreadNames();
  points.follow(analysis.graph());
  analysisPicked.draw();
}

export function afterDrawing() {
  finish();
  return window.dash_clientside.no_update;
}

/**
 * A point of the chart is a period, to which the others go; of two indicators it is an area.
 * @param {any} event
 */
export function clicked(event) {
  const none = window.dash_clientside.no_update;
  const point = event && event.points && event.points[0];
  if (!point || !view()) return none;
  if (names.isPairs(analysis.graph())) {
    points.choose(point);
    return none;
  }
  const day = String(point.x).slice(0, 10);
  const period = view().periods.find((each) => periodText.lastDay(each) === day);
  if (period) {
    slider.halt(ID.slider);
    analysis.change({ period });
  }
  return none;
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  // The table marks the rows that the map found changed, until the marks go.
  document.addEventListener(
    "ioc:fresh",
    (event) => targetOf(event).id === ID.map && table.change(ID.table, {}),
  );
}
