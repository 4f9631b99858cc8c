"""Fixed words of an area's page, and the short texts beside its pictures."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.period import Frequency
from layouts.area_view import VintageWay
from layouts.components.completeness import card_beside, card_completeness
from layouts.origin import short_origin
from layouts.text import Words, level_word, number

# Areas named in one line.
_MOST_NAMED = 3

WORDS = {
    "breadcrumb": ("Đường dẫn địa bàn", "Area path"),
    "vintages": ("Địa giới", "Boundaries"),
    "view_there": ("Xem theo địa giới {vintage}: {name}", "Boundaries {vintage}: {name}"),
    "several": ("{count} đơn vị {side} ↓", "{count} {side} areas ↓"),
    "earlier": ("tiền thân", "former"),
    "later": ("kế thừa", "successor"),
    "demo_area": ("Địa bàn minh hoạ", "Illustrative area"),
    "balance": ("Tổng hợp theo chỉ tiêu", "Against targets"),
    "explorer": ("Bản đồ và diễn biến", "Map and trend"),
    "map": ("Bản đồ", "Map"),
    "level": ("Cấp hiển thị", "Level"),
    "former": ("Huyện cũ", "Former district"),
    "former_all": ("Tất cả huyện cũ", "All former districts"),
    "period": ("Kỳ số liệu", "Period"),
    "before": ("Kỳ trước", "Previous period"),
    "after": ("Kỳ sau", "Next period"),
    "analysis": ("Mở trong Phân tích", "Open in Analysis"),
    "definition": ("Định nghĩa và nguồn", "Definition and source"),
    "children": ("Danh sách địa bàn", "List of areas"),
    "filter": ("Lọc theo tên", "Filter by name"),
    "order": ("Sắp xếp", "Order"),
    "order_worst": ("Cần chú ý trước", "Worst first"),
    "order_best": ("Tốt nhất trước", "Best first"),
    "order_name": ("Theo tên", "By name"),
    "trend": ("Diễn biến", "Trend"),
    "lacking": ("thiếu số liệu của {names}", "without {names}"),
    "ended": (
        "sau {day} chưa quy đổi được về địa bàn này: chưa biết tỷ lệ chia",
        "after {day} not converted to this area: its share is unknown",
    ),
    "more": ("và {count} đơn vị nữa", "and {count} more"),
    "incomparable": (
        "không so sánh được qua sáp nhập: số liệu riêng của {places}",
        "not comparable across the reorganisation: {places} has numbers of its own",
    ),
    "incomparable_group": (
        "Không so sánh được qua sáp nhập, số liệu có ở {places}",
        "Not comparable across the reorganisation, numbers are held by {places}",
    ),
    "groups": ("Nhóm chỉ số", "Groups of indicators"),
    "missing": ("Chưa có số liệu", "No data yet"),
    "above": (
        "{count} chỉ số chỉ có ở cấp trên, xem tại",
        "{count} indicators exist only at a higher level; see",
    ),
    "lineage": ("Tiền thân và kế thừa", "Former and later areas"),
    "unchanged": ("Không có quan hệ nào với kỳ địa giới khác.", "Nothing in other vintages."),
    "shared_communes": ("{count} xã", "{count} communes"),
    "partly": ("gồm {count} xã tính một phần", "{count} of them in part"),
    "former_title": ("Các huyện cũ", "Former districts"),
    "former_text": (
        "Cấp huyện kết thúc ngày 30/06/2025. Chọn một huyện cũ để lọc bản đồ, hoặc mở trang của "
        "huyện theo địa giới trước đó.",
        "Districts ended on 30 June 2025. Choose one to filter the map, or open its own page.",
    ),
    "former_filter": ("Lọc bản đồ", "Filter the map"),
    "former_open": ("Mở trang", "Open"),
    "published": ("Số liệu đã công bố", "Published figures"),
    "published_text": (
        "Trích nguyên văn từ nguồn, giữ riêng và không cộng vào số liệu của kho.",
        "Quoted from the source, kept apart and never added to the store's numbers.",
    ),
    "indicator": ("Nội dung", "Subject"),
    "value": ("Công bố", "Published"),
    "at": ("Kỳ", "Period"),
    "source": ("Nguồn", "Source"),
    "computed": ("Số trong kho", "In the store"),
    "published_agrees": ("khớp", "agrees"),
    "published_differs": ("khác số công bố", "differs"),
    "published_demo": ("số liệu minh hoạ, không so", "illustrative, not compared"),
    "published_rough": ("nguồn nêu số áng chừng, không so", "a rough figure, not compared"),
    "published_others": ("nguồn khác nêu {values}", "another source says {values}"),
    "goal": ("mục tiêu", "goal"),
    "not_found": ("Không có địa bàn này", "There is no such area"),
    "not_found_text": (
        "Mã “{code}” không có trong kỳ địa giới “{vintage}”.",
        "There is no code “{code}” in the vintage “{vintage}”.",
    ),
    "elsewhere": ("Mã này có ở", "This code exists in"),
    "search_hint": (
        "Bấm phím / rồi gõ tên địa bàn, có dấu hoặc không dấu, tên hiện nay hoặc tên cũ.",
        "Press / and type a name, with or without diacritics, present or former.",
    ),
    "home": ("Về trang tỉnh nhà", "To the home province"),
    "country": ("Xem cả nước", "See the whole country"),
    "open": ("Mở trang", "Open"),
    "nobody": ("Không có địa bàn nào khớp.", "No area matches."),
}

LEVEL_CHOICES = {
    Level.COUNTRY: {"vi": "Cả nước", "en": "Country"},
    Level.PROVINCE: {"vi": "Tỉnh", "en": "Provinces"},
    Level.DISTRICT: {"vi": "Huyện", "en": "Districts"},
    Level.COMMUNE: {"vi": "Xã", "en": "Communes"},
    Level.VILLAGE: {"vi": "Thôn", "en": "Villages"},
}
DEFINITION_ROWS = {
    "numerator": ("Tử số", "Numerator"),
    "denominator": ("Mẫu số", "Denominator"),
    "direction": ("Chiều tốt", "Better when"),
    "rule": ("Cách tổng hợp", "Aggregation"),
    "reported": ("Kỳ và cấp báo cáo", "Reported"),
    "source": ("Nguồn số liệu", "Source system"),
    "trap": ("Lưu ý", "Mind"),
}
_SPACE = {
    SpaceRule.RATIO_OF_SUMS: (
        "tổng tử số chia tổng mẫu số của các đơn vị đã báo cáo",
        "sum of numerators over sum of denominators of those that reported",
    ),
    SpaceRule.SUM: ("cộng các đơn vị đã báo cáo", "sum of those that reported"),
    SpaceRule.MEDIAN_OF_SAMPLES: (
        "trung vị của các mẫu đo, không lấy trung vị của trung vị",
        "median of the samples, never a median of medians",
    ),
    SpaceRule.NOT_ADDITIVE: (
        "không cộng được từ cấp dưới, dùng số báo cáo trực tiếp",
        "cannot be added up, reported directly",
    ),
}
_TIME = {
    TimeRule.LAST_VALUE: ("lấy kỳ cuối", "the last period counts"),
    TimeRule.SUM: ("cộng theo thời gian", "added over time"),
    TimeRule.RATIO_OF_SUMS: ("tổng chia tổng theo thời gian", "ratio of sums over time"),
    TimeRule.MEDIAN_OF_SAMPLES: ("trung vị của các mẫu đo", "median of the samples"),
}
_FREQUENCIES = {
    Frequency.DAY: ("hằng ngày", "daily"),
    Frequency.MONTH: ("hằng tháng", "monthly"),
    Frequency.QUARTER: ("hằng quý", "quarterly"),
    Frequency.HALF: ("nửa năm", "half-yearly"),
    Frequency.YEAR: ("hằng năm", "yearly"),
}


def definition(indicator: Indicator, language: str = "vi") -> dict[str, str]:
    """Return the texts of an indicator's definition, by the keys of `DEFINITION_ROWS`."""
    place = 1 if language == "en" else 0
    english = language == "en"
    upward = indicator.direction is Direction.UP
    level = level_word(indicator.lowest_level, language)
    reported = _FREQUENCIES[indicator.frequency][place]
    none = "–"
    return {
        "numerator": indicator.numerator_en if english else indicator.numerator_vi,
        "denominator": (indicator.denominator_en if english else indicator.denominator_vi) or none,
        "direction": (("cao hơn", "higher") if upward else ("thấp hơn", "lower"))[place],
        "rule": f"{_SPACE[indicator.space_rule][place]}; {_TIME[indicator.time_rule][place]}",
        "reported": f"{reported}, {'down to' if english else 'đến cấp'} {level}",
        "source": (indicator.source_en if english else indicator.source_vi) or none,
        "trap": (indicator.trap_en if english else indicator.trap_vi) or none,
    }


