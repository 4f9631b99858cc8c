/* What one area says: the box beside the pointer and the line for screen readers. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  function node(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function statusText(state, row) {
    const { spec, slice } = state;
    const value = slice.value[row];
    const wanted = ioc.shown.targetOf(spec, state.directory.codes[row]);
    if (wanted === null || Number.isNaN(value)) return "";
    if (slice.flags[row] & ioc.shown.TOO_FEW) return ioc.format.words(spec.language).tooFew;
    const one = ioc.scale.statusClasses(spec.language)[ioc.scale.statusOf(value, wanted, spec.direction)];
    const target = ioc.format.quantity(wanted, spec.unit, null, spec.language);
    return `${one.mark} ${one.text} (${ioc.format.words(spec.language).target.toLowerCase()} ${target})`;
  }

  /** A village drawn elsewhere than its reported point, which lies outside of its commune's shape. */
  function isMoved(directory, row) {
    if (!directory.moved) return false;
    directory.movedRows = directory.movedRows || new Set(directory.moved);
    return directory.movedRows.has(row);
  }

  /** The lines of an area: [{kind, text}], `parts` null while they are on their way. */
  function lines(state, row, parts) {
    const { spec, directory, slice } = state;
    const word = ioc.format.words(spec.language);
    const parent = (directory.parent_names || [])[row];
    const found = [{ kind: "name", text: (directory.full_names || directory.names)[row] }];
    if (parent && spec.level !== "province") found.push({ kind: "parent", text: parent });
    if (!slice) return found;
    const value = slice.value[row];
    const flags = slice.flags[row];
    const code = slice.origin ? slice.origin[row] : 0;
    const shown = ioc.format.shown(value, flags, spec);
    found.push({ kind: Number.isNaN(value) ? "missing" : "value", text: shown });
    const status = statusText(state, row);
    if (status) found.push({ kind: "status", text: status });
    if (parts === null) {
      found.push({ kind: "parts", text: "…" });
    } else if (parts) {
      const top = parts.numerator ? parts.numerator[row] : NaN;
      const bottom = parts.denominator ? parts.denominator[row] : NaN;
      if (!Number.isNaN(top) && !Number.isNaN(bottom)) {
        const count = (one) => ioc.format.number(one, null, spec.language);
        found.push({ kind: "parts", text: `${count(top)} / ${count(bottom)}` });
      }
    }
    found.push({ kind: "period", text: ioc.format.periodOf(spec, slice.header.period || spec.period) });
    const told = parts && parts.expected ? ioc.whose.counted(spec, parts, row, code, directory) : "";
    const beside = parts && parts.expected ? ioc.whose.beside(spec, parts, row, value, directory) : "";
    const rule = code ? ioc.origin.rule(code, spec.language) : "";
    if (rule) found.push({ kind: "origin", text: rule });
    if (told) found.push({ kind: flags & 4 ? "partial" : "complete", text: told });
    else if (flags & 4) found.push({ kind: "partial", text: word.incomplete });
    if (beside) found.push({ kind: "beside", text: beside });
    const comeTo = parts && parts.provisional ? parts.provisional[row] : NaN;
    if (!Number.isNaN(comeTo)) {
      const amount = ioc.format.quantity(comeTo, spec.unit, spec.decimals, spec.language);
      found.push({ kind: "provisional", text: word.provisional(amount) });
    }
    for (const text of (slice.whys && slice.whys.get(row)) || []) found.push({ kind: "lacking", text });
    if (isMoved(directory, row)) found.push({ kind: "place", text: word.movedSpot });
    if (flags & 2) found.push({ kind: "demo", text: spec.demo_label || word.demo });
    return found;
  }

  function place(tip, state, x, y) {
    const gap = 16;
    const width = tip.offsetWidth;
    const height = tip.offsetHeight;
    const left = x + gap + width > state.width - 4 ? x - gap - width : x + gap;
    const top = Math.min(Math.max(y - height / 2, 4), state.height - height - 4);
    tip.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(Math.max(4, top))}px)`;
  }

  function fill(tip, found) {
    tip.replaceChildren(...found.map((line) => node("div", `ioc-map__tip-${line.kind}`, line.text)));
  }

  /** Show an area's box at a place on the canvas; its parts follow when they have arrived. */
  function show(state, row, x, y, options = {}) {
    const { tip } = state;
    state.tipRow = row;
    state.tipAt = [x, y];
    const { slice } = state;
    // While time runs nothing is asked for: the parts follow when it rests.
    const absent = state.running ? undefined : null;
    const known = slice && slice.partsNow !== undefined ? slice.partsNow : absent;
    fill(tip, lines(state, row, known));
    tip.hidden = false;
    place(tip, state, x, y);
    if (state.running) {
      clearTimeout(state.partsTimer);
      clearTimeout(state.whyTimer);
      return;
    }
    if (options.aloud) say(state, row, known);
    if (slice) askWhy(state, row);
    if (!slice || known !== null) return;
    clearTimeout(state.partsTimer);
    state.partsTimer = setTimeout(() => {
      const arrive = (parts) => {
        slice.partsNow = parts;
        if (state.slice !== slice || state.tipRow < 0) return;
        fill(tip, lines(state, state.tipRow, parts));
        place(tip, state, ...state.tipAt);
        if (options.aloud && state.tipRow === row) say(state, row, parts);
      };
      // Without its parts the value still stands: the next hover asks again.
      slice.parts().then(arrive, () => state.slice === slice && state.tipRow === row && fill(tip, lines(state, row, undefined)));
    }, 60);
  }

  /** Whoever stays on an area without a full number is told what it lacks, where the spec can say. */
  function askWhy(state, row) {
    const { slice, spec, directory } = state;
    clearTimeout(state.whyTimer);
    const lacking = Number.isNaN(slice.value[row]) || (slice.flags[row] & 12) === 12;
    slice.whys = slice.whys || new Map();
    if (!spec.why || !lacking || slice.whys.has(row)) return;
    state.whyTimer = setTimeout(() => {
      const arrive = (found) => {
        slice.whys.set(row, found);
        if (!found.length || state.slice !== slice || state.tipRow !== row) return;
        fill(state.tip, lines(state, row, slice.partsNow));
        place(state.tip, state, ...state.tipAt);
        if (state.keyboard) say(state, row, slice.partsNow);
      };
      // Without it the box says as much as before.
      spec.why(directory.codes[row], slice.header.period || spec.period).then(arrive, () => undefined);
    }, 200);
  }

  function move(state, x, y) {
    state.tipAt = [x, y];
    place(state.tip, state, x, y);
  }

  function hide(state) {
    state.tipRow = -1;
    state.tip.hidden = true;
  }

  function say(state, row, parts) {
    const text = lines(state, row, parts || undefined)
      .map((line) => line.text)
      .join(", ");
    if (state.live.textContent !== text) state.live.textContent = text;
  }

  ioc.tip = { show, move, hide, lines, node };
})();
