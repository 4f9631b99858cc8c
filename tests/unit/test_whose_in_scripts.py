"""`assets/src/core/whose.js` says whose a number is in the words of `ioc.sentences.whose`."""

from __future__ import annotations

import itertools

from ioc.area import Level
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.rollup import Voice
from ioc.sentences.whose import beside_words, counted_words
from tests.modules import call
from tests.unit.test_area_page_sentences import indicator

_RUN = """(cases) => cases.map(([spec, parts, code, value]) =>
    [ioc.whose.countText(spec, parts, 0, code),
     ioc.whose.beside(spec, { ...parts, besideFiner: new Map() }, 0, { value, flags: 0 })])"""


def test_the_browser_says_whose_a_number_is_as_the_server_does() -> None:
    measure: Indicator = indicator(lowest_level=Level.COMMUNE)
    cases, expected = [], []
    for language, level, (reporters, own), voice, side, beside in itertools.product(
        ("vi", "en"),
        (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT),
        ((98, 0), (130, 130), (98, 24), (1, 0)),
        Voice,
        ("", "former", "new"),
        (None, 10.0, 80.0),
    ):
        if side and voice is not Voice.PARTS:
            continue
        cell = Cell(
            "2026-10", 80.0, reported=reporters, expected=130, own=own, voice=voice,
            converted=reporters if side else 0, beside_value=beside, beside_reported=1,
        )  # fmt: skip
        expected.append([
            counted_words(cell, Level.COMMUNE, level, side, language),
            beside_words(measure, cell, Level.COMMUNE, level, language),
        ])  # fmt: skip
        spec: dict[str, object] = {
            "language": language, "level": level.value, "lowest_level": "commune",
            "vintage": "2025-07-01", "period": "2025-06" if side == "former" else "2026-10",
            "unit": "%", "decimals": measure.decimals, "direction": "up", "factor": 100,
        }  # fmt: skip
        parts = {
            "reported": [reporters], "expected": [130], "above": [own], "voice": [int(voice)],
            "beside": [float("nan") if beside is None else beside], "beside_reported": [1],
        }  # fmt: skip
        cases.append([spec, parts, 1 if side else 0, 80.0])
    texts = call(_RUN, cases)
    assert len(texts) > 100
    for case, ours, theirs in zip(cases, expected, texts, strict=True):
        assert theirs == ours, case


def test_a_row_names_what_is_counted_in_it_where_provinces_differ() -> None:
    """Villages where all communes have them, communes where none has, neither where some do."""
    spec = {"language": "vi", "level": "province", "lowest_level": "unit",
            "village_provinces": {"40": True, "38": False}, "vintage": "2025-07-01",
            "period": "2026-10"}  # fmt: skip
    parts = {"reported": [2863, 75, 9], "expected": [3806, 99, 12]}
    provinces = {"codes": ["40", "24", "38"], "parents": ["VN", "VN", "VN"]}
    districts = {"codes": ["412"], "parents": ["40"]}
    communes = {"codes": ["17329"], "parents": ["412"]}
    texts = call(
        """([spec, parts, provinces, districts, communes]) => [
            ioc.whose.countText(spec, parts, 0, 0, provinces),
            ioc.whose.countText(spec, parts, 1, 0, provinces),
            ioc.whose.countText(spec, parts, 2, 0, provinces),
            ioc.whose.countText({ ...spec, level: "district" }, parts, 0, 0, districts),
            ioc.whose.countText({ ...spec, level: "commune" }, parts, 0, 0, communes)]""",
        [spec, parts, provinces, districts, communes],
    )
    assert texts == [
        "2.863/3.806 thôn đã báo cáo", "75/99 xã đã báo cáo", "9/12 đơn vị đã báo cáo",
        "2.863/3.806 thôn đã báo cáo", "2.863/3.806 thôn đã báo cáo",
    ]  # fmt: skip
