"""What a notebook says of figures, on relations written by hand."""

import pandas as pd
import pytest

from analysis import annotate, describe, read_corpus
from analysis import facts as matrix
from analysis._utils.table_notes import with_note
from analysis.annotation.fact_layer import NO_EVENTS
from analysis.corpus.from_rows import corpus_of
from analysis.display.figure_views import _facts_that_differ, figures_of_groups, noun_as_written

COLUMNS = ["event", "relation", "about", "outlet", "figure", "sentence", "other_outlet", "other_figure",
           "other_sentence", "earlier"]  # fmt: skip
RELATIONS = pd.DataFrame(
    [
        ("hall", "figures differ", "cost", "Post", "9 million", "It costs 9 million.", "Herald", "8 million",
         "The roof costs 8 million.", ""),
        ("hall", "figures differ", "money", "Herald", "8 million", "The roof costs 8 million.", "Gazette", "9 Million",
         "9 Million for a roof.", ""),
        ("hall", "figures agree", "cost", "Post", "9 million", "It costs 9 million.", "Gazette", "9 Million",
         "9 Million for a roof.", ""),
        ("train", "updated", "person", "Post", "four", "Four were hurt.", "Star", "seven", "Seven were hurt.", "Post"),
        ("hall", "figures agree", "year", "Post", "two years", "It takes two years.", "Herald", "24 months",
         "It takes 24 months.", ""),
        ("hall", "part of a whole", "seat", "Post", "20", "20 of the seats.", "Herald", "80", "It has 80 seats.", ""),
        ("hall", "only here", "lane", "Herald", "six", "It has six lanes.", "", "", "", "Post"),
    ],
    columns=COLUMNS,
)  # fmt: skip


def test_figures_are_counted_once() -> None:
    assert describe.related_figures(RELATIONS) == (
        "**3 figures** are given by several outlets: 1 with other values, 1 updated, 1 in agreement. 1 was found in "
        "one outlet only."
    )
    assert describe.related_figures(with_note(RELATIONS[:0], "Text is needed.")) == "Text is needed."
    assert describe.related_figures(with_note(RELATIONS[:0], NO_EVENTS)) == ""


def test_figures_of_one_thing_stand_side_by_side() -> None:
    table = describe.figures_side_by_side(RELATIONS)
    assert table.to_numpy().tolist() == [
        ["hall", "cost", "figures differ", "9 Million (Gazette, Post); 8 million (Herald)"],
        ["train", "person", "updated", "four (Post); seven (Star)"],
        ["hall", "year", "figures agree", "24 months (Herald); two years (Post)"],
    ]
    assert describe.figures_side_by_side(RELATIONS[:1]).columns.tolist() == ["about", "relation", "figures"]
    assert len(describe.figures_side_by_side(RELATIONS[:0])) == 0


def test_sentences_that_differ_are_quoted_beside_each_other() -> None:
    told = describe.differing_figures(RELATIONS, most=1)
    assert told == (
        "**cost** · figures differ · hall\n\n- **Gazette**, 9 Million: 9 Million for a roof.\n- **Herald**, 8 million: "
        "The roof costs 8 million.\n- **Post**, 9 million: It costs 9 million.\n\n1 more figure: see the saved table "
        "of relations."
    )
    assert "year" not in describe.differing_figures(RELATIONS, most=9)
    assert describe.differing_figures(RELATIONS[4:]) == "No figure was found to differ."


def test_figures_of_one_outlet() -> None:
    facts = pd.DataFrame({"event": ["hall", "train"]})
    table = describe.figures_of_one_outlet(RELATIONS, facts)
    assert table.to_numpy().tolist() == [["hall", "Herald", "lane", "six", "Post"]]
    assert describe.figures_of_one_outlet(RELATIONS[6:].assign(earlier=""), facts[:1]).columns.tolist() == [
        "outlet", "about", "figure",
    ]  # fmt: skip
    assert len(describe.figures_of_one_outlet(RELATIONS, facts[1:])) == 0


@pytest.fixture(scope="module")
def told():
    """The 14 articles that were written for this project."""
    return annotate(read_corpus("data/tarnholm"))


