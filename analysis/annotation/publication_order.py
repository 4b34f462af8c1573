"""Which article was certainly published before which."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.io.publication_times import to_utc

_HOUR, _DAY = 3_600.0, 86_400.0
# Local time is at most this much ahead of UTC, and behind it.
_AHEAD, _BEHIND = 14 * _HOUR, 12 * _HOUR


@hides_content
class PublicationTimes(NamedTuple):
    """Between which moments articles were published; arrays of shape (n_articles,), in seconds since 1970.

    zoned: whether the zone is known; first, last: as given; earliest, latest: in UTC. NaN where nothing is known.
    """

    zoned: NDArray[np.bool_]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    earliest: NDArray[np.float64]
    latest: NDArray[np.float64]

    def before(self, rows: NDArray[np.int64] | slice = slice(None)) -> NDArray[np.bool_]:
        """Return which of some articles was published before which; see `published_before`."""
        chosen = np.arange(len(self.zoned))[rows]
        one, two = np.meshgrid(chosen, chosen, indexing="ij")
        return self.pairs_before(one, two)

    def pairs_before(self, one: NDArray[np.int64], two: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return whether each of some articles was certainly published before another one."""
        as_given = self.last[one] < self.first[two]
        in_utc = self.latest[one] < self.earliest[two]
        found: NDArray[np.bool_] = np.where(~self.zoned[one] & ~self.zoned[two], as_given, in_utc)
        return found


def publication_times(articles: pd.DataFrame) -> PublicationTimes:
    """Return between which moments articles were published.

    Parameters
    ----------
    articles : pandas.DataFrame
        With the columns published and published_given.

    Returns
    -------
    PublicationTimes
    """
    given = articles["published_given"].fillna("").astype("str")
    utc = _seconds(articles["published"])
    clock, day = _seconds(to_utc(given + "Z")), _seconds(to_utc(given + " 00:00 UTC"))
    zoned = ~np.isnan(utc)
    first = np.where(np.isnan(clock), day, clock)
    last = np.where(np.isnan(clock), day + _DAY - 1, clock)
    earliest, latest = np.where(zoned, utc, first - _AHEAD), np.where(zoned, utc, last + _BEHIND)
    return PublicationTimes(zoned, first, last, earliest, latest)


def published_before(articles: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which articles were certainly published before which.

    Times without a zone are compared with each other as they are given, and a day without a time is compared as a
    whole: of two articles of one day it is not known which was first. A time without a zone is compared with one that
    has a zone by the earliest and the latest moment that it can mean.

    Parameters
    ----------
    articles : pandas.DataFrame
        With the columns published and published_given.

    Returns
    -------
    array of bool, shape (n_articles, n_articles)
        Whether the article of the row was published before that of the column; False where either is not known.
    """
    return publication_times(articles).before()


def _seconds(times: pd.Series) -> NDArray[np.float64]:
    """Return times in seconds since 1970; NaN where there is none."""
    seconds: NDArray[np.float64] = ((times - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1)).to_numpy(np.float64)
    return seconds
