/* Forms (biểu): what is reported, by whom and until when. */
import * as admin from "./admin.js";
import { order as orderList } from "./order.js";
import { among, choice } from "../forms/choice.js";
import * as fields from "../forms/fields.js";
import { field, fill, group, h, input, select } from "../forms/parts.js";
import { several } from "../forms/several.js";

const FIELDS = [
  "name_vi",
  "name_en",
  "is_active",
  "frequency",
  "level",
  "former_level",
  "areas",
  "reporter",
  "reporter_level",
  "verifier",
  "opens_days",
  "closes_days",
  "late_days",
  "reminder_days",
  "vintage_day",
  "first_period",
  "indicators",
];
/** @type {Record<string, string[]>} */
const PARTS = {
  both: ["numerator", "denominator"],
  value: ["value"],
  all: ["numerator", "denominator", "value"],
};

/**
 * @param {any} form
 */
const draftOf = (form) => Object.fromEntries(FIELDS.map((name) => [name, structuredClone(form[name])]));

const blank = () => ({
  name_vi: "",
  name_en: "",
  is_active: false,
  frequency: "month",
  level: "commune",
  former_level: "district",
  areas: [],
  reporter: "",
  reporter_level: "commune",
  verifier: "",
  opens_days: 1,
  closes_days: 10,
  late_days: 30,
  reminder_days: [-3, 0, 3],
  vintage_day: "first",
  first_period: "",
  indicators: {},
});

/**
 * @param {NamedCode[]} things
 * @param {string} code
 */
const nameIn = (things, code) => things.find((each) => each.code === code)?.name || code;

/**
 * @param {AdminForm} form
 * @param {AdminPage} page
 */
const about = (form, { state, words }) =>
  [
    nameIn(state.frequencies, form.frequency),
    nameIn(state.levels, form.level).toLowerCase(),
    form.reporter,
    form.is_shipped && words.shipped,
    !form.is_active && words.form_off,
  ]
    .filter(Boolean)
    .join(" · ");

/**
 * A whole number as the server reads it; what is none goes there as it was typed, and is named a fault.
 * @param {string} text
 */
const numberIn = (text) => (/^[-−–]?\d+$/.test(text) ? Number(text.replace(/^[−–]/, "-")) : text);

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft, state } = page;
  const form = state.forms.find((each) => each.code === page.chosen);
  /**
   * @param {string} name
   * @param {(value: string) => unknown} read
   */
  const set =
    (name, read = (value) => value) =>
    (/** @type {string} */ value) => {
      draft[name] = read(value);
      admin.followEdit();
    };
  /**
   * @param {string} name
   * @param {string} label
   * @param {string} hint
   */
  const text = (name, label, hint = "", props = {}) =>
    field(name, label, input(draft[name], set(name), { maxlength: 160, ...props }), { hint });
  /**
   * @param {string} name
   */
  const days = (name) =>
    field(
      name,
      words[`form_${name}`],
      input(
        draft[name],
        set(name, (value) => numberIn(value.trim())),
        { inputmode: "numeric", maxlength: 4 },
      ),
    );
  /**
   * @param {string} name
   * @param {[string, string][]} options
   * @param {{hint?: string}} how
   */
  const one = (name, options, how = {}) =>
    field(name, words[`form_${name}`], select(draft[name], options, set(name)), how);
  /** @type {[string, string][]} */
  const levels = state.levels.map((each) => [each.code, each.name]);
  return h(
    "form",
    {
      class: "ioc-admin-editor",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        admin.save("save-form");
      },
    },
    h("h2", {}, form ? form.name : words.new_form),
    form &&
      h(
        "p",
        { class: "ioc-form-term" },
        form.term,
        form.is_active && [" ", h("a", { href: `/nop-so/tien-do?bieu=${form.code}` }, words.form_lateness)],
      ),
    form && form.is_shipped && h("p", { class: "ioc-field-hint" }, words.form_shipped_about),
    h(
      "div",
      { class: "ioc-admin-two" },
      h(
        "div",
        { class: "ioc-admin-fields" },
        text("name_vi", words.name_vi),
        field("name_en", words.name_en, input(draft.name_en, set("name_en"), { maxlength: 160 }), {
          tag: words.optional,
        }),
        field(
          "is_active",
          words.form_is_active,
          select(
            String(draft.is_active),
            ["true", "false"].map((each) => [each, words[`form_is_active_${each}`]]),
            set("is_active", (value) => value === "true"),
          ),
          { hint: words.form_active_about },
        ),
        group(
          "days",
          words.form_days,
          h("div", { class: "ioc-form-days" }, days("opens_days"), days("closes_days"), days("late_days")),
          { hint: words.form_days_about },
        ),
        field(
          "reminder_days",
          words.form_reminder_days,
          input(
            draft.reminder_days.join(", "),
            set("reminder_days", (value) =>
              value
                .split(/[\s,;]+/)
                .filter(Boolean)
                .map(numberIn),
            ),
            { maxlength: 80 },
          ),
          { hint: words.form_reminder_days_about },
        ),
        text("first_period", words.form_first_period, words.form_first_period_about, { maxlength: 10 }),
        text("reporter", words.form_reporter, words.form_reporter_about),
        one(
          "reporter_level",
          levels.map(([code, name]) => [
            code,
            fill(words.form_reporter_level_from, { level: name.toLowerCase() }),
          ]),
        ),
        text("verifier", words.form_verifier),
      ),
      h(
        "div",
        { class: "ioc-admin-fields" },
        one(
          "frequency",
          state.frequencies.map((each) => [each.code, each.name]),
        ),
        one("level", levels),
        indicators(page),
        areas(page, form),
        one("former_level", [["", words.form_former_level_same], ...levels], {
          hint: words.form_former_level_about,
        }),
        one(
          "vintage_day",
          ["first", "last"].map((each) => [each, words[`form_vintage_day_${each}`]]),
        ),
      ),
    ),
    admin.foot(
      true,
      form &&
        h(
          "button",
          { type: "button", class: "btn btn-outline-secondary", title: words.form_copy_about, onclick: copy },
          words.copy,
        ),
    ),
  );

  async function copy() {
    const answer = await admin.act("copy-form", { code: page.chosen });
    if (answer) admin.open(answer.code, [`${words.copied} ${words.form_copy_about}`, "good"]);
  }
}

