/* Who stands behind a number: the areas that reported, or one that answered for all in it. In the words of layouts/whose.py. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const OWN = 1; // ioc.rollup.Voice
  const BOTH = 2;

  const WORDS = {
    vi: {
      self: {
        country: "cấp trung ương tự báo cáo", province: "cấp tỉnh tự báo cáo",
        district: "cấp huyện tự báo cáo", commune: "cấp xã tự báo cáo", "": "tự báo cáo",
      },
      inside: { country: "các tỉnh tự báo cáo", "": "các đơn vị bên trong tự báo cáo" },
      old: "đơn vị cũ tự báo cáo", later: "đơn vị mới tự báo cáo",
      above: (count, kind) => `${count} ${kind} do cấp trên báo cáo thay`,
      sum: "cộng được",
      short: "tự báo cáo",
    },
    en: {
      self: {
        country: "reported by the centre itself", province: "reported by the province itself",
        district: "reported by the district itself", commune: "reported by the commune itself",
        "": "reported by the area itself",
      },
      inside: { country: "reported by the provinces themselves", "": "reported by the areas inside themselves" },
      old: "reported by the former area itself", later: "reported by the new area itself",
      above: (count, kind) => `${count} ${kind} answered for from above`,
      sum: "adding up to",
      short: "own report",
    },
  };
  const wordsOf = (language) => WORDS[language === "en" ? "en" : "vi"];
  const pick = (table, level) => table[level] || table[""];

  /** Of how many of the areas behind a number an area above answered. */
  const above = (parts, row) => (parts.above ? parts.above[row] : 0);

  /** How many areas reported themselves. */
  const reported = (parts, row) => parts.reported[row] - above(parts, row);

  /** Whether nobody but areas above stands behind a number. */
  const isSelf = (parts, row) => above(parts, row) > 0 && reported(parts, row) <= 0;

  /**
   * The level of the areas that report inside a row of the map. Where provinces differ in it the spec
   * says "unit", and which provinces have villages in all communes or in some; those stay "unit".
   */
  function lowestOf(spec, row, directory) {
    const { lowest_level: lowest, village_provinces: provinces } = spec;
    if (lowest !== "unit" || !provinces || !directory) return lowest;
    if (spec.level === "commune") return "village";
    const province = spec.level === "province" ? directory.codes[row] : directory.parents[row];
    if (provinces[province] === undefined) return "commune";
    return provinces[province] ? "village" : "unit";
  }

  /** What is counted, in words: "thôn", "xã". */
  function areasOf(spec, row, directory) {
    const { areas } = ioc.format.words(spec.language);
    return areas[lowestOf(spec, row, directory)] || areas.unit;
  }

  /** "98/130 xã đã báo cáo", "cấp tỉnh tự báo cáo"; `code`: the number's origin. */
  function counted(spec, parts, row, code = 0, directory = null) {
    const { language } = spec;
    const word = ioc.format.words(language);
    const own = wordsOf(language);
    const expected = parts.expected[row];
    if (isSelf(parts, row)) {
      if (code) return ioc.origin.isOld(spec) ? own.old : own.later;
      return parts.voice && parts.voice[row] === OWN ? pick(own.self, spec.level) : pick(own.inside, spec.level);
    }
    if (!(expected > 0)) return "";
    if (expected === 1) return parts.reported[row] ? word.reportedAlone : word.notReported;
    const plain = areasOf(spec, row, directory);
    // Villages are the same ones before and after.
    const kind = code && lowestOf(spec, row, directory) !== "village" ? ioc.origin.areaWord(plain, spec) : plain;
    const count = (value) => ioc.format.number(value, 0, language);
    const told = `${count(reported(parts, row))}/${count(expected)} ${kind} ${word.reported}`;
    return above(parts, row) ? `${told}; ${own.above(count(above(parts, row)), plain)}` : told;
  }

  /** The other number that is kept, where it reads otherwise than the one shown. */
  function beside(spec, parts, row, value, directory = null) {
    const voice = parts.voice ? parts.voice[row] : 0;
    if (!voice || Number.isNaN(parts.beside[row])) return "";
    const { language } = spec;
    const text = (one) => ioc.format.quantity(ioc.shown.number(one, spec), spec.unit, spec.decimals, language);
    const other = text(parts.beside[row]);
    if (other === ioc.format.quantity(value, spec.unit, spec.decimals, language)) return "";
    const own = wordsOf(language);
    if (voice === BOTH) return `${pick(own.self, spec.level)}: ${other}`;
    const word = ioc.format.words(language);
    const count = (one) => ioc.format.number(one, 0, language);
    const kind = areasOf(spec, row, directory);
    const share = `${count(parts.beside_reported[row])}/${count(parts.expected[row])}`;
    return `${share} ${kind} ${word.reported}, ${own.sum} ${other}`;
  }

  const short = (language) => wordsOf(language).short;

  ioc.whose = { areasOf, counted, beside, reported, isSelf, short };
})();
