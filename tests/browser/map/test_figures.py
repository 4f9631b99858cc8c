"""What the map decodes, and the colours, classes and periods that it paints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from data.wire.columns import encode_answer, encode_columns
from tests.browser.map.pages import (
    PERIOD,
    Open,
    home_codes,
    home_values,
    legend_rows,
    opening,
    pixel,
    variable,
)
from tests.browser.map_harness import (
    MEASURE,
    PARTIAL,
    SILENT,
    MapSite,
    classes_of,
    spec,
)


@pytest.fixture(scope="module")
def scripts(chromium: Browser, site: MapSite) -> Iterator[Page]:
    """A page without a map, for all that only call functions of its scripts."""
    with opening(chromium, site) as open_page:
        yield open_page(None)


def test_a_slice_decodes_to_the_values_that_were_packed(open_map: Open, site: MapSite) -> None:
    page = open_map(None)
    got = page.evaluate(
        """async spec => {
            const slice = await ioc.data.slice(spec);
            const parts = await slice.parts();
            const list = (column) => [...column].map((one) => (Number.isNaN(one) ? null : one));
            return { header: slice.header, value: list(slice.value), flags: list(slice.flags),
                     top: list(parts.numerator), reported: list(parts.reported) };
        }""",
        spec("home"),
    )
    expected = [None if np.isnan(one) else one for one in home_values(site).tolist()]
    assert got["value"] == pytest.approx(expected)
    assert [row for row, one in enumerate(got["value"]) if one is None] == list(SILENT)
    assert got["flags"][0] == 1 and got["flags"][SILENT[0]] == 0 and got["flags"][PARTIAL[0]] == 5
    assert got["top"][0] == round(home_values(site)[0] * 10) and got["top"][SILENT[0]] is None
    assert got["reported"][PARTIAL[0]] == 21
    assert got["header"]["period"] == PERIOD


@pytest.mark.parametrize("values", [[1_234_567, 0], [0.25, -3.5], [7, 7], [3e9, 1]])
def test_every_width_of_a_column_decodes(scripts: Page, values: list[float]) -> None:
    numbers = np.array([np.nan, *values])
    described, content = encode_columns({"value": numbers})
    got = scripts.evaluate(
        """bytes => [...ioc.wire.decode(new Uint8Array(bytes).buffer).columns.value]
                    .map((one) => (Number.isNaN(one) ? null : one))""",
        list(encode_answer({"rows": 3, "columns": described}, content)),
    )
    assert got == [None, *values]


def test_bytes_that_are_no_slice_are_refused(scripts: Page) -> None:
    message = scripts.evaluate(
        """() => { try { ioc.wire.decode(new TextEncoder().encode("<html>none").buffer) }
                   catch (error) { return error.message } }"""
    )
    assert "IOC3" in message


def test_who_asks_at_the_same_time_shares_one_request(open_map: Open, site: MapSite) -> None:
    page = open_map(None)
    home_spec = spec("home", revision=41)
    page.evaluate(
        "async spec => { await Promise.all([1, 2, 3].map(() => ioc.data.slice(spec))) }", home_spec
    )
    page.evaluate("async spec => { await ioc.data.slice(spec) }", home_spec)
    assert sum("rev=41" in path for path in site.paths) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_have_the_colour_of_their_class(open_map: Open, site: MapSite, theme: str) -> None:
    page = open_map(spec("home", labels=False), theme=theme, size=(1600, 1000))
    breaks = [40, 60, 70, 80, 90]
    ramp = ["seq-7", "seq-6", "seq-4", "seq-3", "seq-1"]
    colours = set()
    for code, value in list(zip(home_codes(site), home_values(site), strict=True))[::6]:
        if np.isnan(value):
            continue
        step = ramp[max(at for at, low in enumerate(breaks) if value >= low or at == 0)]
        assert pixel(page, code) == variable(page, f"--ioc-{step}"), (code, value)
        colours.add(step)
    assert len(colours) >= 4


def test_a_theme_change_repaints_in_the_new_colours(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", labels=False))
    code = home_codes(site)[0]
    light = pixel(page, code)
    before = page.locator("#map").get_attribute("data-painted")
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.wait_for_function(f"document.getElementById('map').dataset.painted !== '{before}'")
    assert pixel(page, code) != light


def test_areas_without_data_are_hatched_and_counted(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", labels=False))
    assert legend_rows(page)[-1] == ("Chưa có số liệu", str(len(SILENT)))
    code = home_codes(site)[SILENT[0]]
    colours = {tuple(pixel(page, code, dx, dy)) for dx in range(-5, 6) for dy in range(-5, 6)}
    ground, ink = variable(page, "--ioc-nodata"), variable(page, "--ioc-nodata-ink")
    assert tuple(ground) in colours
    assert min(abs(one[0] - ink[0]) for one in colours) < 40, "no hatching over the ground"


def test_the_legend_states_classes_in_words_and_their_counts(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home"))
    values = home_values(site)
    breaks = [40, 60, 70, 80, 90, 100]
    bins = [int(np.sum((values >= low) & (values < high))) for low, high in pairwise(breaks)]
    bins[-1] += int(np.sum(values == 100))
    texts = ["dưới 60%", "60–70%", "70–80%", "80–90%", "từ 90% trở lên"]
    assert legend_rows(page)[:-1] == [
        (text, str(count)) for text, count in zip(texts, bins, strict=True) if count
    ]


def test_decimal_breaks_are_written_the_vietnamese_way(open_map: Open) -> None:
    page = open_map(spec("home", classes=classes_of(MEASURE, [0, 62.5, 1250])))
    assert [text for text, _ in legend_rows(page)][:2] == ["dưới 62,5%", "từ 62,5% trở lên"]


def test_status_has_colour_word_and_shape(open_map: Open, site: MapSite) -> None:
    page = open_map(spec("home", mode="status", target=80))
    values = home_values(site)
    assert legend_rows(page) == [
        ("Đạt", str(int(np.sum(values >= 80)))),
        ("Cảnh báo", str(int(np.sum((values >= 72) & (values < 80))))),
        ("Chưa đạt", str(int(np.sum(values < 72)))),
        ("Chưa có số liệu", str(len(SILENT))),
    ]
    assert page.locator(".ioc-legend__swatch--warn").count() == 1


def test_another_period_paints_only_what_changed_to_the_same_picture(
    open_map: Open, site: MapSite
) -> None:
    page = open_map(spec("home", labels=False))
    page.evaluate("async () => { await ioc.map.preview('map', { period: '2024-01' }) }")
    assert page.locator("#map").get_attribute("data-painted-key") == "HT01|2024-01|3"
    colours = {code: pixel(page, code) for code in home_codes(site)}
    fresh = open_map(spec("home", labels=False, period="2024-01"))
    assert colours == {code: pixel(fresh, code) for code in home_codes(site)}
    assert page.evaluate("performance.getEntriesByName('ioc:map:painted').length") >= 2


def test_only_the_newest_of_many_periods_stays(open_map: Open) -> None:
    page = open_map(spec("home"))
    page.evaluate(
        """async () => { await Promise.all(["2025-01", "2025-02", "2025-03", "2025-04"]
               .map((period) => ioc.map.preview("map", { period }))) }"""
    )
    assert page.locator("#map").get_attribute("data-painted-key") == "HT01|2025-04|3"
    assert page.locator(".ioc-legend__period").inner_text() == "Tháng 04/2025"
