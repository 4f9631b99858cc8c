"""The lists of open alerts that the API answers with, each made once for all who ask for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine

from data.alerts.alerts import read_open_alerts
from data.queries.signals import read_counters
from data.store.memory import Memory
from ioc.alert import OpenAlert
from ioc.compact_json import compact_json
from ioc.local_time import local_date
from ioc.sentences.alerts import alert_view, many_words, unseen_text

# A province has dozens of walls; a stranger may send any name.
_MOST_LISTS, _MOST_BYTES = 256, 8_000_000


class AlertLists:
    """Lists of open alerts, kept until the next signal, for a minute at most.

    Hundreds of walls hear of an alert in the same moment and ask for the same list. The other
    sources of the words (names of areas, the catalogue) change seldom: a minute late will do.
    """

    def __init__(self, engine: Engine, seconds: int) -> None:
        self._engine = engine
        self._seconds = seconds
        self._lists = Memory[str](_MOST_BYTES, _MOST_LISTS)

    def get(self, wall: str, language: str, *, with_names: bool) -> str:
        """Return the list of a wall as JSON.

        Args:
            wall: its code; "" stands for all walls.
            language: "vi" or "en".
            with_names: the reader may know who sent a message and who has seen an alert.
        """
        now = datetime.now(UTC)
        with self._engine.connect() as connection:
            _, signal = read_counters(connection)

            def make() -> str:
                alerts = read_open_alerts(connection, wall, now)
                alerts = alerts if with_names else [without_names(each) for each in alerts]
                return compact_json(self._list(alerts, language, local_date(now)))

            key = wall, language, with_names
            return self._lists.get_or_make(key, make, (signal, f"{now:%Y-%m-%dT%H:%M}"))

    def _list(self, alerts: list[OpenAlert], language: str, today: date) -> dict[str, Any]:
        unseen = sum(each.alert.acknowledged_at is None for each in alerts)
        return {
            "items": [alert_item(each, language, today) for each in alerts],
            "unseen": unseen,
            "unseen_words": unseen_text(unseen, language),
            **many_words(language),
            "seconds": self._seconds,
        }


def without_names(open_alert: OpenAlert) -> OpenAlert:
    """Return the public part of an alert: without its sender and who has seen it."""
    return replace(open_alert, alert=replace(open_alert.alert, raised_by="", acknowledged_by=""))


def alert_item(open_alert: OpenAlert, language: str, today: date) -> dict[str, Any]:
    """Return an alert as `api.v1.alert_models.AlertItem` describes it."""
    alert, facts = open_alert.alert, open_alert.alert.facts
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
        "words": alert_view(open_alert, language, today).plain(),
    }
