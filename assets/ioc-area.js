/* An area's page: its map, the list beside it, choosing cards, going down and up. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const MAP = "area-map";
  const WORDS = {
    vi: { hidden: (some, all) => `Bộ lọc đang ẩn ${some}/${all} địa bàn`, open: "Mở trang", hint: "Bấm một địa bàn để xem số liệu, bấm lần nữa để mở trang của địa bàn đó." },
    en: { hidden: (some, all) => `The filter hides ${some} of ${all} areas`, open: "Open", hint: "Click an area to see its number, click again to open its page." },
  };
  // Cards and links that stay on the page carry what is chosen under these names.
  const DEFAULT_INDICATOR = "HT01";

  let shown = null; // the spec on the map
  let running = null; // the spec of the list while time runs past other periods
  let state = null; // the fields of the page's state
  let root = null; // the page's element, to notice a new page
  let picked = null; // the code raised on the map and in the list
  let filter = "";
  let order = "worst";
  const awaited = {};
  let toPicked = false; // the list is to scroll to the raised row when it has been drawn

  const at = (id) => document.getElementById(id);
  const setState = (change) => window.dash_clientside.set_props("area-state", { data: { ...state, ...change } });
  const words = () => WORDS[(shown && shown.language) || "vi"] || WORDS.vi;

  function node(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // ---- addresses --------------------------------------------------------------------------

  /** What a link to another area takes along: the indicator and the period, in every vintage. */
  function carried() {
    const query = new URLSearchParams();
    if (state && state.indicator && state.indicator !== DEFAULT_INDICATOR) query.set("chi-so", state.indicator);
    if (state && state.period) query.set("ky", state.period);
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  const addressOf = (code, vintage) => `/dia-ban/${vintage}/${encodeURIComponent(code)}${carried()}`;

  function carryLinks() {
    if (!root) return;
    for (const link of root.querySelectorAll('a[href^="/dia-ban/"]')) {
      const [path] = link.getAttribute("href").split("?");
      link.setAttribute("href", path + carried());
    }
  }

  function rewrite(change) {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }

  // ---- the list ---------------------------------------------------------------------------

  function rowsOf(directory, slice) {
    return directory.codes.map((code, row) => ({
      code,
      name: (directory.full_names || directory.names)[row],
      parent: (directory.parent_names || [])[row] || "",
      value: slice.value[row],
      flags: slice.flags[row],
      of: slice.header,
    }));
  }

  /** 0: has a place among the others; 1: a number that says too little for one; 2: no number. */
  const placeless = ({ value, flags }) => (Number.isNaN(value) ? 2 : ioc.shown.isRanked(value, flags) ? 0 : 1);

  function compare(one, two) {
    if (order !== "name") {
      const gone = placeless(one) - placeless(two);
      if (gone) return gone;
      const upward = (shown.direction !== "down") === (order === "worst");
      const gap = upward ? one.value - two.value : two.value - one.value;
      if (gap) return gap;
    }
    return one.name.localeCompare(two.name, "vi");
  }

  /** Without diacritics, in lower case: how one searches a name. */
  const bare = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/\s+/g, " ").trim();

  async function drawList() {
    const spec = running || shown;
    const box = at("area-list");
    if (!spec || !box) return;
    let directory;
    let slice;
    try {
      [directory, slice] = await Promise.all([ioc.data.directory(spec.directory), ioc.data.slice(spec)]);
    } catch {
      return; // The map says what failed and offers to try again.
    }
    if (spec !== (running || shown) || directory.codes.length !== slice.header.n) return;
    const wanted = bare(filter);
    const all = rowsOf(directory, slice);
    const rows = all.filter((each) => bare(`${each.name} ${each.parent}`).includes(wanted)).sort(compare);
    const most = all.reduce((top, each) => (each.value > top ? each.value : top), 0);
    const full = spec.unit === "%" ? Math.max(100, most) : most;
    const list = node("ol", "ioc-area-rows");
    for (const each of rows) list.append(rowElement(spec, each, full));
    if (!rows.length) list.append(node("li", "ioc-area-nobody", box.dataset.nobody));
    else if (rows.length < all.length) {
      const count = (one) => ioc.format.number(one, 0, spec.language);
      list.append(node("li", "ioc-area-nobody", words().hidden(count(all.length - rows.length), count(all.length))));
    }
    const kept = box.scrollTop;
    box.replaceChildren(list);
    box.scrollTop = kept;
    markPicked(toPicked);
    toPicked = false;
    drawPicked(all, spec);
  }

  function statusMark(spec, { value, code, flags }) {
    if (Number.isNaN(value)) return { className: "ioc-area-mark", mark: "∅", text: ioc.format.words(spec.language).noData };
    const target = ioc.shown.targetOf(spec, code);
    if (target === null) return { className: "ioc-area-mark", mark: "", text: "" };
    if (flags & ioc.shown.TOO_FEW) return { className: "ioc-area-mark", mark: "…", text: ioc.format.words(spec.language).tooFew };
    const one = ioc.scale.statusClasses(spec.language)[ioc.scale.statusOf(value, target, spec.direction)];
    return { className: `ioc-area-mark ioc-area-mark-${one.colour}`, mark: one.mark, text: one.text };
  }

  function quantity(spec, { value, flags }) {
    return Number.isNaN(value) ? "–" : ioc.format.shown(value, flags, spec);
  }

  function rowElement(spec, each, full) {
    const item = node("li");
    const link = node("a", "ioc-area-row");
    link.href = addressOf(each.code, spec.vintage);
    link.dataset.code = each.code;
    const { className, mark, text } = statusMark(spec, each);
    const said = node("span", "ioc-area-row-name", each.name);
    if (ioc.fresh.has(each.of, each.code)) said.append(ioc.fresh.badge(spec.language));
    const sign = node("span", className, mark);
    sign.title = text;
    sign.setAttribute("aria-hidden", "true");
    const bar = node("span", "ioc-area-bar");
    bar.style.setProperty("--share", Number.isNaN(each.value) || !full ? 0 : Math.max(0, each.value / full));
    bar.setAttribute("aria-hidden", "true");
    link.append(sign, said, node("span", "ioc-area-row-value", quantity(spec, each)), bar);
    if (text) link.append(node("span", "visually-hidden", ` (${text})`));
    link.title = each.parent ? `${each.name} · ${each.parent}` : each.name;
    item.append(link);
    return item;
  }

  function markPicked(scroll) {
    const box = at("area-list");
    if (!box) return;
    for (const link of box.querySelectorAll(".ioc-area-row")) {
      const mine = link.dataset.code === picked;
      link.classList.toggle("ioc-chosen", mine);
      if (mine) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      // Only the list scrolls, never the page under the reader's eyes.
      if (mine && scroll) box.scrollTop = link.parentElement.offsetTop - box.clientHeight / 2;
    }
  }

  function drawPicked(rows, spec = shown) {
    const box = at("area-picked");
    if (!box) return;
    const one = picked && rows.find((each) => each.code === picked);
    if (!one) {
      box.replaceChildren(node("span", "ioc-area-hint", words().hint));
      return;
    }
    const { className, text, mark } = statusMark(spec, one);
    const parts = [node("strong", "", one.name), node("span", "ioc-area-picked-value", quantity(shown, one))];
    if (text) parts.push(node("span", className, `${mark} ${text}`));
    if (one.code !== state.area) {
      const link = node("a", "ioc-area-enter", `${words().open} →`);
      link.href = addressOf(one.code, shown.vintage);
      link.setAttribute("aria-label", `${words().open}: ${one.name}`);
      parts.push(link);
    }
    box.replaceChildren(...parts);
  }

  function pick(code) {
    picked = code;
    rewrite({ chon: code === state.area ? "" : code });
    markPicked(true);
    Promise.all([ioc.data.directory(shown.directory), ioc.data.slice(shown)]).then(
      ([directory, slice]) => drawPicked(rowsOf(directory, slice)),
      () => undefined,
    );
  }

  // ---- what the server's answers lead to --------------------------------------------------

  const placeOf = (spec) => [spec.vintage, spec.level, spec.parent, new URLSearchParams(spec.directory.split("?")[1]).get("former")].join(" ");

  /** The page's values may come before its elements: wait for those of this very page. */
  function whenThere(key, value, act) {
    const mine = (awaited[key] = (awaited[key] || 0) + 1);
    const look = (turn) => {
      if (mine !== awaited[key] || !value) return;
      const page = at("area-page");
      const there = page && (!value.visit || page.dataset.visit === value.visit);
      if (there && at(MAP) && at("area-list")) act(page);
      else if (turn < 600) requestAnimationFrame(() => look(turn + 1));
    };
    look(0);
    return window.dash_clientside.no_update;
  }

  const draw = (spec) => whenThere("map", spec, (page) => drawPage(page, spec));

  /** Put the cards and counts that changed into their places; the others stay as they are. */
  function cards(data) {
    return whenThere("cards", data, () => {
      for (const [id, html] of Object.entries(data.parts)) {
        const place = at(id);
        // Text of our own server, escaped there (layouts/html_text.py).
        if (place) place.innerHTML = html;
      }
      markCard();
    });
  }

  function drawPage(page, spec) {
    const fresh = page !== root;
    root = page;
    if (fresh) [filter, order] = ["", "worst"];
    const moved = fresh || !shown || placeOf(shown) !== placeOf(spec);
    if (moved) {
      picked = spec.selected || null;
      toPicked = true;
      if (!fresh) rewrite({ chon: "" });
    } else {
      spec = { ...spec, selected: picked };
    }
    shown = spec;
    running = null;
    ioc.areaTime.end();
    const painted = ioc.map.show(MAP, spec);
    drawList();
    stepButtons();
    carryLinks();
    markCard();
    if (fresh) ioc.areaLive.keepUp();
    if (fresh && ioc.arrived() && (!document.activeElement || document.activeElement === document.body)) {
      const title = page.querySelector("h1");
      if (title) title.focus({ preventScroll: true });
    }
    return painted;
  }

  function markCard() {
    const page = at("area-page");
    if (!page || !state) return;
    for (const place of page.querySelectorAll(".ioc-area-card")) {
      const mine = place.dataset.code === state.indicator;
      place.classList.toggle("ioc-chosen", mine);
      const link = place.querySelector("a");
      if (link && mine) link.setAttribute("aria-current", "true");
      else if (link) link.removeAttribute("aria-current");
    }
  }

  function address(query) {
    if (!location.pathname.startsWith("/dia-ban")) return window.dash_clientside.no_update;
    const next = new URLSearchParams(query);
    const now = new URLSearchParams(location.search);
    for (const name of ["chon", "lang", "nen"]) if (now.has(name)) next.set(name, now.get(name));
    const text = next.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    return window.dash_clientside.no_update;
  }

  // ---- the period -------------------------------------------------------------------------

  function steps() {
    const select = at("area-period");
    if (!select) return { before: null, after: null };
    const values = [...select.options].map((option) => option.value); // latest first
    const place = values.indexOf(shown ? shown.period : "");
    return { before: place >= 0 ? values[place + 1] : undefined, after: place > 0 ? values[place - 1] : undefined };
  }

  function stepButtons() {
    // The options arrive with the same answer as the map, but a moment later.
    requestAnimationFrame(() => {
      const { before, after } = steps();
      if (at("area-period-before")) at("area-period-before").disabled = !before;
      if (at("area-period-after")) at("area-period-after").disabled = !after;
      if (shown) ioc.areaTime.show(shown);
    });
  }

  function toPeriod(value) {
    ioc.areaTime.halt();
    if (value && state && shown && value !== shown.period) setState({ period: value });
  }

  // ---- what the user does -----------------------------------------------------------------

  document.addEventListener("ioc:area", (event) => {
    if (event.target.id !== MAP || !state) return;
    const { code, vintage, action } = event.detail;
    const again = action === "drill" || code === picked;
    if (again && code !== state.area) ioc.go(addressOf(code, vintage));
    else pick(code);
  });

  function chooseIndicator(code) {
    setState({ indicator: code, level: "", selected: "" });
    const explorer = root && root.querySelector(".ioc-area-explorer");
    const box = explorer && explorer.getBoundingClientRect();
    if (box && (box.bottom < 200 || box.top > window.innerHeight - 200)) {
      explorer.scrollIntoView({ block: "start", behavior: "smooth" });
    }
  }

  document.addEventListener("click", (event) => {
    const page = event.target.closest && event.target.closest("#area-page");
    if (!page || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const button = event.target.closest("button");
    if (button && button.id === "area-period-before") toPeriod(steps().before);
    if (button && button.id === "area-period-after") toPeriod(steps().after);
    const link = event.target.closest("a[href]");
    const href = link ? link.getAttribute("href") : "";
    if (href.startsWith("#")) {
      const target = at(href.slice(1));
      if (!target) return;
      event.preventDefault();
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    } else if (href.startsWith("?")) {
      event.preventDefault();
      if (link.dataset.former) {
        setState({ former: link.dataset.former, level: "commune" });
        page.querySelector(".ioc-area-explorer").scrollIntoView({ block: "start" });
      } else {
        chooseIndicator(new URLSearchParams(href).get("chi-so"));
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    const quiet = event.target === document.body || ["MAIN", "H1"].includes(event.target.tagName);
    if (!quiet || !at("area-page") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowLeft") toPeriod(steps().before);
    if (event.key === "ArrowRight") toPeriod(steps().after);
  });

  function hovered(event) {
    const link = event.target.closest && event.target.closest(".ioc-area-row");
    if (link) ioc.map.highlight(MAP, event.type === "mouseout" || event.type === "focusout" ? null : link.dataset.code);
  }
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, hovered);

  ioc.area = {
    root: () => root, state: () => state, again: () => setState({}), renew: (spec) => drawPage(root, spec), markCard,
    /** List the areas as another spec says, while time runs; null: as the map at rest. */
    list: (spec) => {
      running = spec;
      drawList();
    },
  };
  document.addEventListener("ioc:fresh", (event) => event.target.id === MAP && drawList());
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.area = {
    draw,
    cards,
    address,
    period: toPeriod,
    level: (value) => {
      if (value && state && shown && value !== shown.level && root === at("area-page")) setState({ level: value, former: "", selected: "" });
    },
    former: (value) => {
      const wanted = value === "all" ? "" : value || "";
      if (state && root === at("area-page") && wanted !== state.former) setState({ former: wanted, selected: "" });
    },
    list: (text, wanted) => {
      filter = text || "";
      order = wanted || "worst";
      drawList();
    },
    state: (data) => {
      state = data;
      carryLinks();
      markCard();
      return window.dash_clientside.no_update;
    },
  };
})();
