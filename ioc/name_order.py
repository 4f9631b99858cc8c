"""The order of names in a Vietnamese dictionary, as browsers know it (`Intl.Collator("vi")`)."""

from __future__ import annotations

import unicodedata

# In the order in which tones follow one another: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Marks that make another letter: ă and â after a, ê after e, ô and ơ after o, ư after u.
_LETTER_MARKS = {"\u0306": 1, "\u0302": 2, "\u031b": 3}

NameKey = tuple[tuple[tuple[int, str, int], ...], tuple[int, ...], tuple[bool, ...]]


def name_order(name: str) -> NameKey:
    """Return what a name is sorted by: letters first, then tones, then capitals.

    >>> sorted(["Đà", "Ẩn", "Da", "An", "Ăn", "ẩn", "Dà"], key=name_order)
    ['An', 'Ăn', 'ẩn', 'Ẩn', 'Da', 'Dà', 'Đà']
    """
    letters: list[tuple[int, str, int]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for sign in unicodedata.normalize("NFD", name):
        if sign in _TONES:
            if tones:
                tones[-1] = _TONES[sign]
        elif sign in _LETTER_MARKS:
            if letters:
                kind, letter, _ = letters[-1]
                letters[-1] = kind, letter, _LETTER_MARKS[sign]
        elif not unicodedata.combining(sign):
            plain = sign.lower()
            letters.append((_kind(plain), "d" if plain == "đ" else plain, int(plain == "đ")))
            tones.append(0)
            capitals.append(sign != plain)
    return tuple(letters), tuple(tones), tuple(capitals)


def _kind(sign: str) -> int:
    """Blanks stand before marks, these before digits, these before letters."""
    if sign.isalpha():
        return 3
    if sign.isdigit():
        return 2
    return 0 if sign.isspace() else 1