def facts_line(card: Card, language: str = "vi") -> str:
    """Return period, completeness and origin of a number in one line."""
    parts = []
    if card.period is not None:
        parts.append(card.period.label(language))
    if whole := card_completeness(card, language):
        parts.append(whole)
    if beside := card_beside(card, language):
        parts.append(beside)
    if (cell := card.cell) is not None and cell.converted:
        parts.append(short_origin(cell.converted, cell.estimated, cell.basis, language))
    return " · ".join(parts)


def lacking_words(names: Sequence[str], language: str = "vi") -> str:
    """Return which areas a brought-over number lacks, the first few by name; empty: none.

    >>> lacking_words(["Xã A", "Xã B", "Xã C", "Xã D"])
    'thiếu số liệu của Xã A, Xã B, Xã C và 1 đơn vị nữa'
    """
    if not names:
        return ""
    words = Words(WORDS, language)
    named = ", ".join(names[:_MOST_NAMED])
    if (more := len(names) - _MOST_NAMED) > 0:
        named = f"{named} {words['more'].format(count=number(more, 0, language))}"
    return words["lacking"].format(names=named)


def ended_words(day: str, language: str = "vi") -> str:
    """Return why a former area has no numbers after a day (dd/mm/yyyy)."""
    return Words(WORDS, language)["ended"].format(day=day)


