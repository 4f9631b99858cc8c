"""How the routes of people who hand in and verify read a request, and say a fault."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy.exc import OperationalError

from api.requests.body import fresh_json, object_in, read_body
from data.access.keyed_answers import SameKeyError
from ioc.errors import IocError, NotFoundError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

Body = Mapping[str, Any]


async def read_content(request: Request, most_bytes: int) -> Body:
    """Return the object of a body; an empty one where there is none, or it is too large."""
    body = await read_body(request, most_bytes)
    return {} if body is None else object_in(body)


def key_of(content: Body) -> tuple[str, str]:
    """Return the key that the page made for a hand-in, and the digest of what it sends.

    Raises:
        OddRequestError: there is no such key.
    """
    key = str(content.get("key") or "")
    if not 8 <= len(key) <= 200 or not key.isprintable():
        raise OddRequestError("key")
    return key, hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class OddRequestError(IocError):
    """A field says what our page never says."""

    def __init__(self, field: str) -> None:
        super().__init__(Phrase("handin-decision", field=field))


def fault_body(error: IocError, language: str) -> dict[str, Any]:
    """Return what the page is told of a fault that has no list of its own."""
    return {"error": error.text(language)}


def answer_in_words(
    language: str,
    do: Callable[[], Mapping[str, Any]],
    body_of: Callable[[IocError, str], Mapping[str, Any]] = fault_body,
    conflicts: tuple[type[IocError], ...] = (SameKeyError,),
) -> Response:
    """Do something and return its answer, or every fault in words.

    Args:
        language: "vi" or "en".
        do: gives the answer.
        body_of: of a fault.
        conflicts: faults of what others did meanwhile, answered with 409.
    """
    try:
        return fresh_json(do())
    except NotFoundError as error:
        return fresh_json(body_of(error, language), 404)
    except conflicts as error:
        return fresh_json(body_of(error, language), 409)
    except IocError as error:
        return fresh_json(body_of(error, language), 422)
    except OperationalError:
        return fresh_json({"error": say("submission-busy", language)}, 503, {"Retry-After": "5"})
