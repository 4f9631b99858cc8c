"""Who answers for a number, in words."""

from __future__ import annotations

from ioc.local_time import day_text
from ioc.owner import Owner
from ioc.words.catalogue import say


def owner_line(owner: Owner, language: str = "vi") -> str:
    """Return who answers, with the deadline where there is one, as a line of its own.

    >>> from datetime import date
    >>> owner_line(Owner("Sở Y tế", deadline=date(2026, 12, 31)))
    'Chủ trì: Sở Y tế, hạn 31/12/2026'
    >>> owner_line(Owner("Sở Y tế", "Lê An", "0238 12"))
    'Chủ trì: Sở Y tế (Lê An, điện thoại 0238 12)'
    """
    return say("owner-line", language, who=owner_text(owner, language))


def owner_text(owner: Owner, language: str = "vi") -> str:
    """Return the same without the word for who answers, for a term that says it.

    >>> owner_text(Owner("Sở Y tế"))
    'Sở Y tế'
    """
    who = owner.unit
    if owner.person or owner.phone:
        phone = say("owner-phone-number", language, phone=owner.phone) if owner.phone else ""
        person = ", ".join(filter(None, (owner.person, phone)))
        who = say("owner-unit-person", language, unit=owner.unit, person=person)
    if owner.deadline is None:
        return who
    return say("owner-due", language, who=who, day=day_text(owner.deadline))
