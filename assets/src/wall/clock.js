/* The wall's time: one place that all its turns hang on, so that a week can be run in an hour. */

const VIETNAM_MS = 7 * 3600 * 1000;
const BEAT_MS = 1000;
const LEAST_MS = 20;

let factor = 1;
let base = Date.now();
let from = base;
let steadyBase = 0;
let steadyFrom = performance.now();
/** @type {number | undefined} */
let beating;
/** @type {(() => void) | null} */
let onBeat = null;

/** Now, in milliseconds, by the wall's clock. */
export const now = () => base + (Date.now() - from) * factor;

/** Milliseconds that have gone by, by the wall's pace: no correction of the screen's clock moves them. */
export const steady = () => steadyBase + (performance.now() - steadyFrom) * factor;

/**
 * @param {() => void} act
 * @param {number} ms
 */
export const later = (act, ms) => window.setTimeout(act, ms / factor);

/**
 * Date, weekday (1 = Monday) and time of day in Vietnam, which has no summer time.
 * @param {number} at
 */
export function local(at) {
  const date = new Date(at + VIETNAM_MS);
  const text = date.toISOString();
  return { day: text.slice(0, 10), weekday: date.getUTCDay() || 7, hour: text.slice(11, 16) };
}

/**
 * Whether HH:MM lies in hours that may go over midnight; their end is outside.
 * @param {string} hour
 * @param {string} start
 * @param {string} end
 */
export function within(hour, start, end) {
  return start <= end ? start <= hour && hour < end : hour >= start || hour < end;
}

/**
 * Whether a scene is shown at this time; the same rule as ioc.wall.Scene.is_due.
 * @param {Pick<WallScene, "from_time" | "to_time" | "days">} scene
 * @param {number} at
 */
export function isDue(scene, at) {
  const { weekday, hour } = local(at);
  const { from_time: start, to_time: end, days } = scene;
  /**
   * @param {number} day
   */
  const on = (day) => !days.length || days.includes(day);
  if (!start || !end) return on(weekday);
  const startDay = start > end && hour < end ? ((weekday + 5) % 7) + 1 : weekday;
  return within(hour, start, end) && on(startDay);
}

/**
 * @param {(() => void) | null} act
 */
export function beat(act) {
  window.clearInterval(beating);
  onBeat = act;
  beating = act ? window.setInterval(act, Math.max(LEAST_MS, BEAT_MS / factor)) : undefined;
}

/**
 * Let the wall's clock run so many times as fast from now on: scenes, lines, hours, nights.
 * @param {number} times
 */
export function pace(times) {
  base = now();
  from = Date.now();
  steadyBase = steady();
  steadyFrom = performance.now();
  factor = times;
  if (onBeat) beat(onBeat);
}
