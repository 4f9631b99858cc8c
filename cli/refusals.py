"""Faults of what a command was asked to store, within its sentence."""

from __future__ import annotations

from ioc.errors import LoadRefusedError


def faults_text(error: LoadRefusedError) -> str:
    """Return each fault with its value and what to do.

    >>> from ioc.errors import Problem
    >>> from ioc.words.phrase import Phrase
    >>> wrong = Problem(Phrase("account-login-wrong"), value="A B")
    >>> faults_text(LoadRefusedError([wrong]))[:30]
    '“A B”: tên đăng nhập không hợp'
    """
    faults = []
    for each in error.problems:
        value = f"“{each.value}”: " if each.value else ""
        faults.append(f"{value}{each.message()} ({each.fix()})")
    return "; ".join(faults)
