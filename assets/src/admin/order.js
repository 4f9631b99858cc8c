/* A list that is put in order: by dragging (mouse, pen, finger), by arrows on the handle. */
import { fill, h } from "../forms/parts.js";

/**
 * The list of `items` in their order; `change` is called with the keys in a new one.
 * @param {{items: OrderItem[], words: Record<string, string>, change: (keys: string[]) => void}} list
 */
export function order({ items, words, change }) {
  const sequence = [...items];
  /** @type {{ key: string, row: HTMLElement, pointer: number, before: string } | null} */
  let dragged = null;
  const list = h("ol", { class: "ioc-order" });
  const status = h("p", { class: "visually-hidden", role: "status" });

  const keys = () => sequence.map((each) => each.key);
  /**
   * @param {string} key
   */
  const handleOf = (key) =>
    [...list.querySelectorAll("[data-key]")]
      .find((row) => row.dataset.key === key)
      ?.querySelector(".ioc-order-handle");

  /**
   * @param {string} key
   * @param {number} to
   */
  function move(key, to) {
    const from = keys().indexOf(key);
    if (from < 0 || to < 0 || to >= sequence.length || to === from) return;
    const [item] = sequence.splice(from, 1);
    sequence.splice(to, 0, item);
    draw();
    handleOf(key)?.focus();
    status.textContent = fill(words.moved, { name: item.title, place: to + 1, count: sequence.length });
    change(keys());
  }

  /**
   * @param {string} key
   */
  function takeOut(key) {
    const at = keys().indexOf(key);
    sequence.splice(at, 1);
    draw();
    list.querySelectorAll(".ioc-order-out")[Math.min(at, sequence.length - 1)]?.focus();
    change(keys());
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} key
   */
  function pressed(event, key) {
    const at = keys().indexOf(key);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: sequence.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(key, to);
  }

  /**
   * @param {PointerEvent} event
   * @param {string} key
   */
  function grabbed(event, key) {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    const row = handle.closest("[data-key]");
    handle.focus();
    dragged = { key, row, pointer: event.pointerId, before: keys().join() };
    row.classList.add("is-dragged");
    handle.setPointerCapture(event.pointerId);
  }

  /**
   * @param {PointerEvent} event
   */
  function dragging(event) {
    if (!dragged || event.pointerId !== dragged.pointer) return;
    const rows = [...list.children];
    const over = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return event.clientY < box.bottom;
    });
    const to = over < 0 ? rows.length - 1 : over;
    const from = rows.indexOf(dragged.row);
    if (to === from) return;
    const box = rows[to].getBoundingClientRect();
    // Only past the middle, so that rows of two heights do not flutter.
    const past =
      to > from ? event.clientY > box.top + box.height / 2 : event.clientY < box.top + box.height / 2;
    if (!past) return;
    // The others step over: a row that leaves the page for a moment loses the finger that holds it.
    if (to > from) dragged.row.before(...rows.slice(from + 1, to + 1));
    else dragged.row.after(...rows.slice(to, from));
    number();
  }

  /**
   * @param {PointerEvent} event
   */
  function drop(event) {
    if (!dragged || event.pointerId !== dragged.pointer) return;
    const { key, row, before } = dragged;
    dragged = null;
    row.classList.remove("is-dragged");
    const now = [...list.children].map((each) => each.getAttribute("data-key") || "");
    sequence.sort((a, b) => now.indexOf(a.key) - now.indexOf(b.key));
    draw();
    handleOf(key)?.focus();
    if (now.join() !== before) change(now);
  }

  function number() {
    [...list.children].forEach((row, place) => {
      row.querySelector(".ioc-order-place").textContent = String(place + 1);
    });
  }

  function draw() {
    list.replaceChildren(
      ...sequence.map((item, place) =>
        h(
          "li",
          { "data-key": item.key, class: "ioc-order-row" },
          h(
            "button",
            {
              type: "button",
              class: "ioc-order-handle",
              "aria-label": fill(words.move, { name: item.title, place: place + 1, count: sequence.length }),
              /**
               * @param {KeyboardEvent} event
               */
              onkeydown: (event) => pressed(event, item.key),
              /**
               * @param {PointerEvent} event
               */
              onpointerdown: (event) => grabbed(event, item.key),
              onpointermove: dragging,
              onpointerup: drop,
              onpointercancel: drop,
            },
            h("span", { "aria-hidden": "true" }, "⠿"),
          ),
          h("span", { class: "ioc-order-place", "aria-hidden": "true" }, String(place + 1)),
          h(
            "span",
            { class: "ioc-order-title" },
            item.title,
            item.about && h("small", {}, item.about),
            item.control,
          ),
          h(
            "button",
            {
              type: "button",
              class: "ioc-order-out",
              "aria-label": fill(words.take_out, { name: item.title }),
              onclick: () => takeOut(item.key),
            },
            h("span", { "aria-hidden": "true" }, "×"),
          ),
        ),
      ),
    );
  }

  draw();
  return h("div", { class: "ioc-order-box" }, list, status);
}
