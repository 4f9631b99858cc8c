"""Compression of answers: which coding a client accepts, and bytes in it."""

from __future__ import annotations

import gzip

import brotli

_GZIP_LEVEL = 5


def coding_of(accept_encoding: str) -> str:
    """Return the best coding of an `Accept-Encoding`: "br", "gzip" or "" for none.

    Browsers accept brotli over TLS and from their own machine only.

    >>> coding_of("gzip, deflate, br"), coding_of("gzip"), coding_of("")
    ('br', 'gzip', '')
    """
    return "br" if "br" in accept_encoding else "gzip" if "gzip" in accept_encoding else ""


def compressed(body: bytes, coding: str, quality: int = 5) -> bytes:
    """Return bytes in a coding of `coding_of`; `quality` is brotli's.

    >>> gzip.decompress(compressed(b"a", "gzip")), compressed(b"a", "")
    (b'a', b'a')
    """
    if coding == "br":
        packed: bytes = brotli.compress(body, quality=quality)
        return packed
    return gzip.compress(body, _GZIP_LEVEL) if coding == "gzip" else body
