"""One browser for both sides: bytes as they came over the wire, and the time until painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Nothing is on its way for so long: the page has come to rest.
_QUIET_MS = 500
# What a page fetches when it thinks that nobody minds comes a second or two after the picture.
_LONG_QUIET_MS = 5_000
_PATIENCE_MS = 180_000
# Both sides: what is on the screen after the event, not what has been handed to the compositor.
TWO_FRAMES = (
    "const frames = () => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));"
)


@dataclass(frozen=True)
class Request:
    """A request with the bytes of its answer as transferred, headers included."""

    method: str
    url: str
    body: str
    headers: dict[str, str]
    received: int
    cached: bool


@dataclass
class Wire:
    """Listens to a page's network through the devtools protocol."""

    page: Page
    _open: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._begun)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.requestServedFromCache", self._from_cache)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._failed)

    def _begun(self, event: dict[str, Any]) -> None:
        request = event["request"]
        if not request["url"].startswith("http") or request["url"].rsplit("?")[0].endswith("/live"):
            return
        self._open[event["requestId"]] = {
            "method": request["method"],
            "url": request["url"],
            "body": request.get("postData", ""),
            "headers": dict(request["headers"]),
            "cached": False,
        }

    def _answered(self, event: dict[str, Any]) -> None:
        known = self._open.get(event["requestId"])
        if known is not None and event["response"].get("fromDiskCache"):
            known["cached"] = True

    def _from_cache(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._open:
            self._open[event["requestId"]]["cached"] = True

    def _finished(self, event: dict[str, Any]) -> None:
        known = self._open.pop(event["requestId"], None)
        if known is not None:
            received = 0 if known["cached"] else int(event["encodedDataLength"])
            self.done.append(Request(received=received, **known))

    def _failed(self, event: dict[str, Any]) -> None:
        self._open.pop(event["requestId"], None)

    def rest(self, *, long: bool = False) -> list[Request]:
        """Wait until nothing has been on its way for a while; return what came, and forget it.

        `long`: for five seconds, so that what is fetched ahead counts as well.
        """
        wanted = _LONG_QUIET_MS if long else _QUIET_MS
        waited = quiet = 0
        before = -1
        while quiet < wanted and waited < _PATIENCE_MS:
            self.page.wait_for_timeout(50)
            waited += 50
            quiet = quiet + 50 if not self._open and len(self.done) == before else 0
            before = len(self.done)
        came, self.done = self.done, []
        return came


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """Yield a Chromium that paints in software and asks for nothing of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield chromium
        finally:
            chromium.close()


def fresh_visitor(chromium: Browser) -> BrowserContext:
    """Return a visitor who has seen nothing yet, before a usual office screen."""
    return chromium.new_context(
        viewport={"width": 1600, "height": 900}, locale="vi-VN", bypass_csp=True
    )
