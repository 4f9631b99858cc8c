/* The trail: who did what to tokens, sessions, walls and numbers; by kind and day, page by page. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const PATH = "/quan-tri/nhat-ky/danh-sach";

  let shown = null;

  const begin = (act, day) => ({ act, day, items: null, more: false, acts: (shown && shown.acts) || [], isAsking: false, fault: "", wrong: [] });

  async function ask(page, before) {
    const mine = shown;
    mine.isAsking = true;
    const query = new URLSearchParams({ viec: mine.act, ngay: mine.day, truoc: before });
    const { status, said } = await ioc.parts.ask(`${PATH}?${query}`, undefined, page.language);
    mine.isAsking = false;
    if (mine !== shown) return;
    if (status === 401 || status === 403) return void location.reload();
    mine.fault = "";
    mine.wrong = [];
    if (status === 200) {
      mine.items = [...(before ? mine.items : []), ...said.items];
      mine.more = said.more;
      mine.acts = said.acts;
    } else if (status === 422) {
      mine.items = [];
      mine.more = false;
      mine.wrong = said.problems;
    } else mine.fault = status === 0 ? page.words.unreached_reading : page.words.failed_reading;
    if (!document.querySelector(".ioc-trail")) return;
    const focused = document.activeElement?.closest(".ioc-field")?.dataset.field;
    ioc.admin.draw();
    if (focused) document.querySelector(`.ioc-trail [data-field="${focused}"] :is(select, input)`)?.focus();
    if (mine.wrong.length) ioc.parts.sayFaults(document.querySelector(".ioc-trail"), mine.wrong);
  }

  function draw(page) {
    const { h, field, select, input } = ioc.parts;
    const { words } = page;
    if (shown === null) shown = begin("", "");
    if (shown.items === null && !shown.isAsking && !shown.fault) ask(page, "");
    const again = (act, day, name) => {
      shown = begin(act, day);
      ioc.admin.draw();
      document.querySelector(`.ioc-trail [data-field="${name}"] :is(select, input)`)?.focus();
    };
    const day = input(shown.day, () => {}, { inputmode: "numeric", maxlength: 10, onchange: (event) => again(shown.act, event.target.value.trim(), "ngay") });
    return h(
      "div",
      { class: "ioc-admin-tokens ioc-records ioc-trail" },
      h("h2", {}, words.trail),
      h("p", { class: "ioc-field-hint" }, words.trail_about),
      ioc.admin.saidLine(),
      h(
        "div",
        { class: "ioc-records-filter" },
        field("viec", words.act, select(shown.act, [["", words.every_act], ...shown.acts], (act) => again(act, shown.day, "viec"))),
        field("ngay", words.day, day, { hint: words.day_about }),
      ),
      ...ioc.parts.records(shown, words, shown.wrong.length ? "" : words.trail_none, () => table(words), (last) => ask(page, last)),
    );
  }

  function table(words) {
    const { h } = ioc.parts;
    const cell = (label, text) => h("td", { "data-label": label }, text || "–");
    return h(
      "table",
      { class: "ioc-tokens" },
      h("thead", {}, h("tr", {}, [words.at, words.act, words.actor, words.subject, words.address].map((each) => h("th", { scope: "col" }, each)))),
      h(
        "tbody",
        {},
        shown.items.map((each) =>
          h(
            "tr",
            { "data-number": each.number },
            h("th", { scope: "row", tabindex: "-1" }, each.at),
            cell(words.act, each.act),
            cell(words.actor, each.actor),
            cell(words.subject, each.subject),
            cell(words.address, each.address || words.command),
          ),
        ),
      ),
    );
  }

  const isBusy = () => Boolean(document.activeElement?.closest(".ioc-trail"));

  (ioc.adminSections = ioc.adminSections || {})["nhat-ky"] = {
    list: "trail", title: "trail", fresh: "trail", form: (each) => each, blank: () => ({}), name: () => "", about: () => "", draw, isBusy,
    enter: () => { shown = null; },
  };
})();
