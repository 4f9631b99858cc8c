/* What a number is when it is shown: the same rule as ioc/shown.py, which tells why. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const SLACK = 2 ** -46;
  const LEAST_SLACK = 1e-9;
  const MOST_SLACK = 0.2;
  const ALL_WHOLE = 2 ** 52;
  const AMBER_SHARE = 0.9; // the same as ioc/status.py
  const NO_TARGETS = [];

  const slackOf = (size) => Math.min(Math.abs(size) * SLACK + LEAST_SLACK, MOST_SLACK);

  function wholeOf(scaled) {
    const size = Math.abs(scaled);
    if (!(size < ALL_WHOLE)) return scaled;
    const whole = Math.floor(size + 0.5 + slackOf(size));
    return (scaled < 0 ? -whole : whole) + 0;
  }

  /** A number at so many decimals, halves away from zero. */
  function halfUp(value, decimals) {
    const scale = 10 ** decimals;
    return wholeOf(value * scale) / scale;
  }

  /** A whole number kept on the side of a limit on which its value lies. */
  function keepSide(whole, scaled, edge, fromBelow) {
    const slack = slackOf(edge);
    if (fromBelow) {
      const first = Math.ceil(edge - slack);
      return scaled < edge - slack ? Math.min(whole, first - 1) : Math.max(whole, first);
    }
    const last = Math.floor(edge + slack);
    return scaled > edge + slack ? Math.max(whole, last + 1) : Math.min(whole, last);
  }

  /**
   * A value as it is shown; NaN for none. `measure`: {decimals, direction, targets, share}, of which
   * a map's spec is one.
   */
  function number(value, measure) {
    if (value === null || value === undefined || Number.isNaN(value)) return NaN;
    const scale = 10 ** measure.decimals;
    const scaled = value * scale;
    let whole = wholeOf(scaled);
    const upward = measure.direction !== "down";
    for (const target of measure.targets || NO_TARGETS) whole = keepSide(whole, scaled, target * scale, upward);
    if (measure.share) whole = keepSide(keepSide(whole, scaled, 100 * scale, true), scaled, 0, false);
    return whole / scale;
  }

  /** How well a shown number stands: 0 green, 1 amber, 2 red. */
  function judge(value, target, direction) {
    if (direction === "down") {
      if (value <= target) return 0;
      return (target ? value <= target / AMBER_SHARE + LEAST_SLACK : value < 1) ? 1 : 2;
    }
    if (value >= target) return 0;
    return value >= target * AMBER_SHARE - LEAST_SLACK ? 1 : 2;
  }

  /** The target of an area of a map: its own where one was set for it, else that of its level. */
  function targetOf(spec, code) {
    const steps = spec.own_targets && spec.own_targets[code];
    if (!steps) return spec.target === undefined ? null : spec.target;
    let found = null;
    for (const [since, value] of steps) if (since <= (spec.period || "")) found = value;
    return found;
  }

  const BELOW_ONE = 128; // the same bits as in api/slices.py
  const TOO_FEW = 64;
  const ESTIMATED = 16;

  /** Whether something is there that reads as 0 when it is shown. */
  const readsAsNone = (value, shown) => value > LEAST_SLACK && shown === 0;

  /** Whether a number has a place among others: enough of the area is there, and no estimate reads as 0. */
  const isRanked = (value, flags) =>
    !Number.isNaN(value) && !(flags & TOO_FEW) && !(flags & BELOW_ONE && flags & ESTIMATED);

  ioc.shown = { number, halfUp, judge, targetOf, readsAsNone, isRanked, BELOW_ONE, TOO_FEW, ESTIMATED };
})();
