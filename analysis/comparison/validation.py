"""Checks of the scores and parameters of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.membership import are_among
from analysis._utils.number_parameters import checked_confidence
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.schema import ALL, EACH, REST

CORRECTIONS = ("bh", "maxt", "bonferroni", None)
# Fewer than 20 relabelings cannot give an error of 5 %.
LEAST_RELABELINGS, MOST_RELABELINGS = 20, 1_000_000
MOST_SEGMENTS = 1_000_000
GROUPINGS = ("outlet", "event")


def check_voice(voice: str | None) -> None:
    """Check the voice that is compared.

    Parameters
    ----------
    voice : str or None

    Raises
    ------
    WrongUse
    """
    checked_choice(voice, "voice", (*schema.VOICES, ALL, None))


def check_against(against: str, outlets: Sequence[str], keywords: tuple[str, ...] = (REST,)) -> None:
    """Check the name of the other side.

    Parameters
    ----------
    against : str
    outlets : sequence of str
        Outlets to choose from.
    keywords : tuple of str
        Keywords to choose from.

    Raises
    ------
    WrongUse
    """
    checked_choice(against, "against", (*keywords, *outlets))


def check_outlets(outlets: Sequence[str]) -> None:
    """Check that there are two sides to compare, and that no outlet has the name of a keyword.

    Parameters
    ----------
    outlets : sequence of str

    Raises
    ------
    WrongUse
    """
    if len(outlets) < 2:
        raise WrongUse(f"A comparison needs at least two outlets; found {quoted(outlets)}.")
    check_names(outlets)


def check_names(outlets: Iterable[str]) -> None:
    """Check that no outlet has the name of a keyword of `against`.

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
            f"The outlet {quoted(taken)} has the name of a keyword of `against`: 'rest' stands for all other outlets, "
            "'each' for all pairs. Spell it differently in the table, such as 'Rest'."
        )


def check_one_measure(scores: pd.DataFrame, function: str) -> str:
    """Check that scores are of one measure.

    Parameters
    ----------
    scores : DataFrame
    function : str
        Name of the function that takes them, for the message.

    Returns
    -------
    str
        The measure.

    Raises
    ------
    WrongUse
    """
    check_scores(scores)
    measures = scores["measure"].unique()
    if len(measures) != 1:
        raise WrongUse(f"{function} takes the scores of one measure; these are of {quoted(measures)}.")
    return str(measures[0])


def check_use(
    scores: pd.DataFrame,
    *,
    against: str | pd.Series = REST,
    voice: str | None = None,
    unit: str = "auto",
    confidence: float = 0.95,
) -> None:
    """Check scores and parameters of a comparison.

    Parameters
    ----------
    scores, against, voice, unit, confidence
        As in `compare`.

    Raises
    ------
    WrongUse
    """
    check_scores(scores)
    check_one_measure(scores, "compare")
    outlets = sorted(scores["outlet"].unique())
    if isinstance(against, pd.Series):
        _check_reference(against)
        if unit == "event":
            raise WrongUse("Invalid `unit`: 'event'. A reference list has no events; expected 'article' or 'segment'.")
        if unit == "outlet":
            raise WrongUse("Invalid `unit`: 'outlet'. A reference list is no outlet; expected 'article' or 'segment'.")
        check_names(outlets)
    else:
        check_outlets(outlets)
        check_against(against, outlets, (REST, EACH))
    check_voice(voice)
    checked_choice(unit, "unit", ("auto", *schema.UNITS))
    checked_confidence(confidence)


