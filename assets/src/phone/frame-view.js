/* What is around each step: the form, whether all is saved, what other devices did, the way on. */
import { fill, h } from "../forms/parts.js";
import { handInButton, tallyAll } from "./review-view.js";

/**
 * @param {EntryPage} page
 * @param {HTMLElement} body
 * @param {EntryActs} acts
 * @returns {HTMLElement[]}
 */
export function frameView(page, body, acts) {
  const { content, step } = page;
  if (step === "done") return [body];
  const top = h(
    "div",
    { class: "ioc-phone-top" },
    h("p", { class: "ioc-phone-form" }, h("strong", {}, content?.name), h("span", {}, content?.period_name)),
    h("p", { class: "ioc-phone-state", role: "status" }),
    h("progress", { class: "ioc-phone-bar", "aria-hidden": "true" }),
  );
  const notes = h("div", { class: "ioc-phone-notes" });
  fillTop(page, top);
  fillNotes(page, notes, acts);
  return [top, notes, body, wayBar(page, acts)];
}

/**
 * Show how far the form is and what is to be known, without drawing its fields again.
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
export function showFrame(page, acts) {
  const top = page.room.querySelector(".ioc-phone-top");
  const notes = page.room.querySelector(".ioc-phone-notes");
  if (top) fillTop(page, top);
  if (notes) fillNotes(page, notes, acts);
}

/**
 * @param {EntryPage} page
 * @param {HTMLElement} top
 */
function fillTop(page, top) {
  const { words, keeps, state, fault } = page;
  const line = top.querySelector(".ioc-phone-state");
  const isLost = !keeps && state !== "saved";
  line.setAttribute("class", `ioc-phone-state is-${isLost ? "lost" : state}`);
  const count = tallyAll(page);
  const ready = count.typed + count.reported;
  const all = page.slots.size;
  line.replaceChildren(
    h("span", { class: "ioc-phone-dot", "aria-hidden": "true" }),
    h("span", {}, isLost ? words.state_lost : state === "over" ? fault : words[`state_${state}`]),
    state === "ended" ? h("a", { href: signInAddress() }, words.sign_in) : "",
    h("span", { class: "ioc-phone-share" }, fill(words.share, { some: ready, all })),
  );
  Object.assign(top.querySelector("progress"), { max: all || 1, value: ready });
}

/** The way to sign in and back to this form. */
const signInAddress = () => `/dang-nhap?${new URLSearchParams({ den: location.pathname + location.search })}`;

/**
 * @param {EntryPage} page
 * @param {HTMLElement} place
 * @param {EntryActs} acts
 */
function fillNotes(page, place, acts) {
  const { words, slots, memory } = page;
  place.replaceChildren(
    ...returnedNote(page, acts),
    ...memory.notes.map((each) => {
      const about = slots.get(each.key);
      const name = about ? `${about.area} · ${about.slot.name}` : "";
      const values = { name, other: each.other || words.empty, number: each.other, at: each.at };
      return h(
        "div",
        { class: "ioc-phone-told", role: "status" },
        h("p", {}, fill(words[`told_${each.kind}`], values)),
        about &&
          h(
            "button",
            { type: "button", class: "btn btn-outline-primary", onclick: () => acts.take(each) },
            fill(words.take_other, { other: values.other }),
          ),
        h(
          "button",
          { type: "button", class: "btn btn-outline-secondary", onclick: () => acts.dismiss(each) },
          words.understood,
        ),
      );
    }),
  );
}

/**
 * Why the last submission does not count, with its numbers to type again, until that was done.
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
function returnedNote({ words, content, memory, slots }, acts) {
  const last = content?.returned;
  if (!last) return [];
  const keys = Object.keys(last.numbers).filter((key) => slots.has(key) && !memory.numbers[key]?.text);
  return [
    h(
      "div",
      { class: "ioc-phone-told", role: "status" },
      h("p", {}, fill(words.returned, { number: last.submission, at: last.at, reason: last.reason })),
      keys.length > 0 &&
        h(
          "button",
          { type: "button", class: "btn btn-outline-primary", onclick: () => acts.refill() },
          fill(words.refill, { count: keys.length }),
        ),
    ),
  ];
}

/**
 * @param {EntryPage} page
 * @param {EntryActs} acts
 */
function wayBar(page, acts) {
  const { words, memory, screens, step } = page;
  const at = memory.screen;
  if (step === "review")
    return h(
      "nav",
      { class: "ioc-phone-ways-on is-review", "aria-label": words.way },
      h("button", { type: "button", onclick: () => acts.go(at, "") }, words.go_on),
      handInButton(page, acts),
    );
  const isLast = at === screens.length - 1;
  return h(
    "nav",
    { class: "ioc-phone-ways-on", "aria-label": words.way },
    h("button", { type: "button", disabled: at === 0, onclick: () => acts.step(-1) }, words.previous),
    h(
      "button",
      { type: "button", class: "ioc-phone-all", onclick: () => acts.review() },
      h("span", {}, fill(words.screen, { some: at + 1, all: screens.length })),
      h("small", {}, words.look_over),
    ),
    h(
      "button",
      { type: "button", class: "ioc-phone-next", onclick: () => acts.step(1) },
      isLast ? words.to_review : words.next,
    ),
  );
}
