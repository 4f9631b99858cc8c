"""The OpenAPI document and docs/api.md say what the program does; examples are really asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi.openapi.models import OpenAPI
from sqlalchemy import Engine

from api.v1.models import (
    AreaPage,
    IndicatorPage,
    ObservationPage,
    Refused,
    RelationPage,
    RollupPage,
)
from api.v1.owners import OwnerList
from api.v1.published import PublishedPage
from ioc.area import SINCE_2025
from ioc.view_state import ViewState
from tests.app.api_store import Machine
from tests.serving import ServedApp

PAGES = {
    "/api/v1/areas": AreaPage,
    "/api/v1/relations": RelationPage,
    "/api/v1/indicators": IndicatorPage,
    "/api/v1/published": PublishedPage,
    "/api/v1/observations": ObservationPage,
    "/api/v1/rollups": RollupPage,
}
FILES = {
    "/xuat/so-lieu.csv": "text/csv",
    "/xuat/so-lieu.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/xuat/chuoi.csv": "text/csv",
    "/xuat/so-cong-bo.csv": "text/csv",
    "/xuat/bang-cheo.csv": "text/csv",
    "/xuat/bang-cheo.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What the guide shows besides: a list that is answered whole.
LISTS = {"/api/v1/owners": OwnerList}
GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
NEEDS_VINTAGE = {"area", "parent", "former", "former_vintage"}


@pytest.fixture
def document(sqlite_engine: Engine) -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    with Machine(sqlite_engine) as client:
        content: dict[str, Any] = client.get("/openapi.json").json()
    return content


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for each in part.values():
            yield from _references(each)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


def test_the_document_is_openapi_and_complete_in_itself(document: dict[str, Any]) -> None:
    assert OpenAPI.model_validate(document).openapi.startswith("3.1")
    for reference in _references(document):
        part: Any = document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
    text = json.dumps(document)
    assert "HTTPValidationError" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_every_route_tells_its_parameters_answers_and_refusals(document: dict[str, Any]) -> None:
    assert PAGES.keys() < document["paths"].keys()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            # Parameters that do not fit are 400; 422 is for rows that are handed in.
            assert ("422" in operation["responses"]) == ("requestBody" in operation)
            if operation.get("parameters"):
                assert all(each.get("schema") for each in operation["parameters"])
                refusal = operation["responses"]["400"]["content"]["application/json"]["schema"]
                assert refusal == {"$ref": "#/components/schemas/Refused"}
    for path, page in PAGES.items():
        answers = document["paths"][path]["get"]["responses"]
        shape = answers["200"]["content"]["application/json"]["schema"]
        assert shape == {"$ref": f"#/components/schemas/{page.__name__}"}
        assert "text/csv" in answers["200"]["content"]
        assert "304" in answers


def test_the_files_take_the_address_of_the_page(document: dict[str, Any]) -> None:
    for path, media_type in FILES.items():
        operation = document["paths"][path]["get"]
        assert list(operation["responses"]["200"]["content"]) == [media_type]
        names = {each["name"] for each in operation["parameters"]}
        assert names - {"tan-suat"} == set(ViewState.names().values())
        assert ("tan-suat" in names) == (path == "/xuat/chuoi.csv")
        assert all(each["description"] for each in operation["parameters"])


def test_the_files_are_served_as_documented(
    served_app: ServedApp, document: dict[str, Any]
) -> None:
    examples = re.findall(r"^    GET (/xuat/\S+)$", GUIDE, flags=re.MULTILINE)
    assert len(examples) == 2
    with httpx.Client(base_url=served_app.url, timeout=60) as client:
        for address in examples:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.text)
            assert len(answer.text.splitlines()) > 10
        for path, media_type in FILES.items():
            every = {
                each["name"]: each["example"]
                for each in document["paths"][path]["get"]["parameters"]
                if "example" in each
            }
            answer = client.get(f"{path}?{urlencode(every)}")
            assert answer.status_code == 200, (path, answer.text)
            assert answer.headers["content-type"].partition(";")[0] == media_type
            refusal = client.get(f"{path}?{urlencode(every | {'chi_so': 'HT01', 'lang': 'en'})}")
            assert refusal.status_code == 400
            (problem,) = Refused.model_validate_json(refusal.content).problems
            assert (problem.parameter, problem.value) == ("chi_so", "HT01")
            assert problem.message == "There is no such parameter."
            assert problem.allowed is not None
            assert "chi-so" in problem.allowed
        wrong = client.get("/xuat/chuoi.csv?tan-suat=day")
        assert wrong.status_code == 400
        (problem,) = Refused.model_validate_json(wrong.content).problems
        assert problem.allowed == ["month", "quarter", "half", "year"]
        assert client.get("/xuat/so-lieu.csv?tan-suat=quarter").status_code == 400


def test_the_guide_and_the_document_know_the_same_parameters(document: dict[str, Any]) -> None:
    described = {
        each["name"] for path in PAGES for each in document["paths"][path]["get"]["parameters"]
    }
    table = GUIDE.split("| Parameter | Where | Meaning |")[1].split("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == described
    for path in [
        *PAGES,
        *FILES,
        "/healthz",
        "/api/v1/openapi.json",
        "/api/v1/slice",
        "/api/v1/directory",
    ]:
        assert f"`{path}`" in GUIDE


def test_every_documented_example_is_answered(
    served_app: ServedApp, document: dict[str, Any]
) -> None:
    with httpx.Client(base_url=served_app.url, timeout=60) as client:
        for path, page in PAGES.items():
            for each in document["paths"][path]["get"]["parameters"]:
                queries = [
                    (each["name"], value) for value in _examples(each) if value is not None
                ]  # fmt: skip
                for name, value in queries:
                    query = {"limit": 3} | ({"vintage": SINCE_2025.code} if name in NEEDS_VINTAGE
                                            else {}) | {name: value}  # fmt: skip
                    if name == "former_vintage":
                        query["former"] = "412"
                    answer = client.get(f"{path}?{urlencode(query)}")
                    assert answer.status_code == 200, (path, query, answer.text)
                    if query.get("format") != "csv":
                        page.model_validate_json(answer.content)


def _examples(parameter: dict[str, Any]) -> list[Any]:
    schema = parameter["schema"]
    schema = schema.get("items", schema)
    if "enum" in schema:
        return list(schema["enum"])
    example = parameter.get("example")
    return example if isinstance(example, list) else [example]


def test_every_example_of_the_guide_is_answered(served_app: ServedApp) -> None:
    addresses = re.findall(r"^    GET (/api/v1/\S+)$", GUIDE, flags=re.MULTILINE)
    assert len(addresses) > 5
    with httpx.Client(base_url=served_app.url, timeout=60) as client:
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.text)
            if "format=csv" in address:
                assert len(answer.text.splitlines()) > 1, address
            else:
                page = answer.json()
                assert page["items"], address
                (PAGES | LISTS)[address.split("?")[0]].model_validate(page)


def test_the_refusal_of_the_guide_is_the_real_one(served_app: ServedApp) -> None:
    example = re.search(r'^    (\{"error".*?\]\})$', GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert example is not None
    with httpx.Client(base_url=served_app.url, timeout=60) as client:
        answer = client.get("/api/v1/rollups?level=xa")
    assert answer.status_code == 400
    assert answer.json() == json.loads(example.group(1))
    Refused.model_validate(answer.json())


def test_every_number_of_a_province_can_be_fetched_page_by_page(served_app: ServedApp) -> None:
    """What a data platform does every night, through the real server."""
    query = f"vintage={SINCE_2025.code}&parent=40&level=commune&indicator=HT01"
    with httpx.Client(base_url=served_app.url, timeout=60) as client:
        address, rows = f"/api/v1/rollups?{query}&limit=700&format=csv", 0
        while address:
            answer = client.get(address)
            assert answer.headers["content-encoding"] == "br"
            rows += len(answer.text.splitlines()) - 1
            address = answer.links["next"]["url"] if "next" in answer.links else ""
        whole = client.get(f"/api/v1/rollups?{query}&limit=10000").json()
    assert rows == whole["count_on_page"] > 700
    assert whole["notice"] == "Số liệu minh hoạ"
