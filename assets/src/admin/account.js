/* One's own account: another password, signing out here or everywhere. */
import * as parts from "../forms/parts.js";
import { signOut } from "../shell/sign-in.js";

/**
 * @param {string} field
 * @param {string} message
 * @returns {FormFault}
 */
const fault = (field, message) => ({ field, value: "", message, fix: "" });

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
   * @param {FormFault[]} problems
   */
  function sayFaults(problems) {
    parts.sayFaults(form, problems);
    const first = names.find((name) => problems.some((each) => each.field === name));
    if (first) fields[first].focus();
  }

  async function save() {
    status.textContent = "";
    const problems = names.filter((name) => !fields[name].value).map((name) => fault(name, data.empty));
    const isTyped = fields.moi.value && fields.lai.value;
    if (isTyped && fields.moi.value !== fields.lai.value) problems.push(fault("lai", data.unlike));
    sayFaults(problems);
    if (problems.length) return;
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
      sayFaults(content.problems);
    } else if (code === 401) {
      location.reload();
    } else {
      const { unreached } = data;
      status.textContent = parts.refusalText(code, content, data.language, { unreached, failed: unreached });
    }
  }

  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    save();
  });
  document.getElementById("account-sign-out").addEventListener("click", () => signOut());
  document.getElementById("account-everywhere").addEventListener("click", () => signOut(data.everywhere));
  return 1;
}

export const clientside = { start };
