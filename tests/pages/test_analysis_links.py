"""What a link to the analysis page may say, and what is said where it cannot be shown."""

from __future__ import annotations

from callbacks.frame.context import Context
from tests.app.test_analysis import answer, resolve

VINH = "16690"


def test_an_area_to_compare_that_is_not_there_is_left_out_and_that_is_said(
    context: Context,
) -> None:
    """16768 was a commune before July 2025: no line can be drawn for it, its chip had a code."""
    fields = {"area": "40", "indicator": "HT05"}
    header = answer(context, **fields, compare=f"siblings,{VINH},16768")
    assert header["state"]["compare"] == f"siblings,{VINH}"
    assert "so sánh với" in header["note"]
    assert "compare" not in answer(context, **fields, compare=f"siblings,{VINH}")["state"]


def test_what_is_named_twice_or_is_too_much_goes_without_a_word(context: Context) -> None:
    view = resolve(context, area="40", indicator="HT05", compare=f"{VINH},{VINH},parent")
    assert view.state.compare == f"parent,{VINH}"
    assert view.refusals == ()


def test_an_area_elsewhere_can_be_compared(context: Context) -> None:
    view = resolve(context, area="40", indicator="HT05", compare="01")
    assert view.state.compare == "01"
    assert view.refusals == ()
