"""The characters that a text may contain, wherever it comes from.

Control characters break a database (NUL on PostgreSQL), a spreadsheet (XML takes none) or a line of
the log; half a character (a lone surrogate) cannot be written at all. Invisible characters, which
only make two names differ, are removed from names.
"""

from __future__ import annotations

import re
import unicodedata

# Tabs and line ends are harmless in a text of several lines.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HARMFUL_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def is_harmless(text: str, *, lines: bool = False) -> bool:
    r"""Tell whether a text can be stored, shown and logged as it is.

    Args:
        text: any text.
        lines: it may have several lines, and tabs.

    >>> is_harmless("Thôn Nậm Mả"), is_harmless("a\x00"), is_harmless("a\ud800")
    (True, False, False)
    >>> is_harmless("một\nhai"), is_harmless("một\nhai", lines=True)
    (False, True)
    """
    return (_HARMFUL if lines else _HARMFUL_IN_LINE).search(text) is None


def harmless(text: str, *, lines: bool = False) -> str:
    r"""Return a text with a mark in place of each harmful character.

    >>> harmless("a\x00b\ud800")
    'a\ufffdb\ufffd'
    """
    return (_HARMFUL if lines else _HARMFUL_IN_LINE).sub("\N{REPLACEMENT CHARACTER}", text)


def plain_name(text: str) -> str:
    r"""Return a name in NFC on one line, without harmful and invisible characters.

    >>> plain_name(" Thôn\x01 \u200bNậm\u00a0 Mả\n")
    'Thôn Nậm Mả'
    """
    visible = _HARMFUL.sub("", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())
