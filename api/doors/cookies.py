"""Our cookies over TLS: under names that no other host and no plain connection can set.

Everything behind the doors knows them by their plain names; here alone is said how they travel.
"""

from __future__ import annotations

from layouts.sign_in import SESSION_COOKIE, WALL_COOKIE

_HOST = b"__Host-"
_OURS = (SESSION_COOKIE.encode(), WALL_COOKIE.encode())
# A wall set up before reads its plain cookie until its token is given anew: it opens nothing else.
_OLDER = WALL_COOKIE.encode()


def as_known(header: bytes, secure: bool) -> bytes:
    """Return a request's cookies by the names that routes know.

    >>> as_known(b"__Host-ioc_session=a; ioc_session=b; x=1", True)
    b'ioc_session=a; x=1'
    >>> as_known(b"__Host-ioc_session=a; ioc_session=b; x=1", False)
    b'ioc_session=b; x=1'
    """
    pairs = [part.strip().partition(b"=")[::2] for part in header.split(b";")]
    guarded = {name for name, _ in pairs if name.startswith(_HOST)}
    kept = []
    for name, value in pairs:
        plain = name.removeprefix(_HOST)
        if plain in _OURS:
            if secure and name == plain and (name != _OLDER or _HOST + name in guarded):
                continue
            if not secure and name != plain:
                continue
        kept.append(b"=".join((plain, value)) if plain in _OURS else b"=".join((name, value)))
    return b"; ".join(each for each in kept if each != b"=")


def as_sent(header: bytes, secure: bool) -> bytes:
    """Return a `Set-Cookie` as it travels.

    >>> as_sent(b"ioc_session=a; Path=/; Secure", True)
    b'__Host-ioc_session=a; Path=/; Secure'
    >>> as_sent(b"ioc_session=a; Path=/", False), as_sent(b"ioc_language=vi", True)
    (b'ioc_session=a; Path=/', b'ioc_language=vi')
    """
    return _HOST + header if secure and header.partition(b"=")[0] in _OURS else header
