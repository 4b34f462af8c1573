"""Text of unknown origin, made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis._utils.escape import escape_html, escape_markdown, one_line
from analysis.exceptions import bounded, excerpt, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a name", "a name"),
        ("Lind\u2013Berg, Åsa 🙂", "Lind\u2013Berg, Åsa 🙂"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("a\u2066b\u2069", r"a\u2066b\u2069"),
        ("\x9b31m", r"\x9b31m"),
        ("\ud800", r"\ud800"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_invisible_characters_are_written_as_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_keeps_the_words_of_a_name_apart() -> None:
    assert one_line("a\n b\u2028c\x1bd") == r"a  b c\x1bd"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a", "'a'"),
        pytest.param("x" * 10_000_000, "'" + "x" * 59 + "…'", id="10 MB"),
        ("\x1b" * 40, "'" + r"\x1b" * 14 + r"\x1…" + "'"),
        (7, "7"),
        pytest.param(10**5000, "a whole number of 16,610 bits", id="5,000 digits"),
        (float("nan"), "nan"),
        (None, "None"),
        (True, "True"),
        ([1, "a"], "[1, 'a']"),
        (list(range(20_000)), "[0, 1, 2, …]"),
        ([[["a"]]], "[…]"),
        ({}, "a dict of nothing"),
        ({"a": 1, "b": 2}, "a dict of 'a', 'b'"),
        (b"os.system", "a value of type bytes"),
        (object(), "a value of type object"),
    ],
)
def test_values_are_quoted_within_bounds(value: object, shown: str) -> None:
    assert excerpt(value) == shown


@given(st.text())
def test_messages_are_one_bounded_line_and_bounding_twice_changes_nothing(text: str) -> None:
    once = bounded(text * 30, 90)
    assert len(once) <= 90
    assert visible(once) == once == bounded(once, 90)


def test_a_long_message_keeps_its_advice() -> None:
    message = bounded("column " + "x" * 5_000 + "; expected 'body'", 100)
    assert message.startswith("column xxx")
    assert message.endswith("; expected 'body'")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>Post</b>", "&lt;b&gt;Post&lt;/b&gt;"),
        ("a\n\"b\" & 'c'", "a &quot;b&quot; &amp; &#x27;c&#x27;"),
        ("\u202eevil", r"\u202eevil"),
    ],
)
def test_html(text: str, shown: str) -> None:
    assert escape_html(text) == shown


NAMES = [
    "*Post*", "**", "_lead_", "[x](http://x.invalid)", "http://x.invalid", "www.x.invalid", "a@x.invalid", "`code`",
    "$x^2$", r"\(x\)", r"\[x\]", "<b>", "<script>alert(1)</script>", "a|b", "# a", "- a", "+ a", "1. a", "1) a",
    "a\n# b", "> a", "~~a~~", "![x](y)", "&lt;", "&amp;", "a\\", "a\n\nb", "Lind's \"Post\"", "==a==", "***", "---",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_markdown_renders_as_the_name_itself(name: str) -> None:
    import html
    import re

    from nbconvert.filters.markdown import markdown2html

    rendered = markdown2html(f"{escape_markdown(name)} and *{escape_markdown(name)}*: more")
    plain = html.unescape(re.sub(r"</?(p|em)>", "", rendered)).strip()
    shown = one_line(name)
    assert plain == f"{shown} and {shown}: more"
