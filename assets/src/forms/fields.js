/* Fields that several editors have: an area with its vintage, hours, a thing that is shown once. */
import { copyText } from "../core/clipboard.js";
import { typedWords } from "../core/word-search.js";
import { choice } from "./choice.js";
import * as parts from "./parts.js";
import { field, fresh, h, input, select } from "./parts.js";

// Names of this very machine: a phone that scans them finds itself.
const AT_HOME = /^(localhost|127\..*|\[::1\])$/;

/**
 * Areas by name, from the server.
 * @param {string} path
 * @param {Record<string, string>} words
 */
export function findAreas(path, words) {
  return async (/** @type {string} */ text) => {
    if (typedWords(text).join("").length < 2) return [];
    try {
      const answer = await fetch(`${path}?q=${encodeURIComponent(text)}`, {
        signal: AbortSignal.timeout(8000),
      });
      if (!answer.ok) return [];
      return (await answer.json()).map((/** @type {PlaceAnswer} */ each) => ({
        key: `${each.vintage}/${each.code}`,
        title: each.name,
        about: [each.until && parts.fill(words.until, { date: each.until }), each.within]
          .filter(Boolean)
          .join(" · "),
        code: each.code,
        vintage: each.vintage,
        isNewest: each.is_newest,
      }));
    } catch {
      return [];
    }
  };
}

/**
 * Area and vintage of a draft.
 * @param {AdminPage} page
 * @param {{area: string, vintage: string, none: string, noVintage: string}} names  the draft's keys, and the
 *   words for nothing chosen
 * @param {Map<string, string>} areaNames  names of areas by vintage/code
 * @param {() => void} change
 */
export function place(page, names, areaNames, change) {
  const { words, draft, state } = page;
  const search = findAreas("/quan-tri/dia-ban", words);
  const code = draft[names.area];
  const label = code
    ? state.areas[`${draft[names.vintage]}/${code}`] ||
      areaNames.get(`${draft[names.vintage]}/${code}`) ||
      code
    : words[names.none];
  /** @type {AreaChoice} */
  const none = { key: "", title: words[names.none], about: "", code: "", vintage: null };
  const picker = choice({
    label,
    placeholder: words.find_area,
    none: words.no_area,
    /**
     * @param {string} text
     */
    find: async (text) => [...(text ? [] : [none]), ...(await search(text))],
    /** @param {AreaChoice} item */
    choose: (item) => {
      draft[names.area] = item.code;
      if (item.vintage !== null) {
        draft[names.vintage] = item.isNewest ? "" : item.vintage;
        areaNames.set(`${draft[names.vintage]}/${item.code}`, item.title);
      }
      change();
      vintages.value = draft[names.vintage];
    },
  });
  const area = field(names.area, words.area, picker.field, { within: picker.root });
  const vintages = select(
    draft[names.vintage],
    [
      ["", words[names.noVintage]],
      ...state.vintages.map((each) => /** @type {[string, string]} */ ([each.code, each.name])),
    ],
    (value) => {
      draft[names.vintage] = value;
      change();
    },
  );
  return h("div", { class: "ioc-place" }, area, field(names.vintage, words.vintage, vintages));
}

/**
 * What people type for a time of day: 7:30, 0730, 7h30, 7.
 * @param {string} text
 */
function clock(text) {
  const parts = /^\s*(\d{1,2})(?:\s*[:hg.]?\s*(\d{2}))?\s*[hg]?\s*$/i.exec(text);
  return parts ? `${parts[1].padStart(2, "0")}:${parts[2] || "00"}` : text.trim();
}

/**
 * A time of day from and to.
 * @param {AdminPage} page
 * @param {string[]} names
 * @param {() => void} change
 */
export function hours(page, names, change) {
  const { words, draft } = page;
  // No field of type "time": a browser's own language would write 7:30 PM.
  /**
   * @param {string} name
   */
  const one = (name) => {
    /**
     * @param {string} value
     */
    const set = (value) => {
      draft[name] = clock(value);
      change();
    };
    const box = input(draft[name], set, { inputmode: "numeric", placeholder: "--:--", maxlength: 5 });
    box.addEventListener("blur", () => {
      box.value = draft[name];
    });
    return field(name, words[name], box);
  };
  return h("div", { class: "ioc-hours" }, names.map(one));
}

/**
 * A text to be copied away.
 * @param {string} label
 * @param {string} value
 * @param {Record<string, string>} words
 */
function copyField(label, value, words) {
  const id = fresh("copy");
  const box = h("input", {
    id,
    class: "form-control",
    type: "text",
    readonly: true,
    value,
    onfocus: (event) => event.target.select(),
  });
  const button = h(
    "button",
    { type: "button", class: "btn btn-outline-primary", onclick: copy },
    words.copy_text,
  );

  async function copy() {
    if (await copyText(value)) button.textContent = words.copied_text;
    else box.focus(); // selected: a hand may copy it
  }

  return h(
    "div",
    { class: "ioc-copied" },
    h("label", { for: id }, label),
    h("div", { class: "ioc-copied-row" }, box, button),
  );
}

/**
 * What is shown once: a secret, and the address that carries it; for a phone also as a picture.
 * @param {Record<string, string>} words
 * @param {SecretAnswer} answer
 * @param {string} addressLabel
 */
export function secret(words, answer, addressLabel, hint = "") {
  const picture = answer.picture && h("img", { class: "ioc-qr", src: answer.picture, alt: words.scan });
  return h(
    "section",
    { class: "ioc-secret", tabindex: "-1", "aria-label": words.secret },
    h("p", { class: "ioc-secret-once" }, words.once),
    copyField(words.secret, answer.secret, words),
    answer.address && copyField(addressLabel, location.origin + answer.address, words),
    picture &&
      h(
        "figure",
        { class: "ioc-secret-scan" },
        picture,
        h(
          "figcaption",
          { class: "ioc-field-hint" },
          AT_HOME.test(location.hostname) ? words.scan_local : words.scan,
        ),
      ),
    hint && h("small", { class: "ioc-field-hint" }, hint),
  );
}

/**
 * @param {string | null} iso
 */
export function day(iso) {
  return iso ? `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}` : "";
}
