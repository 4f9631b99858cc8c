"""What must hold between the cells of a table before it may be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.load.findings import Findings
from data.load.headings import Part, Role
from data.load.records import Ints, KnownIndicator, Records, key_column
from ioc.area import Level
from ioc.bounds import BOUNDS_SAID, LARGEST, out_of_bounds
from ioc.indicator import SpaceRule
from ioc.period import Period

Mask = npt.NDArray[np.bool_]
# A reported ratio may differ from numerator ÷ denominator by its rounding.
_ROUNDINGS = 1.01
# Above this median a share below 1 % is out of line.
_USUAL_SHARE = 20


@dataclass(frozen=True)
class Known:
    """The lists that the indexes of the records point into."""

    indicators: Sequence[KnownIndicator]
    periods: Sequence[Period]
    area_ids: Ints
    area_depths: Ints

    def traits(self, of: Ints, values: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return a trait of each record's indicator."""
        return np.asarray(values, dtype=np.float64)[of]


def check_values(
    records: Records,
    known: Known,
    percent: Mapping[Part, Mask],
    problems: Findings,
    warnings: Findings,
) -> Records:
    """Return the records as the store wants them, and add every fault of their numbers.

    A count stands in `numerator`; a ratio in both parts, or in `value` where only the ratio is
    known; a score in `value`; a median in `value` with the number of its samples, if given, in
    `numerator`. Records of unknown indicators pass unchanged.
    """
    sure = (records.indicator >= 0) & ~records.flawed
    kinds = known.indicators
    index = np.where(records.indicator >= 0, records.indicator, 0)
    factor = known.traits(index, [kind.factor for kind in kinds])
    ratio = sure & (known.traits(index, [kind.has_denominator for kind in kinds]) > 0)
    count = (
        sure & ~ratio & (known.traits(index, [k.space_rule is SpaceRule.SUM for k in kinds]) > 0)
    )
    median = sure & (
        known.traits(index, [k.space_rule is SpaceRule.MEDIAN_OF_SAMPLES for k in kinds]) > 0
    )
    score = sure & ~ratio & ~count & ~median
    top, bottom, value = records.numerator, records.denominator, records.value
    has_top, has_bottom, has_value = ~np.isnan(top), ~np.isnan(bottom), ~np.isnan(value)

    report = _Reporter(records, problems)
    for part in Part:
        negative = records.part(part) < 0
        report(negative, part, "số âm", "kiểm tra lại: số liệu báo cáo không thể âm")
        report(
            out_of_bounds(records.part(part)),
            part,
            "số quá lớn hoặc quá gần 0 để là số liệu",
            f"kiểm tra lại: số liệu là 0, hoặc có độ lớn từ {BOUNDS_SAID}",
        )
    wrong_sign = percent[Part.VALUE] & sure & ~(ratio & (factor == 100))
    report(wrong_sign, Part.VALUE, "chỉ tiêu này không tính bằng %", "ghi số không có dấu %")
    for part in (Part.NUMERATOR, Part.DENOMINATOR):
        report(
            percent[part], part, "tử số và mẫu số không thể là %", "ghi số lượng, không ghi tỷ lệ"
        )

    share = ratio & (factor == 100)
    over = share & has_top & has_bottom & (top > bottom)
    report(
        over,
        Part.NUMERATOR,
        lambda i: (
            f"tử số {show_number(float(top[i]))} lớn hơn mẫu số {show_number(float(bottom[i]))}"
        ),
        "kiểm tra lại hai số: tử số là một phần của mẫu số",
    )
    report(
        ratio & has_bottom & (bottom == 0) & has_top & (top > 0) & ~over,
        Part.DENOMINATOR,
        "mẫu số bằng 0",
        "ghi mẫu số đúng, hoặc để trống cả hai ô nếu chưa có số liệu",
    )
    report(
        share & has_value & (value > 100),
        Part.VALUE,
        "tỷ lệ lớn hơn 100%",
        "kiểm tra lại: có thể là số lượng hoặc thiếu dấu phẩy thập phân",
    )
    report(
        ratio & has_top & ~has_bottom,
        Part.NUMERATOR,
        "có tử số nhưng thiếu mẫu số",
        "điền mẫu số cùng dòng, hoặc chỉ báo cáo tỷ lệ ở cột “Giá trị”",
    )
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        computed = top / bottom * factor
    decimals = known.traits(index, [kind.decimals for kind in kinds])
    slack = _ROUNDINGS * np.maximum(10.0**-decimals, 0.1)
    report(
        ratio
        & has_top
        & has_bottom
        & has_value
        & (bottom > 0)
        & (np.abs(computed - value) > slack),
        Part.VALUE,
        lambda i: (
            f"giá trị không bằng tử số chia mẫu số ({show_number(round(float(computed[i]), 2))})"
        ),
        "sửa một trong ba số, hoặc bỏ cột giá trị",
    )
    report(
        ratio & has_top & (bottom > 0) & (computed > LARGEST),
        Part.NUMERATOR,
        "tử số chia mẫu số cho kết quả quá lớn",
        "kiểm tra lại hai số",
    )
    report(
        median & has_top & ~has_value,
        Part.NUMERATOR,
        "chỉ có số phép đo, thiếu trung vị",
        "ghi trung vị ở cột “Giá trị”; cột tử số là số phép đo",
    )
    report(
        (count | score) & has_top & has_value & (top != value),
        Part.VALUE,
        lambda i: (
            f"hai số khác nhau cho cùng một ô: {show_number(float(top[i]))}"
            f" và {show_number(float(value[i]))}"
        ),
        "chỉ giữ một số",
    )

    whole = sure & (known.traits(index, [kind.whole for kind in kinds]) > 0)
    samples = median & has_top
    for part in (Part.NUMERATOR, Part.DENOMINATOR):
        report(_is_fraction(records.part(part)) & (whole | samples), part, *_NOT_WHOLE)
    report(_is_fraction(value) & whole & (count | score), Part.VALUE, *_NOT_WHOLE)
    highest = known.traits(
        index, [np.inf if kind.highest is None else kind.highest for kind in kinds]
    )
    for part in (Part.NUMERATOR, Part.VALUE):
        above = records.part(part) > highest
        report(
            above & sure & (score | (median if part is Part.VALUE else False)),
            part,
            lambda i: f"ngoài thang của chỉ tiêu (0–{show_number(float(highest[i]))})",
            "kiểm tra lại: có thể thiếu dấu phẩy thập phân",
        )
    _report_bare_shares(records, share & has_value & ~has_top, percent[Part.VALUE], problems)

    remark = _Reporter(records, warnings)
    remark(
        ratio & has_bottom & (bottom == 0) & has_top & (top == 0),
        Part.DENOMINATOR,
        "0/0: đã báo cáo, nhưng không có gì để tính tỷ lệ",
        "nếu chưa có số liệu, hãy để trống cả hai ô",
    )
    remark(
        sure & ~ratio & has_bottom & (has_top | has_value),
        Part.DENOMINATOR,
        "chỉ tiêu này không có mẫu số: số này không được lưu",
        "bỏ mẫu số, hoặc kiểm tra mã chỉ tiêu",
    )
    if alone := int((ratio & has_bottom & ~has_top & ~has_value).sum()):
        warnings.add(
            warnings.body.file_problem(
                f"{alone} ô có mẫu số nhưng chưa có tử số: coi là chưa báo cáo",
                "điền tử số; nếu không có gì, ghi 0",
            )
        )
    _remark_fractions(records, share & has_value & ~has_top & ~percent[Part.VALUE], warnings)

    single = np.where(has_top, top, value)
    keep_parts = ratio & has_top & has_bottom
    return replace(
        records,
        numerator=np.where(count, single, np.where(score, np.nan, top)),
        denominator=np.where(sure & (~ratio | ~has_top), np.nan, bottom),
        value=np.where(score, single, np.where(count | keep_parts, np.nan, value)),
    )


