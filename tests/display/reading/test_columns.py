"""Columns of a Read page: the text of an article with marks that overlap in any way."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from analysis.display.reading.columns import Column, Sentence, column_html
from analysis.display.reading.marks import Mark, marked_pieces
from analysis.exceptions import visible

HOSTILE = '</article><script>alert(1)</script>&amp;" onload="x\u202e<mark class=q>'
LETTERS = st.sampled_from([*"ab <>&\"'\n", "\u202e", "\u200f", "é", "𝄞", "</p>", "<!--", "&lt;", "]]>", "{{ 1 }}"])
TEXTS = st.lists(LETTERS, max_size=40).map("".join)


class Tree(HTMLParser):
    """Reads a page strictly: every tag that is opened is closed, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.lines, self.tags, self.names = [], [""], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))
        self.names += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in ("p", "h3"):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if "header" not in self.open:
            self.lines[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def column(text: str, marks: list[Mark] = (), sentences: list[Sentence] = (), **changed: object) -> Column:
    shown = {"key": "post", "outlet": "Post", "about": "3 words", "language": "en", "text": text, "display": (0,),
             "sentences": list(sentences), "marks": list(marks), "cut": "", **changed}  # fmt: skip
    return Column(**shown)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], list[Sentence]]:
    text = draw(TEXTS)
    place = st.integers(-1, len(text) + 1)
    marks = draw(st.lists(st.builds(Mark, place, place, st.sampled_from("qpfrwac"), TEXTS), max_size=12))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    names = (f"fact-{number}-post" for number in range(9))
    return text, marks, [Sentence(*pair, next(names)) for pair in zip(edges[::2], edges[1::2], strict=False)]


@given(marked_texts())
def test_the_text_is_whole_and_tags_nest_however_marks_overlap(given_text: tuple) -> None:
    text, marks, sentences = given_text
    tree = Tree(column_html(column(text, marks, sentences)))
    assert [line for line in tree.lines if line] == [visible(line) for line in text.split("\n") if line.strip()]
    inside = [one for one in sentences if one.start < one.end and "\n" not in text[one.start : one.end]]
    assert set(tree.names) - {"in-post"} <= {one.name for one in inside}


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from("qpf"))))
def test_each_piece_bears_the_marks_that_cover_it(spans: list[tuple[int, int, str]]) -> None:
    pieces = marked_pieces(20, [Mark(*span) for span in spans])
    assert [place for start, end, _ in pieces for place in range(start, end)] == list(range(20))
    for start, end, marks in pieces:
        for place in range(start, end):
            assert sorted(marks) == sorted(Mark(*span) for span in spans if span[0] <= place < span[1])


def test_marks_and_who_speaks_are_in_the_page_and_not_in_the_text() -> None:
    marks = [Mark(0, 9, "p", "the mayor"), Mark(4, 9, "q"), Mark(4, 7, "r", "conflict")]
    page = column_html(column("It “is war”.", marks, [Sentence(0, 12, "fact-1-post")], display=()))
    assert (
        '<p><span id=fact-1-post><i class=p data-said="the mayor">It “</i>'
        '<i class=q><i class=r data-frame="conflict">is </i>wa</i>r”.</span></p>'
    ) in page


def test_a_frame_is_named_where_another_one_was_before_in_the_paragraph() -> None:
    frames = ["conflict", "conflict", "economy", "conflict", "conflict"]
    marks = [Mark(4 * place, 4 * place + 3, "r", name) for place, name in enumerate(frames)]
    page = column_html(column("war war tax war\nwar", marks, display=()))
    assert re.findall("<i class=r(?: data-frame=.([a-z]*).)?>", page) == [
        "conflict",
        "",
        "economy",
        "conflict",
        "conflict",
    ]


def test_hostile_names_and_texts_are_letters() -> None:
    shown = column(HOSTILE, [Mark(0, 5, "p", HOSTILE)], outlet=HOSTILE, about=HOSTILE, language=HOSTILE, cut=HOSTILE)
    tree = Tree(column_html(shown))
    assert {tag for tag, _ in tree.tags} == {"article", "header", "h2", "a", "h3", "p", "i"}
    assert not [name for _, attributes in tree.tags for name in attributes if name.startswith("on")]
    assert "\u202e" not in column_html(shown)


def test_the_first_headline_is_a_heading_and_other_display_lines_are_not() -> None:
    page = column_html(column("Bridge closes\nA deck\nText.", display=(0, 1)))
    assert '<h3>Bridge closes</h3><p class="deck">A deck</p><p>Text.</p>' in page


def test_a_text_of_megabytes_in_one_line_is_one_paragraph() -> None:
    tree = Tree(
        column_html(column("word " * 100_000, [Mark(n, n + 9, "f") for n in range(0, 400_000, 50)], display=()))
    )
    assert [tag for tag, _ in tree.tags].count("p") == 2
    assert len(tree.lines[1]) == 500_000
