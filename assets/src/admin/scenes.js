/* Scenes: an editor with the real wall beside it. */
import * as admin from "./admin.js";
import { order as orderList } from "./order.js";
import * as previewPane from "./preview.js";
import { textIn } from "../core/words.js";
import { among, choice } from "../forms/choice.js";
import * as sharedFields from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, group, h, input, select } from "../forms/parts.js";

const MOST_CARDS = 6;
const FIELDS = [
  "name_vi",
  "name_en",
  "map",
  "cards",
  "trend",
  "area",
  "vintage",
  "seconds",
  "from_time",
  "to_time",
  "days",
  "play",
];
const PLAYS = ["", "years", "merger", "places", "villages"];
const areaNames = new Map();

/**
 * @param {any} scene
 */
function form(scene) {
  return Object.fromEntries(FIELDS.map((name) => [name, structuredClone(scene[name])]));
}

function blank() {
  return {
    name_vi: "",
    name_en: "",
    map: "",
    cards: [],
    trend: "",
    area: "",
    vintage: "",
    seconds: 30,
    from_time: "",
    to_time: "",
    days: [],
    play: "",
  };
}

/**
 * @param {AdminScene} scene
 * @param {AdminPage} adminPage
 */
const about = (scene, { words }) =>
  [
    `${scene.seconds} s`,
    scene.is_shipped && words.shipped,
    scene.used_by.length ? parts.fill(words.used_by, { names: scene.used_by.join(", ") }) : words.unused,
  ]
    .filter(Boolean)
    .join(" · ");

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft, state } = page;
  const scene = state.scenes.find((each) => each.code === page.chosen);
  const shipped = Boolean(scene && scene.is_shipped);
  const followEdit = admin.followEdit;
  /**
   * @param {string} name
   */
  const set = (name) => (/** @type {string} */ value) => {
    draft[name] = value;
    followEdit();
  };
  const fields = h(
    "fieldset",
    { class: "ioc-admin-fields", disabled: shipped },
    h("legend", { class: "visually-hidden" }, scene ? scene.name_vi : words.new_scene),
    field("name_vi", words.name_vi, input(draft.name_vi, set("name_vi"), { maxlength: 80 })),
    field("name_en", words.name_en, input(draft.name_en, set("name_en"), { maxlength: 80 }), {
      tag: words.optional,
    }),
    indicator(page, "map", words.map, words.map_about, (each) => each.on_map),
    cards(page, shipped),
    indicator(page, "trend", words.trend, ""),
    sharedFields.place(
      page,
      { area: "area", vintage: "vintage", none: "walls_area", noVintage: "walls_vintage" },
      areaNames,
      followEdit,
    ),
    field(
      "play",
      words.play,
      select(
        draft.play,
        PLAYS.map((each) => [each, words[`play_${each || "none"}`]]),
        set("play"),
      ),
      { hint: words.play_about },
    ),
    field(
      "seconds",
      words.seconds,
      input(
        draft.seconds,
        (value) => {
          draft.seconds = Number(value);
          followEdit();
        },
        { type: "number", min: 5, max: 600, step: 5 },
      ),
    ),
    group("hours", words.hours, sharedFields.hours(page, ["from_time", "to_time"], followEdit), {
      hint: words.hours_about,
    }),
    group("days", words.days, days(page), { hint: words.days_about }),
  );
  return h(
    "form",
    {
      class: "ioc-admin-editor",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        admin.save("save-scene");
      },
    },
    h("h2", {}, scene ? scene.name_vi : words.new_scene),
    shipped && h("p", { class: "ioc-admin-shipped" }, words.shipped_about),
    h("div", { class: "ioc-admin-beside" }, fields, preview(page)),
    admin.foot(
      !shipped,
      scene &&
        h(
          "button",
          { type: "button", class: shipped ? "btn btn-primary" : "btn btn-outline-secondary", onclick: copy },
          words.copy,
        ),
      scene &&
        !shipped &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-danger",
            onclick: () => admin.remove("remove-scene", fill(words.remove_scene, { name: scene.name_vi })),
          },
          words.remove,
        ),
    ),
  );

  async function copy() {
    const answer = await admin.act("copy-scene", { code: page.chosen });
    if (answer) admin.open(answer.code, [words.copied, "good"]);
  }
}

