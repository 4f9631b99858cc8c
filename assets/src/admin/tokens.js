/* Access tokens: all of them, making one (shown once), taking one back. */
import * as admin from "./admin.js";
import { among } from "../forms/choice.js";
import * as fields from "../forms/fields.js";
import { day } from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, h, input, recordTable, select } from "../forms/parts.js";
import { several } from "../forms/several.js";

/** @type {SecretAnswer | null} */
let newSecret = null;

/**
 * @param {AdminToken} token
 * @param {Record<string, string>} words
 */
export function state(token, words) {
  if (token.revoked_at) return fill(words.revoked_on, { date: day(token.revoked_at) });
  if (!token.holds) return fill(words.expired, { date: day(token.expires_at) });
  return token.expires_at ? fill(words.holds_until, { date: day(token.expires_at) }) : words.holds;
}

/**
 * @param {AdminPage} page
 */
function draw(page) {
  const { words } = page;
  const holding = page.state.tokens.filter((each) => each.holds);
  const former = page.state.tokens.filter((each) => !each.holds);
  return h(
    "div",
    { class: "ioc-admin-tokens" },
    admin.saidLine(),
    newSecret && fields.secret(words, newSecret, words.phone_address),
    form(page),
    table(page, holding),
    former.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, fill(words.former_tokens, { count: former.length })),
        table(page, former),
      ),
  );
}

/**
 * @param {AdminPage} page
 */
function form(page) {
  const { words } = page;
  const draft = { name: "", scope: "remote", days: "", areas: [], indicators: [], sendings: [] };
  const limits = bounds(page, draft);
  /** @type {[string, string][]} */
  const scopes = ["remote", "admin", "write"].map((each) => [each, words[`scope_${each}`]]);
  return h(
    "form",
    {
      class: "ioc-token-form",
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault();
        const answer = await admin.act("create-token", draft);
        if (!answer) return;
        newSecret = answer;
        admin.draw();
        document.querySelector(".ioc-secret").focus();
      },
    },
    h("h2", {}, words.new_token),
    field(
      "name",
      words.name,
      input(
        "",
        (value) => {
          draft.name = value;
        },
        { maxlength: 80 },
      ),
      { hint: words.token_name_about },
    ),
    field(
      "scope",
      words.scope,
      select(draft.scope, scopes, (value) => {
        draft.scope = value;
        limits.hidden = value !== "write";
      }),
    ),
    field(
      "days",
      words.token_days,
      input(
        "",
        (value) => {
          draft.days = value;
        },
        { inputmode: "numeric" },
      ),
      { hint: words.days_empty },
    ),
    limits,
    h("button", { type: "submit", class: "btn btn-primary" }, words.new_token),
  );
}

/**
 * What a token that sends numbers is bound to; nothing chosen bounds nothing.
 * @param {AdminPage} page
 * @param {TokenDraft} draft
 */
function bounds(page, draft) {
  const { words, state: all } = page;
  /** @type {[string, string][]} */
  const kinds = [
    ["", words.bound_both],
    ["observations", words.bound_observations],
    ["alerts", words.bound_alerts],
  ];
  const area = several(
    words,
    words.bound_areas,
    words.find_area,
    words.no_area,
    fields.findAreas("/quan-tri/dia-ban", words),
    (keys) => {
      draft.areas = keys;
    },
  );
  const items = all.indicators.map((each) => ({
    key: each.code,
    title: each.name,
    about: `${each.code} · ${each.group}`,
    also: each.other,
  }));
  const indicator = several(
    words,
    words.bound_indicators,
    words.find_indicator,
    words.no_indicator,
    among(items),
    (keys) => {
      draft.indicators = keys;
    },
  );
  return h(
    "div",
    { class: "ioc-token-bounds", hidden: draft.scope !== "write" },
    field("areas", words.bound_areas, area.field, { within: area.root, hint: words.bound_areas_about }),
    field("indicators", words.bound_indicators, indicator.field, {
      within: indicator.root,
      hint: words.bound_empty,
    }),
    field(
      "sendings",
      words.bound_sendings,
      select("", kinds, (value) => {
        draft.sendings = value ? [value] : [];
      }),
    ),
  );
}

/**
 * What a token may send, in words; one without bounds says so.
 * @param {AdminToken} token
 * @param {Record<string, string>} words
 */
function reach(token, words) {
  if (token.scope !== "write") return "–";
  const { areas, indicators, sendings } = token.bounds;
  if (!areas.length && !indicators.length && !sendings.length) return words.bound_none;
  return [
    sendings.length ? sendings.map((each) => words[`bound_${each}`]).join(", ") : words.bound_both,
    areas.length
      ? fill(words.bound_areas_said, { names: areas.map((each) => each.name || each.key).join(", ") })
      : words.bound_all_areas,
    indicators.length
      ? fill(words.bound_indicators_said, { codes: indicators.join(", ") })
      : words.bound_all_indicators,
  ].join(" · ");
}

/**
 * @param {AdminPage} page
 * @param {AdminToken[]} tokens
 */
function table(page, tokens) {
  const { words, state: all } = page;
  /**
   * @param {string} label
   * @param {...Child} content
   */
  const cell = (label, ...content) => h("td", { "data-label": label }, content);
  return recordTable(
    [words.who, words.scope, words.bounds, words.state, words.last_used, ""],
    tokens.map((token) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          token.wall || token.name,
          token.id === all.who.id && h("small", { class: "ioc-tokens-own" }, words.yours),
        ),
        cell(words.scope, words[`scope_${token.scope}`]),
        cell(words.bounds, reach(token, words)),
        cell(words.state, state(token, words)),
        cell(words.last_used, token.last_used_at ? fields.day(token.last_used_at) : words.never_used),
        h(
          "td",
          {},
          token.holds &&
            h(
              "button",
              {
                type: "button",
                class: "btn btn-sm btn-outline-danger",
                "aria-label": `${words.revoke}: ${token.name}`,
                onclick: () => revoke(page, token),
              },
              words.revoke,
            ),
        ),
      ),
    ),
  );
}

/**
 * @param {AdminPage} page
 * @param {AdminToken} token
 */
async function revoke(page, token) {
  const { words, state: all } = page;
  const own = token.id === all.who.id;
  const question = [
    parts.fill(words.revoke_ask, { name: token.name }),
    own && words.revoke_own,
    own && all.who.is_last && words.revoke_last,
  ]
    .filter(Boolean)
    .join(" ");
  if (!(await parts.confirm(question, words.revoke, words.cancel))) return;
  const answer = await admin.act("revoke-token", { code: String(token.id), confirmed: own });
  if (!answer) return;
  if (own) return void location.reload();
  if (newSecret && String(newSecret.code) === String(token.id)) newSecret = null;
  admin.draw();
}

/** Nothing that is typed is lost to a redraw that nobody asked for. */
const isBusy = () =>
  [...document.querySelectorAll(".ioc-token-form input")].some((each) => each.value) ||
  document.activeElement?.closest(".ioc-admin-tokens");

/** @type {AdminSection} */
export const section = {
  list: "tokens",
  title: "tokens",
  fresh: "new_token",
  /**
   * @param {AdminToken} token
   */
  form: (token) => token,
  blank: () => ({}),
  /**
   * @param {AdminToken} token
   */
  name: (token) => token.name,
  about: () => "",
  draw,
  isBusy,
  enter: () => {
    newSecret = null;
  },
};
