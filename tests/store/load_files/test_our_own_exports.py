"""Files that the program wrote are no reports, whatever was cut out of them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

CASE = Path(__file__).parent / "cases" / "24_demo_export_loaded_back.csv"


@pytest.mark.parametrize(
    "cut",
    [(), ("Ghi chú",), ("Cách quy đổi",), ("Ghi chú", "Cách quy đổi"),
     ("Ghi chú", "Cách quy đổi", "Nguồn", "Trọng số", "Hạng")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_demo_export_is_refused_with_or_without_its_notes(
    refuse: Any, cut: tuple[str, ...], delimiter: str
) -> None:
    with CASE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [name for name in rows[0] if name not in cut]
    lines = [columns, *([row[name] for name in columns] for row in rows)]
    content = "".join(delimiter.join(f'"{cell}"' for cell in line) + "\n" for line in lines)
    messages = "\n".join(map(str, refuse(content, vintage="2025-07-01", today=date(2026, 11, 20))))
    assert ("số liệu minh hoạ" in messages) == ("Ghi chú" not in cut)
    assert ("do chương trình xuất ra" in messages) == bool(cut)
