"""Forms and areas of tests: the shipped indicators, communes of a province that is made up."""

from __future__ import annotations

from dataclasses import dataclass

from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.office.form import Form, FormItem
from ioc.area import Level
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency, parse_period
from tests.unit.office.catalogue import indicator_rows

NAMES = (
    "Phường Thành Sơn", "Phường Đông Hải", "Xã Hòa Bình", "Xã Đồng Thành", "Xã Đông Thành",
    "Xã Quý Lộc", "Xã Tân Lập", "Xã Nậm Mả", "Xã Cư M'gar", "Xã Vĩnh Tuy", "Xã An Phú",
    "Đặc khu Hòn Chuối",
)  # fmt: skip
PROVINCE = AreaRow(1, "98", Level.PROVINCE, "VN", "Nam Giang", "Tỉnh Nam Giang", 1)
COMMUNES = tuple(
    AreaRow(
        10 + at, f"{34 + at * 7:05d}", Level.COMMUNE, "98",
        name.split(" ", 2 if name.startswith("Đặc") else 1)[-1], name, 10 + at,
    )
    for at, name in enumerate(NAMES)
)  # fmt: skip
NUMERATOR, DENOMINATOR, VALUE = ValuePart.NUMERATOR, ValuePart.DENOMINATOR, ValuePart.VALUE
ALL_PARTS = (NUMERATOR, DENOMINATOR, VALUE)


def indicator(code: str) -> Indicator:
    """Return an indicator of the shipped catalogue."""
    row = indicator_rows()[code]
    return Indicator(
        id=int(row["number"]), code=code, group_code=row["group_code"],
        name_vi=row["name_vi"], name_en=row["name_en"],
        numerator_vi=row["numerator_vi"], numerator_en=row["numerator_en"],
        denominator_vi=row["denominator_vi"] or None, denominator_en=row["denominator_en"] or None,
        unit_vi=row["unit_vi"], unit_en=row["unit_en"], factor=float(row["factor"]),
        direction=Direction(row["direction"]), space_rule=SpaceRule(row["space_rule"]),
        time_rule=TimeRule(row["time_rule"]), frequency=Frequency(row["frequency"]),
        lowest_level=Level(row["lowest_level"]), decimals=int(row["decimals"]),
        short_vi=row["short_vi"], short_en=row["short_en"],
        source_vi="", source_en="", trap_vi="", trap_en="",
        vintage_rule=VintageRule(row["vintage_rule"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """An indicator on a form, and the short names that the form's headings give its parts."""

    code: str
    parts: tuple[ValuePart, ...]
    headings: dict[ValuePart, tuple[str, ...]]


COVERAGE = (
    Kind("HT01", ALL_PARTS, {
        NUMERATOR: ("Số thôn có sóng di động",), DENOMINATOR: ("Tổng số thôn",),
        VALUE: ("Tỷ lệ thôn có sóng",),
    }),
    Kind("HT02", (VALUE,), {VALUE: ("Số thôn trắng sóng",)}),
    Kind("HT05", ALL_PARTS, {
        NUMERATOR: ("Số hộ có cáp quang",), DENOMINATOR: ("Tổng số hộ gia đình",),
        VALUE: ("Tỷ lệ hộ có cáp quang",),
    }),
)  # fmt: skip
SERVICES = (
    Kind("CQ02", ALL_PARTS, {
        NUMERATOR: ("Số hồ sơ nộp trực tuyến",), DENOMINATOR: ("Tổng số hồ sơ tiếp nhận",),
        VALUE: ("Tỷ lệ hồ sơ trực tuyến",),
    }),
    Kind("CQ04", (NUMERATOR, DENOMINATOR), {
        NUMERATOR: ("Số hồ sơ đúng hạn",), DENOMINATOR: ("Tổng số hồ sơ phải giải quyết",),
    }),
    Kind("CQ09", (VALUE,), {VALUE: ("Điểm phục vụ",)}),
)  # fmt: skip
COUNTS = (
    Kind("KT04", (VALUE,), {VALUE: ("Số doanh nghiệp nộp thuế điện tử",)}),
    Kind("XH09", (VALUE,), {VALUE: ("Số Tổ công nghệ số cộng đồng",)}),
    Kind("XH10", (VALUE,), {VALUE: ("Số thành viên Tổ công nghệ số",)}),
)  # fmt: skip


def villages(count: int) -> tuple[AreaRow, ...]:
    """Return villages "V000000", "V000001"… of the communes in turn."""
    return tuple(
        AreaRow(
            100 + at, f"V{at:06d}", Level.VILLAGE, COMMUNES[at % len(COMMUNES)].code,
            str(at), f"Thôn {at}", 100 + at,
        )
        for at in range(count)
    )  # fmt: skip


def village_form(areas: tuple[AreaRow, ...]) -> Form:
    """Return a form that these villages report, in which all areas above them are known."""
    return form(areas=areas, known_areas=(PROVINCE, *COMMUNES, *areas))


def form(
    kinds: tuple[Kind, ...] = COVERAGE,
    period: str = "2026-09",
    areas: tuple[AreaRow, ...] = COMMUNES,
    known_areas: tuple[AreaRow, ...] = (PROVINCE, *COMMUNES),
) -> Form:
    """Return a form of these indicators and areas."""
    items = tuple(FormItem(indicator(each.code), each.parts, each.headings) for each in kinds)
    return Form(
        "test", items, "2025-07-01", areas, known_areas, parse_period(period), ("Hạ tầng số",)
    )
