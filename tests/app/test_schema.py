"""What the OpenAPI document promises, asked by requests made from it, fitting and not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, openapi
from schemathesis.core.result import Ok
from sqlalchemy import Engine

from data.access.tokens import Scope
from tests.app.raw_client import Answer
from tests.app.test_bounds import House

# Turned away before the route is asked, wherever that is.
_BEFORE = {400, 404, 405, 408, 413, 414, 421, 422, 429}
_BOUNDED = settings(
    max_examples=15,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    made_house = House(engine)
    yield made_house
    made_house.client.close()


def test_every_operation_answers_as_it_is_documented(house: House) -> None:
    document = house.app.openapi()
    schema = openapi.from_dict(json.loads(json.dumps(document)))
    failures: list[tuple[str, int]] = []
    labels: set[str] = set()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation: Any = result.ok()
        method, path = operation.method.upper(), operation.path
        documented = set(document["paths"][path][method.lower()]["responses"])
        secret = house.secrets[Scope.REMOTE if "acknowledge" in path else Scope.WRITE]
        modes = st.one_of(*(operation.as_strategy(generation_mode=each) for each in GenerationMode))

        def answers(case: Any) -> None:
            answer = _ask(house, case, secret)  # noqa: B023 - called before the next one begins
            labels.add(case.operation.label)
            is_documented = str(answer.status) in documented or answer.status in _BEFORE  # noqa: B023
            if answer.status >= 500 or not is_documented:
                failures.append((case.as_curl_command(), answer.status))

        _BOUNDED(given(case=modes)(answers))()
    assert failures == []
    assert len(labels) >= 12


def _ask(house: House, case: Any, secret: str) -> Answer:
    # Half a character in a header never leaves a client.
    headers = {
        name: value.encode("latin-1", "replace").decode("latin-1")
        for name, value in (case.headers or {}).items()
        if isinstance(value, str)
    }
    headers |= {"authorization": f"Bearer {secret}"}
    query = urlencode(case.query or {}, doseq=True, errors="replace").encode()
    body = [_bytes(case.body)] if case.method == "POST" else []
    return house.ask(case.method, case.formatted_path, query, headers, body)


def _bytes(body: Any) -> bytes:
    try:
        return json.dumps(body).encode()
    except (TypeError, ValueError):
        return b""
