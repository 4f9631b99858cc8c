"""HTTP connections with bounds: on the head of a request, on silence, on how many one peer opens.

The server's own reads a head of any size for as long as it takes, and waits for ever for a client
that does not take its answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 32_000
# Until the head of a request is here; until a client takes more of its answer.
HEAD_SECONDS, TAKING_SECONDS = 20.0, 60.0
# Of one peer in a process. Behind a proxy all come from one; a hall of walls is a hundred.
MOST_OF_A_PEER = 1_000
_open: Counter[str] = Counter()


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's own, with bounds."""

    _head = 0
    _in_head = True
    _peer = ""
    _head_timer: asyncio.TimerHandle | None = None
    _taking_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a head; close a connection beyond the limit of its peer at once."""
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        _open[self._peer] += 1
        if _open[self._peer] > MOST_OF_A_PEER:
            transport.abort()
            return
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        _open[self._peer] -= 1
        if not _open[self._peer]:
            del _open[self._peer]
        self._stop(self._head_timer)
        self._stop(self._taking_timer)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that grows too large ends the connection."""
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        # Complete heads that came with more data are checked as they are read.
        if self._in_head and self._head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """Begin a head."""
        self._in_head, self._head = True, 0
        self._wait_for_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """End a head."""
        self._in_head, self._head = False, 0
        self._stop(self._head_timer)
        self._head_timer = None
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """Give the client a limited time to take more."""
        self._stop(self._taking_timer)
        self._taking_timer = self.loop.call_later(TAKING_SECONDS, self._abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on."""
        self._stop(self._taking_timer)
        self._taking_timer = None
        super().resume_writing()

    def _wait_for_head(self) -> None:
        self._stop(self._head_timer)
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self._in_head and not self.transport.is_closing():
            self.transport.close()

    def _abort(self) -> None:
        self.transport.abort()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
