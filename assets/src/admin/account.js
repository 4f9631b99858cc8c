/* One's own account: another password, signing out here or everywhere. */
import { textIn } from "../core/words.js";
import * as parts from "../forms/parts.js";
import { signOut } from "../shell/sign-in.js";

/**
 * @param {AccountData} data
 */
function start(data) {
  const form = document.getElementById("account-form");
  if (!form || !data) return null;
  const status = document.getElementById("account-status");
  const button = document.getElementById("account-save");
  const names = data.must_change ? ["moi", "lai"] : ["cu", "moi", "lai"];
  const fields = Object.fromEntries(names.map((name) => [name, document.getElementById(`account-${name}`)]));
  for (const [name, each] of Object.entries(fields)) {
    const hint = document.getElementById(`account-${name}-hint`) ? `account-${name}-hint ` : "";
    each.setAttribute("aria-describedby", `${hint}account-${name}-fault`);
  }

  /**
   * @param {Record<string, string>} faults  by field
   */
  function sayFaults(faults) {
    for (const name of names) {
      const place = document.getElementById(`account-${name}-fault`);
      place.textContent = faults[name] || "";
      place.closest(".ioc-field").classList.toggle("is-wrong", Boolean(faults[name]));
      fields[name].toggleAttribute("aria-invalid", Boolean(faults[name]));
    }
    const first = names.find((name) => faults[name]);
    if (first) fields[first].focus();
    return Boolean(first);
  }

  async function save() {
    status.textContent = "";
    /** @type {Record<string, string>} */
    const missing = {};
    for (const name of names) if (!fields[name].value) missing[name] = data.empty;
    if (!missing.moi && !missing.lai && fields.moi.value !== fields.lai.value) missing.lai = data.unlike;
    if (sayFaults(missing)) return;
    button.disabled = true;
    button.textContent = data.saving;
    const body = { cu: fields.cu?.value || "", moi: fields.moi.value };
    const { status: code, content } = await parts.ask(data.path, body, data.language);
    button.disabled = false;
    button.textContent = data.save;
    if (code === 200) {
      if (data.must_change) return void location.replace(content.to);
      for (const each of Object.values(fields)) each.value = "";
      status.textContent = data.saved;
    } else if (code === 422) {
      sayFaults(
        Object.fromEntries(
          content.problems.map((/** @type {FormFault} */ each) => [
            each.field,
            parts.sentence({ ...each, value: "" }),
          ]),
        ),
      );
    } else if (code === 401) {
      location.reload();
    } else {
      status.textContent = textIn(content, "error", data.language) || data.unreached;
    }
  }

  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    save();
  });
  document.getElementById("account-sign-out").addEventListener("click", () => signOut());
  document.getElementById("account-everywhere").addEventListener("click", async () => {
    await fetch(data.everywhere, { method: "DELETE" });
    location.replace("/dang-nhap");
  });
  return 1;
}

export const clientside = { start };
