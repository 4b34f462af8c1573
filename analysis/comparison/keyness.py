"""Scores in, effect sizes out: keyness as the field measures it, and how evenly each item is spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis import schema
from analysis._utils.choices import checked_choice, did_you_mean
from analysis._utils.table_notes import as_table, with_note
from analysis.comparison.keyness_measures import LEAST_ARTICLES, MEASURES, OVER_ARTICLES, Sides
from analysis.comparison.score_matrices import Matrices, matrices
from analysis.comparison.sides_and_units import pairs_of
from analysis.comparison.validation import check_use
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.withheld_scores import with_score_notes
from analysis.schema import ALL, REST
from analysis.stats import dispersion

Array = np.ndarray


DEFAULT_MEASURES = tuple(name for name in MEASURES if name in schema.columns("keyness"))


def keyness(
    scores: pd.DataFrame,
    *,
    against: str | pd.Series = REST,
    voice: str | None = None,
    measures: Sequence[str] | None = None,
    outlets: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Compute the keyness measures of each item and outlet, and the dispersion of the item over articles.

    They are effect sizes and rankings to set beside the tested difference of `compare`. Measures of counts take every
    word as drawn independently, which no text is. Measures over articles (text dispersion, Wilcoxon) count articles or
    rank their relative frequencies, so that a word of one article does not become key. They assume articles of similar
    length: a long article contains more different words at the same rates. With 20 articles on each side and no
    difference, 5 % of the words have p < .05 (Wilcoxon); with articles three times as long on one side, 23 %, nearly
    all toward the long side (text dispersion: 6 and 38 %).

    Parameters
    ----------
    scores : DataFrame
        Counts of one measure, such as ``measures.terms(notes)``.
    against : {'rest', 'each'} or str or Series, default 'rest'
        As in `compare`. Over several events, both sides are counted over the events that both cover.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        As in `compare`.
    measures : sequence of str, optional
        Keyness measures to compute. Of counts: 'g2_2term', 'g2_4term', 'g2_williams', 'chi_squared',
        'chi_squared_yates', 'conditional_odds_ratio', 'log_ratio', 'conservative_log_ratio',
        'conservative_log_ratio_normal', 'percent_diff', 'pmi', 'log_odds' and 'log_odds_z'. Over articles:
        'text_dispersion_g2', 'wilcoxon_z', 'wilcoxon_p' (two-sided, not corrected for the number of items) and
        'rank_biserial'. By default all but 'g2_williams', 'conditional_odds_ratio', 'conservative_log_ratio_normal' and
        'wilcoxon_p'.
    outlets : sequence of str, optional
        Outlets to compute them for; the others still count on the other side. By default all.

    Returns
    -------
    DataFrame
        One row per item and pair of sides, highest log-odds z of each outlet first: measure, item, outlet, against; x,
        n, x_against, n_against and the rates per 1,000; one column for each keyness measure; dp_norm, juilland_d, range
        and n_articles over the articles of the outlet, and, ending in '_all', over those of all outlets and events;
        range_against and n_articles_against of the other side. NaN where the counts cannot answer. Measures over
        articles need two articles on both sides; ``attrs["note"]`` names the outlets where they are missing. G² and χ²
        have no sign; the log ratio has it. The probability that an article of the outlet uses the word at the higher
        rate, ties counted half, is (1 + rank_biserial) / 2.

    Raises
    ------
    WrongUse
        As in `compare`, and if the scores are not counts, a measure is not in the list, or no outlet is compared.

    References
    ----------
    Those of the functions in `analysis.stats` of these names, and of `analysis.stats.dispersion`. Log-odds have the
    counts of both sides together as their prior, and the four-term variance (Monroe, Colaresi & Quinn 2008). The
    conservative log ratio is that of Evert (2022), 95 %, Bonferroni over the items of the table. Text dispersion:
    Egbert & Biber (2019). Wilcoxon: normal approximation with corrections for ties and continuity, which is rough
    with fewer than about eight articles on a side; Lijffijt et al. (2016).

    Examples
    --------
    >>> import samestory as ss
    >>> terms = ss.measures.terms(ss.annotate(ss.read_corpus("data/atacms/bundle")))
    >>> table = ss.keyness(terms, measures=["g2_williams", "log_ratio"])
    >>> table.columns[10:12].tolist()
    ['g2_williams', 'log_ratio']
    """
    check_use(scores, against=against, voice=voice)
    for name in measures or ():
        checked_choice(name, "measures", tuple(MEASURES))
    table = matrices(scores, None if voice == ALL else voice)
    _check_counts(scores)
    pairs = _pairs(sorted(set(table.articles["outlet"])), against, outlets)
    sides = _sides(table, pairs)
    names = DEFAULT_MEASURES if measures is None else measures
    columns = {
        **_rates(sides),
        **{name: MEASURES[name](sides, max(len(table.items), 1)) for name in names},
        **_dispersion(table, sides),
    }
    order = np.argsort(-sides.log_odds[1], axis=1, kind="stable")
    items, shape = len(table.items), sides.x.shape
    frame = pd.DataFrame({
        "measure": scores["measure"].iat[0],
        "item": pd.array(table.items, dtype="str").take(order.ravel()),
        "outlet": _repeated([outlet for outlet, _ in pairs], items),
        "against": _repeated([_name(other) for _, other in pairs], items),
        **{name: np.take_along_axis(np.broadcast_to(v, shape), order, 1).ravel() for name, v in columns.items()},
    })  # fmt: skip
    made = schema.typed(frame, "keyness") if measures is None else as_table(frame)
    return with_score_notes(with_note(made, _note(sides, pairs, names)), scores, voice)


