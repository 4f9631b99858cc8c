/* The form of a message to the walls; the server checks it and says every fault at its field. */
import { freshKey } from "../core/fresh-key.js";
import { choice } from "../forms/choice.js";
import * as fields from "../forms/fields.js";
import * as parts from "../forms/parts.js";
import { field, fill, h, input, letterField, select, sayFaults } from "../forms/parts.js";

const PATH = "/dieu-khien/tin";
const AREAS = "/dieu-khien/dia-ban";
const LEVELS = ["info", "amber", "red"];
const ENDS = ["hour", "today", "tomorrow", "at"];

/**
 * @param {{ language: string, words: Record<string, string>, limits: MessageLimits, wall: string,
 *   walls: CodeName[], say: (text: string, tone: string) => void,
 *   refuse: (status: number, content: any) => void, leave: () => void }} options
 */
export function messageForm({ language, words, limits, wall, walls, say, refuse, leave }) {
  /** @type {Record<string, string>} */
  const draft = { key: freshKey(), level: LEVELS[0], wall, ends: "today" };
  /**
   * @param {string} name
   */
  const set = (name) => (/** @type {string} */ value) => {
    draft[name] = value;
  };
  const text = h("textarea", {
    class: "form-control",
    rows: "3",
    oninput: (event) => set("text_vi")(event.target.value),
  });
  const moment = h(
    "div",
    { class: "ioc-pair", hidden: true },
    input("", set("day"), { inputmode: "numeric", placeholder: "dd/mm/yyyy", "aria-label": words.day }),
    input("", set("time"), { inputmode: "numeric", placeholder: "17:00", "aria-label": words.time }),
  );
  const ends = select(
    draft.ends,
    ENDS.map((each) => [each, words[`ends_${each}`]]),
    (value) => {
      draft.ends = value;
      moment.hidden = value !== "at";
    },
  );
  const area = areaField(draft, words);
  const submit = h("button", { type: "submit", class: "btn btn-primary" }, words.submit);
  const form = h(
    "form",
    {
      class: "ioc-alerts-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        send();
      },
    },
    letterField("title_vi", words.title, input("", set("title_vi")), {
      hint: fill(words.title_about, { count: limits.title }),
      most: limits.title,
      over: words.over,
    }),
    letterField("text_vi", words.text, text, {
      hint: fill(words.text_about, { count: limits.text }),
      most: limits.text,
      over: words.over,
    }),
    h(
      "div",
      { class: "ioc-pair" },
      field(
        "level",
        words.level,
        select(
          draft.level,
          LEVELS.map((each) => [each, words[`level_${each}`]]),
          set("level"),
        ),
      ),
      field(
        "wall",
        words.wall,
        select(
          draft.wall,
          [
            ["", words.every_wall],
            ...walls.map((each) => /** @type {[string, string]} */ ([each.code, each.name])),
          ],
          set("wall"),
        ),
      ),
    ),
    area,
    field("until", words.ends, ends, { within: h("div", { class: "ioc-alerts-ends" }, ends, moment) }),
    h(
      "div",
      { class: "ioc-alerts-ways" },
      submit,
      h("button", { type: "button", class: "btn btn-outline-secondary", onclick: leave }, words.cancel),
    ),
  );

  async function send() {
    submit.disabled = true;
    const { status, content } = await parts.ask(PATH, draft, language);
    submit.disabled = false;
    if (!form.isConnected) return;
    if (status === 200) {
      say(fill(words.gone, { until: content.until }), "good");
      leave();
    } else if (status === 422 && content.problems.length) {
      const others = sayFaults(form, content.problems);
      form.querySelector(".is-wrong :is(input, textarea, select)")?.focus();
      say([words.faults, ...others.map((each) => `${each.message}: ${each.fix}.`)].join(" "), "bad");
    } else refuse(status, content);
  }

  return form;
}

/**
 * The area that a message is about, by name; none is as good.
 * @param {Record<string, string>} draft
 * @param {Record<string, string>} words
 */
function areaField(draft, words) {
  const search = fields.findAreas(AREAS, words);
  /** @type {AreaChoice} */
  const none = { key: "", title: words.no_place, code: "", vintage: "" };
  const picker = choice({
    label: words.no_place,
    placeholder: words.find_area,
    none: words.no_area,
    /**
     * @param {string} text
     */
    find: async (text) => [...(text ? [] : [none]), ...(await search(text))],
    /** @param {AreaChoice} item */
    choose: (item) => {
      draft.area = item.code;
      draft.vintage = item.vintage || "";
    },
  });
  return field("area", words.area, picker.field, { within: picker.root });
}
