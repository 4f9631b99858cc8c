"""The question before anything is stored; without somebody to answer it, nothing is."""

from __future__ import annotations

import argparse
import sys

from ioc.errors import IocError

# What the command ends with where it stored nothing because nobody said yes.
NOT_CONFIRMED = 3
_YES = {"c", "co", "có", "y", "yes"}


class NotConfirmedError(IocError):
    """Nobody said yes, so nothing was stored."""

    exit_status = NOT_CONFIRMED


def may_store(options: argparse.Namespace) -> bool:
    """Tell whether a command may come to store anything: somebody agreed already, or can be asked.

    One that may not neither makes a store nor brings one up to date.
    """
    return not options.dry_run and (options.yes or _somebody_is_there())


def _somebody_is_there() -> bool:
    # Without a console (a service, a scheduled task) Python has no standard input at all.
    return sys.stdin is not None and sys.stdin.isatty()


def confirm(question: str, *, yes: bool, option: str = "--yes") -> None:
    """Return where the answer to a question is yes, or was given with an option.

    Raises:
        NotConfirmedError: the answer was no, or there is nobody to ask.
    """
    if yes:
        return
    if not _somebody_is_there():
        raise NotConfirmedError(
            "Chưa ghi gì: chưa có người xác nhận. Hãy đọc phần trên; nếu đúng, "
            f"chạy lại lệnh này và thêm {option}."
        )
    try:
        answer = input(f"{question} [c = có, phím khác = không] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() not in _YES:
        raise NotConfirmedError("Chưa ghi gì.")
