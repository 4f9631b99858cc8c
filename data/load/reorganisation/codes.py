"""New codes of a reorganisation that an area of the country already has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from data.load.reorganisation.match import RowMatch, Units
from ioc.words.phrase import Phrase

Fault = Callable[[Phrase, RowMatch, str, str], None]


def refuse_taken_codes(matches: Sequence[RowMatch], units: Units, fault: Fault) -> None:
    """Report every new code that another area keeps: two areas would have one key.

    An area keeps its code unless a row of the file has it as old code. This is checked in the
    whole country, not only in the touched provinces.

    Args:
        matches: the rows of the file, of all levels.
        units: the areas of the vintage before.
        fault: takes each fault with its row, column and value.
    """
    source_codes = {each.source.code for each in matches}
    by_code: dict[str, list[RowMatch]] = defaultdict(list)
    for each in matches:
        by_code[each.to_code].append(each)
    for code, group in by_code.items():
        if len({each.level for each in group}) > 1:
            fault(
                Phrase("load-new-code-levels"),
                group[-1],
                "to_code",
                code,
            )
        holder = units.by_code.get(code)
        if holder is None or code in source_codes:
            continue
        above = units.by_code.get(str(holder.province_code))
        place = f" ({above.full_name})" if above is not None and above != holder else ""
        fault(
            Phrase("load-new-code-taken", name=holder.full_name, place=place, code=code),
            group[0],
            "to_code",
            code,
        )
