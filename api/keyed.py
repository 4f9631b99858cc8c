"""What all requests that write by machine share: the key against writing twice, and a JSON body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from api.body import RepeatedKeyError, harmless_json, parse_json
from api.parameters import LANGUAGE, Asked

_KEY = "Idempotency-Key"


def described(model: str, thing: str, doing: str) -> dict[str, Any]:
    """Return what OpenAPI says of such a route beside its answers.

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


def replayed(done: str) -> dict[str, Any]:
    """Return what OpenAPI says of the header of an answer that was given before."""
    told = f"true: this is the answer given before, nothing was {done} again"
    return {"Idempotency-Replayed": {"description": told, "schema": {"type": "string"}}}


def key_of(request: Request) -> str:
    """Return the key that a request names; "" for none."""
    return request.headers.get(_KEY, "").strip()


def is_key(key: str) -> bool:
    """Tell whether a text can be a key."""
    return 1 <= len(key) <= 200 and key.isprintable()


def refuse_key(key: str, asked: Asked) -> None:
    """Note that a key cannot be one, where it cannot."""
    if not is_key(key):
        asked.refuse(_KEY, key[:200] or None, "Cần đầu mục này, từ 1 đến 200 ký tự.",
                     "This header is needed, 1 to 200 characters.")  # fmt: skip


def parse_object(body: bytes, asked: Asked) -> dict[str, Any] | None:
    """Return the JSON object of a body; None where it is none, which is noted."""
    try:
        content = harmless_json(parse_json(body))
    except RepeatedKeyError as error:
        asked.refuse("body", error.key, "Khoá này đứng hai lần trong một đối tượng JSON.",
                     "This key stands twice in one JSON object.")  # fmt: skip
        return None
    except ValueError as error:
        asked.refuse("body", None, f"Không phải JSON: {error}", f"Not JSON: {error}")
        return None
    if not isinstance(content, dict):
        asked.refuse("body", None, "Phải là một đối tượng JSON.", "Must be a JSON object.")
        return None
    return content


def json_answer(text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON text as an answer that nobody keeps."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(text, status, kept, "application/json")
