"""The language of a request."""

from __future__ import annotations

from flask import request

from ioc.settings import Settings
from layouts.text import LANGUAGES

LANGUAGE_COOKIE = "ioc_lang"


def language_of(settings: Settings, asked: str | None = None) -> str:
    """Return "vi" or "en": what the address asks, else this browser's choice, else the setting."""
    for wish in (asked, request.cookies.get(LANGUAGE_COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return settings.language
