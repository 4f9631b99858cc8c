/* The map of one place on the page: ioc.map.show(elementId, spec) draws it or changes what it shows. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const QUIET_MS = 300; // loading shorter than this is not worth a word
  const states = new WeakMap();
  const shown = new Set();

  function build(element) {
    const { node } = ioc.tip;
    element.classList.add("ioc-map");
    const base = node("canvas", "ioc-map__base");
    base.setAttribute("aria-hidden", "true");
    const lines = node("canvas", "ioc-map__lines");
    lines.setAttribute("aria-hidden", "true");
    const overlay = node("canvas", "ioc-map__overlay");
    overlay.tabIndex = 0;
    overlay.setAttribute("role", "application");
    const tip = node("div", "ioc-map__tip");
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    const controls = node("div", "ioc-map__controls");
    const legend = node("section", "ioc-legend");
    legend.hidden = true;
    const notice = node("div", "ioc-map__notice");
    notice.hidden = true;
    const live = node("p", "ioc-map__live");
    live.setAttribute("aria-live", "polite");
    const state = {
      element, base, lines, overlay, tip, controls, legend, notice, live,
      baseContext: base.getContext("2d"),
      linesContext: lines.getContext("2d"),
      overlayContext: overlay.getContext("2d"),
      probe: document.createElement("canvas").getContext("2d"),
      spec: null, land: null, outline: null, directory: null, slice: null, classes: null, view: null,
      width: 0, height: 0, dpr: 1, font: 14, strong: 1,
      hover: -1, focus: -1, selected: -1, tipRow: -1, keyboard: false, moving: false,
      reserved: [], ownOutline: new Set(), around: null, islandBoxes: {}, spots: { x: new Float64Array(0), y: new Float64Array(0), count: 0, box: null },
      dirty: { base: false, colours: false, overlay: false }, drawn: null, frame: 0, cost: 16, painted: 0,
      job: null, waiting: [], wanted: 0, version: 0,
    };
    state.invalidate = (what) => ioc.frame.invalidate(state, what);
    state.gesture = (change) => ioc.frame.gesture(state, change);
    state.emit = (row, action) => emit(state, row, action);
    const buttons = [
      ["zoomIn", "+", () => ioc.input.zoom(state, ioc.input.STEP)],
      ["zoomOut", "−", () => ioc.input.zoom(state, 1 / ioc.input.STEP)],
      ["reset", "⟲", () => ioc.input.home(state)],
    ];
    state.buttons = buttons.map(([name, sign, act]) => {
      const button = node("button", "ioc-map__button", sign);
      button.type = "button";
      button.dataset.word = name;
      button.addEventListener("click", () => state.view && act());
      controls.append(button);
      return button;
    });
    element.append(base, lines, overlay, legend, controls, tip, notice, live);
    ioc.input.attach(state);
    state.observer = new ResizeObserver(() => ioc.frame.resize(state));
    state.observer.observe(element);
    state.observer.observe(legend);
    states.set(element, state);
    shown.add(state);
    return state;
  }

  function emit(state, row, action) {
    const { spec, directory, element } = state;
    const data = { code: directory.codes[row], vintage: spec.vintage, level: spec.level, action, at: Date.now() };
    if (action === "select" && state.selected !== row) {
      state.selected = row;
      state.spec = { ...spec, selected: data.code };
      state.invalidate("overlay");
    }
    element.dispatchEvent(new CustomEvent("ioc:area", { detail: data, bubbles: true }));
    const dash = window.dash_clientside;
    if (spec.event_store && dash && dash.set_props) dash.set_props(spec.event_store, { data });
  }

  // ---- what is shown ----------------------------------------------------------------------

  /**
   * Communes of the country hang under districts in the earlier vintage: there the provinces' own
   * lines and names frame them, not the parents'.
   */
  function isFramed(spec, outline, directory) {
    if (!outline || spec.points || spec.parent !== "VN" || spec.level === "province") return false;
    return !directory.parents.some((code) => outline.byCode.has(code));
  }

  /** Join land and directory: which row is which shape, where it stands, what lies inside. */
  function join(state) {
    const { land, directory, spec } = state;
    const rows = directory.codes.length;
    state.featureRow = new Int32Array(land.features.length).fill(-1);
    state.rowFeature = new Int32Array(rows).fill(-1);
    const x = new Float64Array(rows).fill(NaN);
    const y = new Float64Array(rows).fill(NaN);
    state.names = null;
    let missing = 0;
    const wanted = (row) => ioc.scale.counts(spec, directory, row);
    // The file is of an earlier vintage, in which these codes named other land.
    const stale = new Set(spec.stale || []);
    if (!spec.points) {
      land.features.forEach((feature, at) => {
        for (const code of feature.codes) {
          const row = directory.row.get(code);
          if (row === undefined || stale.has(code)) continue;
          // A shape that stands for several areas is coloured by the first of them.
          if (state.featureRow[at] < 0) state.featureRow[at] = row;
          state.rowFeature[row] = at;
          if (feature.anchor) [x[row], y[row]] = feature.anchor;
        }
      });
    } else {
      for (let row = 0; row < rows; row += 1) {
        const lon = directory.lon && directory.lon[row];
        if (lon === null || lon === undefined || Number.isNaN(lon)) continue;
        x[row] = ioc.land.projectX(lon);
        y[row] = ioc.land.projectY(directory.lat[row]);
      }
    }
    let box = null;
    let count = 0;
    for (let row = 0; row < rows; row += 1) {
      if (!wanted(row)) continue;
      if (Number.isNaN(x[row])) {
        missing += 1;
        continue;
      }
      count += 1;
      box = ioc.land.unite([box, [x[row], y[row], x[row], y[row]]]);
    }
    state.spots = { x, y, count, box };
    state.missingShapes = missing;
    const parents = spec.points ? new Set(directory.parents) : null;
    const focus = spec.filter_parent;
    state.inner = land.features.map((feature, at) => {
      if (!spec.points) return state.featureRow[at] >= 0 && wanted(state.featureRow[at]);
      if (focus) return feature.code === focus || feature.parent === focus;
      return parents.has(feature.code) || feature.code === spec.parent || feature.parent === spec.parent;
    });
    state.framed = isFramed(spec, state.outline, directory);
    state.ownOutline = ioc.far.ownOutlines(state.outline, land, state.probe, spec.parent === "VN");
    state.around = ioc.far.linesAround(state.outline, state.ownOutline);
    if (!spec.islands && !spec.points) state.land = ioc.far.setAside(land, state.inner);
    state.missingIslands = spec.islands ? ioc.land.missingIslands(land) : {};
    const boxes = {};
    state.land.features.forEach((feature, at) => {
      if (!state.inner[at] && !spec.islands) return;
      for (const islet of feature.islets) boxes[islet.group] = ioc.land.unite([boxes[islet.group], islet.box]);
    });
    for (const [group, { dots }] of Object.entries(state.missingIslands)) {
      boxes[group] = ioc.land.unite(dots.map(([dx, dy]) => [dx, dy, dx, dy]));
    }
    state.islandBoxes = boxes;
  }

  function recolour(state) {
    const { slice, directory, land, spec } = state;
    if (!land || !directory) return;
    state.classes = slice ? ioc.scale.classify(spec, slice, directory) : null;
    const row = spec.selected ? directory.row.get(spec.selected) : undefined;
    state.selected = row === undefined ? -1 : row;
    ioc.legend.draw(state);
    ioc.frame.seat(state);
    if (state.tipRow >= 0 && !state.tip.hidden) ioc.tip.show(state, state.tipRow, ...state.tipAt);
    state.invalidate("colours");
  }

  function describe(state) {
    const { spec, overlay, element } = state;
    const word = ioc.format.words(spec.language);
    element.classList.toggle("ioc-map--wall", Boolean(spec.wall));
    const name = [spec.title || word.map, ioc.format.period(spec.period, spec.language)].filter(Boolean).join(", ");
    overlay.setAttribute("aria-label", `${name}. ${word.keys}`);
    for (const button of state.buttons) {
      button.setAttribute("aria-label", word[button.dataset.word]);
      button.title = word[button.dataset.word];
    }
  }

  const landKey = (spec) => [spec.topology, spec.outline, spec.directory, spec.points, spec.filter_parent, spec.parent, spec.islands].join(" ");

  /** Load what the spec names and the map lacks; only the newest spec may draw. */
  async function load(state) {
    const { spec, wanted } = state;
    if (state.job) state.job.abort();
    const job = (state.job = new AbortController());
    const { signal } = job;
    const key = landKey(spec);
    const fresh = key !== state.landKey;
    const loading = setTimeout(() => ioc.notice.loading(state, fresh), QUIET_MS);
    try {
      const ground = spec.topology || spec.outline;
      const around = spec.topology ? spec.outline : null;
      let lost = null;
      const [land, outline, directory, slice] = await Promise.all([
        // Without a picture the numbers are still right: lists beside the map go on with them.
        fresh && ground ? ioc.data.land(ground, { signal }).catch((error) => { lost = error; return quiet(error, signal); }) : fresh ? null : state.land,
        // The surroundings are an ornament: a map without them is still right.
        fresh && around ? ioc.data.land(around, { signal }).catch((error) => quiet(error, signal)) : fresh ? null : state.outline,
        fresh ? ioc.data.directory(spec.directory, { signal }) : state.directory,
        ioc.data.slice(spec, { signal }),
      ]);
      const provinces = fresh && isFramed(spec, outline, directory)
        ? await ioc.data.directory(ioc.data.withQuery(spec.directory, "level", "province"), { signal }).catch((error) => quiet(error, signal))
        : fresh ? null : state.provinces;
      if (signal.aborted) return;
      const matching = directory.codes.length === slice.header.n
        ? directory
        : await ioc.data.directory(spec.directory, { signal, fresh: true });
      if (signal.aborted) return;
      if (matching.codes.length !== slice.header.n) throw new Error("Danh mục địa bàn và số liệu không khớp. Hãy tải lại trang.");
      const again = fresh || matching !== state.directory;
      const before = state.slice;
      Object.assign(state, { land, outline, provinces, directory: matching, slice, version: wanted, sliceUrl: ioc.data.sliceUrl(spec) });
      ioc.notice.clear(state);
      if (lost) {
        state.landKey = null;
        ioc.notice.failed(state, lost, () => load(state));
        ioc.frame.release(state, wanted);
        return;
      }
      if (!land || !(land.features.length || spec.points)) {
        state.landKey = null;
        ioc.notice.noLand(state);
        ioc.frame.release(state, wanted);
        return;
      }
      if (again) {
        join(state);
        state.landKey = key;
        state.hover = state.focus = state.tipRow = -1;
        state.tip.hidden = true;
        state.view = null;
      }
      ioc.frame.restyle(state);
      recolour(state);
      if (!again) ioc.fresh.compare(state, before);
      if (again) {
        ioc.frame.refit(state);
        state.invalidate("base");
      }
      if (!directory.codes.length) ioc.notice.noAreas(state);
      else if (state.classes.empty) ioc.notice.empty(state);
      ahead(spec);
    } catch (error) {
      if (signal.aborted || error.name === "AbortError") return;
      ioc.notice.failed(state, error, () => load(state));
      ioc.frame.release(state, wanted);
    } finally {
      clearTimeout(loading);
      if (state.job === job) state.element.removeAttribute("aria-busy");
    }
  }

  /** Where the spec lists the periods of a slider: have its next stops ready. */
  function ahead(spec) {
    const at = spec.periods ? spec.periods.indexOf(spec.period) : -1;
    if (at >= 0) ioc.data.prefetch(spec, [1, -1, 2, 3, -2].map((step) => spec.periods[at + step]).filter(Boolean));
  }

  function quiet(error, signal) {
    if (signal.aborted) throw error;
    return null;
  }

  const ONLY_COLOUR = ["mode", "target", "own_targets", "language", "unit", "decimals", "direction", "classes", "title", "tier_label", "demo_label", "labels", "wall", "lowest_level", "village_provinces", "awaited"];

  /** Draw a map in the element, or change the one there by what differs. Resolves when painted. */
  function show(elementId, spec) {
    const element = typeof elementId === "string" ? document.getElementById(elementId) : elementId;
    if (!element || !spec) return Promise.resolve(null);
    let state = states.get(element);
    if (!state || !element.contains(state.base)) state = build(element);
    const before = state.spec;
    state.spec = { language: "vi", mode: "value", direction: "up", ...spec };
    describe(state);
    const same = before && landKey(before) === landKey(state.spec) && ioc.data.sliceUrl(before) === ioc.data.sliceUrl(state.spec);
    const version = (state.wanted += 1);
    const painted = new Promise((resolve) => state.waiting.push({ version, resolve }));
    if (same && state.landKey === landKey(state.spec) && state.sliceUrl === ioc.data.sliceUrl(state.spec)) {
      state.version = version;
      const colours = ONLY_COLOUR.some((name) => JSON.stringify(before[name]) !== JSON.stringify(state.spec[name]));
      if (colours) {
        ioc.frame.restyle(state);
        recolour(state);
        if (before.wall !== state.spec.wall) ioc.frame.refit(state);
        if (before.wall !== state.spec.wall || before.labels !== state.spec.labels) state.invalidate("base");
      } else {
        const row = state.spec.selected ? state.directory.row.get(state.spec.selected) : undefined;
        state.selected = row === undefined ? -1 : row;
        state.invalidate("overlay");
        ioc.frame.release(state, version);
      }
    } else {
      element.setAttribute("aria-busy", "true");
      load(state);
    }
    return painted;
  }

  /** Change some fields of what is shown; a new period or slice alone is one request and one frame. */
  function preview(elementId, change) {
    const element = document.getElementById(elementId);
    const state = element && states.get(element);
    if (!state) return Promise.resolve(null);
    const next = { ...state.spec, ...change };
    if (change.period && !change.slice && state.spec.slice) next.slice = ioc.data.withQuery(state.spec.slice, "period", change.period);
    return show(elementId, next);
  }

  /** Raise an area as if the pointer stood on it (a hovered table row); null ends it. */
  function highlight(elementId, code) {
    const state = stateOf(elementId);
    if (!state || !state.directory) return;
    const row = code === null ? undefined : state.directory.row.get(code);
    state.hover = row === undefined ? -1 : row;
    state.invalidate("overlay");
  }

  /** Where an area stands in the window, {x, y}, or null when it is not drawn. */
  function locate(elementId, code) {
    const state = stateOf(elementId);
    if (!state || !state.view || !state.directory) return null;
    const place = ioc.input.placeOf(state, state.directory.row.get(code) ?? -1);
    if (!place) return null;
    const box = state.overlay.getBoundingClientRect();
    return { x: box.left + place[0], y: box.top + place[1] };
  }

  function stateOf(elementId) {
    const element = document.getElementById(elementId);
    return element ? states.get(element) || null : null;
  }

  function themeChanged() {
    for (const state of shown) {
      if (!state.element.isConnected) {
        state.observer.disconnect();
        shown.delete(state);
      } else if (state.spec) {
        ioc.frame.restyle(state);
        state.invalidate("base");
      }
    }
  }
  new MutationObserver(themeChanged).observe(document.documentElement, {
    attributes: true,
    subtree: true,
    attributeFilter: ["data-bs-theme"],
  });

  ioc.map = { show, preview, highlight, locate, stateOf };
})();
