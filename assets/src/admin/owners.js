/* Who answers for which indicator in which area: unit, person, phone, deadline. */
import * as admin from "./admin.js";
import { among, choice } from "../forms/choice.js";
import * as fields from "../forms/fields.js";
import { field, fill, h, input } from "../forms/parts.js";

const FIELDS = ["unit", "person", "phone", "about", "area_code", "vintage", "deadline"];
const areaNames = new Map();

/**
 * @param {any} owner
 */
const form = (owner) => Object.fromEntries(FIELDS.map((name) => [name, owner[name]]));
const blank = () => Object.fromEntries(FIELDS.map((name) => [name, ""]));

/**
 * The name of what an owner is set for: an indicator, a group, all.
 * @param {string} about
 * @param {AdminPage} page
 */
function aboutName(about, { state, words }) {
  if (!about) return words.owner_all;
  const code = about.replace("@", "");
  if (about.startsWith("@")) {
    const group = state.groups.find((each) => each.code === code);
    return fill(words.owner_group, { name: group ? group.name : code });
  }
  return state.indicators.find((each) => each.code === code)?.name || code;
}

/**
 * @param {AdminOwner} owner
 * @param {AdminPage} page
 */
function about(owner, page) {
  const { words } = page;
  return [
    aboutName(owner.about, page),
    owner.area_name || owner.area_code || words.every_area,
    owner.deadline && fill(words.owner_due, { date: owner.deadline }),
    owner.is_demo && words.owner_made_up,
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {AdminPage} page
 */
function aboutField(page) {
  const { words, draft, state } = page;
  const things = [
    { key: "", title: words.owner_all },
    ...state.groups.map((each) => ({ key: `@${each.code}`, title: aboutName(`@${each.code}`, page) })),
    ...state.indicators.map((each) => ({
      key: each.code,
      title: each.name,
      about: each.group,
      also: `${each.code} ${each.other}`,
    })),
  ];
  const picker = choice({
    label: aboutName(draft.about, page),
    placeholder: words.find_indicator,
    none: words.no_indicator,
    find: among(things, 100),
    /** @param {ChoiceItem} item */
    choose: (item) => {
      draft.about = item.key;
      admin.followEdit();
    },
  });
  return field("about", words.owner_about, picker.field, {
    within: picker.root,
    hint: words.owner_about_hint,
  });
}

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft } = page;
  const owner = page.state.owners.find((each) => each.code === page.chosen);
  /**
   * @param {string} name
   */
  const set = (name) => (/** @type {string} */ value) => {
    draft[name] = value;
    admin.followEdit();
  };
  /**
   * @param {string} name
   * @param {string} hint
   * @param {object} props
   */
  const text = (name, hint = "", props = {}) =>
    field(name, words[`owner_${name}`], input(draft[name], set(name), props), { hint });
  return h(
    "form",
    {
      class: "ioc-admin-editor is-narrow",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        admin.save("save-owner");
      },
    },
    h("h2", {}, owner ? owner.unit : words.new_owner),
    h(
      "div",
      { class: "ioc-admin-fields" },
      text("unit", words.owner_unit_about, { maxlength: 160 }),
      aboutField(page),
      fields.place(
        page,
        { area: "area_code", vintage: "vintage", none: "every_area", noVintage: "newest" },
        areaNames,
        admin.followEdit,
      ),
      h("small", { class: "ioc-field-hint" }, words.owner_area_hint),
      text("deadline", words.owner_deadline_hint, {
        maxlength: 10,
        inputmode: "numeric",
        placeholder: "dd/mm/yyyy",
      }),
      h(
        "div",
        { class: "ioc-pair" },
        text("person", "", { maxlength: 160 }),
        text("phone", "", { maxlength: 40, inputmode: "tel" }),
      ),
      h("small", { class: "ioc-field-hint" }, words.owner_person_about),
    ),
    admin.foot(
      true,
      owner &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-danger",
            onclick: () => admin.remove("remove-owner", fill(words.remove_owner, { name: owner.unit })),
          },
          words.remove,
        ),
    ),
  );
}

/** @type {AdminSection} */
export const section = {
  list: "owners",
  title: "owners",
  fresh: "new_owner",
  form,
  blank,
  edit,
  about,
  /**
   * @param {AdminOwner} owner
   */
  name: (owner) => owner.unit,
};
