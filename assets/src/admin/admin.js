/* The administration: one state from the server, a list and an editor per section, guarded leaving. */
import { targetOf } from "../core/element.js";
import { hasWords, typedWords } from "../core/word-search.js";
import { room } from "../core/words.js";
import { absent } from "../core/absent.js";
import { sections } from "./sections.js";
import * as parts from "../forms/parts.js";
import { fill, h, sayFaults } from "../forms/parts.js";
import * as session from "../shell/sign-in.js";

const PATH = "/quan-tri/viec";
const HOME = "/quan-tri/";

/** @type {AdminPage} */
let page = absent();

/** @param {string} language */
const wordsIn = (language) => ({ ...room("admin", language), ...room("records", language) });
const alive = () => Boolean(page && page.room.isConnected);
/**
 * @param {any} thing
 */
const text = (thing) => JSON.stringify(thing);

// ---- what is held --------------------------------------------------------------------------

/**
 * @param {AdminData} data
 */
async function start(data) {
  const room = document.getElementById("admin-room");
  if (!room || !data) return null;
  /** @type {AdminPage} */
  const mine = {
    room,
    words: wordsIn(data.language),
    language: data.language,
    section: data.section,
    chosen: data.chosen,
    preview: data.preview,
    limits: data.limits,
    state: absent(),
    draft: null,
    original: null,
    isNew: false,
    note: null,
    query: "",
  };
  page = mine;
  room.replaceChildren(parts.h("p", { class: "ioc-admin-wait" }, mine.words.loading));
  document.getElementById("admin-sign-out")?.addEventListener("click", () => session.signOut());
  await refresh();
  if (mine !== page || !page.state) return 1;
  sections[page.section].enter?.();
  open(page.chosen);
  return 1;
}

/** Ask for the state; what is being edited stays. */
async function refresh() {
  const mine = page;
  const { status, content } = await parts.ask(PATH, undefined, page.language);
  if (mine !== page || !alive()) return;
  if (status === 200) take(content);
  else sayRefusal(status, content);
}

/**
 * @param {AdminState} state
 */
function take(state) {
  page.state = state;
}

/**
 * @param {number} status
 * @param {any} content
 * @param {string} [unreached]
 */
function sayRefusal(status, content, unreached) {
  if (status === 401 || status === 403) return void location.reload();
  const { words, language } = page;
  const texts = unreached ? { ...words, unreached } : words;
  tell(parts.refusalText(status, content, language, texts), "bad");
}

/**
 * Do something on the server; resolves to its answer, or null where it was refused.
 * @param {string} name
 * @param {object} form
 * @param {{wait?: number, unreached?: string}} slow  milliseconds, and what to say where no answer came
 */
export async function act(name, form, slow = {}) {
  tell("", "");
  const mine = page;
  const { status, content } = await parts.ask(`${PATH}/${name}`, form, page.language, slow.wait);
  if (mine !== page || !alive()) return null;
  if (status === 200) {
    take(content.state);
    return content;
  }
  if (status === 422 && content.problems.length) {
    const { words } = page;
    const homeless = sayFaults(page.room, content.problems);
    const first = page.room.querySelector(
      ".ioc-field.is-wrong input, .ioc-field.is-wrong select, .ioc-field.is-wrong button",
    );
    first?.focus();
    const more = homeless.map((each) => `${each.message}: ${each.fix}.`).join(" ");
    tell(`${fill(words.faults, { count: content.problems.length })} ${more}`.trim(), "bad");
    return null;
  }
  sayRefusal(status, content, slow.unreached);
  return null;
}

// ---- what is edited ------------------------------------------------------------------------

/** @returns {any[]} */
const things = () => Object(page.state)[sections[page.section].list] || [];
/**
 * @param {string} code
 */
const find = (code) => things().find((each) => String(each.code) === code);
const isDirty = () => alive() && page.draft !== null && text(page.draft) !== text(page.original);

/**
 * Show a thing of the section, by code; an unknown one shows none.
 * @param {string} code
 * @param {Note} [note]
 */
export function open(code, note) {
  const thing = find(code);
  edit(thing ? sections[page.section].form(thing) : null, { isNew: false, code: thing ? code : "" }, note);
}

function begin() {
  edit(sections[page.section].blank(page), { isNew: true, code: "" });
}

/**
 * @param {any} draft
 * @param {{ isNew: boolean, code: string }} fields
 * @param {Note} [note]
 */
