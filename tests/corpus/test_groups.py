"""The groups of outlets that a table gives."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import read_corpus
from analysis.corpus.corpus import Corpus
from analysis.corpus.working_copy import write_working_copy
from analysis.exceptions import WrongUse

BODY = "The council met on day {} of the dispute. Nobody in the ward was told of the plan."


def read(folder: Path, column: str, groups: list[str], **given: str) -> Corpus:
    outlets = ["Post", "Star", "Echo", "Post"]
    rows = pd.DataFrame({"outlet": outlets, "body": [BODY.format(i) for i in range(4)], column: groups})
    rows.to_csv(folder / "a.csv", index=False)
    return read_corpus(folder / "a.csv", **given)


def pairs(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.groups["outlet"], corpus.groups["group"], strict=True))


def test_no_column_no_groups(tmp_path: Path) -> None:
    assert read(tmp_path, "country", ["x", "y", "y", "x"]).groups.empty


def test_the_column_group_is_used_and_another_one_where_it_is_named(tmp_path: Path) -> None:
    values = ["north", "south", "", "north"]
    expected = {"Post": "north", "Star": "south"}
    assert pairs(read(tmp_path, "group", values)) == expected
    named = read(tmp_path, "Country", values, group="Country")
    assert pairs(named) == expected and set(named.groups["column"]) == {"Country"}


def test_a_group_that_is_a_number_is_named_with_its_column(tmp_path: Path) -> None:
    groups = pairs(read(tmp_path, "leaning", ["0", "4", "4", "0"], group="leaning"))
    assert groups == {"Echo": "leaning 4", "Post": "leaning 0", "Star": "leaning 4"}


def test_an_outlet_of_several_groups_is_refused_where_the_column_is_named(tmp_path: Path) -> None:
    several = ["north", "south", "south", "south"]
    corpus = read(tmp_path, "group", several)
    assert corpus.groups.empty and any("several groups" in note for note in corpus.notes)
    with pytest.raises(WrongUse, match="Invalid `group`: 'group' gives several groups to 'Post'. Expected one each."):
        read(tmp_path, "group", several, group="group")


def test_a_copy_keeps_the_groups_and_refuses_others(tmp_path: Path) -> None:
    corpus = read(tmp_path, "country", ["x", "y", "y", "x"], group="country")
    copy = write_working_copy(corpus, tmp_path / "copy")
    pd.testing.assert_frame_equal(read_corpus(copy, group="country").groups, corpus.groups)
    with pytest.raises(WrongUse, match="The bundle was made with the column 'country'; make another one."):
        read_corpus(copy, group="owner")
