/* What the wall asks the server: what a scene says now, and what the screen itself is. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const ANSWER_MS = 12000;
  const AGAIN_MS = 3000;
  const FRESH_MS = 9000;
  // Of the page's own address, what a scene depends on.
  const OWN = ["man-hinh", "dia-ban", "ky-dia-gioi", "lang"];

  let asking = null; // {code, until, marks}: the scene that is asked for and not told yet
  let tries = 0;
  let screenAsked = null;

  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const query = () => Object.fromEntries(new URLSearchParams(location.search));

  /** Something has changed that a scene shows. */
  const mark = (scene) => (scene.marks += 1);

  const isBehind = (scene) => scene.marks > scene.done;

  /** Ask for a scene that is behind, the shown one first, one at a time; `take` what is told. */
  async function refresh(wall, take) {
    const now = performance.now();
    if (document.documentElement.dataset.live === "lost" || (asking && now < asking.until)) return;
    const code = wall.order().find((one) => isBehind(wall.scenes.get(one)));
    if (!code) return;
    const mine = (asking = { code, until: now + ANSWER_MS, marks: wall.scenes.get(code).marks });
    try {
      const answer = await fetch(addressOf(wall, code), { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
      if (answer.status === 200) return take(await answer.json());
    } catch {
      // The line's state is told elsewhere.
    }
    mine.until = performance.now() + AGAIN_MS;
  }

  function addressOf(wall, code) {
    const fields = new URLSearchParams({ scene: code, area: wall.away, rev: wall.revision });
    if (wall.screen) fields.set("screen", wall.screen.digest);
    for (const [name, value] of Object.entries(query())) if (OWN.includes(name)) fields.set(name, value);
    return `/wall/scene?${fields}`;
  }

  /** Set what differs in one scene; numbers that changed say so quietly. Tells whether some did. */
  function apply(wall, told) {
    const scene = wall.scenes.get(told.scene);
    if (asking && asking.code === told.scene) {
      scene.done = Math.min(asking.marks, scene.marks);
      asking = null;
    }
    scene.revision = told.revision;
    // The answer to a question of before an order.
    if (told.area !== wall.away && !isBehind(scene)) mark(scene);
    const elsewhere = told.area !== scene.area;
    scene.area = told.area;
    let moved = false;
    for (const [id, props] of Object.entries(told.leaves)) {
      const before = scene.leaves[id] || {};
      const changed = Object.entries(props).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
      if (!changed.length) continue;
      set(id, Object.fromEntries(changed));
      const row = /-row-(\d+)-value$/.exec(id);
      if (row && before.children !== props.children && !elsewhere) {
        moved = true;
        const element = document.getElementById(`wall-${told.scene}-row-${row[1]}`);
        element.dataset.fresh = "";
        element.querySelector(".wall-fresh").dataset.before = before.children;
        if (told.scene === wall.shown) fade(element);
      }
    }
    scene.leaves = told.leaves;
    return moved;
  }

  function fade(row) {
    ioc.wallClock.later(() => delete row.dataset.fresh, FRESH_MS);
  }

  /** Ask what the screen is: its scenes, its area, whether it may show anything at all. */
  function askScreen(digest, shown) {
    tries += 1;
    set("wall-ask-screen", { data: { query: query(), digest, shown, try: tries } });
  }

  /** The same soon: one question for several words that come together. */
  function askScreenSoon(digest, shown) {
    window.clearTimeout(screenAsked);
    screenAsked = window.setTimeout(() => askScreen(digest(), shown()), 50);
  }

  ioc.wallNews = { mark, isBehind, refresh, apply, fade, askScreenSoon };
})();
