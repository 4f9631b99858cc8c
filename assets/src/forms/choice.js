/* A field that searches: type, choose with arrows and Enter, or by hand. */
import { hasWords, plain, typedWords } from "../core/word-search.js";
import { fresh, h } from "./parts.js";

const WAIT_MS = 150;

/**
 * The field with its list: {root, field}.
 * @template {ChoiceItem} Item
 * @param {ChoiceOptions<Item>} options
 */
export function choice({ find, label = "", choose, placeholder = "", none = "", stay = false }) {
  const list = fresh("list");
  /** @type {Item[]} */
  let items = [];
  let active = -1;
  let questions = 0;
  let timer = 0;
  let title = label;
  let listText = ""; // the text that the list answers
  let isAwaited = false; // Enter came before the list for its text

  const field = h("input", {
    class: "form-control",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list,
    placeholder,
    value: label,
    oninput: () => {
      isAwaited = false;
      window.clearTimeout(timer);
      timer = window.setTimeout(search, WAIT_MS);
    },
    onfocus: () => {
      field.select();
      search();
    },
    onblur: () => {
      close();
      field.value = title;
    },
    onkeydown: onKey,
  });
  const results = h("ul", {
    class: "ioc-choice-list",
    id: list,
    role: "listbox",
    hidden: true,
    "aria-label": placeholder || label,
  });
  const root = h("div", { class: "ioc-choice" }, field, results);

  /** What was typed and not chosen yet; "" where the field shows what is chosen. */
  const typing = () => (field.value === title ? "" : field.value.trim());

  async function search() {
    const mine = (questions += 1);
    const text = typing();
    const matches = await find(text);
    if (mine !== questions || document.activeElement !== field) return;
    items = matches;
    listText = text;
    active = text && items.length ? items.findIndex((each) => !each.disabled) : -1;
    draw(text);
    if (isAwaited && items[active]) take(items[active]);
    isAwaited = false;
  }

  /**
   * @param {string} text
   */
  function draw(text) {
    results.replaceChildren(
      ...items.map((item, place) =>
        h(
          "li",
          {
            id: `${list}-${place}`,
            role: "option",
            class: "ioc-choice-item",
            "aria-selected": String(place === active),
            "aria-disabled": item.disabled ? "true" : null,
            // The field must not lose the focus before the choice is made.
            onpointerdown: (event) => event.preventDefault(),
            onclick: () => take(item),
          },
          h("span", { class: "ioc-choice-title" }, item.title),
          item.about && h("small", {}, item.about),
        ),
      ),
      ...(items.length || !text
        ? []
        : [h("li", { class: "ioc-choice-none", role: "option", "aria-disabled": "true" }, none)]),
    );
    const open = results.childElementCount > 0;
    results.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    mark();
  }

  function mark() {
    [...results.children].forEach((each, place) =>
      each.setAttribute("aria-selected", String(place === active)),
    );
    const now = results.children[active];
    if (now && active >= 0) {
      field.setAttribute("aria-activedescendant", now.id);
      now.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    questions += 1;
    isAwaited = false;
    window.clearTimeout(timer);
    results.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {Item} item
   */
  function take(item) {
    if (item.disabled) return;
    close();
    title = stay ? "" : item.title;
    field.value = title;
    choose(item);
  }

  /**
   * Take what the list offers for the text; a form is never sent with a text that names nothing yet.
   * @param {KeyboardEvent} event
   */
  function enter(event) {
    const isListed = !results.hidden && listText === typing();
    const item = isListed ? items[active] : null;
    if (typing() || item) event.preventDefault();
    if (item) take(item);
    else isAwaited = Boolean(typing()) && !isListed;
  }

  /**
   * @param {KeyboardEvent} event
   */
  function onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (results.hidden) return void search();
      const by = event.key === "ArrowDown" ? 1 : -1;
      active = items.length
        ? (active + by + items.length + (active < 0 && by < 0 ? 1 : 0)) % items.length
        : -1;
      mark();
    } else if (event.key === "Enter") {
      enter(event);
    } else if (event.key === "Escape" && !results.hidden) {
      event.preventDefault();
      event.stopPropagation();
      field.value = title;
      close();
    }
  }

  return { root, field };
}

/**
 * A search among things that are all here already, words in any order, with or without marks.
 * @param {ChoiceItem[]} things
 */
export function among(things, most = 60) {
  const texts = things.map((thing) => ({
    thing,
    text: plain(`${thing.title} ${thing.about || ""} ${thing.also || ""}`),
  }));
  return (/** @type {string} */ query) => {
    const words = typedWords(query);
    /**
     * @param {{ text: string }} fields
     */
    const fits = ({ text }) => hasWords(words, text);
    return texts
      .filter(fits)
      .slice(0, most)
      .map(({ thing }) => thing);
  };
}
