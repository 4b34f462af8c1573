"""A small corpus of our own sentences: three outlets, two articles each, one event."""

import math
from pathlib import Path

import pandas as pd
import pytest
from scipy import optimize, stats

Units = list[tuple[float, float]]

ATACMS = Path(__file__).resolve().parent.parent / "data" / "atacms"

STORIES = [
    ("gazette-1", "Gazette", "Bridge closes early",
     "The old bridge closed on Monday after two cracks were found. Engineers called the damage serious.\n"
     "“We could not wait any longer,” said Ms. Okoye, the mayor. Ferries will run every hour until the spring."),
    ("gazette-2", "Gazette", "Ferries fill the gap",
     "Ferries carried nine thousand people on Tuesday. The mayor praised the crews and thanked the town.\n"
     "A crew member said the boats were old. The bridge stays closed."),
    ("herald-1", "Herald", "Anger over closed bridge",
     "Shopkeepers are furious about the closed bridge and blame the council. Trade has fallen by a third.\n"
     '"Nobody warned us, and nobody will pay for this," said the owner of a bakery. The council denies the claim.'),
    ("herald-2", "Herald", "Council under fire",
     "The council faces a bitter fight over the bridge. Critics attacked the mayor for the delay and the cost.\n"
     "Two members of the council demanded an inquiry. The cost of the repair is not known."),
    ("post-1", "Post", "What we know about the bridge",
     "The bridge was built in 1932 and carries 12,000 cars a day. Inspectors found cracks in two beams.\n"
     "Repairs are to last six months, the council said. The ferries are free."),
    ("post-2", "Post", "How a bridge ages",
     "Steel tires under load, and salt makes it worse. The cracks in the bridge grew slowly, inspectors said.\n"
     "Similar bridges were repaired within a year. None of them had to be replaced."),
]  # fmt: skip


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(STORIES, columns=["article_id", "outlet", "headline", "body"])


@pytest.fixture
def table(tmp_path: Path, rows: pd.DataFrame) -> Path:
    path = tmp_path / "bridge.csv"
    rows.to_csv(path, index=False)
    return path


@pytest.fixture
def corpus(table: Path):
    from analysis import read_corpus

    return read_corpus(table)


@pytest.fixture
def notes(corpus):
    from analysis import annotate

    return annotate(corpus)


def moderated_t(mine: Units, theirs: Units) -> tuple[float, float, float, float]:
    """estimate, low, high, p of the difference of two ratios as the formulas read, one unit after the other."""

    def side(units: Units) -> tuple[float, float, float, float]:
        total, size = sum(x for x, _ in units), sum(n for _, n in units)
        count, effective = len(units), size**2 / sum(n * n for _, n in units)
        ratio = total / size
        spread = sum((x - ratio * n) ** 2 for x, n in units)
        return ratio, size, count / (count - 1) * spread / size**2 if count > 1 else math.nan, effective

    (r1, n1, v1, e1), (r2, n2, v2, e2) = side(mine), side(theirs)
    d1, d2 = e1 - 1, e2 - 1
    if not v1 + v2 > 1e-14:
        return r1 - r2, math.nan, math.nan, math.nan
    pooled = (v1 * n1**2 * d1 / e1 + v2 * n2**2 * d2 / e2) / (d1 + d2) * (e1 + e2) / (n1 + n2)
    lent1, lent2 = min(8 * d1, d2), min(8 * d2, d1)
    m1, m2 = (d1 * v1 + lent1 * pooled / n1) / (d1 + lent1), (d2 * v2 + lent2 * pooled / n2) / (d2 + lent2)
    df = min((m1 + m2) ** 2 / (m1**2 / (d1 + lent1) + m2**2 / (d2 + lent2)), e1 + e2 - 2)
    bar, t = stats.t.ppf(0.975, df), abs(r1 - r2) / math.sqrt(m1 + m2)
    total = sum(x for x, _ in mine + theirs)

    def rejected(delta: float) -> float:
        """Above 0 where the test at this difference rejects."""
        size, borrowed = (
            (n2, lent1 * pooled / n1 / (d1 + lent1)) if delta > 0 else (n1, lent2 * pooled / n2 / (d2 + lent2))
        )
        return abs(r1 - r2 - delta) - bar * math.sqrt(m1 + m2 + 2 * abs(delta) * borrowed * size / total)

    low, high = (optimize.brentq(rejected, r1 - r2, r1 - r2 + far, xtol=1e-14) for far in (-1e6, 1e6))
    return r1 - r2, low, high, 2 * stats.t.sf(t, df)


@pytest.fixture(scope="session")
def plain_t():
    return moderated_t


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first; tests of the five texts only where the texts are."""
    items.sort(key=lambda item: "slow" in item.keywords)
    if not any((ATACMS / "text").glob("*.txt")):
        skip = pytest.mark.skip(reason="the five texts are not in data/atacms/text")
        for item in items:
            if "text" in item.keywords:
                item.add_marker(skip)
