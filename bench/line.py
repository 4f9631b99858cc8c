"""A line between pages and the server that can be cut, silenced and repaired.

It forwards bytes between two sockets on this machine, so that pages behave as on a broken network,
and the server's own port stays open for other clients.
"""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType

_PIECE = 65_536


class NetworkLine:
    """`with Line(port) as line:` listens on `line.port` and forwards to `port`."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._cut = False
        self._passing = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)

    @property
    def url(self) -> str:
        """The address of the server by way of this line, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> NetworkLine:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def cut(self) -> None:
        """Reset every connection, and each new one at once."""
        self._now(self._do_cut)

    def silence(self) -> None:
        """Let nothing through in either direction; connections stay open and new ones open."""
        self._now(self._passing.clear)

    def repair(self) -> None:
        """Let everything through again."""
        self._now(self._do_repair)

    def _now(self, act: object) -> None:
        is_over = threading.Event()

        def both() -> None:
            act()  # type: ignore[operator]
            is_over.set()

        self._loop.call_soon_threadsafe(both)
        is_over.wait(10)

    def _do_cut(self) -> None:
        self._cut = True
        self._passing.set()
        for writer in self._open:
            writer.transport.abort()

    def _do_repair(self) -> None:
        self._cut = False
        self._passing.set()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._passing.set()
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        )
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._take_down(server))
        self._loop.close()

    async def _take_down(self, server: asyncio.Server) -> None:
        server.close()
        # Connections of a moment ago meet a cut line.
        await asyncio.sleep(0.05)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        # An aborted connection closes its socket in the next turn of the loop.
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if self._cut:
                raise ConnectionResetError
            await self._connect(reader, writer)
        except (OSError, asyncio.CancelledError):
            # The line was cut or taken down, or nobody listens at the target.
            writer.transport.abort()
        finally:
            self._open.discard(writer)
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._open.add(back)
        try:
            await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))
        except asyncio.CancelledError:
            back.transport.abort()
            raise
        finally:
            self._open.discard(back)
            back.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(_PIECE):
                await self._passing.wait()
                writer.write(piece)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
        except (OSError, ConnectionError):
            writer.transport.abort()
