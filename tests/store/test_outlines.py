"""The provinces that the shipped outlines are joined to are those that the land went to."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from data.load.areas.relations import province_pairs
from geo.outlines.provinces import FILE
from ioc.area import BEFORE_2025, SINCE_2025


def test_each_former_province_is_joined_to_the_one_that_took_it_over(
    shipped_store: Connection,
) -> None:
    properties = [each["properties"] for each in json.loads(FILE.read_text("utf-8"))["features"]]
    pairs = {
        (BEFORE_2025.code, each["code"], SINCE_2025.code, each["since"]) for each in properties
    }
    assert pairs == province_pairs(shipped_store)
    assert len(properties) == 63
