/* The analysis page: one state, that the address, map, series, table and time control all follow. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const ID = {
    page: "analysis-page", map: "analysis-map", table: "analysis-table", slider: "analysis-slider",
    series: "analysis-series", viewState: "analysis-view-state", seriesState: "analysis-series-state",
    search: "analysis-search", picked: "analysis-picked", pinned: "analysis-pinned",
    headline: "analysis-headline", updated: "analysis-updated", compare: "analysis-compare", mode: "analysis-mode",
  };
  const WORDS = {
    vi: { failed: "Chưa nhận được trả lời của máy chủ; số liệu đang thấy là của lần xem trước.", retry: "Thử lại" },
    en: { failed: "The server has not answered; the figures shown are those of the last view.", retry: "Try again" },
  };
  const ALL = "*"; // as layouts.components.filters.ALL
  const UPDATED_MS = 10000;
  const PATIENCE_MS = 8000;
  // What the server must be asked again for: the view, the series.
  const VIEW_FIELDS = ["vintage", "area", "former", "level", "group", "indicator", "period", "language"];
  const SERIES_FIELDS = ["vintage", "area", "former", "level", "indicator", "period", "selected", "compare", "language"];
  const LOCAL_FIELDS = ["search", "status", "sort", "mode", "selected", "compare"];

  let now = null; // the state: fields of ioc.view_state.ViewState
  let view = null; // the server's last order
  let charted = null; // the state that the chart was asked for
  let serial = 0;
  let refreshing = false; // the next order comes from a new revision: tell that numbers changed
  let previewed = ""; // period drawn while time runs

  const at = (id) => document.getElementById(id);
  const language = () => (view && view.spec.language === "en" ? "en" : "vi");
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);

  // ---- the state and the address ------------------------------------------------------------

  function query(state) {
    const fields = new URLSearchParams();
    for (const [field, name] of Object.entries(view.names)) {
      if (field === "area" || state[field] !== view.defaults[field]) fields.set(name, state[field]);
    }
    return fields.toString();
  }

  function writeAddress() {
    const page = at(ID.page);
    const text = query(now);
    const theme = new URLSearchParams(location.search).get("nen");
    const address = `${page.dataset.path}?${text}${theme ? `&nen=${theme}` : ""}`;
    if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
    for (const link of page.querySelectorAll("a[data-file]")) {
      link.href = `${page.dataset.export}/${link.dataset.file}?${text}`;
    }
  }

  /** Change the state and let everything follow that depends on what changed. */
  function change(some, carried) {
    if (!now) return;
    const before = now;
    now = { ...now, ...some };
    const moved = (fields) => fields.some((field) => before[field] !== now[field]);
    if (!moved(Object.keys(now)) && !carried) return;
    const asks = moved(VIEW_FIELDS) || Boolean(carried);
    if (!asks) writeAddress();
    if (asks) askView(carried || "");
    // A new view may mend fields of the state, so its series is asked for once it has come.
    else if (moved(SERIES_FIELDS)) askSeries();
    if (moved(LOCAL_FIELDS) && !asks) follow(some);
  }

  function askView(carried) {
    serial += 1;
    at(ID.page).setAttribute("aria-busy", "true");
    waiting(carried);
    const place = ["vintage", "area", "former", "language"];
    const same_place = !carried && !refreshing && place.every((field) => now[field] === view.state[field]);
    setProps(ID.viewState, { data: { ...now, serial, carried: carried || "", same_place } });
  }

  /** An answer that does not come is said, with a way to ask again. */
  function waiting(carried) {
    clearTimeout(waiting.timer);
    if (waiting.notice) waiting.notice.remove();
    waiting.notice = null;
    if (carried === undefined) return;
    waiting.timer = setTimeout(() => {
      const page = at(ID.page);
      if (!page || !page.hasAttribute("aria-busy")) return;
      const word = WORDS[language()];
      waiting.notice = ioc.tip.node("p", "ana-note ana-failed", word.failed);
      waiting.notice.setAttribute("role", "alert");
      waiting.notice.append(ioc.analysisPicked.button(word.retry, () => askView(carried)));
      at(ID.headline).after(waiting.notice);
    }, PATIENCE_MS);
  }

  function askSeries() {
    charted = now;
    setProps(ID.seriesState, { data: { ...now, serial } });
  }

  /** What the browser does alone: raise, filter, sort, recolour. */
  function follow(some) {
    if ("mode" in some) {
      ioc.map.preview(ID.map, { mode: now.mode });
      sayTarget();
    }
    if ("selected" in some) ioc.map.preview(ID.map, { selected: now.selected || null });
    const { selected, search, status, sort } = now;
    ioc.table.change(ID.table, { selected, search, status, sort });
    ioc.analysisPicked.draw();
  }

  // ---- what the server ordered --------------------------------------------------------------

  const withoutRevision = (url) => url.replace(/([?&])rev=\d+/, "$1");

  /** A directory that says the same under a new revision keeps its address, so that the map keeps its zoom. */
  async function steady(spec) {
    const held = ioc.map.stateOf(ID.map);
    const old = held && held.spec && held.spec.directory;
    if (!old || old === spec.directory || withoutRevision(old) !== withoutRevision(spec.directory)) return spec;
    try {
      const [one, two] = await Promise.all([ioc.data.directory(old), ioc.data.directory(spec.directory)]);
      const same = one.codes.join() === two.codes.join() && one.names.join() === two.names.join();
      return same ? { ...spec, directory: old } : spec;
    } catch {
      return spec;
    }
  }

  function targetAt(period) {
    let found = null;
    for (const [since, value] of view.targets) if (since <= period) found = value;
    return found;
  }

  /** Colours by target need one; where there is none the map falls back, and the page says why. */
  function sayTarget() {
    at(ID.page).toggleAttribute("data-no-target", now.mode !== "value" && targetAt(now.period) === null);
  }

  /** The period just before, where its number may be compared: both must be over. */
  function periodBefore(period) {
    const place = view.periods.indexOf(period);
    if (place < 1 || !view.closed || period > view.closed) return null;
    const before = view.periods[place - 1];
    return distance(before, period) === 1 ? before : null;
  }

  /** Steps between two periods of one kind; NaN for days and mixed kinds. */
  function distance(one, two) {
    const count = (text) => {
      const found = /^(\d{4})(?:-(?:Q(\d)|H(\d)|(\d{2})))?$/.exec(text);
      if (!found) return NaN;
      const [, year, quarter, half, month] = found.map(Number);
      if (quarter) return year * 4 + quarter;
      if (half) return year * 2 + half;
      return month ? year * 12 + month : year;
    };
    return one.length === two.length ? count(two) - count(one) : NaN;
  }

  function showTable(period, light) {
    const { spec } = view;
    return ioc.table.show(ID.table, {
      spec, period, light, target: targetAt(period), before: periodBefore(period),
      selected: now.selected, search: now.search, status: now.status, sort: now.sort,
      language: spec.language,
      on: {
        select: (code) => pick(code),
        drill: (code) => drill(code),
        hover: (code) => ioc.map.highlight(ID.map, code),
        sort: (sort) => change({ sort: sort === "rank" ? "" : sort }),
      },
    });
  }

  const MAP_FIRST_MS = 1500;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  async function draw(withSeries) {
    const wanted = serial;
    const spec = await steady(view.spec);
    if (wanted !== serial || !at(ID.map)) return;
    view.spec = spec;
    previewed = now.period;
    sayTarget();
    const shown = ioc.map.show(ID.map, { ...spec, mode: now.mode, selected: now.selected || null });
    ioc.slider.show(ID.slider, {
      periods: view.periods, period: now.period, language: spec.language,
      on: { step: preview, settle: (period) => change({ period }), start: prefetch },
    });
    const table = showTable(now.period, false);
    // The map is looked at first: a chart drawn meanwhile would hold it up by as long as it takes.
    if (withSeries) {
      await Promise.race([shown, pause(MAP_FIRST_MS)]);
      if (wanted === serial && at(ID.map)) askSeries();
    }
    await Promise.all([shown, table]);
    ioc.analysisPicked.draw();
  }

  /** While time runs: map, table and mark move without the server's pages. */
  async function preview(period) {
    previewed = period;
    mark(period);
    sayPeriod(period);
    await Promise.all([
      ioc.map.preview(ID.map, { period, target: targetAt(period) }),
      showTable(period, true),
    ]);
    ioc.analysisPicked.draw();
  }

  function prefetch() {
    const place = view.periods.indexOf(now.period);
    ioc.data.prefetch(view.spec, [...view.periods.slice(place), ...view.periods.slice(0, place)]);
  }

  /** The finding while time runs, from the chart's own words: "Tháng 08/2023: 98,34% (3.743/3.806)". */
  function sayPeriod(period) {
    const chart = graph();
    const headline = at(ID.headline);
    if (!chart || !headline) return;
    const line = (chart.data || []).find((trace) => trace.meta === now.area);
    const said = line && line.customdata && [...line.customdata].find((text) => text.startsWith(`${periodWords(period)}:`));
    const name = headline.textContent.split(/: (?=[\d–-])/)[0];
    if (said) headline.dataset.preview = `${name} – ${said}`;
    else delete headline.dataset.preview;
  }

  const periodWords = (period) => ioc.format.period(period, language());

  // ---- the chart ------------------------------------------------------------------------------

  const graph = () => document.querySelector(`#${ID.series} .js-plotly-plot`);

  function lastDay(period) {
    const found = /^(\d{4})(?:-(?:Q(\d)|H(\d)|(\d{2})))?$/.exec(period);
    if (!found) return period;
    const [, year, quarter, half, month] = found.map(Number);
    const end = quarter ? quarter * 3 : half ? half * 6 : month || 12;
    return new Date(Date.UTC(year, end, 0)).toISOString().slice(0, 10);
  }

  /** Move the upright line of the chart to a period. */
  function mark(period) {
    const chart = graph();
    if (!chart || !window.Plotly || !chart.layout || !period) return;
    const place = (chart.layout.shapes || []).findIndex((shape) => shape.name === "shown-period");
    if (place < 0) return;
    const day = lastDay(period);
    if (chart.layout.shapes[place].x0 === day) return;
    window.Plotly.relayout(chart, { [`shapes[${place}].x0`]: day, [`shapes[${place}].x1`]: day });
  }

  function clicked(event) {
    const point = event && event.points && event.points[0];
    if (!point || !view) return window.dash_clientside.no_update;
    const day = String(point.x).slice(0, 10);
    const period = view.periods.find((each) => lastDay(each) === day);
    if (period) {
      ioc.slider.halt(ID.slider);
      change({ period });
    }
    return window.dash_clientside.no_update;
  }

  // ---- going to an area ---------------------------------------------------------------------

  function pick(code) {
    if (now.selected !== code) change({ selected: code });
  }

  function drill(code) {
    if (!view.drill) {
      pick(code);
      return;
    }
    change({ area: code, former: "", level: "", selected: "", search: "", status: "" });
  }

  // ---- what Dash calls --------------------------------------------------------------------------

  /** A view has come, with the page or as an answer. */
  function adopt(data) {
    const none = window.dash_clientside.no_update;
    if (!data || (data.serial !== undefined && data.serial !== serial)) return none;
    const answer = data.serial !== undefined;
    // What the user did meanwhile without the server stands.
    const kept = answer ? Object.fromEntries(LOCAL_FIELDS.map((field) => [field, now[field]])) : {};
    const known = !kept.selected || data.state.selected === kept.selected;
    if (!answer) serial += 1;
    view = { ...(answer ? view : {}), ...data };
    now = { ...data.state, ...kept, ...(known ? {} : { selected: "" }) };
    if (!answer) charted = now;
    const page = at(ID.page);
    page.removeAttribute("aria-busy");
    waiting();
    page.toggleAttribute("data-too-deep", Boolean(view.too_deep));
    if (!answer) foldFilters();
    else setControls(data.chosen);
    delete at(ID.headline).dataset.preview;
    writeAddress();
    const withSeries = refreshing || SERIES_FIELDS.some((field) => charted[field] !== now[field]);
    if (!withSeries) mark(now.period);
    if (refreshing) tellUpdated();
    refreshing = false;
    draw(withSeries);
    return none;
  }

  /** Selects show what the server made of the wish. */
  function setControls(chosen) {
    const values = {
      "analysis-vintage": now.vintage, "analysis-province": chosen.province, "analysis-district": chosen.district,
      "analysis-commune": chosen.commune, "analysis-level": now.level, "analysis-group": now.group || ALL,
      "analysis-indicator": now.indicator, "analysis-period": now.period,
    };
    for (const [id, value] of Object.entries(values)) setProps(id, { value });
  }

  /** Small screens begin with the picture; the filters are one touch away. */
  function foldFilters() {
    const filters = at("analysis-filters");
    if (filters && matchMedia("(max-width: 1099px)").matches) filters.open = false;
  }

  function tellUpdated() {
    const badge = at(ID.updated);
    if (!badge) return;
    badge.hidden = false;
    clearTimeout(tellUpdated.timer);
    tellUpdated.timer = setTimeout(() => (badge.hidden = true), UPDATED_MS);
  }

  function drawn() {
    // Plotly draws after this callback; the mark is set once it has.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!now || !at(ID.page)) return;
        mark(previewed || now.period);
        ioc.analysisPicked.draw();
      }),
    );
    return window.dash_clientside.no_update;
  }

  function live(said) {
    if (said && now && at(ID.page) && view && said.revision !== view.spec.revision) {
      refreshing = true;
      askView("");
    }
    return window.dash_clientside.no_update;
  }

  ioc.analysis = { ID, ALL, at, state: () => now, view: () => view, language, change, pick, drill, graph };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.analysis = { adopt, drawn, clicked, live };
})();
