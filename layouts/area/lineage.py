"""The lineage of an area, and the published figures about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from ioc.sentences.values import number
from ioc.words.catalogue import Words
from layouts.area.ids import published_id
from layouts.area.lineage_picture import lineage_picture
from layouts.area.view import AreaContent, PublishedLine


def lineage_section(page: AreaContent) -> html.Details:
    """Return former and later areas with links to their pages."""
    words = Words("area", page.language)
    parts: list[Any] = [
        html.Summary(html.H2(words["lineage"]), className="ioc-area-fold"),
    ]
    if page.lineage.columns:
        parts.append(lineage_picture(page.lineage, page.language))
    else:
        parts.append(html.P(words["unchanged"], className="ioc-area-missing"))
    if page.former_districts:
        parts += _former(page, words)
    return html.Details(
        parts,
        id="tien-than",
        tabIndex=-1,
        className="ioc-area-lineage ioc-area-panel",
        **{"data-stays-folded": ""},
    )


def _former(page: AreaContent, words: Words) -> list[Any]:
    several = len({each.place.parent for each in page.former_districts}) > 1
    items = []
    for each in page.former_districts:
        code = each.place.key.code
        count = words("shared_communes", count=number(each.communes, 0, page.language))
        if each.partly:
            partly = number(each.partly, 0, page.language)
            count = f"{count}, {words('partly', count=partly)}"
        about = f"{each.place.parent} · {count}" if several else count
        items.append(
            html.Li(
                [
                    html.Div(
                        [
                            html.A(
                                each.place.full_name,
                                href=f"?huyen-cu={code}",
                                title=words["former_filter"],
                                **{"data-former": code},
                            ),
                            html.Small(about),
                        ]
                    ),
                    html.A(
                        words["former_open"],
                        href=each.place.address,
                        className="ioc-area-open",
                        **{"aria-label": f"{words['former_open']}: {each.place.full_name}"},
                    ),
                ]
            )
        )
    return [
        html.H3(words["former_title"]),
        html.P(words["former_text"], className="ioc-area-missing"),
        html.Ul(items, className="ioc-area-relatives"),
    ]


def published_section(
    lines: Sequence[PublishedLine], file_address: str, language: str
) -> html.Details | None:
    """Return published figures with source and date; None where there is none.

    `file_address` leads to the same figures as a file.
    """
    if not lines:
        return None
    words = Words("area", language)
    heads = [words[name] for name in ("indicator", "value", "at", "computed", "source")]
    return html.Details(
        [
            html.Summary(
                html.H2(f"{words['published']} ({number(len(lines), 0, language)})"),
                className="ioc-area-fold",
            ),
            html.P(
                [
                    words["published_text"],
                    " ",
                    html.A(words["published_file"], href=file_address, download=""),
                ],
                className="ioc-area-missing",
            ),
            html.Div(
                html.Table(
                    [
                        html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                        html.Tbody([_published(line, words) for line in lines]),
                    ],
                    className="ioc-area-published",
                ),
                className="ioc-area-scroll",
                role="region",
                tabIndex=0,
                **{"aria-label": words["published"]},
            ),
        ],
        className="ioc-area-panel",
        **{"data-stays-folded": ""},
    )


_VERDICTS = {
    "agrees": "ioc-area-agrees",
    "differs": "ioc-area-differs",
    "demo": "ioc-demo",
    "approximate": "ioc-area-missing",
}


def _published(line: PublishedLine, words: Words) -> html.Tr:
    subject: list[Any] = [html.Div(line.name, className="ioc-area-strong")] if line.name else []
    subject.append(html.Q(line.as_published, lang="vi"))
    if line.about:
        subject.append(html.Small(line.about))
    value: list[Any] = [html.Span(line.value, className="ioc-area-strong")]
    if line.is_target:
        value += [" ", html.Small(words["goal"])]
    computed: list[Any] = ["–"]
    if line.computed:
        verdict = line.why_not or ("differs" if line.differs else "agrees")
        computed = [
            html.Span(line.computed, className="ioc-area-strong"),
            " ",
            html.Span(words[f"published_{verdict}"], className=_VERDICTS[verdict]),
        ]
    if line.others:
        value.append(html.Small(words("others_published", values=line.others)))
    return html.Tr(
        [
            html.Td(subject),
            html.Td(value, className="ioc-area-number"),
            html.Td(line.period),
            html.Td(computed, className="ioc-area-number", **{"data-label": words["computed"]}),
            html.Td(_source(line), **{"data-label": words["source"]}),
        ],
        id=published_id(line.number),
        tabIndex=-1,
    )


def _source(line: PublishedLine) -> list[Any]:
    """Return title, publisher and date of a source; the title is a link where its page is known."""
    title: Any = html.Span(line.source_title, lang="vi")
    if line.source_address:
        title = html.A(
            line.source_title, href=line.source_address, lang="vi", target="_blank",
            rel="noopener noreferrer",
        )  # fmt: skip
    about = " · ".join(each for each in (line.publisher, line.source_date) if each)
    return [title, html.Small(about)]