_NOT_WHOLE = (
    "số lẻ ở chỗ chỉ có số nguyên (đếm thôn, hộ, người, hồ sơ)",
    "ghi đủ số, không theo nghìn (3711, không phải 3,711); nếu bảng tính đã hiểu dấu ngăn hàng"
    " nghìn thành phần thập phân, hãy sửa ô",
)


def _is_fraction(numbers: npt.NDArray[np.float64]) -> Mask:
    with np.errstate(invalid="ignore"):
        marked: Mask = np.abs(numbers - np.round(numbers)) > 1e-9
    return marked


def _report_bare_shares(records: Records, shares: Mask, signed: Mask, problems: Findings) -> None:
    """Report 0,885 between cells with a % sign: is it 0,885 % or 88,5 %?"""
    for group in np.unique(records.group[shares & signed]):
        mine = shares & (records.group == group)
        bare = mine & ~signed & (records.value > 0) & (records.value <= 1)
        if not bare.any():
            continue
        chosen = np.flatnonzero(bare)
        column = problems.body.layout.groups[int(group)].columns[Part.VALUE]

        def say(i: int, chosen: npt.NDArray[np.int64] = chosen) -> str:
            number = float(records.value[chosen[i]])
            return (
                f"không có dấu % giữa các ô có dấu %: không rõ là {show_number(number)}%"
                f" hay {show_number(number * 100)}%"
            )

        problems.cells(
            records.position[chosen], column, say, "ghi dấu % hoặc định dạng % cho cả cột"
        )


