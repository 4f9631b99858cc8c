"""Writes messages.js of the scripts' two bundles, from the catalogue, in every language.

`python scripts/words.py` after a change of messages in scripts; with `--check` it only tells
whether the files are what it would write (status 1 when not). It takes messages whose ids a module
has as a text, whose ids begin as one of its templates does (`` `whose-self-${level}` ``), and whole
rooms by `room("name", …)`. What modules of desk/ alone say is in its file (scripts/bundle.mjs).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from fluent.syntax import ast as ftl  # noqa: E402

from ioc.words.catalogue import LANGUAGES, messages  # noqa: E402

SOURCE = ROOT / "assets" / "src"
# Rooms of assets/src that desk/desk.js brings, and the others none of.
_DESK = {"admin", "alerts", "desk", "forms", "handin", "phone", "remote"}
MAIN_MODULE, DESK_MODULE = SOURCE / "core" / "messages.js", SOURCE / "desk" / "messages.js"
_ROOM = re.compile(r'\broom\("(\w+)"')
_ID, _START = re.compile(r'"([a-z]+-[\w-]+)"'), re.compile(r"`([a-z]+-[\w-]*)\$\{")
_HEAD = """\
/* Written by scripts/words.py from ioc/words: change the messages there. */
/* eslint-disable max-lines */

/** @typedef {string | Record<string, string>} Template a text, or one for each plural of `by` */

// prettier-ignore
/** @type {Record<string, Record<string, Template>>} */
export const MESSAGES = """


def _texts_of_scripts(*, of_desk: bool) -> Iterator[str]:
    """Yield the modules of a bundle that put messages into words."""
    for path in sorted(SOURCE.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        room = path.relative_to(SOURCE).parts[0]
        if "/words.js" in text and (room in _DESK) == of_desk:
            yield text


def rooms_of_scripts(*, of_desk: bool) -> set[str]:
    """Return the rooms that scripts of a bundle take whole: they name keys, and no ids."""
    return {room for text in _texts_of_scripts(of_desk=of_desk) for room in _ROOM.findall(text)}


def ids_of_scripts(*, of_desk: bool) -> re.Pattern[str]:
    """Return a pattern of the ids that scripts of a bundle name one by one."""
    patterns = set()
    for text in _texts_of_scripts(of_desk=of_desk):
        patterns |= {f"{start}.+" for start in _START.findall(text)}
        patterns |= set(_ID.findall(text))
    return re.compile("|".join(sorted(patterns)))


def module_texts() -> dict[Path, str]:
    """Return the text of each bundle's module by its path."""
    main = _messages_of(of_desk=False)
    desk = {
        language: {name: text for name, text in texts.items() if name not in main[language]}
        for language, texts in _messages_of(of_desk=True).items()
    }
    return {
        path: f"{_HEAD}{json.dumps(texts, ensure_ascii=False, indent=2)};\n"
        for path, texts in ((MAIN_MODULE, main), (DESK_MODULE, desk))
    }


def _messages_of(*, of_desk: bool) -> dict[str, dict[str, str | dict[str, str]]]:
    """Return by language what scripts of a bundle say, by id."""
    pattern, rooms = ids_of_scripts(of_desk=of_desk), rooms_of_scripts(of_desk=of_desk)
    return {
        language: {
            each.id.name: _template(each.value)
            for each in messages(language)
            if each.value is not None
            and (each.id.name.partition("-")[0] in rooms or pattern.fullmatch(each.id.name))
        }
        for language in LANGUAGES
    }


def _template(pattern: ftl.Pattern) -> str | dict[str, str]:
    """Return a message as scripts fill it: `{name}` for a parameter, a text for each plural."""
    parts = pattern.elements
    if len(parts) == 1 and isinstance(parts[0], ftl.Placeable):
        choice = parts[0].expression
        if isinstance(choice, ftl.SelectExpression):
            if not isinstance(choice.selector, ftl.VariableReference):
                raise ValueError(f"scripts cannot choose by {choice.selector!r}")
            plurals = {
                each.key.name: "".join(_texts(each.value))
                for each in choice.variants
                if isinstance(each.key, ftl.Identifier)
            }
            return {"by": choice.selector.id.name, **plurals}
    return "".join(_texts(pattern))


def _texts(pattern: ftl.Pattern) -> Iterator[str]:
    for each in pattern.elements:
        if isinstance(each, ftl.TextElement):
            yield each.value
        elif isinstance(each.expression, ftl.VariableReference):
            yield f"{{{each.expression.id.name}}}"
        elif isinstance(each.expression, ftl.StringLiteral):
            yield each.expression.value
        else:
            raise ValueError(f"scripts cannot say {each!r}")


if __name__ == "__main__":
    fresh = module_texts()
    if "--check" in sys.argv:
        sys.exit(any(path.read_text(encoding="utf-8") != text for path, text in fresh.items()))
    for path, text in fresh.items():
        path.write_text(text, encoding="utf-8")
