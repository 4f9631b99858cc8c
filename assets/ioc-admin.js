/* The administration: one state from the server, a list and an editor per section, guarded leaving. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const PATH = "/quan-tri/viec";
  const HOME = "/quan-tri/";

  let page = null;
  const sections = (ioc.adminSections = ioc.adminSections || {});

  const alive = () => Boolean(page && page.room.isConnected);
  const text = (thing) => JSON.stringify(thing);

  // ---- what is held --------------------------------------------------------------------------

  async function start(told) {
    const room = document.getElementById("admin-room");
    if (!room || !told) return null;
    const mine = (page = {
      room, words: told.words, language: told.language, section: told.section, chosen: told.chosen,
      preview: told.preview, state: null, draft: null, original: null, isNew: false, note: null,
    });
    room.replaceChildren(ioc.parts.h("p", { class: "ioc-admin-wait" }, told.words.loading));
    document.getElementById("admin-sign-out")?.addEventListener("click", () => ioc.session.signOut());
    await refresh();
    if (mine !== page || !page.state) return 1;
    if (sections[page.section].enter) sections[page.section].enter();
    open(page.chosen);
    return 1;
  }

  /** Ask for the state; what is being edited stays. */
  async function refresh() {
    const mine = page;
    const { status, said } = await ioc.parts.ask(PATH, undefined, page.language);
    if (mine !== page || !alive()) return;
    if (status === 200) take(said);
    else refused(status, said);
  }

  function take(state) {
    page.state = state;
  }

  function refused(status, said, unreached) {
    if (status === 401 || status === 403) return void location.reload();
    const { words, language } = page;
    tell(status === 0 ? unreached || words.unreached : (language === "en" && said.error_en) || said.error || words.failed, "bad");
  }

  /**
   * Do something on the server; resolves to its answer, or null where it was refused.
   * @param slow  {wait, unreached}: milliseconds, and what to say where no answer came
   */
  async function act(name, form, slow = {}) {
    tell("", "");
    const mine = page;
    const { status, said } = await ioc.parts.ask(`${PATH}/${name}`, form, page.language, slow.wait);
    if (mine !== page || !alive()) return null;
    if (status === 200) {
      take(said.state);
      return said;
    }
    if (status === 422 && said.problems.length) {
      const { words, sayFaults, fill } = { words: page.words, ...ioc.parts };
      const homeless = sayFaults(page.room, said.problems);
      const first = page.room.querySelector(".ioc-field.is-wrong input, .ioc-field.is-wrong select, .ioc-field.is-wrong button");
      first?.focus();
      const more = homeless.map((each) => `${each.message}: ${each.mend}.`).join(" ");
      tell(`${fill(words.faults, { count: said.problems.length })} ${more}`.trim(), "bad");
      return null;
    }
    refused(status, said, slow.unreached);
    return null;
  }

  // ---- what is edited ------------------------------------------------------------------------

  const things = () => page.state[sections[page.section].list] || [];
  const find = (code) => things().find((each) => String(each.code) === code);
  const isDirty = () => alive() && page.draft !== null && text(page.draft) !== text(page.original);

  /** Show a thing of the section, by code; an unknown one shows none. */
  function open(code, note) {
    const found = find(code);
    edit(found ? sections[page.section].form(found) : null, { isNew: false, code: found ? code : "" }, note);
  }

  function begin() {
    edit(sections[page.section].blank(page), { isNew: true, code: "" });
  }

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
  function changed() {
    const foot = page.room.querySelector(".ioc-admin-foot");
    if (foot) {
      foot.classList.toggle("is-dirty", isDirty());
      foot.classList.toggle("is-new", page.isNew);
    }
    if (page.note) tell("", "");
    if (sections[page.section].follow) sections[page.section].follow(page);
  }

  /** Resolves to whether the present edit may be left. */
  async function mayLeave() {
    if (!isDirty()) return true;
    const { words } = page;
    const left = await ioc.parts.confirm(words.leave, words.undo, words.cancel);
    if (left && page.original) page.draft = structuredClone(page.original);
    return left;
  }

  async function choose(code) {
    if (await mayLeave()) open(code);
    if (window.matchMedia("(max-width: 900px)").matches) page.room.querySelector(".ioc-admin-editor")?.scrollIntoView({ block: "start" });
  }

  async function save(name) {
    const foot = page.room.querySelector(".ioc-admin-foot");
    foot.classList.add("is-busy");
    const said = await act(name, { ...page.draft, code: page.chosen, is_new: page.isNew });
    foot.classList.remove("is-busy");
    if (said) open(said.code, [page.words.saved, "good"]);
    return said;
  }

  async function remove(name, question) {
    const { words } = page;
    if (!(await ioc.parts.confirm(question, words.remove, words.cancel))) return;
    const said = await act(name, { code: page.chosen });
    if (said) open("", [words.removed, "good"]);
  }

  // ---- what is seen --------------------------------------------------------------------------

  function tell(said, tone) {
    page.note = said ? [said, tone] : null;
    const place = page.room.querySelector(".ioc-admin-said");
    if (!place) {
      if (said) page.room.replaceChildren(ioc.parts.h("p", { class: "ioc-admin-said is-bad", role: "alert" }, said));
      return;
    }
    place.textContent = said;
    place.className = `ioc-admin-said is-${tone}`;
  }

  function draw() {
    const section = sections[page.section];
    for (const tab of document.querySelectorAll(".ioc-admin-tab")) {
      if (tab.pathname === HOME + page.section) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    const body = section.draw ? section.draw(page) : split(section);
    page.room.replaceChildren(body);
    const [said, tone] = page.note || ["", ""];
    tell(said, tone);
    changedQuietly();
  }

  function changedQuietly() {
    const note = page.note;
    page.note = null;
    changed();
    page.note = note;
  }

  function split(section) {
    const { h } = ioc.parts;
    return h(
      "div",
      { class: `ioc-admin-split is-${page.section}` },
      list(section),
      page.draft
        ? section.edit(page)
        : h("div", { class: "ioc-admin-none" }, saidLine(), h("p", {}, page.words.none_chosen)),
    );
  }

  function list(section) {
    const { h } = ioc.parts;
    const { words } = page;
    return h(
      "nav",
      { class: "ioc-admin-list", "aria-label": words[section.title] },
      h("button", { type: "button", class: "btn btn-outline-primary ioc-admin-new", onclick: async () => (await mayLeave()) && begin() }, `+ ${words[section.fresh]}`),
      h(
        "ul",
        {},
        things().map((each) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", class: "ioc-admin-item", "aria-current": each.code === page.chosen ? "true" : null, onclick: () => choose(each.code) },
              h("span", { class: "ioc-admin-item-name" }, section.name(each, page)),
              h("small", {}, section.about(each, page)),
            ),
          ),
        ),
      ),
    );
  }

  const saidLine = () => ioc.parts.h("p", { class: "ioc-admin-said", role: "status" });

  /** The foot of an editor: save, discard, and ways of the section's own. */
  function foot(act, ...ways) {
    const { h } = ioc.parts;
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
        act && h("button", { type: "button", class: "btn btn-outline-secondary ioc-admin-discard", onclick: () => (page.isNew ? open("") : open(page.chosen)) }, words.undo),
        ...ways,
      ),
    );
  }

  // ---- going elsewhere -----------------------------------------------------------------------

  async function go(section) {
    if (!(await mayLeave())) return;
    page.section = section;
    if (sections[section].enter) sections[section].enter();
    history.pushState({}, "", HOME + section);
    // Tokens made on the command line are told to nobody.
    await refresh();
    if (alive() && page.state && page.section === section) open("");
  }

  document.addEventListener(
    "click",
    async (event) => {
      const link = event.target.closest && event.target.closest("a[href]");
      if (!alive() || !link || link.target || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
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
    if (!event.detail.missed && !event.detail.items.some((item) => ["scene", "wall", "token"].includes(item.about))) return;
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
    const found = find(page.chosen);
    if (!found || text(section.form(found)) === text(page.original)) return;
    if (isDirty()) tell(page.words.changed_meanwhile, "bad");
    else open(page.chosen);
  });

  ioc.admin = { act, save, remove, open, edit, changed, foot, saidLine, isDirty, draw };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { admin: { start } });
})();
