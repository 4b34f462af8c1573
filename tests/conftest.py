"""A small corpus of our own sentences: three outlets, two articles each, one event."""

import itertools
import math
import signal
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings
from scipy import optimize, stats

# How long a test takes says nothing: the machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

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


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs are registered in a folder of the tests' own, in processes that tests start too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SAMESTORY_STATE", str(tmp_path_factory.mktemp("state")))
        yield


HANDLED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM") if hasattr(signal, name)]


@pytest.fixture(autouse=True)
def _signal_handlers() -> Iterator[None]:
    """A test leaves the handlers of signals as they were; otherwise later tests could not be stopped."""
    before = {number: signal.getsignal(number) for number in HANDLED}
    yield
    changed = [number for number in HANDLED if signal.getsignal(number) != before[number]]
    for number in changed:
        signal.signal(number, before[number])
    assert not changed, f"the test left other handlers of {', '.join(number.name for number in changed)}"


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


Told = tuple[float, float, float, float]


def permutation_t(mine: Units, theirs: Units, *, normal: bool = False) -> Told:
    """estimate, low, high, p of the difference of two ratios, by going through every permutation of the units; or, as
    for normal residuals, by Student's t distribution."""
    units, size = mine + theirs, len(mine)
    (x1, n1), (x2, n2) = (_sums(side) for side in (mine, theirs))
    estimate = x1 / n1 - x2 / n2
    residuals = _residuals(units)
    total = size * len(theirs) / len(units) * sum(e * e for e in residuals)
    share = sum(residuals[:size]) ** 2 / total if total > 1e-12 else 1.0
    if size < 2 or len(theirs) < 2 or share > 1 - 1e-12:
        return estimate, math.nan, math.nan, math.nan
    df, scale = len(units) - 1, 1 / n1 + 1 / n2
    if normal:
        skewness = skewness_of_small_counts(units, size) if x1 + x2 else 0.0
        return _told(estimate, total, share, scale, (mine, theirs), df, (df / 2, skewness))
    drawn = [sum(chosen) for chosen in itertools.combinations(residuals, size)]
    return _told(estimate, total, share, scale, (mine, theirs), df, _shape(drawn, df))


def block_t(events: list[tuple[Units, Units]]) -> Told:
    """The same for the weighted mean of the differences within events, by every permutation of units within events."""
    residuals = [(_residuals(mine + theirs), len(mine)) for mine, theirs in events]
    weights = [a * b / (a + b) for a, b in ((_sums(mine)[1], _sums(theirs)[1]) for mine, theirs in events)]
    observed = sum(sum(some[:size]) for some, size in residuals)
    estimate = observed / sum(weights)
    drawn = [sum(map(sum, one)) for one in itertools.product(*(itertools.combinations(*one) for one in residuals))]
    df = sum(len(some) - 1 for some, _ in residuals)
    total = df * sum(t * t for t in drawn) / len(drawn)
    share = observed**2 / total if total > 1e-12 else 1.0
    if len(events) < 2 or share > 1 - 1e-12:
        return estimate, math.nan, math.nan, math.nan
    sides = [unit for mine, _ in events for unit in mine], [unit for _, theirs in events for unit in theirs]
    return _told(estimate, total, share, 1 / sum(weights), sides, df, _shape(drawn, df))


def _sums(units: Units) -> tuple[float, float]:
    return sum(x for x, _ in units), sum(n for _, n in units)


def _residuals(units: Units) -> list[float]:
    x, n = _sums(units)
    return [one - x / n * words for one, words in units]


def _shape(drawn: list[float], df: int) -> tuple[float, float]:
    """α + β of the beta distribution of the share, and the skewness."""
    second, third, fourth = (sum(t**k for t in drawn) / len(drawn) for k in (2, 3, 4))
    mean = 1 / df
    whole = mean * (1 - mean) / max(fourth / second**2 * mean**2 - mean**2, 1e-6 * mean**2) - 1
    return min(max(whole, min(1.5, df / 2)), 25 * df), third / second**1.5


def _told(
    estimate: float, total: float, share: float, scale: float, sides: tuple[Units, Units], df: int,
    shape: tuple[float, float],
) -> Told:  # fmt: skip
    whole, skewness = shape
    beta, long_tailed = stats.beta(whole / df, whole * (1 - 1 / df)), whole < (1 - 1e-9) * df / 2
    (x1, n1), (x2, n2) = (_sums(side) for side in sides)
    se = math.sqrt(total * (1 - share) / (df - 1)) * scale
    bar, usual = beta.ppf(0.95), stats.norm.isf(0.025)
    bar = (df - 1) * bar / (1 - bar)
    if long_tailed and abs(skewness) > 1e-3:
        bent = optimize.brentq(lambda z: type_three(z, skewness) - 0.05, 0.5, 12)
        most = min(bent**2 / df, 0.999)
        bar = max(bar, (df - 1) * most / (1 - most))
    elif not long_tailed and abs(skewness) > 1e-3:
        more = max(type_three(usual, skewness) / 0.05, 1)
        bar *= (stats.norm.isf(0.025 / more) / usual) ** 2

    def rejected(delta: float) -> float:
        """Above 0 where the test at this difference rejects."""
        others, words = (len(sides[1]), n2) if delta > 0 else (len(sides[0]), n1)
        grown = se**2 * (1 + 2 * abs(delta) * others / len(sides[0] + sides[1]) * words / (x1 + x2))
        return (estimate - delta) ** 2 - bar * grown

    low, high = (optimize.brentq(rejected, estimate, estimate + far, xtol=1e-14) for far in (-1e6, 1e6))
    p, z = beta.sf(share), math.sqrt(share * df)
    if z > 1.5 and abs(skewness) > 1e-3:
        tails = type_three(z, skewness)
        p = max(p, tails) if long_tailed else min(p * max(tails / (2 * stats.norm.sf(z)), 1), 1)
    if p >= 0.05:
        low, high = min(low, 0), max(high, 0)
    return estimate, low, high, p


def skewness_of_small_counts(units: Units, size: int) -> float:
    """The skewness of a sum of residuals of `size` units drawn without replacement, were all counts 0, 1 and 2."""
    x, n, xx, xn, nn = (sum(f(x, n) for x, n in units) for f in (
        lambda x, n: x, lambda x, n: n, lambda x, n: x * x, lambda x, n: x * n, lambda x, n: n * n
    ))  # fmt: skip
    rate, many = x / n, len(units)
    cubes = x + 3 * (xx - x) - 3 * rate * xn * xx / x + 3 * rate**2 * xn**2 / x - rate**3 * nn**2 / n
    squares = sum((x - rate * n) ** 2 for x, n in units)
    part, left = size / many, (many - size) / (many - 1)
    variance = part * left * squares
    # Finite populations: third central moment of a sample total, Cochran (1977), section 2.
    return part * left * (many - 2 * size) / (many - 2) * cubes / variance**1.5 if many > 2 else 0.0


def type_three(z: float, skewness: float) -> float:
    """How likely |T| ≥ z is for a T of that skewness after Pearson's type III."""
    bent = stats.pearson3(min(abs(skewness), 20))
    return bent.sf(z) + bent.cdf(-z)


@pytest.fixture(scope="session")
def plain_t():
    return permutation_t


@pytest.fixture(scope="session")
def plain_block_t():
    return block_t


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first; tests of the five texts only where the texts are."""
    items.sort(key=lambda item: "slow" in item.keywords)
    if not any((ATACMS / "text").glob("*.txt")):
        skip = pytest.mark.skip(reason="the five texts are not in data/atacms/text")
        for item in items:
            if "text" in item.keywords:
                item.add_marker(skip)
