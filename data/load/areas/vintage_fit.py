"""The vintage of the areas of a file: named and checked, or recognised and proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.load.areas.matching import AreaIndex, AreaTexts, Miss
from data.load.areas.names import AreaRow, contradicts_kind
from data.load.files.recognise import AreaColumn
from ioc.area import Level, Vintage
from ioc.period import Period
from ioc.words.phrase import FixedNumber, Phrase, WordList

# Below this share of matching areas a file is of another vintage, not one with typing errors.
_ENOUGH = 0.9
_MOST = 0.5
# Fewer codes than this are not compared as a set.
_FEW_CODES = 5


@dataclass(frozen=True)
class VintageFit:
    """How the areas that a file names match one vintage; `matches` in the order of its texts."""

    index: AreaIndex
    matches: Sequence[AreaRow | Miss]
    levels: Mapping[int, Level | None]
    # Code columns without front zeros that may hold codes of several levels.
    unsure_columns: tuple[int, ...]
    # Periods reported after the vintage had ended.
    late_periods: int
    # Periods that began before the vintage did (none for the earliest: it covers all dates).
    early_periods: int = 0
    # Areas that the file calls "Phường" where they are "Xã", or the like.
    other_kinds: int = 0
    # Full name of the province that resolved names which repeat in the country, or empty.
    assumed_province: str = ""

    @property
    def share(self) -> float:
        """Share of the areas of the file that this vintage has, by code and by name."""
        count = sum(isinstance(match, AreaRow) for match in self.matches)
        return count / len(self.matches) if self.matches else 0.0

    @property
    def fits(self) -> bool:
        """True where every area is known and no period is later than the vintage."""
        return bool(self.matches) and self.share == 1 and not self.late_periods

    def rows(self) -> list[AreaRow]:
        """Return the areas that matched."""
        return [each for each in self.matches if isinstance(each, AreaRow)]


@dataclass(frozen=True)
class VintageVerdict:
    """The vintage to read the file by, or the fault that refuses it."""

    fit: VintageFit | None
    fault: Phrase | None = None


def fit_vintage(
    vintage: Vintage,
    index: AreaIndex,
    texts: Sequence[AreaTexts],
    columns: Sequence[AreaColumn],
    periods: Sequence[Period],
    *,
    earliest: bool = False,
) -> VintageFit:
    """Match the area texts of a file against one vintage.

    `earliest`: no vintage came before it, so that it covers all earlier dates, too.
    """
    levels: dict[int, Level | None] = {}
    unsure = []
    name = next((each.column for each in columns if not each.is_code), None)
    for column in (each for each in columns if each.is_code):
        codes = list({row[column.column] for row in texts if row.get(column.column)})
        names = {
            row[column.column]: row[name]
            for row in texts
            if name is not None and row.get(column.column) and row.get(name)
        }
        if column.level is not None:
            has_zeros = any(code.startswith("0") for code in codes)
            levels[column.column] = None if has_zeros else column.level
            continue
        levels[column.column], sure = index.code_level(codes, names)
        if not sure:
            unsure.append(column.column)
    matches, province = index.settle_by_province(
        [index.match(row, columns, levels) for row in texts]
    )
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
        for row, match in zip(texts, matches, strict=True)
    )
    return VintageFit(index, matches, levels, tuple(unsure), late, early, kinds, province)


def judge_named(
    fit: VintageFit, others: Sequence[VintageFit], *, only_codes: bool = False
) -> VintageVerdict:
    """Return the verdict on a vintage that the user, or the file, names.

    `only_codes`: the file has no names of areas. Nearly all codes of today were used before, so
    that codes alone may fit a wrong vintage.
    """
    if only_codes and (doubt := _set_of_another(fit, others)) is not None:
        return VintageVerdict(fit, doubt)
    better = max(others, key=lambda other: other.share, default=None)
    # Nearly all codes of today were used before: a full match elsewhere outweighs a near one here.
    elsewhere = better is not None and better.share == 1 > fit.share
    if not fit.matches or (fit.share >= _ENOUGH and not elsewhere):
        return VintageVerdict(fit)
    hint = (
        Phrase("load-vintage-better", code=better.index.vintage, share=_percent(better.share))
        if better is not None and better.share > fit.share
        else ""
    )
    return VintageVerdict(
        fit,
        (
            Phrase(
                "load-vintage-wrong",
                vintage=fit.index.vintage,
                share=_percent(fit.share),
                count=_count(fit),
                hint=hint,
            )
        ),
    )


def _set_of_another(fit: VintageFit, others: Sequence[VintageFit]) -> Phrase | None:
    """Return a fault if the codes are together those of a province in another vintage."""
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
            return Phrase(
                "load-codes-of-another",
                theirs=", ".join(theirs),
                other=other.index.vintage,
                there=_percent(there),
                vintage=fit.index.vintage,
                here=_percent(here),
                provinces=", ".join(provinces),
            )
    return None


def _covered(fit: VintageFit) -> tuple[list[str], float]:
    """Return the provinces of the matches, and the share of their areas that the file has."""
    rows = fit.rows()
    index = fit.index
    level = max({row.level for row in rows}, key=lambda each: sum(r.level is each for r in rows))
    codes = {index.province(row) for row in rows} - {""}
    inside = sum(row.level is level and index.province(row) in codes for row in index.rows)
    count = len({row.id for row in rows if row.level is level})
    names = sorted(row.full_name for row in index.rows if row.code in codes)
    return names, count / inside if inside else 0.0


def recognise_vintage(fits: Sequence[VintageFit]) -> VintageVerdict:
    """Return the only vintage that a file fits; several, or none, are a fault."""
    fitting = [fit for fit in fits if fit.fits]
    if len(fitting) == 1:
        return VintageVerdict(fitting[0])
    if len(fitting) > 1:
        alike = _settle_alike(fitting)
        if alike is not None:
            return VintageVerdict(alike)
        codes = [fit.index.vintage for fit in fitting]
        return VintageVerdict(
            None,
            Phrase(
                "load-vintages-fit",
                count=len(codes),
                codes=", ".join(codes[:-1]),
                last=codes[-1],
            ),
        )
    best = sorted(fits, key=lambda fit: fit.share, reverse=True)
    near = [fit for fit in best if fit.share >= _ENOUGH and not fit.late_periods]
    if len(near) == 1:
        # A few codes are mistyped: each is reported against the only vintage that nearly fits.
        return VintageVerdict(near[0])
    if not best:
        return VintageVerdict(None, Phrase("load-store-without-areas", last="2025-07-01"))
    shares = WordList("; ", tuple(_share(fit) for fit in best))
    # Where most areas match, each of the others is reported.
    nearest = best[0] if best[0].share >= _MOST else None
    last = best[0].index.vintage
    return VintageVerdict(nearest, Phrase("load-vintage-unknown", shares=shares, last=last))


def _share(fit: VintageFit) -> Phrase:
    """Return how many areas of a file a vintage has, in words."""
    late = Phrase("load-late-periods", count=fit.late_periods) if fit.late_periods else ""
    return Phrase(
        "load-vintage-share",
        code=fit.index.vintage,
        share=_percent(fit.share),
        count=_count(fit),
        late=late,
    )


def _settle_alike(fitting: Sequence[VintageFit]) -> VintageFit | None:
    """Return the vintage in force in all periods, where the file means the same areas in each.

    A kind of area in the file ("Phường" Long Thành) decides first, where it differs between the
    vintages. None: a code means other land in one of them, or the periods lie before and after a
    change. Where all vintages share the rows of these areas, the latest is returned.
    """
    same_kind = [fit for fit in fitting if not fit.other_kinds]
    if len(same_kind) == 1:
        return same_kind[0]
    units = {tuple(row.unit_id for row in fit.rows()) for fit in fitting}
    if len(units) > 1 or 0 in next(iter(units)):
        return None
    in_force = [fit for fit in fitting if not fit.early_periods]
    if len(in_force) == 1:
        return in_force[0]
    rows = {tuple(row.id for row in fit.rows()) for fit in fitting}
    return fitting[-1] if len(rows) == 1 else None


def _count(fit: VintageFit) -> str:
    return f"{sum(isinstance(match, AreaRow) for match in fit.matches)}/{len(fit.matches)}"


def _percent(share: float) -> FixedNumber:
    return FixedNumber(share * 100, 1, "%")
