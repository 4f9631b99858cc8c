"""Turns for costly requests: a few at once, and a fair order among the addresses that wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate.proxies import client_address
from api.gate.refusals import turned_away

PATIENCE_SECONDS = 30.0


class NoTurnError(Exception):
    """No turn for a request: `status` 429, its address waits for too many; 503, all are busy."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class AddressTurns:
    """A limit on requests at the same time; addresses that wait take turns.

    Args:
        at_once: requests that work at the same time.
        waiting: requests of one address that may wait.
        patience: seconds after which a waiting request is refused.
    """

    def __init__(self, at_once: int, waiting: int, patience: float = PATIENCE_SECONDS) -> None:
        self._free = at_once
        self._most = waiting
        self._patience = patience
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def take(self, address: str) -> None:
        """Wait for a turn; give it back with `give_back`.

        Raises:
            NoTurnError: too many wait, or the wait took too long.
        """
        if self._free and not self._queues:
            self._free -= 1
            return
        queue = self._queues.setdefault(address, deque())
        if len(queue) >= self._most:
            raise NoTurnError(429)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            async with asyncio.timeout(self._patience):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give_back()
            else:
                self._forget(address, turn)
            if isinstance(error, TimeoutError):
                raise NoTurnError(503) from None
            raise

    def give_back(self) -> None:
        """Start the next request: the first of the address that has waited longest for a turn."""
        while self._queues:
            address, queue = next(iter(self._queues.items()))
            turn = queue.popleft()
            del self._queues[address]
            if queue:
                self._queues[address] = queue
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _forget(self, address: str, turn: asyncio.Future[None]) -> None:
        queue = self._queues.get(address)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._queues[address]


class DearDoor:
    """ASGI: gives turns to requests under some paths, and passes on everything else."""

    def __init__(self, app: ASGIApp, paths: Sequence[str], turns: AddressTurns) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._turns = turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a turn, answer, and give the turn back before the answer is sent."""
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or not scope["path"].startswith(self._paths)
        ):
            await self._app(scope, receive, send)
            return
        try:
            await self._turns.take(client_address(scope))
        except NoTurnError as error:
            await turned_away(error.status)(scope, receive, send)
            return
        working = True

        def give_back() -> None:
            nonlocal working
            if working:
                working = False
                self._turns.give_back()

        async def send_on(message: Message) -> None:
            # The answer is ready: a slow reader keeps nobody waiting.
            give_back()
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            give_back()
