/* Work that waits until the browser has nothing better to do. */

const SOON_MS = 60; // where a browser cannot tell

/**
 * @param {() => void} work
 * @param {IdleRequestOptions} [options]  `timeout`: it is done by then, busy or not
 */
export function whenIdle(work, options) {
  if (window.requestIdleCallback) window.requestIdleCallback(work, options);
  else setTimeout(work, SOON_MS);
}
