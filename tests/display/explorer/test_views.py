"""The tables of the explorer, and the code that makes them."""

from pathlib import Path

import pandas as pd
import pytest

import analysis as ss
from analysis.display.explorer.views import Settings, code, saved_group_views
from analysis.exceptions import WrongUse


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory):
    rows = [
        (
            f"{outlet}{number}",
            outlet,
            group,
            f"The council {said} on day {number}. War may come to the bridge of steel.",
        )
        for outlet, group, said in (("Post", "left", "voted"), ("Star", "left", "met"), ("Sun", "right", "fell"))
        for number in range(2)
    ]
    place: Path = tmp_path_factory.mktemp("grouped") / "stories.csv"
    pd.DataFrame(rows, columns=["article_id", "outlet", "group", "body"]).to_csv(place, index=False)
    return ss.annotate(ss.read_corpus(place))


def test_the_code_of_groups_makes_the_table_that_a_report_saves(grouped) -> None:
    scores = ss.measures.hedges(grouped)
    saved = ss.compare_groups({"hedges": scores}, grouped.corpus.groups, seed=3)
    (view,) = saved_group_views({"sourcing_groups": saved}, Settings(seed=3))
    assert view.name == "sourcing_groups"
    made: dict = {"ss": ss, "notes": grouped}
    exec(view.code, made)
    pd.testing.assert_frame_equal(made["table"], view.table)
    assert set(view.table["outlet"]) == {"left", "right"}


def test_tables_share_the_error_rate_with_their_groups() -> None:
    with_groups = Settings(has_groups=True, plan="plan.yml")
    last = "table = ss.in_family(table, 'framing', plan=ss.read_plan('plan.yml'), groups=notes.corpus.groups)"
    assert code("framing", with_groups).splitlines()[-1] == last
    assert "groups" not in code("terms", with_groups)


def test_groups_of_the_corpus_can_be_asked_for(grouped) -> None:
    assert '"outlets":["left","right"]' in ss.explore(grouped, by="group").widget.data
    with pytest.raises(WrongUse, match="Invalid `by`: 'leaning'. Expected 'outlet', 'group', or a Series."):
        ss.explore(grouped, by="leaning")