def test_facts_with_other_figures_come_first(told) -> None:
    facts = matrix(told)
    marked = describe.disagreement_first(facts, told)
    assert marked.columns.tolist() == [*facts.columns[:4], "figures", *facts.columns[4:]]
    assert set(marked["figures"]) == {"differ", ""}
    for event, rows in marked[marked["outlets"] > 1].groupby("event"):
        assert rows["figures"].is_monotonic_decreasing, event
    assert marked["event"].tolist() == facts["event"].tolist()
    assert len(marked.merge(facts[["event", "fact"]])) == len(facts)
    assert describe.disagreement_first(facts[:0], told).empty


def test_a_fact_is_marked_where_both_of_its_sentences_have_the_figures_that_differ(tmp_path) -> None:
    # The sentence of the Post tells two facts, and its figure differs from that of the Herald in one of them.
    rows = [
        ("a", "tunnel", "Post", "The tunnel below the Osterby canal is 400 metres long. Rain filled the cellars of the "
         "old town hall on Monday night. Nobody was hurt."),
        ("b", "tunnel", "Herald", "The tunnel below the Osterby canal is 600 metres long. The choir sang at noon."),
        ("c", "tunnel", "Star", "Rain filled the cellars of the old town hall on Monday night, and the choir sang."),
    ]  # fmt: skip
    news = annotate(corpus_of(pd.DataFrame(rows, columns=["article_id", "event", "outlet", "body"]), "news"))
    relations = news.figure_relations
    assert (relations["relation"] == "differs").sum() == 1
    marked = describe.disagreement_first(matrix(news), news)
    differ = marked[marked["figures"] == "differ"]
    told = news.fact_statements.merge(differ[["event", "fact"]])
    assert len(differ) == 1 and set(told["outlet"]) == {"Post", "Herald"}
    # With the two sentences in facts of their own, none of these facts has another figure.
    apart = news.fact_statements.assign(fact=range(1, len(news.fact_statements) + 1))
    assert _facts_that_differ(replaced(news, fact_statements=apart)).empty


class replaced:
    """Annotations of which some layers are others."""

    def __init__(self, notes, **layers) -> None:
        self.notes, self.layers = notes, layers

    def __getattr__(self, name: str):
        return self.layers.get(name, getattr(self.notes, name))


def test_what_a_bound_allows_is_not_in_agreement() -> None:
    bound = RELATIONS[4:5].assign(relation="compatible", figure="at least two years")
    assert "1 figure** is given by several outlets: 1 compatible." in describe.related_figures(bound)


def test_two_articles_of_one_outlet_are_not_several_outlets() -> None:
    own = RELATIONS[:1].assign(other_outlet="Post", event="train")
    told = describe.related_figures(pd.concat([RELATIONS, own], ignore_index=True))
    assert told == describe.related_figures(RELATIONS)
    assert len(describe.figures_side_by_side(own)) == 0


def test_a_noun_has_the_number_behind_its_figures_and_the_capitals_of_its_sentences() -> None:
    def written(noun: str, *told: tuple[str, str | None]) -> str:
        return noun_as_written(noun, *(pd.Series(column) for column in zip(*told, strict=True)))

    assert written("osterby docker", ("Two", "Two Osterby dockers fell."), ("3", None)) == "Osterby dockers"
    assert written("docker", ("six", "Dockers fell: six dockers."), ("a", "a docker")) == "docker"
    assert written("person", ("Six", "Six people fell.")) == "people"
    assert written("page", ("90", "The report of 90 closely written pages has a page more.")) == "pages"
    assert written("cost", ("9 million", "It costs 9 million.")) == "cost"
    assert written("range", ("90-mile", "It has a 90-mile range.")) == "range"
    assert written("money", ("Two", "Two Osterby dockers fell.")) == "money"


def test_a_figure_that_begins_a_sentence_has_no_capital_in_a_list() -> None:
    figures = figures_of_groups(RELATIONS.assign(figure="A dozen", other_figure="US$9"))
    assert set(figures["figure"]) == {"a dozen", "US$9"}
