/* Walls: one screen in one room, what it shows, how large it is, and its token. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const FIELDS = ["name", "playlist", "area_code", "vintage", "language", "theme", "night_from", "night_to", "diagonal_inch", "distance_m"];
  // Letters of the wall on 55 inches at 5 m, in minutes of arc, and how much smaller they become where
  // the panel is larger or nearer: ioc/legibility.py.
  const INCH = 55, METRES = 5, LEAST = 16.3, NAMES = 20.3, NEEDED = 16, SMALLEST = 0.6;
  const named = new Map();

  const form = (wall) => Object.fromEntries(FIELDS.map((name) => [name, wall[name]]));
  const blank = ({ state, language }) => ({
    name: "", playlist: state.playlists[0]?.code || "", area_code: "", vintage: "", language, theme: "dark",
    night_from: "", night_to: "", diagonal_inch: INCH, distance_m: METRES,
  });
  const playlistName = (state, code) => state.playlists.find((each) => each.code === code)?.name || code;

  function about(wall, { state, words }) {
    return [playlistName(state, wall.playlist), wall.token ? used(wall.token, words) : ""].filter(Boolean).join(" · ");
  }

  function used(token, words) {
    return token.last_used_at ? `${words.last_used.toLowerCase()} ${ioc.fields.day(token.last_used_at)}` : words.never_used;
  }

  /** How large the letters are from where the reader sits. */
  function letters(draft, words, language) {
    const inch = Number(String(draft.diagonal_inch).replace(",", "."));
    const metres = Number(String(draft.distance_m).replace(",", "."));
    if (!(inch > 0 && metres > 0)) return ["", true];
    const room = (inch / INCH) * (METRES / metres);
    const arc = room * Math.max(SMALLEST, Math.min(1, 1 / room));
    const say = (number, digits = 0) => number.toLocaleString(language === "en" ? "en" : "vi", { maximumFractionDigits: digits });
    const good = LEAST * arc >= NEEDED;
    const reach = LEAST / NEEDED;
    return [
      ioc.parts.fill(good ? words.letters_good : words.letters_small, {
        least: say(LEAST * arc), names: say(NAMES * arc), distance: say(Math.floor(10 * METRES * reach * (inch / INCH)) / 10, 1), inch: say(Math.ceil((INCH * metres) / METRES / reach)),
      }),
      good,
    ];
  }

  function edit(page) {
    const { h, field, group, input, select, fill } = ioc.parts;
    const { words, draft, state } = page;
    const wall = state.walls.find((each) => each.code === page.chosen);
    const legible = h("p", { class: "ioc-letters", role: "status" });
    const set = (name) => (value) => {
      draft[name] = value;
      ioc.admin.changed();
      measure();
    };
    const measure = () => {
      const [said, good] = letters(draft, words, page.language);
      legible.textContent = said;
      legible.classList.toggle("is-bad", !good);
    };
    measure();
    const number = (name) => field(name, words[name], input(String(draft[name]).replace(".", page.language === "en" ? "." : ","), set(name), { inputmode: "decimal" }));
    return h(
      "form",
      { class: "ioc-admin-editor", novalidate: true, onsubmit: (event) => { event.preventDefault(); ioc.admin.save("save-wall"); } },
      h("h2", {}, wall ? wall.name : words.new_wall),
      h(
        "div",
        { class: "ioc-admin-two" },
        h(
          "div",
          { class: "ioc-admin-fields" },
          field("name", words.name, input(draft.name, set("name"), { maxlength: 80 }), { hint: words.wall_name_about }),
          field("playlist", words.playlist, select(draft.playlist, state.playlists.map((each) => [each.code, each.name]), set("playlist"))),
          ioc.fields.place(page, { area: "area_code", vintage: "vintage", none: "home_area", noVintage: "newest" }, named, ioc.admin.changed),
          h(
            "div",
            { class: "ioc-pair" },
            field("language", words.language, select(draft.language, [["vi", "Tiếng Việt"], ["en", "English"]], set("language"))),
            field("theme", words.theme, select(draft.theme, [["dark", words.dark], ["light", words.light]], set("theme"))),
          ),
          group("night", words.night, ioc.fields.hours(page, ["night_from", "night_to"], ioc.admin.changed), { hint: words.night_about }),
          h("div", { class: "ioc-pair" }, number("diagonal_inch"), number("distance_m")),
          legible,
          wall && wall.stays && h("small", { class: "ioc-field-hint" }, words.stays_wall),
        ),
        token(page, wall),
      ),
      ioc.admin.foot(
        true,
        wall && !wall.stays && h("button", { type: "button", class: "btn btn-outline-danger", onclick: () => ioc.admin.remove("remove-wall", fill(words.remove_wall, { name: wall.name })) }, words.remove),
      ),
    );
  }

  function token(page, wall) {
    const { h } = ioc.parts;
    const { words } = page;
    const box = h("section", { class: "ioc-wall-token", "aria-label": words.wall_token });

    function draw(made) {
      const held = wall && page.state.walls.find((each) => each.code === wall.code)?.token;
      const ways = wall
        ? [
            h("button", { type: "button", class: "btn btn-outline-primary", onclick: give }, held ? words.give_again : words.give_token),
            held && h("button", { type: "button", class: "btn btn-outline-danger", onclick: takeBack }, words.take_token),
            h("a", { class: "btn btn-outline-secondary", href: `/wall?man-hinh=${encodeURIComponent(wall.code)}`, target: "_blank", rel: "noopener" }, words.open_wall),
          ]
        : [];
      box.replaceChildren(
        h("h3", {}, words.wall_token),
        h("p", {}, !wall ? words.save_first : held ? [ioc.tokens.state(held, words), " · ", used(held, words)].join("") : words.no_token),
        ...(made ? [ioc.fields.secret(words, made, words.kiosk_address, { hint: words.kiosk_about })] : []),
        h("div", { class: "ioc-admin-ways" }, ways),
      );
      if (made) box.querySelector(".ioc-secret").focus();
    }

    async function give() {
      const held = page.state.walls.find((each) => each.code === wall.code)?.token;
      if (held && !(await ioc.parts.confirm(words.give_again_ask, words.give_again, words.cancel))) return;
      const said = await ioc.admin.act("give-wall-token", { code: wall.code });
      if (said) draw(said);
    }

    async function takeBack() {
      if (!(await ioc.parts.confirm(words.take_token_ask, words.take_token, words.cancel))) return;
      if (await ioc.admin.act("take-wall-token", { code: wall.code })) draw();
    }

    draw();
    return box;
  }

  (ioc.adminSections = ioc.adminSections || {})["man-hinh"] = {
    list: "walls", title: "walls", fresh: "new_wall", form, blank, edit, about, name: (wall) => wall.name,
  };
})();
