"""The store's own faults are told from those of a question, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from data.store.engine import open_engine, writing
from data.store.faults import StoreUnavailableError
from ioc.errors import IocError


def test_a_full_store_says_so(sqlite_engine: Engine) -> None:
    with (
        pytest.raises(StoreUnavailableError, match="Hết chỗ") as error,
        writing(sqlite_engine) as connection,
    ):
        connection.execute(text("PRAGMA max_page_count = 1"))
        connection.execute(text("CREATE TABLE more AS SELECT zeroblob(9999999) AS much"))
    assert isinstance(error.value, IocError)


def test_a_locked_store_says_so_after_the_patience_of_its_address(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    hasty = open_engine(f"sqlite:///{sqlite_engine.url.database}?timeout=0.05")
    with (
        writing(sqlite_engine),
        pytest.raises(StoreUnavailableError, match="đang bận"),
        writing(hasty),
    ):
        raise AssertionError("two wrote together")
    hasty.dispose()


def test_a_server_that_is_not_there_is_away(tmp_path: Path) -> None:
    nowhere = open_engine(f"postgresql://nobody@/none?host={tmp_path}")
    with pytest.raises(StoreUnavailableError, match="không trả lời"):
        nowhere.connect()
    nowhere.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_was_ended_is_away_once_and_made_anew(engine: Engine) -> None:
    with engine.connect() as connection:
        number = connection.scalar(text("SELECT pg_backend_pid()"))
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
        with pytest.raises(StoreUnavailableError, match="không trả lời"):
            connection.execute(text("SELECT 1"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_faults_of_the_question_stay_what_they_are(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert not isinstance(error.value, IocError)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        for _ in range(2):
            connection.execute(
                text(
                    "INSERT INTO indicator_group (code, name_vi, name_en, position) "
                    "VALUES ('X', 'x', 'x', 1)"
                )
            )
