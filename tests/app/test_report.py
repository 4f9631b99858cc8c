"""The report of an area: a PDF and a DOCX with the words of its page, in both languages."""

from __future__ import annotations

import io
import urllib.error
import urllib.request

import docx
import pytest

from tests.serving import ServedApp

QUERY = "dia-ban=40&chi-so=HT02"


def fetch(app: ServedApp, address: str) -> bytes:
    with urllib.request.urlopen(f"{app.url}/xuat/{address}", timeout=120) as response:
        assert "attachment" in response.headers["Content-Disposition"]
        return bytes(response.read())


@pytest.mark.parametrize(("language", "words"), [("vi", "Số thôn trắng sóng"),
                                                 ("en", "Villages without mobile signal"),
                                                 ("fr", "Số thôn trắng sóng")])  # fmt: skip
def test_a_document_says_what_the_page_says(
    served_app: ServedApp, language: str, words: str
) -> None:
    body = fetch(served_app, f"bao-cao.docx?{QUERY}&lang={language}")
    document = docx.Document(io.BytesIO(body))
    text = "\n".join(each.text for each in document.paragraphs)
    assert words in text
    assert len(document.inline_shapes) == 2
    assert len(document.tables) > 5
    assert max(len(table.rows) for table in document.tables) == 131


def test_a_pdf_has_its_fonts_inside(served_app: ServedApp) -> None:
    body = fetch(served_app, f"bao-cao.pdf?{QUERY}")
    assert body.startswith(b"%PDF")
    assert b"NotoSans-Bold" in body
    assert body.count(b"/FontFile2") >= 2


def test_there_is_no_report_of_an_unknown_area(served_app: ServedApp) -> None:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        fetch(served_app, "bao-cao.pdf?dia-ban=99999")
    with refusal.value as error:
        assert error.code == 404
