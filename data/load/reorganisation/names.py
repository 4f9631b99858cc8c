"""Name, point and sizes of a new unit: from the file, else from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.load.reorganisation.match import RowMatch
from ioc.area import search_name
from ioc.crosswalk import RelationKind
from ioc.words.phrase import Phrase

# What is wrong, row, column, value.
Fault = Callable[[Phrase, RowMatch, str, str], None]
_SIZES = ("area_km2", "population", "households")
_TYPES = {
    search_name(each): each
    for each in ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh",
                 "xã")
}  # fmt: skip


def unit_names(target: str, group: Sequence[RowMatch], fault: Fault) -> tuple[str, str, str] | None:
    """Return name, full name and kind of a new unit; None if the file has none."""
    names = {
        text for each in group if (text := each.row.text("to_full_name"))
    } or {text for each in group if (text := each.row.text("to_name"))}  # fmt: skip
    spellings = {search_name(text) for text in names}
    kinds = {text.lower() for each in group if (text := each.row.text("unit_type"))}
    former = next((each.source for each in group if each.source.code == target), None)
    if len(group) == 1 and group[0].kind is RelationKind.WHOLE:
        former = former or group[0].source
    if len(spellings) > 1 or len(kinds) > 1:
        fault(
            Phrase("load-new-names-differ"),
            group[0],
            "to_name",
            "; ".join(sorted(names | kinds)),
        )
        return None
    text = min(names) if names else (former.name if former else "")
    if not text:
        fault(Phrase("load-new-name-missing"), group[0], "to_code", target)
        return None
    kind = next(iter(kinds), "")
    for bare, kind_word in _TYPES.items():
        if search_name(text).startswith(bare + " "):
            kind = kind or kind_word
            text = text[len(kind_word) :].strip()
            break
    kind = kind or (former.unit_type or "" if former else "")
    if not kind:
        fault(
            Phrase("load-new-kind-unclear"),
            group[0],
            "to_name",
            text,
        )
        return None
    full = f"{kind[:1].upper()}{kind[1:]} {text}"
    return (full if text.isdigit() else text), full, kind


def unit_facts(group: Sequence[RowMatch]) -> dict[str, object]:
    """Return point and sizes of a new unit: from the file, else from its parts."""
    facts: dict[str, object] = {}
    for name in (*_SIZES, "lon", "lat"):
        numbers = [each.row.numbers[name] for each in group if name in each.row.numbers]
        if numbers:
            facts[name] = numbers[0]
    sources = [each.source for each in group]
    whole = all(each.kind is RelationKind.WHOLE for each in group)
    for name in _SIZES:
        parts = [getattr(each, name) for each in sources]
        if name not in facts and whole and None not in parts:
            facts[name] = sum(parts)
    points = [(each.lon, each.lat) for each in sources if each.lon is not None]
    if ("lon" not in facts or "lat" not in facts) and points:
        facts["lon"] = sum(point[0] or 0 for point in points) / len(points)
        facts["lat"] = sum(point[1] or 0 for point in points) / len(points)
    return facts
