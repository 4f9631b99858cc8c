"""Messages by id and language (Project Fluent, decision 31).

The first word of an id names its file: `load-negative` is in `vi/load.ftl` and in `en/load.ftl`.
A file is read when the first of its messages is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern, Placeable, TextElement
from fluent.syntax.ast import Junk, Message, Resource, VariableReference

FOLDER = Path(__file__).parent
# Vietnamese first; a third language is one more folder.
_FIRST = "vi"
LANGUAGES = (_FIRST, *sorted({each.parent.name for each in FOLDER.glob("*/*.ftl")} - {_FIRST}))

# Text stays as it is; a whole number is written by the language, and chooses the plural.
Parameter: TypeAlias = str | int
# Fluent refuses longer parameters as an attack.
_LONGEST = 2400


class WordsError(LookupError):
    """No such message, or a parameter is missing: an error of the program."""


def say(id: str, language: str = "vi", /, **parameters: Parameter) -> str:
    """Return a message in a language.

    Args:
        id: of the message; `load-negative.fix` is the attribute `fix` of `load-negative`.
        language: one of `LANGUAGES`; for any other, the first.
        parameters: what the message names; all of them.

    Raises:
        WordsError: no such message, or a parameter is missing.

    >>> say("level-commune"), say("fault-place-row", "en", text="3")
    ('xã', 'row 3')
    """
    choice = known_language(language)
    if not parameters:
        return _plain(id, choice)
    pieces = _pieces(id, choice)
    if pieces is None or not all(map(_is_short_text, parameters.values())):
        return _format(id, choice, parameters)
    try:
        return "".join([str(parameters[text]) if is_name else text for is_name, text in pieces])
    except KeyError as missing:
        raise WordsError(f"message {id!r} in {language!r}: {missing} is missing") from None


def known_language(text: str) -> str:
    """Return one of `LANGUAGES`: that of the text, else the first.

    >>> known_language("en"), known_language("%"), known_language("")
    ('en', 'vi', 'vi')
    """
    return text if text in LANGUAGES else _FIRST


@cache
def _plain(id: str, language: str) -> str:
    """Return a message that names no parameter."""
    return _format(id, language, {})


@cache
def _pieces(id: str, language: str) -> tuple[tuple[bool, str], ...] | None:
    """Return text and names of parameters (True) of a message that consists of nothing else.

    A chart needs a hundred such messages at a click, and Fluent takes ten times as long for each.
    """
    pieces = []
    pattern = _pattern(id, language)
    for element in pattern.elements if isinstance(pattern, Pattern) else [pattern]:
        if isinstance(element, TextElement):
            pieces.append((False, str(element.value)))
        elif isinstance(element, Placeable) and isinstance(element.expression, VariableReference):
            pieces.append((True, str(element.expression.id.name)))
        else:
            return None
    return tuple(pieces)


def _is_short_text(value: Parameter) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _format(id: str, language: str, parameters: Mapping[str, Parameter]) -> str:
    text, errors = _bundle(id.partition("-")[0], language).format_pattern(
        _pattern(id, language),
        {
            name: value
            if isinstance(value, int) or len(value) <= _LONGEST
            else value[:_LONGEST] + "…"
            for name, value in parameters.items()
        },
    )
    if errors:
        raise WordsError(f"message {id!r} in {language!r}: {errors[0]}")
    return str(text)


def _pattern(id: str, language: str) -> Pattern:
    name, _, attribute = id.partition(".")
    try:
        message = _bundle(id.partition("-")[0], language).get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
    except KeyError:
        pattern = None
    if pattern is None:
        raise WordsError(f"no message {id!r} in {language!r}")
    return pattern


class Words:
    """The messages of a room in one language.

    >>> words = Words("fault", "en")
    >>> words("value", text="x"), words.get("nothing")
    (' (value: “x”)', '')
    """

    def __init__(self, room: str, language: str = "vi") -> None:
        self._room, self._language = room, language

    def __getitem__(self, key: str) -> str:
        return say(f"{self._room}-{key}", self._language)

    def __call__(self, key: str, /, **parameters: Parameter) -> str:
        """Return a message that names parameters."""
        return say(f"{self._room}-{key}", self._language, **parameters)

    def get(self, key: str) -> str:
        """Return the message of a key that names no parameter; empty where there is none."""
        return self[key] if key in _keys(self._room) else ""


@cache
def _keys(room: str) -> frozenset[str]:
    ids = (each.id.name for each in _read(FOLDER / _FIRST / f"{room}.ftl").body
           if isinstance(each, Message))  # fmt: skip
    return frozenset(each.removeprefix(f"{room}-") for each in ids)


def read_all() -> None:
    """Read all files of messages, so that no request waits for one (0.2 s, 11 MB)."""
    for path in FOLDER.glob("*/*.ftl"):
        _bundle(path.stem, path.parent.name)


def messages(language: str) -> Iterator[Message]:
    """Yield all messages of a language as they are written (syntax trees of `fluent.syntax`)."""
    for path in sorted((FOLDER / language).glob("*.ftl")):
        yield from (each for each in _read(path).body if isinstance(each, Message))


@cache
def _bundle(room: str, language: str) -> FluentBundle:
    path = FOLDER / language / f"{room}.ftl"
    if not path.is_file():
        raise WordsError(f"no messages of {room!r} in {language!r}")
    # Without isolating marks: Vietnamese and English are written one way, and files hold no marks.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(_read(path))
    return bundle


def _read(path: Path) -> Resource:
    resource = FluentResource(path.read_text(encoding="utf-8"))
    for each in resource.body:
        if isinstance(each, Junk):
            raise WordsError(f"{path.name}: {each.content!r} is no message")
    return resource
