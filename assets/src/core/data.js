/* What the browser holds of the server's figures: slices, directories, lands; fetched once, kept, shared. */
import * as landShapes from "./land.js";
import * as upgrade from "./upgrade.js";
import * as wire from "./wire.js";

const RETRY_AFTER_MS = [300, 1200];
const PATIENCE_MS = 20000;
const PASSING = new Set([408, 429, 502, 503, 504]);

/** A request that failed for good; `status` 0: the server was not reached. */
export class LoadError extends Error {
  /**
   * @param {string} url
   * @param {number} status
   * @param {string} [detail]
   */
  constructor(url, status, detail) {
    super(detail || `HTTP ${status}`);
    this.name = "LoadError";
    this.url = url;
    this.status = status;
  }
}

/**
 * Keeps the `limit` entries used last.
 * @template Value
 */
export class Recent {
  /**
   * @param {number} limit
   */
  constructor(limit) {
    this.limit = limit;
    /** @type {Map<string, Value>} */
    this.entries = new Map();
  }
  /**
   * @param {string} key
   * @returns {Value | undefined}
   */
  get(key) {
    const value = this.entries.get(key);
    if (value !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }
  /**
   * @param {string} key
   * @param {Value} value
   */
  set(key, value) {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
    }
  }
  /**
   * @param {string} key
   */
  delete(key) {
    this.entries.delete(key);
  }
}

/** @type {Recent<Slice>} */
const slices = new Recent(240);
/** @type {Recent<Directory>} */
const directories = new Recent(40);
/** @type {Recent<Land>} */
const lands = new Recent(8);
/** @type {Map<string, {controller: AbortController, waiting: number, promise: Promise<any>}>} */
const running = new Map();

const aborted = () => new DOMException("no longer wanted", "AbortError");
/**
 * @param {number} ms
 * @param {AbortSignal} signal
 */
const wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(aborted())), { once: true });
  });

/**
 * @template Value
 * @param {string} url
 * @param {(response: Response) => Promise<Value>} read
 * @param {AbortSignal} signal
 */
async function attempt(url, read, signal) {
  const patience = new AbortController();
  const stop = () => patience.abort();
  signal.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(stop, PATIENCE_MS);
  try {
    const response = await fetch(url, { signal: patience.signal, credentials: "same-origin" });
    if (!response.ok) {
      throw new LoadError(url, response.status, `HTTP ${response.status}`);
    }
    return await read(response);
  } catch (error) {
    if (signal.aborted) throw aborted();
    if (error instanceof LoadError) throw error;
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "AbortError"))
      throw new LoadError(url, 0, error.message);
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/**
 * @template Value
 * @param {string} url
 * @param {(response: Response) => Promise<Value>} read
 * @param {AbortSignal} signal
 */
async function persist(url, read, signal) {
  for (let turn = 0; ; turn += 1) {
    try {
      return await attempt(url, read, signal);
    } catch (error) {
      const passing = error instanceof LoadError && (error.status === 0 || PASSING.has(error.status));
      if (!passing || turn >= RETRY_AFTER_MS.length) throw error;
      await wait(RETRY_AFTER_MS[turn], signal);
    }
  }
}

/**
 * One request per address however many ask; it ends when the last who asked has gone. `keep`
 * (a Recent, or null) remembers what `read` made of the answer.
 * @template Value
 * @param {string} url
 * @param {(response: Response) => Promise<Value>} read
 * @param {Recent<Value> | null} [keep]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Value>}
 */
export function fetchOnce(url, read, keep, signal) {
  const cached = keep && keep.get(url);
  if (cached !== undefined && cached !== null) return Promise.resolve(cached);
  if (signal && signal.aborted) return Promise.reject(aborted());
  const job = running.get(url) || begin(url, read, keep || null);
  job.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = () => {
      job.waiting -= 1;
      if (job.waiting === 0) {
        if (running.get(url) === job) running.delete(url);
        job.controller.abort();
      }
      reject(aborted());
    };
    if (signal) signal.addEventListener("abort", leave, { once: true });
    /** @param {(value: any) => void} resolvePromise */
    const settle = (resolvePromise) => (/** @type {any} */ value) => {
      if (signal) signal.removeEventListener("abort", leave);
      resolvePromise(value);
    };
    job.promise.then(settle(resolve), settle(reject));
  });
}

