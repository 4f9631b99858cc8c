"""Vietnamese letters of old databases: which code page some bytes are in, and texts read wrongly.

Windows-1258, TCVN3 (fonts named .Vn…) and VNI (fonts named VNI-…) use the same bytes for other
letters; a file that does not say its code page is judged by whether what comes out is Vietnamese.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import partial

from ioc.old_letters import syllable_share, to_unicode
from ioc.words.phrase import Phrase

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTERS = frozenset(
    letter
    for vowel in _VOWELS
    for tone in _TONES
    for letter in (
        unicodedata.normalize("NFC", vowel + tone),
        unicodedata.normalize("NFC", vowel + tone).upper(),
    )
) | frozenset("đĐ–—‘’“”…\u00a0")
# Share of the letters beyond ASCII that must be Vietnamese ones; some names have others.
_ENOUGH = 0.95

TCVN3, VNI = "TCVN3 (ABC)", "VNI"
# What a text gains in syllables by being read in other letters; less is chance.
_GAIN = 0.3


def note_of(letters: str) -> Phrase:
    """Return the remark on letters that were read."""
    return Phrase("boundary-letters-changed", letters=letters)


def looks_vietnamese(text: str) -> bool:
    """Tell whether the letters beyond ASCII are Vietnamese ones.

    >>> looks_vietnamese("Xã Mường Chà"), looks_vietnamese("X· M­êng Chµ")
    (True, False)
    """
    odd = [letter for letter in unicodedata.normalize("NFC", text) if ord(letter) > 127]
    return not odd or sum(letter in _LETTERS for letter in odd) >= _ENOUGH * len(odd)


def decoder_of(
    content: bytes, stated: str = ""
) -> tuple[Callable[[bytes], str], Phrase | None] | None:
    """Return how the texts of a database are decoded and a remark; None: nothing fits.

    Args:
        content: all texts of the database together.
        stated: the code page that the file names; believed when it makes Vietnamese of them.
    """
    sure: list[tuple[Callable[[bytes], str], Phrase | None]] = [(_by("utf-8"), None)]
    if stated:
        sure.append(_by_name(stated))
    for decode, note in sure:
        text = _read(decode, content)
        if text is not None and looks_vietnamese(text) and syllable_share([text]) > _GAIN:
            return decode, note
    guesses = [(_by("cp1258"), None), (_old(TCVN3), note_of(TCVN3)), (_old(VNI), note_of(VNI))]
    best, most = None, -1.0
    for decode, note in guesses:
        text = _read(decode, content)
        if text is None or not looks_vietnamese(text):
            continue
        # Windows-1258, TCVN3 and VNI make Vietnamese letters of the same bytes, but not syllables.
        share = syllable_share([text])
        if share > most:
            best, most = (decode, note), share
    return best if most > _GAIN else None


def find_repair(texts: Iterable[str]) -> tuple[Callable[[str], str], Phrase] | None:
    """Return what turns texts that were read as Latin letters into those they are in, and a remark.

    None: they are Unicode already.
    """
    whole = "\n".join(texts)
    if whole.isascii():
        return None
    least = syllable_share([whole]) + _GAIN if looks_vietnamese(whole) else _GAIN
    best = None
    for letters in (TCVN3, VNI):
        text = to_unicode(_latin(whole), letters)
        share = syllable_share([text])
        if looks_vietnamese(text) and share > least:
            best, least = letters, share
    if best is None:
        return None
    return partial(_again, letters=best), note_of(best)


def _again(text: str, letters: str) -> str:
    return to_unicode(_latin(text), letters)


def _latin(text: str) -> str:
    """Return a text with every letter that a byte stands for in Windows' Western code page."""
    if all(ord(letter) < 256 for letter in text):
        return text
    return text.encode("cp1252", "replace").decode("latin-1")


def _old(letters: str) -> Callable[[bytes], str]:
    return lambda content: to_unicode(content.decode("latin-1"), letters)


def _by_name(name: str) -> tuple[Callable[[bytes], str], Phrase | None]:
    """Return how a named code page is read; databases name the old letters in several ways."""
    for letters, words in ((VNI, ("vni",)), (TCVN3, ("tcvn", "abc", ".vn"))):
        if any(word in name.lower() for word in words):
            return _old(letters), note_of(letters)
    return _by(name), None


def _read(decode: Callable[[bytes], str], content: bytes) -> str | None:
    try:
        return decode(content)
    except (UnicodeDecodeError, LookupError):
        return None


def _by(name: str) -> Callable[[bytes], str]:
    return lambda content: unicodedata.normalize("NFC", content.decode(name))