/**
 * What can be chosen as a card.
 * @param {AdminPage} page
 * @param {(indicator: AdminIndicator) => boolean} fits
 */
const items = (page, fits = () => true) =>
  page.state.indicators.filter(fits).map((each) => ({
    key: each.code,
    title: each.name,
    about: `${each.code} · ${each.group}`,
    also: each.other,
  }));

/**
 * @param {AdminPage} page
 * @param {string} code
 */
const nameOf = (page, code) => page.state.indicators.find((each) => each.code === code)?.name || code;

/**
 * @param {AdminPage} page
 * @param {string} name
 * @param {string} label
 * @param {string} hint
 * @param {((indicator: AdminIndicator) => boolean)} [fits]
 */
function indicator(page, name, label, hint, fits) {
  const { words, draft } = page;
  const picker = choice({
    label: draft[name] ? nameOf(page, draft[name]) : "",
    placeholder: words.find_indicator,
    none: words.no_indicator,
    find: among(items(page, fits)),
    /**
     * @param {ChoiceItem} item
     */
    choose: (item) => {
      draft[name] = item.key;
      admin.followEdit();
    },
  });
  return parts.field(name, label, picker.field, { hint, within: picker.root });
}

/**
 * @param {AdminPage} page
 * @param {boolean} shipped
 */
function cards(page, shipped) {
  const { words, draft } = page;
  const box = h("div", { class: "ioc-cards" });

  function draw() {
    const cardItems = draft.cards.map((/** @type {string} */ code) => ({
      key: code,
      title: nameOf(page, code),
      about: code,
    }));
    /**
     * @param {string[]} codes
     */
    const put = (codes) => {
      const more = codes.length < draft.cards.length;
      draft.cards = codes;
      admin.followEdit();
      if (more) draw();
    };
    const order = orderList({ items: cardItems, words, change: put });
    const add = choice({
      placeholder: words.find_indicator,
      none: words.no_indicator,
      stay: true,
      /**
       * @param {string} text
       */
      find: (text) => among(items(page, (each) => !draft.cards.includes(each.code)))(text),
      /**
       * @param {ChoiceItem} item
       */
      choose: (item) => {
        draft.cards = [...draft.cards, item.key];
        admin.followEdit();
        draw();
        box.querySelector(".ioc-choice input")?.focus();
      },
    });
    add.field.setAttribute("aria-label", words.add_card);
    box.replaceChildren(order, ...(draft.cards.length < MOST_CARDS && !shipped ? [add.root] : []));
  }

  draw();
  return group("cards", words.cards, box, { hint: words.cards_about });
}

/**
 * @param {AdminPage} page
 */
function days(page) {
  const { words, draft } = page;
  const long = words.days_long.split(",");
  return h(
    "div",
    { class: "ioc-days" },
    words.days_short.split(" ").map((short, place) =>
      h(
        "label",
        { class: "ioc-day", title: long[place] },
        h("input", {
          type: "checkbox",
          "aria-label": long[place],
          ...(draft.days.includes(place + 1) ? { checked: true } : {}),
          onchange: (event) => {
            draft.days = draft.days.filter((/** @type {number} */ day) => day !== place + 1);
            if (event.target.checked) draft.days = [...draft.days, place + 1].sort();
            admin.followEdit();
          },
        }),
        h("span", { "aria-hidden": "true" }, short),
      ),
    ),
  );
}

/**
 * @param {AdminPage} page
 */
function preview(page) {
  const pane = previewPane.make(page);
  previewPane.show(page.draft);
  return pane;
}

/** @type {AdminSection} */
export const section = {
  list: "scenes",
  title: "scenes",
  fresh: "new_scene",
  form,
  blank,
  edit,
  about,
  /**
   * @param {AdminScene} scene
   * @param {AdminPage} adminPage
   */
  name: (scene, { language }) => textIn(scene, "name", language),
  /**
   * @param {AdminPage} adminPage
   */
  follow: ({ draft }) => draft && previewPane.show(draft),
};
