"""What a new unit is called and what is known of it: from the file, else from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.load.reorganisation_match import Match
from ioc.area import search_name
from ioc.crosswalk import Kind

# Message, mend, row, column, value.
Fault = Callable[[str, str, Match, str, str], None]
_SIZES = ("area_km2", "population", "households")
_TYPES = {
    search_name(each): each
    for each in ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh",
                 "xã")
}  # fmt: skip


def unit_names(target: str, group: Sequence[Match], fault: Fault) -> tuple[str, str, str] | None:
    """Return name, full name and kind of a new unit; None when the file does not tell."""
    said = {
        text for each in group if (text := each.row.text("to_full_name"))
    } or {text for each in group if (text := each.row.text("to_name"))}  # fmt: skip
    spelt = {search_name(text) for text in said}
    kinds = {text.lower() for each in group if (text := each.row.text("unit_type"))}
    former = next((each.source for each in group if each.source.code == target), None)
    if len(group) == 1 and group[0].kind is Kind.WHOLE:
        former = former or group[0].source
    if len(spelt) > 1 or len(kinds) > 1:
        fault(
            "một mã mới có nhiều tên hoặc loại hình khác nhau", "ghi một tên, một loại hình",
            group[0], "to_name", "; ".join(sorted(said | kinds)),
        )  # fmt: skip
        return None
    text = min(said) if said else (former.name if former else "")
    if not text:
        fault("đơn vị mới chưa có tên", "điền cột “Tên mới”", group[0], "to_code", target)
        return None
    kind = next(iter(kinds), "")
    for bare, written in _TYPES.items():
        if search_name(text).startswith(bare + " "):
            kind = kind or written
            text = text[len(written) :].strip()
            break
    kind = kind or (former.unit_type or "" if former else "")
    if not kind:
        fault(
            "không rõ loại hình của đơn vị mới", "ghi tên đầy đủ, ví dụ “Phường Long Thành”",
            group[0], "to_name", text,
        )  # fmt: skip
        return None
    full = f"{kind[:1].upper()}{kind[1:]} {text}"
    return (full if text.isdigit() else text), full, kind


def unit_facts(group: Sequence[Match]) -> dict[str, object]:
    """Return point and sizes of a new unit: from the file, else what its parts tell."""
    facts: dict[str, object] = {}
    for name in (*_SIZES, "lon", "lat"):
        given = [each.row.numbers[name] for each in group if name in each.row.numbers]
        if given:
            facts[name] = given[0]
    sources = [each.source for each in group]
    whole = all(each.kind is Kind.WHOLE for each in group)
    for name in _SIZES:
        parts = [getattr(each, name) for each in sources]
        if name not in facts and whole and None not in parts:
            facts[name] = sum(parts)
    points = [(each.lon, each.lat) for each in sources if each.lon is not None]
    if ("lon" not in facts or "lat" not in facts) and points:
        facts["lon"] = sum(point[0] or 0 for point in points) / len(points)
        facts["lat"] = sum(point[1] or 0 for point in points) / len(points)
    return facts
