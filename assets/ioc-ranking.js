/* What the ranked table reckons and says: ranks, statuses, texts as one searches them, its words. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const WORDS = {
    vi: {
      rank: "Hạng", name: "Địa bàn", value: "Giá trị", parts: "Tử số/mẫu số", change: "So kỳ trước",
      status: "Trạng thái", complete: "Đã báo cáo", none: "–", table: "Bảng xếp hạng địa bàn",
      shown: (some, all, hidden) => (hidden ? `${some}/${all} địa bàn · ${hidden} bị bộ lọc ẩn` : `${all} địa bàn`),
      missing: (count) => `${count} chưa có số liệu`,
      unranked: (count) => `${count} chưa đủ số liệu để xếp`,
      compared: "so kỳ trước chỉ trên các nơi có số ở cả hai kỳ",
      noNumber: (period) => `chưa có số ${period.charAt(0).toLowerCase()}${period.slice(1)}`,
      provisional: (amount) => `tạm tính ${amount}`,
      provisionalRule: "Chưa đủ báo cáo: nếu nơi còn thiếu giữ số gần nhất của mình",
      same: (count, all, areas) => `Chỉ so ${count}/${all} ${areas} có số ở cả hai kỳ`,
      few: (count, all, areas) => `Chỉ ${count}/${all} ${areas} có số ở cả hai kỳ, chưa đủ để so`,
      areas: { province: "tỉnh, thành phố", district: "huyện", commune: "xã", village: "thôn", none: "đơn vị" },
      noHit: "Không có địa bàn nào khớp.", noHitHint: "Thử bỏ bớt chữ hoặc chọn “Mọi trạng thái”.",
      failed: "Chưa tải được bảng.", retry: "Thử lại", loading: "Đang tải bảng…", open: "Kỳ chưa kết thúc, không so sánh",
      status_green: "Đạt", status_amber: "Cảnh báo", status_red: "Chậm", status_no_target: "Chưa đặt", status_no_data: "Chưa có", status_too_few: "Chưa đủ số liệu",
    },
    en: {
      rank: "Rank", name: "Area", value: "Value", parts: "Num./denom.", change: "On last period",
      status: "Status", complete: "Reported", none: "–", table: "Ranking of areas",
      shown: (some, all, hidden) => (hidden ? `${some}/${all} areas · ${hidden} hidden by the filter` : `${all} areas`),
      missing: (count) => `${count} without data`,
      unranked: (count) => `${count} with too few reports to rank`,
      compared: "change over those with a number in both periods",
      noNumber: (period) => `no number for ${period} yet`,
      provisional: (amount) => `provis. ${amount}`,
      provisionalRule: "Not all have reported: if those missing keep their last number",
      same: (count, all, areas) => `Only the ${count} of ${all} ${areas} that have a number in both periods are compared`,
      few: (count, all, areas) => `Only ${count} of ${all} ${areas} have a number in both periods: too few to compare`,
      areas: { province: "provinces", district: "districts", commune: "communes", village: "villages", none: "units" },
      noHit: "No area matches.", noHitHint: "Try fewer letters or “Any status”.",
      failed: "The table could not be loaded.", retry: "Try again", loading: "Loading table…", open: "Period still open, not compared",
      status_green: "On target", status_amber: "At risk", status_red: "Behind", status_no_target: "No target", status_no_data: "No data", status_too_few: "Too few reports",
    },
  };
  const STATUS_NAMES = ["green", "amber", "red"];

  /** A text as one searches it: no diacritics, lower case, single spaces (as ioc.area.search_name). */
  function plain(text) {
    return String(text)
      .replace(/[đĐ]/g, "d")
      .replace(/[’‘`]/g, "'")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim();
  }

  function statusOf(value, target, direction, flags = 0) {
    if (Number.isNaN(value)) return "no_data";
    if (target === null || target === undefined) return "no_target";
    if (flags & ioc.shown.TOO_FEW) return "too_few";
    return STATUS_NAMES[ioc.scale.statusOf(value, target, direction)];
  }

  /** Competition ranks by what is better: equal values share a rank; what has no place has none. */
  function ranks(value, direction, flags) {
    const held = [];
    for (let row = 0; row < value.length; row += 1) if (ioc.shown.isRanked(value[row], flags[row])) held.push(row);
    held.sort((a, b) => (direction === "down" ? value[a] - value[b] : value[b] - value[a]));
    const rank = new Int32Array(value.length);
    held.forEach((row, at) => {
      rank[row] = at > 0 && value[held[at - 1]] === value[row] ? rank[held[at - 1]] : at + 1;
    });
    return rank;
  }

  ioc.ranking = { WORDS, plain, statusOf, ranks };
})();
