"""Saved pages: what is no article, damaged archives, hostile pages, no connections."""

import gzip
import json
import socket
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.importers.bylines import author_names
from analysis.importers.markup import parse_html
from analysis.importers.page_facts import page_facts
from analysis.importers.records import Document, Refused
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of
from analysis.importers.web_pages import page_document, page_text

FIXTURES = Path(__file__).parent / "fixtures"
LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data" / "html" / "fundus_dev.parquet"
STORY = (
    "<p>The mill at the river opened its café again on Saturday, after a year without a baker.</p>"
    "<p>Forty guests came to the first breakfast, and the owner said that he would bake more bread.</p>"
)


def page(body: str = STORY, head: str = "<title>Mill café opens again</title>") -> bytes:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><article>{body}</article></body></html>".encode()


def read(data: bytes, name: str) -> list:
    source = Source(name, data=data)
    return list(importers()[importer_of(start_of(source))].read(source))


def test_article_is_read_without_what_surrounds_it():
    furniture = (
        '<div class="comment-list"><p>I was there, and the bread was very good indeed, thank you.</p></div>'
        '<div class="ArticleRelated_box"><p>Ferry fares rise for the third time within one single year.</p></div>'
        '<p style="display: none">Hidden words for machines that nobody should read or count.</p>'
    )
    document = page_document(page(STORY + furniture))
    assert isinstance(document, Document)
    assert document.body.split("\n\n")[0].startswith("The mill at the river")
    assert document.body.endswith("he would bake more bread.")


def test_element_that_holds_the_article_is_no_furniture_whatever_its_name():
    document = page_document(page(f'<div class="related-articles">{STORY}</div>'))
    assert isinstance(document, Document)
    assert "Forty guests" in document.body


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "there is nothing in it"),
        (b"<html><head><title>A</t", "no text of an article was found in it"),
        (b"<html><body>" + b"<b>" * 7_000_000, "the page has more than 20,000,000 bytes"),
        (b"<html><body>" + b"<p>a</p>" * 30_001, "the page has more than 30,000 elements"),
        (page("<div>" * 20_000 + "text" + "</div>" * 20_000), "its elements are nested too deeply"),
        (page(f"<script type=application/ld+json>{'[' * 100_000}</script>"), "no text of an article was found in it"),
        (page('<iframe src="data:text/html,<p>a"></iframe>'), "no text of an article was found in it"),
    ],
    ids=["empty", "truncated", "large", "many elements", "deep", "deep data", "frame"],
)  # fmt: skip
def test_page_without_an_article_is_refused(data, reason):
    refused = page_document(data, "https://a.example/x")
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<meta charset=iso-8859-1>café".encode(), "", "<meta charset=iso-8859-1>café"),
        ("<meta charset=utf-8>café".encode("cp1252"), "", "<meta charset=utf-8>café"),
        ("<meta charset=koi8-r>да".encode("koi8-r"), "", "<meta charset=koi8-r>да"),
        ("да".encode("koi8-r"), "koi8-r", "да"),
        ("<meta charset=no-such-thing>é".encode("cp1252"), "also-none", "<meta charset=no-such-thing>é"),
        ("<p>é".encode("utf-16"), "", "<p>é"),
    ],
)
def test_encoding_is_told_by_the_bytes_before_what_is_declared(data, charset, text):
    assert page_text(data, charset).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<title>The mill opens | Hill Courier</title>", "The mill opens"),
        (
            "<title>Old mill opens - The Courier</title><meta property='og:site_name' content='Hill Courier'>",
            "Old mill opens",
        ),
        (
            "<title>The mill opens - here is how</title><base href='https://hill.example/a'>",
            "The mill opens - here is how",
        ),
        ('<meta property="og:title" content="Mill &amp;amp; bread"><title>x</title>', "Mill & bread"),
        (
            '<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "Old mill opens"}</script>'
            '<meta property="og:title" content="The mill opens"><h1>The mill opens</h1>',
            "The mill opens",
        ),
    ],
    ids=["title", "dash and site", "dash and no site", "networks", "two of three"],
)
def test_headline_is_what_most_places_of_the_page_give(head, headline):
    text = page(STORY, head).decode()
    assert page_facts(parse_html(text), text).headline == headline


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["By Ada Reed and Ben Holt"], ["Ada Reed", "Ben Holt"]),
        (["Ada Reed, Political Editor"], ["Ada Reed"]),
        (["Ada Reed", "Ada Reed"], ["Ada Reed"]),
        (["https://a.example/authors/ada-reed"], []),
        (["Ada Reed ada@a.example"], ["Ada Reed"]),
        (["The Northern Press"], ["The Northern Press"]),
        (["Anders Byrne"], ["Anders Byrne"]),
        ([], []),
    ],
)
def test_bylines_become_names(written, names):
    assert author_names(written) == names


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<link rel="canonical" href="https://a.example/x">', "https://a.example/x"),
        ('<link rel="canonical" href="/x"><base href="https://a.example/">', "https://a.example/x"),
        ('<link rel="canonical" href="https://a.example/"><meta property="og:url" content="https://a.example/x">',
         "https://a.example/x"),
        ("<!-- saved from url=(0019)https://a.example/x -->", "https://a.example/x"),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
    ],
)  # fmt: skip
def test_address_is_the_one_that_leads_to_the_page(link, address):
    text = page(STORY, link).decode()
    assert page_facts(parse_html(text), text).url == address


