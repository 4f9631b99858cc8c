/* Theme and language: the frame's own behaviour. */
import { targetOf } from "../core/element.js";
import { isLanguage, nextLanguage } from "../core/words.js";

/**
 * @param {string} theme
 */
function setTheme(theme) {
  document.documentElement.setAttribute("data-bs-theme", theme);
  try {
    localStorage.setItem("ioc-theme", theme);
  } catch {
    /* Private windows may forbid it; the choice then lasts as long as the page. */
  }
  window.dispatchEvent(new Event("ioc:theme"));
}

/**
 * @param {string} language
 */
function keepLanguage(language) {
  document.cookie = `ioc_lang=${language}; path=/; max-age=31536000; samesite=lax`;
}

/**
 * @param {string} language
 */
function setLanguage(language) {
  keepLanguage(language);
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  location.replace(address);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  const root = document.documentElement;
  // A link may name the language: it then holds for the whole frame, and for what follows.
  const language = new URLSearchParams(location.search).get("lang");
  if (language && isLanguage(language)) keepLanguage(language);

  document.addEventListener("click", (event) => {
    const button = targetOf(event).closest("button");
    if (!button) return;
    if (button.id === "shell-theme") {
      setTheme(root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark");
    }
    if (button.id === "shell-language") {
      setLanguage(nextLanguage(document.querySelector(".ioc-shell")?.lang || ""));
    }
  });
  new MutationObserver(() => {
    const shell = document.querySelector(".ioc-shell");
    if (shell && shell.lang && root.lang !== shell.lang) root.lang = shell.lang;
  }).observe(document.body, { childList: true, subtree: true });
}
