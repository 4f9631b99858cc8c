/* Walls: one screen in one room, what it shows, how large it is, and its token. */
import { compose, HALL_PANEL } from "../core/composition.js";
import * as admin from "./admin.js";
import { languages, say } from "../core/words.js";
import { panelPicture, SHAPES } from "./panel-picture.js";
import * as tokens from "./tokens.js";
import * as format from "../core/format.js";
import * as fields from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, group, h, input, select } from "../forms/parts.js";

const FIELDS = [
  "name",
  "playlist",
  "area_code",
  "vintage",
  "language",
  "theme",
  "night_from",
  "night_to",
  "diagonal_inch",
  "distance_m",
];
// With fewer lines of 16′ a panel shows only some of a scene's cards.
const FEWEST_LINES = 15;
const areaNames = new Map();
const SHAPE_NAMES = /** @type {WallShape[]} */ (Object.keys(SHAPES));
// A look only: an open wall knows its own shape.
/** @type {WallShape} */
let shape = "single";

/**
 * @param {any} wall
 */
const form = (wall) => Object.fromEntries(FIELDS.map((name) => [name, wall[name]]));
/**
 * @param {AdminPage} adminPage
 */
const blank = ({ state, language }) => ({
  name: "",
  playlist: state.playlists[0]?.code || "",
  area_code: "",
  vintage: "",
  language,
  theme: "dark",
  night_from: "",
  night_to: "",
  diagonal_inch: HALL_PANEL.inches,
  distance_m: HALL_PANEL.metres,
});
/**
 * @param {AdminState} state
 * @param {string} code
 */
const playlistName = (state, code) => state.playlists.find((each) => each.code === code)?.name || code;

/**
 * @param {AdminWall} wall
 * @param {AdminPage} adminPage
 */
function about(wall, { state, words }) {
  return [playlistName(state, wall.playlist), wall.token ? usageText(wall.token, words) : ""]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {AdminToken} token
 * @param {Record<string, string>} words
 */
function usageText(token, words) {
  return token.last_used_at
    ? `${words.last_used.toLowerCase()} ${fields.day(token.last_used_at)}`
    : words.never_used;
}

/**
 * @param {any} draft
 */
const sizeOf = (draft) => ({
  inches: Number(String(draft.diagonal_inch).replace(",", ".")),
  metres: Number(String(draft.distance_m).replace(",", ".")),
});

/**
 * What a panel of this size has room for where its reader sits.
 * @param {any} draft
 * @param {Record<string, string>} words
 * @param {string} language
 * @returns {[string, boolean]}
 */
function letters(draft, words, language) {
  const panel = sizeOf(draft);
  if (!(panel.inches > 0 && panel.metres > 0)) return ["", true];
  const { kind, lines } = compose({ ...panel, ...SHAPES[shape] });
  const good = lines >= FEWEST_LINES;
  const text = good ? words[`letters_${kind}`] : words.letters_small;
  return [parts.fill(text, { lines: format.atMost(lines, 0, language) }), good];
}

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft, state } = page;
  const wall = state.walls.find((each) => each.code === page.chosen);
  const legible = h("p", { class: "ioc-letters", role: "status" });
  const picture = h("div", { class: "ioc-panel" });
  /**
   * @param {string} name
   */
  const set = (name) => (/** @type {string} */ value) => {
    draft[name] = value;
    admin.followEdit();
    measure();
  };
  const measure = () => {
    const [text, good] = letters(draft, words, page.language);
    legible.textContent = text;
    legible.classList.toggle("is-bad", !good);
    picture.replaceChildren(text ? panelPicture(sizeOf(draft), shape, text) : "");
  };
  measure();
  /**
   * @param {string} name
   */
  const number = (name) =>
    field(
      name,
      words[name],
      input(String(draft[name]).replace(".", format.decimalSign(page.language)), set(name), {
        inputmode: "decimal",
      }),
    );
  return h(
    "form",
    {
      class: "ioc-admin-editor",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        admin.save("save-wall");
      },
    },
    h("h2", {}, wall ? wall.name : words.new_wall),
    h(
      "div",
      { class: "ioc-admin-panel" },
      h(
        "div",
        { class: "ioc-admin-fields" },
        h("div", { class: "ioc-pair" }, number("diagonal_inch"), number("distance_m")),
        field(
          "shape",
          words.shape,
          select(
            shape,
            SHAPE_NAMES.map((each) => [each, words[`shape_${each}`]]),
            (value) => {
              shape = /** @type {WallShape} */ (value);
              measure();
            },
          ),
          { hint: words.shape_about },
        ),
        legible,
        h("small", { class: "ioc-field-hint" }, words.map_credit),
      ),
      picture,
    ),
    h(
      "div",
      { class: "ioc-admin-two" },
      h(
        "div",
        { class: "ioc-admin-fields" },
        field("name", words.name, input(draft.name, set("name"), { maxlength: 80 }), {
          hint: words.wall_name_about,
        }),
        field(
          "playlist",
          words.playlist,
          select(
            draft.playlist,
            state.playlists.map((each) => [each.code, each.name]),
            set("playlist"),
          ),
        ),
        fields.place(
          page,
          { area: "area_code", vintage: "vintage", none: "home_area", noVintage: "newest" },
          areaNames,
          admin.followEdit,
        ),
        h(
          "div",
          { class: "ioc-pair" },
          field(
            "language",
            words.language,
            select(
              draft.language,
              languages().map((each) => [each, say("shell-own_name", each)]),
              set("language"),
            ),
          ),
          field(
            "theme",
            words.theme,
            select(
              draft.theme,
              [
                ["dark", words.dark],
                ["light", words.light],
              ],
              set("theme"),
            ),
          ),
        ),
        group("night", words.night, fields.hours(page, ["night_from", "night_to"], admin.followEdit), {
          hint: words.night_about,
        }),
        wall && wall.stays && h("small", { class: "ioc-field-hint" }, words.stays_wall),
      ),
      token(page, wall),
    ),
    admin.foot(
      true,
      wall &&
        !wall.stays &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-danger",
            onclick: () => admin.remove("remove-wall", fill(words.remove_wall, { name: wall.name })),
          },
          words.remove,
        ),
    ),
  );
}

