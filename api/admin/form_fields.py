"""Fields of the forms of the administration: texts, and the number of the row that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.requests.parameters import row_number
from ioc.errors import NotFoundError
from ioc.words.phrase import Phrase

_MOST_TEXT = 400


def text_of(form: Mapping[str, Any], name: str) -> str:
    """Return the text of a field; "" where it is missing or no text.

    >>> text_of({"unit": " Sở Y tế ", "area": ["40"]}, "unit"), text_of({"area": ["40"]}, "area")
    ('Sở Y tế', '')
    """
    value = form.get(name)
    return str(value).strip()[:_MOST_TEXT] if isinstance(value, str | int) else ""


def number_of(form: Mapping[str, Any], unknown: Phrase) -> int:
    """Return the number in a form's field `code`.

    Raises:
        NotFoundError: there is none, in the words of `unknown`.
    """
    number = row_number(str(form.get("code") or ""))
    if not number:
        raise NotFoundError(unknown)
    return number
