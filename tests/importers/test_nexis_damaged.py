"""Damaged, foreign and hostile files in place of Nexis exports end in one sentence or lose nothing that can be read."""

import io
import zipfile

import pytest

from analysis.importers.records import Announced, Document, Refused
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of
from tests.importers import nexis_exports as exports

WORD = f'<w:document xmlns:w="{exports.WORD}"><w:body>{{}}</w:body></w:document>'
PLAIN = """

                               {} of {} DOCUMENTS

                                 Nordlin Post

                            January 11, 2010 Monday

Ferry number {}

LENGTH: 4 words

The ferry left early.

LOAD-DATE: January 12, 2010
"""
COVER = (
    "Download Request: Selected Items: 1-2\nTime Of Request: Tuesday, March 6, 2018  10:01:07\n\nSend To:\nA LIBRARY\n"
)


def read(data, name="export"):
    source = Source(name, data=data)
    return list(importers()[importer_of(start_of(source))].read(source))


def bodies(records):
    return [record.body for record in records if isinstance(record, Document)]


def test_a_word_document_from_elsewhere_is_refused():
    letter = exports.docx([["Dear Ms. Ferrand,"], ["the ferry leaves at nine."]])
    with pytest.raises(ValueError, match="it is a Word document, but no Nexis export: it has no 'End of Document'"):
        read(letter, "letter.docx")


def test_rich_text_from_elsewhere_is_refused():
    with pytest.raises(ValueError, match="it is a document of rich text, but no Nexis export"):
        read(b"{\\rtf1 Dear Ms. Ferrand}")


def test_a_document_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked():
    bomb = exports.packed(WORD.format(" " * 21_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(ValueError, match=r"it unpacks to 21,000,\d{3} bytes; at most 20,000,000 are read"):
        read(bomb)


def test_a_member_that_is_longer_than_it_declares_is_refused():
    data = exports.packed(WORD.format(" " * 100_000))
    declared = (len(WORD.format(" " * 100_000))).to_bytes(4, "little")
    assert data.count(declared) == 2
    with pytest.raises(ValueError, match="damaged"):
        read(data.replace(declared, (500).to_bytes(4, "little")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("Body", "&a;", "End of Document"))
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "BOOM">]>' + WORD.format(lines)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", declared.encode(encoding))
    with pytest.raises(ValueError, match="it declares XML entities, which are not read"):
        read(file.getvalue())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_word_document_is_refused(share):
    data = exports.docx(exports.article(1).paragraphs)
    with pytest.raises(ValueError, match="damaged"):
        read(data[: int(len(data) * share)])


def test_of_truncated_rich_text_whole_articles_are_kept():
    whole = exports.rtf([line for number in (1, 2) for line in exports.article(number).paragraphs])
    first, second = read(whole)
    cut = whole[: whole.rindex(b"End of Document")]
    assert read(cut) == [first, Refused("the file ends within it", "document 2")]
    assert isinstance(second, Document)


def test_rich_text_with_many_nested_braces_is_read():
    data = exports.rtf(exports.article(3).paragraphs)
    nested = data.replace(b"Body", b"{" * 10_000 + b"Body" + b"}" * 10_000)
    assert read(nested) == read(data)


def test_two_exports_in_one_rich_text_are_read():
    paragraphs = [[*exports.cover([number]), *exports.article(number).paragraphs] for number in (1, 2)]
    announced, *documents = read(b"\n".join(exports.rtf(lines) for lines in paragraphs))
    assert announced == Announced(2)
    assert [document.identity for document in documents] == ["nexis:5WXX-0001-0000", "nexis:5WXX-0002-0000"]


def test_characters_that_rich_text_writes_as_two_are_one():
    lines = exports.article(4).paragraphs
    data = exports.rtf(lines).replace(b"This was", b"\\u-10179?\\u-8704? caf\\'e9 \\{x\\} was")
    assert "\N{GRINNING FACE} café {x} was article 4." in read(data)[0].body


def test_a_cover_alone_is_refused():
    with pytest.raises(ValueError, match="it is the cover of a LexisNexis export without articles"):
        read(COVER.encode())


def test_a_total_that_stands_alone_does_not_count():
    text = COVER + "".join(PLAIN.format(number, 383 if number == 8 else 10, number) for number in range(1, 11))
    announced, *documents = read(text.encode())
    assert announced == Announced(10)
    assert [document.headline for document in documents] == [f"Ferry number {number}" for number in range(1, 11)]


def test_two_exports_in_one_text_are_read():
    text = COVER + "".join(PLAIN.format(number, 2, number) for number in (1, 2))
    records = read((text + "\n\n" + text).encode())
    assert records[0] == Announced(4)
    assert bodies(records) == ["The ferry left early."] * 4


def test_a_page_saved_under_another_name_is_told_by_its_words():
    page = (
        b"<html><body><a name='DOC_ID_0_0'></a><p>Nordlin Post</p><p>May 4, 2010</p><p>Ferry</p><p>LENGTH: 3 words</p>"
    )
    (document,) = (
        one for one in read(page + b"<p>The ferry left.</p></body></html>", "x.DOCX") if isinstance(one, Document)
    )
    assert document.body == "The ferry left."


def test_an_export_of_today_as_a_page_is_read():
    lines = [
        "Ferry",
        "Nordlin Post",
        "July 1, 2019 Monday",
        "Length:&nbsp;3 words",
        "Body",
        "The ferry left.",
        "End of Document",
    ]
    (document,) = read(("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>").encode())
    assert (document.headline, document.body, document.words_stated) == ("Ferry", "The ferry left.", "3")


def test_a_masthead_that_is_not_centred_ends_with_the_date():
    text = COVER + PLAIN.format(1, 1, 1).replace(
        "                                 Nordlin Post", "Nordlin Post"
    ).replace("                            January", "January")
    (document,) = (record for record in read(text.encode()) if isinstance(record, Document))
    assert (document.publication, document.published, document.headline) == (
        "Nordlin Post",
        "2010-01-11",
        "Ferry number 1",
    )
