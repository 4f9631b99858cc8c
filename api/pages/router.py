"""The requests of open pages: an address, its parameters, an answer that may be in memory.

The router stands before everything else in the application: an answer in memory costs no thread, no
database and no compression; any other one costs little more than its queries to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from api.pages.ready import NOTHING, Ready, make_ready, ready_answers
from api.requests.errors import BadParametersError, bad_parameters, refusal_answer
from api.requests.packing import coding_of
from api.requests.parameters import MOST_LETTERS, Parameter, Query
from ioc.errors import IocError


@dataclass(frozen=True)
class PageAnswer:
    """The answer, and for how many seconds the same request may get it again."""

    body: bytes
    media_type: str
    cache_control: bytes
    seconds: float = 0.0


@dataclass(frozen=True)
class Question:
    """One address of a page's requests.

    Args:
        path: of the address.
        parameters: all that it accepts; `Query` refuses every other.
        answer: returns the answer to parameters and cookies; None: an empty one (204).
        cookies: names of the cookies that the answer depends on.
        most_bytes: of answers in memory.
        is_silent: wrong parameters get an empty answer, as nobody would read a refusal.
    """

    path: str
    parameters: Sequence[Parameter]
    answer: Callable[[Query, Mapping[str, str]], PageAnswer | None]
    cookies: tuple[str, ...] = ()
    most_bytes: int = 4_000_000
    is_silent: bool = False

    def make(self, request: Request, cookies: Mapping[str, str], coding: str) -> Ready:
        """Return the answer to a request, compressed where that saves something.

        Raises:
            BadParametersError: a parameter does not fit.
        """
        answer = self.answer(Query(request, self.parameters), cookies)
        if answer is None:
            return NOTHING
        return make_ready(
            answer.body, answer.media_type, answer.cache_control, coding, answer.seconds
        )


class PageRouter:
    """ASGI: answers the requests of pages and passes on everything else."""

    def __init__(self, app: ASGIApp, questions: Sequence[Question]) -> None:
        self._app = app
        self._questions = {each.path: (each, ready_answers(each.most_bytes)) for each in questions}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        entry = self._questions.get(scope["path"]) if scope["type"] == "http" else None
        if entry is None:
            await self._app(scope, receive, send)
            return
        question, answers = entry
        coding = coding_of(_header(scope, b"accept-encoding"))
        sent_cookies = cookie_parser(_header(scope, b"cookie")) if question.cookies else {}
        cookies = {name: sent_cookies[name] for name in question.cookies if name in sent_cookies}
        if any(len(value) > MOST_LETTERS for value in cookies.values()):
            await NOTHING.send(send)
            return
        request = Request(scope, receive)
        try:
            ready = await answers.await_or_make(
                (scope["query_string"], tuple(cookies.items()), coding),
                lambda: question.make(request, cookies, coding),
                run_in_threadpool,
            )
        except BadParametersError as error:
            if question.is_silent:
                await NOTHING.send(send)
            else:
                await (await bad_parameters(request, error))(scope, receive, send)
            return
        except IocError as error:
            await refusal_answer(error)(scope, receive, send)
            return
        await ready.send(send)


def _header(scope: Scope, name: bytes) -> str:
    """Return a header of the request; "" where it has none."""
    text = next((value for key, value in scope["headers"] if key == name), b"")
    return str(text.decode("latin-1"))
