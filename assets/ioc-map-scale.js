/* Which colour an area gets and what the legend says of it. No drawing here. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const NO_DATA = -1;
  const YES_NO = 32; // of a slice's flags: a yes or a no
  const OUTSIDE = -2; // belongs to another parent: drawn quietly, counted nowhere

  /** Class of an area by status: 0 green, 1 amber, 2 red. */
  const statusOf = (value, target, direction) => ioc.shown.judge(value, target, direction);

  function niceStep(span, pieces) {
    const raw = span / pieces || 1;
    const power = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= raw - 1e-12) || raw;
  }

  /** Even classes for a spec that brings none. */
  function evenBreaks(values) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low > high) return [0, 1];
    const step = niceStep(high - low || Math.abs(high) || 1, 5);
    const breaks = [Math.floor(low / step) * step];
    while ((breaks[breaks.length - 1] < high || breaks.length < 2) && breaks.length < 8) {
      breaks.push(Number((breaks[breaks.length - 1] + step).toPrecision(12)));
    }
    return breaks;
  }

  /** The lowest value on the upper side of a target: where less is better the target itself is met. */
  const edgeOf = (target, direction, decimals) =>
    direction === "down" ? Number((target + 10 ** -(decimals || 0)).toPrecision(12)) : target;

  /** Classes on both sides of the target, the same width on each. */
  function targetBreaks(values, target) {
    let below = 0;
    let above = 0;
    for (const value of values) {
      if (value < target) below = Math.max(below, target - value);
      else if (value > target) above = Math.max(above, value - target);
    }
    const step = niceStep(Math.max(below, above) || Math.abs(target) || 1, 3);
    const breaks = [target];
    for (let at = 1; at <= 3; at += 1) {
      if (below > (at - 1) * step) breaks.unshift(Number((target - at * step).toPrecision(12)));
      if (at === 1 || above >= (at - 1) * step) breaks.push(Number((target + at * step).toPrecision(12)));
    }
    return breaks;
  }

  function classOf(value, breaks) {
    const last = breaks.length - 2;
    for (let at = last; at > 0; at -= 1) if (value >= breaks[at]) return at;
    return 0;
  }

  /** Colours for n classes out of the seven steps of the ramp, the ends always among them. */
  function ramp(count) {
    return Array.from({ length: count }, (_, at) => `seq-${count === 1 ? 5 : Math.round(1 + (6 * at) / (count - 1))}`);
  }

  /** The six diverging colours: 1 furthest on the bad side, 6 furthest on the good side. */
  function divergingColours(breaks, target, direction) {
    const lower = breaks.slice(0, -1).filter((from) => from < target).length;
    return breaks.slice(0, -1).map((_, at) => {
      const step = at < lower ? -(lower - at) : at - lower + 1;
      const good = direction === "down" ? -step : step;
      const near = Math.min(Math.abs(good), 3);
      return `div-${good < 0 ? 4 - near : 3 + near}`;
    });
  }

  /** "[80; 90)"; the outer classes also hold what lies beyond the breaks, and say so. */
  function intervalText(at, breaks, low, high, text) {
    const last = breaks.length - 2;
    const from = text(breaks[at]);
    const to = text(breaks[at + 1]);
    if (at === last && high > breaks[last + 1]) return `≥ ${from}`;
    if (breaks[at] === breaks[at + 1]) return from;
    if (at === 0 && low < breaks[0]) return `< ${to}`;
    return `[${from}; ${to}${at === last && high === breaks[last + 1] ? "]" : ")"}`;
  }

  function statusClasses(language) {
    const word = ioc.format.words(language);
    return [
      { colour: "good", mark: "●", text: `${word.green} · ${word.good}` },
      { colour: "warn", mark: "▲", text: `${word.amber} · ${word.warn}` },
      { colour: "bad", mark: "■", text: `${word.red} · ${word.bad}` },
    ];
  }

  /** Whether a row lies in the filtered parent. A directory of that parent holds no other rows. */
  function counts(spec, directory, row) {
    const wanted = spec.filter_parent;
    return !wanted || directory.parent === wanted || directory.parents[row] === wanted;
  }

  /**
   * Classes of a slice: {classes: [{colour, mark, text, count}], of: Int8Array by row, noData, total,
   * tooFew, noTarget, empty, demo, incomplete, origins, mode}. `tooFew` have a number, but too little of
   * one for a class that says how well; `noTarget` nothing to hold it against. Rows of other parents
   * than `filter_parent` are OUTSIDE.
   */
  function classify(spec, slice, directory) {
    const { value, flags } = slice;
    const of = new Int8Array(value.length).fill(NO_DATA);
    const within = (row) => counts(spec, directory, row);
    const present = [];
    let total = 0;
    let demo = false;
    let incomplete = 0;
    let facts = 0;
    for (let row = 0; row < value.length; row += 1) {
      if (!within(row)) {
        of[row] = OUTSIDE;
        continue;
      }
      total += 1;
      if (flags[row] & 2) demo = true;
      if (flags[row] & 4) incomplete += 1;
      if (Number.isNaN(value[row])) continue;
      present.push(value[row]);
      if (flags[row] & YES_NO) facts += 1;
    }
    const target = spec.target === undefined ? null : spec.target;
    let mode = spec.mode || "value";
    const someOwn = mode === "status" && Object.keys(spec.own_targets || {}).length > 0;
    if (mode !== "value" && target === null && !someOwn) mode = "value";
    let classes;
    let choose;
    // A yes or a no is no share: two classes, in words.
    const isFact = present.length > 0 && facts === present.length;
    if (mode === "status") {
      classes = statusClasses(spec.language);
      choose = (one, row) => {
        const wanted = ioc.shown.targetOf(spec, directory.codes[row]);
        return wanted === null ? NO_DATA : statusOf(one, wanted, spec.direction);
      };
    } else {
      const given = spec.classes && spec.classes.breaks && spec.classes.breaks.length > 1 ? spec.classes.breaks : null;
      let breaks = isFact ? [0, spec.factor || 100, spec.factor || 100] : given || evenBreaks(present);
      const edge = mode === "target" ? edgeOf(target, spec.direction, spec.decimals) : target;
      if (mode === "target" && !isFact && !(given && given.slice(1, -1).includes(edge))) breaks = targetBreaks(present, edge);
      let low = Infinity;
      let high = -Infinity;
      for (const one of present) {
        if (one < low) low = one;
        if (one > high) high = one;
      }
      const digits = ioc.format.decimalsOf(breaks);
      const text = (one) => ioc.format.number(one, digits, spec.language);
      const colours = mode === "target" ? divergingColours(breaks, edge, spec.direction) : ramp(breaks.length - 1);
      // Without a single number there is no class to speak of.
      const shown = present.length || given ? colours : [];
      classes = shown.map((colour, at) => ({ colour, mark: "", text: isFact ? ioc.format.fact(breaks[at], spec) : intervalText(at, breaks, low, high, text) }));
      choose = (one) => classOf(one, breaks);
    }
    for (const one of classes) one.count = 0;
    let tooFew = 0;
    let noTarget = 0;
    for (let row = 0; row < value.length; row += 1) {
      if (of[row] === OUTSIDE || Number.isNaN(value[row])) continue;
      // A colour that says how well it is needs enough of the area.
      if (mode !== "value" && flags[row] & ioc.shown.TOO_FEW) {
        tooFew += 1;
        continue;
      }
      of[row] = choose(value[row], row);
      if (of[row] === NO_DATA) noTarget += 1;
      else classes[of[row]].count += 1;
    }
    const origins = ioc.origin ? ioc.origin.counted(slice.origin, value, within) : [];
    const noData = total - present.length;
    return { classes, of, mode, isFact, total, noData, tooFew, noTarget, empty: present.length === 0, demo, incomplete, origins };
  }

  ioc.scale = { classify, counts, statusOf, statusClasses, NO_DATA, OUTSIDE };
})();