def _remark_fractions(records: Records, mask: Mask, warnings: Findings) -> None:
    """Remark when a column of percentages holds only numbers up to 1: 0,947 for 94,7%?"""
    for group in np.unique(records.group[mask]):
        chosen = np.flatnonzero(mask & (records.group == group))
        values = records.value[chosen]
        column = warnings.body.layout.groups[int(group)].columns[Part.VALUE]
        small = (values > 0) & (values < 1)
        if len(values) > 2 and small.any() and np.median(values) > _USUAL_SHARE:
            warnings.cells(
                records.position[chosen[small]],
                column,
                "tỷ lệ dưới 1% giữa các tỷ lệ lớn hơn nhiều",
                "nếu 0,885 nghĩa là 88,5%, hãy nhân với 100",
            )
        if len(values) > 2 and values.max() <= 1 and (values % 1 > 0).any():
            warnings.cells(
                records.position[chosen[:1]],
                column,
                "mọi tỷ lệ trong cột đều không quá 1%",
                "nếu 0,947 nghĩa là 94,7%, hãy nhân với 100 hoặc định dạng ô là %",
            )


def check_keys(
    records: Records,
    known: Known,
    today: date,
    problems: Findings,
    warnings: Findings,
    valid_to: date | None,
) -> None:
    """Add every fault of level and period, and remark open periods and areas of the past."""
    layout = problems.body.layout
    both = (records.indicator >= 0) & (records.area >= 0)
    lowest = [kind.lowest_level.depth for kind in known.indicators]
    index = np.where(both, records.indicator, 0)
    depth = known.area_depths[np.where(both, records.area, 0)] if len(known.area_depths) else index
    too_deep = both & (depth > known.traits(index, lowest))
    area_column = layout.areas[0].column

    def deeper(i: int) -> str:
        kind = known.indicators[int(records.indicator[np.flatnonzero(too_deep)[i]])]
        return f"chỉ tiêu {kind.code} chỉ báo cáo đến cấp {_LEVEL_NAMES[kind.lowest_level]}"

    if too_deep.any():
        problems.cells(
            records.position[too_deep], area_column, deeper, "gộp số liệu lên cấp đó rồi nạp"
        )

    dated = records.period >= 0
    if not dated.any():
        return
    starts = np.array([period.start.toordinal() for period in known.periods])
    ends = np.array([period.end.toordinal() for period in known.periods])
    at = np.where(dated, records.period, 0)
    now = today.toordinal()
    report_key(
        records,
        dated & (starts[at] > now),
        Role.PERIOD,
        "kỳ báo cáo ở tương lai",
        f"sửa kỳ báo cáo (hôm nay là {today:%d/%m/%Y})",
        problems,
    )
    present = np.unique(records.period[dated])
    for number in present:
        period = known.periods[int(number)]
        if starts[number] <= now <= ends[number]:
            warnings.add(warnings.body.file_problem(*open_period_remark(period)))
    after = [
        known.periods[int(n)]
        for n in present
        if valid_to and known.periods[int(n)].start > valid_to
    ]
    if after and valid_to:
        labels = ", ".join(period.label() for period in sorted(after)[:3])
        warnings.add(
            warnings.body.file_problem(
                f"{len(after)} kỳ sau ngày địa giới hết hiệu lực ({valid_to:%d/%m/%Y}): {labels}",
                "kiểm tra: từ ngày đó số liệu thường theo địa giới mới",
            )
        )


def open_period_remark(period: Period) -> tuple[str, str]:
    """Return what is said of numbers of a period that has not ended, and how to mend it."""
    return (
        f"kỳ {period.label()} chưa kết thúc: số liệu tạm tính, không so với kỳ đã đủ",
        "nạp lại khi kỳ đã kết thúc",
    )


