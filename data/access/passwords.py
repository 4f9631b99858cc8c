"""Passwords of people: their rules, their hashes, and passwords that are used once.

A password is long and is not the name; nothing else is asked of it. Hashes are argon2id, each with
its own salt, 19 MB and 2 passes: guessing is dear, and two sign-ins at once are not.
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ioc.errors import IocError, Problem
from ioc.words.phrase import Phrase

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Of a password that nobody knows: an unknown name takes as long as a wrong password.
_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$"
    "r/QLuko8ZdnJV4m4v6k6cQ$HIAA1Nh8zVnS75jMJJtXcdmfn/Uiwa6mv4fhgzKVfyc"
)
# Letters and digits that nobody mistakes for others, read out on a telephone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_AT_ONCE, _PATIENCE_SECONDS = 2, 5.0
_turns = threading.BoundedSemaphore(_AT_ONCE)


class BusyError(IocError):
    """Too many passwords are being checked at the moment."""


def hash_password(password: str) -> str:
    """Return the hash to store, with its salt and parameters.

    Raises:
        BusyError: too many are being computed at the moment.
    """
    with _turn():
        return _HASHER.hash(_same(password))


def is_password(stored_hash: str | None, password: str) -> bool:
    """Tell whether a password has this hash; None takes as long and is never right.

    Raises:
        BusyError: too many are being checked at the moment.
    """
    with _turn():
        try:
            _HASHER.verify(stored_hash or _NOBODY, _same(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return stored_hash is not None


def password_faults(password: str, login: str, name: str, column: str) -> list[Problem]:
    """Return what keeps a text from being the password of an account, at a field of a form.

    >>> [each.fault.id for each in password_faults("nguyenvanan", "an", "A", "new")]
    ['account-password-short']
    >>> [each.fault.id for each in password_faults("Nguyễn Văn An", "an", "Nguyễn Văn An", "new")]
    ['account-password-name']
    >>> password_faults("mưa rơi trên mái tôn", "an", "Nguyễn Văn An", "new")
    []
    """
    text = _same(password)
    if len(text) < SHORTEST:
        return [Problem(Phrase("account-password-short", least=SHORTEST), column=column)]
    if len(text) > LONGEST:
        return [Problem(Phrase("account-password-long", most=LONGEST), column=column)]
    if _letters_of(text) in {_letters_of(login), _letters_of(name), ""}:
        return [Problem(Phrase("account-password-name"), column=column)]
    return []


def one_time_password() -> str:
    """Return a new password of 78 bits that a person can read out: "k7mw-…-…-…"."""
    letters = [secrets.choice(_LETTERS) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn: each takes memory, and requests come from anywhere."""
    if not _turns.acquire(timeout=_PATIENCE_SECONDS):
        raise BusyError(Phrase("account-busy"))
    try:
        yield
    finally:
        _turns.release()


def _same(password: str) -> str:
    """Return a password as all keyboards of Vietnamese write it."""
    return unicodedata.normalize("NFC", password.encode("utf-8", "replace").decode())


def _letters_of(text: str) -> str:
    """Return the letters of a text without marks, case, spaces, digits and signs."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(each for each in plain if each.isalpha())
