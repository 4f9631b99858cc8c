/* Orders to this wall from afar: a scene, a halt, another area; said quietly in the title. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const SAID_MS = 10 * 1000;
  // A wall that somebody has sent elsewhere, or stopped, and forgotten comes back by itself.
  const AWAY_MS = 10 * 60 * 1000;
  const HELD_MS = 60 * 60 * 1000;

  let last = 0; // when the last order came
  let brief = null; // {word, at}: said for some seconds
  let heldAt = 0; // 0: not held by order
  let awayAt = 0; // 0: on the wall's own area

  /** Obey one order; `wall` is what ioc-wall.js hands over. */
  function obey(wall, { action, argument }) {
    const acts = {
      next: () => wall.step(1),
      previous: () => wall.step(-1),
      hold: () => wall.hold(true),
      go_on: () => wall.hold(false),
      scene: () => wall.show(argument),
      area: () => wall.goTo(argument),
    };
    if (!acts[action]) return;
    last = ioc.wallClock.now();
    brief = { word: action === "go_on" ? "go_on" : "other", at: last };
    if (action === "hold") heldAt = last;
    if (action === "go_on") heldAt = 0;
    if (action === "area") awayAt = argument ? last : 0;
    if (action === "hold" || awayAt === last) brief = null;
    acts[action]();
    say(wall);
    wall.turn();
  }

  /** With every beat: what is said no longer, and whether the wall comes back. */
  function tend(wall) {
    const at = ioc.wallClock.now();
    // A clock that was put back: what was ordered was ordered now.
    last = Math.min(last, at);
    heldAt = Math.min(heldAt, at);
    if (brief) brief.at = Math.min(brief.at, at);
    if (brief && at - brief.at > SAID_MS) brief = null;
    if (heldAt && !wall.isHeld()) heldAt = 0; // somebody at the wall itself let it go on
    if (heldAt && at - heldAt > HELD_MS) {
      heldAt = 0;
      wall.hold(false);
    }
    if (awayAt && at - last > AWAY_MS) {
      awayAt = 0;
      wall.goTo("");
    }
    say(wall);
  }

  function say(wall) {
    const [word, at] = brief ? [brief.word, brief.at] : heldAt ? ["hold", heldAt] : awayAt ? ["other", awayAt] : ["", 0];
    const text = word ? wall.words[word].replace("{}", ioc.wallClock.local(at).hour) : "";
    for (const line of document.querySelectorAll(".wall-order")) {
      if (line.textContent !== text) line.textContent = text;
    }
  }

  ioc.wallOrders = { obey, tend };
})();
