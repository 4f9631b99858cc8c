"""The last lines of a whole run name what it did not do."""

from __future__ import annotations

import re

from tests.extra_parts import extra_parts


def test_parts_that_did_not_run_are_named_and_counted() -> None:
    text = "\n".join(extra_parts({}))
    assert "IOC_TEST_SHARED" in text
    assert "IOC_TEST_LONG" in text
    assert text.count("NOT RUN") == 2
    counts = re.findall(r"(\d+) (?:tests? |properties)", text)
    assert len(counts) == 4
    assert all(int(count) for count in counts)


def test_parts_that_ran_are_named_as_such() -> None:
    text = "\n".join(extra_parts({"IOC_TEST_SHARED": "/srv/reference", "IOC_TEST_LONG": "1"}))
    assert "NOT RUN" not in text
    assert "/srv/reference" in text
