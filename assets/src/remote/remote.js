/* A phone that steers walls: each press is answered at once, the wall follows. */
import { alertBox } from "../alerts/box.js";
import { room } from "../core/words.js";
import { absent } from "../core/absent.js";
import { choice } from "../forms/choice.js";
import * as fields from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, h, select } from "../forms/parts.js";
import * as session from "../shell/sign-in.js";

const PATH = "/dieu-khien/viec";
const KEPT = "ioc-remote-wall";
const SAID_MS = 4000;

/** @type {RemotePage} */
let page = absent();
let quiet = 0;

const alive = () => Boolean(page && page.room.isConnected);
const wall = () => page.walls.find((each) => each.code === page.code);
/**
 * @param {number} at
 */
const time = (at) =>
  new Date(at).toLocaleTimeString("vi-VN", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "Asia/Ho_Chi_Minh",
  });

/**
 * @param {RemoteData} data
 */
async function start(data) {
  const place = document.getElementById("remote-room");
  if (!place || !data) return null;
  const { who, language, limits } = data;
  const words = room("remote", language);
  /** @type {RemotePage} */
  const mine = {
    room: place,
    who,
    language,
    words,
    walls: [],
    code: "",
    box: alertBox({ language, limits, say }),
    last: null,
    areaNames: new Map(),
  };
  page = mine;
  place.replaceChildren(parts.h("p", { class: "ioc-admin-wait" }, words.loading));
  await read();
  if (mine !== page || !alive()) return 1;
  pick(data.wall || wallBefore());
  return 1;
}

function wallBefore() {
  try {
    return localStorage.getItem(KEPT) || "";
  } catch {
    return "";
  }
}

async function read() {
  const mine = page;
  const { status, content } = await parts.ask(PATH, undefined, page.language);
  if (mine !== page || !alive()) return;
  if (status === 200) page.walls = content.walls;
  else sayFailure(status, content);
}

/**
 * Steer this wall; the first where the code names none.
 * @param {string} code
 */
function pick(code) {
  page.code = (page.walls.find((each) => each.code === code) || page.walls[0] || { code: "" }).code;
  try {
    localStorage.setItem(KEPT, page.code);
  } catch {
    /* Private windows may forbid it. */
  }
  page.last = null;
  page.box.steer(page.code, page.walls);
  draw();
}

// ---- orders --------------------------------------------------------------------------------

/**
 * @param {string} action
 * @param {string} argument
 */
function nameOf(action, argument) {
  const { words } = page;
  if (action === "scene")
    return fill(words.to_scene, {
      name: wall()?.scenes.find((each) => each.code === argument)?.name || argument,
    });
  if (action === "area")
    return argument
      ? fill(words.to_area, { name: page.areaNames.get(argument) || argument })
      : words.own_area;
  return words[action] || action;
}

/**
 * @param {string} action
 * @param {string} argument
 * @param {HTMLElement} [button]
 */
async function order(action, argument, button) {
  const { words } = page;
  const mine = page;
  const what = nameOf(action, argument);
  if (button) press(button);
  say(words.sending, "");
  const { status, content } = await parts.ask(
    `${PATH}/lenh`,
    { wall: page.code, action, argument },
    page.language,
  );
  if (mine !== page || !alive()) return;
  if (status === 200) {
    say(parts.fill(words.sent, { what }), "good");
    navigator.vibrate?.(20);
  } else {
    sayFailure(status, content);
  }
}

/** Show the last order to the wall; who gave it is told to those who may steer alone. */
async function readOrder() {
  const mine = page;
  const code = page.code;
  const { status, content } = await parts.ask(
    `${PATH}/lenh?wall=${encodeURIComponent(code)}`,
    undefined,
    page.language,
  );
  if (mine !== page || code !== page.code || !alive() || status !== 200 || !content.order.action) return;
  const { action, argument, by, number } = content.order;
  if (page.last && page.last.number >= number) return;
  page.last = {
    number,
    action,
    what: nameOf(action, argument),
    by,
    time: time(Date.now()),
    scene:
      action === "scene"
        ? argument
        : action === "hold" || action === "go_on"
          ? page.last && page.last.scene
          : "",
  };
  const line = page.room.querySelector(".ioc-remote-last");
  if (line) line.textContent = parts.fill(page.words.last, page.last);
  markScene();
}

/**
 * @param {HTMLElement} button
 */
function press(button) {
  button.classList.add("is-pressed");
  window.setTimeout(() => button.classList.remove("is-pressed"), 250);
}

/**
 * @param {number} status
 * @param {any} content
 */
function sayFailure(status, content) {
  const { words, language } = page;
  if (status === 401) return void location.reload();
  say(parts.refusalText(status, content, language, words), "bad");
}

/**
 * @param {string} text
 * @param {string} tone
 */
function say(text, tone) {
  const place = page.room.querySelector(".ioc-remote-said");
  if (!place)
    return void page.room.replaceChildren(
      parts.h("p", { class: "ioc-remote-said is-bad", role: "alert" }, text),
    );
  place.textContent = text;
  place.className = `ioc-remote-said is-${tone}`;
  window.clearTimeout(quiet);
  if (tone === "good") {
    quiet = window.setTimeout(() => {
      if (place.isConnected) place.textContent = "";
    }, SAID_MS);
  }
}

