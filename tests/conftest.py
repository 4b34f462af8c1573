"""A small corpus of our own sentences: three outlets, two articles each, one event."""

import itertools
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


def permutation_t(mine: Units, theirs: Units, *, normal: bool = False) -> tuple[float, float, float, float]:
    """estimate, low, high, p of the difference of two ratios, by going through every permutation of the units; or, as
    for normal residuals, by Student's t distribution."""
    units, size = mine + theirs, len(mine)
    sums = [(sum(x for x, _ in side), sum(n for _, n in side)) for side in (mine, theirs)]
    (x1, n1), (x2, n2) = sums
    estimate, rate = x1 / n1 - x2 / n2, (x1 + x2) / (n1 + n2)
    residuals = [x - rate * n for x, n in units]
    total = size * len(theirs) / len(units) * sum(e * e for e in residuals)
    share = sum(residuals[:size]) ** 2 / total if total > 1e-12 else 1.0
    if size < 2 or len(theirs) < 2 or share > 1 - 1e-12:
        return estimate, math.nan, math.nan, math.nan
    beta = stats.beta(1 / 2, (len(units) - 2) / 2)
    if not normal:
        squares = [sum(chosen) ** 2 / total for chosen in itertools.combinations(residuals, size)]
        mean, fourth = (sum(t**k for t in squares) / len(squares) for k in (1, 2))
        whole = mean * (1 - mean) / max(fourth - mean**2, 1e-6 * mean**2) - 1
        whole = min(max(whole, 1.5), 25 * (len(units) - 1))
        beta = stats.beta(mean * whole, (1 - mean) * whole)
    bar = beta.ppf(0.95)
    se = math.sqrt(total * (1 - share) / (len(units) - 2)) * (1 / n1 + 1 / n2)

    def rejected(delta: float) -> float:
        """Above 0 where the test at this difference rejects."""
        others, words = (len(theirs), n2) if delta > 0 else (size, n1)
        grown = se**2 * (1 + 2 * abs(delta) * others / len(units) * words / (x1 + x2))
        return (estimate - delta) ** 2 - (len(units) - 2) * bar / (1 - bar) * grown

    low, high = (optimize.brentq(rejected, estimate, estimate + far, xtol=1e-14) for far in (-1e6, 1e6))
    return estimate, low, high, beta.sf(share)


@pytest.fixture(scope="session")
def plain_t():
    return permutation_t


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first; tests of the five texts only where the texts are."""
    items.sort(key=lambda item: "slow" in item.keywords)
    if not any((ATACMS / "text").glob("*.txt")):
        skip = pytest.mark.skip(reason="the five texts are not in data/atacms/text")
        for item in items:
            if "text" in item.keywords:
                item.add_marker(skip)
