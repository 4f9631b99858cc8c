"""Who has signed in, for pages and callbacks: checked at every request."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, has_request_context, request

from callbacks.frame.context import Context
from data.access.callers import Caller
from data.access.tokens import Scope
from ioc.cookies import OPEN_PAGES, SESSION_COOKIE, STRANGER_HEADER
from ioc.errors import IocError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


class SignedOutError(IocError):
    """The user has not signed in, or the scope does not suffice."""


def find_signed_in(context: Context) -> Caller | None:
    """Return who opened the request's session, if it is valid."""
    secret = request.cookies.get(SESSION_COOKIE, "") if has_request_context() else ""
    return context.sessions.find(secret, datetime.now(UTC), is_active=True)


def signed_in(context: Context, *scopes: Scope) -> Caller:
    """Return who opened the session, who must have one of these scopes.

    Every callback that reads or changes restricted data calls this itself: that a layout was
    rendered once proves nothing.

    Raises:
        SignedOutError: no valid session, or one of another scope.
    """
    caller = find_signed_in(context)
    if caller is None or caller.scope not in scopes:
        raise SignedOutError(Phrase("access-signed-out"))
    return caller


def signed_in_as(context: Context) -> str:
    """Return the scope of the session, else what its account is for; empty without a session.

    An account of no scope is "reporter" where it hands in, "verifier" where it verifies, else
    "account".
    """
    caller = find_signed_in(context)
    if caller is None:
        return ""
    if caller.scope is None and caller.may_hand_in:
        return "reporter"
    if caller.scope is None and caller.may_verify:
        return "verifier"
    return caller.scope.value if caller.scope is not None else "account"


def is_stranger() -> bool:
    """Tell whether the request comes from somebody who may not view (IOC_VIEW)."""
    return STRANGER_HEADER in request.headers


def refuse_stranger() -> Response | None:
    """Refuse a stranger's question for a page that only who signed in may view (IOC_VIEW).

    The question is one of ours by now (`callbacks.frame.entry`): its address is what is answered.
    """
    if not is_stranger() or request.path in OPEN_PAGES:
        return None
    question = request.get_json(silent=True) or {}
    paths = {each["value"] for each in question.get("inputs", ()) if each["property"] == "pathname"}
    if paths and paths <= OPEN_PAGES:
        return None
    return Response(say("access-sign-in"), 401, {"Cache-Control": "no-store"})
