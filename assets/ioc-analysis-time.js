/* Time that runs on the analysis page: map, legend, finding, chart and table follow it out of memory. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const ID = { map: "analysis-map", slider: "analysis-slider", table: "analysis-table" };
  // The table sorts thousands of rows: it takes a sixth of the time at most.
  const TABLE_MS = 200;
  const TABLE_SHARE = 6;
  let table = null; // the period that the table is to show next
  let cost = 0; // ms that it took last
  let words = null; // what the chart says of each period, while it is the same chart

  const state = () => ioc.analysis.state();
  const view = () => ioc.analysis.view();
  const maps = () => [ID.map, ...(ioc.beside.swiped(ID.map) ? [ioc.beside.swiped(ID.map)] : [])];

  function near() {
    if (!view()) return;
    ioc.scrub.near(view().spec);
  }

  /** The first of several steps: what the server still says of a period is not waited for. */
  function start() {
    ioc.analysis.holdTime();
    ioc.analysis.at(ioc.analysis.ID.page).toggleAttribute("data-running", true);
    words = null;
  }

  /** Another period, at once; the promise of its pictures where they are not in memory yet. */
  function step(period) {
    const change = { period, target: ioc.analysis.targetAt(period) };
    const coming = maps().map((id) => ioc.scrub.step(id, change)).filter(Boolean);
    say(period);
    const drawn = ioc.analysisDraw.graph();
    ioc.scrub.slide(drawn, placeOf(drawn), period);
    tableSoon(period);
    return coming.length ? Promise.all(coming) : null;
  }

  /** Time no longer runs, or something else has chosen the period. */
  function end() {
    clearTimeout(tableSoon.timer);
    tableSoon.timer = table = null;
    for (const id of maps()) ioc.scrub.rest(id);
  }

  function settle(period) {
    end();
    ioc.analysis.restTime(period);
  }

  /** The words are again those of the period on the map. */
  function said() {
    const { at, ID: { page, headline } } = ioc.analysis;
    delete at(headline).dataset.preview;
    at(page).toggleAttribute("data-running", false);
  }

  // ---- the finding ----------------------------------------------------------------------------

  /** The finding while time runs, from the chart's own words: "Tháng 08/2023: 98,34% (3.743/3.806)". */
  function say(period) {
    const drawn = ioc.analysisDraw.graph();
    const headline = ioc.analysis.at(ioc.analysis.ID.headline);
    if (!drawn || !headline) return;
    words = words || wordsOf(drawn);
    const said = words.get(ioc.analysisChart.label(period, ioc.analysis.language()));
    const name = headline.textContent.split(/: (?=[\d–-])/)[0];
    if (said) headline.dataset.preview = `${name} – ${said}`;
    else delete headline.dataset.preview;
  }

  function wordsOf(drawn) {
    const found = new Map();
    for (const trace of drawn.data || []) {
      if (trace.meta !== state().area || !trace.customdata) continue;
      for (const text of trace.customdata) {
        const said = text && text.split("<br>")[0];
        if (said) found.set(said.slice(0, said.indexOf(":")), said);
      }
    }
    return found;
  }

  // ---- the chart's mark -----------------------------------------------------------------------

  const placeOf = (drawn) => ((drawn && drawn.layout && drawn.layout.shapes) || []).findIndex((shape) => shape.name === ioc.analysisChart.MARKER);

  /** Move the upright line of the chart to a period. */
  function mark(period) {
    const drawn = ioc.analysisDraw.graph();
    const place = placeOf(drawn);
    if (place < 0 || !ioc.charts.library() || !period) return;
    const day = ioc.analysisChart.lastDay(period);
    for (const line of drawn.querySelectorAll(`.shapelayer path[data-index="${place}"]`)) line.removeAttribute("transform");
    if (drawn.layout.shapes[place].x0 === day) return;
    ioc.charts.library().relayout(drawn, { [`shapes[${place}].x0`]: day, [`shapes[${place}].x1`]: day });
  }

  // ---- the table ------------------------------------------------------------------------------

  /** The table follows some times a second, and only in sight. */
  function tableSoon(period) {
    table = period;
    if (!tableSoon.timer) tableSoon.timer = setTimeout(showTable, Math.max(TABLE_MS, TABLE_SHARE * cost));
  }

  async function showTable() {
    const period = table;
    tableSoon.timer = table = null;
    const host = ioc.analysis.at(ID.table);
    if (!host || !view() || !ioc.slider.running(ID.slider)) return;
    const { top, bottom } = host.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight || !lay(period)) return;
    const began = performance.now();
    await ioc.analysisDraw.showTable(period, true);
    ioc.analysisPicked.draw();
    requestAnimationFrame(() => setTimeout(() => (cost = performance.now() - began)));
  }

  /** Put the slice that the table asks for where it looks for it. */
  function lay(period) {
    const { spec } = view();
    const history = ioc.history.held(spec);
    if (!history) return false;
    const url = ioc.data.withQuery(spec.slice, "period", period);
    if (!ioc.data.holdsSlice(url)) ioc.data.keepSlice(url, ioc.history.at(history, spec, period));
    return true;
  }

  ioc.analysisTime = { on: { near, start, step, settle }, end, said, mark };
})();
