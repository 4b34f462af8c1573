"""Read pages: the articles of an event side by side, with marks and facts."""

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

import analysis as ss
from analysis.display.reading.contents import Entry, grouped_events
from analysis.display.reading.marks import speaker
from analysis.display.reading.page_names import read_page_name
from analysis.display.reading.pages import _rendered
from analysis.exceptions import NeedsText, WrongUse
from analysis.io.staging import StagingMarker, make_staging_folder
from tests.display.reading.test_columns import HOSTILE, Tree

BRIDGE = "bridge-2025-03-04"
LONG = "Ferries will run every hour from the eastern pier until the spring of next year."
STORIES = [
    ("a", BRIDGE, "Post", "Bridge closes",
     f"The old bridge closed on Monday after 12 cracks were found in its beams. {LONG}\n"
     "“We could not wait any longer for the repair,” said Ms. Okoye, the mayor. "
     "Sabotage is excluded, sabotage of any kind."),
    ("b", BRIDGE, HOSTILE, "Cracks close bridge",
     f"The old bridge was closed on Monday after 15 cracks were found in its beams. {LONG}\n"
     "The mayor told reporters that the repair of the bridge could not wait any longer."),
    ("c", BRIDGE, "Post", "A second article", "The old bridge closed on Monday after cracks were found in beams."),
    ("d", "../" + HOSTILE, "Post", "Fire", "A fire destroyed the old mill on Sunday night, the brigade said."),
    ("e", "../" + HOSTILE, "Star", "Mill burns", "The old mill was destroyed by a fire on Sunday night."),
    ("f", "alone", "Star", "Rain", "It rained for the whole of the week in the valley of the mill."),
]  # fmt: skip
COLUMNS = ["article_id", "event", "outlet", "headline", "body"]


