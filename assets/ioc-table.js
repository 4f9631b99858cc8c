/* The ranked table: thousands of rows, of which only those in sight are in the page. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const COLUMNS = ["rank", "name", "value", "change", "status", "parts", "complete"];
  const MARKS = { green: "●", amber: "▲", red: "■", no_target: "–", too_few: "…", no_data: "∅" };
  const STATUS_ORDER = { green: 0, amber: 1, red: 2, no_target: 3, too_few: 4, no_data: 5 };
  const SPARE_ROWS = 8;
  const tables = new WeakMap();

  function build(host) {
    const { node } = ioc.tip;
    const frame = node("div", "ana-scroll");
    const table = node("table", "ana-grid");
    table.setAttribute("role", "grid");
    table.tabIndex = 0;
    const head = node("thead", "");
    const headRow = node("tr", "");
    head.append(headRow);
    const body = node("tbody", "");
    table.append(head, body);
    frame.append(table);
    const notice = node("div", "ana-table-notice");
    notice.hidden = true;
    notice.setAttribute("role", "status");
    const foot = node("div", "ana-table-foot");
    host.replaceChildren(frame, notice, foot);
    const state = {
      host, frame, table, headRow, body, notice, foot, order: [], rows: null, active: -1, job: null,
      wish: null, rowHeight: 40, from: 0, to: 0, frameRequest: 0,
    };
    state.heads = COLUMNS.map((name) => {
      const cell = node("th", `ana-col-${name}`);
      cell.scope = "col";
      const button = node("button", "");
      button.type = "button";
      button.addEventListener("click", () => sortBy(state, name));
      cell.append(button);
      headRow.append(cell);
      return { name, cell, button };
    });
    frame.addEventListener("scroll", () => paintSoon(state), { passive: true });
    // The frame shows the focus, because the table may be larger than what is in sight.
    for (const kind of ["focus", "blur"]) {
      table.addEventListener(kind, () => frame.toggleAttribute("data-focus", table.matches(":focus-visible")));
    }
    table.addEventListener("keydown", (event) => onKey(state, event));
    body.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-at]");
      if (row) choose(state, Number(row.dataset.at), false);
    });
    body.addEventListener("dblclick", (event) => {
      const row = event.target.closest("tr[data-at]");
      if (row) choose(state, Number(row.dataset.at), true);
    });
    body.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const row = event.target.closest("tr[data-at]");
      state.wish.on.hover(row ? row.dataset.code : null);
    });
    body.addEventListener("pointerleave", () => state.wish.on.hover(null));
    new ResizeObserver(() => paintSoon(state)).observe(frame);
    tables.set(host, state);
    return state;
  }

  // ---- reckoning ----------------------------------------------------------------------------

  function gather(state, directory, slice, moved) {
    const { spec, target } = state.wish;
    const { value } = slice;
    const judged = { ...spec, target, period: state.wish.period };
    const status = Array.from(value, (one, row) =>
      ioc.ranking.statusOf(one, ioc.shown.targetOf(judged, directory.codes[row]), spec.direction, slice.flags[row]));
    const change = moved && moved.values;
    if (state.searched !== directory) {
      state.searched = directory;
      state.search = directory.codes.map((code, row) =>
        ioc.ranking.plain(`${directory.full_names[row]} ${code}`),
      );
      const collator = new Intl.Collator("vi");
      const byName = directory.codes.map((_, row) => row);
      byName.sort((a, b) => collator.compare(directory.names[a], directory.names[b]));
      state.nameOrder = new Int32Array(byName.length);
      byName.forEach((row, at) => (state.nameOrder[row] = at));
    }
    let high = 0;
    let missing = 0;
    let unranked = 0;
    value.forEach((one, row) => {
      if (Number.isNaN(one)) missing += 1;
      else if (!ioc.shown.isRanked(one, slice.flags[row])) unranked += 1;
      if (Math.abs(one) > high) high = Math.abs(one);
    });
    state.rows = {
      directory, slice, value, status, change, moved, parts: slice.partsNow || null, missing, unranked,
      rank: ioc.ranking.ranks(value, spec.direction, slice.flags),
      parents: new Set(directory.parent_names).size > 1,
      full: spec.unit === "%" && high <= 100 ? 100 : high || 1,
    };
  }

  function keyOf(state, name) {
    const { rows } = state;
    switch (name) {
      case "name": return (row) => state.nameOrder[row];
      case "value": return (row) => rows.value[row];
      case "change": return (row) => (rows.change ? rows.change[row] : NaN);
      case "status": return (row) => STATUS_ORDER[rows.status[row]];
      case "parts": return (row) => (rows.parts ? rows.parts.denominator[row] || rows.parts.numerator[row] : NaN);
      case "complete": return (row) => (rows.parts && rows.parts.expected[row] ? ioc.whose.reported(rows.parts, row) / rows.parts.expected[row] : NaN);
      default: return (row) => rows.rank[row] || NaN;
    }
  }

  /** Filter and sort; rows without the sorted number stand last whichever way. */
  function arrange(state) {
    const { wish, rows } = state;
    if (!rows) return;
    const wanted = ioc.ranking.plain(wish.search || "");
    const order = [];
    for (let row = 0; row < rows.value.length; row += 1) {
      if (wish.status && rows.status[row] !== wish.status) continue;
      if (wanted && !state.search[row].includes(wanted)) continue;
      order.push(row);
    }
    const down = (wish.sort || "").startsWith("-");
    const name = (wish.sort || "rank").replace(/^-/, "");
    const key = keyOf(state, name);
    const sign = down ? -1 : 1;
    order.sort((a, b) => {
      const one = key(a);
      const two = key(b);
      const noOne = Number.isNaN(one);
      const noTwo = Number.isNaN(two);
      if (noOne || noTwo) return noOne - noTwo || state.nameOrder[a] - state.nameOrder[b];
      return sign * (one - two) || state.nameOrder[a] - state.nameOrder[b];
    });
    state.order = order;
    heads(state, name, down);
    state.active = order.findIndex((row) => rows.directory.codes[row] === wish.selected);
    const word = ioc.ranking.WORDS[wish.language];
    const missing = rows.missing ? ` · ${word.missing(whole(rows.missing, wish))}` : "";
    const unranked = rows.unranked ? ` · ${word.unranked(whole(rows.unranked, wish))}` : "";
    const partly = rows.moved && rows.moved.same ? ` · ${word.compared}` : "";
    const { spec, period } = wish;
    const earlier = spec.awaited && spec.awaited[0] === period ? ` · ${ioc.format.periodOf(spec, period)}` : "";
    const [some, all] = [order.length, rows.value.length];
    const hidden = all > some ? whole(all - some, wish) : "";
    state.foot.textContent = word.shown(whole(some, wish), whole(all, wish), hidden) + missing + unranked + partly + earlier;
    if (!order.length) tell(state, word.noHit, word.noHitHint);
    else quiet(state);
  }

  const whole = (count, wish) => ioc.format.number(count, 0, wish.language);

  // ---- painting -----------------------------------------------------------------------------

  function heads(state, sorted, down) {
    const word = ioc.ranking.WORDS[state.wish.language];
    for (const { name, cell, button } of state.heads) {
      button.textContent = word[name];
      const here = name === sorted;
      cell.setAttribute("aria-sort", here ? (down ? "descending" : "ascending") : "none");
    }
    state.table.setAttribute("aria-label", word.table);
  }

  function paintSoon(state) {
    if (!state.frameRequest) {
      state.frameRequest = requestAnimationFrame(() => {
        state.frameRequest = 0;
        paint(state);
      });
    }
  }

  function signed(change, spec, language) {
    if (Number.isNaN(change)) return null;
    const sign = change > 0 ? "▲ " : change < 0 ? "▼ " : "= ";
    return sign + ioc.format.number(Math.abs(change), spec.decimals, language);
  }

  /** The number without its unit, which the column has; a yes or a no in words. */
  function numberText(rows, row, spec, language) {
    return ioc.format.digits(rows.value[row], rows.slice.flags[row], { ...spec, language });
  }

  /** Over which areas a change is taken, where some inside are missing: {short, rule}, else null. */
  function sameWords(moved, row, word, wish) {
    if (!moved || !moved.same || !moved.of[row]) return null;
    const areas = word.areas[moved.level] || word.areas.none;
    const count = whole(moved.same[row], wish);
    const enough = !Number.isNaN(moved.values[row]);
    return { short: `${count} ${areas}`, rule: (enough ? word.same : word.few)(count, whole(moved.of[row], wish), areas) };
  }

  function rowOf(state, at) {
    const { node } = ioc.tip;
    const { wish, rows } = state;
    const { spec, language } = wish;
    const word = ioc.ranking.WORDS[language];
    const row = state.order[at];
    const { directory, value } = rows;
    const code = directory.codes[row];
    const line = node("tr", "");
    line.dataset.at = String(at);
    line.dataset.code = code;
    line.id = `${state.host.id}-row-${at}`;
    line.setAttribute("aria-rowindex", String(at + 2));
    const selected = code === wish.selected;
    line.setAttribute("aria-selected", String(selected));
    if (at === state.active) line.classList.add("ana-active");
    const cell = (name, text) => {
      const made = node("td", `ana-col-${name}`, text);
      line.append(made);
      return made;
    };
    cell("rank", rows.rank[row] ? whole(rows.rank[row], wish) : word.none);
    const title = cell("name");
    title.append(node("span", "ana-name", directory.full_names[row]));
    if (ioc.fresh.has(rows.slice.header, code)) {
      line.classList.add("ioc-fresh-row");
      title.append(ioc.fresh.badge(language));
    }
    const parent = directory.parent_names[row];
    if (rows.parents && parent) title.append(node("small", "ana-parent", parent));
    const amount = cell("value");
    if (Number.isNaN(value[row])) {
      const none = node("span", "ana-none", word.none);
      none.title = word.noNumber(ioc.format.period(wish.period, language));
      amount.append(none);
    } else {
      const bar = node("span", "ana-bar");
      bar.style.setProperty("--part", String(Math.max(0, Math.min(1, value[row] / rows.full))));
      amount.append(bar, node("span", "ana-number", numberText(rows, row, spec, language)));
      const code = rows.slice.origin ? rows.slice.origin[row] : 0;
      if (code) {
        const mark = node("abbr", "ana-origin", ioc.origin.mark(code));
        mark.title = ioc.origin.rule(code, language);
        amount.append(mark);
      }
      const comeTo = rows.parts && rows.parts.provisional ? rows.parts.provisional[row] : NaN;
      if (!Number.isNaN(comeTo)) {
        amount.classList.add("ana-open");
        const small = node("small", "ana-provisional", word.provisional(ioc.format.number(comeTo, spec.decimals, language)));
        small.title = word.provisionalRule;
        amount.append(small);
      }
    }
    const moved = rows.change ? rows.change[row] : NaN;
    const change = cell("change", signed(moved, spec, language) || word.none);
    const over = sameWords(rows.moved, row, word, wish);
    if (over) {
      change.title = over.rule;
      if (!Number.isNaN(moved)) change.append(node("small", "ana-same", over.short));
    }
    if (moved) change.classList.add((moved > 0) === (spec.direction !== "down") ? "ioc-change-better" : "ioc-change-worse");
    const status = cell("status");
    const mark = rows.status[row];
    const chip = node("span", `ioc-status ioc-status-${mark}`);
    chip.append(node("span", "ana-mark", MARKS[mark]), node("span", "ana-word", ` ${word[`status_${mark}`]}`));
    chip.title = word[`status_${mark}`];
    status.append(chip);
    const { parts } = rows;
    let ratio = "";
    let complete = "";
    if (parts) {
      const over = parts.numerator[row];
      const under = parts.denominator[row];
      const part = (one) => ioc.format.part(one, language);
      ratio = Number.isNaN(over) ? word.none : part(over) + (Number.isNaN(under) ? "" : `/${part(under)}`);
      const counts = () => `${whole(ioc.whose.reported(parts, row), wish)}/${whole(parts.expected[row], wish)}`;
      const self = ioc.whose.isSelf(parts, row);
      complete = self ? ioc.whose.short(language) : parts.expected[row] ? counts() : word.none;
    }
    cell("parts", ratio);
    const filled = cell("complete", complete);
    const beside = parts ? ioc.whose.beside(spec, parts, row, rows.value[row], directory) : "";
    if (beside) filled.title = beside;
    filled.classList.toggle("ana-partial", Boolean(parts && parts.reported[row] < parts.expected[row]));
    return line;
  }

  function paint(state) {
    const { frame, body, order, table } = state;
    if (!state.rows) return;
    const height = parseFloat(getComputedStyle(state.host).getPropertyValue("--ana-row")) || 40;
    state.rowHeight = height;
    const from = Math.max(0, Math.floor(frame.scrollTop / height) - SPARE_ROWS);
    const to = Math.min(order.length, Math.ceil((frame.scrollTop + frame.clientHeight) / height) + SPARE_ROWS);
    const lines = [];
    const spacer = (rows) => {
      const line = ioc.tip.node("tr", "ana-spacer");
      line.setAttribute("aria-hidden", "true");
      line.style.height = `${rows * height}px`;
      return line;
    };
    if (from > 0) lines.push(spacer(from));
    for (let at = from; at < to; at += 1) lines.push(rowOf(state, at));
    if (to < order.length) lines.push(spacer(order.length - to));
    body.replaceChildren(...lines);
    table.setAttribute("aria-rowcount", String(order.length + 1));
    const active = state.active >= from && state.active < to ? `${state.host.id}-row-${state.active}` : "";
    if (active) table.setAttribute("aria-activedescendant", active);
    else table.removeAttribute("aria-activedescendant");
  }

  /** Room for the longest numerator and denominator: villages have two digits, provinces seven. */
  function widen(state) {
    const { numerator, denominator } = state.rows.parts;
    let high = 0;
    for (let row = 0; row < numerator.length; row += 1) {
      const both = (numerator[row] || 0) + (denominator[row] || 0);
      if (both > high) high = both;
    }
    const letters = 2 * whole(high, state.wish).length + 1;
    state.table.style.setProperty("--ana-parts", `${Math.max(100, Math.min(172, letters * 7 + 18))}px`);
  }

  /** Bring a row into sight, in the middle when it was out of it. */
  function reveal(state, at) {
    const { frame, rowHeight } = state;
    if (at < 0) return;
    const head = state.headRow.offsetHeight;
    const top = at * rowHeight;
    const room = frame.clientHeight - head;
    if (top < frame.scrollTop || top + rowHeight > frame.scrollTop + room) {
      frame.scrollTop = Math.max(0, top - room / 2 + rowHeight / 2);
    }
  }

  function tell(state, title, hint) {
    const { node } = ioc.tip;
    state.notice.replaceChildren(node("strong", "", title), node("span", "", hint || ""));
    state.notice.hidden = false;
  }

  function quiet(state) {
    state.notice.hidden = true;
  }

  // ---- hand and keys ------------------------------------------------------------------------

  function choose(state, at, drill) {
    const row = state.order[at];
    if (row === undefined) return;
    state.active = at;
    state.wish.on[drill ? "drill" : "select"](state.rows.directory.codes[row]);
  }

  function onKey(state, event) {
    if (event.target !== state.table) return;
    const page = Math.max(1, Math.floor(state.frame.clientHeight / state.rowHeight) - 2);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) {
      const next = Math.max(0, Math.min(state.order.length - 1, state.active + moves[event.key]));
      state.active = next;
      reveal(state, next);
      paint(state);
      const row = state.order[next];
      if (row !== undefined) state.wish.on.hover(state.rows.directory.codes[row]);
    } else if (event.key === "Enter" || event.key === " ") {
      const row = state.order[state.active];
      if (row === undefined) return;
      choose(state, state.active, event.key === "Enter" && state.rows.directory.codes[row] === state.wish.selected);
    } else {
      return;
    }
    event.preventDefault();
  }

  function sortBy(state, name) {
    const now = state.wish.sort || "rank";
    // What is worth seeing first: the best rank, the first name, the greatest number.
    const first = ["rank", "name", "status"].includes(name) ? name : `-${name}`;
    const other = first.startsWith("-") ? name : `-${name}`;
    state.wish.on.sort(now === first ? other : first);
  }

  // ---- showing ------------------------------------------------------------------------------

  /**
   * Show what a wish says: {spec, directory (address), period, before, target, selected, search,
   * status, sort, language, light, on}. `before` is the period to compare with or null;
   * `light` leaves out what costs another request (while time runs). Resolves when painted.
   */
  async function show(hostId, wish) {
    const host = document.getElementById(hostId);
    if (!host) return;
    let state = tables.get(host);
    if (!state || !host.contains(state.frame)) state = build(host);
    const last = state.wish;
    state.wish = { ...wish, language: ioc.ranking.WORDS[wish.language] ? wish.language : "vi" };
    if (state.job) state.job.abort();
    const job = (state.job = new AbortController());
    const { signal } = job;
    const waiting = setTimeout(() => !state.rows && tell(state, ioc.ranking.WORDS[state.wish.language].loading), 300);
    const url = (period) => ioc.data.withQuery(wish.spec.slice, "period", period);
    const here = ioc.data.slice({ slice: url(wish.period) }, { signal });
    try {
      const [directory, slice] = await Promise.all([ioc.data.directory(wish.spec.directory, { signal }), here]);
      if (signal.aborted || directory.codes.length !== slice.header.n) return;
      const same = state.rows && state.rows.directory === directory;
      const moving = wish.before && !wish.light ? movedSince(slice, wish.before, url(wish.period), signal) : null;
      // What the rows are sorted by is waited for; else it follows when it comes.
      const sorted = /^-?change$/.test(wish.sort || "");
      gather(state, directory, slice, known(slice, wish.before) || (sorted ? await moving : null));
      if (signal.aborted) return;
      arrange(state);
      if (!same) state.frame.scrollTop = 0;
      if (state.rows.parts) widen(state);
      paint(state);
      // Only a painted table is as high as its rows, and can be scrolled to one of them.
      if (!same || !last || last.selected !== wish.selected) {
        reveal(state, state.active);
        paint(state);
      }
      if (moving && !state.rows.moved) {
        const moved = await moving;
        if (signal.aborted) return;
        state.rows.moved = moved;
        state.rows.change = moved && moved.values;
        arrange(state);
        paint(state);
      }
      if (wish.light || state.rows.parts) return;
      const parts = await slice.parts();
      if (signal.aborted) return;
      state.rows.parts = parts;
      widen(state);
      if (/^-?(parts|complete)$/.test(state.wish.sort || "")) arrange(state);
      paint(state);
    } catch (error) {
      if (signal.aborted || error.name === "AbortError") return;
      failed(state);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** The changes that came with the slice, or null. */
  function known(slice, before) {
    return before && slice.change && slice.change.before === before ? slice.change : null;
  }

  /** How areas moved since a period, as the server reckons it: the browser does not know who reported in both. */
  async function movedSince(slice, before, url, signal) {
    if (known(slice, before)) return slice.change;
    try {
      const found = await ioc.data.slice({ slice: ioc.data.withQuery(url, "before", before) }, { signal });
      slice.change = found.change;
      return found.change;
    } catch {
      return null;
    }
  }

  function failed(state) {
    const word = ioc.ranking.WORDS[state.wish.language];
    tell(state, word.failed);
    const button = ioc.tip.node("button", "ioc-map__retry", word.retry);
    button.type = "button";
    button.addEventListener("click", () => show(state.host.id, state.wish));
    state.notice.append(button);
  }

  /** Change what needs no data: selected, search, status, sort, target. */
  function change(hostId, some) {
    const state = tables.get(document.getElementById(hostId));
    if (!state || !state.wish) return;
    const moved = "selected" in some && some.selected !== state.wish.selected;
    Object.assign(state.wish, some);
    if (!state.rows) return;
    arrange(state);
    if (moved) {
      paint(state);
      reveal(state, state.active);
    } else if ("search" in some || "sort" in some || "status" in some) state.frame.scrollTop = 0;
    paint(state);
  }

  /** What the table says of one area: {name, full_name, value, rank, of, status, statusWord}, or null. */
  function row(hostId, code) {
    const state = tables.get(document.getElementById(hostId));
    if (!state || !state.rows) return null;
    const { rows } = state;
    const at = rows.directory.row.get(code);
    if (at === undefined) return null;
    return {
      name: rows.directory.full_names[at],
      value: rows.value[at],
      flags: rows.slice.flags[at],
      rank: rows.rank[at],
      of: rows.value.length - rows.missing - rows.unranked,
      status: rows.status[at],
      statusWord: ioc.ranking.WORDS[state.wish.language][`status_${rows.status[at]}`],
      mark: MARKS[rows.status[at]],
    };
  }

  ioc.table = { show, change, row };
})();
