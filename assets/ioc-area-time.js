/* Time that runs on an area's page: map, list and the chart's mark follow it out of memory. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MAP = "area-map";
  const SLIDER = "area-slider";
  const LIST_MS = 200;
  let spec = null; // of the map at rest
  let listed = null; // the period that the list is to show next
  let timer = 0;

  const at = (id) => document.getElementById(id);
  const graph = () => document.querySelector("#area-trend .js-plotly-plot");

  /** The periods that the page offers, the first one first. */
  function periods() {
    const select = at("area-period");
    return select ? [...select.options].map((option) => option.value).reverse() : [];
  }

  /** Let the time control stand at the period of a map that is at rest. */
  function show(next) {
    spec = next;
    const host = at(SLIDER);
    if (!host) return;
    const offered = periods();
    host.hidden = offered.length < 2;
    ioc.slider.show(SLIDER, { periods: offered, period: spec.period, language: spec.language, on: { near, start, step, settle } });
  }

  const near = () => ioc.scrub.near(spec);

  function start() {
    at("area-page").toggleAttribute("data-running", true);
  }

  /** What a map of another period is drawn from; the target of that period is not known here. */
  const specAt = (period) => ({ ...spec, period, target: null, slice: ioc.data.withQuery(spec.slice, "period", period) });

  function step(period) {
    listSoon(period);
    ioc.scrub.slide(graph(), ioc.scrub.uprightAt(graph(), spec.period), period);
    return ioc.scrub.step(MAP, { period, target: null });
  }

  function listSoon(period) {
    listed = period;
    if (!timer) timer = setTimeout(list, LIST_MS);
  }

  function list() {
    const period = listed;
    timer = 0;
    const history = ioc.history.held(spec);
    if (!history || !ioc.slider.running(SLIDER)) return;
    const next = specAt(period);
    if (!ioc.data.holdsSlice(next.slice)) ioc.data.keepSlice(next.slice, ioc.history.at(history, spec, period));
    ioc.area.list(next);
  }

  /** Something has chosen a period, or time rests: what the page says is that of the map again. */
  function end() {
    clearTimeout(timer);
    timer = 0;
    ioc.scrub.rest(MAP);
    if (at("area-page")) at("area-page").toggleAttribute("data-running", false);
    ioc.areaLive.keepUp();
  }

  function settle(period) {
    if (period !== spec.period) {
      clearTimeout(timer);
      timer = 0;
      ioc.scrub.rest(MAP);
      window.dash_clientside.area.period(period);
      return;
    }
    end();
    ioc.scrub.slide(graph(), ioc.scrub.uprightAt(graph(), spec.period), period);
    ioc.map.show(MAP, spec);
    ioc.area.list(null);
  }

  ioc.areaTime = { show, end, halt: () => ioc.slider.halt(SLIDER) };
})();
