"""Groups of outlets in the family of a report."""

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.comparison.family import REPORT_SHARES
from analysis.exceptions import WrongUse

GROUPS = pd.DataFrame(
    {"outlet": list("ABCD"), "group": ["north", "north", "south", "south"], "column": "region"}
)  # fmt: skip


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Source types of four outlets; those of the north cite officials who are not named."""
    path = tmp_path_factory.mktemp("groups") / "a.csv"
    said = {"A": "An official said {}.", "C": "Anna Holm said {}."}
    said |= {"B": said["A"], "D": said["C"]}
    rows = [
        (outlet, " ".join(said[outlet].format(f"that road {i + j} would close") for j in range(3 + i % 2)))
        for outlet in "ABCD"
        for i in range(4)
    ]
    pd.DataFrame(rows, columns=["outlet", "body"]).to_csv(path, index=False)
    return ss.measures.source_types(ss.annotate(ss.read_corpus(path)))


def test_q_is_that_of_the_comparison_divided_by_half_the_share(scores: pd.DataFrame) -> None:
    made = ss.compare_groups({"source_types": scores}, GROUPS)
    alone = ss.compare(scores, by=GROUPS.set_index("outlet")["group"], voice="all")
    share = REPORT_SHARES["source_types"] / 2
    assert set(made["outlet"]) == {"north", "south"} and set(made["unit"]) == {"cluster"}
    assert set(made["family_share"]) == {share}
    keys = ["item", "outlet"]
    both = made.merge(alone, on=keys, suffixes=("", "_alone"))
    np.testing.assert_allclose(both["q"], (both["q_alone"] / share).clip(upper=1))


def test_outlets_share_with_groups_only_where_there_are_groups(scores: pd.DataFrame) -> None:
    compared, share = ss.compare(scores), REPORT_SHARES["source_types"]
    none = ss.in_family(compared, "source_types", groups=GROUPS[:0])
    both = ss.in_family(compared, "source_types", groups=GROUPS)
    assert set(none["family_share"]) == {share} and set(both["family_share"]) == {share / 2}


def test_fewer_than_two_groups_are_not_compared(scores: pd.DataFrame) -> None:
    for groups in (GROUPS[:0], GROUPS[:2]):
        made = ss.compare_groups({"source_types": scores}, groups)
        assert made.empty and "No two groups" in made.attrs["note"]
    assert ss.compare_groups({"source_types": schema.empty("scores")}, GROUPS).empty


def test_what_is_no_table_of_groups_or_of_a_report_is_refused(scores: pd.DataFrame) -> None:
    with pytest.raises(WrongUse, match="Expected a table such as `corpus.groups`"):
        ss.compare_groups({"source_types": scores}, GROUPS[["outlet"]])
    with pytest.raises(WrongUse, match="Invalid `scores`: 'sources'"):
        ss.compare_groups({"sources": scores}, GROUPS)
