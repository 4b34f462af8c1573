from pathlib import Path

import pandas as pd
import pytest

import analysis as ss
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse

NEWS = [
    ("a", "hall", "Post", "2025-05-02T09:00", "Osterby closes swimming hall",
     "The council of Osterby will close the old swimming hall in August, the mayor said. "
     "Repairing its roof would cost nine million crowns."),
    ("b", "hall", "Herald", "2025-05-02T12:00", "No more laps",
     "The library next door stays open. Osterby will shut its old swimming hall in August, according to the mayor."),
    ("c", "hall", "Gazette", "2025-05-01T12:00", "What a roof costs",
     "“The roof of the hall cannot be saved, and repairing it would cost nine million crowns,” an engineer said."),
    ("d", "train", "Star", "", "", "A faster train to Lund leaves on Sunday."),
]  # fmt: skip


@pytest.fixture
def of_events(tmp_path: Path) -> Annotations:
    columns = ["article_id", "event", "outlet", "published", "headline", "body"]
    return ss.annotate(corpus_of(pd.DataFrame(NEWS, columns=columns), "news"))


def test_cells_say_where_and_in_whose_voice_a_fact_is_told(of_events: Annotations) -> None:
    matrix = ss.facts(of_events, event="hall")
    assert matrix.columns.tolist() == ["event", "fact", "terms", "outlets", "Gazette", "Herald", "Post"]
    assert matrix.loc[0, ["Gazette", "Herald", "Post"]].tolist() == ["earlier", "lead", "headline"]
    assert matrix.loc[1, ["Gazette", "Herald", "Post"]].tolist() == ["lead, quoted", "not found", "lead"]


def test_a_fact_of_one_outlet_is_marked_once(of_events: Annotations) -> None:
    matrix = ss.facts(of_events)
    alone = matrix[matrix["outlets"] == 1].set_index("event")
    assert alone.loc["hall", ["Gazette", "Herald", "Post", "Star"]].tolist() == ["", "lead, only here", "", ""]
    assert alone.loc["train", "Star"] == "lead, only here"
    assert (matrix.loc[matrix["event"] == "hall", "Star"] == "").all()


def test_only_facts_of_several_outlets(of_events: Annotations) -> None:
    matrix = ss.facts(of_events, least=2)
    assert matrix["outlets"].tolist() == [2, 2] and "Star" not in matrix
    assert len(ss.facts(of_events, least=4)) == 0


def test_without_events_the_note_says_what_is_needed(notes: Annotations) -> None:
    matrix = ss.facts(notes)
    assert len(matrix) == 0 and matrix.attrs["note"].startswith("The corpus names no events.")


def test_a_wrong_event_or_number_is_named(of_events: Annotations) -> None:
    with pytest.raises(WrongUse, match="^Invalid `event`: 'hail'. Expected 'hall'"):
        ss.facts(of_events, event="hail")
    for least in (0, True, "2"):
        with pytest.raises(WrongUse, match="^Invalid `least`: .* Expected a number of outlets of 1 or more."):
            ss.facts(of_events, least=least)
