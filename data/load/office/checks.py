"""What the numbers of a reading say of each other: twice, parts and share, totals and sums."""

from __future__ import annotations

from collections import defaultdict
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
    totals = []
    for target, stated in result.totals:
        slot = target.slots[0]
        kind = form.by_code[slot.indicator].indicator
        adds = slot.part is not ValuePart.VALUE or kind.space_rule is SpaceRule.SUM
        if not adds or (slot.part is not ValuePart.VALUE and not kind.space_rule.adds_up):
            continue
        line = [
            each for each in result.numbers if each.slot == slot and _beside(each, target, by_row)
        ]
        if len(line) < 2:
            continue
        sums = _sums(line, target, [other for other, _ in result.totals], by_row)
        place = view.place(target.row, target.column)
        checks = [SheetTotal(place, slot, stated, each) for each in sums]
        total = next((each for each in checks if each.agrees), checks[0])
        totals.append(total)
        if not total.agrees:
            reason = Phrase(
                "sheet-guess-total", cell=place.address, stated=stated, summed=total.summed
            )
            notes.assume(
                f"total:{place.sheet}:{place.address}", reason, [place, *(n.place for n in line)]
            )
    return totals


def _beside(number: SheetNumber, target: CellTarget, by_row: bool) -> bool:
    place = number.place
    return place.row == target.row if by_row else place.column == target.column


def _sums(
    line: Sequence[SheetNumber], target: CellTarget, others: Sequence[CellTarget], by_row: bool
) -> list[float]:
    def at(place: CellPlace | CellTarget) -> int:
        return place.column if by_row else place.row

    own = at(target)
    bounds = [at(each) for each in others if _same_line(each, target, by_row)]
    before = max([each for each in bounds if each < own], default=-1)
    after = min([each for each in bounds if each > own], default=1 << 30)
    return [
        sum(each.value for each in line),
        sum(each.value for each in line if before < at(each.place) < own),
        sum(each.value for each in line if own < at(each.place) < after),
    ]


def _same_line(other: CellTarget, target: CellTarget, by_row: bool) -> bool:
    return other.row == target.row if by_row else other.column == target.column
