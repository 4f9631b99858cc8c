"""Lines that show what was read of a list of villages, before it is stored."""

from __future__ import annotations

import pandas as pd

from ioc.sentences.values import number
from ioc.words.catalogue import say

FIRST_ROWS = 5
_NUMBERS = ("population", "households")


def village_lines(frame: pd.DataFrame, file: str, vintage: str) -> list[str]:
    """Return everything that a person has to agree to before the villages are stored."""
    communes = frame["parent_code"].nunique()
    lines = [
        say("intake-villages", file=file, count=number(len(frame)), communes=number(communes)),
        say("intake-vintage-named", vintage=vintage),
    ]
    for column in _NUMBERS:
        words = say(f"intake-{column}")
        has_number = frame[column].notna()
        if has_number.any():
            lines.append(
                say(
                    "intake-village-numbers",
                    column=words,
                    count=number(int(has_number.sum())),
                    sum=_plain(float(frame[column].sum())),
                    low=_plain(float(frame[column].min())),
                    high=_plain(float(frame[column].max())),
                )
            )
        else:
            lines.append(say("intake-village-no-numbers", column=words))
    with_point = int((frame["lon"].notna() & frame["lat"].notna()).sum())
    lines.append(
        say("intake-village-points", count=number(with_point), villages=number(len(frame)))
    )
    lines.append(say("intake-first-villages"))
    for row in frame.head(FIRST_ROWS).to_dict("records"):
        numbers = [
            f"{say(f'intake-{column}')} {_plain(float(row[column]))}"
            for column in _NUMBERS
            if row[column] == row[column]
        ]
        more = f": {', '.join(numbers)}" if numbers else ""
        lines.append(
            "  "
            + say(
                "intake-village-line",
                code=row["code"],
                name=row["full_name"],
                commune=row["parent_code"],
                numbers=more,
            )
        )
    return lines


def _plain(value: float) -> str:
    return number(value, 0 if value.is_integer() else 2)
