/* What scripts set in Dash's components: in its tree, or kept until the component stands there. */

// Dash has no word for it: what it knows of its tree stands in its store (dash-renderer 4).
const AGAIN_MS = 50;

/** @typedef {{ getState: () => any, subscribe: (act: () => void) => void }} Store */

/** @type {Map<string, { props: Record<string, unknown>, path: string }>} */
const waiting = new Map();
/** @type {Store | null} */
let store = null;
/** @type {number | undefined} */
let again;
let isSoon = false; // the store has moved: a look comes with the next microtask

/**
 * Set props of a component. Called too early, it would throw inside Dash: what a page's tree lacks waits,
 * the last value of each prop, until the component is there or the page is left.
 * @param {string} id
 * @param {Record<string, unknown>} props
 */
export function setProps(id, props) {
  const path = location.pathname;
  const before = waiting.get(id);
  const earlier = before && before.path === path ? before.props : {};
  waiting.set(id, { props: { ...earlier, ...props }, path });
  flush();
}

/** Set what waits for components that are there, forget what a page was for that was left. */
function flush() {
  isSoon = false;
  for (const [id, { props, path }] of [...waiting]) {
    const isHere = path === location.pathname;
    if (isHere && !isThere(id)) continue;
    waiting.delete(id);
    if (isHere) window.dash_clientside.set_props(id, props);
  }
  if (waiting.size) follow();
}

/** @param {string} id */
function isThere(id) {
  const [now] = window.dash_stores || [];
  if (!now) return false;
  const { appLifecycle, paths } = now.getState();
  return appLifecycle === "HYDRATED" && Boolean(paths.strs[id]);
}

/** Look again whenever Dash's store moves; until there is one, by the clock. */
function follow() {
  if (store) return;
  [store = null] = window.dash_stores || [];
  clearTimeout(again);
  if (!store) {
    again = setTimeout(flush, AGAIN_MS);
    return;
  }
  store.subscribe(() => {
    if (isSoon || !waiting.size) return;
    isSoon = true;
    // Dash tells its tree in several steps; this is after the last of them.
    queueMicrotask(flush);
  });
}
