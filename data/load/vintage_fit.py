"""Which vintage a file speaks of: named and checked, or recognised and proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.load.area_matching import AreaIndex, Miss, Said
from data.load.area_names import AreaRow, contradicts_kind
from data.load.recognise import AreaColumn
from ioc.area import Level, Vintage
from ioc.period import Period

# Below this share of matching areas a file is of another vintage, not one with typing errors.
_ENOUGH = 0.9
_MOST = 0.5
# Fewer codes than this are no set.
_FEW_CODES = 5
_NAME_IT = "nêu kỳ địa giới của tệp bằng tuỳ chọn --vintage, ví dụ --vintage {code}"


@dataclass(frozen=True)
class Fit:
    """How the areas that a file names (by position in what it says) match one vintage."""

    index: AreaIndex
    found: Sequence[AreaRow | Miss]
    levels: Mapping[int, Level | None]
    # Code columns whose lost front zeros could belong to codes of several levels.
    unsure_columns: tuple[int, ...]
    # Periods reported after the vintage had ended.
    late_periods: int
    # Periods that began before the vintage did (none for the earliest: it stands for all before).
    early_periods: int = 0
    # Areas that the file calls "Phường" where they are "Xã", or the like.
    other_kinds: int = 0
    # Full name of the province that decided names which repeat in the country, or empty.
    assumed_province: str = ""

    @property
    def share(self) -> float:
        """Share of the named areas that this vintage has, by code and by name."""
        matched = sum(isinstance(found, AreaRow) for found in self.found)
        return matched / len(self.found) if self.found else 0.0

    @property
    def fits(self) -> bool:
        """True where every area is known and no period is later than the vintage."""
        return bool(self.found) and self.share == 1 and not self.late_periods

    def rows(self) -> list[AreaRow]:
        """Return the areas that were found."""
        return [each for each in self.found if isinstance(each, AreaRow)]


@dataclass(frozen=True)
class Verdict:
    """The vintage to read the file by, or the fault (message, mend) that refuses it."""

    fit: Fit | None
    fault: tuple[str, str] | None = None


def fit_vintage(
    vintage: Vintage,
    index: AreaIndex,
    said: Sequence[Said],
    columns: Sequence[AreaColumn],
    periods: Sequence[Period],
    *,
    earliest: bool = False,
) -> Fit:
    """Match what the rows say of their areas against one vintage.

    `earliest` tells that no vintage came before it: it stands for all dates before, too.
    """
    levels: dict[int, Level | None] = {}
    unsure = []
    name = next((each.column for each in columns if not each.is_code), None)
    for column in (each for each in columns if each.is_code):
        codes = list({row[column.column] for row in said if row.get(column.column)})
        names = {
            row[column.column]: row[name]
            for row in said
            if name is not None and row.get(column.column) and row.get(name)
        }
        if column.level is not None:
            kept = any(code.startswith("0") for code in codes)
            levels[column.column] = None if kept else column.level
            continue
        levels[column.column], sure = index.code_level(codes, names)
        if not sure:
            unsure.append(column.column)
    found, province = index.settle_by_province([index.match(row, columns, levels) for row in said])
    end = date.fromisoformat(vintage.valid_to) if vintage.valid_to else None
    late = sum(end is not None and period.start > end for period in periods)
    start = date.fromisoformat(vintage.valid_from)
    early = 0 if earliest else sum(period.start < start for period in periods)
    kinds = sum(
        isinstance(match, AreaRow)
        and any(
            contradicts_kind(row[each.column], match)
            for each in columns
            if not each.is_code and each.level in (None, match.level) and row.get(each.column)
        )
        for row, match in zip(said, found, strict=True)
    )
    return Fit(index, found, levels, tuple(unsure), late, early, kinds, province)


def judge_named(fit: Fit, others: Sequence[Fit], *, only_codes: bool = False) -> Verdict:
    """Return the verdict on a vintage that the user, or the file, names.

    `only_codes` tells that the file names no area: nearly all codes of today were used before, so
    that codes fit a vintage that they do not mean.
    """
    if only_codes and (doubt := _set_of_another(fit, others)) is not None:
        return Verdict(fit, doubt)
    better = max(others, key=lambda other: other.share, default=None)
    # Nearly all codes of today were used before: a whole fit elsewhere outweighs a near one here.
    elsewhere = better is not None and better.share == 1 > fit.share
    if not fit.found or (fit.share >= _ENOUGH and not elsewhere):
        return Verdict(fit)
    hint = (
        f"; kỳ {better.index.vintage} khớp {_percent(better.share)}"
        if better is not None and better.share > fit.share
        else ""
    )
    return Verdict(
        fit,
        (
            f"tệp không khớp kỳ địa giới {fit.index.vintage}: chỉ {_percent(fit.share)} số địa bàn"
            f" khớp mã và tên ({_count(fit)}){hint}",
            "nêu đúng kỳ địa giới bằng tuỳ chọn --vintage, hoặc sửa mã và tên trong tệp",
        ),
    )


def _set_of_another(fit: Fit, others: Sequence[Fit]) -> tuple[str, str] | None:
    """Return the fault of codes that together are the set of a province in another vintage."""
    rows = fit.rows()
    if len(rows) < _FEW_CODES:
        return None
    provinces, here = _covered(fit)
    for other in others:
        if other.share < 1:
            continue
        theirs, there = _covered(other)
        whole = there >= _ENOUGH > here
        if whole or (len(theirs) == 1 < len(provinces) and there > here):
            names = ", ".join(theirs)
            return (
                f"các mã trong tệp là của {names} ở kỳ {other.index.vintage}"
                f" ({_percent(there)} số mã của nơi đó); ở kỳ {fit.index.vintage} chúng chỉ là"
                f" {_percent(here)} số mã của {', '.join(provinces)}. Chỉ có mã thì không chứng"
                " minh được kỳ địa giới",
                "thêm cột tên địa bàn, hoặc nêu đúng kỳ địa giới bằng tuỳ chọn --vintage",
            )
    return None


def _covered(fit: Fit) -> tuple[list[str], float]:
    """Return the provinces of the areas found, and the share of theirs that the file has."""
    rows = fit.rows()
    index = fit.index
    level = max({row.level for row in rows}, key=lambda each: sum(r.level is each for r in rows))
    codes = {index.province(row) for row in rows} - {""}
    inside = sum(row.level is level and index.province(row) in codes for row in index.rows)
    found = len({row.id for row in rows if row.level is level})
    names = sorted(row.full_name for row in index.rows if row.code in codes)
    return names, found / inside if inside else 0.0


def recognise_vintage(fits: Sequence[Fit]) -> Verdict:
    """Return the one vintage that a file fits; two, or none, is a fault."""
    fitting = [fit for fit in fits if fit.fits]
    if len(fitting) == 1:
        return Verdict(fitting[0])
    if len(fitting) > 1:
        alike = _settle_alike(fitting)
        if alike is not None:
            return Verdict(alike)
        codes = [fit.index.vintage for fit in fitting]
        return Verdict(
            None,
            (
                f"tệp khớp cả {len(codes)} kỳ địa giới: {' và '.join(codes)};"
                " cùng mã nhưng có thể khác địa bàn",
                _NAME_IT.format(code=codes[-1]),
            ),
        )
    best = sorted(fits, key=lambda fit: fit.share, reverse=True)
    near = [fit for fit in best if fit.share >= _ENOUGH and not fit.late_periods]
    if len(near) == 1:
        # A few mistyped codes: each is reported against the only vintage that comes near.
        return Verdict(near[0])
    shares = "; ".join(
        f"kỳ {fit.index.vintage} khớp {_percent(fit.share)} ({_count(fit)})"
        + (
            f", nhưng có {fit.late_periods} kỳ báo cáo sau khi hết hiệu lực"
            if fit.late_periods
            else ""
        )
        for fit in best
    )
    message = f"không nhận ra kỳ địa giới của tệp: {shares}" if fits else "kho chưa có địa bàn nào"
    code = best[0].index.vintage if best else "2025-07-01"
    # Where most areas match, the others are worth listing one by one.
    nearest = best[0] if best and best[0].share >= _MOST else None
    return Verdict(nearest, (message, _NAME_IT.format(code=code)))


def _settle_alike(fitting: Sequence[Fit]) -> Fit | None:
    """Return the vintage in force in all periods, where the file means the same units in each.

    A kind of unit that the file names ("Phường" Long Thành) decides first: it was changed by the
    one vintage and not yet by the other. None: a code means other land in one of them, or the
    periods lie on both sides of a change. Where a change has not touched these areas at all, they
    are the same rows in both vintages and nothing hangs on the choice: the latest.
    """
    called = [fit for fit in fitting if not fit.other_kinds]
    if len(called) == 1:
        return called[0]
    units = {tuple(row.unit_id for row in fit.rows()) for fit in fitting}
    if len(units) > 1 or 0 in next(iter(units)):
        return None
    in_force = [fit for fit in fitting if not fit.early_periods]
    if len(in_force) == 1:
        return in_force[0]
    rows = {tuple(row.id for row in fit.rows()) for fit in fitting}
    return fitting[-1] if len(rows) == 1 else None


def _count(fit: Fit) -> str:
    return f"{sum(isinstance(found, AreaRow) for found in fit.found)}/{len(fit.found)}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%".replace(".", ",")
