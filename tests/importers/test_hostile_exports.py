"""Damaged and hostile exports of databases are read or refused with one sentence, quickly."""

import base64
import time
from pathlib import Path

import pytest

from analysis.importers.records import Document
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of

FIXTURES = Path(__file__).parent / "fixtures"
FORMATS = ("europresse_html", "factiva_html", "factiva_rtf", "factiva_xml", "newsml", "proquest_html", "proquest_text")
FILES = [path for name in FORMATS for path in sorted((FIXTURES / name).iterdir()) if path.suffix != ".json"]
DEEP = b"<div>" * 100_000
ENTITIES = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE n [<!ENTITY a "aa">]><newsItem><p>&a;</p></newsItem>'
MAIL = b"From: a@nordlin.example\nMIME-Version: 1.0\n"


def read(name: str, data: bytes):
    return list(importers()[name].read(Source("export", None, data)))


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_cut_anywhere_is_read_or_refused(file: Path) -> None:
    data = file.read_bytes()
    for end in range(0, len(data), len(data) // 12):
        try:
            found = read(file.parent.name, data[:end])
        except ValueError as error:
            assert "\n" not in str(error) and len(str(error)) < 200
        else:
            assert all(isinstance(record, tuple) for record in found)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("factiva_html", b'<div class="article enArticle">' + DEEP, "nested too deeply"),
        ("europresse_html", b'<article><span class="DocPublicationName">a</span>' + DEEP, "nested too deeply"),
        ("proquest_html", b'ProQuest <a name="DocID_1"></a><strong>Full text: </strong>' + DEEP, "nested too deeply"),
        (
            "proquest_html",
            MAIL + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(10_000)),
            "more than 2,000 parts",
        ),
        ("proquest_html", MAIL + b"Content-Type: message/rfc822\n\nFrom: a\n" * 1_500, "nested too deeply"),
        ("proquest_html", MAIL + b"X: y\n" * 1_000_000, "no document of ProQuest"),
        ("proquest_html", b"\x89PNG\r\n\x1a\n\0\0", "."),
        ("newsml", b'<!DOCTYPE n [<!ENTITY a "aa">]><newsItem><p>&a;</p></newsItem>', "XML entities"),
        ("newsml", ENTITIES.encode("utf-16"), "XML entities"),
        ("factiva_xml", b"<article>" * 100_000, "no well-formed XML"),
        ("factiva_rtf", b"{\\rtf1{\\fonttbl" + b"\\f0" * 1_000_000, "table of fonts"),
        ("factiva_rtf", b"{\\rtf1\\u99999999999 \\uc ", "no RTF"),
        ("factiva_rtf", b"{\\rtf1 nothing}", "no article of Factiva"),
        ("factiva_html", b"<p>nothing</p>", "no article of Factiva"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, data: bytes, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match=reason) as refused:
        read(name, data)
    assert "\n" not in str(refused.value)
    assert time.process_time() - started < 5


def test_a_part_of_a_mail_that_lies_about_its_type_is_taken_by_its_bytes() -> None:
    page = base64.encodebytes((FIXTURES / "proquest_html/page.html").read_bytes())
    parts = b"--b\nContent-Type: text/html; charset=none\n\n\x89PNG\0\0 ProQuest\n--b\nContent-Type: image/png\n"
    mail = MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts
    mail += b"Content-Transfer-Encoding: base64\n\n" + page + b"\n--b--\n"
    assert importer_of(start_of(Source("a.eml", None, mail))) == "proquest_html"
    headlines = [record.headline for record in read("proquest_html", mail) if isinstance(record, Document)]
    assert headlines == ["Harbour office stops the evening ferry", "The second ferry"]


@pytest.mark.parametrize("name", ["europresse_html/tables.html", "factiva_html/order.html", "proquest_html/page.html"])
def test_exports_put_one_behind_the_other_are_read_wholly(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    kind = name.split("/", maxsplit=1)[0]
    assert read(kind, data * 3) == read(kind, data) * 3


@pytest.mark.parametrize("name", ["factiva_xml", "newsml"])
def test_articles_before_the_end_of_a_broken_file_are_kept(name: str) -> None:
    article = {
        "factiva_xml": "<article><leadParagraph>The ferry {0} runs.</leadParagraph></article>",
        "newsml": "<newsItem><nitf><body.content><p>The ferry {0} runs.</p></body.content></nitf></newsItem>",
    }[name]
    export = f"<PPSArticleResultSet>{''.join(map(article.format, range(5)))}</PPSArticleResultSet>".encode()
    third = export.index(b"The ferry 3 ")
    for broken in (export[:third], export[:third] + b"</q>" + export[third:]):
        found = []
        with pytest.raises(ValueError, match=r"no well-formed XML: .*line 1, column \d+"):
            for record in importers()[name].read(Source("export", None, broken)):
                found.append(record.body)  # noqa: PERF401 (those before the error count)
        assert found == ["The ferry 0 runs.", "The ferry 1 runs.", "The ferry 2 runs."]
