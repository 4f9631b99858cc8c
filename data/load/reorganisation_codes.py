"""New codes that a reorganisation may not take: an area of the country has them already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from data.load.reorganisation_match import Match, Units

Fault = Callable[[str, str, Match, str, str], None]


def refuse_taken_codes(matches: Sequence[Match], units: Units, fault: Fault) -> None:
    """Name every new code that another area keeps: two areas would have one key.

    An area keeps its code unless the file says, in a row of its own, where it goes. That holds for
    the whole country, not for the touched provinces alone.

    Args:
        matches: the rows of the file, of all levels.
        units: what the vintage before shows.
        fault: takes message, mend, row, column and value of each fault.
    """
    named = {each.source.code for each in matches}
    by_code: dict[str, list[Match]] = defaultdict(list)
    for each in matches:
        by_code[each.to_code].append(each)
    for code, group in by_code.items():
        if len({each.level for each in group}) > 1:
            fault(
                "một mã mới đứng cho đơn vị của nhiều cấp",
                "đặt mã khác cho đơn vị của một trong các cấp",
                group[-1], "to_code", code,
            )  # fmt: skip
        holder = units.by_code.get(code)
        if holder is None or code in named:
            continue
        above = units.by_code.get(str(holder.province_code))
        place = f" ({above.full_name})" if above is not None and above != holder else ""
        fault(
            f"mã mới là mã của {holder.full_name}{place}, mà tệp không nói đơn vị này đi đâu",
            f"đặt mã khác, hoặc thêm một dòng có mã cũ {code}",
            group[0], "to_code", code,
        )  # fmt: skip