def test_packed_archive_is_read_as_the_plain_one(tmp_path):
    from warcio.archiveiterator import ArchiveIterator
    from warcio.warcwriter import WARCWriter

    plain = FIXTURES / "warc" / "crawl.warc"
    packed = tmp_path / "crawl.warc.gz"
    with plain.open("rb") as file, packed.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for record in ArchiveIterator(file):
            writer.write_record(record)
    source = Source(packed.name, packed)
    assert importer_of(start_of(source)) == "warc"
    records = list(importers()["warc"].read(source))
    assert records == list(importers()["warc"].read(Source(plain.name, plain)))
    assert len(records) == 2


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_damaged_archive_gives_what_was_read_and_a_sentence(pack):
    data = (FIXTURES / "warc" / "crawl.warc").read_bytes()
    cut = data.index(b"The caf")
    data = pack(data[:cut])
    records = importers()["warc"].read(Source("crawl.warc", data=data))
    assert isinstance(next(records), Document)
    with pytest.raises(ValueError, match=r"^the archive is damaged after 5 records$"):
        next(records)


def test_no_importer_opens_a_connection(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loaded = '<link rel="stylesheet" href="https://a.example/s.css"><script src="https://a.example/s.js"></script>'
    entity = b'<!DOCTYPE html [<!ENTITY x SYSTEM "http://a.example/x">]>'
    assert isinstance(page_document(entity + page(STORY + "&x;", loaded)), Document)
    for expected in FIXTURES.glob("*/*.expected.json"):
        stem = expected.name.removesuffix(".expected.json")
        for path in expected.parent.glob(f"{stem}.*"):
            if path != expected:
                source = Source(path.name, path)
                assert list(importers()[importer_of(start_of(source))].read(source))


def test_json_lines_with_a_stray_line_keep_the_others():
    lines = [
        json.dumps({"title": "A", "maintext": "One.\nTwo.", "authors": [], "url": "https://a.example/a"}),
        "{",
        "[]",
    ]
    records = read("\n".join(lines).encode(), "a.jsonl")
    assert [type(record) for record in records] == [Document, Refused, Refused]
    assert records[0].body == "One.\n\nTwo."


@pytest.mark.slow
@pytest.mark.skipif(not LABELLED.exists(), reason="needs the labelled pages")
def test_labelled_pages_are_read_as_well_as_before(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "benchmarks")
    benchmark = import_module("web_pages")
    pages = pd.read_parquet(LABELLED)
    scores = benchmark.scored(pages, [benchmark.ours(html) for html in pages["html"]])
    floors = {"F1 of words": 0.975, "day": 0.97, "an author": 0.94, "headline, all words": 0.8, "headline, alike": 0.9}
    assert {name: floor for name, floor in floors.items() if not np.nanmean(scores[name]) >= floor} == {}
    assert scores["F1 of words"].min() >= 0.88
