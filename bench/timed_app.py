"""The application as it is served, with the time of each answer in a header.

    python -m bench.timed_app

serves the store of `IOC_VAR` or `IOC_DATABASE_URL` with the options of `app.py serve`; the header
`Server-Timing` of an answer has the ms from its request to its first byte.
"""

from __future__ import annotations

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import create_asgi
from cli.serve import run_server
from ioc.settings import Settings


class TimingApp:
    """ASGI: measures each answer of an application from outside of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the time to the answer's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def send_with_time(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = f"app;dur={(perf_counter() - began) * 1e3:.3f}".encode()
                message["headers"] = [*message["headers"], (b"server-timing", took)]
            await send(message)

        await self._app(scope, receive, send_with_time)


def create_timing_app() -> TimingApp:
    """Return the application for one worker process."""
    return TimingApp(create_asgi())


if __name__ == "__main__":
    run_server("bench.timed_app:create_timing_app", Settings())
