/* An area's page that stands open while numbers change: it asks for what is not true any more. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const known = new Map(); // what was set last, by id and property

  const MAP_FIRST_MS = 1500;

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const at = (id) => document.getElementById(id);
  const codesOf = (page) => (page.dataset.indicators || "").split(" ");

  function addressOf(page, state, reached) {
    const fields = new URLSearchParams();
    for (const [field, name] of Object.entries(JSON.parse(page.dataset.names))) {
      if (state[field]) fields.set(name, state[field]);
    }
    fields.set("say", page.lang);
    fields.set("since", page.dataset.revision);
    fields.set("rev", reached);
    fields.set("day", page.dataset.day);
    return `${page.dataset.live}?${fields}`;
  }

  /** Numbers may have changed since the page was made, or made anew. */
  async function catchUp() {
    const page = ioc.area.root();
    const state = ioc.area.state();
    if (!page || !page.isConnected || !state) return;
    // While time runs the map stays what it is: the page asks when it rests.
    if (page.hasAttribute("data-running")) return;
    const reached = ioc.live.touched(codesOf(page));
    if (reached <= Number(page.dataset.revision)) return;
    let told;
    try {
      const answer = await fetch(addressOf(page, state, reached));
      if (!answer.ok) return;
      told = await answer.json();
    } catch {
      return; // The next word of the server asks again.
    }
    // Something else has been chosen meanwhile: the answer is about what is not shown any more.
    if (page !== ioc.area.root() || state !== ioc.area.state()) return;
    page.dataset.revision = Math.max(told.revision, reached);
    page.dataset.day = told.day;
    const moved = Object.keys(told.cards).some((id) => !at(id)) || told.silent.some((id) => at(id));
    if (told.all || moved) {
      ioc.area.again();
      return;
    }
    for (const [id, html] of Object.entries(told.counts)) if (at(id)) at(id).innerHTML = html;
    const names = Object.entries(told.cards).map(([id, html]) => putCard(page, id, html)).filter(Boolean);
    ioc.area.markCard();
    say(page, names);
    const spec = told.props.find(([id]) => id === "area-spec");
    // The map first: the chart keeps the browser busy for longer than all else together.
    if (spec) await Promise.race([ioc.area.renew(spec[2]), pause(MAP_FIRST_MS)]);
    if (page !== ioc.area.root() || state !== ioc.area.state()) return;
    for (const [id, name, value] of told.props) if (id !== "area-spec") setProperty(page, id, name, value);
  }

  /** Put a card in its place; returns its title where it says something else now. */
  function putCard(page, id, html) {
    const place = at(id);
    const next = document.createElement("template");
    // Text of our own server, escaped there (layouts/html_text.py).
    next.innerHTML = html;
    if (next.content.textContent === place.textContent) return "";
    const focused = place.contains(document.activeElement);
    place.replaceChildren(next.content);
    if (focused && place.querySelector("a")) place.querySelector("a").focus({ preventScroll: true });
    const title = place.querySelector("h3, h4, a");
    mark(page, title || place, place);
    return title ? title.textContent.trim() : "";
  }

  function mark(page, beside, place) {
    const badge = ioc.fresh.badge(page.lang);
    beside.after(badge);
    place.dataset.fresh = "";
    setTimeout(() => {
      badge.remove();
      delete place.dataset.fresh;
    }, ioc.fresh.MARK_MS);
  }

  function setProperty(page, id, name, value) {
    const key = `${page.dataset.visit} ${id} ${name}`;
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    window.dash_clientside.set_props(id, { [name]: value });
  }

  /** Politely, for who does not see the marks. */
  function say(page, names) {
    if (!names.length) return;
    let place = page.querySelector(".ioc-area-said");
    if (!place) {
      place = ioc.tip.node("p", "ioc-area-said visually-hidden");
      place.setAttribute("role", "status");
      page.append(place);
    }
    place.textContent = `${ioc.fresh.words(page.lang).none} ${names.join("; ")}`;
  }

  let follow = null; // made late: scripts come in the order of their names
  const keepUp = () => (follow = follow || ioc.live.steadily(catchUp))();
  window.addEventListener("ioc:live", () => {
    const page = ioc.area && ioc.area.root();
    if (page && page.isConnected && ioc.live.touched(codesOf(page)) > Number(page.dataset.revision)) keepUp();
  });
  ioc.areaLive = { keepUp };
})();
