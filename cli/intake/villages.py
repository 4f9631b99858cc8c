"""What was read of a list of villages, in Vietnamese lines, before it is stored."""

from __future__ import annotations

import pandas as pd

from layouts.text import number

FIRST_ROWS = 5
_NUMBERS = (("population", "dân số"), ("households", "số hộ"))


def village_lines(frame: pd.DataFrame, file: str, vintage: str) -> list[str]:
    """Return everything that a person has to agree to before the villages are stored."""
    communes = frame["parent_code"].nunique()
    lines = [
        f"Tệp {file}: {number(len(frame))} thôn của {number(communes)} xã.",
        f"Kỳ địa giới: {vintage}, như đã nêu.",
    ]
    for column, words in _NUMBERS:
        given = frame[column].notna()
        if given.any():
            lines.append(
                f"Cột {words}: {number(int(given.sum()))} thôn có số, tổng "
                f"{_plain(float(frame[column].sum()))}, từ {_plain(float(frame[column].min()))} "
                f"đến {_plain(float(frame[column].max()))}."
            )
        else:
            lines.append(f"Cột {words}: không có.")
    placed = int((frame["lon"].notna() & frame["lat"].notna()).sum())
    lines.append(f"Toạ độ: {number(placed)}/{number(len(frame))} thôn có kinh độ và vĩ độ.")
    lines.append("Các thôn đầu tiên:")
    for row in frame.head(FIRST_ROWS).to_dict("records"):
        said = [
            f"{words} {_plain(float(row[column]))}"
            for column, words in _NUMBERS
            if row[column] == row[column]
        ]
        more = f": {', '.join(said)}" if said else ""
        lines.append(f"  {row['code']} {row['full_name']}, xã {row['parent_code']}{more}")
    return lines


def _plain(value: float) -> str:
    return number(value, 0 if value.is_integer() else 2)
