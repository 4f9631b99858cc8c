"""The document of the start page, and the answers that refresh it."""

from __future__ import annotations

import re

from fastapi import FastAPI
from sqlalchemy import Engine

from tests.app.site import Site


def test_the_document_has_the_page_before_any_script_runs(office: tuple[Engine, FastAPI]) -> None:
    site = Site(office[1])
    document = site.get("/").text
    assert document.index("<h1") < document.index('id="react-entry-point"')
    assert "Không có chỉ số nào chưa đạt chỉ tiêu." in document
    assert "What needs direction" in site.get("/?lang=en").text
    assert "ioc-early" not in site.get("/phan-tich").text


def test_an_answer_is_kept_only_at_an_address_that_names_its_revision(
    office: tuple[Engine, FastAPI],
) -> None:
    """An older address must not give a new page for ever."""
    site = Site(office[1])
    answer = site.get("/view/start")
    assert answer.headers["cache-control"] == "no-cache"
    revision, day = (
        re.search(rf'data-{each}="([^"]+)"', answer.text) for each in ("revision", "day")
    )
    assert revision is not None
    assert day is not None

    def control_of(number: int) -> str:
        return str(site.get(f"/view/start?rev={number}&day={day[1]}").headers["cache-control"])

    assert "immutable" in control_of(int(revision[1]))
    assert "immutable" not in control_of(int(revision[1]) - 1)
