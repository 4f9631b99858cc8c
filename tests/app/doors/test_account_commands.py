"""Accounts by commands: passwords are shown once, the last administrator stays, all is noted."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, text

from cli import account as commands
from cli.commands import run
from data.access import passwords
from data.access.accounts import (
    AccountRole,
    AccountTerms,
    choose_password,
    create_account,
    disable_account,
    find_account,
    find_login,
)
from data.access.passwords import is_password, one_time_password, password_faults
from data.access.tokens import Scope, create_token
from data.access.trail import Act, read_steps
from data.store.engine import writing
from data.store.schema import account
from ioc.area import SINCE_2025, AreaKey
from ioc.errors import LoadRefusedError
from ioc.settings import Settings
from tests.app.command_store import fill_var
from tests.store.small_country import build

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("IOC_DEMO", "false")
    _, engine = fill_var(shipped_file)
    yield engine
    engine.dispose()


def password_in(output: str) -> str:
    return output.strip().splitlines()[-1]


def create(login: str, *options: str) -> None:
    run(["account", "create", "--login", login, "--name", "Nguyễn Văn An", *options])


def test_an_account_is_made_with_a_password_for_one_sign_in(
    store: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    create("An.Nguyen", "--unit", "Sở Y tế", "--role", "verifier", "--area", "2025-07-01/40")
    password = password_in(capsys.readouterr().out)
    with store.connect() as connection:
        pair = find_login(connection, "an.nguyen")
        rows = str(connection.execute(select(account)).all())
        steps = read_steps(connection, 10)
        trail = str(connection.execute(text("SELECT * FROM trail")).all())
    assert pair is not None
    entry, stored_hash = pair
    assert entry.terms.area == AreaKey("2025-07-01", "40")
    assert (entry.role, entry.must_change) == (AccountRole.VERIFIER, True)
    assert stored_hash.startswith("$argon2id$")
    assert is_password(stored_hash, password)
    assert not is_password(stored_hash, password + "x")
    assert password not in rows + trail
    assert [each.act for each in steps] == [Act.ACCOUNT_CREATED]
    assert steps[0].after["role"] == "verifier"
    run(["account", "list"])
    assert capsys.readouterr().out == (
        "an.nguyen\tNguyễn Văn An\tSở Y tế\tNgười xác nhận\t2025-07-01/40"
        "\tchưa đặt mật khẩu riêng\n"
    )


def test_every_fault_is_named_and_nothing_is_made(
    store: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    create("an")
    for options in (["An!"], ["an"], ["b"], ["binh", "--area", "2025-07-01/99999"],
                    ["binh", "--area", "40"]):  # fmt: skip
        capsys.readouterr()
        with pytest.raises(SystemExit):
            create(*options)
        assert capsys.readouterr().err.startswith("Chưa thay đổi tài khoản nào."), options
    with store.connect() as connection:
        assert len(connection.execute(select(account.c.id)).all()) == 1


def test_a_reset_replaces_the_password_and_is_noted(
    store: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    create("an")
    former = password_in(capsys.readouterr().out)
    run(["account", "reset", "AN"])
    password = password_in(capsys.readouterr().out)
    with store.connect() as connection:
        pair = find_login(connection, "an")
        steps = read_steps(connection, 10, [Act.ACCOUNT_CHANGED])
    assert pair is not None
    assert is_password(pair[1], password)
    assert not is_password(pair[1], former)
    assert len(steps) == 1
    with pytest.raises(SystemExit):
        run(["account", "reset", "nobody"])
    assert "Không có tài khoản “nobody”" in capsys.readouterr().err


def test_a_disabled_account_is_found_by_nobody_until_it_is_enabled(store: Engine) -> None:
    create("an")
    run(["account", "disable", "an"])
    with store.connect() as connection:
        assert find_account(connection, 1) is None
    run(["account", "disable", "an", "--undo"])
    with store.connect() as connection:
        assert find_account(connection, 1) is not None


def test_the_last_administrator_stays(engine: Engine) -> None:
    with writing(engine) as connection:
        terms = AccountTerms("an", "An", "", AccountRole.ADMINISTRATOR)
        number = create_account(connection, terms, NOW)[0].id
        choose_password(connection, number, "mưa rơi trên mái tôn", NOW)
    with pytest.raises(LoadRefusedError), writing(engine) as connection:
        disable_account(connection, number, NOW)
    with writing(engine) as connection:
        other = create_account(connection, AccountTerms("bi", "Bi", "", "administrator"), NOW)[0].id
    # Who never signed in cannot administer yet.
    with pytest.raises(LoadRefusedError), writing(engine) as connection:
        disable_account(connection, number, NOW)
    with writing(engine) as connection:
        choose_password(connection, other, "mưa rơi trên mái tôn", NOW)
        disable_account(connection, number, NOW)
    with pytest.raises(LoadRefusedError), writing(engine) as connection:
        disable_account(connection, other, NOW)
    with writing(engine) as connection:
        create_token(connection, "Khoá", Scope.ADMIN, None, NOW)
        disable_account(connection, other, NOW)


def test_an_area_that_is_not_there_is_refused_at_its_field(engine: Engine) -> None:
    with pytest.raises(LoadRefusedError) as caught, writing(engine) as connection:
        build(connection)
        area = AreaKey(SINCE_2025.code, "99")
        create_account(connection, AccountTerms("", "", "x" * 161, "boss", area), NOW)
    columns = [each.column for each in caught.value.problems]
    assert columns == ["login", "name", "unit", "role", "area_code"]


def test_the_first_start_on_a_terminal_prints_an_address_once_used_gone(
    store: Engine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    # The output of a service ends in a log: no secret there.
    commands.offer_first(settings, "http://localhost:8050")
    assert "khoa=" not in capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    passwords_seen = set()
    for _ in range(2):
        commands.offer_first(settings, "http://localhost:8050")
        line = capsys.readouterr().out.strip()
        start, _, password = line.partition("&khoa=")
        assert start.endswith("http://localhost:8050/dang-nhap#ten=quan-tri")
        with store.connect() as connection:
            pair = find_login(connection, "quan-tri")
        assert pair is not None
        assert is_password(pair[1], password)
        passwords_seen.add(password)
    assert len(passwords_seen) == 2
    assert pair is not None
    with writing(store) as connection:
        choose_password(connection, pair[0].id, "mưa rơi trên mái tôn", NOW)
    commands.offer_first(settings, "http://localhost:8050")
    assert capsys.readouterr().out == ""


def test_passwords_are_long_and_not_the_name_and_nothing_else() -> None:
    def faults(password: str) -> list[str]:
        problems = password_faults(password, "an.nguyen", "Nguyễn Văn An", "new")
        return [each.fault.id for each in problems]

    assert faults("mười một ch") == ["account-password-short"]
    assert faults("x" * 201) == ["account-password-long"]
    assert faults("nguyen van an 1990") == ["account-password-name"]
    assert faults("AN.NGUYEN....") == ["account-password-name"]
    assert faults("123456789012") == ["account-password-name"]
    assert faults("chỉ toàn chữ thường") == []
    # The same word typed by another keyboard.
    stored_hash = passwords.hash_password("mưa rơi trên mái tôn")
    decomposed = unicodedata.normalize("NFD", "mưa rơi trên mái tôn")
    assert is_password(stored_hash, decomposed)
    assert len({one_time_password() for _ in range(100)}) == 100


def test_an_unknown_name_is_checked_against_a_hash_of_the_same_cost() -> None:
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    assert not hasher.check_needs_rehash(passwords._NOBODY)
    assert not hasher.check_needs_rehash(passwords.hash_password("mưa rơi trên mái tôn"))
    assert not is_password(None, "mưa rơi trên mái tôn")
