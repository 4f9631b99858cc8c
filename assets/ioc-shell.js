/* Theme and language: the frame's own behaviour. */
(() => {
  "use strict";
  const root = document.documentElement;

  // A link may name the language: it then holds for the whole frame, and for what follows.
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "vi" || asked === "en") keepLanguage(asked);

  function setTheme(theme) {
    root.setAttribute("data-bs-theme", theme);
    try {
      localStorage.setItem("ioc-theme", theme);
    } catch {
      /* Private windows may forbid it; the choice then lasts as long as the page. */
    }
    window.dispatchEvent(new Event("ioc:theme"));
  }

  function keepLanguage(language) {
    document.cookie = `ioc_lang=${language}; path=/; max-age=31536000; samesite=lax`;
  }

  function setLanguage(language) {
    keepLanguage(language);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    location.replace(address);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "shell-theme") {
      setTheme(root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark");
    }
    if (button.id === "shell-language") {
      const now = document.querySelector(".ioc-shell")?.lang || "vi";
      setLanguage(now === "vi" ? "en" : "vi");
    }
  });

  const observer = new MutationObserver(() => {
    const shell = document.querySelector(".ioc-shell");
    if (shell && shell.lang && root.lang !== shell.lang) root.lang = shell.lang;
  });
  observer.observe(document.body, { childList: true, subtree: true });
})();
