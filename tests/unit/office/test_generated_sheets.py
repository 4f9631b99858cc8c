"""No sheet of a seeded generator is read silently wrong; its figures are printed."""

from __future__ import annotations

from tests.examples import LONG
from tests.unit.office.proof import prove

QUICK, WHOLE = 60, 500


def test_no_number_of_a_generated_sheet_is_silently_wrong() -> None:
    count = WHOLE if LONG else QUICK
    proof = prove(range(count))
    print(proof.text)
    assert proof.wrong == []
    # What a form's headings, plain numbers and a title with the period leave to ask is little.
    assert proof.numbers_without_click > proof.numbers * 0.6
