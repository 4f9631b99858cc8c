"""What all requests of machines that write share: the idempotency key, and a JSON body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi import Request, Response

from api.requests.body import RepeatedKeyError, fresh_json, harmless_json, parse_json, read_body
from api.requests.parameters import LANGUAGE, Query
from api.v1.models import Failed, Refused
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_KEY, _REPLAYED = "Idempotency-Key", "Idempotency-Replayed"


def described(model: str, thing: str, doing: str) -> dict[str, Any]:
    """Return what the OpenAPI document says of such a route beside its answers.

    Args:
        model: name of the body's schema.
        thing: what a key is new for: "hand-in", "message".
        doing: what the same key does not do twice: "writes".
    """
    key = {
        "name": _KEY,
        "in": "header",
        "required": True,
        "description": f"Any text of 1 to 200 characters that is new for each {thing}, for example "
        f"a UUID. The same key with the same body is answered again and {doing} nothing twice.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    }
    schema = {"$ref": f"#/components/schemas/{model}"}
    return {
        "parameters": [key, LANGUAGE.described()],
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
    }


def answers_to(
    status: int, model: Any, about: str, participle: str, others: Mapping[int, tuple[Any, str]]
) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of the answers of such a route.

    Args:
        status: of the answer to a request that was carried out.
        model: of that answer.
        about: description of that answer.
        participle: what a repeated key does not do again, as in "nothing was written".
        others: model and description of the answers that only this route gives, by status.
    """
    failures = {
        400: (Refused, "A header, a parameter or the body as a whole does not fit"),
        401: (Failed, "No token or session, or one that does not hold"),
        409: (Failed, "The key came before with another body"),
        413: (Failed, "The body is too large"),
        503: (
            Failed,
            f"The store cannot be written to just now; nothing was {participle}: try again",
        ),
        **others,
    }
    responses: dict[int | str, dict[str, Any]] = {
        each: {"model": kind, "description": words} for each, (kind, words) in failures.items()
    }
    note = f"true: this is the answer given before, nothing was {participle} again"
    header = {_REPLAYED: {"description": note, "schema": {"type": "string"}}}
    responses[status] = {"model": model, "description": about, "headers": header}
    return responses


def key_of(request: Request) -> str:
    """Return the key that a request names; "" for none."""
    return request.headers.get(_KEY, "").strip()


def is_key(key: str) -> bool:
    """Tell whether a text can be a key."""
    return 1 <= len(key) <= 200 and key.isprintable()


def refuse_key(key: str, query: Query) -> None:
    """Note a fault where a text cannot be a key."""
    if not is_key(key):
        query.refuse(_KEY, key[:200] or None, Phrase("request-key-missing"))


def parse_object(body: bytes, query: Query) -> dict[str, Any] | None:
    """Return the JSON object of a body; None, and a fault noted, where it is none."""
    try:
        content = harmless_json(parse_json(body))
    except RepeatedKeyError as error:
        query.refuse("body", error.key, Phrase("request-key-twice"))
        return None
    except ValueError as error:
        query.refuse("body", None, Phrase("request-no-json", error=str(error)))
        return None
    if not isinstance(content, dict):
        query.refuse("body", None, Phrase("request-no-object"))
        return None
    return content


class KeyedRequest(NamedTuple):
    """A request with an idempotency key: what is read in the same way for every route."""

    query: Query
    key: str
    body: bytes
    content: dict[str, Any] | None  # None: no object; `query` has the fault


async def read_keyed_request(request: Request, most_bytes: int) -> KeyedRequest | Response:
    """Return what a request says; where its body is too large, the answer that refuses it.

    Faults of key and body are noted in `query`; the caller settles it.
    """
    query = Query(request, (LANGUAGE,))
    key = key_of(request)
    refuse_key(key, query)
    body = await read_body(request, most_bytes)
    if body is None:
        size = f"{most_bytes // 1024} KB"
        return fresh_json({"error": say("request-larger", query.language, size=size)}, 413)
    return KeyedRequest(query, key, body, parse_object(body, query))


def keyed_answer(
    body: Mapping[str, Any],
    status: int,
    headers: Mapping[str, str] | None = None,
    *,
    is_replay: bool,
) -> Response:
    """Return the answer to a request with a key; `repeated`: it was answered before."""
    replayed = {_REPLAYED: "true"} if is_replay else {}
    return fresh_json(body, status, {**replayed, **(headers or {})})
