/* Time that runs: a map goes from period to period out of memory, a picture per frame, and asks nothing. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const IDLE_MS = 1500;
  const wanted = new Map(); // map id → {change, coming}: the newest step, and its picture to come
  let coming = null; // what is to be fetched when the browser is idle

  /** Show another period of what is on the map, in the next frame. False: it cannot be done from memory. */
  function flip(id, history, { period, target }) {
    const state = ioc.map.stateOf(id);
    const { directory, element } = state;
    if (!state.land || !state.view || element.hasAttribute("aria-busy") || directory.codes.length !== history.count) return false;
    if (!state.running) {
      state.running = true;
      // A legend that grows with its numbers would push the land about.
      state.legend.style.minWidth = `${state.legend.offsetWidth}px`;
    }
    const slice = ioc.history.at(history, state.spec, period);
    // No address: whoever shows this period at rest brings what a history leaves out.
    Object.assign(state, { slice, sliceUrl: "", version: state.wanted, spec: { ...state.spec, period, target } });
    state.classes = ioc.scale.classify(state.spec, slice, directory);
    ioc.legend.tell(state);
    if (state.classes.empty) ioc.notice.empty(state);
    else if (!state.notice.hidden) ioc.notice.clear(state);
    if (state.tipRow >= 0 && !state.tip.hidden) ioc.tip.show(state, state.tipRow, ...state.tipAt);
    state.invalidate("colours");
    return true;
  }

  /**
   * Let a map show another period: `change` {period, target}. Done at once when its history is in
   * memory; else the promise of the picture, of the newest step if several were asked for meanwhile.
   */
  function step(id, change) {
    const state = ioc.map.stateOf(id);
    if (!state || !state.spec) return null;
    const { spec } = state;
    const history = ioc.history.held(spec);
    if (history && flip(id, history, change)) {
      wanted.delete(id);
      return null;
    }
    const waiting = wanted.get(id);
    if (waiting) {
      waiting.change = change;
      return waiting.coming;
    }
    const mine = { change, coming: null };
    wanted.set(id, mine);
    mine.coming = ioc.history.load(spec).then(
      (found) => {
        const newest = take(id);
        if (newest && !flip(id, found, newest)) return ioc.map.preview(id, newest);
        return null;
      },
      // Without its history a map goes by single slices, and says what it cannot get.
      () => {
        const newest = take(id);
        return newest ? ioc.map.preview(id, newest) : null;
      },
    );
    return mine.coming;
  }

  function take(id) {
    const found = wanted.get(id);
    wanted.delete(id);
    return found ? found.change : null;
  }

  /** Time has come to rest on a map: it may ask again, and take its room. */
  function rest(id) {
    take(id);
    const state = ioc.map.stateOf(id);
    if (!state || !state.running) return;
    state.running = false;
    state.legend.style.minWidth = "";
  }

  function fetchNow(mine) {
    mine.under_way = true;
    ioc.history.load(mine.spec, mine.job.signal).catch(() => {
      // Another touch asks again.
      if (coming === mine) coming = null;
    });
  }

  /** Take over what is to be fetched; the same again is left as it is. Null: it is on its way. */
  function plan(spec) {
    const url = ioc.history.addressOf(spec);
    if (coming && coming.url === url && coming.under_way) return null;
    if (coming) {
      clearTimeout(coming.timer);
      coming.job.abort();
    }
    coming = { url, spec, job: new AbortController(), under_way: false, timer: 0 };
    return coming;
  }

  /** Somebody reaches for the time control: fetch the history now. */
  function near(spec) {
    const mine = plan(spec);
    if (mine) fetchNow(mine);
  }

  const thrifty = () => Boolean(navigator.connection && navigator.connection.saveData);

  /** Fetch the history when the page has come to rest; a new call replaces the last. */
  function soon(spec) {
    const mine = plan(spec);
    if (!mine || thrifty()) return;
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 60));
    mine.timer = setTimeout(() => {
      idle(() => {
        if (coming === mine && !document.hidden) fetchNow(mine);
      });
    }, IDLE_MS);
  }

  // ---- the mark of a chart --------------------------------------------------------------------

  /** The number of a chart's upright line that stands at a period; -1: none does. */
  function uprightAt(graph, period) {
    const day = ioc.analysisChart.lastDay(period);
    const there = ({ x0, x1 }) => String(x0).slice(0, 10) === day && String(x1).slice(0, 10) === day;
    return graph && graph.layout ? (graph.layout.shapes || []).findLastIndex(there) : -1;
  }

  /** Push an upright line aside as it is drawn: laying the chart out anew takes longer than a frame. */
  function slide(graph, place, period) {
    const plot = graph && place >= 0 && graph.querySelector(".nsewdrag");
    if (!plot) return;
    const { range } = graph.layout.xaxis;
    if (!range) return;
    const days = [range[0], range[1], graph.layout.shapes[place].x0, ioc.analysisChart.lastDay(period)];
    const [first, last, from, to] = days.map((day) => Date.parse(day));
    const far = (Number(plot.getAttribute("width")) * (to - from)) / (last - first);
    for (const line of graph.querySelectorAll(`.shapelayer path[data-index="${place}"]`)) line.setAttribute("transform", `translate(${far} 0)`);
  }

  ioc.scrub = { step, rest, near, soon, uprightAt, slide };
})();
