/* A person says what a cell, a column or a row is. */
import { field, fill, fresh, h, select } from "../forms/parts.js";
import { letters } from "./sheet.js";

const SCALES = [100, 1000, 1000000];

/**
 * Ask what a place is; `set` gets the correction.
 * @param {SheetPage} page
 * @param {SheetPlace} place
 * @param {"cell" | "column" | "row"} scope
 * @param {(correction: SheetCorrection) => void} set
 */
export function correctDialog(page, place, scope, set) {
  const { words } = page;
  const sheet = /** @type {SheetReading} */ (page.reading).sheets.find((each) => each.name === place.sheet);
  const form = /** @type {SheetForm} */ (page.form);
  if (!sheet) return;
  const draft = { scope, role: "number", slot: "", area: "", scale: "0", manner: "" };
  const column = letters(place.column);
  const names = {
    cell: words["scope_cell"],
    column: fill(words["scope_column"], { column }),
    row: fill(words["scope_row"], { row: place.row + 1 }),
  };
  const titles = {
    cell: fill(words.cell, { cell: place.cell }),
    column: fill(words.column, { column }),
    row: fill(words.row, { row: place.row + 1 }),
  };
  const body = h("div", { class: "ioc-correct-body" });
  const id = fresh("correct");
  const why = page.room.querySelector(`td[data-cell="${place.cell}"]`)?.dataset.why || "";
  const text = sheet.cells[place.row]?.[place.column]?.[0] || "";

  function draw() {
    const sets = {
      cell: ["number", "area", "total", "ignored"],
      column: ["number", "names", "total", "ignored"],
      row: ["area", "number", "total", "ignored"],
    }[draft.scope];
    if (!sets.includes(draft.role)) draft.role = sets[0];
    body.replaceChildren(
      h(
        "div",
        { class: "ioc-correct-scopes", role: "radiogroup", "aria-label": words.what },
        /** @type {("cell" | "column" | "row")[]} */ (["cell", "column", "row"]).map((each) =>
          radio("scope", each, names[each], draft.scope, () => {
            draft.scope = each;
            draft.role = "";
            draw();
          }),
        ),
      ),
      h(
        "div",
        { class: "ioc-correct-roles", role: "radiogroup", "aria-label": words.what },
        sets.map((each) =>
          radio("role", each, words[`set_${each}`], draft.role, () => {
            draft.role = each;
            draw();
          }),
        ),
      ),
      ...details(),
    );
  }

  /**
   * @param {string} name
   * @param {string} value
   * @param {string} label
   * @param {string} present
   * @param {() => void} choose
   */
  const radio = (name, value, label, present, choose) =>
    h(
      "label",
      { class: value === present ? "is-chosen" : null },
      h("input", {
        type: "radio",
        name: `${id}-${name}`,
        value,
        checked: value === present,
        onchange: () => {
          choose();
          body.querySelector(`input[name="${id}-${name}"]:checked`)?.focus();
        },
      }),
      label,
    );

  function details() {
    if (draft.role === "area") return [areaField()];
    if (draft.role !== "number") return [];
    /** @type {[string, string][]} */
    const slots = form.slots.map((each) => [
      `${each.indicator}/${each.part}`,
      `${each.indicator} · ${each.name}, ${each.part_name}`,
    ]);
    slots.unshift(["", words.slot_none]);
    const slot = field(
      "slot",
      words.indicator,
      select(draft.slot, slots, (value) => (draft.slot = value)),
    );
    if (draft.scope !== "column") return draft.scope === "cell" ? [slot, areaField()] : [slot];
    /** @type {[string, string][]} */
    const scales = [
      ["0", words.scale_none],
      ...SCALES.map((each) => /** @type {[string, string]} */ ([String(each), `× ${each}`])),
    ];
    /** @type {[string, string][]} */
    const marks = [
      ["", words.mark_none],
      ["comma", words.mark_comma],
      ["dot", words.mark_dot],
    ];
    return [
      slot,
      h(
        "div",
        { class: "ioc-correct-pair" },
        field(
          "scale",
          words.scale,
          select(draft.scale, scales, (value) => (draft.scale = value)),
        ),
        field(
          "manner",
          words.mark,
          select(draft.manner, marks, (value) => (draft.manner = value)),
        ),
      ),
    ];
  }

  function areaField() {
    const list = fresh("areas");
    const input = h("input", {
      class: "form-control",
      list,
      autocomplete: "off",
      value: form.areas.find(([code]) => code === draft.area)?.[1] || "",
      oninput: (event) => {
        const match = form.areas.find(
          ([code, name]) => name === event.target.value || code === event.target.value,
        );
        draft.area = match ? match[0] : "";
      },
    });
    const options = form.areas.map(([, name]) => h("option", { value: name }));
    return field("area", words.area, input, {
      within: h("span", {}, input, h("datalist", { id: list }, options)),
    });
  }

  /** Whether something is not chosen yet, said at its field. */
  function lacks() {
    const faults = {
      area: draft.role === "area" && !draft.area ? words.area_lacks : "",
      slot: draft.role === "number" && !draft.slot ? words.slot_lacks : "",
    };
    for (const [name, text] of Object.entries(faults)) {
      const place = body.querySelector(`[data-field="${name}"] .ioc-field-fault`);
      if (place) place.textContent = text;
    }
    return Boolean(faults.area || faults.slot);
  }

  function read() {
    /** @type {SheetCorrection} */
    const correction = { sheet: place.sheet, role: draft.role };
    if (draft.scope !== "column") correction.row = place.row;
    if (draft.scope !== "row") correction.column = place.column;
    if (draft.role === "names") correction.role = "area";
    if (draft.role === "area") Object.assign(correction, { role: "number", area: draft.area });
    return draft.role === "number" ? { ...correction, ...numberTerms() } : correction;
  }

  function numberTerms() {
    const [indicator, part] = draft.slot.split("/");
    /** @type {Partial<SheetCorrection>} */
    const terms = { indicator, part };
    if (draft.scope === "cell" && draft.area) terms.area = draft.area;
    if (draft.scope === "column" && Number(draft.scale)) terms.scale = Number(draft.scale);
    if (draft.scope === "column" && draft.manner) terms.manner = draft.manner;
    return terms;
  }

  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "ioc-question ioc-correct", "aria-labelledby": id },
    h(
      "form",
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          if (lacks()) return;
          dialog.close();
          set(read());
        },
      },
      h("h2", { id }, titles[scope], scope === "cell" && text && h("q", {}, text)),
      scope === "cell" && why && h("p", { class: "ioc-handin-quiet" }, words.now, ": ", why),
      body,
      h(
        "div",
        { class: "ioc-question-ways" },
        h(
          "button",
          { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close() },
          words.cancel,
        ),
        h("button", { class: "btn btn-primary", type: "submit" }, words.set),
      ),
    ),
  );
  draw();
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
