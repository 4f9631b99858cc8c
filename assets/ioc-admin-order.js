/* A list that is put in order: by dragging (mouse, pen, finger), by arrows on the handle. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  /**
   * @param items  [{key, title, about}] in their order
   * @param words  move, moved, take_out
   * @param change called with the keys in their new order
   */
  function order({ items, words, change }) {
    const { h, fill } = ioc.parts;
    let held = [...items];
    let dragged = null;
    const list = h("ol", { class: "ioc-order" });
    const said = h("p", { class: "visually-hidden", role: "status" });

    const keys = () => held.map((each) => each.key);
    const handleOf = (key) => [...list.querySelectorAll("[data-key]")].find((row) => row.dataset.key === key)?.querySelector(".ioc-order-handle");

    function move(key, to) {
      const from = keys().indexOf(key);
      if (from < 0 || to < 0 || to >= held.length || to === from) return;
      const [item] = held.splice(from, 1);
      held.splice(to, 0, item);
      draw();
      handleOf(key)?.focus();
      said.textContent = fill(words.moved, { name: item.title, place: to + 1, count: held.length });
      change(keys());
    }

    function takeOut(key) {
      const at = keys().indexOf(key);
      held.splice(at, 1);
      draw();
      (list.querySelectorAll(".ioc-order-out")[Math.min(at, held.length - 1)])?.focus();
      change(keys());
    }

    function pressed(event, key) {
      const at = keys().indexOf(key);
      const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: held.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      move(key, to);
    }

    function grabbed(event, key) {
      if (event.button !== 0) return;
      event.preventDefault();
      const row = event.currentTarget.closest("[data-key]");
      event.currentTarget.focus();
      dragged = { key, row, pointer: event.pointerId, before: keys().join() };
      row.classList.add("is-dragged");
      event.currentTarget.setPointerCapture(event.pointerId);
    }

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
      const past = to > from ? event.clientY > box.top + box.height / 2 : event.clientY < box.top + box.height / 2;
      if (!past) return;
      // The others step over: a row that leaves the page for a moment loses the finger that holds it.
      if (to > from) dragged.row.before(...rows.slice(from + 1, to + 1));
      else dragged.row.after(...rows.slice(to, from));
      number();
    }

    function dropped(event) {
      if (!dragged || event.pointerId !== dragged.pointer) return;
      const { key, row, before } = dragged;
      dragged = null;
      row.classList.remove("is-dragged");
      const now = [...list.children].map((each) => each.dataset.key);
      held.sort((a, b) => now.indexOf(a.key) - now.indexOf(b.key));
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
        ...held.map((item, place) =>
          h(
            "li",
            { "data-key": item.key, class: "ioc-order-row" },
            h(
              "button",
              {
                type: "button", class: "ioc-order-handle",
                "aria-label": fill(words.move, { name: item.title, place: place + 1, count: held.length }),
                onkeydown: (event) => pressed(event, item.key),
                onpointerdown: (event) => grabbed(event, item.key),
                onpointermove: dragging, onpointerup: dropped, onpointercancel: dropped,
              },
              h("span", { "aria-hidden": "true" }, "⠿"),
            ),
            h("span", { class: "ioc-order-place", "aria-hidden": "true" }, String(place + 1)),
            h("span", { class: "ioc-order-title" }, item.title, item.about && h("small", {}, item.about)),
            h(
              "button",
              { type: "button", class: "ioc-order-out", "aria-label": fill(words.take_out, { name: item.title }), onclick: () => takeOut(item.key) },
              h("span", { "aria-hidden": "true" }, "×"),
            ),
          ),
        ),
      );
    }

    draw();
    return h("div", { class: "ioc-order-box" }, list, said);
  }

  ioc.order = order;
})();
