/* The wall's clockwork: scenes that take turns, lines that say one thing after another, updates. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const BEAT_MS = 1000;
  const PAGE_SECONDS = 5;
  const FRESH_MS = 9000;
  const ANSWER_MS = 12000;
  const STALE_MS = 30000;

  let wall = null;

  const part = (scene, name) => document.getElementById(`wall-${scene}-${name}`);
  const sectionOf = (code) => wall.root.querySelector(`[data-scene="${code}"]`);
  const asks = () => window.dash_clientside.set_props;

  function clockText(at) {
    return new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
  }

  const dayOf = (at) => new Date(at).toLocaleDateString("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

  // ---- scenes -----------------------------------------------------------------------------

  /** Draw a scene's map where it is not drawn yet; resolves when it can be shown, map or not. */
  function prepare(code) {
    const scene = wall.scenes.get(code);
    if (scene.drawing) return scene.drawing;
    const id = `wall-${code}-map`;
    const drawn = scene.map && ioc.map ? ioc.map.show(id, scene.map) : Promise.resolve(null);
    scene.drawing = drawn
      .catch(() => null)
      .then(() => {
        scene.ready = true;
      });
    return scene.drawing;
  }

  /** The scenes after the shown one, so that none is waited for. */
  async function prepareRest() {
    const mine = wall;
    for (const code of order()) {
      if (mine !== wall) return;
      await prepare(code);
    }
  }

  function order() {
    const codes = [...wall.scenes.keys()];
    const at = codes.indexOf(wall.shown);
    return [...codes.slice(at), ...codes.slice(0, at)];
  }

  /** Change to a scene; the present one stays until the other is drawn. */
  async function show(code) {
    if (!wall.scenes.has(code) || wall.next === code) return;
    const mine = wall;
    wall.next = code;
    await prepare(code);
    if (mine !== wall || wall.next !== code) return;
    wall.next = null;
    wall.shown = code;
    wall.since = Date.now();
    wall.page = 0;
    for (const section of wall.root.querySelectorAll(".wall-scene")) {
      section.classList.toggle("is-shown", section.dataset.scene === code);
    }
    turnPages();
    markDots();
    for (const row of sectionOf(code).querySelectorAll("[data-fresh]")) fade(row);
    document.title = wall.scenes.get(code).name;
  }

  function step(by) {
    const codes = [...wall.scenes.keys()];
    const from = codes.indexOf(wall.next || wall.shown);
    show(codes[(from + by + codes.length) % codes.length]);
  }

  function markDots() {
    for (const dot of wall.root.querySelectorAll("[data-dot]")) {
      dot.classList.toggle("is-shown", dot.dataset.dot === wall.shown);
    }
  }

  function hold(held) {
    wall.held = held;
    wall.since = Date.now();
    wall.root.classList.toggle("is-held", held);
    tellState();
  }

  // ---- lines that take turns ---------------------------------------------------------------

  function turnPages() {
    for (const lines of sectionOf(wall.shown).querySelectorAll(".wall-pages")) {
      const all = [...lines.querySelectorAll(":scope > .wall-page")];
      const held = all.filter((page) => page.textContent.trim());
      // The cards turn together: one without this line shows its first again.
      const now = lines.matches(".wall-detail")
        ? [all[wall.page % all.length]].find((page) => held.includes(page)) || held[0]
        : held[wall.page % (held.length || 1)];
      for (const page of lines.children) page.classList.toggle("is-now", page === now);
      lines.toggleAttribute("data-turned", Boolean(now));
    }
  }

  function beat() {
    const now = Date.now();
    if (!wall.root.isConnected) return stop();
    const text = clockText(now);
    const clock = document.getElementById("wall-clock");
    if (clock.textContent !== text) clock.textContent = text;
    wall.beats += 1;
    if (wall.beats % PAGE_SECONDS === 0) {
      wall.page += 1;
      turnPages();
    }
    const { seconds } = wall.scenes.get(wall.shown);
    if (!wall.held && wall.scenes.size > 1 && !wall.next && now - wall.since >= seconds * 1000) step(1);
    // The age of a number grows overnight, without any change of the store.
    if (dayOf(now) !== wall.day) {
      wall.day = dayOf(now);
      for (const scene of wall.scenes.values()) scene.revision = -1;
    }
    tellState();
    refresh();
  }

  // ---- news from the server ----------------------------------------------------------------

  /** Ask for what is older than the store, the shown scene first, one at a time. */
  function refresh() {
    const now = Date.now();
    const state = document.documentElement.dataset.live;
    if (state === "lost" || (wall.asked && now - wall.asked < ANSWER_MS)) return;
    const wanted = wall.revision;
    const code = order().find((one) => wall.scenes.get(one).revision !== wanted);
    if (!code) return;
    wall.asked = now;
    wall.tries += 1;
    asks()("wall-ask", { data: { scene: code, area: wall.area, vintage: wall.vintage, language: wall.language, revision: wanted, try: wall.tries } });
  }

  /** Set what differs in one scene; numbers that changed say so quietly. */
  function take(told) {
    if (!wall || !told || !wall.scenes.has(told.scene)) return window.dash_clientside.no_update;
    const scene = wall.scenes.get(told.scene);
    wall.asked = 0;
    scene.revision = told.revision;
    if (told.revision > wall.revision) wall.revision = told.revision;
    let moved = false;
    for (const [id, props] of Object.entries(told.leaves)) {
      const before = scene.leaves[id] || {};
      const changed = Object.entries(props).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
      if (!changed.length) continue;
      asks()(id, Object.fromEntries(changed));
      const row = /-row-(\d+)-value$/.exec(id);
      if (row && before.children !== props.children) {
        moved = true;
        const element = part(told.scene, `row-${row[1]}`);
        element.dataset.fresh = "";
        element.querySelector(".wall-fresh").dataset.before = before.children;
        if (told.scene === wall.shown) fade(element);
      }
    }
    scene.leaves = told.leaves;
    // What is new is said at once, not when its turn comes.
    if (moved && told.scene === wall.shown) wall.page = 0;
    if (JSON.stringify(scene.map) !== JSON.stringify(told.map)) {
      scene.map = told.map;
      scene.drawing = null;
      // What is drawn stays until the new picture is ready: no scene becomes unready.
      prepare(told.scene);
    }
    window.setTimeout(() => wall && turnPages(), 60);
    // The next scene at once; the same one again only with the next beat.
    if (scene.revision === wall.revision) refresh();
    return told.revision;
  }

  function fade(row) {
    window.setTimeout(() => delete row.dataset.fresh, FRESH_MS);
  }

  // ---- how the line is ----------------------------------------------------------------------

  function tellState() {
    const live = document.documentElement.dataset.live || "live";
    const place = document.getElementById("wall-state");
    place.dataset.state = live;
    place.textContent = wall.held ? place.dataset.held : place.dataset[live] || "";
    const shown = wall.scenes.get(wall.shown);
    const stale = shown.revision !== wall.revision && Date.now() - wall.behindSince > STALE_MS;
    const trouble = live === "lost" ? "lost" : stale ? "stale" : "";
    if (trouble) {
      const words = document.getElementById("wall-lost-words");
      words.textContent = words.dataset[trouble];
      const at = document.getElementById("wall-lost-at");
      at.textContent = `${at.dataset.words} ${clockText(trouble === "lost" ? wall.lastWord : wall.behindSince)}`;
    }
    document.getElementById("wall-lost").hidden = !trouble;
  }

  function heard(event) {
    if (!wall) return;
    const { state, revision, at } = event.detail;
    if (state !== "lost") wall.lastWord = at;
    if (state === "live" && wall.state !== "live") checkVersion();
    wall.state = state;
    // A store that was restored from a copy counts from further back.
    if (revision >= 0 && revision !== wall.revision) {
      wall.revision = revision;
      wall.behindSince = Date.now();
    }
    tellState();
    refresh();
  }

  /** A wall is never reloaded by hand: after an upgrade of the server it does so itself. */
  async function checkVersion() {
    const mine = wall;
    try {
      const { version } = await (await fetch("/healthz", { cache: "no-store" })).json();
      if (mine.version && version !== mine.version) location.reload();
      mine.version = version;
    } catch {
      // The line is gone again; the next return asks anew.
    }
  }

  // ---- hands --------------------------------------------------------------------------------

  function pressed(event) {
    if (!wall || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, button, a")) return;
    const acts = {
      " ": () => hold(!wall.held),
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      f: fullScreen,
      F: fullScreen,
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else wall.root.requestFullscreen().catch(() => undefined);
  }

  function tapped(event) {
    const share = event.clientX / window.innerWidth;
    if (share < 0.25) step(-1);
    else if (share > 0.75) step(1);
    else hold(!wall.held);
  }

  let still = 0;
  function stirred() {
    wall.root.classList.add("is-touched");
    window.clearTimeout(still);
    still = window.setTimeout(() => wall && wall.root.classList.remove("is-touched"), 3000);
  }

  // ---- start ---------------------------------------------------------------------------------

  function start(told) {
    stop();
    const root = document.getElementById("wall");
    if (!root || !told || !told.scenes.length) return null;
    wall = {
      root,
      scenes: new Map(told.scenes.map((scene) => [scene.code, { ...scene, revision: told.revision, ready: false, drawing: null }])),
      shown: told.shown,
      next: null,
      held: told.hold,
      area: told.area,
      vintage: told.vintage,
      language: told.language,
      revision: ioc.revision > 0 ? ioc.revision : told.revision,
      version: null,
      since: Date.now(),
      lastWord: Date.now(),
      behindSince: Date.now(),
      day: dayOf(Date.now()),
      page: 0,
      beats: 0,
      asked: 0,
      tries: 0,
    };
    root.addEventListener("click", tapped);
    root.addEventListener("pointermove", stirred);
    wall.beat = window.setInterval(beat, BEAT_MS);
    // Each new picture may have moved the land: a legend that grew, a panel of another size.
    wall.painted = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const { scene } = target.closest("[data-scene]").dataset;
        ioc.wallPins.place(target, wall.scenes.get(scene).map);
      }
    });
    wall.painted.observe(root, { attributes: true, subtree: true, attributeFilter: ["data-painted"] });
    hold(told.hold);
    turnPages();
    markDots();
    beat();
    prepareRest();
    checkVersion();
    return told.revision;
  }

  function stop() {
    if (!wall) return;
    window.clearInterval(wall.beat);
    wall.painted.disconnect();
    wall.root.removeEventListener("click", tapped);
    wall.root.removeEventListener("pointermove", stirred);
    wall = null;
  }

  window.addEventListener("ioc:live", heard);
  document.addEventListener("keydown", pressed, true);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { wall: { start, take } });
  ioc.wall = { show, step, hold, shown: () => wall && wall.shown };
})();
