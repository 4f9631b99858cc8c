"""No text is stored that a database, a workbook or a log does not take; both databases agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, insert, select

from data.access.tokens import Scope, create_token, find_token, read_tokens
from data.queries.areas import find_area
from data.queries.search import find_areas_by_name
from data.store.bulk import bulk_insert
from data.store.engine import writing
from data.store.schema import access_token, indicator_group, metadata, scene
from ioc.area import AreaKey
from ioc.errors import NotFoundError

BAD = ["a\x00b", "a\x01b", "a\x1bb", "a\x7fb", "a\ud800b", "a\ufffeb"]
CLEAN = "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", BAD)
def test_what_is_stored_is_clean(engine: Engine, text: str) -> None:
    with writing(engine) as connection:
        create_token(connection, text, Scope.WRITE, None, datetime.now(UTC))
        connection.execute(
            insert(scene),
            {"code": text, "name_vi": text, "name_en": text, "content": f"{text}\n{text}",
             "is_shipped": False, "updated_at": "", "updated_by": text},
        )  # fmt: skip
        columns = {"code": np.array([text], dtype=object), "position": np.array([1])}
        columns |= {each: np.array([text], dtype=object) for each in ("name_vi", "name_en")}
        bulk_insert(connection, indicator_group, columns)
    with engine.connect() as connection:
        assert read_tokens(connection)[0].name == CLEAN
        row = connection.execute(select(scene)).one()
        assert (row.code, row.name_vi, row.updated_by) == (CLEAN, CLEAN, CLEAN)
        assert row.content == f"{CLEAN}\n{CLEAN}"
        assert connection.execute(select(indicator_group.c.name_vi)).scalar_one() == CLEAN


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize(
    "ask",
    [
        lambda connection, text: find_area(connection, AreaKey(text, text)),
        lambda connection, text: (
            find_areas_by_name(connection, text) or find_area(connection, AreaKey("1", text))
        ),
        lambda connection, text: (
            find_token(connection, text, datetime.now(UTC))
            or find_area(connection, AreaKey("1", text))
        ),
    ],
)
def test_a_question_with_such_a_text_finds_nothing(
    engine: Engine, text: str, ask: Callable[[Connection, str], object]
) -> None:
    with engine.connect() as connection, pytest.raises(NotFoundError):
        ask(connection, text)


def test_every_text_column_is_of_the_kind_that_cleans() -> None:
    plain = {
        f"{table.name}.{column.name}": type(column.type).__module__
        for table in metadata.sorted_tables
        for column in table.columns
        if column.type.python_type is str
    }
    assert {name for name, kind in plain.items() if kind != "data.store.clean_text"} == set()
    assert access_token.c.name.type.__class__.__module__ == "data.store.clean_text"
