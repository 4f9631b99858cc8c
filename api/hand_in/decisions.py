"""What a sender decided about a sheet, from the body of a request: corrections, confirmations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from api.hand_in.answers import OddRequestError
from data.load.files.headings import ValuePart
from data.load.files.texts.numbers import COMMA, DOT
from data.load.office.corrections import Correction
from data.load.office.form import Form
from data.load.office.meaning import CellRole

# A person presses that often on one sheet, and not more.
_MOST_CORRECTIONS, _MOST_KEYS, _MOST_LETTERS = 2_000, 5_000, 2_000
_SCALES = (0.0, 0.001, 1.0, 100.0, 1000.0, 1_000_000.0, 1_000_000_000.0)
_PARTS = {"", *(each.value for each in ValuePart)}
_MANNERS = {"", COMMA, DOT}


@dataclass(frozen=True)
class Decisions:
    """What the sender set and confirmed."""

    corrections: tuple[Correction, ...] = ()
    agreements: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Return them as the store keeps them with the file."""
        return {
            "corrections": [asdict(each) for each in self.corrections],
            "agreements": sorted(self.agreements),
        }


def read_decisions(content: Mapping[str, Any], form: Form) -> Decisions:
    """Return what a body says.

    Raises:
        OddRequestError: it says what nobody can set on our page.
    """
    corrections, keys = content.get("corrections") or [], content.get("agreements") or []
    if not isinstance(corrections, list) or len(corrections) > _MOST_CORRECTIONS:
        raise OddRequestError("corrections")
    if not isinstance(keys, list) or len(keys) > _MOST_KEYS:
        raise OddRequestError("agreements")
    if not all(isinstance(each, str) and len(each) <= _MOST_LETTERS for each in keys):
        raise OddRequestError("agreements")
    return Decisions(tuple(_correction(each, form) for each in corrections), frozenset(keys))


def _correction(value: Any, form: Form) -> Correction:
    if not isinstance(value, dict):
        raise OddRequestError("corrections")
    role = _text(value, "role")
    if role not in set(CellRole):
        raise OddRequestError("role")
    entry = Correction(
        sheet=_text(value, "sheet"),
        role=CellRole(role),
        row=_place(value, "row"),
        column=_place(value, "column"),
        table=_place(value, "table"),
        indicator=_text(value, "indicator"),
        part=_text(value, "part"),
        area=_text(value, "area"),
        scale=_scale(value.get("scale") or 0),
        manner=_text(value, "manner"),
    )
    if entry.indicator and entry.indicator not in form.by_code:
        raise OddRequestError("indicator")
    if entry.part not in _PARTS or entry.manner not in _MANNERS:
        raise OddRequestError("part")
    if entry.indicator and entry.part and entry.part not in form.by_code[entry.indicator].parts:
        raise OddRequestError("part")
    if entry.area and form.index.find(entry.area, None) is None:
        raise OddRequestError("area")
    return entry


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value.get(name) or ""
    if not isinstance(text, str) or len(text) > _MOST_LETTERS:
        raise OddRequestError(name)
    return text


def _place(value: Mapping[str, Any], name: str) -> int | None:
    number = value.get(name)
    if number is not None and (type(number) is not int or not 0 <= number < 2**31):
        raise OddRequestError(name)
    return number


def _scale(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in _SCALES:
        raise OddRequestError("scale")
    return float(value)
