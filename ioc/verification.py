"""How far a submission is that was handed in for a form: handed in, verified, returned, locked."""

from __future__ import annotations

from enum import StrEnum


class VerificationState(StrEnum):
    """The state of a submission of a form. A draft is no submission yet (`data.hand_in.files`)."""

    HANDED_IN = "handed_in"
    VERIFIED = "verified"
    RETURNED = "returned"
    LOCKED = "locked"

    @property
    def is_preliminary(self) -> bool:
        """Whether its numbers are marked as preliminary where they are shown (*sơ bộ*).

        >>> [each.value for each in VerificationState if each.is_preliminary]
        ['handed_in']
        """
        return self is VerificationState.HANDED_IN

    @property
    def may_return(self) -> bool:
        """Whether a verifier may still return it to its sender; what is locked stays."""
        return self in (VerificationState.HANDED_IN, VerificationState.VERIFIED)
