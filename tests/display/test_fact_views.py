"""What a notebook says of facts, on matrices written by hand."""

import pandas as pd
import pytest

import analysis as ss
from analysis import describe, schema
from analysis._utils.table_notes import with_note
from analysis.display.fact_views import LONGEST_SENTENCE

FACTS = pd.DataFrame(
    [
        ("hall", 1, "hall, close", 3, "headline", "lead", "later", ""),
        ("hall", 2, "roof, crowns", 2, "later", "not found", "lead", ""),
        ("hall", 3, "pool", 2, "earlier", "later, quoted", "lead", ""),
        ("hall", 4, "library", 1, "", "lead, only here", "", ""),
        ("train", 1, "Lund", 2, "", "lead", "later", ""),
        ("storm", 1, "wind", 1, "", "", "", "lead, only here"),
    ],
    columns=["event", "fact", "terms", "outlets", "Gazette", "Herald", "Post", "Star"],
)
STATEMENTS = pd.DataFrame(
    [
        ("hall", 1, "Gazette", "a", 1, "headline", "headline", "Hall *to* close"),
        ("hall", 1, "Gazette", "a", 2, "lead", "narration", "The hall will close."),
        ("hall", 1, "Herald", "b", 1, "lead", "narration", "Osterby closes its hall."),
        ("hall", 1, "Post", "c", 9, "later", "narration", "The hall closes in August."),
        ("hall", 2, "Gazette", "a", 5, "later", "narration", "A roof costs nine million."),
        ("hall", 2, "Post", "c", 2, "lead", "quoted", "“Nine million crowns for a roof,” she said."),
        ("hall", 4, "Herald", "b", 2, "lead", "narration", "The library stays open."),
        ("train", 1, "Herald", "d", 1, "lead", "narration", "A train to Lund."),
        ("train", 1, "Post", "e", 7, "later", "narration", "word " * 400),
    ],
    columns=["event", "fact", "outlet", "article_id", "sentence", "position", "voice", "text"],
).assign(terms="words", outlets=2)


def test_how_many_facts_are_shared() -> None:
    assert describe.shared_facts(FACTS) == (
        "**5 facts** were found in 2 events with articles of several outlets: 2 in all outlets of their event, 2 in "
        "some, 1 in one only."
    )
    assert describe.shared_facts(FACTS[FACTS["event"] == "train"]) == (
        "**1 fact** was found in the articles of 2 outlets on *train*: 1 in all of them, 0 in some, 0 in one only."
    )

    assert describe.shared_facts(with_note(FACTS, "Fog seems broad.")).endswith(" 1 in one only. Fog seems broad.")


def test_why_there_are_none() -> None:
    assert describe.shared_facts(FACTS[5:]) == "No event has articles of several outlets."
    assert describe.shared_facts(with_note(FACTS[:0], "The corpus names no events.")) == "The corpus names no events."


def test_the_events_of_most_outlets() -> None:
    assert describe.facts_of_largest_events(FACTS, 1)["event"].unique().tolist() == ["hall"]
    assert describe.facts_of_largest_events(FACTS, 9)["event"].unique().tolist() == ["hall", "train"]
    none = describe.facts_of_largest_events(FACTS[5:], 1)
    assert len(none) == 0 and none.attrs["note"] == "No event has articles of several outlets."


def test_the_first_sentence_of_each_outlet_is_quoted() -> None:
    hall = FACTS[FACTS["event"] == "hall"]
    told = describe.sentences_of_shared_facts(hall, STATEMENTS, most=6)
    assert told == (
        "**Fact 1** · words\n\n- **Gazette** (headline): Hall &#42;to&#42; close\n- **Herald** (lead): Osterby closes "
        "its hall.\n- **Post** (later): The hall closes in August.\n\n**Fact 2** · words\n\n- **Post** (lead, quoted): "
        "“Nine million crowns for a roof,” she said.\n- **Gazette** (later): A roof costs nine million.\n\n1 more "
        "shared fact: see the saved table of statements."
    )


def test_long_sentences_are_shortened_and_events_named() -> None:
    told = describe.sentences_of_shared_facts(FACTS, STATEMENTS, most=40)
    assert "**Fact 1** · train · words" in told
    assert max(map(len, told.splitlines())) < LONGEST_SENTENCE + 40
    assert describe.sentences_of_shared_facts(FACTS[3:4], STATEMENTS, most=9) == "No fact was found in several outlets."


