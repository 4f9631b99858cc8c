/* The wall's clockwork: scenes that take turns, lines that say one thing after another. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const PAGE_MS = 5000;
  const REFUSED_ASK_MS = 60 * 1000;
  const FRAMES = 200;
  // The cards' lines in their order; of a number that is overdue its age goes first.
  const TURNS = [0, 1, 2, 3, 4];
  const OLD_TURNS = [3, 1, 2, 0, 4];

  let wall = null;
  let refused = null; // timer of a page that may show nothing

  const now = () => ioc.wallClock.now();
  const steady = () => ioc.wallClock.steady();
  const sectionOf = (code) => wall.root.querySelector(`[data-scene="${code}"]`);

  // ---- scenes -----------------------------------------------------------------------------

  /** Draw a scene's map where it is not drawn yet; resolves when it can be shown, map or not. */
  function prepare(code) {
    const scene = wall.scenes.get(code);
    if (scene.drawing) return scene.drawing;
    const id = `wall-${code}-map`;
    const drawn = scene.map && ioc.map ? ioc.map.show(id, scene.map) : Promise.resolve(null);
    scene.drawing = drawn.catch(() => null);
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
    if (!wall || !wall.scenes.has(code) || wall.next === code) return;
    const mine = wall;
    wall.next = code;
    await prepare(code);
    if (mine !== wall || wall.next !== code) return;
    wall.next = null;
    wall.shown = code;
    wall.since = steady();
    for (const section of wall.root.querySelectorAll(".wall-scene")) {
      section.classList.toggle("is-shown", section.dataset.scene === code);
    }
    turnTo(0);
    markDots();
    for (const row of sectionOf(code).querySelectorAll("[data-fresh]")) ioc.wallNews.fade(row);
    document.title = wall.scenes.get(code).name;
  }

  /** By hand or by order every scene can be reached, by itself only those whose hours these are. */
  function step(by, onlyDue = false) {
    if (!wall) return;
    const codes = [...wall.scenes.keys()];
    const from = codes.indexOf(wall.next || wall.shown);
    const after = codes.map((_, index) => codes[(from + by * (index + 1) + codes.length * codes.length) % codes.length]);
    const due = onlyDue ? after.filter((code) => ioc.wallClock.isDue(wall.scenes.get(code), now())) : after;
    if (due.length) show(due[0]);
    // The only one whose hours these are begins anew.
    if (due[0] === wall.shown) wall.since = steady();
  }

  function markDots() {
    const dots = [...wall.scenes.keys()].map((code) => {
      const dot = document.createElement("span");
      dot.className = code === wall.shown ? "wall-dot is-shown" : "wall-dot";
      return dot;
    });
    wall.root.querySelector(".wall-dots").replaceChildren(...dots);
  }

  function hold(held = true) {
    if (!wall) return;
    wall.held = held;
    wall.since = steady();
    wall.root.classList.toggle("is-held", held);
    ioc.wallLine.tell(wall.held);
  }

  /** Show another area in every scene; "" is the wall's own again. */
  function goTo(area) {
    wall.away = area;
    for (const scene of wall.scenes.values()) if (scene.area !== area) ioc.wallNews.mark(scene);
    ioc.wallNews.refresh(wall, take);
  }

  // ---- lines that take turns ---------------------------------------------------------------

  function turnTo(page) {
    wall.page = page;
    wall.turned = steady();
    turnPages();
  }

  function turnPages() {
    for (const lines of sectionOf(wall.shown).querySelectorAll(".wall-pages")) {
      const all = [...lines.querySelectorAll(":scope > .wall-page")];
      const held = all.filter((page) => page.textContent.trim());
      // The cards turn together: one without this line shows its first again.
      const turns = lines.closest(".is-late, .is-stale") ? OLD_TURNS : TURNS;
      const said = lines.matches(".wall-detail")
        ? [all[turns[wall.page % all.length]], all[turns[0]]].find((page) => held.includes(page)) || held[0]
        : held[wall.page % (held.length || 1)];
      for (const page of lines.children) page.classList.toggle("is-now", page === said);
      lines.toggleAttribute("data-turned", Boolean(said));
    }
  }

  function beat() {
    if (!wall.root.isConnected) return stop();
    const at = now();
    const { hour, day } = ioc.wallClock.local(at);
    const clock = document.getElementById("wall-clock");
    if (clock.textContent !== hour) clock.textContent = hour;
    ioc.wallCare.tend(wall.root, wall.screen, wall.theme, at);
    ioc.wallOrders.tend(orders);
    if (steady() - wall.turned >= PAGE_MS) turnTo(wall.page + 1);
    const scene = wall.scenes.get(wall.shown);
    const isOver = steady() - wall.since >= scene.seconds * 1000 || !ioc.wallClock.isDue(scene, at);
    if (!wall.held && !wall.next && isOver && wall.scenes.size > 1) step(1, true);
    // The age of a number grows overnight, without any change of the store.
    if (day !== wall.day) {
      wall.day = day;
      for (const each of wall.scenes.values()) ioc.wallNews.mark(each);
    }
    if (wall.screen && wall.screen.until && Date.parse(wall.screen.until) <= at && !wall.expired) {
      wall.expired = true;
      askScreen();
    }
    ioc.wallLine.behind(ioc.wallNews.isBehind(wall.scenes.get(wall.shown)));
    ioc.wallLine.tell(wall.held);
    ioc.wallNews.refresh(wall, take);
  }

  // ---- news from the server ----------------------------------------------------------------

  function take(told) {
    if (!wall || !wall.scenes.has(told.scene)) return;
    const scene = wall.scenes.get(told.scene);
    const moved = ioc.wallNews.apply(wall, told);
    // What is new is said at once, not when its turn comes.
    if (moved && told.scene === wall.shown) turnTo(0);
    if (JSON.stringify(scene.map) !== JSON.stringify(told.map)) {
      scene.map = told.map;
      scene.drawing = null;
      // What is drawn stays until the new picture is ready: no scene becomes unready.
      prepare(told.scene);
    }
    window.setTimeout(() => wall && turnPages(), 60);
    // The next scene at once; the same one again only with the next beat.
    if (!ioc.wallNews.isBehind(scene)) ioc.wallNews.refresh(wall, take);
  }

  function heard(event) {
    const isBack = ioc.wallLine.heard(event.detail);
    if (isBack && (wall || refused)) {
      ioc.wallLine.checkVersion();
      askScreen();
    }
    if (!wall) return;
    const { revision, touched } = event.detail;
    // A store that was restored from a copy counts from further back.
    if (revision >= 0 && revision !== wall.revision) {
      wall.revision = revision;
      for (const scene of wall.scenes.values()) {
        if (scene.revision !== revision && ioc.live.concerns({ touched }, scene.indicators)) ioc.wallNews.mark(scene);
      }
    }
    ioc.wallLine.tell(wall.held);
    ioc.wallNews.refresh(wall, take);
  }

  function signalled(event) {
    const { items = [], missed } = event.detail;
    if (missed || items.some((each) => each.about === "wall" || each.about === "scene")) askScreen();
    if (!wall || !wall.screen) return;
    for (const { about, key, body } of items) {
      if (about === "order" && key === wall.screen.code) ioc.wallOrders.obey(orders, body);
    }
  }

  function askScreen() {
    // A scene that is only looked at (in an editor) is no screen.
    if (!refused && !(wall && wall.screen)) return;
    ioc.wallNews.askScreenSoon(
      () => (wall ? wall.screen.digest : ""),
      () => (wall ? wall.shown : ""),
    );
  }

  // ---- hands --------------------------------------------------------------------------------

  const orders = {
    step,
    show,
    hold,
    goTo,
    turn: () => turnTo(0),
    isHeld: () => wall.held,
    get words() {
      return wall.words;
    },
  };

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

  /** Begin with what the page was told of its screen, or go on where that has changed. */
  function start(told) {
    const root = document.getElementById("wall");
    if (!root || !told) return null;
    begin(root, told, FRAMES);
    return told.revision || 0;
  }

  /** The scenes may still be on their way into the page. */
  function begin(root, told, frames) {
    const isThere = told.scenes.every(({ code }) => document.getElementById(`wall-scene-${code}`));
    if (!isThere && frames) return window.requestAnimationFrame(() => begin(root, told, frames - 1));
    const before = wall && wall.root === root ? wall : null;
    if (before && told.language !== root.lang) return location.reload();
    stop();
    root.classList.toggle("is-refused", Boolean(told.refused));
    if (told.refused || !told.scenes.length) {
      refused = window.setInterval(askScreen, REFUSED_ASK_MS);
      return null;
    }
    const { screen, theme, words } = told;
    root.dataset.wall = screen ? screen.code : "";
    if (screen) root.style.setProperty("--wall-scale", screen.scale);
    const at = now();
    wall = {
      root,
      screen,
      theme,
      words,
      scenes: new Map(
        told.scenes.map((scene) => [scene.code, { ...scene, area: "", revision: told.revision, marks: 0, done: 0, drawing: null }]),
      ),
      shown: told.shown,
      next: null,
      held: before ? before.held : told.hold,
      away: before ? before.away : "",
      revision: ioc.revision > 0 ? ioc.revision : told.revision,
      since: before && before.shown === told.shown ? before.since : steady(),
      day: ioc.wallClock.local(at).day,
      page: before ? before.page : 0,
      turned: steady(),
      expired: false,
      order,
    };
    if (wall.away) goTo(wall.away);
    // What came between the page's making and its first word from the server.
    if (wall.revision !== told.revision) for (const scene of wall.scenes.values()) ioc.wallNews.mark(scene);
    root.addEventListener("click", tapped);
    root.addEventListener("pointermove", stirred);
    // Each new picture may have moved the land: a legend that grew, a panel of another size.
    wall.painted = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const section = target.closest("[data-scene]");
        const scene = section && wall.scenes.get(section.dataset.scene);
        if (scene) ioc.wallPins.place(target, scene.map);
      }
    });
    wall.painted.observe(root, { attributes: true, subtree: true, attributeFilter: ["data-painted"] });
    for (const section of root.querySelectorAll(".wall-scene")) {
      section.classList.toggle("is-shown", section.dataset.scene === wall.shown);
    }
    root.classList.toggle("is-held", wall.held);
    turnPages();
    markDots();
    beat();
    ioc.wallClock.beat(beat);
    prepareRest();
    if (!before) ioc.wallLine.checkVersion();
    return null;
  }

  function stop() {
    window.clearInterval(refused);
    refused = null;
    if (!wall) return;
    ioc.wallClock.beat(null);
    wall.painted.disconnect();
    wall.root.removeEventListener("click", tapped);
    wall.root.removeEventListener("pointermove", stirred);
    wall = null;
  }

  window.addEventListener("ioc:live", heard);
  window.addEventListener("ioc:signal", signalled);
  document.addEventListener("keydown", pressed, true);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { wall: { start } });
  ioc.wall = {
    show,
    step,
    hold,
    shown: () => wall && wall.shown,
    code: () => (wall && wall.screen ? wall.screen.code : ""),
    pace: ioc.wallClock.pace,
  };
})();
