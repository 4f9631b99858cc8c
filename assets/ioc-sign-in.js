/* Signing in and out: a token goes to the server once and comes back as a cookie no script can read. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const PATH = "/phien";

  function start(told) {
    const form = document.getElementById("sign-in-form");
    if (!form || !told) return null;
    const field = document.getElementById("sign-in-secret");
    const fault = document.getElementById("sign-in-fault");
    const button = form.querySelector("button");

    function say(text) {
      fault.textContent = text;
      field.toggleAttribute("aria-invalid", Boolean(text));
      if (text) field.focus();
    }

    async function send(secret) {
      if (!secret) return say(told.empty);
      button.disabled = true;
      button.textContent = told.entering;
      try {
        const answer = await fetch(told.path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ khoa: secret }),
        });
        const said = await answer.json();
        if (answer.ok) {
          // Anew, so that the frame shows the way to the administration.
          location.replace(said.scope === "admin" && told.to ? told.to : said.to);
          return;
        }
        say(told.language === "en" && said.error_en ? said.error_en : said.error);
      } catch {
        say(told.unreached);
      }
      button.disabled = false;
      button.textContent = told.enter;
    }

    field.setAttribute("aria-describedby", "sign-in-fault");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(field.value.trim());
    });
    // A link for a phone carries the token behind "#", which no server ever sees.
    const given = new URLSearchParams(location.hash.slice(1)).get("khoa");
    if (given) {
      history.replaceState(history.state, "", location.pathname + location.search);
      send(given);
    } else {
      field.focus();
    }
    return 1;
  }

  /** End the session and show what everybody may see. */
  async function signOut() {
    await fetch(PATH, { method: "DELETE" });
    location.replace("/dang-nhap");
  }

  /** A token was revoked somewhere: was it ours? */
  async function look() {
    if (!document.getElementById("admin") && !document.getElementById("remote")) return;
    const answer = await fetch(`${PATH}`, { cache: "no-store" });
    if (answer.status === 401) location.reload();
  }

  window.addEventListener("ioc:signal", (event) => {
    if (event.detail.missed || event.detail.items.some((item) => item.about === "token")) look().catch(() => undefined);
  });

  ioc.session = { signOut };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { sign_in: { start } });
})();
