/* How a number brought over from another vintage is spoken of; as layouts/origin.py, by its codes. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // 0: reported where it stands. 1: whole areas added up. 2 to 5: weighed. 6: the mean.
  const RULES = {
    vi: ["", "quy đổi: cộng trọn, chính xác", "ước tính theo dân số", "ước tính theo số hộ", "ước tính theo số thôn", "ước tính theo diện tích", "trung bình các tỉnh cũ"],
    en: ["", "converted: whole areas added up, exact", "estimated by population", "estimated by households", "estimated by villages", "estimated by area", "mean of former provinces"],
  };
  const WORDS = {
    vi: { converted: "số liệu quy đổi", old: (kind) => `${kind} cũ`, later: (kind) => `${kind} mới` },
    en: { converted: "converted figures", old: (kind) => `former ${kind}`, later: (kind) => `new ${kind}` },
  };
  const MARKS = ["", "⇄", "≈", "≈", "≈", "≈", "x̄"];
  const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  const rule = (code, language) => RULES[language === "en" ? "en" : "vi"][code] || "";

  /** The bits of a slice's flags that follow from a code. */
  const flags = (code) => (code > 0 ? 8 : 0) | (code > 1 ? 16 : 0);

  /** How many of the rows that count were brought over by which rule: [[code, count]], exact first. */
  function counted(origin, value, counts) {
    const held = new Map();
    if (!origin) return [];
    for (let row = 0; row < origin.length; row += 1) {
      if (origin[row] && !Number.isNaN(value[row]) && counts(row)) held.set(origin[row], (held.get(origin[row]) || 0) + 1);
    }
    return [...held].sort((a, b) => a[0] - b[0]);
  }

  /** "Số liệu quy đổi: 98/130", "Ước tính theo dân số: 12/130". */
  function badges(found, total, language) {
    const amount = (count) => ioc.format.number(count, 0, language);
    return found.map(([code, count]) => {
      const words = code === 1 ? WORDS[language === "en" ? "en" : "vi"].converted : rule(code, language);
      return `${upper(words)}: ${amount(count)}/${amount(total)}`;
    });
  }

  /** The month that a period ends in: "2025-06" of "2025-Q2". */
  function lastMonth(period) {
    const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H(\d)|Q(\d)|(\d{2})))?/.exec(period) || [];
    return `${year}-${String(half ? half * 6 : quarter ? quarter * 3 : month || 12).padStart(2, "0")}`;
  }

  /** What the areas behind a converted number are called: "xã cũ", or "xã mới" seen from before. */
  function areaWord(kind, spec) {
    const word = WORDS[spec.language === "en" ? "en" : "vi"];
    return isOld(spec) ? word.old(kind) : word.later(kind);
  }

  // The last vintage counts areas of before until reports come in its own codes.
  const isOld = ({ vintage, latest, period }) =>
    Boolean(latest || (period && lastMonth(period) < vintage.slice(0, 7)));

  ioc.origin = { rule, flags, counted, badges, areaWord, isOld, mark: (code) => MARKS[code] || "" };
})();
