/* What a map's spec names is loaded, and drawn once it is there; only the newest spec may draw. */
import * as data from "../core/data.js";
import { absent } from "../core/absent.js";
import * as frame from "./frame.js";
import * as freshMarks from "./fresh.js";
import { isFramed, join } from "./join.js";
import * as legend from "./legend.js";
import * as notice from "./notice.js";
import * as scale from "./scale.js";
import * as tip from "./tip.js";

const QUIET_MS = 300; // loading shorter than this is not worth a word

/**
 * What of a spec the land hangs on.
 * @param {MapSpec} spec
 */
export const landKey = (spec) =>
  [
    spec.topology,
    spec.outline,
    spec.directory,
    spec.points,
    spec.filter_parent,
    spec.parent,
    spec.islands,
  ].join(" ");

/**
 * Null instead of an error, while somebody still waits.
 * @param {unknown} error
 * @param {AbortSignal} signal
 */
function quiet(error, signal) {
  if (signal.aborted) throw error;
  return null;
}

/** @param {MapState} state */
export function raise(state) {
  const { spec, directory } = state;
  state.selected = (spec.selected ? directory.row.get(spec.selected) : undefined) ?? -1;
}

/**
 * Colour the areas anew.
 * @param {MapState} state
 */
export function recolour(state) {
  const { slice, directory, land, spec } = state;
  if (!land || !directory) return;
  state.classes = slice ? scale.classify(spec, slice, directory) : absent();
  raise(state);
  legend.draw(state);
  frame.seat(state);
  if (state.tipRow >= 0 && !state.tip.hidden) tip.show(state, state.tipRow, ...state.tipAt);
  state.invalidate("colours");
}

/**
 * Land, surroundings and directory; `lost` is why there is no land.
 * @param {MapSpec} spec
 * @param {AbortSignal} signal
 */
async function readGround(spec, signal) {
  const ground = spec.topology || spec.outline;
  const around = spec.topology ? spec.outline : null;
  /** @type {Error | null} */
  let failure = null;
  const [land, outline, directory] = await Promise.all([
    // Without a picture the numbers are still right: lists beside the map go on with them.
    ground
      ? data.land(ground, { signal }).catch((error) => {
          failure = error;
          return quiet(error, signal);
        })
      : null,
    // The surroundings are an ornament: a map without them is still right.
    around ? data.land(around, { signal }).catch((error) => quiet(error, signal)) : null,
    data.directory(spec.directory, { signal }),
  ]);
  const provinces = isFramed(spec, outline, directory)
    ? await data
        .directory(data.withQuery(spec.directory, "level", "province"), { signal })
        .catch((error) => quiet(error, signal))
    : null;
  return { land, outline, directory, provinces, failure: /** @type {Error | null} */ (failure) };
}

/**
 * The directory of a slice: a newer one where the areas have changed.
 * @param {MapSpec} spec
 * @param {Directory} directory
 * @param {Slice} slice
 * @param {AbortSignal} signal
 */
async function matching(spec, directory, slice, signal) {
  if (directory.codes.length === slice.header.n) return directory;
  const next = await data.directory(spec.directory, { signal, fresh: true });
  if (next.codes.length !== slice.header.n && !signal.aborted)
    throw new Error("Danh mục địa bàn và số liệu không khớp. Hãy tải lại trang.");
  return next;
}

/**
 * Lay the land out anew.
 * @param {MapState} state
 * @param {string} key
 */
function layOut(state, key) {
  join(state);
  state.landKey = key;
  state.hover = state.focus = state.tipRow = -1;
  state.tip.hidden = true;
  state.view = absent();
}

/**
 * @param {MapState} state
 * @param {string} key  of the land
 * @param {boolean} again  whether land or directory are other ones than before
 * @param {Slice | null} before  the numbers shown before
 */
function put(state, key, again, before) {
  notice.clear(state);
  if (again) layOut(state, key);
  frame.restyle(state);
  recolour(state);
  if (again) {
    frame.refit(state);
    state.invalidate("base");
  } else freshMarks.compare(state, before);
  if (!state.directory.codes.length) notice.noAreas(state);
  else if (state.classes.empty) notice.empty(state);
}

/**
 * A map that has no land says so.
 * @param {MapState} state
 * @param {() => void} tell
 */
function withoutLand(state, tell) {
  state.landKey = null;
  notice.clear(state);
  tell();
  frame.release(state, state.version);
}

/**
 * Load what the spec names and the map lacks, and draw it.
 * @param {MapState} state
 */
export async function load(state) {
  const { spec, lastVersion: version } = state;
  if (state.job) state.job.abort();
  const job = (state.job = new AbortController());
  const { signal } = job;
  const key = landKey(spec);
  const fresh = key !== state.landKey;
  const loading = setTimeout(() => notice.loading(state, fresh), QUIET_MS);
  const retry = () => load(state);
  try {
    const { land, outline, directory, provinces } = state;
    const [ground, slice] = await Promise.all([
      fresh ? readGround(spec, signal) : { land, outline, directory, provinces, failure: null },
      data.slice(spec, { signal }),
    ]);
    if (signal.aborted) return;
    const areas = await matching(spec, ground.directory, slice, signal);
    if (signal.aborted) return;
    const { failure, ...parts } = ground;
    const again = fresh || areas !== directory;
    const before = state.slice;
    Object.assign(state, parts, { directory: areas, slice, version, sliceUrl: data.sliceUrl(spec) });
    if (failure) withoutLand(state, () => notice.sayFailure(state, failure, retry));
    else if (!ground.land || !(ground.land.features.length || spec.points))
      withoutLand(state, () => notice.noLand(state));
    else put(state, key, again, before);
  } catch (error) {
    if (signal.aborted || !(error instanceof Error) || error.name === "AbortError") return;
    notice.sayFailure(state, error, retry);
    frame.release(state, version);
  } finally {
    clearTimeout(loading);
    if (state.job === job) state.element.removeAttribute("aria-busy");
  }
}