/**
 * @param {AdminPage} page
 * @param {AdminWall | undefined} wall
 */
function token(page, wall) {
  const { words } = page;
  const box = h("section", { class: "ioc-wall-token", "aria-label": words.wall_token });

  /**
   * @param {SecretAnswer} [secret]
   */
  function draw(secret) {
    const present = wall && page.state.walls.find((each) => each.code === wall.code)?.token;
    const ways = wall
      ? [
          h(
            "button",
            { type: "button", class: "btn btn-outline-primary", onclick: give },
            present ? words.give_again : words.give_token,
          ),
          present &&
            h(
              "button",
              { type: "button", class: "btn btn-outline-danger", onclick: takeBack },
              words.take_token,
            ),
          h(
            "a",
            {
              class: "btn btn-outline-secondary",
              href: `/wall?man-hinh=${encodeURIComponent(wall.code)}`,
              target: "_blank",
              rel: "noopener",
            },
            words.open_wall,
          ),
        ]
      : [];
    box.replaceChildren(
      h("h3", {}, words.wall_token),
      h(
        "p",
        {},
        !wall
          ? words.save_first
          : present
            ? [tokens.state(present, words), " · ", usageText(present, words)].join("")
            : words.no_token,
      ),
      ...(secret ? [fields.secret(words, secret, words.kiosk_address, words.kiosk_about)] : []),
      h("div", { class: "ioc-admin-ways" }, ways),
    );
    if (secret) box.querySelector(".ioc-secret").focus();
  }

  async function give() {
    if (!wall) return;
    const present = page.state.walls.find((each) => each.code === wall.code)?.token;
    if (present && !(await parts.confirm(words.give_again_ask, words.give_again, words.cancel))) return;
    const answer = await admin.act("give-wall-token", { code: wall.code });
    if (answer) draw(answer);
  }

  async function takeBack() {
    if (!wall || !(await parts.confirm(words.take_token_ask, words.take_token, words.cancel))) return;
    if (await admin.act("take-wall-token", { code: wall.code })) draw();
  }

  draw();
  return box;
}

/** @type {AdminSection} */
export const section = {
  list: "walls",
  title: "walls",
  fresh: "new_wall",
  form,
  blank,
  edit,
  about,
  /**
   * @param {AdminWall} wall
   */
  name: (wall) => wall.name,
};
