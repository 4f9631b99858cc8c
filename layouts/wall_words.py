"""The wall's words, and the abbreviations that officials use where room is short."""

from __future__ import annotations

from ioc.indicator import Indicator
from ioc.period import parse_period

WORDS = {
    "chip_green": ("● Đạt", "● On target"),
    "chip_amber": ("▲ Cảnh báo", "▲ At risk"),
    "chip_red": ("■ Chậm", "■ Behind"),
    "chip_no_target": ("Chưa có CT", "No target"),
    "chip_no_data": ("Chưa có SL", "No data"),
    "chip_too_few": ("Chưa đủ SL", "Too few"),
    "colour_green": ("xanh", "green"),
    "colour_amber": ("vàng", "amber"),
    "colour_red": ("đỏ", "red"),
    "since": ("từ", "since"),
    "per_day": ("{} ngày", "{} days"),
    "per_month": ("{} tháng", "{} mo."),
    "per_quarter": ("{} quý", "{} qtr"),
    "per_half": ("{} nửa năm", "{} half-yr"),
    "per_year": ("{} năm", "{} yr"),
    "target": ("CT", "aim"),
    "no_target": ("Chưa giao chỉ tiêu", "No target set"),
    "no_data": ("Chưa đơn vị nào báo cáo", "Nobody has reported"),
    "last": ("kỳ trước", "on last"),
    "year": ("cùng kỳ", "on year"),
    "broken": ("≠ đổi cách đo từ {}", "≠ measured anew from {}"),
    "awaited": ("chưa có {}", "no {} yet"),
    "vintage": ("địa giới {}", "areas {}"),
    "former": ("{} cũ", "old {}"),
    "merger": ("│ Sáp nhập {}", "│ Areas changed {}"),
    "dashed": ("╌ số {}", "╌ {}"),
    "days": ("ngày", "days"),
    "months": ("tháng", "months"),
    "met": ("Đã đạt", "Target met"),
    "missing": ("Thiếu {}", "{} short"),
    "excess": ("Vượt {}", "{} over"),
    "points": ("điểm %", "pp"),
    "new_numbers": ("số mới, {} chỉ số", "{} updated"),
    "changed": ("có thay đổi", "changed"),
    "changed_areas": ("địa bàn mới", "areas updated"),
    "changed_boundaries": ("ranh giới mới", "new boundaries"),
    "changed_catalogue": ("danh mục mới", "new catalogue"),
    "changed_withdrawal": ("đã rút số liệu", "data withdrawn"),
    "others": ("và {} {} khác", "and {} other {}"),
    "rank": ("Đứng thứ {}/{} {}", "Rank {} of {} {}"),
    "silent": ("{}/{} {} chưa báo cáo", "{}/{} {} silent"),
    "unranked": ("{} {} chưa đủ số để xếp", "{} {} too few to rank"),
    "only_above": ("Chỉ có ở cấp {}", "Only for {}"),
    "chip_above": ("Cấp trên", "Higher level"),
    "no_map": ("Chưa có ranh giới để vẽ bản đồ", "No boundaries for a map yet"),
    "no_trend": (
        "Tự cập nhật ngay khi đơn vị nộp số liệu",
        "Updates by itself when figures are handed in",
    ),
    "stale": ("Chưa cập nhật được", "Update failing"),
    "updated": ("Vừa cập nhật, từ", "Just updated from"),
    "lost": ("Mất kết nối máy chủ", "Connection lost"),
    "lost_at": ("Số liệu lúc", "Figures as of"),
    "lost_now": ("vừa mất", "just lost"),
    "lost_minutes": ("cũ {} phút", "{} min old"),
    "lost_hours": ("cũ {} giờ", "{} h old"),
    "lost_days": ("cũ {} ngày", "{} days old"),
    "age_late": ("▲ quá hạn", "▲ overdue"),
    "age_stale": ("■ số cũ", "■ old"),
    "order_hold": ("Đang giữ · theo lệnh {}", "Held · ordered at {}"),
    "order_go_on": ("Chạy tiếp · theo lệnh {}", "Going on · ordered at {}"),
    "order_other": ("Theo lệnh {}", "Ordered at {}"),
    "refused": ("Màn hình này chưa có khoá còn hiệu lực", "This screen has no token that holds"),
    "no_screen": ("Không có màn hình tên “{}”", "There is no screen “{}”"),
    "no_screen_mend": (
        "Xem mã các màn hình ở trang Quản trị, hoặc mở /wall để xem màn hình chính.",
        "See the codes of the screens on the page Administration, or open /wall for the main one.",
    ),
    "refused_mend": (
        "Khoá đã hết hạn hoặc bị thu hồi. Người quản trị cấp khoá mới ở trang Quản trị, rồi mở lại "
        "địa chỉ khởi động của màn hình.",
        "Its token has expired or was revoked. An administrator gives a new one on the page "
        "Administration; then open the screen’s start address again.",
    ),
    "live": ("Trực tiếp", "Live"),
    "polling": ("Đang hỏi lại từng nhịp", "Polling"),
    "held": ("Đang giữ cảnh", "Held"),
    "title": ("Màn hình lớn", "Wall"),
    "loading": ("Đang chuẩn bị cảnh…", "Preparing the scene…"),
    "keys": (
        "Phím cách: giữ hoặc chạy tiếp. Mũi tên: cảnh trước, cảnh sau. F: toàn màn hình.",
        "Space: hold or go on. Arrows: previous, next scene. F: full screen.",
    ),
}

_SHORTER = (
    ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("Doanh nghiệp viễn thông", "DN viễn thông"),
    ("Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh", "HTTT TTHC tỉnh"),
    ("Cổng Dịch vụ công quốc gia", "Cổng DVCQG"),
    ("Tổ công nghệ số cộng đồng", "Tổ CNSCĐ"),
    ("Nền tảng học trực tuyến mở", "Nền tảng học mở"),
    ("Department of Science and Technology", "Dept. of S&T"),
    ("Provincial administrative-procedure system", "Admin. system"),
    ("National Public Service Portal", "Nat. portal"),
    ("Department of Health", "Dept. of Health"),
    ("Telecom operators", "Telecoms"),
    ("Community digital teams", "Digital teams"),
    ("Open online learning platform", "Open learning"),
)


def short_source(indicator: Indicator, language: str = "vi") -> str:
    """Return who answers for an indicator, as officials shorten it: the first named source."""
    source = indicator.source_en if language == "en" else indicator.source_vi
    for cut in (";", " (", " tổng hợp", ", from"):
        source = source.split(cut)[0]
    for full, short in _SHORTER:
        source = source.replace(full, short)
    return source.strip()


def short_period(text: str, language: str = "vi") -> str:
    """Return a period in the fewest letters that are still read aloud right: "T10/26"."""
    return parse_period(text).short_label(language)
