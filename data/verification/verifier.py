"""Who may verify what: the forms and the land of an account, and never what it sent itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from data.access.accounts import Account, AccountRole
from data.access.token_bounds import read_reach
from data.forms.calendar import read_forms_of
from data.forms.form import ReportForm
from data.verification.hand_ins import FormHandIn
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class Verifier:
    """An account with the forms that it verifies, and the ids of the areas of its land.

    `reach` None: every area.
    """

    account: Account
    forms: Mapping[str, ReportForm]
    reach: Collection[int] | None

    @property
    def is_administrator(self) -> bool:
        """Whether it may also lock a period, and verify what it sent itself."""
        return self.account.role is AccountRole.ADMINISTRATOR

    def may_see(self, hand_in: FormHandIn, area_ids: Collection[int]) -> bool:
        """Tell whether a submission, with the areas of its numbers, is of its forms and land."""
        return hand_in.form in self.forms and self.is_within(area_ids)

    def is_within(self, area_ids: Collection[int]) -> bool:
        """Tell whether areas are of its land."""
        return self.reach is None or all(each in self.reach for each in area_ids)

    def refusal(self, hand_in: FormHandIn, area_ids: Collection[int]) -> Phrase | None:
        """Return why a submission, with the areas of its numbers, is not for it; None: it is."""
        number = str(hand_in.submission)
        if hand_in.form not in self.forms:
            return Phrase("verification-other-form", number=number)
        if not self.is_within(area_ids):
            return Phrase("verification-other-land", number=number)
        if hand_in.account_id == self.account.id and not self.is_administrator:
            return Phrase("verification-own", number=number)
        return None


def read_verifier(connection: Connection, account: Account, home: str) -> Verifier:
    """Return what an account verifies: nothing where its role does not.

    A form is in use, and of the account as `data.forms.calendar.read_open_forms` says.

    Args:
        connection: to read by.
        account: who asks.
        home: code of the home province (`Settings.province`).
    """
    forms = read_forms_of(connection, account, home)
    area = account.terms.area
    return Verifier(
        account,
        {each.form.code: each.form for each in forms if each.may_verify},
        None if area is None else read_reach(connection, [area]),
    )
