/*
 * Signing in and out: a token, or a name with its password, goes to the server once and comes back as a
 * cookie no script can read.
 */
import { textIn } from "../core/words.js";

const PATH = "/phien";

/** Whether this page ended the session itself, and leaves. */
let isLeaving = false;

/**
 * @param {SignInData} data
 */
function start(data) {
  if (!document.getElementById("sign-in") || !data) return null;
  const token = wayIn(data, "sign-in-form", "sign-in-fault", ["sign-in-secret"], data.empty, ([secret]) => ({
    path: data.path,
    body: { khoa: secret.trim() },
  }));
  const account = wayIn(
    data,
    "sign-in-account",
    "sign-in-account-fault",
    ["sign-in-login", "sign-in-password"],
    data.empty_account,
    ([login, password]) => ({ path: data.account, body: { ten: login, mat_khau: password } }),
  );
  const name = document.getElementById("sign-in-login");
  // Keyboards of phones begin a name with a capital letter.
  name.autocapitalize = "none";
  name.spellcheck = false;
  // A link carries the secret behind "#", which no server ever sees: a token's, or a name's.
  const link = new URLSearchParams(location.hash.slice(1));
  const secret = link.get("khoa");
  const login = link.get("ten");
  if (secret) {
    history.replaceState(history.state, "", location.pathname + location.search);
    if (login) account([login, secret]);
    else token([secret]);
  } else {
    name.focus();
  }
  return 1;
}

/**
 * One of the forms; returns what sends it.
 * @param {SignInData} data
 * @param {string} formId
 * @param {string} faultId
 * @param {string[]} fieldIds
 * @param {string} empty  what to say where a field is empty
 * @param {(texts: string[]) => {path: string, body: object}} question
 */
function wayIn(data, formId, faultId, fieldIds, empty, question) {
  const form = document.getElementById(formId);
  const fault = document.getElementById(faultId);
  const fields = fieldIds.map((id) => document.getElementById(id));
  const button = form.querySelector("button");

  /**
   * @param {string} text
   * @param {HTMLElement} [field]
   */
  function tell(text, field = fields[fields.length - 1]) {
    fault.textContent = text;
    for (const each of fields) each.toggleAttribute("aria-invalid", Boolean(text));
    if (text) field.focus();
  }

  /**
   * @param {string[]} texts
   */
  async function send(texts) {
    const missing = texts.findIndex((text) => !text.trim());
    if (missing >= 0) return tell(empty, fields[missing]);
    tell("");
    button.disabled = true;
    button.textContent = data.entering;
    const { path, body } = question(texts);
    try {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      const content = await answer.json();
      if (answer.ok) {
        // Anew, so that the frame shows the way to the administration.
        const opens = ["admin", "administrator"].includes(content.scope) && !content.must_change;
        const back = content.must_change ? "" : data.back;
        location.replace(back || (opens && data.to ? data.to : content.to));
        return;
      }
      tell(textIn(content, "error", data.language));
    } catch {
      tell(data.unreached);
    }
    button.disabled = false;
    button.textContent = data.enter;
  }

  for (const each of fields) each.setAttribute("aria-describedby", faultId);
  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    send(fields.map((each) => each.value));
  });
  return send;
}

/**
 * End the session, or all of an account, and show the page to sign in.
 * @param {string} path  of the route that ends them
 */
export async function signOut(path = PATH) {
  isLeaving = true;
  try {
    await fetch(path, { method: "DELETE" });
  } catch (error) {
    isLeaving = false;
    throw error;
  }
  location.replace("/dang-nhap");
}

/** A token was revoked, or sessions of an account ended somewhere: was it ours? */
async function look() {
  if (!["admin", "remote", "account"].some((id) => document.getElementById(id))) return;
  const answer = await fetch(`${PATH}`, { cache: "no-store" });
  // A reload would take the place of the way out.
  if (answer.status === 401 && !isLeaving) location.reload();
}

export const clientside = { start };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:signal", (event) => {
    if (event.detail.missed || event.detail.items.some((item) => ["token", "account"].includes(item.about)))
      look().catch(() => undefined);
  });
}