/**
 * Send a request that nobody has sent yet.
 * @template Value
 * @param {string} url
 * @param {(response: Response) => Promise<Value>} read
 * @param {Recent<Value> | null} keep
 */
function begin(url, read, keep) {
  const controller = new AbortController();
  const promise = persist(url, read, controller.signal).then(
    (value) => {
      running.delete(url);
      if (keep) keep.set(url, value);
      return value;
    },
    (error) => {
      if (running.get(url) === job) running.delete(url);
      throw error;
    },
  );
  const job = { controller, waiting: 0, promise };
  running.set(url, job);
  return job;
}

/**
 * The address of a slice: the spec's own, else built from what it names.
 * @param {SliceQuestion} spec
 */
export function sliceUrl(spec) {
  if (spec.slice) return spec.slice;
  const query = new URLSearchParams();
  for (const name of /** @type {const} */ (["indicator", "vintage", "level", "parent", "period"]))
    query.set(name, String(spec[name]));
  query.set("rev", String(spec.revision));
  query.set("wire", String(wire.FORMAT));
  return `/api/v1/slice?${query}`;
}

/**
 * @param {string} url
 * @param {string} name
 * @param {string | number} value
 */
export function withQuery(url, name, value) {
  const [path, query] = url.split("?");
  const fields = new URLSearchParams(query || "");
  fields.set(name, String(value));
  return `${path}?${fields}`;
}

/**
 * @param {Response} response
 */
async function readSlice(response) {
  return wire.slice(upgrade.decode(await response.arrayBuffer()));
}

/**
 * One indicator in one period, in the order of the directory: what `ioc.wire.slice` gives, and parts().
 * parts() fetches numerator, denominator, reported, expected on first use.
 * @param {SliceQuestion} spec
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function slice(spec, options = {}) {
  const url = sliceUrl(spec);
  // Only an address that names its revision never changes its answer.
  const keep = /[?&]rev=\d/.test(url) ? slices : null;
  const read = async (/** @type {Response} */ response) => ({
    ...(await readSlice(response)),
    parts: partsOf(url),
  });
  return fetchOnce(url, read, keep, options.signal);
}

/**
 * What asks for numerator, denominator, reported, expected of a slice, once.
 * @param {string} url
 */
export function partsOf(url) {
  /** @type {Promise<Parts | undefined> | null} */
  let request = null;
  return () => {
    if (!request) {
      /**
       * @param {Response} response
       */
      const read = async (response) => (await readSlice(response)).partsNow;
      request = fetchOnce(withQuery(url, "parts", "1"), read, null);
      request.catch(() => (request = null));
    }
    return request;
  };
}

/**
 * @param {Response} response
 */
async function readDirectory(response) {
  const list = await response.json();
  list.row = new Map(list.codes.map((/** @type {string} */ code, /** @type {number} */ row) => [code, row]));
  list.parentName = new Map(
    (list.parents || []).map((/** @type {string} */ code, /** @type {number} */ row) => [
      code,
      (list.parent_names || [])[row],
    ]),
  );
  return list;
}

/**
 * Keep a slice that came by another way, as if its address had been asked for.
 * @param {string} url
 * @param {Slice} numbers
 */
export function keepSlice(url, numbers) {
  slices.set(url, numbers);
}

/**
 * @param {string} url
 */
export const holdsSlice = (url) => slices.get(url) !== undefined;

/**
 * The areas of a level: the server's columns, plus `row` (code → row) and `parentName`.
 * @param {string} url
 * @param {{ signal?: AbortSignal, fresh?: boolean }} [options]
 */
export function directory(url, options = {}) {
  return fetchOnce(url, readDirectory, options.fresh ? null : directories, options.signal);
}

/**
 * Published topologies (addresses with a space between) as land that can be drawn: see ioc.land.
 * @param {string} urls
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function land(urls, options = {}) {
  /**
   * @param {Response} response
   */
  const read = async (response) => landShapes.fromTopology(await response.json());
  return landShapes.join(
    await Promise.all(urls.split(" ").map((url) => fetchOnce(url, read, lands, options.signal))),
  );
}