/**
 * The areas of a form; none: the home province.
 * @param {AdminPage} page
 * @param {AdminForm | undefined} form
 */
function areas(page, form) {
  const { words, draft } = page;
  /** @type {[string, string][]} */
  const chosen = draft.areas.map((/** @type {string} */ key) => [key, form?.area_names[key] || key]);
  const picker = several(
    words,
    words.form_areas,
    words.find_area,
    words.no_area,
    fields.findAreas("/quan-tri/dia-ban", words),
    (keys) => {
      draft.areas = keys;
      admin.followEdit();
    },
    chosen,
  );
  return field("areas", words.form_areas, picker.field, {
    within: picker.root,
    hint: words.form_areas_about,
  });
}

/**
 * @param {AdminPage} page
 */
function indicators(page) {
  const { words, draft, state } = page;
  const box = h("div", { class: "ioc-cards" });
  const sum = h("p", { class: "ioc-admin-sum" });
  const depths = state.levels.map((each) => each.code);
  /**
   * @param {string} code
   */
  const find = (code) => state.indicators.find((each) => each.code === code);
  /**
   * @param {AdminIndicator} each
   */
  const fits = (each) =>
    each.frequency === draft.frequency &&
    depths.indexOf(each.lowest_level) >= depths.indexOf(draft.level) &&
    !(each.code in draft.indicators);

  /** @param {string[]} codes */
  function put(codes) {
    draft.indicators = Object.fromEntries(
      codes.map((code) => [
        code,
        draft.indicators[code] || (find(code)?.is_ratio ? PARTS.both : PARTS.value),
      ]),
    );
    admin.followEdit();
    count();
  }

  function count() {
    const parts = Object.values(/** @type {Record<string, string[]>} */ (draft.indicators)).flat();
    sum.textContent = fill(words.form_numbers, { count: parts.length });
  }

  /**
   * Which parts of a ratio are asked for; a count has its value alone.
   * @param {string} code
   */
  function partsOf(code) {
    const name = find(code)?.name || code;
    if (!find(code)?.is_ratio) return false;
    const now = Object.keys(PARTS).find((each) => String(PARTS[each]) === String(draft.indicators[code]));
    const control = select(
      now || "",
      Object.keys(PARTS).map((each) => [each, words[`form_parts_${each}`]]),
      (value) => {
        draft.indicators = { ...draft.indicators, [code]: PARTS[value] };
        admin.followEdit();
        count();
      },
    );
    control.setAttribute("aria-label", fill(words.form_parts_of, { name }));
    return control;
  }

  function draw() {
    const order = orderList({
      items: Object.keys(draft.indicators).map((code) => ({
        key: code,
        title: find(code)?.name || code,
        about: code,
        control: partsOf(code),
      })),
      words,
      change: put,
    });
    const add = choice({
      placeholder: words.find_indicator,
      none: words.no_indicator,
      stay: true,
      /** @param {string} text */
      find: (text) =>
        among(
          state.indicators.filter(fits).map((each) => ({
            key: each.code,
            title: each.name,
            about: `${each.code} · ${each.group}`,
            also: each.other,
          })),
        )(text),
      /** @param {ChoiceItem} item */
      choose: (item) => {
        put([...Object.keys(draft.indicators), item.key]);
        draw();
        box.querySelector(".ioc-choice input")?.focus();
      },
    });
    add.field.setAttribute("aria-label", words.form_add_indicator);
    box.replaceChildren(order, add.root);
    count();
  }

  draw();
  return group("indicators", words.form_indicators, h("div", {}, box, sum), {
    hint: words.form_indicators_about,
  });
}

/** @type {AdminSection} */
export const section = {
  list: "forms",
  title: "forms",
  fresh: "new_form",
  form: draftOf,
  blank,
  edit,
  about,
  /**
   * @param {AdminForm} form
   */
  name: (form) => form.name,
};
