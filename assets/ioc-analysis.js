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
    vi: {
      pick: "Chọn một địa bàn trên bản đồ hoặc trong bảng để xem diễn biến của nó.",
      rank: (rank, of) => `hạng ${rank}/${of}`, pin: "Ghim so sánh", unpin: "Bỏ ghim", page: "Trang địa bàn",
      inside: "Xem bên trong", clear: "Bỏ chọn",
    },
    en: {
      pick: "Choose an area on the map or in the table to see it over time.",
      rank: (rank, of) => `rank ${rank}/${of}`, pin: "Pin to compare", unpin: "Unpin", page: "Area page",
      inside: "See inside", clear: "Clear",
    },
  };
  const MOST_PINNED = 5;
  const UPDATED_MS = 10000;
  // What the server must be asked again for: the view, the series.
  const VIEW_FIELDS = ["vintage", "area", "former", "level", "group", "indicator", "period", "language"];
  const SERIES_FIELDS = ["vintage", "area", "former", "level", "indicator", "selected", "compare", "language"];
  const LOCAL_FIELDS = ["search", "status", "sort", "mode", "selected", "compare"];

  let now = null; // the state: fields of ioc.view_state.ViewState
  let view = null; // the server's last order
  let charted = null; // the state that the chart was asked for
  let serial = 0;
  let refreshing = false; // the next order comes from a new revision: tell that numbers changed
  let previewed = ""; // period drawn while time runs

  const at = (id) => document.getElementById(id);
  const words = () => WORDS[language()];
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
    if (asks) askView(carried);
    // A new view may mend fields of the state, so its series is asked for once it has come.
    else if (moved(SERIES_FIELDS)) askSeries();
    if (moved(LOCAL_FIELDS) && !asks) follow(some);
  }

  function askView(carried) {
    serial += 1;
    at(ID.page).setAttribute("aria-busy", "true");
    setProps(ID.viewState, { data: { ...now, serial, carried: carried || "" } });
  }

  function askSeries() {
    charted = now;
    setProps(ID.seriesState, { data: { ...now, serial } });
  }

  /** What the browser does alone: raise, filter, sort, recolour. */
  function follow(some) {
    if ("mode" in some) ioc.map.preview(ID.map, { mode: now.mode });
    if ("selected" in some) ioc.map.preview(ID.map, { selected: now.selected || null });
    const { selected, search, status, sort } = now;
    ioc.table.change(ID.table, { selected, search, status, sort });
    drawPicked();
    drawPinned();
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
      language: spec.language, parents: spec.parent === "VN" || spec.level === "village" || now.former !== "",
      on: {
        select: (code) => pick(code),
        drill: (code) => drill(code),
        hover: (code) => ioc.map.highlight(ID.map, code),
        sort: (sort) => change({ sort: sort === "rank" ? "" : sort }),
      },
    });
  }

  async function draw() {
    const wanted = serial;
    const spec = await steady(view.spec);
    if (wanted !== serial || !at(ID.map)) return;
    view.spec = spec;
    previewed = now.period;
    const shown = ioc.map.show(ID.map, { ...spec, mode: now.mode, selected: now.selected || null });
    ioc.slider.show(ID.slider, {
      periods: view.periods, period: now.period, language: spec.language,
      on: { step: preview, settle: (period) => change({ period }), start: prefetch },
    });
    await Promise.all([shown, showTable(now.period, false)]);
    drawPicked();
    drawPinned();
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
    drawPicked();
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

  // ---- the picked area and the pinned ones ----------------------------------------------------

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

  const pins = () => now.compare.split(",").filter((part) => part && part !== "parent" && part !== "siblings");

  function setCompare(wordsChosen, codes) {
    change({ compare: [...["parent", "siblings"].filter((each) => wordsChosen.includes(each)), ...codes.slice(-MOST_PINNED)].join(",") });
  }

  const comparedWords = () => now.compare.split(",").filter((part) => part === "parent" || part === "siblings");

  function button(text, act, label) {
    const made = ioc.tip.node("button", "ana-chip", text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function drawPicked() {
    const place = at(ID.picked);
    if (!place || !view) return;
    const { node } = ioc.tip;
    const word = words();
    const found = now.selected && ioc.table.row(ID.table, now.selected);
    if (!found) {
      place.replaceChildren(node("span", "ana-hint", word.pick));
      return;
    }
    const { spec } = view;
    const said = node("span", "ana-picked-words");
    said.append(node("strong", "", found.name));
    const parts = [ioc.format.quantity(found.value, spec.unit, spec.decimals, spec.language)];
    if (found.rank) parts.push(word.rank(found.rank, found.of));
    parts.push(`${found.mark} ${found.statusWord}`);
    said.append(node("span", "", ` ${(Number.isNaN(found.value) ? parts.slice(0, 1) : parts).join(" · ")}`));
    const pinned = pins().includes(now.selected);
    const acts = node("span", "ana-picked-acts");
    const remember = () => setCompare(comparedWords(), pinned ? pins().filter((code) => code !== now.selected) : [...pins(), now.selected]);
    acts.append(button(pinned ? word.unpin : word.pin, remember));
    if (view.drill) acts.append(button(word.inside, () => drill(now.selected)));
    const link = node("a", "ana-chip", word.page);
    link.href = `/dia-ban/${now.vintage}/${now.selected}`;
    if (spec.level !== "village") acts.append(link);
    acts.append(button("✕", () => change({ selected: "" }), word.clear));
    place.replaceChildren(said, acts);
  }

  function drawPinned() {
    const place = at(ID.pinned);
    if (!place || !view) return;
    place.replaceChildren(
      ...pins().map((code) => {
        const found = ioc.table.row(ID.table, code);
        const name = found ? found.name : code;
        return button(`${name} ✕`, () => setCompare(comparedWords(), pins().filter((each) => each !== code)), `${words().unpin}: ${name}`);
      }),
    );
  }

  // ---- controls -------------------------------------------------------------------------------

  const ON_CHANGE = {
    "analysis-vintage": (value) => change({ vintage: value, selected: "", level: "" }, now.vintage),
    "analysis-province": (value) => change({ area: value, former: "", level: "", selected: "", search: "" }),
    "analysis-district": (value) => chooseDistrict(value),
    "analysis-commune": (value) => change({ area: value || above(), level: "", selected: "", former: value ? "" : now.former }),
    "analysis-level": (value) => change({ level: value, selected: "" }),
    "analysis-group": (value) => chooseGroup(value),
    "analysis-indicator": (value) => change({ indicator: value }),
    "analysis-period": (value) => {
      ioc.slider.halt(ID.slider);
      change({ period: value });
    },
    "analysis-status": (value) => change({ status: value }),
  };

  const ALL = "*"; // as layouts.components.filters.ALL
  const valueOf = (id) => (at(id) && at(id).value !== ALL ? at(id).value : "");

  /** Of the earlier vintage a district is an area; of the later one a way to gather communes. */
  function chooseDistrict(value) {
    const own = view.own_districts;
    if (own) change({ area: value || valueOf("analysis-province"), former: "", level: "", selected: "" });
    else change({ former: value, selected: "", level: now.level === "village" ? "village" : "" });
  }

  function above() {
    return (view.own_districts && valueOf("analysis-district")) || valueOf("analysis-province");
  }

  function chooseGroup(group) {
    const first = group && (view.groups || {})[group];
    const keep = !group || view.indicator_group === group;
    change(keep ? { group } : { group, indicator: first || now.indicator });
  }

  document.addEventListener("change", (event) => {
    if (!now || !at(ID.page)) return;
    const { target } = event;
    if (ON_CHANGE[target.id]) ON_CHANGE[target.id](valueOf(target.id));
    else if (target.closest(`#${ID.mode}`)) change({ mode: target.value });
    else if (target.closest(`#${ID.compare}`)) {
      const boxes = [...at(ID.compare).querySelectorAll("input")];
      setCompare(boxes.filter((box) => box.checked).map((box) => box.value), pins());
    }
  });

  document.addEventListener("input", (event) => {
    if (now && event.target.id === ID.search) change({ search: event.target.value });
  });

  document.addEventListener("ioc:area", (event) => {
    if (!now || event.target.id !== ID.map) return;
    const { code, action } = event.detail;
    if (action === "drill") drill(code);
    else pick(code);
  });

  document.addEventListener("click", (event) => {
    if (!now || !at(ID.page)) return;
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const step = event.target.closest(`#${ID.page} a[data-area]`);
    if (step && plain) {
      event.preventDefault();
      change({ area: step.dataset.area, former: "", level: "", selected: "", search: "", status: "" });
      return;
    }
    const picture = event.target.closest("[data-picture]");
    if (picture) ioc.analysisExport.picture(picture.dataset.picture, picture.dataset.kind, about());
    const copy = event.target.closest("[data-copy]");
    if (copy) copyLink(copy);
  });

  function about() {
    const demo = at("analysis-demo");
    return {
      mapId: ID.map, chart: graph(), language: language(),
      title: at(ID.headline).textContent,
      chartTitle: at("analysis-series-title").textContent,
      indicator: view.spec.title,
      source: view.source,
      period: ioc.format.period(now.period, language()),
      demo: demo && demo.textContent,
    };
  }

  async function copyLink(place) {
    const text = place.textContent;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Pages without a secure address have no clipboard of their own.
      const field = ioc.tip.node("textarea", "");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    place.textContent = place.dataset.done;
    setTimeout(() => (place.textContent = text), 2500);
  }

  document.addEventListener("keydown", (event) => {
    if (!now || !at(ID.page) || event.ctrlKey || event.metaKey || event.altKey) return;
    const busy = event.target.closest("input, select, textarea, [role=grid], [role=application], [contenteditable]");
    if (busy || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    ioc.slider.move(ID.slider, event.key === "ArrowLeft" ? -1 : 1);
  });

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
    view = data;
    now = { ...data.state, ...kept, ...(known ? {} : { selected: "" }) };
    if (!answer) charted = now;
    const page = at(ID.page);
    page.removeAttribute("aria-busy");
    page.toggleAttribute("data-too-deep", Boolean(view.too_deep));
    if (!answer) foldFilters();
    else setControls(data.chosen);
    delete at(ID.headline).dataset.preview;
    writeAddress();
    if (refreshing || SERIES_FIELDS.some((field) => charted[field] !== now[field])) askSeries();
    else mark(now.period);
    if (refreshing) tellUpdated();
    refreshing = false;
    draw();
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
    requestAnimationFrame(() => requestAnimationFrame(() => now && mark(previewed || now.period)));
    return window.dash_clientside.no_update;
  }

  function live(said) {
    if (said && now && at(ID.page) && view && said.revision !== view.spec.revision) {
      refreshing = true;
      askView("");
    }
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.analysis = { adopt, drawn, clicked, live };
})();