function edit(draft, { isNew, code }, note) {
  page.draft = draft;
  page.original = draft && structuredClone(draft);
  page.isNew = isNew;
  page.chosen = code;
  page.note = note || null;
  draw();
  keepAddress();
}

function keepAddress() {
  const address = new URL(location.href);
  if (page.chosen) address.searchParams.set("ma", page.chosen);
  else address.searchParams.delete("ma");
  history.replaceState(history.state, "", address);
}

/** An edit was made: the foot and the list say so, the preview follows. */
export function followEdit() {
  const foot = page.room.querySelector(".ioc-admin-foot");
  if (foot) {
    foot.classList.toggle("is-dirty", isDirty());
    foot.classList.toggle("is-new", page.isNew);
  }
  if (page.note) tell("", "");
  sections[page.section].follow?.(page);
}

/** Resolves to whether the present edit may be left. */
async function mayLeave() {
  if (!isDirty()) return true;
  const { words } = page;
  const left = await parts.confirm(words.leave, words.undo, words.cancel);
  if (left && page.original) page.draft = structuredClone(page.original);
  return left;
}

/**
 * @param {string} code
 */
async function choose(code) {
  if (await mayLeave()) open(code);
  if (window.matchMedia("(max-width: 900px)").matches)
    page.room.querySelector(".ioc-admin-editor")?.scrollIntoView({ block: "start" });
}

/**
 * @param {string} name
 */
export async function save(name) {
  const foot = page.room.querySelector(".ioc-admin-foot");
  foot.classList.add("is-busy");
  const answer = await act(name, { ...page.draft, code: page.chosen, is_new: page.isNew });
  foot.classList.remove("is-busy");
  if (answer) open(answer.code, [page.words.saved, "good"]);
  return answer;
}

/**
 * @param {string} name
 * @param {string} question
 */
export async function remove(name, question) {
  const { words } = page;
  if (!(await parts.confirm(question, words.remove, words.cancel))) return;
  const answer = await act(name, { code: page.chosen });
  if (answer) open("", [words.removed, "good"]);
}

// ---- what is seen --------------------------------------------------------------------------

/**
 * @param {string} text
 * @param {string} tone
 */
export function tell(text, tone) {
  page.note = text ? [text, tone] : null;
  const place = page.room.querySelector(".ioc-admin-said");
  if (!place) {
    if (text)
      page.room.replaceChildren(parts.h("p", { class: "ioc-admin-said is-bad", role: "alert" }, text));
    return;
  }
  place.textContent = text;
  place.className = `ioc-admin-said is-${tone}`;
}

export function draw() {
  const section = sections[page.section];
  for (const tab of document.querySelectorAll(".ioc-admin-tab")) {
    if (tab.pathname === HOME + page.section) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const body = section.draw ? section.draw(page) : split(section);
  page.room.replaceChildren(body);
  const [text, tone] = page.note || ["", ""];
  tell(text, tone);
  changedQuietly();
}

function changedQuietly() {
  const note = page.note;
  page.note = null;
  followEdit();
  page.note = note;
}

/**
 * @param {AdminSection} section
 */
function split(section) {
  return h(
    "div",
    { class: `ioc-admin-split is-${page.section}` },
    list(section),
    page.draft
      ? section.edit?.(page)
      : h(
          "div",
          { class: "ioc-admin-none" },
          saidLine(),
          h("p", {}, page.words[`about_${page.section.replaceAll("-", "_")}`]),
          h("p", {}, page.words.none_chosen),
        ),
  );
}

/**
 * Whether the Tab key stops at this thing of the list: the chosen one, else the first.
 * @param {{ code: string }} thing
 * @param {number} place
 */
const isStop = (thing, place) =>
  matches().some((each) => each.code === page.chosen) ? thing.code === page.chosen : place === 0;

/** The things of the list that have what is searched for. */
function matches() {
  const { search } = sections[page.section];
  const query = typedWords(page.query);
  if (!search || !query.length) return things();
  return things().filter((each) => hasWords(query, search(each, page)));
}

/**
 * @param {AdminSection} section
 */
function list(section) {
  const { words } = page;
  return h(
    "nav",
    { class: "ioc-admin-list", "aria-label": words[section.title] },
    h(
      "button",
      {
        type: "button",
        class: "btn btn-outline-primary ioc-admin-new",
        onclick: async () => (await mayLeave()) && begin(),
      },
      `+ ${words[section.fresh]}`,
    ),
    section.find &&
      h("input", {
        type: "search",
        class: "form-control ioc-admin-find",
        value: page.query,
        placeholder: words[section.find],
        "aria-label": words[section.find],
        autocomplete: "off",
        oninput: (event) => {
          page.query = event.target.value;
          page.room.querySelector(".ioc-admin-list ul").replaceWith(items(section));
        },
      }),
    items(section),
  );
}

/**
 * @param {AdminSection} section
 */
function items(section) {
  const list = matches();
  return h(
    "ul",
    { "data-roving": ".ioc-admin-item" },
    !list.length && page.query && h("li", { class: "ioc-admin-nothing" }, page.words.nothing_found),
    list.map((each, place) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "ioc-admin-item",
            tabindex: isStop(each, place) ? "0" : "-1",
            "aria-current": each.code === page.chosen ? "true" : null,
            onclick: () => choose(each.code),
          },
          h("span", { class: "ioc-admin-item-name" }, section.name(each, page)),
          h("small", {}, section.about(each, page)),
        ),
      ),
    ),
  );
}

