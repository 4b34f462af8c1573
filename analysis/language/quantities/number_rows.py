"""The numbers of texts, as the tests of what is no figure ask for them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.quantities.matching import Flags, holds
from analysis.language.quantities.number_values import DIGITS

DAY_OF_WEEK = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PERSONS_AFTER = r"^ (?i:people|persons|men|women|children|troops|soldiers|civilians|deaths|homes|jobs|cases)(?-u:\b)"
_ARRAYS = ("value", "priced", "measured", "first", "plain", "bare", "spaced")


@hides_content
class Numbers(NamedTuple):
    """Columns of the numbers, and properties of them that several tests need."""

    written: pl.Series
    left: pl.Series
    right: pl.Series
    value: NDArray[np.float64]
    kind: pl.Series
    priced: Flags  # after the sign of a currency
    measured: Flags
    first: Flags  # at the start of the text
    plain: Flags  # digits without a unit or letters
    bare: Flags  # and without a point or comma
    spaced: Flags  # a blank follows

    def where(self, wanted: Flags) -> Numbers:
        """Select some of the numbers."""
        rows = pl.Series(wanted)
        return Numbers(
            written=self.written.filter(rows),
            left=self.left.filter(rows),
            right=self.right.filter(rows),
            kind=self.kind.filter(rows),
            **{name: getattr(self, name)[wanted] for name in _ARRAYS},
        )

    def of_kinds(self, *kinds: str) -> Flags:
        """Whether each is written in one of some ways."""
        return self.kind.is_in(kinds).to_numpy()


def numbers_of(frame: pl.DataFrame) -> Numbers:
    """Collect the columns.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns written, start, value, currency, kind, measured, left and right.

    Returns
    -------
    Numbers
    """
    measured, written = frame["measured"].to_numpy(), frame["written"]
    plain = (frame["kind"] == DIGITS).to_numpy() & ~measured
    plain = plain & ~holds(written, r"[A-Za-zÀ-ɏ]", plain)
    return Numbers(
        written=written,
        left=frame["left"],
        right=frame["right"],
        value=frame["value"].to_numpy(),
        kind=frame["kind"],
        priced=(frame["currency"] != "").to_numpy(),
        measured=measured,
        first=(frame["start"] == 0).to_numpy(),
        plain=plain,
        bare=plain & ~holds(written, "[.,]", plain),
        spaced=frame["right"].str.starts_with(" ").to_numpy(),
    )
