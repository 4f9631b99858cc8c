/* Words, numbers and periods as officials write them; Vietnamese first, English by switch. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const WORDS = {
    vi: {
      noData: "Chưa có số liệu",
      yes: "Có",
      no: "Không",
      notYet: "Chưa",
      noTarget: "Chưa có chỉ tiêu",
      good: "Đạt",
      warn: "Cảnh báo",
      bad: "Chậm",
      green: "Xanh",
      amber: "Vàng",
      red: "Đỏ",
      unit: "Đơn vị",
      target: "Chỉ tiêu",
      demo: "Số liệu minh hoạ",
      reported: "đã báo cáo",
      reportedAlone: "Đã báo cáo",
      tooFew: "… Chưa đủ số liệu để xếp loại",
      tooFewClass: "Chưa đủ số liệu",
      below: "dưới",
      notReported: "Chưa báo cáo",
      incomplete: "Chưa đủ báo cáo",
      movedSpot: "Vị trí vẽ trong xã; toạ độ đã báo nằm ngoài ranh giới này",
      provisional: (amount) => `tạm tính ${amount} nếu nơi chưa báo cáo giữ số gần nhất`,
      noShape: "Chưa có ranh giới",
      loading: "Đang tải bản đồ…",
      loadingData: "Đang tải số liệu…",
      empty: "Chưa có số liệu cho kỳ này",
      emptyHint: "Hãy chọn kỳ khác hoặc chờ đơn vị báo cáo.",
      never: "Chưa đơn vị nào báo cáo",
      neverHint: "Bản đồ tự cập nhật khi có số liệu.",
      noAreas: "Chưa có địa bàn ở cấp này",
      noAreasHint: "Hãy nạp danh sách địa bàn (thôn, bản…) rồi tải lại trang.",
      noLand: "Chưa có ranh giới để vẽ bản đồ",
      noLandHint: "Hãy nạp ranh giới cho cấp này rồi tải lại trang.",
      failed: "Không tải được bản đồ",
      failedData: "Chưa tải được số liệu",
      stillShown: "Đang hiển thị kỳ",
      offline: "Mất kết nối tới máy chủ.",
      server: "Máy chủ trả lời lỗi",
      retry: "Thử lại",
      zoomIn: "Phóng to",
      zoomOut: "Thu nhỏ",
      reset: "Về toàn cảnh",
      legend: "Chú giải",
      map: "Bản đồ",
      keys: "Dùng phím mũi tên để chuyển giữa các địa bàn, Enter để chọn, Enter lần nữa để xem cấp dưới, phím + và − để phóng to, thu nhỏ, 0 để về toàn cảnh.",
      hoangSa: "Quần đảo\nHoàng Sa",
      truongSa: "Quần đảo\nTrường Sa",
      source: "Nguồn",
      period: "Kỳ số liệu",
      areas: {
        village: "thôn",
        commune: "xã",
        district: "huyện",
        province: "tỉnh",
        unit: "đơn vị",
      },
    },
    en: {
      noData: "No data",
      yes: "Yes",
      no: "No",
      notYet: "No",
      noTarget: "No target",
      good: "On target",
      warn: "At risk",
      bad: "Behind",
      green: "Green",
      amber: "Amber",
      red: "Red",
      unit: "Unit",
      target: "Target",
      demo: "Demonstration data",
      reported: "reported",
      reportedAlone: "Reported",
      tooFew: "… Too few reports for a verdict",
      tooFewClass: "Too few reports",
      below: "under",
      notReported: "Not reported",
      incomplete: "Reports incomplete",
      movedSpot: "Drawn in its commune; the reported point lies outside this outline",
      provisional: (amount) => `provisionally ${amount} if those yet to report keep their last number`,
      noShape: "No boundary",
      loading: "Loading map…",
      loadingData: "Loading figures…",
      empty: "No data for this period",
      emptyHint: "Choose another period or wait for reports.",
      never: "Nobody has reported yet",
      neverHint: "The map updates when figures arrive.",
      noAreas: "No areas at this level",
      noAreasHint: "Load the list of areas (villages…), then reload the page.",
      noLand: "No boundaries to draw a map",
      noLandHint: "Load boundaries for this level, then reload the page.",
      failed: "The map could not be loaded",
      failedData: "Figures could not be loaded",
      stillShown: "Still showing",
      offline: "The server cannot be reached.",
      server: "The server answered with error",
      retry: "Try again",
      zoomIn: "Zoom in",
      zoomOut: "Zoom out",
      reset: "Whole area",
      legend: "Legend",
      map: "Map",
      keys: "Arrow keys move between areas, Enter selects, Enter again opens the level below, + and − zoom, 0 shows the whole area.",
      hoangSa: "Hoàng Sa\nArchipelago",
      truongSa: "Trường Sa\nArchipelago",
      source: "Source",
      period: "Period",
      areas: {
        village: "villages",
        commune: "communes",
        district: "districts",
        province: "provinces",
        unit: "units",
      },
    },
  };
  const ROMAN = { 1: "I", 2: "II", 3: "III", 4: "IV" };
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const YES_NO = 32; // the same bit as in api/slices.py
  const formats = new Map();

  function words(language) {
    return WORDS[language] || WORDS.vi;
  }

  /** 1.234,5 in Vietnamese; `decimals` null: as many as the number has, at most 2. */
  function number(value, decimals, language) {
    const key = `${language}|${decimals}`;
    let format = formats.get(key);
    if (!format) {
      const fixed = decimals === null || decimals === undefined;
      format = new Intl.NumberFormat(language === "en" ? "en-GB" : "vi-VN", {
        minimumFractionDigits: fixed ? 0 : decimals,
        maximumFractionDigits: fixed ? 2 : decimals,
      });
      formats.set(key, format);
    }
    // The library would round halves as it likes: it is given what is rounded already.
    return format.format(ioc.shown.halfUp(value, format.resolvedOptions().maximumFractionDigits));
  }

  /** A number with its unit: 94,7%; 1.234 thôn. NaN gives the words for no data. */
  function quantity(value, unit, decimals, language) {
    if (value === null || Number.isNaN(value)) return words(language).noData;
    const text = number(value, decimals, language);
    if (!unit) return text;
    if (unit === "%") return `${text}%`;
    // The catalogue words its English units in the plural; "Mbps" is none.
    const one = language === "en" && /^[+−-]?1$/.test(text) && unit === unit.toLowerCase();
    return `${text}\u00a0${one ? unit.replace(/s$/, "") : unit}`;
  }

  /** What an area's number says: in words where it is a yes or a no. `flags`: those of a slice. */
  function shown(value, flags, spec) {
    if (flags & YES_NO && !Number.isNaN(value)) return fact(value, spec);
    if (flags & ioc.shown.BELOW_ONE) {
      return `${words(spec.language).below} ${quantity(10 ** -spec.decimals, spec.unit, spec.decimals, spec.language)}`;
    }
    return quantity(value, spec.unit, spec.decimals, spec.language);
  }

  /** The same without its unit, where the unit stands above: "<1" of what would read as 0. */
  function digits(value, flags, spec) {
    if (flags & YES_NO && !Number.isNaN(value)) return fact(value, spec);
    const below = flags & ioc.shown.BELOW_ONE;
    return (below ? "<" : "") + number(below ? 10 ** -spec.decimals : value, spec.decimals, spec.language);
  }

  /** A numerator or a denominator, whole; of an estimate below a half "<1" and not 0. */
  const part = (value, language) => (value > 0 && value < 0.5 ? "<1" : number(value, 0, language));

  /** Yes or no: what is hoped for has not come yet, what is feared is not there. */
  function fact(value, spec) {
    const word = words(spec.language);
    return value ? word.yes : spec.direction === "down" ? word.no : word.notYet;
  }

  /** An ISO period in words: 2025-09 → Tháng 9/2025; 2025-Q3 → Quý III/2025. */
  /** The period that a map shows, and which later one its neighbours have: "Tháng 09/2026 (chưa có số tháng 10/2026)". */
  function periodOf(spec, iso) {
    const text = period(iso, spec.language);
    return spec.awaited && spec.awaited[0] === iso ? `${text} (${spec.awaited[1]})` : text;
  }

  function period(iso, language) {
    const text = String(iso || "");
    const english = language === "en";
    let match;
    if ((match = /^(\d{4})-Q([1-4])$/.exec(text))) {
      return english ? `Q${match[2]} ${match[1]}` : `Quý ${ROMAN[match[2]]}/${match[1]}`;
    }
    if ((match = /^(\d{4})-H([12])$/.exec(text))) {
      if (english) return `${match[2] === "1" ? "First" : "Second"} half of ${match[1]}`;
      return `6 tháng ${match[2] === "1" ? "đầu" : "cuối"} năm ${match[1]}`;
    }
    if ((match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text))) return `${match[3]}/${match[2]}/${match[1]}`;
    if ((match = /^(\d{4})-(\d{2})$/.exec(text))) {
      return english ? `${MONTHS[Number(match[2]) - 1]} ${match[1]}` : `Tháng ${Number(match[2])}/${match[1]}`;
    }
    if (/^\d{4}$/.test(text)) return english ? text : `Năm ${text}`;
    return text;
  }

  /** Decimals that show every break of a legend exactly, at most 3. */
  function decimalsOf(values) {
    for (let digits = 0; digits < 3; digits += 1) {
      const factor = 10 ** digits;
      if (values.every((value) => Math.abs(Math.round(value * factor) / factor - value) < 1e-9)) return digits;
    }
    return 3;
  }

  ioc.format = { words, number, quantity, shown, digits, part, fact, period, periodOf, decimalsOf };
})();