def _rates(s: Sides) -> dict[str, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {"per_1000": 1000 * s.x / s.n, "per_1000_against": 1000 * s.b / s.n_b}
    return {"x": s.x, "n": s.n, "x_against": s.b, "n_against": s.n_b, **rates}


def _dispersion(table: Matrices, sides: Sides) -> dict[str, Array]:
    """Return the dispersion of items over the articles of each outlet and over all, and the range of the other side."""
    own = [_spread(table, which) for which in sides.own]
    everywhere = _spread(table, np.ones(len(table.articles), bool))
    columns = {}
    for name in _Spread._fields:
        columns[name] = np.array([getattr(part, name) for part in own]).reshape(len(own), -1)
        columns[f"{name}_all"] = np.asarray(getattr(everywhere, name))
    columns["range_against"], columns["n_articles_against"] = sides.texts[1], sides.other.sum(1, keepdims=True)
    return columns


def _note(sides: Sides, pairs: list[tuple[str, str | pd.Series]], names: Sequence[str]) -> str:
    """Say for which outlets the measures over articles are missing."""
    outlets = [outlet for outlet, _ in pairs]
    few = list(dict.fromkeys(np.array(outlets)[sides.without_articles].tolist()))
    if not few or set(OVER_ARTICLES).isdisjoint(names):
        return ""
    where = "here" if len(few) == len(set(outlets)) else f"in comparisons of {quoted(few)}"
    return f"Missing {where}: measures that compare articles. They need at least {LEAST_ARTICLES} on both sides."


class _Spread(NamedTuple):
    """Dispersion over some articles, each (items,) but the number of articles."""

    dp_norm: Array
    juilland_d: Array
    range: Array
    n_articles: int


def _pairs(
    compared: list[str], against: str | pd.Series, outlets: Sequence[str] | None
) -> list[tuple[str, str | pd.Series]]:
    keyword = against if isinstance(against, str) else REST
    pairs = [(outlet, other if isinstance(against, str) else against) for outlet, other in pairs_of(compared, keyword)]
    asked = pairs if outlets is None else [pair for pair in pairs if pair[0] in set(outlets)]
    if not asked:
        meant = did_you_mean(outlets, compared)
        raise WrongUse(f"Invalid `outlets`: {excerpt(outlets)}. Expected some of {quoted(compared)}.{meant}")
    return asked


def _name(against: str | pd.Series) -> str:
    return against if isinstance(against, str) else str(against.name or "reference")


def _repeated(names: list[str], times: int) -> ExtensionArray:
    return pd.array(names, dtype="str").take(np.repeat(np.arange(len(names)), times))


def _check_counts(scores: pd.DataFrame) -> None:
    x = scores["x"].to_numpy()
    if (x % 1 != 0).any() or (x < 0).any():
        raise WrongUse(
            f"keyness takes counts, such as those of terms; the scores of '{scores['measure'].iat[0]}' are not."
        )
    if not (scores["item"] == schema.TOTAL).any():
        raise WrongUse("keyness needs the totals of the scores, the rows whose item is ''; these have none.")


def _sides(table: Matrices, pairs: list[tuple[str, str | pd.Series]]) -> Sides:
    from scipy import sparse

    own, other = np.array([_articles(table, *pair) for pair in pairs]).transpose(1, 0, 2)
    x, b = own.astype(float) @ table.x, other.astype(float) @ table.x
    n, n_b = own @ table.n[:, :1], other @ table.n[:, :1]
    against = pairs[0][1]
    if isinstance(against, pd.Series):
        listed = against.groupby(level=0).sum()
        b = np.broadcast_to(listed.reindex(table.items).fillna(0).to_numpy(float), x.shape)
        n_b = np.full_like(n, float(listed.sum()))
    rates = sparse.csr_array(table.x.multiply(1 / np.where(table.n[:, :1] > 0, table.n[:, :1], np.inf)))
    return Sides(x, n, b, n_b, rates, own, other)


def _articles(table: Matrices, outlet: str, against: str | pd.Series) -> tuple[Array, Array]:
    """Return which articles are those of an outlet, and which of the other side; none for a frequency list."""
    label, event = table.articles["outlet"].to_numpy(), table.articles["event"].to_numpy()
    present = table.n[:, 0] > 0
    mine = (label == outlet) & present
    if isinstance(against, pd.Series):
        return mine, np.zeros_like(mine)
    theirs = present & (label != outlet if against == REST else label == against)
    if len(set(event)) > 1:
        covered = np.isin(event, list(set(event[mine]) & set(event[theirs])))
        mine, theirs = mine & covered, theirs & covered
    return mine, theirs


def _spread(table: Matrices, which: Array) -> _Spread:
    which = which & (table.n[:, 0] > 0)
    x, n = table.x[np.flatnonzero(which)], table.n[which, 0]
    occurs = np.bincount(x.indices[x.data > 0], minlength=x.shape[1])
    return _Spread(dispersion.gries_dpnorm(x, n), dispersion.juilland_d(x, n), occurs, int(which.sum()))
