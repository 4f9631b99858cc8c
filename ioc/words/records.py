"""The text of a language from a record that holds one text a language: `name_vi`, `name_en` …."""

from __future__ import annotations

from ioc.words.catalogue import LANGUAGES


def text_in(language: str, record: object, part: str) -> str:
    """Return a text of a record in a language; in the first language where it has no other.

    Args:
        language: one of `LANGUAGES`.
        record: an object with an attribute `{part}_{language}` for each language that it has.
        part: what the text is: "name", "source" ….

    >>> from types import SimpleNamespace
    >>> group = SimpleNamespace(name_vi="Hạ tầng", name_en="")
    >>> text_in("vi", group, "name"), text_in("en", group, "name"), text_in("en", group, "noun")
    ('Hạ tầng', 'Hạ tầng', '')
    """
    for each in (language, LANGUAGES[0]):
        text: str | None = getattr(record, f"{part}_{each}", None)
        if text:
            return text
    return ""
