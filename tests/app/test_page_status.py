"""Unknown pages and areas are answered with 404, and titles name what a page shows."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.serving import ServedApp

AREA = "/dia-ban/2025-07-01/40"


def status_of(address: str, method: str) -> int:
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unknown_page_or_area_is_not_found(served_app: ServedApp, method: str) -> None:
    expected = {
        AREA: 200, "/phan-tich": 200, "/wall": 200, "/quan-tri/canh": 200, "/dieu-khien": 200,
        "/khong-co": 404, "/phan-tich/x": 404, "/dia-ban/2025-07-01/99999": 404,
        "/dia-ban/ngay-nao/40": 404, "/khong-co-trang": 404,
    }  # fmt: skip
    statuses = {path: status_of(served_app.url + path, method) for path in expected}
    assert statuses == expected


def test_an_answer_brings_the_title_of_its_view(served_app: ServedApp) -> None:
    def answer(path: str) -> Any:
        with urllib.request.urlopen(served_app.url + path) as response:
            return json.loads(response.read())

    area = answer(
        "/view/area?ky-dia-gioi=2025-07-01&dia-ban=40&chi-so=HT01&ky=2026-05&cards=&since=0"
    )
    name = "Tỷ lệ thôn có sóng di động băng rộng (3G/4G/5G)"
    assert area["title"] == f"{name} · Tỉnh Nghệ An · Tháng 05/2026"
