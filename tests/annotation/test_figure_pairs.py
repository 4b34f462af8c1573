"""Pairs of sentences of our own: figures of the same thing differ, figures of two things do not."""

import pandas as pd
import pytest

from analysis import annotate, read_corpus, schema
from analysis.annotation.figure_relation_layer import figure_relations

SAME = [
    ("In Tarnholm, 430 dockers walked out on Monday.", "In the port, 610 dockers walked out on Monday."),
    ("It said 54 percent of voters support the harbour toll.", "Some 61 percent of voters support the harbour toll."),
    ("An earthquake of magnitude 6.1 shook the coast.", "A magnitude 6.4 earthquake shook the coast."),
    ("Inflation fell to 3.1 percent in September.", "Inflation dropped to 2.6 percent in September."),
    ("The council approved 40 million crowns for schools.", "The council approved 55 million crowns for schools."),
    ("In May, 540 migrants crossed the strait.", "Some 870 migrants crossed the strait in May."),
    ("Norvik plans to hire 2,500 engineers by 2030.", "By 2030, Norvik wants to hire 4,100 engineers."),
    ("The train left the rails at 140 km/h.", "The train left the rails at a speed of 112 km/h."),
]  # fmt: skip
DIFFERENT = [
    ("The fire destroyed 12 houses on Hill Street.", "The fire destroyed 19 houses on Mill Lane."),
    ("There were 210 patients on the ground floor.", "There were 160 patients on the second floor."),
    ("The council approved $40m for schools.", "The council approved $55m for roads."),
    ("It finds that 45 percent of voters under 30 stay.", "It finds that 62 percent of voters over 65 stay."),
    ("The school has 420 pupils with a scholarship.", "The school has 610 pupils without a scholarship."),
    ("The paper printed 120 letters against the bridge.", "The paper printed 190 letters in favour of the bridge."),
    ("In May, 540 migrants crossed the strait.", "In June, 870 migrants crossed the strait."),
    ("Over three days, rescuers found 26 survivors.", "Over two weeks, rescuers found 44 survivors."),
    ("The union had 8,200 members before the strike.", "The union had 11,400 members after the strike."),
    ("Unemployment rose to 6.1 percent in April.", "Unemployment rose to 6.8 percent in July."),
    ("A dozen boats sank in the harbour.", "Eleven boats sank in the harbour."),
    ("The law affects 12,000 workers in the public sector.", "The law affects 17,500 workers in the private sector."),
    ("It was 5 degrees cold in Lund.", "It was 5 °C in Lund."),
]  # fmt: skip


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    rows = [
        (f"{event}{side}", str(event), outlet, "Report", pair[side])
        for event, pair in enumerate([*SAME, *DIFFERENT])
        for side, outlet in enumerate(("Post", "Herald"))
    ]
    folder = tmp_path_factory.mktemp("pairs")
    pd.DataFrame(rows, columns=["article_id", "event", "outlet", "headline", "body"]).to_csv(folder / "news.csv")
    notes = annotate(read_corpus(folder / "news.csv"))
    said, told = notes.attributions.table, schema.empty("statements")
    found = figure_relations(
        notes.corpus.articles, notes.segments, notes.texts, notes.words.texts, notes.figures, said, told
    )
    return set(found.loc[found["relation"].isin(["differs", "updated"]), "event"])


def test_figures_of_the_same_thing_differ(differing: set[str]) -> None:
    assert [pair for event, pair in enumerate(SAME) if str(event) not in differing] == []


def test_figures_of_two_things_do_not_differ(differing: set[str]) -> None:
    assert [pair for event, pair in enumerate(DIFFERENT, len(SAME)) if str(event) in differing] == []