// ---- what is seen --------------------------------------------------------------------------

function draw() {
  const { words } = page;
  const now = wall();
  if (!now) return void page.room.replaceChildren(h("p", {}, words.no_walls));
  /**
   * @param {string} action
   * @param {string} mark
   */
  const act = (action, mark) =>
    h(
      "button",
      {
        type: "button",
        class: "ioc-remote-act",
        "data-act": action,
        onclick: (event) => order(action, "", event.currentTarget),
      },
      h("span", { class: "ioc-remote-mark", "aria-hidden": "true" }, mark),
      h("span", {}, words[action]),
    );
  page.room.replaceChildren(
    chooser(now),
    h("p", { class: "ioc-remote-last" }, page.last ? fill(words.last, page.last) : words.no_order),
    h(
      "section",
      { class: "ioc-remote-scenes", "aria-label": words.scenes },
      h("h2", {}, words.scenes),
      now.scenes.map((each, place) =>
        h(
          "button",
          {
            type: "button",
            class: "ioc-remote-scene",
            "data-scene-code": each.code,
            onclick: (event) => order("scene", each.code, event.currentTarget),
          },
          h("span", { class: "ioc-remote-place", "aria-hidden": "true" }, String(place + 1)),
          each.name,
        ),
      ),
    ),
    ...numbers(now),
    page.box.root,
    area(now),
    h(
      "p",
      { class: "ioc-remote-who" },
      `${words.signed_in} `,
      h("b", {}, page.who),
      " · ",
      h(
        "button",
        { type: "button", class: "ioc-remote-out", onclick: () => session.signOut() },
        words.sign_out,
      ),
    ),
    h(
      "div",
      { class: "ioc-remote-bar" },
      h("p", { class: "ioc-remote-said", role: "status" }),
      h(
        "div",
        { class: "ioc-remote-acts" },
        act("previous", "⏮"),
        act("hold", "⏸"),
        act("go_on", "▶"),
        act("next", "⏭"),
      ),
    ),
  );
  markScene();
}

/**
 * @param {RemoteWall} now
 */
function chooser(now) {
  const { words } = page;
  const about = now.area ? h("small", {}, now.area) : "";
  if (page.walls.length < 2) return h("p", { class: "ioc-remote-wall" }, h("b", {}, now.name), " ", about);
  return field(
    "wall",
    words.wall,
    select(
      now.code,
      page.walls.map((each) => [each.code, each.name]),
      pick,
    ),
  );
}

/**
 * The numbers of the wall, each a link to the page that tells where it comes from.
 * @param {RemoteWall} now
 */
function numbers(now) {
  if (!now.numbers.length) return [];
  return [
    h(
      "details",
      { class: "ioc-remote-numbers" },
      h("summary", {}, page.words.numbers),
      h(
        "ul",
        {},
        now.numbers.map((each) => h("li", {}, h("a", { href: each.address }, each.name))),
      ),
    ),
  ];
}

/**
 * @param {RemoteWall} now
 */
function area(now) {
  const { words } = page;
  const search = fields.findAreas("/dieu-khien/dia-ban", { until: "" });
  const picker = choice({
    placeholder: words.find_area,
    none: words.no_area,
    stay: true,
    // What is no more stands on no wall of today.
    /**
     * @param {string} text
     */
    find: async (text) =>
      (await search(text)).filter(
        (/** @type {AreaChoice} */ each) => each.vintage === now.vintage || each.isNewest,
      ),
    /** @param {AreaChoice} item */
    choose: (item) => {
      page.areaNames.set(item.code, item.title);
      picker.field.blur();
      order("area", item.code);
    },
  });
  return h(
    "section",
    { class: "ioc-remote-area" },
    field("area", words.go_to, picker.field, { within: picker.root }),
    h(
      "button",
      {
        type: "button",
        class: "btn btn-outline-secondary",
        onclick: (event) => order("area", "", event.currentTarget),
      },
      words.own_area,
    ),
  );
}

function markScene() {
  for (const button of page.room.querySelectorAll("[data-scene-code]")) {
    button.toggleAttribute(
      "aria-current",
      page.last !== null && button.dataset.sceneCode === page.last.scene,
    );
  }
  for (const button of page.room.querySelectorAll("[data-act]")) {
    button.classList.toggle("is-last", page.last?.action === button.dataset.act);
  }
}

export const clientside = { start };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:signal", async ({ detail }) => {
    if (!alive()) return;
    const about = new Set(detail.items.map((item) => item.about));
    if (detail.missed || about.has("scene") || about.has("wall")) {
      await read();
      if (alive() && !page.room.contains(document.activeElement)) draw();
    }
    if (detail.items.some(({ about: kind, key }) => kind === "order" && key === page.code)) readOrder();
    if (detail.missed || about.has("alert")) page.box.read();
  });
}
