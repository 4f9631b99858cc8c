"""The language of a request."""

from __future__ import annotations

from flask import request

from ioc.settings import Settings
from ioc.words.catalogue import LANGUAGES

LANGUAGE_COOKIE = "ioc_lang"


def language_of(settings: Settings, query_language: str | None = None) -> str:
    """Return the language of the address, else this browser's choice, else the setting."""
    for wish in (query_language, request.cookies.get(LANGUAGE_COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return settings.language
