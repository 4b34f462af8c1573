"""A corpus of our own sentences, of two kinds that are easy to tell apart, and the codes of two coders."""

import numpy as np
import pandas as pd
import pytest

from analysis import annotate
from analysis.corpus.from_rows import corpus_of

QUARREL = ["The council and the shopkeepers clashed over the bridge.", "Critics attacked the mayor in a bitter row.",
           "Both sides accused each other of lies.", "Rivals on the board fought over every line."]  # fmt: skip
MONEY = ["The repair will cost nine million crowns.", "Prices of tickets rose by a tenth and profits fell.",
         "The budget of the harbour pays for the loan.", "Investors expect the tax to slow trade."]  # fmt: skip
PLAIN = ["The ferry leaves every hour.", "Rain fell on the harbour in the morning.", "A choir sang at the old quay.",
         "The bridge was built of steel long ago."]  # fmt: skip


def articles(n: int, *, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """n articles, and which of the two codes each has."""
    rng = np.random.default_rng(seed)
    has = pd.DataFrame({"money": rng.random(n) < 0.5, "quarrel": rng.random(n) < 0.4})
    rows = []
    for number, (money, quarrel) in enumerate(has.itertuples(index=False)):
        pool = [*rng.permutation(PLAIN)[:3], *(rng.permutation(MONEY)[:2] if money else []),
                *(rng.permutation(QUARREL)[:2] if quarrel else [])]  # fmt: skip
        body = " ".join(rng.permutation(pool))
        rows.append((f"a{number}", f"event {number % 8}", ("Gazette", "Herald", "Post")[number % 3], body))
    return pd.DataFrame(rows, columns=["article_id", "event", "outlet", "body"]), has


@pytest.fixture(scope="session")
def town():
    """notes of 60 articles, and their codes by coder A."""
    rows, has = articles(60)
    return annotate(corpus_of(rows, "town")), coded(rows["article_id"], has)


@pytest.fixture(scope="session")
def other_town():
    """notes of 40 other articles, and which of the codes each has."""
    rows, has = articles(40, seed=1)
    return annotate(corpus_of(rows, "other town")), has


def coded(ids: pd.Series, has: pd.DataFrame, coder: str = "A") -> pd.DataFrame:
    codes = ["; ".join(has.columns[row]) or "none" for row in has.to_numpy()]
    return pd.DataFrame({"article_id": ids, "code": codes, "coder": coder})
