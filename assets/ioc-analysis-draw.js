/* The pictures of the analysis page: map, time control, table, chart, and what they do together. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MAP_FIRST_MS = 1500;
  const ID = { map: "analysis-map", table: "analysis-table", slider: "analysis-slider", series: "analysis-series" };
  let charted = ""; // what the chart was drawn from

  const at = (id) => document.getElementById(id);
  const state = () => ioc.analysis.state();
  const view = () => ioc.analysis.view();
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** A page that has just been opened holds no chart yet. */
  function begin() {
    charted = "";
    ioc.analysisBeside.drop();
  }

  // ---- the map --------------------------------------------------------------------------------

  /** Show the map of the order; resolves when it is on the screen, or when it keeps us waiting. */
  async function map() {
    const { spec } = view();
    const { mode, selected } = state();
    ioc.analysisTime.end();
    const held = ioc.map.stateOf(ID.map);
    // Other land: what lies over the old one belongs to it no more.
    if (held && held.spec && (held.spec.vintage !== spec.vintage || held.spec.directory !== spec.directory)) ioc.analysisBeside.drop();
    await Promise.race([ioc.map.show(ID.map, { ...spec, mode, selected: selected || null }), pause(MAP_FIRST_MS)]);
    // What follows would hold up the picture that has been painted: it goes out first.
    await frame();
    await frame();
  }

  const withoutRevision = (url) => url.replace(/([?&])rev=\d+/, "$1");

  /** A directory that says the same under a new revision keeps its address, so that the map keeps its zoom. */
  async function steady() {
    const held = ioc.map.stateOf(ID.map);
    const { spec, ground } = view();
    const old = held && held.spec && held.spec.directory;
    if (!old || old === spec.directory || withoutRevision(old) !== withoutRevision(spec.directory)) return;
    try {
      const [one, two] = await Promise.all([ioc.data.directory(old), ioc.data.directory(spec.directory)]);
      if (one.codes.join() !== two.codes.join() || one.names.join() !== two.names.join()) return;
      ground.directory = spec.directory = old;
    } catch {
      // Then the map is laid out anew, as for any other list of areas.
    }
  }

  // ---- time and table -------------------------------------------------------------------------

  /** Everything besides the map. */
  function rest() {
    const { spec, periods } = view();
    ioc.slider.show(ID.slider, {
      periods, period: state().period, language: spec.language,
      on: ioc.analysisTime.on,
    });
    ioc.scrub.soon(spec);
    showTable(state().period, false).then(() => ioc.analysisPicked.draw());
    chart();
    ioc.analysisBeside.follow();
  }

  /** The period just before, where its number may be compared: both must be over. */
  function periodBefore(period) {
    const { periods, closed } = view();
    const place = periods.indexOf(period);
    if (place < 1 || !closed || period > closed) return null;
    const before = periods[place - 1];
    const parted = ioc.analysisChart.isParted(view().chart.breaks, before, period);
    return ioc.analysisChart.distance(before, period) === 1 && !parted ? before : null;
  }

  async function showTable(period, light) {
    const { spec } = view();
    const { selected, search, status, sort } = state();
    await ioc.table.show(ID.table, {
      spec, period, light, target: ioc.analysis.targetAt(period), before: periodBefore(period),
      selected, search, status, sort, language: spec.language,
      on: {
        select: ioc.analysis.pick,
        drill: ioc.analysis.drill,
        hover: (code) => ioc.map.highlight(ID.map, code),
        sort: (wanted) => ioc.analysis.change({ sort: wanted === "rank" ? "" : wanted }),
      },
    });
  }

  // ---- the chart ------------------------------------------------------------------------------

  const graph = () => document.querySelector(`#${ID.series} .js-plotly-plot`);

  /** Draw the chart of the order; where only the period is another one, move its mark. */
  function chart() {
    const { chart: told, measure, periods, language, ground } = view();
    const { period } = state();
    at("analysis-series-title").textContent = told.title;
    const empty = at("analysis-series-empty");
    empty.textContent = told.empty;
    empty.hidden = !told.empty;
    const { title, ...numbers } = told;
    const from = JSON.stringify([numbers, measure.indicator, Boolean(period)]);
    if (from === charted) {
      ioc.analysisTime.mark(period);
      return;
    }
    charted = from;
    const figure = ioc.analysisChart.figure({ chart: told, measure, periods, period, language, demo: ground.demo_label });
    ioc.analysis.setProps(ID.series, { figure });
  }

  function drawn() {
    // Plotly draws after this callback; the mark is set once it has.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!state() || !view() || !at(ioc.analysis.ID.page)) return;
        ioc.analysisTime.mark(state().period);
        ioc.analysisPicked.draw();
      }),
    );
    return window.dash_clientside.no_update;
  }

  /** A point of the chart is a period: the others go there. */
  function clicked(event) {
    const none = window.dash_clientside.no_update;
    const point = event && event.points && event.points[0];
    if (!point || !view()) return none;
    const day = String(point.x).slice(0, 10);
    const period = view().periods.find((each) => ioc.analysisChart.lastDay(each) === day);
    if (period) {
      ioc.slider.halt(ID.slider);
      ioc.analysis.change({ period });
    }
    return none;
  }

  // The table marks the rows that the map found changed, until the marks go.
  document.addEventListener("ioc:fresh", (event) => event.target.id === ID.map && ioc.table.change(ID.table, {}));

  ioc.analysisDraw = { begin, map, steady, rest, periodBefore, showTable, chart, graph, drawn, clicked };
})();
