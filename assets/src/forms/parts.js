/* Parts that the administration and the remote are built from: elements, fields, requests. */
import { textIn } from "../core/words.js";

let numbers = 0;

/**
 * An element: `on…` listens, `false` and null leave an attribute out; texts are never HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function")
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "value") Object.assign(element, { value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of /** @type {Child[]} */ (children.flat(3))) {
    if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false && child !== "")
      element.append(String(child));
  }
  return element;
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
/**
 * @param {string} name
 */
export const fresh = (name) => `ioc-part-${name}-${(numbers += 1)}`;

/**
 * What is said of a request that was not answered as asked: that no answer came, or why it was refused.
 * @param {number} status
 * @param {any} content
 * @param {string} language
 * @param {Record<string, string>} words  unreached, and failed where nothing else is said
 */
export const refusalText = (status, content, language, words) =>
  status === 0 ? words.unreached : textIn(content, "error", language) || words.failed;

/**
 * A control under its label, with a hint and a place for its fault; `within` holds the control.
 * @param {string} name
 * @param {string} label
 * @param {HTMLElement} control
 */
export function field(name, label, control, { hint = "", tag = "", within = control } = {}) {
  const id = control.id || fresh(name);
  const marks = [hint && `${id}-hint`, `${id}-fault`].filter(Boolean).join(" ");
  control.id = id;
  control.setAttribute("aria-describedby", marks);
  return h(
    "div",
    { class: "ioc-field", "data-field": name },
    h("label", { for: id }, label, tag && h("span", { class: "ioc-field-tag" }, ` (${tag})`)),
    within,
    hint && h("small", { id: `${id}-hint`, class: "ioc-field-hint" }, hint),
    h("p", { id: `${id}-fault`, class: "ioc-field-fault" }),
  );
}

/**
 * A text field that counts its letters and says how many are too many: nothing that is typed is cut.
 * @param {string} name
 * @param {string} label
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {{ hint: string, most: number, over: string }} about  `over` says "{count} too many"
 */
export function letterField(name, label, control, { hint, most, over }) {
  const whole = field(name, label, control, { hint });
  const count = h("small", { class: "ioc-field-count" });
  const tell = () => {
    // As the server counts them.
    const { length } = [...control.value.trim()];
    count.textContent =
      length > most ? `${length}/${most} · ${fill(over, { count: length - most })}` : `${length}/${most}`;
    count.classList.toggle("is-over", length > most);
  };
  control.addEventListener("input", tell);
  tell();
  whole.querySelector(".ioc-field-hint")?.append(" · ", count);
  return whole;
}

/**
 * Several controls under one legend.
 * @param {string} name
 * @param {string} legend
 * @param {Child} body
 */
export function group(name, legend, body, { hint = "" } = {}) {
  return h(
    "fieldset",
    { class: "ioc-field", "data-field": name },
    h("legend", {}, legend),
    hint && h("small", { class: "ioc-field-hint" }, hint),
    body,
    h("p", { class: "ioc-field-fault" }),
  );
}

/**
 * @param {string | number} value
 * @param {(value: string) => void} onchange
 */
export function input(value, onchange, props = {}) {
  return h("input", {
    class: "form-control",
    type: "text",
    value,
    oninput: (event) => onchange(event.target.value),
    ...props,
  });
}

/**
 * @param {string} value
 * @param {[string, string][]} options
 * @param {(value: string) => void} onchange
 */
export function select(value, options, onchange) {
  const element = h(
    "select",
    { class: "form-select", onchange: (event) => onchange(event.target.value) },
    options.map(([code, label]) => h("option", { value: code }, label)),
  );
  element.value = value;
  return element;
}

/**
 * Say every fault at its field; those of no field are returned.
 * @param {HTMLElement} root
 * @param {FormFault[]} problems
 */
export function sayFaults(root, problems) {
  for (const place of root.querySelectorAll(".ioc-field")) {
    const faults = problems.filter((each) => each.field === place.dataset.field);
    place.classList.toggle("is-wrong", faults.length > 0);
    const fault = place.querySelector(":scope > .ioc-field-fault");
    fault.textContent = faults.map((each) => sentence(each)).join(" ");
    for (const control of place.querySelectorAll("input, select"))
      control.toggleAttribute("aria-invalid", faults.length > 0);
  }
  return problems.filter((each) => !root.querySelector(`.ioc-field[data-field="${each.field}"]`));
}

/**
 * @param {FormFault} problem  without a fix its message is a sentence already
 */
function sentence(problem) {
  const fault = `${problem.message}${problem.value ? ` (${problem.value})` : ""}`;
  const text = problem.fix ? `${fault}: ${problem.fix}.` : fault;
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * Ask the server; resolves to {status, content}, status 0 where it was not reached.
 * @param {string} path
 * @param {object | undefined} form
 * @param {string} language
 * @param {number} [wait]
 * @returns {Promise<Reply>}
 */
export async function ask(path, form, language, wait = 15000) {
  const address = `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
  /** @type {RequestInit} */
  const how =
    form === undefined
      ? { cache: "no-store" }
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(form) };
  try {
    const answer = await fetch(address, { ...how, signal: AbortSignal.timeout(wait) });
    const content = await answer.json().catch(() => ({}));
    return { status: answer.status, content };
  } catch {
    return { status: 0, content: {} };
  }
}

/**
 * A question that must be answered; resolves to true or false.
 * @param {string} text
 * @param {string} yes
 * @param {string} no
 */
export function confirm(text, yes, no, { grave = true } = {}) {
  return new Promise((resolve) => {
    const id = fresh("question");
    /** @type {HTMLDialogElement} */
    const dialog = h(
      "dialog",
      { class: "ioc-question", "aria-labelledby": id },
      h("p", { id }, text),
      h(
        "div",
        { class: "ioc-question-ways" },
        h(
          "button",
          { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close("") },
          no,
        ),
        h(
          "button",
          {
            class: grave ? "btn btn-danger" : "btn btn-primary",
            type: "button",
            onclick: () => dialog.close("yes"),
          },
          yes,
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * A table of records: a heading for each column, "" for one of buttons; `rows` are elements.
 * @param {string[]} headings
 * @param {Child} rows
 */
export const recordTable = (headings, rows, props = { class: "ioc-tokens" }, caption = "") =>
  h(
    "table",
    props,
    caption && h("caption", {}, caption),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        headings.map((each) => (each === "" ? h("td", {}) : h("th", { scope: "col" }, each))),
      ),
    ),
    h("tbody", {}, rows),
  );

/**
 * A list that comes page by page, or why there is none. `shown`: {items, more, isAsking, fault};
 * `table` draws its items, `ask` brings what follows after a number.
 * @param {RecordPage<{number: number}>} list
 * @param {Record<string, string>} words
 * @param {string} none
 * @param {() => HTMLElement} table
 * @param {(last: number) => Promise<void>} ask
 */
export function records(list, words, none, table, ask) {
  if (list.fault) return [h("p", { role: "alert" }, list.fault)];
  if (list.items === null) return [h("p", {}, words.loading)];
  if (!list.items.length) return [h("p", {}, none)];
  const last = list.items[list.items.length - 1].number;
  const older = async () => {
    if (list.isAsking) return;
    await ask(last);
    document.querySelector(`[data-number="${last}"]`)?.nextElementSibling?.querySelector("th")?.focus();
  };
  const more = { type: "button", class: "btn btn-outline-primary ioc-records-more", onclick: older };
  return [table(), list.more && h("button", more, words.older)];
}
