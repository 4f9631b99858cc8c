/* One screen: at most twelve numbers by area, each with its field, the last period's number and "unchanged". */
import { number } from "../core/format.js";
import { fill, h } from "../forms/parts.js";
import { faultOf, readNumber } from "./number-text.js";
import { keyOf } from "./screens.js";

/**
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
export function screenView(page, acts) {
  const { memory, screens } = page;
  const screen = screens[memory.screen];
  return h(
    "div",
    { class: "ioc-phone-screen" },
    screen.areas.map((area) =>
      h(
        "section",
        { class: "ioc-phone-area", "aria-label": area.name },
        h("h2", {}, area.name, screen.part && h("small", {}, screen.part)),
        groups(page, area.code, area.slots, acts),
      ),
    ),
  );
}

/**
 * The parts of an indicator under its name; an indicator of one number has no heading of its own.
 * @param {EntryPage} page
 * @param {string} area
 * @param {EntrySlot[]} slots
 * @param {EntryActs} acts
 */
function groups(page, area, slots, acts) {
  /** @type {Map<string, EntrySlot[]>} */
  const byIndicator = new Map();
  for (const each of slots)
    byIndicator.set(each.indicator, [...(byIndicator.get(each.indicator) || []), each]);
  return [...byIndicator.values()].map((parts) =>
    h(
      "div",
      { class: "ioc-phone-group" },
      parts.length > 1 && h("h3", {}, parts[0].group),
      parts.map((each) => numberField(page, area, each, acts)),
    ),
  );
}

/**
 * @param {EntryPage} page
 * @param {string} area
 * @param {EntrySlot} slot
 * @param {EntryActs} acts
 */
function numberField(page, area, slot, acts) {
  const { words, content } = page;
  const key = keyOf(area, slot);
  const id = `phone-${key.replaceAll("/", "-")}`;
  const [before, isMadeUp] = content?.before[key] || ["", false];
  const input = h("input", {
    id,
    class: "form-control ioc-phone-input",
    type: "text",
    inputmode: "decimal",
    enterkeyhint: "next",
    autocomplete: "off",
    maxlength: 40,
    "aria-describedby": `${id}-note`,
    oninput: (event) => acts.type(key, event.target.value, false),
    onblur: () => acts.settle(),
    onkeydown: (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      nextField(page, input);
    },
  });
  const same = h(
    "button",
    {
      type: "button",
      class: "ioc-phone-same",
      "aria-pressed": "false",
      "aria-label": `${words.unchanged_long}: ${slot.name}, ${before}`,
      onclick: () => acts.same(key, before),
    },
    words.same,
  );
  const field = h(
    "div",
    { class: "ioc-phone-number", "data-key": key },
    h("label", { for: id }, slot.name, slot.unit && h("small", {}, ` (${slot.unit})`)),
    h(
      "div",
      { class: "ioc-phone-line" },
      input,
      h(
        "p",
        { class: "ioc-phone-before" },
        h("small", {}, content?.before_name),
        before ? h("strong", {}, before) : h("span", {}, words.before_none),
        isMadeUp && h("em", {}, words.made_up),
      ),
      before && !isMadeUp ? same : h("span", { class: "ioc-phone-no-same" }),
    ),
    h("p", { id: `${id}-note`, class: "ioc-phone-note", role: "status" }),
  );
  showNumber(page, field);
  return field;
}

/**
 * @param {EntryPage} page
 * @param {HTMLElement} input
 */
function nextField({ room }, input) {
  const all = [...room.querySelectorAll(".ioc-phone-input"), room.querySelector(".ioc-phone-next")];
  all[all.indexOf(input) + 1]?.focus();
}

/**
 * Show what is typed of a number: its text, whether it is unchanged, what is wrong or how it is read.
 * @param {EntryPage} page
 * @param {HTMLElement} field
 */
export function showNumber(page, field) {
  const key = field.dataset.key || "";
  const slot = page.slots.get(key)?.slot;
  if (!slot) return;
  const { text = "", unchanged = false } = page.memory.numbers[key] || {};
  const input = field.querySelector("input");
  if (input.value !== text) input.value = text;
  const fault = faultText(page, key, text, slot, unchanged);
  input.classList.toggle("is-wrong", fault !== "");
  input.setAttribute("aria-invalid", String(fault !== ""));
  field.classList.toggle("is-unchanged", unchanged);
  const button = field.querySelector(".ioc-phone-same");
  if (button) {
    button.setAttribute("aria-pressed", String(unchanged));
    button.textContent = unchanged ? page.words.same_marked : page.words.same;
  }
  const note = field.querySelector(".ioc-phone-note");
  note.classList.toggle("is-wrong", fault !== "");
  note.textContent = fault || remark(page, key, text);
}

/**
 * What is wrong with a number: by its text alone, or as the server said of just this text.
 * @param {EntryPage} page
 * @param {string} key
 * @param {string} text
 * @param {EntrySlot} slot
 * @param {boolean} unchanged
 */
function faultText(page, key, text, slot, unchanged) {
  const fault = unchanged ? "" : faultOf(text, slot);
  if (fault) return fill(page.words[`fault_${fault}`], { highest: number(slot.highest || 0, null, "vi") });
  const problem = page.problems.find((each) => each.key === key);
  return problem ? sentence(problem) : "";
}

/** @param {EntryProblem} problem */
export const sentence = ({ reason, fix }) =>
  [reason, fix]
    .filter(Boolean)
    .map((each) => each[0].toUpperCase() + each.slice(1))
    .join(". ");

/**
 * @param {EntryPage} page
 * @param {string} key
 * @param {string} text
 */
function remark(page, key, text) {
  const { value } = readNumber(text);
  // Whoever types 1.234 sees whether that is a thousand or one.
  if (value !== null && /[.,\s]/.test(text.trim())) {
    const reading = number(value, null, "vi");
    if (reading !== text.trim()) return fill(page.words.read_as, { value: reading });
  }
  const before = page.content?.reported[key];
  return before && !text.trim() ? fill(page.words.reported, { value: before[0], number: before[1] }) : "";
}
