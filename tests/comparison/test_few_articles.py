"""Outlets with one or two articles, and the table of how much articles of one outlet vary."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import schema
from analysis.comparison.few_articles import between_outlets, check_known, is_known, known_dispersions
from analysis.comparison.score_matrices import by_unit, matrices
from analysis.exceptions import WrongUse


def scores(measure: str, rows: list[tuple]) -> pd.DataFrame:
    """rows: item, outlet, article, then x and n of the article, in ten segments."""
    made = [
        (measure, item, "e", outlet, article, "narration", x, n, 10.0, x * x / 10, x * n / 10, n * n / 10)
        for item, outlet, article, x, n in rows
    ]
    return pd.DataFrame(made, columns=schema.columns("scores"))


def contrasts(measure: str, rows: list[tuple], pairs: list[tuple], voice: str | None = None) -> list:
    table = by_unit(matrices(scores(measure, rows), voice), "outlet")
    labels = table.articles["outlet"].to_numpy()
    return list(between_outlets(table, labels, pairs, 0.95, measure=measure, voice=voice))


def test_the_same_text_differs_in_nothing() -> None:
    (one,) = contrasts("framing", [("war", "A", "a", 3.0, 10.0), ("war", "B", "b", 3.0, 10.0)], [("A", "B")])
    assert one.difference.estimate == 0
    assert one.difference.p == 1
    assert (one.articles, one.articles_against) == (1, 1)


def test_a_frame_by_hand() -> None:
    # A: 8 of 20 in two articles of 10; B: 1 of 20 in one. Mean share .225; Σn²/(Σn)² is 200/400 and 1.
    rows = [("war", "A", "a", 3.0, 10.0), ("war", "A", "b", 5.0, 10.0), ("war", "B", "c", 1.0, 20.0)]
    (one,) = contrasts("framing", rows, [("A", "B")])
    spread = known_dispersions()["framing", "all"].spreads[""]
    variance = 0.225 * 0.775 * (spread.within * (1 / 20 + 1 / 20) + spread.between * (0.5 + 1))
    assert one.difference.estimate == pytest.approx(0.4 - 0.05)
    assert one.difference.se == pytest.approx(np.sqrt(variance))
    scale = stats.t.ppf(0.975, spread.df) / stats.norm.ppf(0.975)
    z = 0.35 / np.sqrt(variance)
    assert one.difference.p == pytest.approx(2 * max(stats.norm.sf(z), stats.t.sf(z * scale, spread.df)))
    assert (one.articles, one.articles_against) == (2, 1)


def test_words_vary_by_the_squared_coefficient_of_variation() -> None:
    rows = [
        (item, outlet, outlet, x, 1000.0)
        for outlet, x in (("A", 10.0), ("B", 2.0))
        for item, x in (("", 0.0), ("boat", x))
    ]
    (one,) = contrasts("terms", rows, [("A", "B")])
    dispersion = known_dispersions()["terms", "all"].spreads[""].between
    assert one.difference.se == pytest.approx(np.sqrt(2 * (0.006 / 1000 + dispersion * 0.006**2)))


def test_rest_is_everyone_else() -> None:
    counts = {"A": 4.0, "B": 1.0, "C": 3.0}
    rest = contrasts("framing", [("war", o, o, x, 10.0) for o, x in counts.items()], [("A", "rest")])
    together = [("war", "A" if o == "A" else "B", o, x, 10.0) for o, x in counts.items()]
    b_and_c = contrasts("framing", together, [("A", "B")])
    assert rest[0].difference.p == pytest.approx(b_and_c[0].difference.p)
    assert (rest[0].articles, rest[0].articles_against) == (1, 2)
    assert rest[0].value_against == pytest.approx(4 / 20)


def test_each_score_of_tone_has_its_own_spread_and_an_unknown_one_is_not_tested() -> None:
    rows = [
        (item, outlet, outlet, x, 20.0)
        for outlet, x in (("A", 4.0), ("B", 1.0))
        for item in ("compound", "neg", "strange")
    ]
    (one,) = contrasts("sentiment", rows, [("A", "B")])
    compound, neg, strange = one.difference.se
    spreads = known_dispersions()["sentiment", "all"].spreads
    assert compound == pytest.approx(np.sqrt(2 * (spreads["compound"].within / 20 + spreads["compound"].between)))
    assert neg == pytest.approx(np.sqrt(2 * (spreads["neg"].within / 20 + spreads["neg"].between)))
    assert np.isnan(strange)


def test_what_is_not_known_is_refused() -> None:
    assert is_known("terms", "all")
    assert not is_known("framing", "headline")
    with pytest.raises(WrongUse, match="Invalid `unit`: 'outlet' for 'hedges' in the voice 'all'"):
        check_known("hedges", None, "outlet")
    with pytest.raises(WrongUse, match="Invalid `unit`: 'outlet' with by='event'"):
        check_known("terms", None, "event")


def test_the_table_holds_numbers_of_measures_and_no_words() -> None:
    for (measure, voice), known in known_dispersions().items():
        assert measure in schema.MEASURES
        assert voice in (*schema.VOICES, "all")
        assert known.model in ("rate", "share", "mean")
        assert set(known.spreads) <= {"", "compound", "neg", "neu", "pos", *schema.VOICES}
        for spread in known.spreads.values():
            assert min(spread.within, spread.between) >= 0
            assert spread.within + spread.between > 0
            assert (known.model == "rate") == np.isnan(spread.df)
