"""Submissions and the trail in the administration: read, withdrawn, verified."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from data.load.observations import Submission, store_observations
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area, indicator
from ioc.area import SINCE_2025
from tests.browser.conftest import PageAt
from tests.browser.test_admin import FULL_HD, PHONE, REFUSALS, signed_in
from tests.serving import ServedApp


def hand_in(app: ServedApp, counts: list[int]) -> None:
    """Hand in a count of one commune, several times over."""
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        for place, count in enumerate(counts):
            cells = [(SINCE_2025.code, "16681", "HT08", "2026-Q3", float(count))]
            areas = {
                (row.vintage, row.code): row.id
                for row in connection.execute(select(area).where(area.c.code == "16681"))
            }
            (kind,) = connection.scalars(select(indicator.c.id).where(indicator.c.code == "HT08"))
            frame = pd.DataFrame(
                {
                    "area_id": [areas[each[0], each[1]] for each in cells],
                    "indicator_id": [kind], "period": [each[3] for each in cells],
                    "numerator": [each[4] for each in cells], "denominator": [np.nan],
                    "value": [np.nan],
                }
            )  # fmt: skip
            submission = Submission("file", f"tram-{place}.csv", "0" * 64, "Sở KH&CN tỉnh Nghệ An")
            outcome = store_observations(connection, frame, submission)
            raise_revision(connection, "observations", outcome.summary(), outcome.submission_id)
    engine.dispose()


@pytest.mark.parametrize(("size", "theme"), [(FULL_HD, "dark"), (PHONE, "light")])
def test_a_hand_in_is_taken_back_by_keyboard_after_seeing_what_changes(
    page_at: PageAt,
    app_of_its_own: ServedApp,
    screenshot: Callable[..., None],
    assert_accessible: Callable[[Page], None],
    size: tuple[int, int],
    theme: str,
) -> None:
    hand_in(app_of_its_own, [7, 70])
    new_page = page_at(*size, theme=theme, expected=[REFUSALS])  # type: ignore[arg-type]
    page = signed_in(new_page, app_of_its_own)
    page.goto("/quan-tri/lan-nop")
    rows = page.locator(".ioc-hand-ins tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Sở KH&CN tỉnh Nghệ An")
    expect(rows.nth(1)).to_contain_text("còn tính 0")
    take = rows.nth(0).get_by_role("button", name=re.compile("Rút lần nộp"))
    take.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_contain_text("tram-1.csv")
    expect(dialog.get_by_role("row", name=re.compile("Thành Vinh"))).to_contain_text("70")
    expect(page.get_by_label("Lý do")).to_be_focused()
    assert_accessible(page)
    screenshot(page, f"admin-withdraw-{size[0]}-{theme}")
    # Nothing happens without a reason, or when one leaves.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Ghi vì sao rút")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(rows.nth(0)).to_contain_text("Đang tính")
    take = rows.nth(0).get_by_role("button", name=re.compile("Rút lần nộp"))
    take.focus()
    page.keyboard.press("Enter")
    # Pressed once more while the server thinks: one question all the same.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Lý do")).to_be_focused()
    expect(dialog).to_have_count(1)
    page.keyboard.type("gửi nhầm tháng")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Đã rút lần nộp số"))).to_be_visible(timeout=30_000)
    expect(rows.nth(0)).to_contain_text("Nguyễn Văn An: gửi nhầm tháng")
    expect(rows.nth(1)).to_contain_text("đều đang tính")
    assert_accessible(page)
    screenshot(page, f"admin-hand-ins-{size[0]}-{theme}", full_page=True)
    page.get_by_label("Hiện", exact=True).select_option("tinh")
    expect(rows).to_have_count(1)

    page.get_by_role("link", name="Nhật ký").click()
    steps = page.locator(".ioc-trail tbody tr")
    expect(steps.nth(0)).to_contain_text("gửi nhầm tháng")
    page.get_by_label("Việc", exact=True).select_option("sign-in")
    expect(steps.nth(0)).to_contain_text("quyền admin")
    expect(page.get_by_text("gửi nhầm tháng")).to_have_count(0)
    day = page.get_by_label("Ngày", exact=True)
    day.fill("hôm qua")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Không phải là ngày")).to_be_visible()
    assert_accessible(page)
    day = page.get_by_label("Ngày", exact=True)
    day.fill("1/1/2020")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chưa có việc nào như vậy.")).to_be_visible()
    day.fill("")
    page.keyboard.press("Enter")
    expect(steps.nth(0)).to_contain_text("quyền admin")
    page.request.post(
        "/quan-tri/viec/copy-scene",
        data={"code": "coverage"},
        headers={"Origin": page.evaluate("location.origin")},
    )
    page.get_by_label("Việc", exact=True).select_option("setting")
    steps.nth(0).get_by_text("Trước và sau").click()
    expect(steps.nth(0)).to_contain_text("Số giây")
    page.get_by_role("button", name="Kiểm tra nhật ký còn nguyên vẹn").click()
    expect(page.locator(".ioc-trail-chain output")).to_contain_text("Nhật ký nguyên vẹn: ")
    assert_accessible(page)
    screenshot(page, f"admin-trail-{size[0]}-{theme}", full_page=True)
