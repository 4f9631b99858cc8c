"""Answers in memory for all clients that ask the same."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Send

from api.requests.packing import compressed
from data.store.memory import Memory

# A body that fits one packet with its headers gains nothing from compression.
_WORTH_COMPRESSING, _QUALITY = 700, 4


@dataclass(frozen=True)
class Ready:
    """Headers and body, and for how many seconds the same request may get them again."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    seconds: float
    status: int = 200

    async def send(self, send: Send) -> None:
        """Send it as the answer."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


# Not kept in memory: it costs little, and there is no limit to such requests.
NOTHING = Ready([(b"cache-control", b"no-store")], b"", 0.0, 204)


def ready_answers(most_bytes: int) -> Memory[Ready]:
    """Return an empty memory of answers, each kept for its seconds; refusals are not kept."""
    return Memory(
        most_bytes, size_of=lambda ready: len(ready.body), seconds_of=lambda ready: ready.seconds
    )


def make_ready(
    body: bytes, media_type: str, cache_control: bytes, coding: str, seconds: float
) -> Ready:
    """Return an answer, compressed where that saves something."""
    headers = [
        (b"content-type", media_type.encode()),
        (b"cache-control", cache_control),
        (b"vary", b"accept-encoding"),
    ]
    if coding and len(body) > _WORTH_COMPRESSING:
        body = compressed(body, coding, _QUALITY)
        headers.append((b"content-encoding", coding.encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    return Ready(headers, body, seconds)
