"""The headers of every answer that tell browsers what is forbidden."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

_SCRIPT = re.compile(r"<script((?:\s[^>]*)?)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\stype=["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = ("", "module", "text/javascript", "application/javascript")
_SOURCE = re.compile(r"\ssrc=", re.IGNORECASE)
# Features that no page of ours uses; browsers complain about names that they do not know.
_NO_USE = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",  # for browsers that know no frame-ancestors
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NO_USE),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# For answers that are no page: nothing in them runs, wherever they are opened.
_BARE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def script_hashes(page: str) -> list[str]:
    """Return the hashes of the inline scripts of a page, as a policy names them.

    >>> script_hashes('<script src="/a.js"></script><script type="application/json">{}</script>')
    []
    >>> script_hashes("<script>1</script>")
    ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    """
    hashes = []
    for about, text in _SCRIPT.findall(page):
        kind = _TYPE.search(about)
        if _SOURCE.search(about) or (kind and kind[1].lower() not in _RUN):
            continue
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes.append(f"'sha256-{digest}'")
    return list(dict.fromkeys(hashes))


def page_policy(hashes: Sequence[str]) -> str:
    """Return the policy of pages: our own files, and inline scripts by their hashes.

    The preview of the administration shows a wall in a frame, so pages may frame one another.
    Inline styles are allowed: they place maps, charts and bars.
    """
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


class Policy:
    """The headers of answers, encoded once."""

    def __init__(self, hashes: Sequence[str], hsts_seconds: int) -> None:
        always = [(name.lower().encode(), text.encode()) for name, text in _ALWAYS.items()]
        policy = b"content-security-policy"
        self._page = [*always, (policy, page_policy(hashes).encode())]
        self._other = [*always, (policy, _BARE.encode())]
        self._hsts = (b"strict-transport-security", f"max-age={hsts_seconds}".encode())
        self._hsts_seconds = hsts_seconds

    def headers(self, kind: bytes, scheme: str) -> list[tuple[bytes, bytes]]:
        """Return the headers of an answer by its content type and the scheme of its request."""
        policy = self._page if kind.startswith(b"text/html") else self._other
        return [*policy, self._hsts] if self._hsts_seconds and scheme == "https" else policy
