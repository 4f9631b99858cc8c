"""The tables of the store (SQLAlchemy Core; the same on SQLite and PostgreSQL).

`area.id`, `indicator.id` and `submission.id` are keys inside one store only: files, URLs and
the API speak (vintage, code) and indicator codes.
"""

from __future__ import annotations

from data.store.schema.catalogue import (
    area,
    area_relation,
    indicator,
    indicator_group,
    owner,
    published_figure,
    series_break,
    target,
    vintage,
    vintage_scope,
)
from data.store.schema.metadata import metadata
from data.store.schema.numbers import (
    RECKONING,
    change,
    choice,
    observation,
    pack,
    revision,
    rollup,
    signal,
    submission,
    touched,
    withdrawal,
)
from data.store.schema.rooms import (
    access_token,
    account,
    account_answer,
    alert,
    alert_seen,
    form,
    form_area,
    form_indicator,
    idempotency,
    playlist,
    scene,
    session,
    token_bound,
    trail,
    wall,
)
from data.store.schema.sheets import entry_draft, office_file, sheet_mapping, submission_cell
from data.store.schema.verification import (
    correction_permit,
    form_hand_in,
    form_lock,
    verification_step,
)

__all__ = [
    "RECKONING",
    "access_token",
    "account",
    "account_answer",
    "alert",
    "alert_seen",
    "area",
    "area_relation",
    "change",
    "choice",
    "correction_permit",
    "entry_draft",
    "form",
    "form_area",
    "form_hand_in",
    "form_indicator",
    "form_lock",
    "idempotency",
    "indicator",
    "indicator_group",
    "metadata",
    "observation",
    "office_file",
    "owner",
    "pack",
    "playlist",
    "published_figure",
    "revision",
    "rollup",
    "scene",
    "series_break",
    "session",
    "sheet_mapping",
    "signal",
    "submission",
    "submission_cell",
    "target",
    "token_bound",
    "touched",
    "trail",
    "verification_step",
    "vintage",
    "vintage_scope",
    "wall",
    "withdrawal",
]
