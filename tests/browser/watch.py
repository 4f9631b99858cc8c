"""What a page did that nobody sees: console messages, faults, requests to other machines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, WebSocket

from tests.browser.page_waits import wait_by_policy

_INSIDE = {"data", "blob", "about", "chrome-error"}


@dataclass
class PageWatch:
    """Listens to one browser context; `problems` must be empty when the test ends.

    `expected` are patterns of console messages that the test itself provokes (a stopped server).
    """

    home: str
    expected: Sequence[str] = ()
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of the context, popups included."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._fault(f"uncaught: {_with_stack(error.error)}"))
        context.on("page", self._page)

    def problems(self) -> list[str]:
        """Return unexpected warnings and errors, and every request to another machine."""
        home = urlsplit(self.home).netloc
        outside = [
            f"outside request: {url}"
            for url in self.requests
            if urlsplit(url).scheme not in _INSIDE and urlsplit(url).netloc != home
        ]
        return self.console + outside

    def _page(self, page: Page) -> None:
        page.on("websocket", self._socket)
        wait_by_policy(page)

    def _socket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            where = message.location.get("url", "")
            self._fault(f"console {message.type}: {message.text} ({where})")

    def _fault(self, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in self.expected):
            self.console.append(text)


def _with_stack(error: Error) -> str:
    """Return what was thrown and where; the stack begins with the message in Chromium."""
    stack = error.stack or ""
    return stack if error.message in stack else f"{error.message}\n{stack}".rstrip()
