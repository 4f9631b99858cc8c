"""What a reading is worth: numbers that are silently wrong, and those placed without a click."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.load.office.book import read_book
from data.load.office.corrections import Corrections
from data.load.office.read import read_office_book
from data.load.office.reading import SheetReading
from tests.unit.office.drafts import write
from tests.unit.office.generator import OfficeFile
from tests.unit.office.traps import trapped_file


@dataclass
class Proof:
    """Counts over many files; `wrong` names each number that is not what its author truth."""

    wrong: list[str] = field(default_factory=list)
    files: int = 0
    files_without_click: int = 0
    numbers: int = 0
    numbers_without_click: int = 0

    def add(self, file: OfficeFile, reading: SheetReading) -> None:
        """Count one reading."""
        right = 0
        for each in reading.numbers:
            if each.doubts:
                continue
            key = (each.area, each.slot)
            place = (each.place.sheet or "Sheet1", each.place.row, each.place.column)
            truth = file.truth.get(key)
            if (
                truth is None
                or abs(truth - each.value) > 1e-6
                or place not in file.cells[key]
                or each.period != file.form.period.iso
            ):
                self.wrong.append(f"{file.seed}: {key} {truth} {each.value} {each.place.address}")
            else:
                right += 1
        self.files += 1
        self.numbers += len(file.truth)
        self.numbers_without_click += right
        self.files_without_click += reading.is_settled and right == len(file.truth)

    @property
    def text(self) -> str:
        """The figures in a line."""
        return (
            f"{self.files} sheets of offices: {len(self.wrong)} numbers silently wrong of"
            f" {self.numbers}; without a click {self.files_without_click / self.files:.0%} of the"
            f" sheets, {self.numbers_without_click / self.numbers:.0%} of the numbers"
        )


def read_file(file: OfficeFile, corrections: Corrections | None = None) -> SheetReading:
    """Write a file in its kind and read it."""
    content = write(file.sheets, file.ending, file.encoding)
    return read_office_book(read_book(f"a{file.ending}", content), file.form, corrections)


def prove(seeds: range) -> Proof:
    """Return the figures over the files of these seeds."""
    proof = Proof()
    for seed in seeds:
        file = trapped_file(seed)
        proof.add(file, read_file(file))
    return proof