def incomparable_words(
    ways: Sequence[VintageWay], language: str = "vi", key: str = "incomparable"
) -> str:
    """Return that numbers of other vintages cannot be compared, and where they are; empty: none."""
    if not ways:
        return ""
    places = ", ".join(f"{way.place.full_name} ({way.name})" for way in ways)
    return Words(WORDS, language)[key].format(places=places)


def children_title(
    name: str, level: Level, count: int, language: str = "vi", former: str = ""
) -> str:
    """Return the heading of a list of areas: "130 xã của Tỉnh Nghệ An".

    >>> children_title("Tỉnh Nghệ An", Level.COMMUNE, 12, former="Huyện Kỳ Sơn")
    '12 xã trên địa bàn Huyện Kỳ Sơn cũ'
    """
    areas = f"{number(count, 0, language)} {level_word(level, language)}"
    if former:
        return (
            f"{areas} in former {former}"
            if language == "en"
            else (f"{areas} trên địa bàn {former} cũ")
        )
    return f"{areas} in {name}" if language == "en" else f"{areas} của {name}"


def map_note(
    name: str,
    here: Level,
    siblings: bool,
    has_children: bool,
    indicator: Indicator,
    language: str = "vi",
) -> str:
    """Return why the map shows an area's place among its siblings; empty where it does not.

    Args:
        name: the area's full name.
        here: its level.
        siblings: whether the map shows its siblings instead of its inside.
        has_children: whether the store holds areas inside.
        indicator: what the map shows.
        language: "vi" or "en".
    """
    if not siblings or here is Level.VILLAGE:
        return ""
    finest = level_word(indicator.lowest_level, language)
    if language == "en":
        why = (
            f"This indicator goes down to {finest} only"
            if has_children
            else "No list of villages is loaded here"
        )
        return f"{why}; the map shows {name} among its neighbours."
    why = (
        f"Chỉ số này chỉ có đến cấp {finest}"
        if has_children
        else "Chưa nạp danh mục thôn của địa bàn này"
    )
    return f"{why}; bản đồ cho thấy {name} giữa các địa bàn cùng cấp."