def report_key(
    records: Records, mask: Mask, role: Role, message: str, mend: str, findings: Findings
) -> None:
    """Add a fault of indicators or periods: per cell, or once where a heading says it."""
    if not mask.any():
        return
    layout = findings.body.layout
    if role in layout.keys:
        findings.cells(records.position[mask], layout.keys[role], message, mend)
        return
    for group in np.unique(records.group[mask]):
        column = key_column(layout, role, int(group))
        findings.add(findings.body.heading_problem(message, mend, column, layout.heading(column)))


def drop_duplicates(records: Records, problems: Findings, warnings: Findings) -> Records:
    """Return the records with identical duplicates left out; differing ones are faults."""
    sure = (records.area >= 0) & (records.indicator >= 0) & (records.period >= 0)
    sure &= ~records.flawed
    key = cell_keys(records)
    again = pd.Series(key).duplicated().to_numpy() & sure
    if not again.any():
        return records
    involved = np.flatnonzero(sure & np.isin(key, key[again]))
    order = involved[np.lexsort((records.position[involved], key[involved]))]
    is_first = np.concatenate([[True], key[order][1:] != key[order][:-1]])
    first = order[is_first][np.cumsum(is_first) - 1]
    later, earlier = order[~is_first], first[~is_first]
    groups = problems.body.layout.groups
    firsts = np.array([min(group.columns.values()) for group in groups], dtype=np.int64)
    same = np.ones(len(later), dtype=bool)
    for part in Part:
        mine, theirs = records.part(part)[later], records.part(part)[earlier]
        same &= (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    for mask, findings, message, mend in (
        (~same, problems, "trùng ô đã có với số khác", "chỉ giữ một dòng cho mỗi địa bàn và kỳ"),
        (same, warnings, "trùng y hệt một ô đã có: chỉ lưu một lần", "bỏ dòng thừa"),
    ):
        origin = earlier[mask]
        columns = firsts[records.group[later[mask]]]

        def say(i: int, origin: Ints = origin, message: str = message) -> str:
            return f"{message} (dòng {problems.body.row(int(records.position[origin[i]]))})"

        findings.cells(records.position[later[mask]], columns, say, mend)
    keep = np.ones(len(key), dtype=bool)
    keep[later] = False
    return records.where(keep)


def cell_keys(records: Records) -> Ints:
    """Return one number per record that is equal where area, indicator and period are."""
    width = max(int(records.period.max(initial=0)) + 3, 3)
    depth = max(int(records.indicator.max(initial=0)) + 3, 3)
    return ((records.area + 2) * depth + records.indicator + 2) * width + records.period + 2


def observation_frame(records: Records, known: Known) -> pd.DataFrame:
    """Return the reported cells as the store wants them; empty frames have the columns too.

    area_id       int64
    indicator_id  int64
    period        str      ISO period
    numerator     float64  NaN = none
    denominator   float64  NaN = none
    value         float64  NaN = computed from the parts
    """
    isos = pd.Index([period.iso for period in known.periods], dtype="str")
    ids = np.array([kind.id for kind in known.indicators] or [0], dtype=np.int64)
    areas = known.area_ids if len(known.area_ids) else np.zeros(1, dtype=np.int64)
    periods = pd.Categorical.from_codes(records.period, categories=isos)
    return pd.DataFrame(
        {
            "area_id": areas[records.area],
            "indicator_id": ids[records.indicator],
            "period": pd.Series(periods).astype("str"),
            "numerator": records.numerator,
            "denominator": records.denominator,
            "value": records.value,
        }
    )


_LEVEL_NAMES = {
    Level.COUNTRY: "cả nước",
    Level.PROVINCE: "tỉnh",
    Level.DISTRICT: "huyện",
    Level.COMMUNE: "xã",
    Level.VILLAGE: "thôn",
}


class _Reporter:
    """Turns a mask over records into problems at the cells of one part."""

    def __init__(self, records: Records, findings: Findings) -> None:
        self._records = records
        self._findings = findings

    def __call__(
        self, mask: Mask, part: Part, message: str | Callable[[int], str], mend: str
    ) -> None:
        if not mask.any():
            return
        chosen = np.flatnonzero(mask)
        groups = self._findings.body.layout.groups
        columns = np.array(
            [g.columns.get(part, min(g.columns.values())) for g in groups], dtype=np.int64
        )

        def text(index: int) -> str:
            return message if isinstance(message, str) else message(int(chosen[index]))

        self._findings.cells(
            self._records.position[chosen], columns[self._records.group[chosen]], text, mend
        )


def show_number(number: float) -> str:
    """Return a number as officials write it."""
    return f"{number:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
