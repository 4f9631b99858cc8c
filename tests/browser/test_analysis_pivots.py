"""The tables in place of the ranked one in Chromium: few rows in the page, sort, picks, files."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_analysis import HOME, READY, open_at

ROWS = "#analysis-pivot-table tbody tr[data-at]"


def first_name(page: Page) -> str:
    return str(page.locator(ROWS).first.locator("th").inner_text())


def test_tables_replace_the_ranked_one_and_go_as_files(page_at: PageAt) -> None:
    page = page_at(1440, 900)
    open_at(page, f"{HOME}&nhom=CQ")
    page.select_option("#analysis-pivot", "indicators")
    expect(page.locator(ROWS).first).to_be_visible()
    expect(page.locator("#analysis-table")).to_be_hidden()
    expect(page.locator("#analysis-status")).to_be_hidden()
    assert page.locator(f"{ROWS} .ana-heat-red, {ROWS} .ana-heat-green").count()

    # The worst is first, as in the ranked table; then the greatest, then the least again.
    worst, head = first_name(page), page.locator(f"{ROWS} th").first
    page.get_by_role("button", name=re.compile("^CQ02")).click()
    page.wait_for_function("location.search.includes('xep=-CQ02')")
    expect(head).not_to_have_text(worst, use_inner_text=True)
    page.get_by_role("button", name=re.compile("^CQ02")).click()
    page.wait_for_function("location.search.includes('xep=CQ02')")
    expect(head).to_have_text(worst, use_inner_text=True)
    row = page.locator(ROWS).nth(2)
    code = row.get_attribute("data-code")
    row.click()
    page.wait_for_function(READY)
    assert f"chon={code}" in page.url
    assert page.locator(f"{ROWS}[aria-selected=true]").get_attribute("data-code") == code

    page.fill("#analysis-search", "hung")
    expect(page.locator("#analysis-pivot-table .ana-table-foot")).to_contain_text("/130 dòng")
    link = page.locator("a[data-file='bang-cheo.csv']")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines[1:]] == page.locator(
        f"{ROWS} th"
    ).all_inner_texts()

    page.select_option("#analysis-pivot", "area")
    expect(page.locator(ROWS).first).to_have_attribute("data-code", re.compile("^CQ"))
    page.select_option("#analysis-pivot", "*")
    expect(page.locator("#analysis-table")).to_be_visible()
    assert "bang=" not in page.url


def test_of_three_thousand_rows_few_are_in_the_page_and_keys_reach_the_last(
    page_at: PageAt,
) -> None:
    page = page_at(1440, 900)
    open_at(page, "/phan-tich?dia-ban=VN&cap=commune&chi-so=CQ02&bang=periods")
    expect(page.locator(ROWS).first).to_be_visible()
    assert page.locator(ROWS).count() < 60
    page.locator("#analysis-pivot-table table").focus()
    page.keyboard.press("End")
    last = page.locator("#analysis-pivot-table tbody tr.ana-active")
    count = int(page.locator("#analysis-pivot-table table").get_attribute("aria-rowcount") or 0)
    expect(last).to_have_attribute("aria-rowindex", str(count))
    assert count > 3000
