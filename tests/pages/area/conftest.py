"""The small country with a crosswalk, for an area's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, insert

from callbacks.frame.context import Context
from data.load.areas.relations import link_units
from data.queries.directories import Directories
from data.store.engine import raise_revision, writing
from data.store.schema import area_relation, target
from ioc.settings import Settings
from tests.pages.area.pages import EARLIER, MONTH, NEW, OLD, hand_in
from tests.store.small_country import build


@pytest.fixture
def context(engine: Engine) -> Iterator[Context]:
    """The small country with a crosswalk: old 40001 and 40002 whole into new 40001, 40003 split."""
    with writing(engine) as connection:
        country = build(connection)
        relations = [
            ("40001", "40001", "whole", 1.0),
            ("40002", "40001", "whole", 1.0),
            ("40003", "40003", "part", None),
            ("40003", "00101", "part", None),
        ]
        for earlier, later, kind, weight in relations:
            connection.execute(
                insert(area_relation).values(
                    from_vintage=OLD, from_code=earlier, to_vintage=NEW, to_code=later,
                    kind=kind, weight_population=weight,
                )
            )  # fmt: skip
        link_units(connection)
        connection.execute(
            insert(target).values(
                indicator_id=country.indicators["SHARE"], level="", vintage="", area_code="",
                period="2025", value=80.0, source_vi="Kế hoạch", source_en="Plan", checked="partly",
            )
        )  # fmt: skip
        raise_revision(connection, "areas", {"areas": 14})
    hand_in(
        engine,
        NEW,
        [
            ("T1", "SHARE", EARLIER, 4, 10),
            ("T1", "SHARE", MONTH, 5, 10),
            ("T2", "SHARE", MONTH, 3, 5),
            ("40003", "SHARE", MONTH, 40, 40),
            ("40001", "COUNT", MONTH, 7, None),
        ],
    )
    settings = Settings(var=Path("no-such-folder"), province="40")
    with Flask(__name__).test_request_context():
        yield Context(engine, settings, Directories())
