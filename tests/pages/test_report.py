"""What a report says: the words and numbers of the area's page, before they are drawn."""

from __future__ import annotations

import io

import docx
import pytest

from callbacks.frame.context import Context
from callbacks.report.read import make_report, read_report
from data.store.engine import reading
from ioc.area import SINCE_2025
from ioc.errors import NotFoundError
from ioc.status import STATUSES
from ioc.view_state import ViewState
from layouts.report.content import ReportContent

_STATE = ViewState(SINCE_2025.code, "40", indicator="HT02")


@pytest.fixture(scope="module")
def report(context: Context) -> ReportContent:
    with reading(context.engine) as connection:
        return read_report(context, connection, _STATE)


def test_all_communes_stand_in_the_table_and_on_the_map(report: ReportContent) -> None:
    assert report.area == "Tỉnh Nghệ An"
    assert len(report.table) == len(report.areas) == 130
    assert all(each.value and each.verdict for each in report.table)


def test_the_legend_counts_what_the_map_shows(report: ReportContent) -> None:
    on_map = {each.status for each in report.areas}
    assert [status for status, _ in report.legend] == [each for each in STATUSES if each in on_map]


def test_the_worst_are_of_the_table_and_none_has_met_its_target(report: ReportContent) -> None:
    rows = {each.name: each for each in report.table}
    assert report.worst
    for each in report.worst:
        assert each.status.value in ("red", "amber")
        assert rows[each.name].value == each.value


def test_the_series_ends_at_the_period_of_the_title(report: ReportContent) -> None:
    assert report.series[-1].text
    assert report.sources and report.day


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_document_of_either_kind_is_made_in_both_languages(
    context: Context, language: str
) -> None:
    with reading(context.engine) as connection:
        pdf = make_report(context, connection, _STATE.but(language=language), "pdf")
        word = make_report(context, connection, _STATE.but(language=language), "docx")
    assert pdf.startswith(b"%PDF") and pdf.count(b"/FontFile2") >= 2
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(word)).paragraphs)
    assert {"vi": "Số thôn trắng sóng", "en": "Villages without mobile signal"}[language] in text


def test_an_unknown_area_is_refused(context: Context) -> None:
    with reading(context.engine) as connection, pytest.raises(NotFoundError):
        read_report(context, connection, _STATE.but(area="99999"))
