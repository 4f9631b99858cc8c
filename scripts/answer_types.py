"""Writes assets/src/answers.d.ts: the shapes of what the server sends, as TypeScript.

`python scripts/answer_types.py` after a change of `ioc.answers` or of a class sent as it is.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from api.v1.alert_models import AlertItem, AlertLineItem, AlertList, AlertWords  # noqa: E402
from ioc import answers, source_answer  # noqa: E402
from ioc.view_state import ViewState  # noqa: E402
from ioc.wall import Playlist, Scene, Wall  # noqa: E402

FILE = ROOT / "assets" / "src" / "answers.d.ts"
# Sent as they are: as a dataclass's dictionary, or as the API's model says.
AS_THEY_ARE = (ViewState, Scene, Playlist, Wall, AlertLineItem, AlertWords, AlertItem, AlertList)
_PLAIN: dict[Any, str] = {
    str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "any",
}  # fmt: skip
_HEAD = """\
// Written by scripts/answer_types.py from ioc/answers.py and the classes that are sent as they are.
"""


def typescript_of(annotation: Any) -> str:
    """Return a Python annotation as TypeScript.

    >>> typescript_of(Mapping[str, Sequence[tuple[str, float | None]]])
    'Record<string, [string, number | null][]>'
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if origin in (Union, types.UnionType):
        return " | ".join(typescript_of(each) for each in arguments)
    if origin is Literal:
        return " | ".join(f'"{each}"' for each in arguments)
    if origin is tuple and Ellipsis not in arguments:
        return f"[{', '.join(typescript_of(each) for each in arguments)}]"
    if origin in (list, tuple, Sequence):
        inside = typescript_of(arguments[0])
        is_choice = get_origin(arguments[0]) in (Union, types.UnionType, Literal)
        return f"({inside})[]" if is_choice else f"{inside}[]"
    if origin in (dict, Mapping):
        return f"Record<{', '.join(typescript_of(each) for each in arguments)}>"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "string"
    if isinstance(annotation, type):
        return annotation.__name__
    raise TypeError(f"no TypeScript for {annotation!r}")


def interface_of(shape: type) -> str:
    """Return a class as an interface; `NotRequired` fields may be missing."""
    lines = [f"/** {(shape.__doc__ or '').splitlines()[0]} */", f"interface {shape.__name__} {{"]
    for name, annotation in get_type_hints(shape, include_extras=True).items():
        if name.startswith("_") or (get_origin(annotation) is not None and name == "model_config"):
            continue
        is_optional = get_origin(annotation) is NotRequired
        inside = get_args(annotation)[0] if is_optional else annotation
        lines.append(f"  {name}{'?' if is_optional else ''}: {typescript_of(inside)};")
    return "\n".join([*lines, "}"])


def shapes() -> Iterator[type]:
    """Yield every class that is sent."""
    for module in (answers, source_answer):
        for each in vars(module).values():
            if is_typeddict(each):
                yield each
    yield from AS_THEY_ARE


def file_text() -> str:
    """Return the text of the file."""
    return _HEAD + "".join(f"\n{interface_of(each)}\n" for each in shapes())


if __name__ == "__main__":
    FILE.write_text(file_text(), encoding="utf-8")
