"""What the numbers of a reading say of each other: twice, parts and share, totals and sums."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from data.load.files.headings import ValuePart
from data.load.office.cell_target import CellTarget, TableResult
from data.load.office.form import Form, Slot
from data.load.office.meaning import CellPlace, CellRole
from data.load.office.reading import ReadingNotes, ReadSheet, SheetNumber, SheetTotal, UnreadCell
from data.load.office.view import SheetView
from ioc.indicator import SpaceRule
from ioc.words.phrase import Phrase

# A share that is written with one decimal differs by so much from its parts, in percent points.
_NEAR = 0.06
# Differing totals of one column that are asked about one by one.
_NAMED_TOTALS = 20


def without_doubles(
    numbers: Sequence[SheetNumber], sheets: Sequence[ReadSheet], notes: ReadingNotes
) -> list[SheetNumber]:
    """Return the numbers with each cell of the form once; different numbers for it are unread."""
    groups: dict[tuple[str, Slot], list[SheetNumber]] = defaultdict(list)
    for each in numbers:
        groups[each.area, each.slot].append(each)
    views = {sheet.view.name: sheet for sheet in sheets}
    result = []
    for own in groups.values():
        places = {each.place for each in own}
        if len({each.value for each in own}) == 1:
            # A number that a sheet repeats is doubtful only where it is doubtful everywhere.
            result.append(min(own, key=lambda each: (len(each.doubts), each.is_hidden)))
            continue
        where = tuple(sorted(place.address for place in places))
        for place in sorted(places):
            sheet = views[place.sheet]
            reason = Phrase("sheet-unknown-twice", cells=where)
            sheet.roles.put(place.row, place.column, CellRole.UNKNOWN, reason)
            text = sheet.view.text(place.row, place.column)
            notes.unread.append(UnreadCell(place, text, reason))
    return result


def doubt_parts(
    numbers: Sequence[SheetNumber], form: Form, notes: ReadingNotes
) -> list[SheetNumber]:
    """Return the numbers; those of a share that contradict each other with a doubt."""
    groups: dict[tuple[str, str], dict[ValuePart, SheetNumber]] = defaultdict(dict)
    for each in numbers:
        groups[each.area, each.slot.indicator][each.slot.part] = each
    doubts: dict[tuple[str, Slot], str] = {}
    for (area, code), own in groups.items():
        kind = form.by_code[code].indicator
        top, bottom = own.get(ValuePart.NUMERATOR), own.get(ValuePart.DENOMINATOR)
        if top is None or bottom is None or not kind.is_ratio:
            continue
        share = own.get(ValuePart.VALUE)
        if kind.is_share and top.value > bottom.value:
            reason = Phrase("load-above-denominator", top=top.value, bottom=bottom.value)
        elif share is not None and (
            not bottom.value or abs(top.value / bottom.value * kind.factor - share.value) > _NEAR
        ):
            reason = Phrase("sheet-guess-parts", code=code, value=share.value)
        else:
            continue
        cells = [each.place for each in own.values()]
        key = notes.assume(f"parts:{cells[0].sheet}:{cells[0].address}", reason, cells)
        doubts.update({(area, each.slot): key for each in own.values()})
    return [
        replace(each, doubts=(*each.doubts, doubts[each.area, each.slot]))
        if (each.area, each.slot) in doubts
        else each
        for each in numbers
    ]


def check_totals(
    view: SheetView, result: TableResult, form: Form, notes: ReadingNotes, *, by_row: bool
) -> list[SheetTotal]:
    """Return the totals of a table beside the nearest sum; a total that equals none is a doubt.

    A total may be over all numbers of its column (or row), or over those since the total before
    it, or up to the next one. Shares are not compared: they are no sums.
    """
    lines = _lines(result.numbers, by_row)
    totals_at: dict[int, list[int]] = defaultdict(list)
    for target, _ in result.totals:
        totals_at[_line_of(target, by_row)].append(_at(target, by_row))
    bounds = {line: sorted(each) for line, each in totals_at.items()}
    totals = []
    differing: Counter[tuple[int, Slot]] = Counter()
    for target, stated in result.totals:
        slot = target.slots[0]
        kind = form.by_code[slot.indicator].indicator
        adds = slot.part is not ValuePart.VALUE or kind.space_rule is SpaceRule.SUM
        if not adds or (slot.part is not ValuePart.VALUE and not kind.space_rule.adds_up):
            continue
        at = _line_of(target, by_row)
        line = lines.get((at, slot))
        if line is None or len(line.places) < 2:
            continue
        place = view.place(target.row, target.column)
        sums = line.sums(_at(target, by_row), bounds[at])
        checks = [SheetTotal(place, slot, stated, each) for each in sums]
        total = next((each for each in checks if each.agrees), checks[0])
        totals.append(total)
        if total.agrees:
            continue
        differing[at, slot] += 1
        if differing[at, slot] <= _NAMED_TOTALS:
            reason = Phrase(
                "sheet-guess-total", cell=place.address, stated=stated, summed=total.summed
            )
            notes.assume(f"total:{place.sheet}:{place.address}", reason, [place, *line.places])
        else:
            # One question for all the rest: each of them would be about the whole line.
            is_first = differing[at, slot] == _NAMED_TOTALS + 1
            reason = Phrase("sheet-guess-totals", most=_NAMED_TOTALS)
            key = f"total:{place.sheet}:rest:{at}:{slot.indicator}:{slot.part}"
            notes.assume(key, reason, [place, *(line.places if is_first else ())])
    return totals


class _NumberLine:
    """The numbers of a part in one column (or row), in the order of their places."""

    def __init__(self, numbers: Sequence[SheetNumber], by_row: bool) -> None:
        ordered = sorted(numbers, key=lambda each: _at(each.place, by_row))
        self.places = [each.place for each in numbers]
        self._at = [_at(each.place, by_row) for each in ordered]
        self._values = [each.value for each in ordered]
        self._sum = sum(each.value for each in numbers)

    def sums(self, own: int, bounds: Sequence[int]) -> list[float]:
        """Return the sum of all, of those since the total before, of those up to the next."""
        below, above = bisect_left(bounds, own), bisect_right(bounds, own)
        first = bisect_right(self._at, bounds[below - 1]) if below else 0
        last = bisect_left(self._at, bounds[above]) if above < len(bounds) else len(self._at)
        left, right = bisect_left(self._at, own), bisect_right(self._at, own)
        return [self._sum, sum(self._values[first:left]), sum(self._values[right:last])]


def _lines(numbers: Sequence[SheetNumber], by_row: bool) -> dict[tuple[int, Slot], _NumberLine]:
    groups: dict[tuple[int, Slot], list[SheetNumber]] = defaultdict(list)
    for each in numbers:
        groups[_line_of(each.place, by_row), each.slot].append(each)
    return {key: _NumberLine(own, by_row) for key, own in groups.items()}


def _line_of(place: CellPlace | CellTarget, by_row: bool) -> int:
    return place.row if by_row else place.column


def _at(place: CellPlace | CellTarget, by_row: bool) -> int:
    return place.column if by_row else place.row
