"""One family of tests for several tables."""

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis.comparison.family import REPORT_SHARES, in_family
from analysis.exceptions import WrongUse

HALVES = {"one": 0.5, "other": 0.5}


@pytest.fixture
def compared(notes) -> pd.DataFrame:
    return ss.compare(ss.measures.terms(notes, min_count=1))


def test_a_family_of_one_table_is_that_table(compared: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(in_family(compared, "one", shares={"one": 1.0}), compared)


def test_q_by_hand(compared: pd.DataFrame) -> None:
    made = in_family(compared.head(3).assign(q=[0.01, 0.04, 0.9]), "one", shares={"one": 0.25, "other": 0.75})
    assert sorted(made["q"]) == pytest.approx([0.04, 0.16, 1])
    assert set(made["family_share"]) == {0.25}
    assert made.attrs == compared.attrs


def test_findings_come_first_then_what_differs_most_at_least(compared: pd.DataFrame) -> None:
    rows = compared.head(4).assign(
        item=list("abcd"), low=[0.1, 0.3, -0.9, -0.1], high=[0.5, 0.4, -0.2, 0.1], p=[0.001, 0.002, 0.02, 0.5],
        q=[0.002, 0.004, 0.03, 0.9],
    )  # fmt: skip
    assert list(in_family(rows, "one", shares={"one": 1.0})["item"]) == ["b", "c", "a", "d"]
    assert list(in_family(rows, "one", shares=HALVES)["item"]) == ["b", "a", "c", "d"]


def test_a_report_spends_the_whole_error_rate_and_no_more() -> None:
    # The table of corrected shares has two families.
    assert sum(REPORT_SHARES.values()) + REPORT_SHARES["corrected"] == pytest.approx(1)


def test_findings_where_nothing_differs_are_rare_over_all_tables(compared: pd.DataFrame) -> None:
    rng, reports = np.random.default_rng(1), 300
    shares = {"terms": 0.5, "framing": 0.3, "sentiment": 0.2}
    # The rows of all reports go through one call; each report has its own q.
    rows = compared.iloc[np.zeros(50 * reports, int)].assign(item=np.repeat(np.arange(reports), 50).astype(str))
    found = set[str]()
    for name in shares:
        q = np.concatenate([ss_q(rng.random(50)) for _ in range(reports)])
        table = in_family(rows.assign(q=q), name, shares=shares)
        found |= set(table.loc[table["q"] <= 0.05, "item"])
    # 0.05 and three standard errors.
    assert 0.01 < len(found) / reports < 0.05 + 3 * 0.0126


def ss_q(p: np.ndarray) -> np.ndarray:
    """Benjamini & Hochberg's q by its definition."""
    at_most = (p <= p[:, None]).sum(1)
    return np.array([(len(p) * p / at_most)[p >= one].min() for one in p])


@pytest.mark.parametrize(
    ("name", "shares", "told"),
    [
        ("three", HALVES, "Invalid `table`: 'three'. Expected one of the family, 'one', 'other'."),
        ("one", {"one": 0.6, "other": 0.6}, "Expected positive numbers with a sum of at most 1."),
        ("one", {"one": 0.0}, "Expected positive numbers with a sum of at most 1."),
    ],
)
def test_wrong_use(compared: pd.DataFrame, name: str, shares: dict[str, float], told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        in_family(compared, name, shares=shares)


def test_a_table_is_corrected_once(compared: pd.DataFrame) -> None:
    once = in_family(compared, "one", shares=HALVES)
    with pytest.raises(WrongUse, match="q is corrected for a family already"):
        in_family(once, "one", shares=HALVES)
    with pytest.raises(WrongUse, match="Expected a table that `compare` returns"):
        in_family(compared[["item"]], "one", shares=HALVES)