def checked_labels(scores: pd.DataFrame, labels: str | pd.Series, name: str, unit: str = "auto") -> pd.Series:
    """Return the label of each article.

    Parameters
    ----------
    scores : DataFrame
    labels : str or Series
        A column of the scores, or article_id -> label.
    name : str
        Name of the parameter.
    unit : str
        As in `compare`.

    Returns
    -------
    Series
        article_id -> label; articles without one are not there.

    Raises
    ------
    WrongUse
        If there is no such column, an article has two labels, no article has one, or the unit is not of articles.
    """
    if unit not in ("auto", "article"):
        raise WrongUse(f"Invalid `unit`: {excerpt(unit)}. With `{name}`, expected 'auto' or 'article'.")
    if isinstance(labels, str):
        if labels not in scores:
            raise WrongUse(f"Invalid `{name}`: the scores have no column {excerpt(labels)}.")
        pairs = scores[["article_id", labels]].drop_duplicates()
        labels = pd.Series(pairs[labels].to_numpy(), index=pairs["article_id"].to_numpy())
    elif not isinstance(labels, pd.Series):
        raise WrongUse(f"Invalid `{name}`: {excerpt(labels)}. Expected a column of the scores or a Series.")
    labels = labels[labels.notna() & (labels != "") & are_among(labels.index, scores["article_id"].unique())]
    if labels.empty or labels.index.has_duplicates:
        found = "an article has two labels" if len(labels) else "no article of the scores has a label"
        raise WrongUse(f"Invalid `{name}`: {found}. Expected one label per article_id.")
    return labels


def check_strata(strata: Sequence[object], unit: str, correction: str | None, against: str | pd.Series) -> None:
    """Check that a comparison within strata is possible.

    Parameters
    ----------
    strata : sequence
    unit, correction, against
        As in `compare`.

    Raises
    ------
    WrongUse
    """
    if not strata:
        return
    if unit not in ("auto", "article"):
        raise WrongUse(f"Invalid `unit`: {excerpt(unit)}. With `adjust` or groups, expected 'auto' or 'article'.")
    if correction == "maxt" or not isinstance(against, str):
        raise WrongUse("With `adjust` or groups, expected the correction 'bh' or 'bonferroni' and no reference list.")


def check_scores(scores: object) -> None:
    """Check that scores are a table with the columns of scores.

    Parameters
    ----------
    scores : object

    Raises
    ------
    WrongUse
    """
    if not isinstance(scores, pd.DataFrame):
        raise WrongUse(f"Invalid `scores`: {excerpt(scores)}. Expected a table that a measure returns.")
    missing = [name for name in schema.columns("scores") if name not in scores]
    if missing:
        raise WrongUse(
            f"Invalid `scores`: the table has no column {quoted(missing)}. Expected a table that a measure returns."
        )


def _check_reference(counts: pd.Series) -> None:
    """Check that a reference list contains counts. Raise WrongUse if not."""
    if not pd.api.types.is_numeric_dtype(counts) or not counts.ge(0).all() or not 0 < counts.sum() < np.inf:
        raise WrongUse(
            "Invalid `against`: the reference list contains no counts. Expected a Series item -> count, with no count "
            "below 0 and at least one above 0."
        )


def check_correction(correction: str | None, unit: str, against: str | pd.Series) -> None:
    """Check the correction for the number of tests.

    Parameters
    ----------
    correction, against
        As in `compare`.
    unit : str
        What varies by chance, not 'auto'.

    Raises
    ------
    WrongUse
    """
    checked_choice(correction, "correction", CORRECTIONS)
    if correction == "maxt" and (unit in ("segment", "outlet") or not isinstance(against, str)):
        raise WrongUse(
            "Invalid `correction`: 'maxt' permutes articles between outlets, which is not possible with segments or "
            "outlets as units or a reference list. Expected 'bh' or 'bonferroni'."
        )


def unit_of_articles(measure: str, least: int, unit: str, *, several_events: bool) -> str:
    """Return what varies by chance where articles are counted.

    Parameters
    ----------
    measure : str
    least : int
        Segments of an article that must have the item.
    unit : str
        As in `compare`.
    several_events : bool
        Whether the articles are of several events.

    Returns
    -------
    str
        'event' or 'article'.

    Raises
    ------
    WrongUse
        If articles cannot be counted for this measure or unit.
    """
    counted = [name for name in schema.MEASURES if name + schema.ARTICLES in schema.MEASURES]
    if measure not in counted:
        raise WrongUse(
            f"Invalid `articles_with`: {least} for the scores of '{measure}'. Articles can be counted for "
            f"{quoted(counted)}."
        )
    if unit in ("segment", "outlet"):
        raise WrongUse(f"Invalid `unit`: '{unit}'. `articles_with` counts articles; expected 'article' or 'auto'.")
    return ("event" if several_events else "article") if unit == "auto" else unit
