/* What the browser holds of the server's figures: slices, directories, lands; fetched once, kept, shared. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const RETRY_AFTER_MS = [300, 1200];
  const PATIENCE_MS = 20000;
  const PASSING = new Set([408, 429, 502, 503, 504]);

  /** A request that failed for good; `status` 0: the server was not reached. */
  class LoadError extends Error {
    constructor(url, status, detail) {
      super(detail || `HTTP ${status}`);
      this.name = "LoadError";
      this.url = url;
      this.status = status;
    }
  }

  /** Keeps the `limit` entries used last. */
  class Recent {
    constructor(limit) {
      this.limit = limit;
      this.entries = new Map();
    }
    get(key) {
      const value = this.entries.get(key);
      if (value !== undefined) {
        this.entries.delete(key);
        this.entries.set(key, value);
      }
      return value;
    }
    set(key, value) {
      this.entries.delete(key);
      this.entries.set(key, value);
      if (this.entries.size > this.limit) this.entries.delete(this.entries.keys().next().value);
    }
    delete(key) {
      this.entries.delete(key);
    }
  }

  const slices = new Recent(240);
  const directories = new Recent(40);
  const lands = new Recent(8);
  const running = new Map();

  const aborted = () => new DOMException("no longer wanted", "AbortError");
  const wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => (clearTimeout(timer), reject(aborted())), { once: true });
    });

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
      if (error instanceof TypeError || error.name === "AbortError") throw new LoadError(url, 0, error.message);
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }

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
   */
  function fetchOnce(url, read, keep, signal) {
    const held = keep && keep.get(url);
    if (held !== undefined && held !== null) return Promise.resolve(held);
    if (signal && signal.aborted) return Promise.reject(aborted());
    let job = running.get(url);
    if (!job) {
      const controller = new AbortController();
      job = { controller, waiting: 0 };
      job.promise = persist(url, read, controller.signal).then(
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
      running.set(url, job);
    }
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
      const settle = (done) => (value) => {
        if (signal) signal.removeEventListener("abort", leave);
        done(value);
      };
      job.promise.then(settle(resolve), settle(reject));
    });
  }

  const VIEWS = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array, f64: Float64Array };

  /**
   * The columns of a packed slice. Integers with a `missing` mark become numbers with NaN.
   * Throws when the bytes are no slice.
   */
  function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== "IOC1") {
      throw new Error("Máy chủ trả về dữ liệu không đúng định dạng (IOC1).");
    }
    const length = new DataView(buffer).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const columns = {};
    for (const column of header.columns) {
      const raw = new VIEWS[column.type](buffer, 8 + length + column.offset, header.n);
      const missing = column.missing === undefined ? null : column.missing;
      if (column.scale !== undefined && column.type !== "f64") {
        const { scale } = column;
        const numbers = new Float64Array(header.n);
        for (let row = 0; row < header.n; row += 1) numbers[row] = raw[row] === missing ? NaN : raw[row] / scale;
        columns[column.name] = numbers;
      } else {
        columns[column.name] = raw;
      }
    }
    return { header, columns };
  }

  /** The address of a slice: the spec's own, else built from what it names. */
  function sliceUrl(spec) {
    if (spec.slice) return spec.slice;
    const query = new URLSearchParams({
      indicator: spec.indicator,
      vintage: spec.vintage,
      level: spec.level,
      parent: spec.parent,
      period: spec.period,
      rev: spec.revision,
    });
    return `/api/v1/slice?${query}`;
  }

  function withQuery(url, name, value) {
    const [path, query] = url.split("?");
    const fields = new URLSearchParams(query || "");
    fields.set(name, value);
    return `${path}?${fields}`;
  }

  async function readSlice(response) {
    const { header, columns } = decode(await response.arrayBuffer());
    const flags = columns.flags || new Uint8Array(header.n);
    const change = header.before
      ? { before: header.before, values: columns.change, same: columns.same || null, of: columns.same_of || null, level: header.same_level }
      : null;
    return { header, value: columns.value, flags, origin: columns.origin || null, change };
  }

  /**
   * One indicator in one period, in the order of the directory: {value, flags, header, parts()}.
   * parts() fetches numerator, denominator, reported, expected on first use.
   */
  async function slice(spec, options = {}) {
    const url = sliceUrl(spec);
    // Only an address that names its revision never changes its answer.
    const keep = /[?&]rev=\d/.test(url) ? slices : null;
    const found = await fetchOnce(url, readSlice, keep, options.signal);
    if (!found.parts) found.parts = partsOf(url);
    return found;
  }

  /** What asks for numerator, denominator, reported, expected of a slice, once. */
  function partsOf(url) {
    let asked = null;
    return () => {
      if (!asked) {
        const read = async (response) => decode(await response.arrayBuffer()).columns;
        asked = fetchOnce(withQuery(url, "parts", "1"), read, null);
        asked.catch(() => (asked = null));
      }
      return asked;
    };
  }

  async function readDirectory(response) {
    const list = await response.json();
    list.row = new Map(list.codes.map((code, row) => [code, row]));
    list.parentName = new Map((list.parents || []).map((code, row) => [code, (list.parent_names || [])[row]]));
    return list;
  }

  /** Keep a slice that came by another way, as if its address had been asked for. */
  function keepSlice(url, found) {
    slices.set(url, found);
  }

  const holdsSlice = (url) => slices.get(url) !== undefined;

  /** The areas of a level: the server's columns, plus `row` (code → row) and `parentName`. */
  function directory(url, options = {}) {
    return fetchOnce(url, readDirectory, options.fresh ? null : directories, options.signal);
  }

  /** Published topologies (addresses with a space between) as land that can be drawn: see ioc.land. */
  async function land(urls, options = {}) {
    const read = async (response) => ioc.land.fromTopology(await response.json());
    return ioc.land.join(await Promise.all(urls.split(" ").map((url) => fetchOnce(url, read, lands, options.signal))));
  }

  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 60));
  let ahead = new AbortController();

  /** Fetch the slices of these periods when the browser is idle; a new call replaces the last. */
  function prefetch(spec, periods) {
    ahead.abort();
    ahead = new AbortController();
    const signal = ahead.signal;
    const url = sliceUrl(spec);
    const list = [...periods];
    const next = () => {
      if (signal.aborted || !list.length) return;
      const wanted = withQuery(url, "period", list.shift());
      slice({ slice: wanted }, { signal }).then(() => idle(next), () => undefined);
    };
    idle(next);
  }

  ioc.data = { slice, sliceUrl, withQuery, keepSlice, holdsSlice, partsOf, directory, land, prefetch, decode, fetchOnce, Recent, LoadError };
})();
