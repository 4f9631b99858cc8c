"""No sheet of a seeded generator is read silently wrong; its figures are printed."""

from __future__ import annotations

import pytest

from tests.examples import LONG
from tests.unit.office.proof import prove

QUICK, WHOLE = 60, 500
# Seeds of sheets that were read silently wrong once.
ONCE_WRONG = [9_120_278]


def test_no_number_of_a_generated_sheet_is_silently_wrong() -> None:
    count = WHOLE if LONG else QUICK
    proof = prove(range(count))
    print(proof.text)
    assert proof.wrong == []
    # What a form's headings, plain numbers and a title with the period leave to ask is little.
    assert proof.numbers_without_click > proof.numbers * 0.6


@pytest.mark.parametrize("seed", ONCE_WRONG)
def test_what_was_read_wrong_once_is_not_again(seed: int) -> None:
    """A plan of the same form below, of which one table alone is understood."""
    proof = prove(range(seed, seed + 1))
    assert proof.wrong == []
