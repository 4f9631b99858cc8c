"""Who has signed in, for pages and callbacks: checked at every request."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import has_request_context, request

from callbacks.frame.context import Context
from data.access.tokens import Scope, Token
from ioc.cookies import SESSION_COOKIE
from ioc.errors import IocError
from ioc.words.phrase import Phrase


class SignedOutError(IocError):
    """The user has not signed in, or the scope does not suffice."""


def find_signed_in(context: Context) -> Token | None:
    """Return the token of the request's session, if it is valid."""
    secret = request.cookies.get(SESSION_COOKIE, "") if has_request_context() else ""
    return context.sessions.find(secret, datetime.now(UTC), is_active=True)


def signed_in(context: Context, *scopes: Scope) -> Token:
    """Return the token of the session, which must be of one of these scopes.

    Every callback that reads or changes restricted data calls this itself: that a layout was
    rendered once proves nothing.

    Raises:
        SignedOutError: no valid session, or one of another scope.
    """
    token = find_signed_in(context)
    if token is None or token.scope not in scopes:
        raise SignedOutError(Phrase("access-signed-out"))
    return token


def signed_in_as(context: Context) -> str:
    """Return the scope of the session; empty where none is valid."""
    token = find_signed_in(context)
    return token.scope.value if token is not None else ""
