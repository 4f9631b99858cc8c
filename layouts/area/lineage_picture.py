"""The picture of a lineage: a column for each vintage, every area a link, every step in words."""

from __future__ import annotations

import json
from typing import Any

from dash import html

from ioc.area import search_name
from ioc.sentences.values import number
from ioc.words.catalogue import Words
from layouts.area.view import LineageColumn, LineageNode, LineageStep, LineageView

# The note of an unchanged area, for which "giữ nguyên" is enough.
_NOTHING_MORE = "khong doi"


def lineage_picture(view: LineageView, language: str = "vi") -> html.Div:
    """Return the columns of a lineage; area/lineage.js draws the ribbons between them."""
    words = Words("lineage", language)
    steps = [[each.source, each.target, each.weight, each.change] for each in view.steps]
    columns = [
        _column(each, words, language, first=place == 0) for place, each in enumerate(view.columns)
    ]
    parts: list[Any] = [
        html.Div(
            columns,
            className="ioc-lineage",
            **{"data-ioc-lineage": "", "data-steps": json.dumps(steps)},
        )
    ]
    if any(each.change == "part" and each.share is None and each.all_communes == 1
           for each in view.steps):  # fmt: skip
        parts.append(html.P(words["weightless"], className="ioc-area-missing"))
    return html.Div(parts)


def _column(column: LineageColumn, words: Words, language: str, *, first: bool) -> html.Div:
    heading: list[Any] = [column.title[:1].upper() + column.title[1:]]
    if not first and column.since not in column.title:
        heading.append(html.Small(words("since", date=column.since)))
    nodes = [_node(each, words, language) for each in column.nodes]
    here = any(each.is_here for each in column.nodes)
    return html.Div(
        [html.H3(heading), html.Ul(nodes)],
        className="ioc-lineage-column holds-here" if here else "ioc-lineage-column",
    )


def _node(node: LineageNode, words: Words, language: str) -> html.Li:
    place = node.place
    if node.is_here:
        name: Any = html.Strong(place.full_name)
        about = words["here"]
    else:
        name = html.A(place.full_name, href=place.address)
        about = place.parent
    parts: list[Any] = [html.Div([name, html.Small(about)], className="ioc-lineage-name")]
    if node.steps:
        lines = [html.Li(_step(each, node, words, language)) for each in node.steps]
        parts.append(html.Ul(lines, className="ioc-lineage-steps"))
    return html.Li(
        parts,
        className="ioc-lineage-node is-here" if node.is_here else "ioc-lineage-node",
        **{"data-node": node.name},
    )


def _step(step: LineageStep, node: LineageNode, words: Words, language: str) -> list[Any]:
    """Return a step in words: kind, share with its basis, the other end, the note."""
    parts: list[Any] = [
        html.Span(words[step.change], className="ioc-lineage-change",
                  **{"data-change": step.change})
    ]  # fmt: skip
    details = []
    if step.share is not None and step.basis:
        share = f"{number(step.share * 100, 1 if step.share < 0.1 else 0, language)}%"
        details.append(words("share", share=share, basis=words[step.basis]))
    if step.all_communes > 1:
        counts = {"count": number(step.communes, 0, language),
                  "all": number(step.all_communes, 0, language)}  # fmt: skip
        details.append(words("communes", **counts))
    if step.other:
        into = step.source == node.name
        details.append(words("to" if into else "of", name=step.other))
    if step.note and search_name(step.note) != _NOTHING_MORE:
        details.append(step.note)
    return [*parts, " ", " · ".join(details)] if details else parts
