"""Of 100 articles with the quirks of Nexis, all fields are right, in Word documents and in rich text."""

import pytest

from analysis.importers.records import Announced, Document
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of
from tests.importers import nexis_exports as exports


def read(data, name="export"):
    source = Source(name, data=data)
    return list(importers()[importer_of(start_of(source))].read(source))


def fields(document):
    assert isinstance(document, Document)
    return {name: value for name, value in document._asdict().items() if value}


@pytest.mark.parametrize("form", [exports.docx, exports.rtf], ids=["docx", "rtf"])
def test_all_fields_of_100_articles_with_a_cover_are_right(form):
    written = [exports.article(number) for number in range(100)]
    paragraphs = [line for one in written for line in one.paragraphs]
    announced, *documents = read(form([*exports.cover(list(range(100))), *paragraphs]))
    assert announced == Announced(100)
    for document, one in zip(documents, written, strict=True):
        assert fields(document) == one.fields


@pytest.mark.parametrize("form", [exports.docx, exports.rtf], ids=["docx", "rtf"])
def test_files_of_one_article_without_a_cover_are_read_as_well(form):
    for number in range(20):
        one = exports.article(number)
        (document,) = read(form(one.paragraphs))
        assert fields(document) == {name: value for name, value in one.fields.items() if name != "identity"}


@pytest.mark.parametrize("title", exports.TITLES)
def test_a_title_below_a_cover_is_no_line_of_it(title):
    article = [[""], [title], ["Post"], ["July 1, 2019 Monday"], ["Length: 4 words"], ["Body"], ["It left at noon."]]
    _, document = read(exports.docx([*exports.cover([0]), *article, ["End of Document"]]))
    assert document.headline == title
