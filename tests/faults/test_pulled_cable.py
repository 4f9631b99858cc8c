"""The cable between the wall and the server is pulled: with IOC_TEST_LONG=1, for it takes root."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from data.load.observations import Submission, store_observations
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area, indicator
from tests.browser.conftest import open_pages
from tests.faults.cable import Cable
from tests.faults.conftest import COMMUNE, INDICATOR, QUARTER, Wall, open_wall
from tests.serving import ServedApp, copy_of_var, free_port


@pytest.fixture
def far(prepared_var: Path, tmp_path: Path) -> Iterator[tuple[Cable, ServedApp]]:
    """The program on a machine of its own."""
    var = copy_of_var(prepared_var, tmp_path / "var")
    with Cable() as cable:
        app = ServedApp(var, free_port(), host=cable.there, inside=cable.inside)
        app.start()
        try:
            yield cable, app
        finally:
            app.stop()


def test_a_pulled_cable_is_told_of_and_got_over(
    far: tuple[Cable, ServedApp], chromium: Browser
) -> None:
    cable, app = far
    with open_pages(chromium, app.url) as pages:
        wall: Wall = open_wall(pages)
        before = wall.value
        cable.pull()
        hand_in(app, 900_000)
        wall.says_lost()
        assert wall.value == before, "the last good numbers stay"
        cable.plug()
        wall.is_live()
        wall.shows_other_than(before)
        assert wall.page.evaluate("window.neverReloaded")
    assert app.faults() == []


def hand_in(app: ServedApp, owners: float) -> None:
    """Store one commune's smartphones beside the server."""
    engine = open_engine(f"sqlite:///{app.var / 'ioc.sqlite'}")
    with writing(engine) as connection:
        of_commune = select(area.c.id).where(area.c.code == COMMUNE, area.c.vintage == "2025-07-01")
        frame = pd.DataFrame(
            {
                "area_id": [connection.scalar(of_commune)],
                "indicator_id": connection.scalar(
                    select(indicator.c.id).where(indicator.c.code == INDICATOR)
                ),
                "period": QUARTER,
                "numerator": owners,
                "denominator": 1_000_000.0,
                "value": np.nan,
            }
        )
        submission = Submission("api", "cable", f"{datetime.now(UTC).timestamp():064.0f}")
        outcome = store_observations(connection, frame, submission)
        raise_revision(connection, "observations", outcome.summary(), outcome.submission_id)
    engine.dispose()
