/* Playlists: scenes in the order in which they take turns. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const form = (playlist) => ({ name: playlist.name, scenes: [...playlist.scenes] });
  const blank = () => ({ name: "", scenes: [] });
  const nameOf = ({ state, language }, code) => {
    const scene = state.scenes.find((each) => each.code === code);
    return scene ? (language === "en" && scene.name_en) || scene.name_vi : code;
  };

  function about(playlist, page) {
    const used = playlist.used_by.length ? ioc.parts.fill(page.words.used_by, { names: playlist.used_by.join(", ") }) : "";
    return [round(playlist.scenes, page), used].filter(Boolean).join(" · ");
  }

  function round(codes, { state, words }) {
    const seconds = codes.reduce((sum, code) => sum + (state.scenes.find((each) => each.code === code)?.seconds || 0), 0);
    const time = seconds < 120 ? `${seconds} s` : ioc.parts.fill(words.minutes, { count: (seconds / 60).toFixed(1).replace(/\.0$/, "").replace(".", words.decimal) });
    return ioc.parts.fill(words.round, { time, count: codes.length });
  }

  function when(scene, words) {
    const short = words.days_short.split(" ");
    return [
      `${scene.seconds} s`,
      scene.from_time && `${scene.from_time}–${scene.to_time}`,
      scene.days.length && scene.days.map((day) => short[day - 1]).join(" "),
    ].filter(Boolean).join(" · ");
  }

  function edit(page) {
    const { h, field, group, input, fill } = ioc.parts;
    const { words, draft, state } = page;
    const playlist = state.playlists.find((each) => each.code === page.chosen);
    const box = h("div", { class: "ioc-cards" });
    const sum = h("p", { class: "ioc-admin-sum" });

    function put(codes, anew) {
      draft.scenes = codes;
      ioc.admin.changed();
      if (anew) draw();
      sum.textContent = round(draft.scenes, page);
    }

    function draw() {
      const scenes = draft.scenes.map((code) => state.scenes.find((each) => each.code === code) || { code, seconds: 0, days: [], cards: [] });
      const order = ioc.order({
        items: scenes.map((each) => ({ key: each.code, title: nameOf(page, each.code), about: when(each, words) })),
        words,
        change: (codes) => put(codes, codes.length < draft.scenes.length),
      });
      const left = state.scenes.filter((each) => !draft.scenes.includes(each.code));
      const add = ioc.choice({
        placeholder: words.find_scene,
        none: words.no_scene,
        stay: true,
        find: ioc.among(left.map((each) => ({ key: each.code, title: nameOf(page, each.code), about: when(each, words), also: each.name_en }))),
        choose: (item) => {
          put([...draft.scenes, item.key], true);
          box.querySelector(".ioc-choice input")?.focus();
        },
      });
      add.field.setAttribute("aria-label", words.add_scene);
      box.replaceChildren(order, ...(left.length ? [add.root] : []));
      sum.textContent = round(draft.scenes, page);
    }

    draw();
    return h(
      "form",
      { class: "ioc-admin-editor is-narrow", novalidate: true, onsubmit: (event) => { event.preventDefault(); ioc.admin.save("save-playlist"); } },
      h("h2", {}, playlist ? playlist.name : words.new_playlist),
      h(
        "div",
        { class: "ioc-admin-fields" },
        field("name", words.name, input(draft.name, (value) => { draft.name = value; ioc.admin.changed(); }, { maxlength: 80 })),
        group("scenes", words.order, box, { hint: words.order_about }),
        sum,
        playlist && playlist.stays && h("small", { class: "ioc-field-hint" }, words.stays_playlist),
      ),
      ioc.admin.foot(
        true,
        playlist && !playlist.stays && h("button", { type: "button", class: "btn btn-outline-danger", onclick: () => ioc.admin.remove("remove-playlist", fill(words.remove_playlist, { name: playlist.name })) }, words.remove),
      ),
    );
  }

  (ioc.adminSections = ioc.adminSections || {})["danh-sach"] = {
    list: "playlists", title: "playlists", fresh: "new_playlist", form, blank, edit, about, name: (playlist) => playlist.name,
  };
})();
