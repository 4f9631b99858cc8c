"""Every route reads its parameters in one way: what does not fit is refused in the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access.tokens import Scope
from tests.app.test_bounds import House

ROOT = Path(__file__).parents[2]
PAGES = ["/view", "/view/area", "/view/search", "/view/start", "/live/state", "/quan-tri/viec",
         "/quan-tri/lan-nop/danh-sach", "/quan-tri/nhat-ky/danh-sach", "/quan-tri/dia-ban",
         "/dieu-khien/dia-ban", "/dieu-khien/viec", "/dieu-khien/viec/lenh"]  # fmt: skip
FILES = ["/xuat/so-lieu.csv", "/xuat/so-lieu.xlsx", "/xuat/chuoi.csv"]
LISTS = ["/api/v1/areas", "/api/v1/indicators", "/api/v1/observations", "/api/v1/rollups",
         "/api/v1/relations", "/api/v1/owners", "/api/v1/alerts",
         "/api/v1/submissions"]  # fmt: skip
MAPS = {"/api/v1/slice": ["indicator", "vintage", "level", "period"],
        "/api/v1/directory": ["vintage", "level"],
        "/api/v1/history": ["indicator", "vintage", "level"]}  # fmt: skip
# The link to the next page; a version in the address of a file that never changes; a page, whose
# language falls back as that of all pages.
_OTHERS = {
    "api/requests/parameters.py",
    "api/v1/paging.py",
    "api/pages/published.py",
    "api/v1/reference.py",
}


@pytest.fixture
def house(sqlite_engine: Engine) -> Iterator[House]:
    open_house = House(sqlite_engine)
    yield open_house
    open_house.client.close()


def refusals(house: House, path: str, query: bytes) -> dict[str, str]:
    admin = {"authorization": f"Bearer {house.secrets[Scope.ADMIN]}"}
    answer = house.ask("GET", path, query, admin)
    assert answer.status == 400, (path, query, answer.status)
    return {each["parameter"]: each["message"] for each in json.loads(answer.body)["problems"]}


@pytest.mark.parametrize("path", [*PAGES, *FILES, *LISTS])
def test_a_name_that_is_unknown_is_refused(house: House, path: str) -> None:
    assert refusals(house, path, b"x=1") == {"x": "Không có tham số này."}
    long = refusals(house, path, b"x=" + b"y" * 401)
    assert long == {"x": "Giá trị dài quá 400 ký tự."}


@pytest.mark.parametrize("path", list(MAPS))
def test_what_a_map_cannot_do_without_is_named_with_what_is_unknown(
    house: House, path: str
) -> None:
    missing = dict.fromkeys(MAPS[path], "Thiếu tham số này.")
    assert refusals(house, path, b"x=1") == missing | {"x": "Không có tham số này."}


def test_the_language_of_a_file_falls_back_as_that_of_its_page(house: House) -> None:
    assert list(refusals(house, "/xuat/so-lieu.csv", b"lang=fr&x=1")) == ["x"]
    for path in FILES:
        assert house.ask("GET", path, b"lang=fr").status != 400, path


@pytest.mark.parametrize("path", [*LISTS, "/view", "/quan-tri/viec", "/dieu-khien/viec"])
def test_a_language_that_is_none_and_one_that_is_named_twice_are_refused(
    house: House, path: str
) -> None:
    assert list(refusals(house, path, b"lang=fr")) == ["lang"]
    twice = refusals(house, path, b"lang=en&lang=vi")
    assert twice == {"lang": "This parameter may be given only once."}
    assert refusals(house, path, b"lang=en&x=1") == {"x": "There is no such parameter."}


def test_numbers_and_choices_are_refused_alike(house: House) -> None:
    whole = "Phải là số nguyên."
    for path, name in (("/view", "rev"), ("/live/state", "since"), ("/live", "signal"),
                       ("/quan-tri/nhat-ky/danh-sach", "truoc")):  # fmt: skip
        assert refusals(house, path, f"{name}=a".encode()) == {name: whole}
        assert refusals(house, path, f"{name}=-2".encode()) == {name: whole}
    message = "Giá trị này không thuộc danh sách cho phép."
    for path, query in (("/view", b"part=map"), ("/xuat/chuoi.csv", b"tan-suat=day"),
                        ("/quan-tri/lan-nop/danh-sach", b"loai=x"),
                        ("/api/v1/areas", b"level=xa"),
                        ("/api/v1/directory", b"vintage=2025-07-01&level=xa")):  # fmt: skip
        assert set(refusals(house, path, query).values()) == {message}, path


def test_nobody_else_reads_what_an_address_asks() -> None:
    # The framework's own `Query` would read them, too.
    reads = re.compile(r"\bquery_params\b|from fastapi import .*\bQuery\b|parse_qs")
    breaches = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }
    # What gates and doors look at before any route.
    breaches -= {"api/doors/kiosk.py"}
    assert breaches <= _OTHERS
