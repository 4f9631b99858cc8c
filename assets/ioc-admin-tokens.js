/* Access tokens: all of them, making one (shown once), taking one back. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  let made = null;

  function state(token, words) {
    const { fill } = ioc.parts;
    const { day } = ioc.fields;
    if (token.revoked_at) return fill(words.revoked_on, { date: day(token.revoked_at) });
    if (!token.holds) return fill(words.expired, { date: day(token.expires_at) });
    return token.expires_at ? fill(words.holds_until, { date: day(token.expires_at) }) : words.holds;
  }

  function draw(page) {
    const { h, fill } = ioc.parts;
    const { words } = page;
    const holding = page.state.tokens.filter((each) => each.holds);
    const former = page.state.tokens.filter((each) => !each.holds);
    return h(
      "div",
      { class: "ioc-admin-tokens" },
      ioc.admin.saidLine(),
      made && ioc.fields.secret(words, made, words.phone_address, { scan: true }),
      form(page),
      table(page, holding),
      former.length > 0 && h("details", {}, h("summary", {}, fill(words.former_tokens, { count: former.length })), table(page, former)),
    );
  }

  function form(page) {
    const { h, field, input, select } = ioc.parts;
    const { words } = page;
    const draft = { name: "", scope: "remote", days: "", areas: [], indicators: [], sendings: [] };
    const limits = bounds(page, draft);
    const scopes = ["remote", "admin", "write"].map((each) => [each, words[`scope_${each}`]]);
    return h(
      "form",
      {
        class: "ioc-token-form",
        novalidate: true,
        onsubmit: async (event) => {
          event.preventDefault();
          const said = await ioc.admin.act("create-token", draft);
          if (!said) return;
          made = said;
          ioc.admin.draw();
          document.querySelector(".ioc-secret").focus();
        },
      },
      h("h2", {}, words.new_token),
      field("name", words.name, input("", (value) => { draft.name = value; }, { maxlength: 80 }), { hint: words.token_name_about }),
      field("scope", words.scope, select(draft.scope, scopes, (value) => { draft.scope = value; limits.hidden = value !== "write"; })),
      field("days", words.token_days, input("", (value) => { draft.days = value; }, { inputmode: "numeric" }), { hint: words.days_empty }),
      limits,
      h("button", { type: "submit", class: "btn btn-primary" }, words.new_token),
    );
  }

  /** What a token that sends numbers is bound to; nothing chosen bounds nothing. */
  function bounds(page, draft) {
    const { h, field, select } = ioc.parts;
    const { words, state: all } = page;
    const kinds = [["", words.bound_both], ["observations", words.bound_observations], ["alerts", words.bound_alerts]];
    const area = several(words, words.bound_areas, words.find_area, words.no_area, ioc.fields.findAreas("/quan-tri/dia-ban", words), (keys) => { draft.areas = keys; });
    const items = all.indicators.map((each) => ({ key: each.code, title: each.name, about: `${each.code} · ${each.group}`, also: each.other }));
    const indicator = several(words, words.bound_indicators, words.find_indicator, words.no_indicator, ioc.among(items), (keys) => { draft.indicators = keys; });
    return h(
      "div",
      { class: "ioc-token-bounds", hidden: draft.scope !== "write" },
      field("areas", words.bound_areas, area.field, { within: area.root, hint: words.bound_areas_about }),
      field("indicators", words.bound_indicators, indicator.field, { within: indicator.root, hint: words.bound_empty }),
      field("sendings", words.bound_sendings, select("", kinds, (value) => { draft.sendings = value ? [value] : []; })),
    );
  }

  /** A field that takes one thing after the other, each with a button that takes it out. */
  function several(words, label, placeholder, none, find, changed) {
    const { h } = ioc.parts;
    const chosen = new Map();
    const list = h("ul", { class: "ioc-token-chosen", "aria-label": label });
    const choice = ioc.choice({
      placeholder, none, stay: true,
      find: async (text) => (await find(text)).filter((each) => !chosen.has(each.key)),
      choose: (item) => {
        chosen.set(item.key, item.title);
        draw();
      },
    });
    function draw() {
      changed([...chosen.keys()]);
      list.replaceChildren(
        ...[...chosen].map(([key, title]) => {
          const out = () => {
            chosen.delete(key);
            draw();
            choice.field.focus();
          };
          return h("li", {}, h("span", {}, title, " ", h("small", {}, key)), h("button", { type: "button", class: "btn btn-sm", "aria-label": `${words.bound_take_out}: ${title}`, onclick: out }, "×"));
        }),
      );
    }
    return { field: choice.field, root: h("div", {}, choice.root, list) };
  }

  /** What a token may send, in words; one without bounds says so. */
  function reach(token, words) {
    if (token.scope !== "write") return "–";
    const { areas, indicators, sendings } = token.bounds;
    if (!areas.length && !indicators.length && !sendings.length) return words.bound_none;
    const { fill } = ioc.parts;
    return [
      sendings.length ? sendings.map((each) => words[`bound_${each}`]).join(", ") : words.bound_both,
      areas.length ? fill(words.bound_areas_said, { names: areas.map((each) => each.name || each.key).join(", ") }) : words.bound_all_areas,
      indicators.length ? fill(words.bound_indicators_said, { codes: indicators.join(", ") }) : words.bound_all_indicators,
    ].join(" · ");
  }

  function table(page, tokens) {
    const { h } = ioc.parts;
    const { words, state: all } = page;
    const cell = (label, ...content) => h("td", { "data-label": label }, content);
    return h(
      "table",
      { class: "ioc-tokens" },
      h("thead", {}, h("tr", {}, [words.who, words.scope, words.bounds, words.state, words.last_used].map((each) => h("th", { scope: "col" }, each)), h("td", {}))),
      h(
        "tbody",
        {},
        tokens.map((token) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, token.wall || token.name, token.id === all.who.id && h("small", { class: "ioc-tokens-own" }, words.yours)),
            cell(words.scope, words[`scope_${token.scope}`]),
            cell(words.bounds, reach(token, words)),
            cell(words.state, state(token, words)),
            cell(words.last_used, token.last_used_at ? ioc.fields.day(token.last_used_at) : words.never_used),
            h("td", {}, token.holds && h("button", { type: "button", class: "btn btn-sm btn-outline-danger", "aria-label": `${words.revoke}: ${token.name}`, onclick: () => revoke(page, token) }, words.revoke)),
          ),
        ),
      ),
    );
  }

  async function revoke(page, token) {
    const { words, state: all } = page;
    const own = token.id === all.who.id;
    const last = own && !all.tokens.some((each) => each.scope === "admin" && each.holds && each.id !== token.id);
    const question = [ioc.parts.fill(words.revoke_ask, { name: token.name }), own && words.revoke_own, last && words.revoke_last].filter(Boolean).join(" ");
    if (!(await ioc.parts.confirm(question, words.revoke, words.cancel))) return;
    const said = await ioc.admin.act("revoke-token", { code: String(token.id), confirmed: own });
    if (!said) return;
    if (own) return void location.reload();
    if (made && String(made.code) === String(token.id)) made = null;
    ioc.admin.draw();
  }

  /** Nothing that is typed is lost to a redraw that nobody asked for. */
  const isBusy = () => [...document.querySelectorAll(".ioc-token-form input")].some((each) => each.value) || document.activeElement?.closest(".ioc-admin-tokens");

  ioc.tokens = { state };
  (ioc.adminSections = ioc.adminSections || {}).khoa = {
    list: "tokens", title: "tokens", fresh: "new_token", form: (token) => token, blank: () => ({}), name: (token) => token.name, about: () => "", draw, isBusy,
    enter: () => { made = null; },
  };
})();
