"""Vietnamese letters of old databases: which code page some bytes are in, and texts read wrongly.

Windows-1258 and TCVN3 (fonts named .Vn…) use the same bytes for other letters; a file that does not
say its code page is judged by whether what comes out is Vietnamese.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

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

_TCVN3 = dict(
    zip(
        [*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD),
         *range(0xCE, 0xD9), *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)],
        "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắ" "ặầẩẫấậè" "ẻẽéẹềểễếệìỉ" "ĩíịò"
        "ỏõóọồổỗốộờởỡớợù" "ủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip

TCVN3_NOTE = "Chữ trong tệp theo bảng mã TCVN3 (ABC): đã đổi sang Unicode."


def looks_vietnamese(text: str) -> bool:
    """Tell whether the letters beyond ASCII are Vietnamese ones.

    >>> looks_vietnamese("Xã Mường Chà"), looks_vietnamese("X· M­êng Chµ")
    (True, False)
    """
    odd = [letter for letter in unicodedata.normalize("NFC", text) if ord(letter) > 127]
    return not odd or sum(letter in _LETTERS for letter in odd) >= _ENOUGH * len(odd)


def from_tcvn3(content: bytes) -> str:
    """Return TCVN3 bytes as text.

    >>> from_tcvn3("X· M­êng Chµ".encode("latin-1"))
    'Xã Mường Chà'
    """
    return "".join(_TCVN3.get(byte, chr(byte)) for byte in content)


def decoder_of(content: bytes, stated: str = "") -> tuple[Callable[[bytes], str], str] | None:
    """Return how the texts of a database are decoded and a remark; None: nothing fits.

    Args:
        content: all texts of the database together.
        stated: the code page that the file names; believed when it makes Vietnamese of them.
    """
    candidates: list[tuple[Callable[[bytes], str], str]] = [(_by("utf-8"), "")]
    if stated:
        candidates.append((_by(stated), ""))
    candidates += [(_by("cp1258"), ""), (from_tcvn3, TCVN3_NOTE)]
    for decode, note in candidates:
        try:
            text = decode(content)
        except (UnicodeDecodeError, LookupError):
            continue
        if looks_vietnamese(text):
            return decode, note
    return None


def repaired(texts: Iterable[str]) -> Callable[[str], str] | None:
    """Return what turns texts that were read as Latin letters into TCVN3's, where they are that."""
    whole = "".join(texts)
    if looks_vietnamese(whole) or not looks_vietnamese(_again(whole)):
        return None
    return _again


def _again(text: str) -> str:
    return from_tcvn3(text.encode("cp1252", "replace")) if not _latin(text) else from_tcvn3(
        text.encode("latin-1")
    )  # fmt: skip


def _latin(text: str) -> bool:
    return all(ord(letter) < 256 for letter in text)


def _by(name: str) -> Callable[[bytes], str]:
    return lambda content: unicodedata.normalize("NFC", content.decode(name))
