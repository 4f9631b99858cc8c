/* Fields that several editors have: an area with its vintage, hours, a thing that is shown once. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // Names of this very machine: a phone that scans them finds itself.
  const AT_HOME = /^(localhost|127\..*|\[::1\])$/;

  /** Areas by name, from the server. */
  function findAreas(path, words) {
    return async (text) => {
      if (ioc.parts.bare(text).replace(/\s/g, "").length < 2) return [];
      try {
        const answer = await fetch(`${path}?q=${encodeURIComponent(text)}`, { signal: AbortSignal.timeout(8000) });
        if (!answer.ok) return [];
        return (await answer.json()).map((each) => ({
          key: `${each.vintage}/${each.code}`,
          title: each.name,
          about: [each.until && ioc.parts.fill(words.until, { date: each.until }), each.within].filter(Boolean).join(" · "),
          code: each.code,
          vintage: each.vintage,
          isNewest: each.is_newest,
        }));
      } catch {
        return [];
      }
    };
  }

  /**
   * Area and vintage of a draft.
   * @param names  {area, vintage}: the draft's keys; {none, noVintage}: words for nothing chosen
   */
  function place(page, names, named, changed) {
    const { h, field, select } = ioc.parts;
    const { words, draft, state } = page;
    const search = findAreas("/quan-tri/dia-ban", words);
    const code = draft[names.area];
    const label = code ? state.areas[`${draft[names.vintage]}/${code}`] || named.get(`${draft[names.vintage]}/${code}`) || code : words[names.none];
    const none = { key: "", title: words[names.none], about: "", code: "", vintage: null };
    const chosen = ioc.choice({
      label,
      placeholder: words.find_area,
      none: words.no_area,
      find: async (text) => [...(text ? [] : [none]), ...(await search(text))],
      choose: (item) => {
        draft[names.area] = item.code;
        if (item.vintage !== null) {
          draft[names.vintage] = item.isNewest ? "" : item.vintage;
          named.set(`${draft[names.vintage]}/${item.code}`, item.title);
        }
        changed();
        vintages.value = draft[names.vintage];
      },
    });
    const area = field(names.area, words.area, chosen.field, { within: chosen.root });
    const vintages = select(
      draft[names.vintage],
      [["", words[names.noVintage]], ...state.vintages.map((each) => [each.code, each.name])],
      (value) => {
        draft[names.vintage] = value;
        changed();
      },
    );
    return h("div", { class: "ioc-place" }, area, field(names.vintage, words.vintage, vintages));
  }

  /** What people type for a time of day: 7:30, 0730, 7h30, 7. */
  function clock(text) {
    const parts = /^\s*(\d{1,2})(?:\s*[:hg.]?\s*(\d{2}))?\s*[hg]?\s*$/i.exec(text);
    return parts ? `${parts[1].padStart(2, "0")}:${parts[2] || "00"}` : text.trim();
  }

  /** A time of day from and to. */
  function hours(page, names, changed) {
    const { h, field, input } = ioc.parts;
    const { words, draft } = page;
    // No field of type "time": a browser's own language would write 7:30 PM.
    const one = (name) => {
      const set = (value) => {
        draft[name] = clock(value);
        changed();
      };
      const box = input(draft[name], set, { inputmode: "numeric", placeholder: "--:--", maxlength: 5 });
      box.addEventListener("blur", () => { box.value = draft[name]; });
      return field(name, words[name], box);
    };
    return h("div", { class: "ioc-hours" }, names.map(one));
  }

  /** A text to be copied away. */
  function copied(label, value, words) {
    const { h, fresh } = ioc.parts;
    const id = fresh("copy");
    const box = h("input", { id, class: "form-control", type: "text", readonly: true, value, onfocus: (event) => event.target.select() });
    const button = h("button", { type: "button", class: "btn btn-outline-primary", onclick: copy }, words.copy_text);

    async function copy() {
      try {
        await navigator.clipboard.writeText(value);
      } catch {
        // Clipboards are for https alone; the old way works everywhere.
        box.focus();
        box.select();
        document.execCommand("copy");
      }
      button.textContent = words.copied_text;
    }

    return h("div", { class: "ioc-copied" }, h("label", { for: id }, label), h("div", { class: "ioc-copied-row" }, box, button));
  }

  /** What is shown once: a secret, and the address that carries it; for a phone also as a picture. */
  function secret(words, said, addressLabel, { hint = "", scan = false } = {}) {
    const { h } = ioc.parts;
    const picture = scan && said.address ? ioc.qr.picture(location.origin + said.address, words.scan) : null;
    return h(
      "section",
      { class: "ioc-secret", tabindex: "-1", "aria-label": words.secret },
      h("p", { class: "ioc-secret-once" }, words.once),
      copied(words.secret, said.secret, words),
      said.address && copied(addressLabel, location.origin + said.address, words),
      picture && h("figure", { class: "ioc-secret-scan" }, picture, h("figcaption", { class: "ioc-field-hint" }, AT_HOME.test(location.hostname) ? words.scan_local : words.scan)),
      hint && h("small", { class: "ioc-field-hint" }, hint),
    );
  }

  function day(iso) {
    return iso ? `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}` : "";
  }

  ioc.fields = { findAreas, place, hours, secret, day };
})();