@pytest.fixture(scope="module")
def read_notes(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("read") / "stories.csv"
    pd.DataFrame(STORIES, columns=COLUMNS).to_csv(place, index=False)
    return ss.annotate(ss.read_corpus(place))


@pytest.fixture(scope="module")
def pages(read_notes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a report, by name."""
    staging = tmp_path_factory.mktemp("report") / ".out.samestory-1"
    make_staging_folder(staging, StagingMarker("run", "out"))
    (staging / "new").mkdir()
    assert "(read.html)" in ss.save_read_pages(read_notes, staging / "new")
    return {file.name: file.read_text("utf-8") for file in (staging / "new").iterdir()}


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> str:
    return pages[read_page_name(BRIDGE)]


def body_of(page: str) -> str:
    return re.sub("<(meta|link|input|!DOCTYPE)[^>]*>|<(style|script)>.*?</\\2>", "", page, flags=re.DOTALL)


def test_each_event_of_several_articles_has_a_page_and_the_list_leads_to_it(pages: dict[str, str]) -> None:
    events = [read_page_name(BRIDGE), read_page_name("../" + HOSTILE)]
    assert sorted(pages) == sorted(["read.css", "read.html", *events])
    assert set(re.findall('href="([^"#]*html)"', pages["read.html"])) == {"index.html", "6_facts.html", *events}
    assert all(re.fullmatch(r"read-[a-z0-9-]+\.html", name) for name in events)


def test_the_list_of_many_events_is_short_until_a_reader_opens_it() -> None:
    entries = [
        Entry(f"{number}.html", f"Story {number}", "2 articles", ("Post: One", "Star: Two")) for number in range(1, 46)
    ]
    assert [(group.label, len(group.events)) for group in grouped_events(entries)] == [
        ("1 to 20: Story 1", 20), ("21 to 40: Story 21", 20), ("41 to 45: Story 41", 5),
    ]  # fmt: skip
    page = _rendered("Stories", "45 events", [], groups=grouped_events(entries))
    tree = Tree(body_of(page))
    parts = [attributes for tag, attributes in tree.tags if tag == "details"]
    assert len(parts) == 3 + 45 and ["open" in part for part in parts if part.get("class")] == [True, False, False]
    assert len([tag for tag, _ in tree.tags if tag == "a"]) == 1 + 45
    few = _rendered("Stories", "2 events", [], groups=grouped_events(entries[:2]))
    assert few.count("<details>") == 2 and "details class" not in few
    assert grouped_events([]) == []


def test_pages_are_well_formed_and_their_links_resolve(pages: dict[str, str]) -> None:
    for page in (page for name, page in pages.items() if name.endswith(".html")):
        tree = Tree(body_of(page))
        assert len(set(tree.names)) == len(tree.names)
        inner = [attributes["href"] for tag, attributes in tree.tags if tag == "a" and attributes["href"][0] == "#"]
        assert {address[1:] for address in inner} <= set(tree.names)
        assert "script" not in {tag for tag, _ in tree.tags}
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_the_script_and_the_style_of_the_page_or_a_file_beside_it(pages: dict[str, str]) -> None:
    of_event, contents = pages[read_page_name(BRIDGE)], pages["read.html"]
    policies = [unescape(re.search('content="(default-src[^"]*)"', page)[1]) for page in (of_event, contents)]
    assert all("default-src 'none'" in policy for policy in policies)
    (script,) = re.findall("<script>(.*?)</script>", of_event, re.DOTALL)
    assert f"script-src {hash_of(script)}" in policies[0]
    assert "style-src 'self' file:" in policies[0] and '<link rel="stylesheet" href="read.css">' in of_event
    (style,) = re.findall("<style>(.*?)</style>", contents, re.DOTALL)
    assert f"style-src {hash_of(style)}" in policies[1]


def test_every_article_is_a_column_with_its_whole_text(page: str, read_notes) -> None:
    tree = Tree(body_of(page))
    columns = [attributes for tag, attributes in tree.tags if tag == "article"]
    assert [one["aria-labelledby"] for one in columns] == ["in-1", "in-2", "in-3"]
    shown = unescape(re.sub("<[^>]*>", "", page))
    for article in "abc":
        for line in read_notes.texts[article].split("\n"):
            assert line in shown


def test_marks_say_who_speaks_which_figures_and_what_is_shared(page: str) -> None:
    assert re.search('<i class=q data-said="Ms. Okoye, the mayor">', page)
    assert re.search("<i class=f>12", page)
    assert len(re.findall(r"<i class=\W?c[^>]*>Ferries", page)) == 2
    assert len(re.findall("<b>[Ss]abotage</b>", page)) == 2


def test_a_fact_leads_to_its_sentence_in_each_column(page: str) -> None:
    told = re.search('<li id="fact-1">.*?</li>', page, re.DOTALL)[0]
    assert set(re.findall('<a href="#fact-1-([^"]*)"', told)) >= {"1", "2"}
    differ = re.search('<li id="figure-0">.*?</li>', page, re.DOTALL)[0]
    assert ">Post 1: 12</a>" in differ and ": 15</a>" in differ


def test_a_notebook_shows_the_same_page(read_notes, page: str) -> None:
    shown = ss.read(read_notes, BRIDGE).data
    inner = unescape(re.search('srcdoc="([^"]*)"', shown)[1])
    assert inner.split("<h1>")[1] == page.split("<h1>")[1]


def test_there_is_no_page_without_text_and_outside_of_a_report(
    read_notes, bundled, shared_bundle: Path, tmp_path: Path
) -> None:
    for notes in (read_notes, bundled):
        assert ss.save_read_pages(notes, tmp_path) == ""
    assert list(tmp_path.iterdir()) == [] and not list(shared_bundle.rglob("*.html"))
    with pytest.raises(NeedsText):
        ss.read(bundled)


def test_an_event_must_be_one_of_the_corpus(read_notes) -> None:
    for event in ("", "no such event"):
        with pytest.raises(WrongUse, match=f"Invalid `event`: '{event}'. Expected"):
            ss.read(read_notes, event)


def test_an_event_that_is_only_a_number_bears_a_headline(tmp_path: Path) -> None:
    rows = [(one, "087", outlet, headline, body) for one, _, outlet, headline, body in STORIES[3:5]]
    pd.DataFrame(rows, columns=COLUMNS).to_csv(tmp_path / "stories.csv", index=False)
    shown = ss.read(ss.annotate(ss.read_corpus(tmp_path / "stories.csv"))).data
    assert "<h1>Fire</h1>" in unescape(shown)


def test_an_event_is_shown_where_the_corpus_names_none(notes) -> None:
    assert ss.read(notes).data.count("&lt;article") == 6


def test_the_name_of_a_source_stands_for_a_pronoun() -> None:
    table = [("the mayor", "mayor 1", "the mayor"), ("She", "okoye 2", "Okoye"), (None, None, ""),
             ("Ms. Holm, who left", "holm", "Ms. Holm"), ('"The Post."', "post", "The Post"),
             ("the U.S.", "us", "the U.S.")]  # fmt: skip
    for source, name, shown in table:
        assert speaker(source, name) == shown
