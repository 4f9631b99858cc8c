"""The policy of content on every page: nothing that is ours is refused, what is not ours is."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from data.access.tokens import Scope, create_token
from data.store.engine import open_engine, writing
from tests.browser.conftest import PageAt
from tests.serving import ServedApp

OPEN_PAGES = {
    "/wall": "[data-painted-key]",
    "/phan-tich?dia-ban=40": "[data-painted-key]",
    "/dia-ban/2025-07-01/40": "[data-painted-key]",
    "/dang-nhap": "#sign-in-secret",
    "/khong-co-trang-nay": "h1",
}
LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation",
    (event) => refused.push(`${event.violatedDirective} ${event.blockedURI} ${location.pathname}`));
"""


def test_no_page_breaks_its_own_policy(page_at: PageAt, served_app: ServedApp) -> None:
    page = page_at(1280, 800, expected=[r"404 \(Not Found\)"])
    page.add_init_script(LISTEN)

    def look(address: str, selector: str) -> None:
        page.goto(address)
        page.wait_for_selector(selector, state="visible", timeout=30_000)
        for frame in page.frames:
            assert frame.evaluate("window.refused") == [], f"{address} in {frame.url}"

    for address, selector in OPEN_PAGES.items():
        look(address, selector)
    with writing(open_engine(f"sqlite:///{served_app.var / 'ioc.sqlite'}")) as connection:
        _, secret = create_token(connection, "An", Scope.ADMIN, None, datetime.now(UTC))
    page.goto(f"/dang-nhap#khoa={secret}")
    page.wait_for_url("**/quan-tri/canh")
    assert secret not in page.url
    page.goto("/quan-tri/canh?ma=coverage")
    expect(page.frame_locator("iframe").locator("h1, h2, h3").first).to_be_visible(timeout=30_000)
    for address, selector in {
        "/quan-tri/canh?ma=coverage": "iframe", "/quan-tri/danh-sach": ".ioc-admin-room > *",
        "/quan-tri/man-hinh": ".ioc-admin-room > *", "/quan-tri/khoa": ".ioc-admin-room > *",
        "/quan-tri/canh-bao": ".ioc-alerts-list > *", "/quan-tri/chu-tri": ".ioc-admin-room > *",
        "/dieu-khien": ".ioc-remote-bar",
    }.items():  # fmt: skip
        look(address, selector)


def test_a_script_that_somebody_slips_in_does_not_run(page_at: PageAt) -> None:
    page = page_at(1280, 800, expected=["Content Security Policy", r"404 \(Not Found\)"])
    page.add_init_script(LISTEN)
    page.goto("/dang-nhap")
    page.evaluate(
        """() => {
            const image = '<img src="/none.png" onerror="window.hurt = 1">';
            document.body.insertAdjacentHTML("beforeend", image);
            const script = document.createElement("script");
            script.textContent = "window.hurt = 2";
            document.body.append(script);
            const other = document.createElement("script");
            other.src = "data:text/javascript,window.hurt=3";
            document.body.append(other);
        }"""
    )
    page.wait_for_function("window.refused.length >= 3")
    assert page.evaluate("window.hurt") is None
