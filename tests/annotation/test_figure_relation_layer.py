from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.figure_relation_layer import figure_relations
from analysis.corpus.from_rows import corpus_of
from analysis.language.figure_relations.relate import RELATIONS

NEWS = [
    ("a", "fire", "Post", "2025-05-02T09:00Z", "Mill burns in Osterby",
     "A fire destroyed the old mill of Osterby on Friday. Five people were injured, police said. "
     "The mill stood 1.2 kilometres from the harbour. The damage amounts to 4.5 million crowns, the owner said. "
     "The mill employed 48 bakers and 12 drivers."),
    ("b", "fire", "Herald", "2025-05-02T18:00Z", "Mill lost to flames",
     "The old mill of Osterby burned down on Friday. Eight people were injured, police said. "
     "It stood 1,200 metres from the harbour. The damage amounts to 6.5 million crowns, the insurer said. "
     "All 60 employees lost their work."),
    ("c", "fire", "Gazette", "", "A mill is gone",
     "Friday's fire destroyed the mill of Osterby. Dozens of people were injured. "
     "The damage amounts to at least 4 million crowns. Flames rose 30 metres high. Firemen worked for nine hours."),
    ("d", "fire", "Echo", "2025-05-02T20:00Z", "Mill lost to flames",
     "The old mill of Osterby burned down on Friday. Eight people were injured, police said. "
     "It stood 1,200 metres from the harbour. The damage amounts to 6.5 million crowns, the insurer said. "
     "All 60 employees lost their work."),
    ("e", "train", "Post", "", "New train", "A train with 300 seats leaves for Lund on Sunday. It takes 40 minutes."),
    ("f", "odd", "Post", "", "Strange numbers", "The comet weighs 1e999 tonnes, he said. It shines with 700 flurbs."),
    ("g", "odd", "Herald", "", "Numbers again",
     "That comet weighs 12,34,5 tonnes, he said. It shines with 900 flurbs."),
]  # fmt: skip


def annotated(folder: Path, news: list[tuple[str, ...]]) -> Annotations:
    columns = ["article_id", "event", "outlet", "published", "headline", "body"]
    return annotate(corpus_of(pd.DataFrame(news, columns=columns), "news"))


