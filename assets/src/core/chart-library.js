/* Charts wait for the map: their library is the largest script of a page and would hold up its picture. */

const MAP = "#area-map, #analysis-map";
const PAINTED = ":is(#area-map, #analysis-map)[data-painted]";
// The chart is asked for before its page stands: whether there is a map is seen a moment later.
const STANDS_MS = 400;
// Where no map comes (nobody reported, the line is slow) the chart does not wait for ever.
const PATIENCE_MS = 2500;

/** @type {any} */
let library = null;
/** @type {Promise<any> | null} */
let coming = null;

/** Resolves when the page's map is on the screen, or when it has none. */
function mapPainted() {
  if (document.querySelector(PAINTED)) return Promise.resolve();
  return new Promise((resolve) => {
    const marks = new PerformanceObserver((list) => {
      if (!list.getEntriesByName("ioc:map:painted").length) return;
      finish();
    });
    const timers = [
      setTimeout(() => document.querySelector(MAP) || finish(), STANDS_MS),
      setTimeout(() => finish(), PATIENCE_MS),
    ];
    function finish() {
      timers.forEach(clearTimeout);
      marks.disconnect();
      // The picture is shown first: the library keeps the page's thread for a while.
      requestAnimationFrame(() => setTimeout(resolve));
    }
    marks.observe({ type: "mark", buffered: true });
  });
}

function fetchLibrary() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = window._dashPlotlyJSURL;
    script.onload = () => resolve(library);
    script.onerror = () => {
      coming = null;
      script.remove();
      reject(new Error("plotly.js was not loaded"));
    };
    document.body.append(script);
  });
}

/** Resolves when the library is there; never starts to fetch it before the map is painted. */
export const ready = () => Promise.resolve(window.Plotly);

/** The library, or null while it has not been loaded. */
const libraryNow = () => library;

export { libraryNow as library };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  // dcc.Graph takes what stands here, or loads the library at once where there is nothing: it is
  // given a promise, which it waits for.
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => library || (coming = coming || mapPainted().then(fetchLibrary)),
    set: (value) => {
      library = value;
    },
  });
}
