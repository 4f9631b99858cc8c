"""The table in place of the ranked one as a file, over the wire."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest

from tests.app.test_analysis import fetch
from tests.serving import ServedApp

QUERY = {"dia-ban": "40", "chi-so": "CQ02", "nhom": "CQ"}


@pytest.mark.parametrize("kind", [{}, {"bang": "indicators"}])
def test_without_a_kind_the_file_is_of_indicators(
    kind: dict[str, str], served_app: ServedApp
) -> None:
    body = fetch(served_app, "bang-cheo.csv", **QUERY, **kind)
    assert body.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(body), sep=";", dtype=str)
    assert any(name.startswith("CQ02 – ") for name in frame.columns)
    assert len(frame) == 130


def test_the_workbook_is_one_and_links_to_its_page(served_app: ServedApp) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(fetch(served_app, "bang-cheo.xlsx", **QUERY, bang="periods", lang="en"))
    )
    table, about = book.worksheets
    assert table.max_row == 131
    links = [row[1].value for row in about.iter_rows() if "/phan-tich?" in str(row[1].value)]
    assert len(links) == 1
    assert "bang=periods" in str(links[0])
