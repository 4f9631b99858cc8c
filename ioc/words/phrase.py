"""Messages with their parameters, before the language is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ioc.words.catalogue import say
from ioc.words.numbers import fixed_number, plain_number


class Labelled(Protocol):
    """Something that has a name in each language, as a period has."""

    def label(self, language: str = "vi") -> str:
        """Return its name."""
        ...


@dataclass(frozen=True)
class FixedNumber:
    """A number with a fixed number of decimals, and the sign behind it."""

    value: float
    decimals: int
    sign: str = ""

    def label(self, language: str = "vi") -> str:
        """Return it as a language writes it.

        >>> FixedNumber(94, 1, "%").label(), FixedNumber(94, 1, "%").label("en")
        ('94,0%', '94.0%')
        """
        return fixed_number(self.value, self.decimals, language) + self.sign


@dataclass(frozen=True)
class WordList:
    """Several things in a row, with a separator between them."""

    between: str
    parts: tuple[str | Labelled | Phrase, ...]

    def label(self, language: str = "vi") -> str:
        """Return them in a language."""
        return self.between.join(str(_word(each, language)) for each in self.parts)


@dataclass(frozen=True)
class Capital:
    """A phrase that begins a sentence."""

    phrase: Phrase

    def label(self, language: str = "vi") -> str:
        """Return it with a capital letter.

        >>> Capital(Phrase("level-commune")).label()
        'Xã'
        """
        text = self.phrase.text(language)
        return text[:1].upper() + text[1:]


# Text; a count, which chooses a plural; a number in all its digits; something with a label; or
# several of these, separated by commas.
Part: TypeAlias = "str | int | float | Labelled | Phrase | tuple[str | Labelled | Phrase, ...]"


@dataclass(frozen=True, init=False)
class Phrase:
    """A message's id and its parameters; its language is chosen where it is shown.

    >>> Phrase("load-above-denominator", top=1200.5, bottom=10.0).text()
    'tử số 1.200,5 lớn hơn mẫu số 10'
    >>> Phrase("load-above-denominator", top=1200.5, bottom=10.0).text("en")
    'numerator 1,200.5 is greater than denominator 10'
    """

    id: str
    parameters: Mapping[str, Part]

    def __init__(self, id: str, /, **parameters: Part) -> None:
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "parameters", parameters)

    def text(self, language: str = "vi", attribute: str = "") -> str:
        """Return it in a language; with `attribute`, that attribute of the message, as `fix`."""
        id = f"{self.id}.{attribute}" if attribute else self.id
        return say(id, language, **{k: _word(v, language) for k, v in self.parameters.items()})

    def __str__(self) -> str:
        return self.text()

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted(self.parameters.items(), key=lambda each: each[0]))))


def _word(part: Part, language: str) -> str | int:
    match part:
        case Phrase():
            return part.text(language)
        case str() | int():
            return part
        case float():
            return plain_number(part, language)
        case tuple():
            return WordList(", ", part).label(language)
        case _:
            return part.label(language)
