"""Where a comparison shows that outlets are equivalent, and where it cannot tell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_number
from analysis._utils.table_notes import note_of, with_note
from analysis.exceptions import WrongUse, excerpt, quoted

# Verdicts, in this order in the table.
DIFFERENT, SMALL, EQUIVALENT, UNKNOWN = VERDICTS = ("different", "small difference", "equivalent", "cannot tell")
# Needed of a table of comparisons.
_NEEDED = ("measure", "item", "outlet", "against", "estimate", "low", "high", "q", "unit", "method", "confidence")
_LARGEST = 1e6


def equivalence(
    comparisons: pd.DataFrame, *, smallest: float | pd.Series, false_discovery_rate: float = schema.FALSE_DISCOVERY_RATE
) -> pd.DataFrame:
    """State of each difference whether it is small enough to call the outlets equivalent.

    A difference with a large q is not evidence of no difference. This function also tests whether the difference is
    smaller than one that would matter.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare`. With ``compare(..., confidence=0.90)`` equivalence is tested at the usual 5 %.
    smallest : float or Series
        The smallest difference that would matter, above 0, in the unit of the column `estimate`: 0.001 is one
        occurrence per 1,000 words, 0.1 is ten percent of segments. A Series item -> difference gives each item its
        own; an item that it lacks is never called equivalent. Choose it before you look at the data.
    false_discovery_rate : float, default 0.05
        A difference counts as shown where its `q` is at most this.

    Returns
    -------
    DataFrame
        One row per row of `comparisons`, sorted by verdict, then in the same order.

        - **measure**, **item**, **outlet**, **against**, **estimate**, **low**, **high**, **q**, **unit**, **method**,
          **confidence**: as given.
        - **smallest**: the smallest difference that would matter.
        - **at_least**: the end of the interval that is nearer to 0, and 0 where the interval contains 0.
        - **at_most**: the outlets are equivalent within ± this: any larger `smallest` gives the verdict.
        - **verdict**: one of

          - *different*: a difference is shown, and it may be one that matters;
          - *small difference*: a difference is shown, and it is smaller than one that would matter;
          - *equivalent*: no difference is shown, and any that there may be is smaller than one that would matter;
          - *cannot tell*: neither is shown. More articles are needed, see `power`.

    Raises
    ------
    WrongUse
        If `comparisons` is not a table from `compare`, or a parameter has a value that is not listed above.

    See Also
    --------
    compare : The comparison.
    power : How many articles a difference needs.

    Notes
    -----
    The rule is that of two one-sided tests [1]_: outlets are equivalent at level α where the confidence interval at
    level 1 − 2α lies inside ± `smallest` [2]_. An interval of 95 % therefore tests equivalence at 2.5 %. The intervals
    of `compare` contain what its test would not reject, so that the rule needs no further assumption. With segments as
    units a verdict describes the articles at hand, as `method` says.

    Each row is a test of its own. Among 100 rows with differences just as large as `smallest`, up to 100 α are called
    equivalent.

    References
    ----------
    .. [1] Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach for assessing
       the equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15.
    .. [2] Lakens (2017), Equivalence tests: a practical primer for t tests, correlations, and meta-analyses, Social
       Psychological and Personality Science 8.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> table = ss.compare(ss.measures.framing(notes), confidence=0.90)
    >>> ss.equivalence(table, smallest=0.25)["verdict"].value_counts().to_dict()
    {'equivalent': 28, 'cannot tell': 12}
    """
    _check_comparisons(comparisons)
    rate = checked_number(false_discovery_rate, "false_discovery_rate", 0, 1)
    margin = _margins(comparisons["item"], smallest)
    low, high, q = (comparisons[name].to_numpy(float) for name in ("low", "high", "q"))
    at_most = np.maximum(np.abs(low), np.abs(high))
    at_least = np.where(low * high > 0, np.minimum(np.abs(low), np.abs(high)), np.where(np.isnan(low), np.nan, 0))
    shown, small = q <= rate, at_most < margin
    verdict = np.select([shown & small, shown, small], [SMALL, DIFFERENT, EQUIVALENT], UNKNOWN)
    rows = comparisons.assign(smallest=margin, at_least=at_least, at_most=at_most, verdict=verdict)
    order = pd.Series(verdict).map(VERDICTS.index).argsort(kind="stable")
    return with_note(schema.typed(rows.iloc[order], "equivalences"), note_of(comparisons))


def _check_comparisons(table: object) -> None:
    if not isinstance(table, pd.DataFrame):
        raise WrongUse(f"Invalid `comparisons`: {excerpt(table)}. Expected a table that `compare` returns.")
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        raise WrongUse(f"Invalid `comparisons`: no column {quoted(missing)}. Expected a table that `compare` returns.")


def _margins(items: pd.Series, smallest: float | pd.Series) -> np.ndarray:
    """Return the smallest difference of interest of each row."""
    if not isinstance(smallest, pd.Series):
        number = checked_number(smallest, "smallest", 0, _LARGEST)
        if number == 0:
            raise WrongUse("Invalid `smallest`: 0. Expected the smallest difference that would matter, above 0.")
        return np.full(len(items), number)
    if not smallest.index.is_unique or not pd.api.types.is_numeric_dtype(smallest) or not (smallest > 0).all():
        raise WrongUse(
            "Invalid `smallest`: the Series contains something else. Expected each item once, with a number above 0."
        )
    margins: np.ndarray = items.map(smallest).to_numpy(float)
    return margins
