/* Playlists: scenes in the order in which they take turns. */
import * as admin from "./admin.js";
import { order as orderList } from "./order.js";
import * as format from "../core/format.js";
import { textIn } from "../core/words.js";
import { among, choice } from "../forms/choice.js";
import * as parts from "../forms/parts.js";
import { field, fill, group, h, input } from "../forms/parts.js";

/**
 * @param {Playlist} playlist
 */
const form = (playlist) => ({ name: playlist.name, scenes: [...playlist.scenes] });
const blank = () => ({ name: "", scenes: [] });
/**
 * @param {AdminPage} adminPage
 * @param {string} code
 */
const nameOf = ({ state, language }, code) => {
  const scene = state.scenes.find((each) => each.code === code);
  return scene ? textIn(scene, "name", language) : code;
};

/**
 * @param {AdminPlaylist} playlist
 * @param {AdminPage} page
 */
function about(playlist, page) {
  const users = playlist.used_by.length
    ? parts.fill(page.words.used_by, { names: playlist.used_by.join(", ") })
    : "";
  return [turn(playlist.scenes, page), users].filter(Boolean).join(" · ");
}

/**
 * @param {string[]} codes
 * @param {AdminPage} adminPage
 */
function turn(codes, { state, words, language }) {
  const seconds = codes.reduce(
    (sum, code) => sum + (state.scenes.find((each) => each.code === code)?.seconds || 0),
    0,
  );
  const time =
    seconds < 120
      ? `${seconds} s`
      : parts.fill(words.minutes, { count: format.atMost(seconds / 60, 1, language) });
  return parts.fill(words.round, { time, count: codes.length });
}

/**
 * @param {Scene} scene
 * @param {Record<string, string>} words
 */
function when(scene, words) {
  const short = words.days_short.split(" ");
  return [
    `${scene.seconds} s`,
    scene.from_time && `${scene.from_time}–${scene.to_time}`,
    scene.days.length && scene.days.map((day) => short[day - 1]).join(" "),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {AdminPage} page
 */
function edit(page) {
  const { words, draft, state } = page;
  const playlist = state.playlists.find((each) => each.code === page.chosen);
  const box = h("div", { class: "ioc-cards" });
  const sum = h("p", { class: "ioc-admin-sum" });

  /**
   * @param {string[]} codes
   * @param {boolean} anew
   */
  function put(codes, anew) {
    draft.scenes = codes;
    admin.followEdit();
    if (anew) draw();
    sum.textContent = turn(draft.scenes, page);
  }

  function draw() {
    const scenes = draft.scenes.map(
      (/** @type {string} */ code) =>
        state.scenes.find((each) => each.code === code) || { code, seconds: 0, days: [], cards: [] },
    );
    const order = orderList({
      items: scenes.map((/** @type {AdminScene} */ each) => ({
        key: each.code,
        title: nameOf(page, each.code),
        about: when(each, words),
      })),
      words,
      /**
       * @param {string[]} codes
       */
      change: (codes) => put(codes, codes.length < draft.scenes.length),
    });
    const left = state.scenes.filter((each) => !draft.scenes.includes(each.code));
    const add = choice({
      placeholder: words.find_scene,
      none: words.no_scene,
      stay: true,
      find: among(
        left.map((each) => ({
          key: each.code,
          title: nameOf(page, each.code),
          about: when(each, words),
          also: each.name_en,
        })),
      ),
      /**
       * @param {ChoiceItem} item
       */
      choose: (item) => {
        put([...draft.scenes, item.key], true);
        box.querySelector(".ioc-choice input")?.focus();
      },
    });
    add.field.setAttribute("aria-label", words.add_scene);
    box.replaceChildren(order, ...(left.length ? [add.root] : []));
    sum.textContent = turn(draft.scenes, page);
  }

  draw();
  return h(
    "form",
    {
      class: "ioc-admin-editor is-narrow",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        admin.save("save-playlist");
      },
    },
    h("h2", {}, playlist ? playlist.name : words.new_playlist),
    h(
      "div",
      { class: "ioc-admin-fields" },
      field(
        "name",
        words.name,
        input(
          draft.name,
          (value) => {
            draft.name = value;
            admin.followEdit();
          },
          { maxlength: 80 },
        ),
      ),
      group("scenes", words.order, box, { hint: words.order_about }),
      sum,
      playlist && playlist.stays && h("small", { class: "ioc-field-hint" }, words.stays_playlist),
    ),
    admin.foot(
      true,
      playlist &&
        !playlist.stays &&
        h(
          "button",
          {
            type: "button",
            class: "btn btn-outline-danger",
            onclick: () =>
              admin.remove("remove-playlist", fill(words.remove_playlist, { name: playlist.name })),
          },
          words.remove,
        ),
    ),
  );
}

/** @type {AdminSection} */
export const section = {
  list: "playlists",
  title: "playlists",
  fresh: "new_playlist",
  form,
  blank,
  edit,
  about,
  /**
   * @param {AdminPlaylist} playlist
   */
  name: (playlist) => playlist.name,
};
