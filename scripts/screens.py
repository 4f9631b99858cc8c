"""Picture the screens for docs/screens.md at true size: `python -m scripts.screens [FOLDER]`.

FOLDER is a prepared store (`python app.py prepare` with IOC_VAR); without it one is made, which
takes the better part of a minute. The pictures and their list in the page are written anew; git
shows what changed.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from data.store.engine import open_engine, writing
from data.walls.walls import DEFAULT, find_wall, save_wall
from ioc.wall import Wall
from scripts.browser import CHROMIUM_ARGUMENTS, find_browser
from tests.serving import ROOT, ServedApp, brought_forward, copy_of_var, free_port

DOC = ROOT / "docs" / "screens.md"
FOLDER = ROOT / "docs" / "pictures" / "screens"
MOST_BYTES = 1_500_000
_QUALITY = 29
_BEGIN, _END = "<!-- pictures: scripts/screens.py -->", "<!-- end of pictures -->"
_MAP = "[data-painted-key]"
# A wall's maps of all scenes are in its page; the shown one is painted.
_WALL = ".wall-scene.is-shown [data-painted-key]"
_PLACE = "/dia-ban/2025-07-01"


@dataclass(frozen=True)
class ScreenShot:
    """One picture: its file, address, size in px, theme, what to wait for, and its caption.

    `is_paper`: the first page as it is printed, and not the window.
    """

    name: str
    path: str
    size: tuple[int, int]
    caption: str
    theme: str = "light"
    ready: str = _MAP
    is_paper: bool = False


@dataclass(frozen=True)
class Panel:
    """A wall of the pictures: its panel, the distance of its farthest reader, its looks."""

    code: str
    inches: float
    metres: float
    size: tuple[int, int]
    caption: str
    theme: str = "dark"
    is_night: bool = False

    def wall(self, like: Wall) -> Wall:
        """Return the wall as a row of the store."""
        night = ("00:00", "23:59") if self.is_night else ("", "")
        return replace(
            like, code=self.code, diagonal_inch=self.inches, distance_m=self.metres,
            theme=self.theme, night_from=night[0], night_to=night[1], token_id=None,
        )  # fmt: skip

    @property
    def picture(self) -> ScreenShot:
        """The picture of its first scene."""
        path = f"/wall?man-hinh={self.code}&giu=1"
        return ScreenShot(f"wall-{self.code}", path, self.size, self.caption, self.theme, _WALL)


HD, DESK, PHONE = (1920, 1080), (1440, 900), (390, 844)
PANELS = (
    Panel("hall", 165, 6, HD, "Wall of a hall, 165″ at 6 m, dark"),
    Panel("hall-light", 165, 6, HD, "The same, light", "light"),
    Panel("hall-night", 165, 6, HD, "The same in its night hours", is_night=True),
    Panel("room", 98, 4.5, HD, "Wall of a room, 98″ at 4.5 m"),
    Panel("tv", 55, 4, HD, "TV, 55″ at 4 m"),
    Panel("portrait", 165, 6, (1080, 1920), "Upright, 165″ at 6 m"),
    Panel("double", 301, 6, (3840, 1080), "Two panels wide, 32:9"),
    Panel("triple", 440, 6, (5760, 1080), "Three panels wide, 48:9"),
)
PAGES = (
    ScreenShot("start", "/", DESK, "Start page"),
    ScreenShot("start-dark", "/", DESK, "Start page, dark", "dark"),
    ScreenShot("start-phone", "/", PHONE, "Start page on a phone"),
    ScreenShot("province", f"{_PLACE}/40", DESK, "Page of a province"),
    ScreenShot("commune", f"{_PLACE}/16681", DESK, "Page of a commune with its villages"),
    ScreenShot(
        "village", "/phan-tich?dia-ban=17263&cap=village&chi-so=HT02", DESK,
        "Analysis of the villages of a commune",
    ),
    ScreenShot(
        "analysis", "/phan-tich?dia-ban=40&chi-so=HT05&chon=16681&so-sanh=16690,16708", HD,
        "Analysis of a province, three communes compared",
    ),
    ScreenShot(
        "two-indicators", "/phan-tich?dia-ban=40&chi-so=XH07&bieu-do=two&chi-so-2=YT02", DESK,
        "Two indicators: communes as points, in four corners by their targets", "dark",
    ),
    ScreenShot("paper", "/phan-tich?dia-ban=40&chi-so=HT01", HD, "The same on A4", is_paper=True),
)  # fmt: skip


class UsersApp(ServedApp):
    """The program as a user starts it: today is today, and not the day of the tests."""

    @property
    def environment(self) -> dict[str, str]:
        """The same variables without the day that is set."""
        return {name: text for name, text in super().environment.items() if name != "IOC_TODAY"}


def take(browser: Browser, url: str, picture: ScreenShot) -> bytes:
    """Return a picture as WebP."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=url,
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
    )  # fmt: skip
    try:
        page = context.new_page()
        page.goto(picture.path)
        page.wait_for_selector(picture.ready, timeout=60_000)
        _rest(page)
        if picture.is_paper:
            image = _first_sheet(page.pdf(prefer_css_page_size=True, print_background=True))
        else:
            image = Image.open(io.BytesIO(page.screenshot()))
        sink = io.BytesIO()
        image.convert("RGB").save(sink, "WEBP", quality=_QUALITY, method=6)
        return sink.getvalue()
    finally:
        context.close()


def _rest(page: Page) -> None:
    """Wait until fonts, charts and what comes after the map are there."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(3_000)


def _first_sheet(pdf: bytes) -> Image.Image:
    """Return the first page of a PDF at 96 px an inch."""
    sheet: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72).to_pil()
    return sheet


def write_page(pictures: Sequence[ScreenShot]) -> None:
    """Write the pictures' part of docs/screens.md anew; the words around it stay."""
    parts = [
        f"### {each.caption}\n\n`{each.path}`, {each.size[0]} × {each.size[1]} px\n\n"
        f"![{each.caption}](pictures/screens/{each.name}.webp)\n"
        for each in pictures
    ]
    text = DOC.read_text(encoding="utf-8")
    before, after = text[: text.index(_BEGIN)], text[text.index(_END) :]
    DOC.write_text(f"{before}{_BEGIN}\n\n" + "\n".join(parts) + f"\n{after}", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Take all pictures; 1 where they are larger together than the repository should keep."""
    pictures = [*(each.picture for each in PANELS), *PAGES]
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        app = UsersApp(var, free_port())
        if arguments:
            copy_of_var(brought_forward(Path(arguments[0])), var)
        else:
            app.run("prepare")
        engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
        with writing(engine) as connection:
            like = find_wall(connection, DEFAULT)
            for each in PANELS:
                save_wall(connection, each.wall(like), "scripts/screens.py")
        engine.dispose()
        app.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_browser(), args=CHROMIUM_ARGUMENTS
                )
                files = {each.name: take(browser, app.url, each) for each in pictures}
                browser.close()
        finally:
            app.stop()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    for name, content in files.items():
        (FOLDER / f"{name}.webp").write_bytes(content)
    write_page(pictures)
    total = sum(map(len, files.values()))
    print(f"{len(files)} pictures, {total / 1e6:.2f} MB")
    return int(total > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
