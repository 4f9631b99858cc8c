/* The analysis page: one state, that the address, map, series, table and time control all follow. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const ID = {
    page: "analysis-page", map: "analysis-map", table: "analysis-table", slider: "analysis-slider",
    series: "analysis-series", search: "analysis-search", picked: "analysis-picked", pinned: "analysis-pinned",
    headline: "analysis-headline", updated: "analysis-updated", compare: "analysis-compare", mode: "analysis-mode", beside: "analysis-beside",
  };
  const WORDS = {
    vi: { failed: "Chưa nhận được trả lời của máy chủ; số liệu đang thấy là của lần xem trước.", retry: "Thử lại" },
    en: { failed: "The server has not answered; the figures shown are those of the last view.", retry: "Try again" },
  };
  const ALL = "*"; // as layouts.components.filters.ALL
  const PATIENCE_MS = 8000;
  // What the server must be asked for: everything, or the chart alone.
  const PLACE_FIELDS = ["vintage", "area", "former"];
  const VIEW_FIELDS = [...PLACE_FIELDS, "level", "group", "indicator", "period", "language"];
  const CHART_FIELDS = ["selected", "compare"];
  const LOCAL_FIELDS = ["search", "status", "sort", "mode", "selected", "compare", "beside"];

  let now = null; // the state: fields of ioc.view_state.ViewState
  let view = null; // what the server has ordered, put together from its answers
  let serial = 0; // of the last question; older answers are dropped
  let adopted = 0; // of the last order that is on the screen or on its way there
  let job = null; // the question that is on its way: {controller, part}
  let leaving = false; // another page has been asked for while this one still stands
  let refreshing = false; // the next order comes of new numbers: tell that they changed
  let anew = false; // areas or the catalogue changed: what the page holds of them is asked for, too

  const at = (id) => document.getElementById(id);
  const language = () => (view && view.language === "en" ? "en" : "vi");
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);
  const differs = (one, two, fields) => fields.some((field) => one[field] !== two[field]);

  // ---- the state and the address ------------------------------------------------------------

  /** The query of a state, as ViewState.to_query writes it. */
  function query(state, only) {
    const { names, defaults } = view.known;
    const fields = new URLSearchParams();
    for (const [field, name] of Object.entries(names)) {
      if (only && !only.includes(field)) continue;
      if (state[field] && (field === "area" || state[field] !== defaults[field])) fields.set(name, state[field]);
    }
    return fields;
  }

  const inside = (area) => ({ area, former: "", level: "", selected: "", search: "", status: "" });

  /** Another area or period is a step that "back" undoes; another indicator or order is not. */
  function writeAddress(step) {
    const page = at(ID.page);
    const text = query(now).toString();
    const theme = new URLSearchParams(location.search).get("nen");
    const address = `${page.dataset.path}?${text}${theme ? `&nen=${theme}` : ""}`;
    if (address !== location.pathname + location.search) {
      if (step) history.pushState({}, "", address);
      else history.replaceState(history.state, "", address);
    }
    for (const link of page.querySelectorAll("a[data-file]")) {
      link.href = `${page.dataset.export}/${link.dataset.file}?${text}`;
    }
    for (const link of page.querySelectorAll("a[data-area]")) {
      link.href = `${page.dataset.path}?${query({ ...now, ...inside(link.dataset.area) })}`;
    }
  }

  /** The state of the address, after a step back or forward. */
  function readAddress() {
    const { names, defaults, home } = view.known;
    const given = new URLSearchParams(location.search);
    const state = { ...defaults, area: home };
    for (const [field, name] of Object.entries(names)) if (given.get(name)) state[field] = given.get(name);
    return state;
  }

  /** Change the state and let everything follow that depends on what changed. */
  function change(some, carried) {
    if (!now || leaving) return;
    const before = now;
    now = { ...now, ...some };
    if (carried || differs(before, now, VIEW_FIELDS)) {
      ask({ carried, step: "period" in some });
      return;
    }
    if (!differs(before, now, LOCAL_FIELDS)) return;
    writeAddress(false);
    if (differs(before, now, CHART_FIELDS)) ask({ part: "chart" });
    follow(some);
  }

  // ---- asking ---------------------------------------------------------------------------------

  function address({ carried, part }) {
    const fields = query(now, [...VIEW_FIELDS, ...CHART_FIELDS]);
    const holds = !carried && !anew && !differs(now, view.state, [...PLACE_FIELDS, "group", "language"]);
    if (part) fields.set("part", part);
    else if (holds) fields.set("held", view.spec.level);
    if (carried) fields.set("carried", carried);
    fields.set("say", language());
    fields.set("rev", knownRevision());
    fields.set("day", view.day);
    return `${at(ID.page).dataset.view}?${fields}`;
  }

  /** When the numbers asked for changed last, as far as the page knows. */
  function knownRevision() {
    const mine = now.indicator === view.state.indicator ? view.revision : view.areas_revision;
    return Math.max(mine, ioc.live.touched([now.indicator]));
  }

  /** Ask for what the state now stands for; `part` "chart" leaves everything else as it is. */
  async function ask({ carried = "", part = "", restored = false, step = false } = {}) {
    // What is on its way and wanted more is asked for again, or its answer would be missed.
    const whole = !part || Boolean(job && !job.part);
    const kept = Boolean(job && job.step) && !restored;
    if (job) job.controller.abort();
    const mine = (serial += 1);
    const question = { carried, part: whole ? "" : part };
    job = { controller: new AbortController(), part: question.part, step: step || kept };
    const { step: told } = job;
    at(ID.page).setAttribute("aria-busy", "true");
    const again = () => ask({ carried, part: question.part, restored, step: told });
    wait(again);
    try {
      const answer = await ioc.analysisAnswer.ask(address(question), job.controller.signal);
      if (mine !== serial || !at(ID.page)) return;
      job = null;
      if (question.part) adoptChart(answer);
      else adopt(answer, restored, told);
    } catch (error) {
      if (mine !== serial || !at(ID.page)) return;
      if (error.name !== "AbortError") sayFailed(again);
    }
  }

  /** An answer that does not come is said, with a way to ask again. */
  function wait(again) {
    quiet();
    wait.timer = setTimeout(() => sayFailed(again), PATIENCE_MS);
  }

  function sayFailed(again) {
    quiet();
    if (!at(ID.page) || !at(ID.page).hasAttribute("aria-busy")) return;
    const word = WORDS[language()];
    wait.notice = ioc.tip.node("p", "ana-note ana-failed", word.failed);
    wait.notice.setAttribute("role", "alert");
    wait.notice.append(ioc.analysisPicked.button(word.retry, again));
    at(ID.headline).after(wait.notice);
  }

  function quiet() {
    clearTimeout(wait.timer);
    if (wait.notice) wait.notice.remove();
    wait.notice = null;
  }

  // ---- what the server ordered --------------------------------------------------------------

  /** The last order of the period shown; null where none is set. */
  function targetAt(period) {
    let found = null;
    for (const [since, value] of view.targets) if (since <= period) found = value;
    return found;
  }

  /** What the number of an area on the map still lacks, as lines; asked when somebody looks at it. */
  async function why(code, period) {
    const [path, fields] = address({ part: "missing" }).split("?");
    const query = new URLSearchParams(fields);
    query.set(view.known.names.selected, code);
    query.set(view.known.names.period, period);
    const { header } = await ioc.analysisAnswer.ask(`${path}?${query}`);
    return header.missing;
  }

  /** Put an order together with what stays from the one before. */
  function merge(order, state) {
    const place = order.place || {};
    view = { ...view, ...order, ...place, state };
    const { measure, revision } = view;
    const { indicator, period } = state;
    const { ground } = view;
    const slice = Object.entries({ indicator, rev: revision, period }).reduce((url, [name, value]) => ioc.data.withQuery(url, name, value), ground.slice);
    view.spec = {
      ...ground, ...measure, slice, period, revision, language: view.language, never: !period,
      target: targetAt(period), event_store: null, wall: false, why,
    };
  }

  /** The page has been opened: what it shows stands in its own order. */
  function open(order) {
    const none = window.dash_clientside.no_update;
    if (!order) return none;
    if (job) job.controller.abort();
    job = null;
    serial += 1;
    adopted += 1;
    refreshing = anew = leaving = false;
    quiet();
    view = null;
    now = order.state;
    merge(order, now);
    at(ID.page).removeAttribute("aria-busy");
    foldFilters();
    writeAddress(false);
    mark();
    ioc.analysisDraw.begin();
    ioc.analysisDraw.map();
    ioc.analysisDraw.rest();
    catchUp();
    return none;
  }

  /** An answer has come: the map first, all else once it has been painted. */
  async function adopt({ header, columns }, restored, chosen) {
    if (header.areas_revision !== view.areas_revision && !header.place) {
      anew = true;
      ask({ restored, step: chosen });
      return;
    }
    const before = view.state;
    const saidBefore = said(view);
    now = { ...now, ...header.state };
    merge(header, now);
    const mine = (adopted += 1);
    const step = !restored && (chosen || differs(before, now, PLACE_FIELDS));
    const told = refreshing;
    refreshing = anew = false;
    mark();
    if (header.place) await ioc.analysisDraw.steady();
    ioc.data.keepSlice(view.spec.slice, ioc.analysisAnswer.sliceOf({ header, columns }, view.spec));
    if (mine !== adopted || !at(ID.map)) return;
    await ioc.analysisDraw.map();
    if (mine !== adopted || !at(ID.page)) return;
    ioc.analysisWords.tell(header, restored);
    writeAddress(step);
    ioc.analysisDraw.rest();
    if (told && (said(view) !== saidBefore || ioc.fresh.any(ID.map))) tellUpdated();
    settle();
  }

  /** What the page says in words and lines, to tell whether new numbers changed it. */
  const said = ({ headline, facts, chart }) => JSON.stringify([headline, facts, chart]);

  /** Only the chart is another one; the areas on the map stay as they are. */
  function adoptChart({ header }) {
    now = { ...now, ...header.state };
    view.chart = header.chart;
    view.state = now;
    ioc.analysisDraw.chart();
    settle();
  }

  /** Nothing is on its way any more. */
  function settle() {
    if (job) return;
    quiet();
    at(ID.page).removeAttribute("aria-busy");
  }

  function mark() {
    const page = at(ID.page);
    page.toggleAttribute("data-too-deep", Boolean(view.too_deep));
    sayTarget();
  }

  /** Colours by target need one; where there is none the map falls back, and the page says why. */
  function sayTarget() {
    at(ID.page).toggleAttribute("data-no-target", now.mode !== "value" && targetAt(now.period) === null);
  }

  /** What the browser does alone: raise, filter, sort, recolour. */
  function follow(some) {
    if ("mode" in some) {
      ioc.map.preview(ID.map, { mode: now.mode });
      ioc.beside.preview(ID.map, { mode: now.mode });
      sayTarget();
    }
    if ("beside" in some) ioc.analysisBeside.follow();
    if ("selected" in some) ioc.map.preview(ID.map, { selected: now.selected || null });
    const { selected, search, status, sort } = now;
    ioc.table.change(ID.table, { selected, search, status, sort });
    ioc.analysisPicked.draw();
  }

  // ---- time that runs -------------------------------------------------------------------------

  /** What is on its way for another period alone is outdated: time asks when it rests. */
  function holdTime() {
    const others = VIEW_FIELDS.filter((field) => field !== "period");
    if (!job || job.part || refreshing || differs(now, view.state, others)) return;
    job.controller.abort();
    job = null;
    serial += 1;
    settle();
  }

  /** Time rests at a period: ask for what the page does not show yet. */
  function restTime(period) {
    if (!view || leaving || !at(ID.page)) return;
    now = { ...now, period };
    catchUp();
    if (differs(now, view.state, VIEW_FIELDS)) {
      ask({ step: true });
      return;
    }
    // Back where it began: the words are right, map and table take up what a history leaves out.
    ioc.analysisTime.said();
    ioc.analysisDraw.map().then(() => at(ID.page) && ioc.analysisDraw.rest());
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
    tellUpdated.timer = setTimeout(() => (badge.hidden = true), ioc.fresh.MARK_MS);
  }

  // ---- going to an area ---------------------------------------------------------------------

  function pick(code) {
    if (now.selected !== code) change({ selected: code });
  }

  function drill(code) {
    if (view.drill) change(inside(code));
    else pick(code);
  }

  /** What is chosen on a page that is about to give way would be lost with it. */
  function leave(page) {
    leaving = true;
    page.setAttribute("aria-busy", "true");
  }

  // Before Dash hears of it: a step within the page is no new page.
  window.addEventListener("popstate", (event) => {
    const page = now && at(ID.page);
    if (!page) return;
    // Dash may still be on its way to the other page: then it must hear of the way back, too.
    if (location.pathname !== page.dataset.path) leave(page);
    if (leaving) return;
    event.stopImmediatePropagation();
    ioc.slider.halt(ID.slider);
    now = readAddress();
    ask({ restored: true });
  }, true);

  // ---- what Dash calls --------------------------------------------------------------------------

  function isBehind() {
    if (!now || !view || leaving || !at(ID.page)) return false;
    return ioc.live.touched([now.indicator]) > Math.max(view.revision, view.areas_revision);
  }

  /** Numbers may have changed since the page was made: those that it shows are asked for again. */
  async function catchUp() {
    // While time runs the map stays what it is: it asks when it rests.
    if (!isBehind() || ioc.slider.running(ID.slider)) return;
    refreshing = true;
    anew = anew || ioc.live.touched([]) > view.areas_revision;
    await ask();
  }

  let keepUp = null; // made late: scripts come in the order of their names
  window.addEventListener("ioc:live", () => {
    keepUp = keepUp || ioc.live.steadily(catchUp);
    if (isBehind()) keepUp();
  });

  ioc.analysis = { ID, ALL, at, setProps, state: () => now, view: () => view, language, address, change, inside, pick, drill, targetAt, holdTime, restTime };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.analysis = {
    open,
    drawn: () => ioc.analysisDraw.drawn(),
    clicked: (event) => ioc.analysisDraw.clicked(event),
  };
})();
