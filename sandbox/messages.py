"""Messages between a child process and its parent: a length, then a pickle."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from sandbox.limits import Limits

_LENGTH = struct.Struct("<Q")


class MessageKind(StrEnum):
    """The kind of a message."""

    PROGRESS = "progress"
    RESULT = "result"
    REFUSAL = "refusal"  # an IocError: words for the user
    MEMORY = "memory"
    FAILURE = "failure"  # anything else; the text of its trace


@dataclass(frozen=True)
class Job:
    """A job of a child: a function that can be imported, and its arguments."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    limits: Limits
    reports_progress: bool


class TooLargeError(Exception):
    """The message is larger than the reader takes."""


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> Any:
    """Read one message of at most so many bytes.

    Raises:
        EOFError: the other side has gone.
        TooLargeError: the message is larger.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise TooLargeError
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # noqa: S301 - from a process that runs our own code
