"""Alerts as the API tells them, made once for all who ask for the same."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine

from data.alerts import read_open_alerts
from data.queries.signals import read_counters
from ioc.alert import OpenAlert
from ioc.local_time import local_date
from ioc.short_name import ShortName
from layouts.alert_words import alert_view, many_words, unseen_text

# Walls come in dozens; a stranger may ask for any name.
_MOST_KEPT = 256


class AlertLists:
    """Lists of open alerts, kept until something is signalled, for a minute at most.

    Hundreds of walls hear of an alert in the same moment and ask for the same list. What the words
    hang on beside alerts (names of areas, the catalogue) changes seldom: a minute late will do.
    """

    def __init__(self, engine: Engine, names: Mapping[str, ShortName], seconds: int) -> None:
        self._engine = engine
        self._names = names
        self._seconds = seconds
        self._held: dict[tuple[str, str, bool], str] = {}
        self._known: tuple[int, str] | None = None
        self._lock = threading.Lock()

    def get(self, wall: str, language: str, *, named: bool) -> str:
        """Return the list of a wall as JSON.

        Args:
            wall: its code; "" stands for all walls.
            language: "vi" or "en".
            named: the reader may know who sent a message and who has seen an alert.
        """
        now = datetime.now(UTC)
        with self._engine.connect() as connection:
            _, signal = read_counters(connection)
            # While one makes a list, the others wait for it instead of making it, too.
            with self._lock:
                known = (signal, f"{now:%Y-%m-%dT%H:%M}")
                if known != self._known or len(self._held) >= _MOST_KEPT:
                    self._held.clear()
                    self._known = known
                kept = self._held.get((wall, language, named))
                if kept is None:
                    held = read_open_alerts(connection, wall, now)
                    held = held if named else [without_names(each) for each in held]
                    kept = as_json(self._list(held, language, local_date(now)))
                    self._held[wall, language, named] = kept
                return kept

    def _list(self, held: list[OpenAlert], language: str, today: date) -> dict[str, Any]:
        unseen = sum(each.alert.acknowledged_at is None for each in held)
        return {
            "items": [alert_item(each, self._names, language, today) for each in held],
            "unseen": unseen,
            "unseen_words": unseen_text(unseen, language),
            **many_words(language),
            "seconds": self._seconds,
        }


def without_names(held: OpenAlert) -> OpenAlert:
    """Return an alert as everybody may read it: without who sent it and who has seen it."""
    return replace(held, alert=replace(held.alert, raised_by="", acknowledged_by=""))


def alert_item(
    held: OpenAlert, names: Mapping[str, ShortName], language: str, today: date
) -> dict[str, Any]:
    """Return an alert as `api.alert_models.AlertItem` describes it."""
    alert, facts = held.alert, held.alert.facts
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "level": alert.grade.value,
        "walls": list(alert.walls),
        "indicator": alert.indicator_code or None,
        "vintage": alert.vintage or None,
        "area": alert.area_code or None,
        "period": alert.period or None,
        "value": facts.value if facts else None,
        "target": facts.target if facts else None,
        "since": alert.since,
        "raised_at": alert.raised_at,
        "raised_by": alert.raised_by or None,
        "acknowledged_at": alert.acknowledged_at,
        "acknowledged_by": alert.acknowledged_by or None,
        "ended_at": alert.ended_at,
        "until": alert.until,
        "demo": bool(facts and facts.demo),
        "words": alert_view(held, names, language, today).plain(),
    }


def as_json(body: Mapping[str, Any]) -> str:
    """Return compact JSON."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
