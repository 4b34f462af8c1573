"""Addresses of one article have one normal form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.importers.addresses import normal_address, site_of

ARTICLE = "https://harbourpost.example/city/bridge-reopens"


@pytest.mark.parametrize(
    "address",
    [
        ARTICLE,
        "http://www.harbourpost.example/city/bridge-reopens/",
        "HTTPS://WWW.HarbourPost.example:443/city/bridge-reopens#comments",
        "https://m.harbourpost.example/city//bridge-reopens?utm_source=a&UTM_Medium=b&fbclid=c",
        "https://amp.harbourpost.example/city/bridge-reopens",
        "https://harbourpost.example/amp/city/bridge-reopens",
        "https://harbourpost.example/city/bridge-reopens/amp/",
        "https://harbourpost.example/city/bridge-reopens/print",
        "https://harbourpost.example/city/bridge-reopens?amp=1",
        "https://harbourpost-example.cdn.ampproject.org/c/s/harbourpost.example/city/bridge-reopens",
        "https://www.google.com/amp/s/harbourpost.example/city/bridge-reopens/",
        "//harbourpost.example/city/bridge%2Dreopens",
        "www.harbourpost.example/city/bridge-reopens/index.html",
    ],
)
def test_forms_of_one_address_are_one(address):
    assert normal_address(address) == ARTICLE


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://a.example/story?id=7&page=2", "https://a.example/story?id=7&page=2"),
        ("https://a.example/story?page=2&id=7", "https://a.example/story?id=7&page=2"),
        ("https://a.example/print", "https://a.example/print"),
        ("https://a.example/printing", "https://a.example/printing"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example/caf%c3%a9", "https://a.example/caf%C3%A9"),
        ("https://a.example/café", "https://a.example/caf%C3%A9"),
        ("https://m.example/x", "https://m.example/x"),
        ("https://a.example:8080/x", "https://a.example:8080/x"),
        ("mailto:somebody@a.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,<p>x", ""),
        ("https://[::1", ""),
        ("https://a.example:port/", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_what_tells_articles_apart_is_kept(address, normal):
    assert normal_address(address) == normal


HOSTS = st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), min_size=2, max_size=4).map(".".join)
PATHS = st.lists(st.sampled_from(["a", "amp", "print", "index.html", "", "%2F", "é", "b.amp.html", "%"]), max_size=6)
QUERIES = st.dictionaries(st.sampled_from(["id", "utm_x", "q", "ref", "é"]), st.text(max_size=4), max_size=3)


@settings(max_examples=40)
@given(HOSTS, PATHS, QUERIES)
def test_a_normal_form_is_its_own_normal_form(host, path, query):
    address = f"http://{host}/{'/'.join(path)}?" + "&".join(f"{name}={value}" for name, value in query.items())
    normal = normal_address(address)
    assert normal_address(normal) == normal


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_has_a_normal_form_or_none(text):
    normal = normal_address(text)
    assert normal_address(normal) == normal
    assert normal == "" or normal.startswith("https://")


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.news.harbourpost.co.uk/a", "harbourpost.co.uk"),
        ("http://m.harbourpost.example/", "harbourpost.example"),
        ("no address", ""),
    ],
)
def test_site_is_the_registered_domain(address, site):
    assert site_of(address) == site
