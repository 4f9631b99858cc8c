"""One page as JSON or CSV, with ETag and the address of the next page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.requests.parameters import FORMATS, Query
from api.v1.paging import next_address
from api.v1.spreadsheet import csv_text
from ioc.caching import ASK_AGAIN
from ioc.compact_json import compact_json
from ioc.sentences.values import demo_word
from ioc.version import VERSION

_CSV = "text/csv"


class Answering:
    """The form that a request wants its answer in, and whether the client has it already."""

    def __init__(self, request: Request, query: Query) -> None:
        self._request = request
        self.language = query.language
        form = query.choice("format", FORMATS)
        self.as_csv = (form or _form_of(request.headers.get("accept", ""))) == "csv"

    def not_modified(self, revision: int) -> Response | None:
        """Return "304 Not Modified" where the client has this very answer."""
        header = self._request.headers.get("if-none-match", "")
        tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
        if self._tag(revision).removeprefix("W/") not in tags:
            return None
        return Response(status_code=304, headers=self._headers(revision))

    def page(
        self,
        items: Sequence[Mapping[str, Any]],
        columns: Sequence[str],
        revision: int,
        next_key: Sequence[Any] | None,
        *,
        demo: bool = False,
    ) -> Response:
        """Return the page.

        Args:
            items: of the page, with plain values; None for missing ones.
            columns: keys of an item, in the order of the CSV.
            revision: of the store that was read.
            next_key: key of the last item, where more follow.
            demo: whether an item is illustrative or contains illustrative data.
        """
        headers = self._headers(revision)
        address = next_address(self._request, next_key)
        if address is not None:
            headers["Link"] = f'<{address}>; rel="next"'
        notice = demo_word(self.language) if demo else None
        if self.as_csv:
            body = write_csv(items, columns, notice)
            return Response(body, headers=headers, media_type=f"{_CSV}; charset=utf-8")
        content = {
            "items": items,
            "next": address,
            "revision": revision,
            "count_on_page": len(items),
            "notice": notice,
        }
        text = compact_json(content)
        return Response(text, headers=headers, media_type="application/json")

    def _headers(self, revision: int) -> dict[str, str]:
        return {
            "ETag": self._tag(revision),
            "Cache-Control": ASK_AGAIN,
            "Vary": "Accept",  # the compressor adds its own
            "X-IOC-Revision": str(revision),
        }

    def _tag(self, revision: int) -> str:
        """Return a weak ETag: the body may be compressed on its way."""
        about = f"{VERSION} {self._request.url.path}?{self._request.url.query} {self.as_csv}"
        return f'W/"{revision}-{hashlib.sha256(about.encode()).hexdigest()[:16]}"'


def _form_of(header: str) -> str:
    """Return the form that an Accept header prefers; JSON where it prefers none.

    >>> _form_of("text/csv"), _form_of("text/csv;q=0.5, application/json"), _form_of("*/*")
    ('csv', 'json', 'json')
    """
    weights: dict[str, float] = {}
    for part in header.split(","):
        kind, *rest = (piece.strip() for piece in part.lower().split(";"))
        weight = next((piece[2:] for piece in rest if piece.startswith("q=")), "1")
        try:
            weights[kind] = float(weight)
        except ValueError:
            weights[kind] = 0.0
    json_weight = max(
        weights.get(kind, 0.0) for kind in ("application/json", "application/*", "*/*")
    )
    return "csv" if weights.get(_CSV, 0.0) > json_weight else "json"


def write_csv(
    items: Sequence[Mapping[str, Any]], columns: Sequence[str], notice: str | None
) -> str:
    """Return the items as CSV with a header row; a last column marks illustrative ones in words.

    Missing values are empty.
    """
    rows = (
        [*(_cell(item[name]) for name in columns), notice if item.get("demo") else ""]
        for item in items
    )
    return csv_text([*columns, "notice"], rows)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return compact_json(value)
    return value
