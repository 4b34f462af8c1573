"""Tables of 2 × 2 counts, for all tests of measures that take a, b, n_a and n_b."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import strategies as st

TOY_B = {  # d1 = a a a b b c c c c c c d e f g h h; d2 = a a b c c d d d d e f h
    "g": (1, 0), "c": (6, 2), "b": (2, 1), "h": (2, 1), "a": (3, 2), "e": (1, 1), "f": (1, 1), "d": (1, 4)
}  # fmt: skip


@pytest.fixture(scope="session")
def toy_a() -> tuple[int, int, int, int]:
    """Feature b of two documents: d1 = b x 7, a x 3; d2 = a x 7, b x 2."""
    return 7, 2, 10, 9


@pytest.fixture(scope="session")
def toy_b() -> dict[str, tuple[int, int, int, int]]:
    """Table of each letter of two documents."""
    return {letter: (a, b, 17, 12) for letter, (a, b) in TOY_B.items()}


@st.composite
def _tables(draw: st.DrawFn, most: int = 60) -> tuple[int, int, int, int]:
    n_a, n_b = draw(st.integers(1, most)), draw(st.integers(1, most))
    a, b = draw(st.integers(0, n_a)), draw(st.integers(0, n_b))
    if a + b == 0 or a + b == n_a + n_b:
        a, n_a = a + 1, n_a + 2
    return a, b, n_a, n_b


@pytest.fixture(scope="session")
def tables() -> st.SearchStrategy[tuple[int, int, int, int]]:
    """Small tables in which the item occurs, and other items too."""
    return _tables()


@pytest.fixture(scope="session")
def random_tables() -> Callable[..., np.ndarray]:
    """Return a function that draws tables, of shape (4, tables)."""

    def draw(rows: int = 300, seed: int = 1) -> np.ndarray:
        rng = np.random.default_rng(seed)
        n_a, n_b = rng.integers(2, 400, rows), rng.integers(2, 400, rows)
        rate = rng.uniform(0, 0.3, rows)
        a, b = rng.binomial(n_a, rate), rng.binomial(n_b, rate)
        return np.array([t for t in zip(a, b, n_a, n_b, strict=True) if 0 < t[0] + t[1] < t[2] + t[3]]).T

    return draw
