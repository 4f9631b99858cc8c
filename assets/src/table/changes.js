/* How areas moved since a period, as the server reckons it. */
import * as data from "../core/data.js";
import { changesSince } from "../core/moves.js";

/**
 * How areas moved since a period, as the server reckons it: the browser does not know who reported in both.
 * @param {Slice} slice
 * @param {string} before
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
export async function movedSince(slice, before, url, signal) {
  if (changesSince(slice, before)) return slice.change;
  try {
    const answer = await data.slice({ slice: data.withQuery(url, "before", before) }, { signal });
    slice.change = answer.change;
    return answer.change;
  } catch {
    return null;
  }
}
