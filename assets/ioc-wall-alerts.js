/*
 * Alerts on the wall: each comes forward once, over the whole stage; a quiet line stays until it was
 * seen or is over. Texts are set as text: a message brings no mark-up with it.
 *
 * The wall's root says which wall it is (data-wall); alerts are drawn into #wall-alert.
 */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const SINGLE = 3; // more new ones than these come forward together
  const ROWS = 6; // of those, as many as the stage has room for
  const SPREAD_MS = 120;
  const AGAIN_MS = 10000;
  const ANYWAY_MS = 600000;
  const BEAT_MS = 1000;
  const ANSWER_MS = 8000;
  const MOST_KEPT = 200;

  let stage = null;

  // How long something is shown hangs on the wall's own clock, which can be made to run faster.
  const later = (act, ms) => ioc.wallClock.later(act, ms);

  const markOf = (alert) => `${alert.id}@${alert.raised_at}`;

  function make(tag, kind, text) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  }

  // ---- which were shown, also before this page was loaded ----------------------------------

  const keptName = (wall) => `ioc-wall-alerts-${wall}`;

  function readShown(wall) {
    try {
      const kept = JSON.parse(localStorage.getItem(keptName(wall)));
      return new Set(Array.isArray(kept) ? kept : []);
    } catch {
      return new Set();
    }
  }

  function keepShown() {
    // What is over cannot come again: its number is never given anew.
    const open = new Set(stage.alerts.map(markOf));
    const kept = [...stage.shown].filter((mark) => open.has(mark)).slice(-MOST_KEPT);
    stage.shown = new Set(kept);
    try {
      localStorage.setItem(keptName(stage.wall), JSON.stringify(kept));
    } catch {
      // Without a place to keep it a reload shows them once more.
    }
  }

  // ---- what is open --------------------------------------------------------------------------

  async function ask() {
    const mine = stage;
    if (!mine || mine.asking) {
      if (mine) mine.again = true;
      return;
    }
    mine.asking = true;
    mine.again = false;
    const query = new URLSearchParams({ wall: mine.wall, lang: mine.language });
    try {
      const answer = await fetch(`/api/v1/alerts?${query}`, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (mine !== stage) return;
      mine.due = performance.now() + ANYWAY_MS;
      take(told);
    } catch {
      mine.due = performance.now() + AGAIN_MS;
    } finally {
      mine.asking = false;
      if (mine === stage && mine.again) ask();
    }
  }

  function take(told) {
    stage.told = told;
    stage.alerts = told.items;
    const waiting = new Set(stage.queue);
    for (const alert of told.items) {
      const mark = markOf(alert);
      if (!alert.acknowledged_at && !stage.shown.has(mark) && !waiting.has(mark)) stage.queue.push(mark);
    }
    const held = new Map(unseen().map((alert) => [markOf(alert), alert]));
    stage.queue = stage.queue.filter((mark) => held.has(mark));
    // What was acknowledged or is over leaves the stage at once; a changed number is told anew.
    if (stage.forward) {
      stage.forward.marks = stage.forward.marks.filter((mark) => held.has(mark));
      if (!stage.forward.marks.length) close();
      else draw();
    }
    drawBadge();
    next();
  }

  /** Alerts that nobody has seen. What is over is none of them: the server's clock decides that. */
  const unseen = () => stage.alerts.filter((alert) => !alert.acknowledged_at);

  // ---- coming forward ------------------------------------------------------------------------

  function next() {
    if (!stage || stage.forward || !stage.queue.length) return;
    const together = stage.queue.length > SINGLE;
    const marks = together ? stage.queue.splice(0) : [stage.queue.shift()];
    if (!together) stage.turn = { at: (stage.turn ? stage.turn.at : 0) + 1 };
    const seconds = stage.told.seconds * (together ? Math.min(2, 1 + marks.length / 10) : 1);
    stage.forward = { marks, together, seconds, began: performance.now() };
    for (const mark of marks) stage.shown.add(mark);
    keepShown();
    draw();
    bringScene();
    stage.timer = later(close, seconds * 1000);
  }

  function close() {
    window.clearTimeout(stage.timer);
    stage.forward = null;
    if (!stage.queue.length) stage.turn = null;
    stage.panel.replaceChildren();
    stage.panel.hidden = true;
    stage.place.classList.remove("is-forward");
    drawBadge();
    next();
  }

  /** The scene that shows the number stands behind the panel and is seen when that goes. */
  function bringScene() {
    if (stage.forward.together || stage.root.classList.contains("is-held")) return;
    const alert = find(stage.forward.marks[0]);
    if (!alert.indicator || !ioc.wall) return;
    const card = stage.root.querySelector(`[data-scene] [data-indicator="${CSS.escape(alert.indicator)}"]`);
    const scene = card && card.closest("[data-scene]");
    if (scene) ioc.wall.show(scene.dataset.scene);
  }

  const find = (mark) => stage.alerts.find((alert) => markOf(alert) === mark);

  function draw() {
    const { marks, together } = stage.forward;
    const alerts = marks.map(find);
    const loudest = alerts.some((alert) => alert.level === "red") ? "red" : alerts.some((alert) => alert.level === "amber") ? "amber" : "info";
    stage.panel.className = `wall-alert-panel is-${loudest}`;
    stage.panel.dataset.alerts = alerts.map((alert) => alert.id).join(" ");
    stage.panel.replaceChildren(...(together ? many(alerts) : single(alerts[0])));
    stage.panel.hidden = false;
    stage.place.classList.add("is-forward");
    drawBadge();
  }

  function head(mark, words, parts) {
    const made = make("header", "wall-alert-head");
    const sign = make("span", "wall-alert-mark", mark);
    sign.setAttribute("aria-hidden", "true");
    made.append(sign, make("span", "wall-alert-heading", words), ...parts);
    return made;
  }

  function single(alert) {
    const { words } = alert;
    const parts = [];
    const waiting = stage.queue.length;
    if (stage.turn && stage.turn.at + waiting > 1) {
      parts.push(make("span", "wall-alert-turn", `${stage.turn.at}/${stage.turn.at + waiting}`));
    }
    if (words.demo) parts.unshift(make("span", "wall-demo", words.demo));
    parts.push(make("span", "wall-alert-raised", words.at));
    const heading = !words.value ? `${words.heading} · ${words.chip}` : words.heading;
    const made = [head(words.mark, heading, parts)];

    const what = make("div", "wall-alert-what");
    const name = make("h2", "wall-alert-name", words.name);
    name.classList.toggle("is-long", words.name.length > (words.value ? 21 : 32));
    what.append(name);
    if (words.value) {
      const value = make("strong", "wall-alert-value", words.value);
      value.classList.toggle("is-wide", words.value.length > 6);
      what.append(value);
    }
    made.push(what);
    if (words.value) {
      const second = make("p", "wall-alert-second");
      second.append(make("span", "wall-alert-target", words.target), make("span", "wall-alert-chip", `${words.mark} ${words.chip}`));
      made.push(second);
    } else made.push(make("p", "wall-alert-text", words.text));

    const lines = make("dl", "wall-alert-lines");
    for (const line of words.lines) {
      const row = make("div", `wall-alert-line is-${line.about}`);
      row.append(make("dt", "", line.label), make("dd", "", line.text));
      lines.append(row);
    }
    made.push(lines, running());
    return made;
  }

  function many(alerts) {
    const { many: heading, more } = stage.told;
    const shown = alerts.length > ROWS ? alerts.slice(0, ROWS - 1) : alerts;
    const list = make("ul", "wall-alert-list");
    for (const { words, level } of shown) {
      const row = make("li", `is-${level}`);
      row.append(make("span", "wall-alert-row-name", words.name));
      row.append(make("strong", "", words.value), make("span", "wall-alert-chip", `${words.mark} ${words.chip}`));
      list.append(row);
    }
    const rest = alerts.length - shown.length;
    if (rest) list.append(make("li", "wall-alert-more", more.replace("{}", rest)));
    const demo = alerts.find((alert) => alert.words.demo);
    const parts = demo ? [make("span", "wall-demo", demo.words.demo)] : [];
    parts.push(make("span", "wall-alert-raised", alerts.at(-1).words.at));
    const places = new Set(alerts.map((alert) => (alert.words.lines.find(({ about }) => about === "where") || {}).text || ""));
    if (places.size === 1) list.prepend(make("li", "wall-alert-more", [...places][0]));
    return [head(alerts[0].words.mark, heading.replace("{}", alerts.length), parts), list, running()];
  }

  /** The line that says how long it stays. A change of the number does not begin it anew. */
  function running() {
    const made = make("div", "wall-alert-time");
    const { began, seconds } = stage.forward;
    made.style.animationDuration = `${seconds}s`;
    made.style.animationDelay = `${began - performance.now()}ms`;
    return made;
  }

  // ---- the quiet line ------------------------------------------------------------------------

  function drawBadge() {
    const open = unseen();
    const level = ["red", "amber", "info"].find((each) => open.some((alert) => alert.level === each)) || "info";
    const mark = open.length ? open.find((alert) => alert.level === level).words.mark : "";
    const said = open.length ? `${mark} ${stage.told.unseen_words}` : "";
    if (stage.badge.textContent !== said) stage.badge.textContent = said;
    stage.badge.className = `wall-alert-badge is-${level}`;
    stage.badge.hidden = !said || Boolean(stage.forward);
  }

  // ---- start and end -------------------------------------------------------------------------

  function beat() {
    const root = document.getElementById("wall");
    const place = document.getElementById("wall-alert");
    if (stage && (!root || stage.place !== place || stage.wall !== root.dataset.wall)) end();
    // A picture of a scene that is being edited is no wall.
    if (!root || !place || !root.dataset.wall) return;
    if (!stage) begin(root, place);
    else if (performance.now() >= stage.due) ask();
  }

  function begin(root, place) {
    const { wall } = root.dataset;
    const panel = make("section", "wall-alert-panel");
    panel.setAttribute("role", "alert");
    panel.hidden = true;
    // Somebody who stands before the wall need not wait; nobody but the remote says that it was seen.
    panel.addEventListener("click", (event) => {
      event.stopPropagation();
      close();
    });
    const badge = make("p", "wall-alert-badge");
    badge.setAttribute("role", "status");
    badge.hidden = true;
    place.replaceChildren(badge, panel);
    stage = {
      root,
      place,
      panel,
      badge,
      wall,
      language: root.lang === "en" ? "en" : "vi",
      shown: readShown(wall),
      alerts: [],
      queue: [],
      told: null,
      forward: null,
      turn: null,
      timer: 0,
      asking: false,
      again: false,
      due: performance.now() + AGAIN_MS,
    };
    ask();
  }

  function end() {
    window.clearTimeout(stage.timer);
    stage.place.replaceChildren();
    stage = null;
  }

  let beating = 0;
  function onPage() {
    const here = document.body.dataset.page === "wall";
    if (here && !beating) {
      beating = window.setInterval(beat, BEAT_MS);
      beat();
    } else if (!here && beating) {
      window.clearInterval(beating);
      beating = 0;
      if (stage) end();
    }
  }

  let lost = false;
  window.addEventListener("ioc:live", ({ detail }) => {
    if (lost && detail.state !== "lost" && stage) ask();
    lost = detail.state === "lost";
  });
  window.addEventListener("ioc:signal", ({ detail }) => {
    const told = detail.missed || (detail.items || []).some((item) => item.about === "alert");
    // Hundreds of walls hear it in the same moment.
    if (stage && told) window.setTimeout(ask, Math.random() * SPREAD_MS);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stage && stage.forward) close();
  });
  new MutationObserver(onPage).observe(document.body, { attributes: true, attributeFilter: ["data-page"] });
  onPage();
  ioc.wallAlerts = { forward: () => (stage && stage.forward ? [...stage.forward.marks] : []) };
})();
