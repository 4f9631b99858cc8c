/* What was handed in: who, when, what still counts; taking one back after seeing what that changes. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const PATH = "/quan-tri/lan-nop";
  const NAMED = 4;
  // A hand-in of a million numbers is looked through, and what it touched is summed up anew.
  const READ_MS = 60000;
  const WITHDRAW_MS = 600000;

  let shown = null;
  // One question at a time, however often somebody presses while the server thinks.
  let isOpen = false;

  const begin = (state) => ({ state, items: null, more: false, isAsking: false, fault: "" });

  /** Ask for a page of hand-ins; the older ones follow those that are there. */
  async function ask(page, before) {
    const mine = shown;
    mine.isAsking = true;
    const query = `?loai=${mine.state}${before ? `&truoc=${before}` : ""}`;
    const { status, said } = await ioc.parts.ask(`${PATH}/danh-sach${query}`, undefined, page.language, READ_MS);
    mine.isAsking = false;
    if (mine !== shown) return;
    if (status === 401 || status === 403) return void location.reload();
    if (status !== 200) mine.fault = status === 0 ? page.words.unreached_reading : page.words.failed_reading;
    else {
      mine.fault = "";
      mine.items = [...(before ? mine.items : []), ...said.items];
      mine.more = said.more;
    }
    if (document.querySelector(".ioc-hand-ins")) ioc.admin.draw();
  }

  function draw(page) {
    const { h, field, select } = ioc.parts;
    const { words } = page;
    if (shown === null) shown = begin("");
    if (shown.items === null && !shown.isAsking && !shown.fault) ask(page, "");
    const states = [["", words.hand_ins_all], ["tinh", words.hand_ins_counting], ["rut", words.hand_ins_withdrawn]];
    const again = (state) => {
      shown = begin(state);
      ioc.admin.draw();
      document.querySelector(".ioc-records-filter select")?.focus();
    };
    return h(
      "div",
      { class: "ioc-admin-tokens ioc-records ioc-hand-ins" },
      h("h2", {}, words.hand_ins),
      h("p", { class: "ioc-field-hint" }, words.hand_ins_about),
      ioc.admin.saidLine(),
      h("div", { class: "ioc-records-filter" }, field("loai", words.show, select(shown.state, states, again))),
      ...ioc.parts.records(shown, words, words.hand_ins_none, () => table(page), (last) => ask(page, last)),
    );
  }

  function table(page) {
    const { h } = ioc.parts;
    const { words } = page;
    const headings = [words.hand_in, words.received, words.sender, words.file, words.of_indicators, words.of_periods, words.cells, words.state];
    return h(
      "table",
      { class: "ioc-tokens" },
      h("thead", {}, h("tr", {}, headings.map((each) => h("th", { scope: "col" }, each)), h("td", {}))),
      h("tbody", {}, shown.items.map((each) => row(page, each))),
    );
  }

  function row(page, item) {
    const { h, fill } = ioc.parts;
    const { words } = page;
    const cell = (label, ...content) => h("td", { "data-label": label }, content);
    const number = (value) => value.toLocaleString(page.language === "en" ? "en" : "vi-VN");
    const some = (texts) => texts.slice(0, NAMED).join(", ") + (texts.length > NAMED ? ` ${fill(words.and_more, { count: texts.length - NAMED })}` : "");
    const standing = item.standing === item.cells ? words.all_stand : fill(words.stand, { count: number(item.standing) });
    return h(
      "tr",
      { "data-number": item.number },
      h("th", { scope: "row", tabindex: "-1" }, fill(words.hand_in_number, { number: item.number })),
      cell(words.received, item.received_at),
      cell(words.sender, item.sender || words.sender_unknown),
      cell(words.file, item.name, h("small", {}, ` (${item.kind})`)),
      h("td", { "data-label": words.of_indicators, title: item.indicators.map((each) => `${each.code} ${each.name}`).join("\n") }, some(item.indicators.map((each) => each.name || each.code))),
      cell(words.of_periods, some(item.periods)),
      cell(words.cells, number(item.cells), !item.withdrawn && h("small", {}, ` (${standing})`)),
      cell(words.state, state(item, words)),
      h("td", {}, !item.withdrawn && h("button", { type: "button", class: "btn btn-sm btn-outline-danger", "aria-label": fill(words.withdraw_number, { number: item.number }), onclick: () => withdraw(page, item) }, words.withdraw)),
    );
  }

  function state({ withdrawn }, words) {
    const { fill } = ioc.parts;
    if (!withdrawn) return words.counting;
    if (!withdrawn.by) return words.withdrawn_unknown;
    return fill(words.withdrawn_by, { at: withdrawn.at || "", by: withdrawn.by, reason: withdrawn.reason });
  }

  /** Show what would change, ask once, with the reason; then take it back. */
  async function withdraw(page, item) {
    if (isOpen) return;
    isOpen = true;
    try {
      await askAndWithdraw(page, item);
    } finally {
      isOpen = false;
    }
  }

  async function askAndWithdraw(page, item) {
    const { words, language } = page;
    const { status, said } = await ioc.parts.ask(`${PATH}/${item.number}/neu-rut`, undefined, language, READ_MS);
    if (status !== 200) return void alertLine(status === 0 ? words.unreached_reading : said.error || words.failed_reading);
    const reason = await question(page, item, said);
    if (reason === null) return;
    const slow = { wait: WITHDRAW_MS, unreached: words.withdraw_unreached };
    const pending = ioc.admin.act("withdraw", { code: String(item.number), reason, standing: said.standing }, slow);
    const line = document.querySelector(".ioc-hand-ins .ioc-admin-said");
    if (line) line.textContent = ioc.parts.fill(words.withdrawing, { number: item.number });
    const done = await pending;
    shown = begin(shown.state);
    if (done) {
      ioc.admin.open("", [ioc.parts.fill(words.withdrawn_done, { number: item.number }), "good"]);
    } else {
      const why = document.querySelector(".ioc-admin-said")?.textContent || words.failed;
      ioc.admin.open("", [why, "bad"]);
    }
    document.querySelector(".ioc-records-filter select")?.focus();
  }

  function alertLine(said) {
    ioc.admin.open("", [said, "bad"]);
  }

  /** Resolves to the reason, or null where it was left. */
  function question(page, item, effect) {
    const { h, field, fill } = ioc.parts;
    const { words } = page;
    return new Promise((resolve) => {
      let given = null;
      const text = h("textarea", { class: "form-control", rows: "2", maxlength: "500", required: true });
      const asked = field("reason", words.reason, text, { hint: words.reason_about });
      const send = (event) => {
        event.preventDefault();
        const reason = text.value.trim();
        asked.classList.toggle("is-wrong", !reason);
        asked.querySelector(".ioc-field-fault").textContent = reason ? "" : words.reason_missing;
        if (!reason) return void text.focus();
        given = reason;
        dialog.close("yes");
      };
      const heading = `withdraw-${item.number}`;
      const dialog = h(
        "dialog",
        { class: "ioc-question ioc-withdraw", "aria-labelledby": heading },
        h(
          "form",
          { novalidate: true, onsubmit: send },
          h("h2", { id: heading }, fill(words.withdraw_ask, { number: item.number, name: effect.name })),
          effect.lines.map((each) => h("p", {}, each)),
          effect.cells.length > 0 && cells(words, effect),
          asked,
          h(
            "div",
            { class: "ioc-question-ways" },
            h("button", { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close("") }, words.cancel),
            h("button", { class: "btn btn-danger", type: "submit" }, fill(words.withdraw_number, { number: item.number })),
          ),
        ),
      );
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "yes" ? given : null);
      });
      document.body.append(dialog);
      dialog.showModal();
      text.focus();
    });
  }

  function cells(words, effect) {
    const { h } = ioc.parts;
    return h(
      "table",
      { class: "ioc-withdraw-cells" },
      h("caption", {}, effect.standing > effect.cells.length ? words.first_cells : words.these_cells),
      h("thead", {}, h("tr", {}, [words.area, words.of_indicators, words.of_periods, words.now, words.then].map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, effect.cells.map((each) => h("tr", {}, h("th", { scope: "row" }, each.area), h("td", {}, each.indicator), h("td", {}, each.period), h("td", {}, each.now), h("td", {}, each.then)))),
    );
  }

  const isBusy = () => Boolean(isOpen || document.activeElement?.closest(".ioc-hand-ins"));

  (ioc.adminSections = ioc.adminSections || {})["lan-nop"] = {
    list: "hand_ins", title: "hand_ins", fresh: "hand_ins", form: (each) => each, blank: () => ({}), name: () => "", about: () => "", draw, isBusy,
    enter: () => { shown = null; },
  };
})();