def test_leads_of_one_outlet_are_quoted() -> None:
    told = describe.sentences_told_only_here(FACTS, STATEMENTS)
    assert told == "- **Herald** (hall, lead): The library stays open."
    assert describe.sentences_told_only_here(FACTS[:1], STATEMENTS).startswith("No headline and no lead")


def test_coverage_counted_by_hand() -> None:
    table = describe.coverage_by_outlet(FACTS).set_index("outlet")
    # Facts of hall and train; train has two outlets only, so that nothing is expected there.
    assert table["facts"].to_dict() == {"Herald": 4, "Post": 4, "Gazette": 2}
    assert table["told only here"].to_dict() == {"Herald": 1, "Post": 0, "Gazette": 0}
    # Gazette could not know fact 3; Herald does not tell fact 2; Post tells all that others tell, two of two.
    assert table["of those told by all others"].to_dict() == {"Herald": "1 of 2", "Post": "1 of 1", "Gazette": "1 of 1"}
    # Of two others, more than half are both.
    assert "of those told by most others" not in table
    assert table["events"].to_dict() == {"Herald": 2, "Post": 2, "Gazette": 1}


def test_of_three_others_two_are_most() -> None:
    facts = pd.DataFrame(
        [
            ("hall", 1, "", 3, "lead", "lead", "lead", "not found"),
            ("hall", 2, "", 2, "lead", "lead", "not found", "earlier"),
        ],
        columns=[*FACTS.columns[:4], "A", "B", "C", "D"],
    )
    table = describe.coverage_by_outlet(facts).set_index("outlet")
    # Fact 1: two of the others of A, B and C tell it, and all three others of D, which has no row: it tells nothing.
    assert table["of those told by most others"].to_dict() == {"A": "1 of 1", "B": "1 of 1", "C": "1 of 2"}
    assert set(table["of those told by all others"]) == {"–"}


def test_small_outlets_are_counted_together_in_scores(corpus) -> None:
    scores = pd.DataFrame({"article_id": ["gazette-1", "post-2"], "outlet": ["Gazette", "Post"], "x": [1.0, 2.0]})
    renamed = corpus.articles.assign(outlet=corpus.articles["outlet"].replace("Post", "other outlets"))
    merged = describe.with_small_outlets_together(scores, type(corpus)(**{**vars(corpus), "articles": renamed}))
    assert merged["outlet"].tolist() == ["Gazette", "other outlets"]


def test_nothing_testable_gives_its_reason() -> None:
    one = schema.empty("comparisons")
    row = {"measure": "coverage", "item": "told only here", "outlet": "Post", "against": "rest",
           "method": "not tested: no event that both sides cover"}  # fmt: skip
    table = pd.concat([one, pd.DataFrame([row])]).reset_index(drop=True)
    assert describe.most_certain_differences(table) == "No difference could be tested: no event that both sides cover."


@pytest.mark.parametrize("view", [describe.coverage_by_outlet, describe.shared_facts])
def test_no_facts(view) -> None:
    assert len(view(FACTS[:0])) in (0, len("No event has articles of several outlets."))
    assert len(ss.plots.fact_matrix(FACTS[:0]).alt) > 10


def test_articles_without_figures_have_no_relations(tmp_path) -> None:
    bodies = ["The mayor opened a bridge near the harbour.", "A bridge near the harbour was opened by the mayor."]
    table = pd.DataFrame({"article_id": ["a", "b"], "event": "e", "outlet": ["Post", "Herald"], "body": bodies})
    table.assign(headline="").to_csv(tmp_path / "news.csv", index=False)
    notes = ss.annotate(ss.read_corpus(tmp_path / "news.csv"))
    relations = ss.figure_relations(notes)
    assert describe.related_figures(relations) == "No article gives a figure."
    assert describe.differing_figures(relations) == "No figure was found to differ."
    assert len(describe.choose_facts_in_brief(notes, ss.facts(notes), relations)) == 0
    assert len(describe.figures_of_one_outlet(relations, FACTS)) == len(describe.figures_side_by_side(relations)) == 0
