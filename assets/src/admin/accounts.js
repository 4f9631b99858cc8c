/* Accounts of people: who may sign in, as what, for which area; a password to hand over is shown once. */
import * as admin from "./admin.js";
import { plain } from "../core/word-search.js";
import * as fields from "../forms/fields.js";
import { day } from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, h, input, select } from "../forms/parts.js";

const FIELDS = ["login", "name", "unit", "role", "area_code", "vintage"];
const areaNames = new Map();

/** @type {SecretAnswer | null} */
let newSecret = null;

/**
 * @param {any} account
 */
const form = (account) => Object.fromEntries(FIELDS.map((name) => [name, account[name]]));
const blank = () => ({ ...Object.fromEntries(FIELDS.map((name) => [name, ""])), role: "viewer" });

/**
 * @param {AdminAccount} account
 * @param {AdminPage} page
 */
const areaName = (account, { state, words }) =>
  account.area_code
    ? state.areas[`${account.vintage}/${account.area_code}`] || account.area_code
    : words.every_area;

/**
 * @param {AdminAccount} account
 * @param {AdminPage} page
 */
const roleName = (account, { state }) =>
  state.roles.find((each) => each.code === account.role)?.name || account.role;

/**
 * @param {AdminAccount} account
 * @param {AdminPage} page
 */
function about(account, page) {
  const { words } = page;
  return [
    roleName(account, page),
    account.unit,
    account.area_code && areaName(account, page),
    account.state !== "on" && words[`account_${account.state}`],
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft } = page;
  const account = page.state.accounts.find((each) => each.code === page.chosen);
  /**
   * @param {string} name
   */
  const set = (name) => (/** @type {string} */ value) => {
    draft[name] = value;
    admin.followEdit();
  };
  /** @type {[string, string][]} */
  const roles = page.state.roles.map((each) => [each.code, each.name]);
  const secret = newSecret && account && newSecret.code === account.code ? newSecret : null;
  const texts = { ...words, secret: words.account_password, once: words.account_once };
  return h(
    "form",
    {
      class: "ioc-admin-editor is-narrow",
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault();
        const answer = await admin.save(page.isNew ? "create-account" : "save-account");
        if (answer?.secret) show(answer);
      },
    },
    h("h2", {}, account ? account.name : words.new_account),
    account && h("p", { class: "ioc-field-hint" }, history(account, words)),
    secret && fields.secret(texts, secret, words.phone_address),
    h(
      "div",
      { class: "ioc-admin-fields" },
      field(
        "login",
        words.account_login,
        input(draft.login, set("login"), {
          maxlength: 64,
          autocomplete: "off",
          autocapitalize: "none",
          spellcheck: "false",
          disabled: !page.isNew,
        }),
        { hint: page.isNew ? words.account_login_about : words.account_login_stays },
      ),
      field("name", words.account_name, input(draft.name, set("name"), { maxlength: 160 })),
      field("unit", words.owner_unit, input(draft.unit, set("unit"), { maxlength: 160 })),
      field("role", words.account_role, select(draft.role, roles, set("role")), {
        hint: words.account_role_about,
      }),
      fields.place(
        page,
        { area: "area_code", vintage: "vintage", none: "every_area", noVintage: "newest" },
        areaNames,
        admin.followEdit,
      ),
      h("small", { class: "ioc-field-hint" }, words.account_area_about),
    ),
    admin.foot(true, ...(account ? ways(page, account) : [])),
  );
}

/**
 * @param {AdminAccount} account
 * @param {Record<string, string>} words
 */
const history = (account, words) =>
  [
    words[`account_${account.state}`],
    fill(words.account_since, { date: day(account.created_at) }),
    account.last_sign_in_at
      ? fill(words.account_last, { date: day(account.last_sign_in_at) })
      : words.account_never,
  ].join(" · ");

/**
 * @param {AdminPage} page
 * @param {AdminAccount} account
 */
function ways(page, account) {
  const { words } = page;
  const own = account.code === page.state.who.account;
  /**
   * @param {string} name
   * @param {string} label
   * @param {string} question
   * @param {string} tone
   */
  const way = (name, label, question, tone) =>
    h(
      "button",
      {
        type: "button",
        class: `btn btn-outline-${tone}`,
        onclick: async () => {
          const text = [fill(question, { name: account.name }), own && words.account_own]
            .filter(Boolean)
            .join(" ");
          if (!(await parts.confirm(text, label, words.cancel, { grave: tone === "danger" }))) return;
          const answer = await admin.act(name, { code: account.code });
          if (!answer) return;
          admin.open(account.code, [words.saved, "good"]);
          if (answer.secret) show(answer);
        },
      },
      label,
    );
  if (account.state === "off")
    return [way("enable-account", words.account_enable, words.account_enable_ask, "secondary")];
  return [
    // The page would end with the session, and the new password with the page.
    !own && way("reset-account", words.account_reset, words.account_reset_ask, "secondary"),
    way("disable-account", words.account_disable, words.account_disable_ask, "danger"),
  ];
}

/**
 * @param {SecretAnswer} answer
 */
function show(answer) {
  newSecret = answer;
  admin.draw();
  document.querySelector(".ioc-secret")?.focus();
}

/** @type {AdminSection} */
export const section = {
  list: "accounts",
  title: "accounts",
  fresh: "new_account",
  form,
  blank,
  edit,
  about,
  /**
   * @param {AdminAccount} account
   */
  name: (account) => account.name,
  find: "find_account",
  /**
   * @param {AdminAccount} account
   * @param {AdminPage} page
   */
  search: (account, page) => plain(`${account.login} ${account.name} ${about(account, page)}`),
  enter: () => {
    newSecret = null;
  },
};
