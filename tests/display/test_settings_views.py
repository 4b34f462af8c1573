"""In how many settings a claim of the front page holds."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.display import describe
from tests.display.test_front_page import clear

NO_FACTS = schema.empty("facts_in_brief")


@pytest.fixture
def settings() -> pd.DataFrame:
    difference = clear().iloc[0]
    rows = pd.DataFrame({
        "setting": ["as reported", "in the whole article", "without <b>"], "holds": ["yes", "yes", "no"],
        "estimate": [0.18, 0.1, 0.02], "low": [0.1, 0.05, -0.01], "high": [0.2, 0.15, 0.05], "p": [0.001, 0.01, 0.4],
    })  # fmt: skip
    named = {name: difference[name] for name in ("measure", "item", "outlet", "against")}
    return schema.typed(rows.assign(**named, n_articles=3, n_articles_against=6, unit="article"), "other_settings")


def test_a_claim_says_in_which_settings_it_holds(settings: pd.DataFrame) -> None:
    other = settings.assign(outlet="Herald")
    shown = describe.first_claims(NO_FACTS, [clear()], [other, settings]).data
    assert '<span class="holds">Holds in 1 of 2 other settings; not without &lt;b&gt;.</span>' in shown
    assert "Holds" not in describe.first_claims(NO_FACTS, [clear()], [other]).data


def test_the_claim_is_drawn_under_other_settings(settings: pd.DataFrame, tmp_path: Path) -> None:
    shown = describe.first_difference_in_other_settings([clear()], [settings], tmp_path).data
    assert "holds in 1 of 2 other settings" in shown and (tmp_path / "figures" / "other_settings.png").is_file()
    assert describe.first_difference_in_other_settings([clear(q=0.2)], [settings], tmp_path).data == ""
