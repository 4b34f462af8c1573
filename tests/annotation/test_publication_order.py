import numpy as np
import pandas as pd
import pytest

from analysis.annotation.publication_order import published_before
from analysis.io.publication_times import to_utc


def before(one: str, two: str) -> list[bool]:
    """Whether the first is before the second, and the second before the first."""
    given = pd.Series([one, two], dtype="str")
    known = published_before(pd.DataFrame({"published_given": given, "published": to_utc(given)}))
    assert not known.diagonal().any()
    return [bool(known[0, 1]), bool(known[1, 0])]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("2025-03-03T08:40Z", "2025-03-03T09:00Z", True),
        ("2025-03-03T09:30+02:00", "2025-03-03T08:00Z", True),
        ("2025-03-03T08:40", "2025-03-03T09:00", True),  # as given
        ("2025-03-03", "2025-03-04", True),
        ("2025-03-03", "2025-03-03", False),
        ("2025-03-03", "2025-03-03T23:00", False),
        ("2025-03-03", "2025-03-04T00:10", True),
        # A time without a zone can be 14 hours earlier in UTC, or 12 hours later.
        ("2025-03-03T08:00", "2025-03-03T20:30Z", True),
        ("2025-03-03T08:00", "2025-03-03T19:30Z", False),
        ("2025-03-03T08:00Z", "2025-03-03T21:00", False),
        ("2025-03-03T08:00Z", "2025-03-03T22:30", True),
        ("", "2025-03-04", False),
        ("soon", "2025-03-04", False),
    ],
)
def test_order_of_two_times(one: str, two: str, expected: bool) -> None:
    assert before(one, two) == [expected, False]


def test_no_article() -> None:
    none = pd.Series([], dtype="str")
    assert published_before(pd.DataFrame({"published_given": none, "published": to_utc(none)})).shape == (0, 0)


def test_missing_times_are_not_known() -> None:
    given = pd.Series([pd.NA, pd.NA], dtype="str")
    table = pd.DataFrame({"published_given": given, "published": to_utc(given.fillna(""))})
    assert not np.any(published_before(table))
