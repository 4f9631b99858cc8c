/* Signing in and out: a token goes to the server once and comes back as a cookie no script can read. */
import { textIn } from "../core/words.js";

const PATH = "/phien";

/**
 * @param {SignInData} data
 */
function start(data) {
  const form = document.getElementById("sign-in-form");
  if (!form || !data) return null;
  const field = document.getElementById("sign-in-secret");
  const fault = document.getElementById("sign-in-fault");
  const button = form.querySelector("button");

  /**
   * @param {string} text
   */
  function say(text) {
    fault.textContent = text;
    field.toggleAttribute("aria-invalid", Boolean(text));
    if (text) field.focus();
  }

  /**
   * @param {string} secret
   */
  async function send(secret) {
    if (!secret) return say(data.empty);
    button.disabled = true;
    button.textContent = data.entering;
    try {
      const answer = await fetch(data.path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ khoa: secret }),
      });
      const content = await answer.json();
      if (answer.ok) {
        // Anew, so that the frame shows the way to the administration.
        location.replace(content.scope === "admin" && data.to ? data.to : content.to);
        return;
      }
      say(textIn(content, "error", data.language));
    } catch {
      say(data.unreached);
    }
    button.disabled = false;
    button.textContent = data.enter;
  }

  field.setAttribute("aria-describedby", "sign-in-fault");
  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    send(field.value.trim());
  });
  // A link for a phone carries the token behind "#", which no server ever sees.
  const secret = new URLSearchParams(location.hash.slice(1)).get("khoa");
  if (secret) {
    history.replaceState(history.state, "", location.pathname + location.search);
    send(secret);
  } else {
    field.focus();
  }
  return 1;
}

/** End the session and show what everybody may see. */
export async function signOut() {
  await fetch(PATH, { method: "DELETE" });
  location.replace("/dang-nhap");
}

/** A token was revoked somewhere: was it ours? */
async function look() {
  if (!document.getElementById("admin") && !document.getElementById("remote")) return;
  const answer = await fetch(`${PATH}`, { cache: "no-store" });
  if (answer.status === 401) location.reload();
}

export const clientside = { start };

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:signal", (event) => {
    if (event.detail.missed || event.detail.items.some((item) => item.about === "token"))
      look().catch(() => undefined);
  });
}
