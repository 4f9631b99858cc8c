/* Scenes: an editor with the real wall beside it. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const MOST_CARDS = 6;
  const FIELDS = ["name_vi", "name_en", "map", "cards", "trend", "area", "vintage", "seconds", "from_time", "to_time", "days"];
  const named = new Map();

  function form(scene) {
    return Object.fromEntries(FIELDS.map((name) => [name, structuredClone(scene[name])]));
  }

  function blank() {
    return { name_vi: "", name_en: "", map: "", cards: [], trend: "", area: "", vintage: "", seconds: 30, from_time: "", to_time: "", days: [] };
  }

  const about = (scene, { words }) =>
    [
      `${scene.seconds} s`,
      scene.is_shipped && words.shipped,
      scene.used_by.length ? ioc.parts.fill(words.used_by, { names: scene.used_by.join(", ") }) : words.unused,
    ].filter(Boolean).join(" · ");

  function edit(page) {
    const { h, field, group, input, fill } = ioc.parts;
    const { words, draft, state } = page;
    const scene = state.scenes.find((each) => each.code === page.chosen);
    const shipped = Boolean(scene && scene.is_shipped);
    const changed = ioc.admin.changed;
    const set = (name) => (value) => { draft[name] = value; changed(); };
    const fields = h(
      "fieldset",
      { class: "ioc-admin-fields", disabled: shipped },
      h("legend", { class: "visually-hidden" }, scene ? scene.name_vi : words.new_scene),
      field("name_vi", words.name_vi, input(draft.name_vi, set("name_vi"), { maxlength: 80 })),
      field("name_en", words.name_en, input(draft.name_en, set("name_en"), { maxlength: 80 }), { tag: words.optional }),
      indicator(page, "map", words.map, words.map_about, (each) => each.on_map),
      cards(page, shipped),
      indicator(page, "trend", words.trend, ""),
      ioc.fields.place(page, { area: "area", vintage: "vintage", none: "walls_area", noVintage: "walls_vintage" }, named, changed),
      field("seconds", words.seconds, input(draft.seconds, (value) => { draft.seconds = Number(value); changed(); }, { type: "number", min: 5, max: 600, step: 5 })),
      group("hours", words.hours, ioc.fields.hours(page, ["from_time", "to_time"], changed), { hint: words.hours_about }),
      group("days", words.days, days(page), { hint: words.days_about }),
    );
    return h(
      "form",
      { class: "ioc-admin-editor", novalidate: true, onsubmit: (event) => { event.preventDefault(); ioc.admin.save("save-scene"); } },
      h("h2", {}, scene ? scene.name_vi : words.new_scene),
      shipped && h("p", { class: "ioc-admin-shipped" }, words.shipped_about),
      h("div", { class: "ioc-admin-beside" }, fields, preview(page)),
      ioc.admin.foot(
        !shipped,
        scene && h("button", { type: "button", class: shipped ? "btn btn-primary" : "btn btn-outline-secondary", onclick: copy }, words.copy),
        scene && !shipped && h("button", { type: "button", class: "btn btn-outline-danger", onclick: () => ioc.admin.remove("remove-scene", fill(words.remove_scene, { name: scene.name_vi })) }, words.remove),
      ),
    );

    async function copy() {
      const said = await ioc.admin.act("copy-scene", { code: page.chosen });
      if (said) ioc.admin.open(said.code, [words.copied, "good"]);
    }
  }

  const items = (page, fits = () => true) =>
    page.state.indicators.filter(fits).map((each) => ({ key: each.code, title: each.name, about: `${each.code} · ${each.group}`, also: each.other }));

  const nameOf = (page, code) => page.state.indicators.find((each) => each.code === code)?.name || code;

  function indicator(page, name, label, hint, fits) {
    const { words, draft } = page;
    const chosen = ioc.choice({
      label: draft[name] ? nameOf(page, draft[name]) : "",
      placeholder: words.find_indicator,
      none: words.no_indicator,
      find: ioc.among(items(page, fits)),
      choose: (item) => { draft[name] = item.key; ioc.admin.changed(); },
    });
    return ioc.parts.field(name, label, chosen.field, { hint, within: chosen.root });
  }

  function cards(page, shipped) {
    const { h, group } = ioc.parts;
    const { words, draft } = page;
    const box = h("div", { class: "ioc-cards" });

    function draw() {
      const listed = draft.cards.map((code) => ({ key: code, title: nameOf(page, code), about: code }));
      const put = (codes) => {
        const more = codes.length < draft.cards.length;
        draft.cards = codes;
        ioc.admin.changed();
        if (more) draw();
      };
      const order = ioc.order({ items: listed, words, change: put });
      const add = ioc.choice({
        placeholder: words.find_indicator,
        none: words.no_indicator,
        stay: true,
        find: (text) => ioc.among(items(page, (each) => !draft.cards.includes(each.code)))(text),
        choose: (item) => {
          draft.cards = [...draft.cards, item.key];
          ioc.admin.changed();
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

  function days(page) {
    const { h } = ioc.parts;
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
            type: "checkbox", "aria-label": long[place], ...(draft.days.includes(place + 1) ? { checked: true } : {}),
            onchange: (event) => {
              draft.days = draft.days.filter((day) => day !== place + 1);
              if (event.target.checked) draft.days = [...draft.days, place + 1].sort();
              ioc.admin.changed();
            },
          }),
          h("span", { "aria-hidden": "true" }, short),
        ),
      ),
    );
  }

  function preview(page) {
    const made = ioc.preview.make(page);
    ioc.preview.show(page.draft);
    return made;
  }

  (ioc.adminSections = ioc.adminSections || {}).canh = {
    list: "scenes", title: "scenes", fresh: "new_scene", form, blank, edit, about,
    name: (scene, { language }) => (language === "en" && scene.name_en) || scene.name_vi,
    follow: ({ draft }) => draft && ioc.preview.show(draft),
  };
})();
