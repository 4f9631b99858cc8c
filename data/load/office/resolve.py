"""Cells of a table → numbers of the form: row, column and titles together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.files.texts.measures import SUMMED
from data.load.files.texts.numbers import CellNumber
from data.load.office.alike import alike_columns, alike_rows
from data.load.office.cell_target import CellTarget, TableResult
from data.load.office.corrections import Corrections, normal_text
from data.load.office.form import Form, Slot
from data.load.office.meaning import CellRole, Fact
from data.load.office.numbers import read_cells
from data.load.office.progress import ReadingProgress
from data.load.office.reading import ReadingNotes, RoleGrid, SheetNumber, UnreadCell
from data.load.office.sheet_table import RowFact, SheetTable
from data.load.office.titles import TitleFacts, slots_of_title
from data.load.office.view import Kind
from ioc.bounds import is_bounded
from ioc.period import Period
from ioc.words.phrase import Phrase

_YEAR = re.compile(r"(?:19|20)\d\d")
# Half of the last digit of 94,7 %.
_NEAR = 0.0006


class TableResolver:
    """Resolves the cells of one table."""

    def __init__(
        self,
        table: SheetTable,
        titles: TitleFacts,
        form: Form,
        corrections: Corrections,
        roles: RoleGrid,
        notes: ReadingNotes,
    ) -> None:
        self._table = table
        self._titles = titles
        self._form = form
        self._corrections = corrections
        self._roles = roles
        self._notes = notes
        self._view = table.view
        self.result = TableResult()
        self._area, self._area_guess = self._default_area()
        self._has_measures = any(
            fact.slots or fact.part or fact.period for fact in table.columns.values()
        )
        self._alike = alike_columns(table, form)
        self._twice = alike_rows(table)
        remembered = corrections.applies(table)
        self._manners = {
            column: own.manner if (own := corrections.column(table, column, remembered)) else ""
            for column in table.value_columns
        }
        self._causes: dict[str | Period, Phrase] = {}
        self._left_out: set[int] = set()
        self._reasons = {slot: _number_reason(slot) for slot in form.slots}

    def resolve(self, progress: ReadingProgress) -> TableResult:
        """Read all cells of the table's value columns."""
        targets: list[CellTarget] = []
        columns = self._table.value_columns
        for row, fact in progress.watch(self._table.rows.items()):
            for column in columns:
                if self._view.kind(row, column) == Kind.BLANK:
                    continue
                if (target := self._target(row, column, fact)) is not None:
                    targets.append(target)
        numbers = read_cells(self._view, self._form, targets)
        shares = self._shares(targets, numbers)
        for target in targets:
            number = numbers[target.row, target.column]
            share = None if target.area is None else shares.get((target.area.code, target.slots))
            if number.fault is not None and number.value is not None and share is not None:
                number = _by_its_parts(number, number.value, share)
            self._store(target, number)
        return self.result

    def _shares(
        self, targets: Sequence[CellTarget], numbers: Mapping[tuple[int, int], CellNumber]
    ) -> dict[tuple[str, tuple[Slot, ...]], float]:
        """Return numerator ÷ denominator by area and the slots of the share itself."""
        parts: dict[tuple[str, str], dict[ValuePart, float]] = defaultdict(dict)
        for each in targets:
            value = numbers[each.row, each.column].value
            if each.area is None or each.is_total or value is None:
                continue
            for slot in each.slots:
                parts[each.area.code, slot.indicator][slot.part] = value
        return {
            (area, (Slot(code, ValuePart.VALUE),)): own[ValuePart.NUMERATOR]
            / own[ValuePart.DENOMINATOR]
            for (area, code), own in parts.items()
            if own.get(ValuePart.DENOMINATOR) and ValuePart.NUMERATOR in own
        }

    def _target(self, row: int, column: int, fact: RowFact) -> CellTarget | None:
        """Return the meaning of a cell; None where it is left out, with its role set."""
        view, head = self._view, self._table.columns[column]
        correction = self._corrections.cell(view.name, row, column)
        if correction is not None and correction.role is not CellRole.NUMBER:
            self._roles.put(row, column, correction.role, Phrase("sheet-why-person"))
            return None
        is_number = view.kind(row, column) in (Kind.NUMBER, Kind.ERROR)
        aside = head.aside or fact.fact.aside
        if aside:
            self._ignore(row, column, self._cause(aside), is_number)
            return None
        period = head.period or fact.fact.period
        if period is not None and period != self._form.period:
            self._ignore(row, column, self._cause(period), is_number)
            return None
        other = [each for each in self._titles.periods if each != self._form.period]
        if period is None and other and len(other) == len(self._titles.periods):
            self._ignore(row, column, self._cause(other[0]), is_number)
            return None
        if fact.is_group and not is_number:
            self._roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-note"))
            return None
        guesses: list[tuple[str, Phrase, bool]] = []
        slots, fault = self._slots(head, fact, guesses)
        if fault is None and (column in self._alike or row in self._twice):
            fault = self._double_fault(row, column)
        if fault is None and not all(
            slot.part in self._form.by_code[slot.indicator].parts for slot in slots
        ):
            fault = Phrase("sheet-unknown-part")
        area = fact.area or head.area or self._area
        is_total = fact.is_total or head.is_total
        if fact.area and head.area and fact.area != head.area:
            fault = fault or Phrase("sheet-unknown-two-areas")
        if fault is None and not is_total:
            fault = fact.fault or fault
            if area is None:
                fault = fault or Phrase("sheet-unknown-row")
            elif fault is None and area.code not in self._form.area_codes:
                fault = Phrase("sheet-unknown-area-outside", name=area.full_name)
        if fault is not None or not slots:
            self._unread(row, column, fault or Phrase("sheet-unknown-heading"), is_number)
            return None
        if fact.area is None and head.area is None and self._area_guess and not is_total:
            guesses.append(self._area_guess)
        for each in (head, fact.fact):
            if each.guess is not None:
                key = f"words:{normal_text(each.text, self._form.period)}"
                guesses.append((key, each.guess, True))
        self._guess_period(head, period, guesses)
        if self._titles.measure and (period is None or self._titles.measure != SUMMED):
            measure = Phrase(f"load-measure-{self._titles.measure}")
            line = self._titles.measure_line
            flows = any(self._form.by_code[slot.indicator].is_flow for slot in slots)
            if self._titles.measure != SUMMED or flows:
                reason = Phrase("sheet-guess-title", line=line, measure=measure)
                guesses.append((f"title:{view.name}:{self._table.number}", reason, False))
        return CellTarget(
            row,
            column,
            area,
            slots,
            self._scale(head, fact, slots, guesses),
            self._manners[column],
            is_total,
            fact.is_average,
            guesses,
            fact.area is None and not self._table.labels(CellRole.AREA),
        )

    def _double_fault(self, row: int, column: int) -> Phrase | None:
        """Return why a number is one of several for the same place of the form, or None.

        Where one of two columns, or rows, is empty, the other one is not the right one for it.
        """
        view = self._view
        places = {(row, other) for other in self._alike.get(column, ())}
        places |= {(other, column) for other in self._twice.get(row, ())}
        texts = {view.text(*place) for place in places}
        if texts <= {view.text(row, column)}:
            return None
        cells = tuple(sorted(view.place(*place).address for place in {(row, column), *places}))
        return Phrase("sheet-unknown-twice", cells=cells)

    def _slots(
        self, head: Fact, fact: RowFact, guesses: list[tuple[str, Phrase, bool]]
    ) -> tuple[tuple[Slot, ...], Phrase | None]:
        """Return the slots that column and row name together, or why they name none."""
        own = fact.fact
        if head.slots and own.slots:
            both = tuple(slot for slot in head.slots if slot in own.slots)
            if both:
                return both, None
            # The row names the indicator, the column its part, or the other way round.
            parts = {slot.part for slot in head.slots if head.part}
            return (), None if parts else Phrase("sheet-unknown-two-indicators")
        if own.slots and not (head.part or head.period or head.area or head.is_total):
            # A column without a heading beside "Kế hoạch", "Thực hiện" may be anything.
            return (), head.fault or Phrase("sheet-unknown-heading")
        slots, part = (head.slots, own.part) if head.slots else (own.slots, head.part)
        if slots and part is not None:
            return self._with_part(slots, part)
        if slots:
            return slots, None
        fault = head.fault or own.fault
        if fault is not None and not (head.area or head.period or head.part or head.is_total):
            return (), fault
        if own.fault is not None:
            return (), own.fault
        part = head.part or own.part
        if self._has_measures and not (part or head.period or head.area):
            # Something beside the columns that have headings.
            return (), Phrase("sheet-unknown-heading")
        if slots := slots_of_title(self._titles, self._form, part):
            return slots, None
        if len(self._form.items) == 1 and not self._titles.indicators:
            item = self._form.items[0]
            own_part = part or ValuePart.VALUE
            if not item.indicator.is_ratio:
                own_part = ValuePart.VALUE
            if own_part in item.parts:
                name = f"{item.indicator.code}: {item.indicator.name_vi}"
                reason = Phrase("sheet-guess-indicator", name=name)
                guesses.append((f"indicator:{item.indicator.code}", reason, True))
                return (Slot(item.indicator.code, own_part),), None
        return (), Phrase("sheet-unknown-heading")

    def _with_part(
        self, slots: tuple[Slot, ...], part: ValuePart
    ) -> tuple[tuple[Slot, ...], Phrase | None]:
        """Return slots that one side names with the part that the other side names."""
        if part is ValuePart.VALUE:
            # "Thực hiện", "Kết quả": the number of whatever the other side names.
            return slots, None
        parts = {slot.part for slot in slots}
        if parts == {part}:
            return slots, None
        if parts != {ValuePart.VALUE}:
            return (), Phrase("sheet-unknown-two-indicators")
        return tuple(Slot(slot.indicator, part) for slot in slots), None

    def _scale(
        self,
        head: Fact,
        fact: RowFact,
        slots: tuple[Slot, ...],
        guesses: list[tuple[str, Phrase, bool]],
    ) -> float:
        """Return by how much a number is multiplied; 0: it is as it is written."""
        for each in (head, fact.fact):
            if each.unit is not None:
                return each.unit.scale if each.unit.scale != 1 or not each.unit.words else 0.0
        unit = self._titles.unit
        if unit is None or unit.scale == 1 or all(map(self._form.is_ratio, slots)):
            return 0.0
        reason = Phrase("sheet-guess-scale", unit=unit.words, scale=unit.scale)
        guesses.append((f"scale:{unit.words}:{unit.scale:g}", reason, True))
        return unit.scale

    def _guess_period(
        self, head: Fact, period: Period | None, guesses: list[tuple[str, Phrase, bool]]
    ) -> None:
        own = self._form.period
        if period is not None:
            if head.period and self._titles.year is None and not _YEAR.search(head.text):
                reason = Phrase("sheet-guess-year", period=own)
                guesses.append(("period:year", reason, True))
            return
        if not self._titles.periods:
            reason = Phrase("sheet-guess-period", period=own)
            guesses.append(("period:none", reason, True))
        elif len(self._titles.periods) > 1:
            reason = Phrase("sheet-guess-periods", period=own, count=len(self._titles.periods))
            guesses.append((f"periods:{self._view.name}:{self._table.number}", reason, False))

    def _default_area(self) -> tuple[AreaRow | None, tuple[str, Phrase, bool] | None]:
        """Return the area of all numbers of a table without areas, and why it is a guess."""
        if self._table.has_areas:
            return None, None
        own = [each for each in self._titles.areas if each.code in self._form.area_codes]
        if len(own) == 1:
            return own[0], None
        if len(self._form.areas) == 1 and not own:
            area = self._form.areas[0]
            above = self._form.parents(area)
            if all(each in above for each in self._titles.areas):
                reason = Phrase("sheet-guess-area", name=area.full_name)
                return area, ("area:form", reason, True)
        return None, None

    def _store(self, target: CellTarget, number: CellNumber) -> None:
        row, column = target.row, target.column
        place = self._view.place(row, column)
        if target.is_total:
            self._roles.put(row, column, CellRole.TOTAL, Phrase("sheet-why-total"))
            if number.value is not None and number.fault is None and not target.is_average:
                self.result.totals.append((target, number.value))
            return
        if number.fault is not None:
            self._unread(row, column, number.fault, True)
            return
        if number.value is None:
            self._roles.put(row, column, CellRole.EMPTY, Phrase("sheet-why-empty"))
            return
        if (fault := self._limit_fault(target, number.value)) is not None:
            self._unread(row, column, fault, True)
            return
        if self._view.is_hidden(row, column):
            reason = Phrase("sheet-guess-hidden")
            target.guesses.append((f"hidden:{self._view.name}", reason, False))
        if self._view.is_scaled(row, column):
            reason = Phrase("sheet-guess-thousands")
            target.guesses.append((f"thousands:{self._view.name}:{column}", reason, False))
        keys = [
            self._notes.assume(key, reason, [place], lasting=lasting)
            for key, reason, lasting in target.guesses
        ]
        assert target.area is not None  # noqa: S101
        for slot in target.slots:
            entry = SheetNumber(
                target.area.code,
                slot,
                self._form.period.iso,
                number.value,
                place,
                self._view.sheet.is_hidden or self._view.is_hidden(row, column),
                tuple(keys),
            )
            self.result.numbers.append(entry)
        self._roles.put(row, column, CellRole.NUMBER, self._reasons[target.slots[0]])

    def _limit_fault(self, target: CellTarget, value: float) -> Phrase | None:
        if not is_bounded(value):
            return Phrase("load-cell-infinite")
        for slot in target.slots:
            item = self._form.by_code[slot.indicator]
            if item.is_whole(slot.part) and value % 1:
                return Phrase("sheet-unknown-not-whole")
            if value < 0:
                return Phrase("load-negative")
            highest = 100.0 if item.indicator.is_share else item.limit.highest
            if slot.part is ValuePart.VALUE and highest is not None and value > highest:
                return Phrase("sheet-unknown-above", highest=highest)
        return None

    def _ignore(self, row: int, column: int, reason: Phrase, is_number: bool) -> None:
        if is_number:
            self._roles.put(row, column, CellRole.IGNORED, reason)
            if column not in self._left_out:
                self._left_out.add(column)
                self.result.left_out.append((self._view.place(row, column), reason))
        else:
            self._roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-note"))

    def _cause(self, other: str | Period) -> Phrase:
        if other not in self._causes:
            self._causes[other] = _other_reason(other)
        return self._causes[other]

    def _unread(self, row: int, column: int, reason: Phrase, is_number: bool) -> None:
        if not is_number:
            self._roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-note"))
            return
        self._roles.put(row, column, CellRole.UNKNOWN, reason)
        place = self._view.place(row, column)
        self._notes.unread.append(UnreadCell(place, self._view.text(row, column), reason))


def _by_its_parts(number: CellNumber, value: float, share: float) -> CellNumber:
    """Return a share whose numerator and denominator tell whether 0,947 is 94,7 %."""
    if abs(value - share) < _NEAR:
        return CellNumber(value * 100, number.percent)
    if abs(value - share * 100) < _NEAR * 100:
        return CellNumber(value, number.percent)
    return number


def _number_reason(slot: Slot) -> Phrase:
    part = Phrase(f"sheet-part-{slot.part}")
    return Phrase("sheet-why-number", code=slot.indicator, part=part)


def _other_reason(other: str | Period) -> Phrase:
    if isinstance(other, Period):
        return Phrase("sheet-why-other-period", period=other)
    if other == "person":
        return Phrase("sheet-why-person")
    return Phrase("sheet-why-aside", measure=Phrase(f"load-measure-{other}"))