def related(notes: Annotations, articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    said = notes.attributions.table
    return figure_relations(articles, notes.segments, notes.texts, notes.words.texts, notes.figures, said, statements)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Annotations:
    return annotated(tmp_path_factory.mktemp("news"), NEWS)


@pytest.fixture(scope="module")
def table(notes: Annotations) -> pd.DataFrame:
    return notes.figure_relations


def pairs(table: pd.DataFrame, relation: str) -> set[tuple[str, str, str, str]]:
    chosen = table[(table["relation"] == relation) & (table["event"] == "fire")]
    sides = ["article_id", "figure", "other_article_id", "other_figure"]
    return set(chosen[sides].itertuples(index=False, name=None))


def test_the_table_is_one_of_the_schema(table: pd.DataFrame) -> None:
    schema.check(table, "figure_relations")
    assert table["relation"].iloc[0] == "differs"


def test_sums_that_differ_are_found_by_source(table: pd.DataFrame) -> None:
    assert pairs(table, "differs") == {("a", "4.5 million crowns", "b", "6.5 million crowns")}
    differing = table.query("relation == 'differs' and event == 'fire'")
    assert differing["by_source"].tolist() == [True] and differing["earlier"].tolist() == ["Post"]


def test_a_larger_count_of_a_later_article_is_an_update(table: pd.DataFrame) -> None:
    assert pairs(table, "updated") == {("a", "Five", "b", "Eight")}


def test_figures_agree_after_conversion(table: pd.DataFrame) -> None:
    assert ("a", "1.2 kilometres", "b", "1,200 metres") in pairs(table, "agrees")


def test_bounds_are_no_differences(table: pd.DataFrame) -> None:
    found = {frozenset((pair[0], pair[2])) for pair in pairs(table, "compatible with a bound")}
    assert {frozenset("ac"), frozenset("bc")} <= found


def test_two_figures_add_up_to_one_of_another_article(table: pd.DataFrame) -> None:
    assert pairs(table, "part of a whole") == {("a", "48 + 12", "b", "60")}
    assert table.query("relation == 'part of a whole'")["value"].tolist() == [60.0]


def test_figures_of_one_outlet_are_listed_once_with_outlets_that_were_earlier(table: pd.DataFrame) -> None:
    only = table[(table["relation"] == "only here") & (table["event"] == "fire")]
    assert set(only["figure"]) == {"30 metres", "nine hours"}
    assert (only["other_segment"] == -1).all() and only["other_value"].isna().all()
    assert set(only["earlier"]) == {""}  # when c was published is not known


def test_exact_copies_are_compared_once_and_agree(table: pd.DataFrame) -> None:
    of_copy = table[(table["article_id"] == "d") | (table["other_article_id"] == "d")]
    assert set(of_copy["relation"]) == {"agrees"} and set(of_copy["article_id"] + of_copy["other_article_id"]) == {"bd"}
    assert set(of_copy["figure"]) == {"Eight", "1,200 metres", "6.5 million crowns", "60"}
    assert (of_copy["figure"] == of_copy["other_figure"]).all()


def test_figures_of_many_copies_agree_once_per_outlet(tmp_path: Path) -> None:
    body = "The fire hurt 34 bakers on Friday, the guild said. The old mill had stood empty."
    copies = [(str(i), "fire", ["Post", "Herald"][i % 2], "", "Fire", body) for i in range(8)]
    found = annotated(tmp_path, copies).figure_relations
    sides = ["relation", "outlet", "figure", "other_outlet", "other_figure"]
    assert found[sides].to_numpy().tolist() == [["agrees", "Post", "34", "Herald", "34"]]


def test_an_event_of_one_outlet_has_no_relations(table: pd.DataFrame) -> None:
    assert "train" not in set(table["event"])


def test_unknown_units_and_endless_numbers_are_no_errors(table: pd.DataFrame) -> None:
    odd = table[table["event"] == "odd"]
    assert odd[["relation", "figure", "other_figure"]].to_numpy().tolist()[:1] == [["differs", "700", "900"]]
    assert "1e999" not in " ".join(odd["figure"])


def test_relations_do_not_depend_on_the_order_of_the_articles(notes: Annotations, table: pd.DataFrame) -> None:
    backwards = notes.corpus.articles.iloc[::-1]
    again = related(notes, backwards, notes.fact_statements)
    for relation in RELATIONS:
        one, two = (
            {frozenset((row[:2], row[2:])) for row in pairs(found.replace("d", "b"), relation)}
            for found in (table, again)
        )
        assert one == two


def test_an_event_with_too_many_figures_is_left_out_with_a_note(tmp_path: Path) -> None:
    many = [
        (f"{outlet}", "long", outlet, "", "Prices", " ".join(f"Shop {i} sold {i + start} chairs." for i in range(600)))
        for start, outlet in ((100, "Post"), (900, "Herald"))
    ]
    notes = annotated(tmp_path, many)
    assert len(notes.figures) > 1_000
    found = related(notes, notes.corpus.articles, schema.empty("statements"))
    assert not len(found)
    assert found.attrs["note"] == "Figures are not related in events of more than 1,000 figures: 'long'."


def test_a_bound_makes_no_percentages_of_other_questions_equal(tmp_path: Path) -> None:
    poll = [
        ("a", "poll", "Post", "", "Poll", "Nearly 70 percent of respondents believe that the mayor lied to the guild."),
        ("b", "poll", "Herald", "", "Poll", "More than 50 percent of all respondents would vote for him again."),
    ]
    assert annotated(tmp_path, poll).figure_relations["relation"].unique().tolist() == ["only here"]


def test_votes_of_a_parliament_are_not_called_different(tmp_path: Path) -> None:
    votes = [
        ("a", "vote", "Post", "", "Bill passes", "The council voted 318 to 109 for the harbour bill on Monday."),
        ("b", "vote", "Herald", "", "Harbour bill", "The council voted 305 to 109 for the harbour bill on Monday."),
    ]
    found = annotated(tmp_path, votes).figure_relations
    assert set(found["relation"]) == {"agrees", "only here"}


def test_articles_without_figures_have_no_relations(tmp_path: Path) -> None:
    quiet = [("a", "calm", "Post", "", "Calm", "Nothing moved."), ("b", "calm", "Herald", "", "Calm", "No wind blew.")]
    table = annotated(tmp_path, quiet).figure_relations
    schema.check(table, "figure_relations")
    assert not len(table)
