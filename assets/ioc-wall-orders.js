/* Orders to this wall from afar: a scene, a halt, another area; said quietly in the title. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const SAID_MS = 10 * 1000;
  // A wall that somebody has sent elsewhere, or stopped, and forgotten comes back by itself.
  const AWAY_MS = 10 * 60 * 1000;
  const HELD_MS = 60 * 60 * 1000;

  let last = 0; // when the last order came
  let brief = null; // the last order, said for some seconds: {word, hour, at}
  let held = null; // the order that holds the wall
  let away = null; // the order that sent it elsewhere

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
    last = ioc.wallClock.steady();
    const { hour } = ioc.wallClock.local(ioc.wallClock.now());
    const order = { word: action in wall.words ? action : "other", hour, at: last };
    if (action === "hold") held = order;
    if (action === "go_on") held = null;
    if (action === "area") away = argument ? order : null;
    brief = order === held || order === away ? null : order;
    acts[action]();
    say(wall);
    wall.turn();
  }

  /** With every beat: what is said no longer, and whether the wall comes back. */
  function tend(wall) {
    const at = ioc.wallClock.steady();
    if (brief && at - brief.at > SAID_MS) brief = null;
    if (!wall.isHeld()) held = null; // somebody at the wall itself let it go on
    if (held && at - held.at > HELD_MS) {
      held = null;
      wall.hold(false);
    }
    if (away && at - last > AWAY_MS) {
      away = null;
      wall.goTo("");
    }
    say(wall);
  }

  function say(wall) {
    const said = brief || held || away;
    const text = said ? wall.words[said.word].replace("{}", said.hour) : "";
    for (const line of document.querySelectorAll(".wall-order")) {
      if (line.textContent !== text) line.textContent = text;
    }
  }

  ioc.wallOrders = { obey, tend };
})();
