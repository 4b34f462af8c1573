"""What a comparison can be asked for: keywords, and checks of what is given."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_confidence
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.schema import ALL, EACH, REST


def check_names(outlets: Iterable[str]) -> None:
    """Check that no outlet has a name that `against` takes for something else.

    Parameters
    ----------
    outlets : iterable of str
        Outlets, or events where these are compared.

    Raises
    ------
    WrongUse
    """
    taken = [outlet for outlet in outlets if outlet in (REST, EACH)]
    if taken:
        raise WrongUse(
            f"{quoted(taken)} is the name of an outlet, and a keyword of 'against': 'rest' stands for all other "
            "outlets, 'each' for all pairs; write the name in another way in the table, such as 'Rest'"
        )


CORRECTIONS = ("bh", "maxt", "bonferroni", None)
MOST_RELABELINGS = 1_000_000
MOST_SEGMENTS = 1_000_000
GROUPINGS = ("outlet", "event")


def check_use(
    scores: pd.DataFrame,
    *,
    against: str | pd.Series = REST,
    voice: str | None = None,
    unit: str = "auto",
    confidence: float = 0.95,
) -> None:
    """Raises: WrongUse where a comparison of these scores is asked for something that is not there."""
    _check_scores(scores)
    measures = scores["measure"].unique()
    if len(measures) != 1:
        raise WrongUse(f"compare takes the scores of one measure; given were {quoted(measures)}")
    outlets = sorted(scores["outlet"].unique())
    if isinstance(against, pd.Series):
        _check_reference(against)
        if unit == "event":
            raise WrongUse("unit 'event' pairs two sides within events, and a reference list has none; use 'article'")
    elif len(outlets) < 2:
        raise WrongUse(f"a comparison needs two outlets or more; given was {quoted(outlets)}")
    elif against not in (REST, EACH, *outlets):
        raise WrongUse(f"against '{against}' is neither 'rest', 'each' nor an outlet; outlets are {quoted(outlets)}")
    check_names(outlets)
    if voice not in (None, ALL, *schema.VOICES):
        raise WrongUse(f"voice '{voice}' is not one there is; voices are {quoted((*schema.VOICES, ALL))}")
    if unit not in ("auto", *schema.UNITS):
        raise WrongUse(f"unit '{unit}' is not one there is; units are {quoted(('auto', *schema.UNITS))}")
    checked_confidence(confidence)


def _check_scores(scores: object) -> None:
    """Raises: WrongUse where something else than a table of scores is given."""
    if not isinstance(scores, pd.DataFrame):
        raise WrongUse(f"scores must be a table that a measure made; given was {excerpt(scores)}")
    missing = [column.name for column in schema.TABLES["scores"] if column.name not in scores]
    if missing:
        raise WrongUse(f"scores must be a table that a measure made; the one given has no column {quoted(missing)}")


def _check_reference(counts: pd.Series) -> None:
    """Raises: WrongUse where a reference list holds something else than counts."""
    if not pd.api.types.is_numeric_dtype(counts) or not counts.ge(0).all() or not 0 < counts.sum() < np.inf:
        raise WrongUse(
            "the reference list holds no counts; it must be a Series item -> count, none below 0, and one at least "
            "above 0"
        )


def _check_articles(scores: pd.DataFrame, least: int, unit: str, events: bool) -> str:
    """The unit where articles are counted. Raises: WrongUse where they cannot be."""
    measure = scores["measure"].iat[0]
    counted = [name for name in schema.MEASURES if name + schema.ARTICLES in schema.MEASURES]
    if measure not in counted:
        raise WrongUse(
            f"articles_with is a number of segments from 1 up, for the scores of {quoted(counted)}; given were {least} "
            f"and the scores of '{measure}'"
        )
    if unit == "segment":
        raise WrongUse("articles_with counts articles, so unit 'segment' has nothing to vary; use 'article' or 'auto'")
    return ("event" if events else "article") if unit == "auto" else unit
