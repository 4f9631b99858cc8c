/* The time control: a native range over the periods, step buttons, and play. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const STEP_MS = 380;
  const WORDS = {
    vi: { play: "Chạy theo thời gian (phím cách)", pause: "Dừng (phím cách)", before: "Kỳ trước", after: "Kỳ sau", slider: "Kỳ số liệu đang xem" },
    en: { play: "Play over time (space)", pause: "Pause (space)", before: "Previous period", after: "Next period", slider: "Period shown" },
  };
  const ICONS = {
    play: "M4 2.5v11l9.5-5.5z",
    pause: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
    before: "M10.5 2.5 5 8l5.5 5.5",
    after: "M5.5 2.5 11 8l-5.5 5.5",
  };

  function icon(name) {
    const stroke = name === "before" || name === "after";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    path.setAttribute("fill", stroke ? "none" : "currentColor");
    if (stroke) {
      path.setAttribute("stroke", "currentColor");
      path.setAttribute("stroke-width", "2");
    }
    svg.append(path);
    return svg;
  }

  const sliders = new WeakMap();

  function build(host) {
    const { node } = ioc.tip;
    const button = (kind) => {
      const made = node("button", `ana-slider-button ana-slider-${kind}`);
      made.type = "button";
      made.append(icon(kind));
      return made;
    };
    const play = button("play");
    const before = button("before");
    const after = button("after");
    const range = node("input", "ana-slider-range");
    range.type = "range";
    range.min = "0";
    range.step = "1";
    const label = node("output", "ana-slider-label");
    const first = node("span", "ana-slider-end");
    const last = node("span", "ana-slider-end");
    const marks = node("div", "ana-slider-marks");
    const track = node("div", "ana-slider-track");
    track.append(range, marks);
    host.replaceChildren(play, before, track, after, label);
    const state = { host, play, before, after, range, label, marks, first, last, periods: [], at: 0, timer: null, language: "vi", on: {} };
    play.addEventListener("click", () => toggle(state));
    before.addEventListener("click", () => step(state, -1));
    after.addEventListener("click", () => step(state, 1));
    range.addEventListener("input", () => {
      stop(state);
      go(state, Number(range.value), false);
    });
    range.addEventListener("change", () => settle(state));
    range.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        toggle(state);
      }
    });
    sliders.set(host, state);
    return state;
  }

  /** Move to a period; `still` says that no more steps follow at once. */
  function go(state, at, still) {
    const place = Math.max(0, Math.min(state.periods.length - 1, at));
    state.at = place;
    say(state);
    if (still) settle(state);
    else return state.on.step(state.periods[place]);
    return null;
  }

  function settle(state) {
    if (state.periods.length) state.on.settle(state.periods[state.at]);
  }

  function step(state, by) {
    stop(state);
    go(state, state.at + by, true);
  }

  function say(state) {
    const { range, label, periods, at, language } = state;
    const text = periods.length ? ioc.format.period(periods[at], language) : "–";
    range.value = String(at);
    range.setAttribute("aria-valuetext", text);
    range.style.setProperty("--done", periods.length > 1 ? `${(100 * at) / (periods.length - 1)}%` : "0%");
    label.textContent = text;
    state.before.disabled = at <= 0;
    state.after.disabled = at >= periods.length - 1;
  }

  function toggle(state) {
    if (state.timer) {
      stop(state);
      settle(state);
      return;
    }
    if (state.periods.length < 2) return;
    if (state.at >= state.periods.length - 1) state.at = -1;
    state.on.start && state.on.start();
    state.timer = true;
    face(state);
    run(state);
  }

  /** One step, then wait for its picture and for its time, whichever is later. */
  async function run(state) {
    const mine = (state.run = {});
    while (state.timer && state.run === mine) {
      const began = performance.now();
      await go(state, state.at + 1, false);
      if (!state.timer || state.run !== mine) return;
      if (!state.host.isConnected) {
        stop(state);
        return;
      }
      if (state.at >= state.periods.length - 1) {
        stop(state);
        settle(state);
        return;
      }
      const rest = Math.max(30, STEP_MS - (performance.now() - began));
      await new Promise((resolve) => (state.timer = setTimeout(resolve, rest)));
    }
  }

  function stop(state) {
    if (!state.timer) return;
    if (state.timer !== true) clearTimeout(state.timer);
    state.timer = null;
    state.run = null;
    face(state);
  }

  function face(state) {
    const name = state.timer ? "pause" : "play";
    state.play.replaceChildren(icon(name));
    state.play.setAttribute("aria-label", WORDS[state.language][name]);
    state.play.title = WORDS[state.language][name];
    state.host.toggleAttribute("data-playing", Boolean(state.timer));
  }

  /** A year under the track where a new one begins, as many as fit. */
  function drawMarks(state) {
    const { periods, marks } = state;
    const years = [];
    periods.forEach((period, at) => {
      const year = period.slice(0, 4);
      if (!years.length || years[years.length - 1].year !== year) years.push({ year, at });
    });
    const every = Math.ceil(years.length / 8);
    marks.replaceChildren(
      ...years
        .filter((_, place) => place % every === 0)
        .map(({ year, at }) => {
          const mark = ioc.tip.node("span", "ana-slider-mark", year);
          mark.style.left = `${periods.length > 1 ? (100 * at) / (periods.length - 1) : 0}%`;
          return mark;
        }),
    );
  }

  /**
   * Show these periods at this one. `on.step(period)` may return a promise (its picture),
   * `on.settle(period)` comes once the time control rests.
   */
  function show(hostId, { periods, period, language, on }) {
    const host = document.getElementById(hostId);
    if (!host) return;
    let state = sliders.get(host);
    if (!state || !host.contains(state.range)) state = build(host);
    const fresh = state.periods.join() !== periods.join();
    if (fresh) stop(state);
    Object.assign(state, { periods, language: WORDS[language] ? language : "vi", on });
    state.range.max = String(Math.max(0, periods.length - 1));
    state.range.disabled = state.play.disabled = periods.length < 2;
    if (!state.timer) state.at = Math.max(0, periods.indexOf(period));
    const word = WORDS[state.language];
    state.range.setAttribute("aria-label", word.slider);
    for (const name of ["before", "after"]) {
      state[name].setAttribute("aria-label", word[name]);
      state[name].title = word[name];
    }
    if (fresh) drawMarks(state);
    face(state);
    say(state);
  }

  function playing(hostId) {
    const state = sliders.get(document.getElementById(hostId));
    return Boolean(state && state.timer);
  }

  function halt(hostId) {
    const state = sliders.get(document.getElementById(hostId));
    if (state) stop(state);
  }

  function move(hostId, by) {
    const state = sliders.get(document.getElementById(hostId));
    if (state) step(state, by);
  }

  ioc.slider = { show, playing, halt, move };
})();
