"""The page "/": its place in the frame, its document, and its answer to its script."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple
from uuid import uuid4

import dash
from dash import ClientsideFunction, Dash, Input, Output
from flask import request
from sqlalchemy.exc import SQLAlchemyError

from callbacks.area.page import home_key
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from callbacks.start.reading import read_start
from data.store.engine import reading
from ioc.errors import IocError
from ioc.words.catalogue import known_language, say
from layouts.start import page


class StartPage(NamedTuple):
    """The page as HTML, the store's revision and the day of its numbers."""

    html: str
    revision: int
    day: str


def register(app: Dash, context: Context) -> None:
    """Register the page; its content is in its document, or asked for by its script."""

    def layout(**query: Any) -> Any:
        language = language_of(context.settings, query.get("lang"))
        return page.frame_place(language, uuid4().hex)

    dash.register_page("start", path=page.PATH, title=say("shell-title-start"), layout=layout)
    app.clientside_callback(
        ClientsideFunction("start", "open"),
        Output(page.StartIds.OUTPUT, "data"),
        Input(page.StartIds.VISIT, "data"),
    )


def read_early(context: Context) -> str:
    """Return the page's content for its document; empty where another page is requested."""
    if request.path != page.PATH:
        return ""
    language = language_of(context.settings, request.args.get("lang"))
    return page.early_page(answer_start(context, language).html, language)


def warm_start(context: Context) -> None:
    """Make the start page before its first visitor comes, who would wait a second for it.

    A store that cannot be read is left to that visitor's answer, which says so.
    """
    with suppress(IocError, SQLAlchemyError, OSError):
        answer_start(context, "")


def answer_start(context: Context, language: str) -> StartPage:
    """Return the start page of the home area, made once per revision of the store.

    Args:
        context: of the pages.
        language: of its words; "": the setting's.
    """
    language = known_language(language or context.settings.language)
    key, day = home_key(context), context.today()
    with reading(context.engine) as connection:

        def make() -> StartPage:
            # Read before the numbers, so that a load in between is asked for and not missed.
            revision = context.directories.revision(connection)
            content = read_start(context, connection, key, language)
            return StartPage(page.page_html(content, revision), revision, day.isoformat())

        return context.directories.share(connection, ("start page", key, language, day), make)
