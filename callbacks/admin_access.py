"""Who has signed in, for pages and callbacks: asked anew at every request."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import has_request_context, request

from callbacks.context import Context
from data.tokens import Scope, Token
from ioc.errors import IocError
from layouts.sign_in import SESSION_COOKIE


class SignedOutError(IocError):
    """The asker has not signed in, or may less than is asked."""


def find_signed_in(context: Context) -> Token | None:
    """Return the token of the session that this request comes with, if it holds."""
    secret = request.cookies.get(SESSION_COOKIE, "") if has_request_context() else ""
    return context.sessions.find(secret, datetime.now(UTC), seen=True)


def signed_in(context: Context, *scopes: Scope) -> Token:
    """Return the token of the session, which must be of one of these scopes.

    Every callback that shows or changes what not all may see asks this itself: a layout that was
    once shown proves nothing.

    Raises:
        SignedOutError: no session that holds, or one of another scope.
    """
    token = find_signed_in(context)
    if token is None or token.scope not in scopes:
        raise SignedOutError("Phiên đăng nhập đã hết hoặc không đủ quyền. Hãy mở /dang-nhap.")
    return token


def signed_in_as(context: Context) -> str:
    """Return the scope of the session; empty where there is none that holds."""
    token = find_signed_in(context)
    return token.scope.value if token is not None else ""
