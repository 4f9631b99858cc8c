"""Our cookies over TLS: with the prefix `__Host-`, which no other host or plain connection can set.

Everything behind the doors knows them by their plain names; only this module knows the prefix.
"""

from __future__ import annotations

from ioc.cookies import SESSION_COOKIE, WALL_COOKIE

_HOST = b"__Host-"
_OURS = (SESSION_COOKIE.encode(), WALL_COOKIE.encode())
# An older wall keeps its plain cookie until it gets a new token; the cookie opens nothing else.
_OLDER = WALL_COOKIE.encode()


def plain_cookies(header: bytes, secure: bool) -> bytes:
    """Return a request's cookies under the names that routes know.

    >>> plain_cookies(b"__Host-ioc_session=a; ioc_session=b; x=1", True)
    b'ioc_session=a; x=1'
    >>> plain_cookies(b"__Host-ioc_session=a; ioc_session=b; x=1", False)
    b'ioc_session=b; x=1'
    """
    pairs = [part.strip().partition(b"=")[::2] for part in header.split(b";")]
    guarded = {name for name, _ in pairs if name.startswith(_HOST)}
    cookies = []
    for name, value in pairs:
        plain = name.removeprefix(_HOST)
        if plain in _OURS:
            if secure and name == plain and (name != _OLDER or _HOST + name in guarded):
                continue
            if not secure and name != plain:
                continue
        cookies.append(b"=".join((plain, value)) if plain in _OURS else b"=".join((name, value)))
    return b"; ".join(each for each in cookies if each != b"=")


def host_cookie(header: bytes, secure: bool) -> bytes:
    """Return a `Set-Cookie` with the prefix where the connection is secure.

    >>> host_cookie(b"ioc_session=a; Path=/; Secure", True)
    b'__Host-ioc_session=a; Path=/; Secure'
    >>> host_cookie(b"ioc_session=a; Path=/", False), host_cookie(b"ioc_language=vi", True)
    (b'ioc_session=a; Path=/', b'ioc_language=vi')
    """
    return _HOST + header if secure and header.partition(b"=")[0] in _OURS else header
