/* Parts that the administration and the remote are built from: elements, fields, requests. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  let numbers = 0;

  /** An element: `on…` listens, `false` and null leave an attribute out; texts are never HTML. */
  function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "value") element.value = value;
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
    return element;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const fresh = (name) => `ioc-part-${name}-${(numbers += 1)}`;

  /** A control under its label, with a hint and a place for its fault; `within` holds the control. */
  function field(name, label, control, { hint = "", tag = "", within = control } = {}) {
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

  /** Several controls under one legend. */
  function group(name, legend, body, { hint = "" } = {}) {
    return h(
      "fieldset",
      { class: "ioc-field", "data-field": name },
      h("legend", {}, legend),
      hint && h("small", { class: "ioc-field-hint" }, hint),
      body,
      h("p", { class: "ioc-field-fault" }),
    );
  }

  function input(value, onchange, props = {}) {
    return h("input", { class: "form-control", type: "text", value, oninput: (event) => onchange(event.target.value), ...props });
  }

  function select(value, options, onchange) {
    const made = h(
      "select",
      { class: "form-select", onchange: (event) => onchange(event.target.value) },
      options.map(([code, label]) => h("option", { value: code }, label)),
    );
    made.value = value;
    return made;
  }

  /** Say every fault at its field; those of no field are returned. */
  function sayFaults(root, problems) {
    for (const place of root.querySelectorAll(".ioc-field")) {
      const said = problems.filter((each) => each.field === place.dataset.field);
      place.classList.toggle("is-wrong", said.length > 0);
      const fault = place.querySelector(":scope > .ioc-field-fault");
      fault.textContent = said.map((each) => sentence(each)).join(" ");
      for (const control of place.querySelectorAll("input, select")) control.toggleAttribute("aria-invalid", said.length > 0);
    }
    return problems.filter((each) => !root.querySelector(`.ioc-field[data-field="${each.field}"]`));
  }

  function sentence(problem) {
    const text = `${problem.message}${problem.value ? ` (${problem.value})` : ""}: ${problem.mend}.`;
    return text[0].toUpperCase() + text.slice(1);
  }

  /** Ask the server; resolves to {status, said}, status 0 where it was not reached. */
  async function ask(path, form, language, wait = 15000) {
    const address = `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
    const how = form === undefined
      ? { cache: "no-store" }
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(form) };
    try {
      const answer = await fetch(address, { ...how, signal: AbortSignal.timeout(wait) });
      const said = await answer.json().catch(() => ({}));
      return { status: answer.status, said };
    } catch {
      return { status: 0, said: {} };
    }
  }

  /** A question that must be answered; resolves to true or false. */
  function confirm(text, yes, no, { grave = true } = {}) {
    return new Promise((resolve) => {
      const id = fresh("question");
      const dialog = h(
        "dialog",
        { class: "ioc-question", "aria-labelledby": id },
        h("p", { id }, text),
        h(
          "div",
          { class: "ioc-question-ways" },
          h("button", { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close("") }, no),
          h("button", { class: grave ? "btn btn-danger" : "btn btn-primary", type: "button", onclick: () => dialog.close("yes") }, yes),
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

  const bare = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  /**
   * A list that comes page by page, or why there is none. `shown`: {items, more, isAsking, fault};
   * `table` draws its items, `ask` brings what follows after a number.
   */
  function records(shown, words, none, table, ask) {
    if (shown.fault) return [h("p", { role: "alert" }, shown.fault)];
    if (shown.items === null) return [h("p", {}, words.loading)];
    if (!shown.items.length) return [h("p", {}, none)];
    const last = shown.items[shown.items.length - 1].number;
    const older = async () => {
      if (shown.isAsking) return;
      await ask(last);
      document.querySelector(`[data-number="${last}"]`)?.nextElementSibling?.querySelector("th")?.focus();
    };
    const more = { type: "button", class: "btn btn-outline-primary ioc-records-more", onclick: older };
    return [table(), shown.more && h("button", more, words.older)];
  }

  ioc.parts = { h, fill, records, fresh, field, group, input, select, sayFaults, ask, confirm, bare };
})();
