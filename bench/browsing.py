"""One browser for both sides: the bytes on the wire, and the time until the paint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# A page is at rest when nothing has been on its way for so long.
_QUIET_MS = 500
# Requests ahead of need go out a second or two after the picture.
_LONG_QUIET_MS = 5_000
_PATIENCE_MS = 180_000
# For both sides: the picture is on the screen, and not only in the compositor.
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
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._on_start)
        session.on("Network.responseReceived", self._on_answer)
        session.on("Network.requestServedFromCache", self._on_cache)
        session.on("Network.loadingFinished", self._on_end)
        session.on("Network.loadingFailed", self._on_failure)

    def _on_start(self, event: dict[str, Any]) -> None:
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

    def _on_answer(self, event: dict[str, Any]) -> None:
        request = self._open.get(event["requestId"])
        if request is not None and event["response"].get("fromDiskCache"):
            request["cached"] = True

    def _on_cache(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._open:
            self._open[event["requestId"]]["cached"] = True

    def _on_end(self, event: dict[str, Any]) -> None:
        request = self._open.pop(event["requestId"], None)
        if request is not None:
            received = 0 if request["cached"] else int(event["encodedDataLength"])
            self.requests.append(Request(received=received, **request))

    def _on_failure(self, event: dict[str, Any]) -> None:
        self._open.pop(event["requestId"], None)

    def rest(self, *, long: bool = False) -> list[Request]:
        """Wait until the network is quiet; return the requests since the last call.

        `long`: quiet for five seconds, so that requests ahead of need count as well.
        """
        quiet_needed = _LONG_QUIET_MS if long else _QUIET_MS
        waiting_ms = quiet = 0
        before = -1
        while quiet < quiet_needed and waiting_ms < _PATIENCE_MS:
            self.page.wait_for_timeout(50)
            waiting_ms += 50
            quiet = quiet + 50 if not self._open and len(self.requests) == before else 0
            before = len(self.requests)
        requests, self.requests = self.requests, []
        return requests


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """Yield a Chromium that paints in software and sends no requests of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield chromium
        finally:
            chromium.close()


def fresh_visitor(chromium: Browser) -> BrowserContext:
    """Return a visitor with an empty cache and a usual office screen."""
    return chromium.new_context(
        viewport={"width": 1600, "height": 900}, locale="vi-VN", bypass_csp=True
    )
