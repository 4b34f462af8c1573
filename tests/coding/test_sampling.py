"""Samples to code."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as ss
from analysis.coding.sampling import allotted
from analysis.exceptions import NeedsText, WrongUse


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(1, 60))
def test_strata_get_as_many_as_each_other_or_all_they_have(sizes: list[int], n: int) -> None:
    n = min(n, sum(sizes))
    given_ = pd.Series(sizes, [f"s{i}" for i in range(len(sizes))])
    made = allotted(given_, n)
    assert sum(made.values()) == n
    assert all(made[name] <= size for name, size in given_.items())
    most = max(made.values())
    assert all(made[name] >= most - 1 or made[name] == size for name, size in given_.items())


def test_probabilities_by_hand(town) -> None:
    """60 articles of three outlets, 20 each; 12 drawn: 4 of 20 an outlet."""
    made = ss.coding.sample(town[0], 12, overlap=0.5)
    assert made["probability"].tolist() == [0.2] * len(made)
    items = made.drop_duplicates("article_id")
    assert items["outlet"].value_counts().to_dict() == {"Gazette": 4, "Herald": 4, "Post": 4}
    assert made["article_id"].value_counts().eq(2).sum() == 6
    assert made["code"].eq("").all()


def test_every_item_is_drawn_as_often_as_its_probability_says(town) -> None:
    drawn = pd.concat(
        [ss.coding.sample(town[0], 30, overlap=0, by="event", seed=seed).assign(seed=seed) for seed in range(40)]
    )
    often = drawn["article_id"].value_counts().reindex(town[0].corpus.articles["article_id"]).to_numpy() / 40
    said = drawn.drop_duplicates(["article_id", "event"]).set_index("article_id")["probability"]
    told = said.groupby(level=0).first().reindex(town[0].corpus.articles["article_id"]).to_numpy()
    assert np.abs(often - told).max() < 0.35
    assert abs(often.mean() - 0.5) < 1e-9


def test_the_same_seed_draws_the_same(town) -> None:
    one, two = (ss.coding.sample(town[0], 12, seed=4) for _ in range(2))
    assert one.equals(two)
    assert not one.equals(ss.coding.sample(town[0], 12, seed=5))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"n": 61}, r"Invalid `n`: 61. Expected a whole number from 3 to 60 \(at least one per outlet\)."),
        ({"n": 2}, "Invalid `n`: 2."),
        ({"n": 0, "by": "none"}, "Invalid `n`: 0. Expected a whole number from 1 to 60."),
        ({"n": 10**5000}, "Invalid `n`: a whole number of 16,610 bits"),
        ({"overlap": float("nan")}, "Invalid `overlap`: nan. Expected a number from 0 to 1."),
        ({"seed": 2**63}, "Invalid `seed`: 9223372036854775808"),
        ({"by": "day"}, "Invalid `by`: 'day'. Expected 'outlet', 'event' or 'none'."),
        ({"overlap": 2}, "Invalid `overlap`: 2. Expected a number from 0 to 1."),
    ],
)
def test_what_cannot_be_drawn_is_said(town, words: dict, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        ss.coding.sample(town[0], **words)


def test_a_bundle_without_text_is_told(bundled) -> None:
    with pytest.raises(NeedsText):
        ss.coding.sample(bundled, 3)


def test_spreadsheets_open_it_and_run_nothing(tmp_path) -> None:
    table = pd.DataFrame({"article_id": ["=1+1", "b"], "code": "money", "coder": "A", "text": ["@SUM(A1)", "Öre\nnow"]})
    path = ss.coding.write_sample(table, tmp_path / "s.csv")
    assert path.read_bytes().startswith("\ufeff".encode())
    back = pd.read_csv(path)
    assert back["article_id"].tolist() == ["'=1+1", "b"]
    assert back["text"].tolist() == ["'@SUM(A1)", "Öre\nnow"]
    with pytest.raises(WrongUse, match="is a folder; name a file"):
        ss.coding.write_sample(table, tmp_path)


def test_what_is_written_can_be_read_back_coded(town, tmp_path) -> None:
    notes, _ = town
    drawn = ss.coding.sample(notes, 12, segments=True)
    path = ss.coding.write_sample(
        drawn.assign(code="none").assign(code=["money", *["none"] * (len(drawn) - 1)]), tmp_path / "s.csv"
    )
    codings = ss.coding.read_codes(path, notes)
    assert codings.codes == ("money",)
    assert len(codings.items) == 12
    assert (codings.probability > 0).all()
