/* Theme, language, search by keyboard: the frame's own behaviour. */
(() => {
  "use strict";
  const root = document.documentElement;

  function setTheme(theme) {
    root.setAttribute("data-bs-theme", theme);
    try {
      localStorage.setItem("ioc-theme", theme);
    } catch {
      /* Private windows may forbid it; the choice then lasts as long as the page. */
    }
    window.dispatchEvent(new Event("ioc:theme"));
  }

  function setLanguage(language) {
    document.cookie = `ioc_lang=${language}; path=/; max-age=31536000; samesite=lax`;
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

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const search = document.getElementById("shell-search");
    const hits = [...document.querySelectorAll(".ioc-search-hit")];
    if (event.key === "/" && !typing && search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.blur();
      document.getElementById("shell-search-results").replaceChildren();
    } else if (hits.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const place = hits.indexOf(document.activeElement);
      if (event.target !== search && place < 0) return;
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      (hits[next] || search).focus();
    } else if (event.key === "Enter" && event.target === search && hits[0]) {
      hits[0].click();
    }
  });

  const observer = new MutationObserver(() => {
    const shell = document.querySelector(".ioc-shell");
    if (shell && shell.lang && root.lang !== shell.lang) root.lang = shell.lang;
  });
  observer.observe(document.body, { childList: true, subtree: true });
})();
