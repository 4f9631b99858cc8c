/* Open alerts, one line each, and the form that sends a message: for the remote and the administration. */
import { room } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { fill, h } from "../forms/parts.js";
import { messageForm } from "./form.js";

/**
 * The box; `steer` it to a wall (none: alerts of all walls).
 * @param {{ language: string, limits: MessageLimits, say: (text: string, tone: string) => void }} page  where what
 *   happened is said
 * @returns {AlertBox}
 */
export function alertBox({ language, limits, say }) {
  const words = room("notices", language);
  const list = h("div", { class: "ioc-alerts-list" });
  const place = h("div", {});
  const opener = h(
    "button",
    { type: "button", class: "btn btn-outline-primary", "aria-expanded": "false", onclick: toggle },
    words.write,
  );
  const root = h("section", { class: "ioc-alerts", "aria-label": words.alerts }, list, opener, place);
  /** @type {AlertItem[] | null} */
  let alerts = null;
  let wall = "";
  /** @type {CodeName[]} */
  let walls = [];

  function toggle() {
    if (place.firstChild) return void close();
    place.replaceChildren(messageForm({ language, words, limits, wall, walls, say, refuse, leave: close }));
    opener.setAttribute("aria-expanded", "true");
    place.querySelector("input")?.focus();
  }

  function close() {
    place.replaceChildren();
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  /**
   * @param {number} status
   * @param {any} content
   */
  function refuse(status, content) {
    if (status === 401) location.reload();
    else say(parts.refusalText(status, content, language, words), "bad");
  }

  async function read() {
    const code = wall;
    const { status, content } = await parts.ask(
      `/api/v1/alerts${code && `?wall=${encodeURIComponent(code)}`}`,
      undefined,
      language,
    );
    if (code !== wall || status !== 200) return;
    alerts = content.items;
    draw();
  }

  /**
   * @param {number} id
   * @param {HTMLButtonElement} button
   */
  async function acknowledge(id, button) {
    button.disabled = true;
    const { status, content } = await parts.ask(`/api/v1/alerts/${id}/acknowledge`, {}, language);
    if (status === 200) {
      alerts = (alerts || []).map((each) => (each.id === id ? content : each));
      draw();
      say(words.noted, "good");
    } else {
      button.disabled = false;
      refuse(status, content);
    }
  }

  function draw() {
    const open = (alerts || []).filter((each) => !each.acknowledged_at);
    const others = (alerts || []).filter((each) => each.acknowledged_at);
    const unfolded = new Set([...list.querySelectorAll("details[open]")].map((each) => each.dataset.alert));
    const count = open.length > 0 && h("span", { class: "ioc-alerts-count" }, String(open.length));
    list.replaceChildren(
      h("h2", {}, words.alerts, count),
      ...(alerts && !alerts.length ? [h("p", { class: "ioc-alerts-none" }, words.no_alerts)] : []),
      ...[...open, ...others].map((each) => line(each, unfolded.has(String(each.id)))),
    );
  }

  /**
   * An alert in one line; what else it says is inside.
   * @param {AlertItem} alert
   * @param {boolean} isOpen
   */
  function line(alert, isOpen) {
    const { mark, chip, name, heading, value, text, target, lines, demo } = alert.words;
    return h(
      "article",
      { class: `ioc-alerts-line is-${alert.level}${alert.acknowledged_at ? " is-seen" : ""}` },
      h(
        "details",
        { "data-alert": alert.id, open: isOpen },
        h(
          "summary",
          {},
          h("span", { class: "ioc-alerts-chip" }, `${mark} ${chip}`.trim()),
          h("span", { class: "ioc-alerts-name" }, name || heading, value && h("b", {}, ` ${value}`)),
        ),
        text && h("p", {}, text),
        target && h("p", {}, target),
        lines.map((each) =>
          h("p", {}, each.label && h("span", { class: "ioc-alerts-label" }, `${each.label} `), each.text),
        ),
        demo && h("p", {}, h("span", { class: "ioc-demo" }, demo)),
        alert.acknowledged_at &&
          h(
            "p",
            { class: "ioc-alerts-label" },
            alert.words.seen || fill(words.seen_by, { name: alert.acknowledged_by || "" }),
          ),
      ),
      !alert.acknowledged_at &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-secondary",
            "aria-label": `${words.seen}: ${name || heading}`,
            onclick: (event) => acknowledge(alert.id, event.currentTarget),
          },
          words.seen,
        ),
    );
  }

  draw();
  return {
    root,
    read,
    isBusy: () => root.contains(document.activeElement) || Boolean(place.firstChild),
    steer: (code, choices) => {
      if (code !== wall) alerts = null;
      wall = code;
      walls = choices;
      draw();
      read();
    },
  };
}
