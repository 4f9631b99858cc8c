"""Asks before anything is stored; where nobody can answer, nothing is stored."""

from __future__ import annotations

import argparse
import sys

from ioc.area import search_name
from ioc.errors import IocError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# Exit status of a command that stored nothing because nobody said yes.
NOT_CONFIRMED = 3
_YES = {"c", "co", "y", "yes"}


class NotConfirmedError(IocError):
    """Nobody said yes, so nothing was stored."""

    exit_status = NOT_CONFIRMED


def may_store(options: argparse.Namespace) -> bool:
    """Tell whether a command may store anything: somebody agreed already, or can be asked.

    Other commands neither make a store nor bring one up to date.
    """
    return not options.dry_run and (options.yes or _somebody_is_there())


def _somebody_is_there() -> bool:
    # Without a console (a service, a scheduled task) Python has no standard input at all.
    return sys.stdin is not None and sys.stdin.isatty()


def confirm(question: str, *, yes: bool, option: str = "--yes") -> None:
    """Return if the answer to a question is yes, or an option says so.

    Raises:
        NotConfirmedError: the answer was no, or there is nobody to ask.
    """
    if yes:
        return
    if not _somebody_is_there():
        raise NotConfirmedError(Phrase("intake-nobody", option=option))
    try:
        answer = input(say("intake-yes-no", question=question) + " ")
    except EOFError:
        answer = ""
    if search_name(answer) not in _YES:
        raise NotConfirmedError(Phrase("intake-refused"))