export const saidLine = () => parts.h("p", { class: "ioc-admin-said", role: "status" });

/**
 * The foot of an editor: save, discard, and ways of the section's own.
 * @param {boolean} act
 * @param {...Child} ways
 */
export function foot(act, ...ways) {
  const { words } = page;
  return h(
    "div",
    { class: "ioc-admin-foot" },
    saidLine(),
    h("span", { class: "ioc-admin-unsaved" }, words.unsaved),
    h(
      "div",
      { class: "ioc-admin-ways" },
      act && h("button", { type: "submit", class: "btn btn-primary" }, words.save),
      act &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-secondary ioc-admin-discard",
            onclick: () => (page.isNew ? open("") : open(page.chosen)),
          },
          words.undo,
        ),
      ...ways,
    ),
  );
}

// ---- going elsewhere -----------------------------------------------------------------------

/**
 * @param {string} section
 */
async function go(section) {
  if (!(await mayLeave())) return;
  page.section = section;
  page.query = "";
  sections[section].enter?.();
  history.pushState({}, "", HOME + section);
  // Tokens made on the command line are told to nobody.
  await refresh();
  if (alive() && page.state && page.section === section) open("");
}

export const clientside = { start };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener(
    "click",
    async (event) => {
      const link = targetOf(event).closest?.("a[href]");
      if (
        !alive() ||
        !link ||
        link.target ||
        event.button !== 0 ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey
      )
        return;
      const section = link.pathname.startsWith(HOME) ? link.pathname.slice(HOME.length) : "";
      if (page.state && sections[section]) {
        event.preventDefault();
        event.stopImmediatePropagation();
        go(section);
      } else if (isDirty()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (await mayLeave()) location.assign(link.href);
      }
    },
    true,
  );

  window.addEventListener("popstate", () => {
    const section = location.pathname.startsWith(HOME) ? location.pathname.slice(HOME.length) : "";
    if (!alive() || !page.state || !sections[section] || section === page.section) return;
    page.section = section;
    open(new URLSearchParams(location.search).get("ma") || "");
  });

  window.addEventListener("beforeunload", (event) => {
    if (isDirty()) event.preventDefault();
  });

  // Somebody else saved something: what is not being edited follows.
  window.addEventListener("ioc:signal", async (event) => {
    if (!alive() || !page.state) return;
    if (
      !event.detail.missed &&
      !event.detail.items.some((item) =>
        ["scene", "wall", "token", "owner", "account", "form"].includes(item.about),
      )
    )
      return;
    await refresh();
    if (!alive() || !page.state) return;
    const section = sections[page.section];
    if (section.draw) {
      if (!section.isBusy || !section.isBusy()) draw();
      return;
    }
    const old = page.room.querySelector(".ioc-admin-list");
    if (!old) return;
    // A press on what is replaced just now would be lost: the same list is left alone.
    const fresh = list(section);
    if (old.textContent !== fresh.textContent) old.replaceWith(fresh);
    const thing = find(page.chosen);
    if (!thing || text(section.form(thing)) === text(page.original)) return;
    if (isDirty()) tell(page.words.changed_meanwhile, "bad");
    else open(page.chosen);
  });
}
