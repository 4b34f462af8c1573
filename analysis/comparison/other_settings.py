"""Whether the clearest differences hold when one setting of the comparison is changed at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis._utils.membership import are_among
from analysis._utils.number_parameters import checked_confidence, checked_seed, checked_whole
from analysis._utils.table_notes import Table, note_of
from analysis.comparison.compare import compare_only
from analysis.comparison.counted_once import DROP, KEEP
from analysis.comparison.result_rows import check_comparisons, number_of_tests
from analysis.comparison.score_matrices import matrices
from analysis.comparison.sides_and_units import has_several
from analysis.comparison.validation import check_one_measure, check_scores, check_voice
from analysis.exceptions import WrongUse
from analysis.io.score_copies import shared_articles_of
from analysis.schema import ALL, REST, TOTAL

AS_REPORTED = "as reported"
HOLDS, FAILS, CANNOT_TELL = "yes", "no", "cannot tell"
NOTHING = "No difference is clear, so that none was compared under other settings."
# Of fewer other outlets, one that is left out leaves too little to compare with.
LEAST_OTHERS = 3
MOST = 1_000  # differences
# Measures whose items are voices.
_OF_VOICES = ("voices", "indirect_speech")
_UNITS = {
    "article": "articles vary by chance, whatever their event",
    "outlet": "articles vary as those of other outlets do",
}
_VOICES = {
    ALL: "in the whole article",
    "narration": "in the outlet's own words only",
}
_LENGTH = "among articles of similar length"
_ARTICLES = "by the share of articles that have it"
_SHORTEST = 0.25  # of the articles
_LONG_ENOUGH = "without the quarter of the articles that is shortest"
_SHARED_TEXT = {KEEP: "with every copy counted", DROP: "without articles that share text"}
_EACH_TEST = "corrected for the number of tests (Bonferroni)"


@hides_content
class _Setting(NamedTuple):
    """A setting that is changed: its name, the scores, and the arguments of `compare` that differ."""

    name: str
    scores: pd.DataFrame
    changed: dict[str, Any]


def other_settings(
    comparisons: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    voice: str | None = None,
    against: str = REST,
    confidence: float = 0.95,
    seed: int = 0,
    top: int = 1,
    also: Mapping[str, pd.DataFrame] | None = None,
) -> Table:
    """Compare the clearest differences again, with one setting changed at a time.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare`, or `in_family`.
    scores : DataFrame
        What they were made from.
    voice, against, confidence, seed
        As for `compare`, when `comparisons` was made.
    top : int, default 1
        How many differences, 1 to 1,000, those of the smallest q; none on the length of headlines.
    also : mapping of str to DataFrame, optional
        Further settings: what was changed -> the scores that were measured with it, such as those of the texts of
        `other_texts`, or of another dictionary with the same items.

    Returns
    -------
    DataFrame
        One row per difference and setting, the one as reported first.

        - **measure**, **item**, **outlet**, **against**: the difference.
        - **setting**: what was changed: which unit varies by chance, the voice, articles of similar length, no short
          articles (a minimum of what is counted in each), articles instead of segments, every copy counted, articles
          that share text left out, the correction, the event (or article) and the other outlet left out without which
          the difference is smallest, and those of `also`. Settings that the data do not allow are left out.
        - **estimate**, **low**, **high**, **p**, **unit**, **n_articles**, **n_articles_against**: as in `compare`;
          p is corrected where the setting says so.
        - **holds**: 'yes' where the difference has the same sign and p is at most 0.05, 'cannot tell' where there
          is no p, else 'no'.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure, or a parameter has an invalid value.

    Notes
    -----
    A multiverse analysis of one choice at a time. Settings share the data, so that their number says how much a
    finding depends on choices, not how probable it is.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Increasing transparency through a multiverse analysis,
    Perspectives on Psychological Science 11(5).
    """
    check_comparisons(comparisons)
    check_scores(scores)
    if scores.empty:
        return schema.empty("other_settings", note_of(scores))
    check_one_measure(scores, "other_settings")
    check_voice(voice)
    checked_confidence(confidence)
    seed, top = checked_seed(seed), checked_whole(top, "top", 1, MOST)
    clear = clear_rows(comparisons).sort_values("q", kind="stable").head(top)
    same = {"confidence": confidence, "seed": seed}
    tests = number_of_tests(comparisons)
    further = [_Setting(name, other, {}) for name, other in (also or {}).items()]
    for setting in further:
        check_scores(setting.scores)
    found = [_rows(row, scores, voice, against, tests, same, further) for _, row in clear.iterrows()]
    if not found:
        return schema.empty("other_settings", NOTHING)
    return schema.typed(pd.concat(found, ignore_index=True), "other_settings")


def clear_rows(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Select the clear differences, without the share of headlines, which says how long articles are."""
    return comparisons[schema.is_clear(comparisons["q"]) & (comparisons["item"] != "headline")]


def _rows(
    row: pd.Series,
    scores: pd.DataFrame,
    voice: str | None,
    against: str,
    tests: int,
    same: dict[str, Any],
    further: list[_Setting],
) -> pd.DataFrame:
    """Return the rows of one difference."""
    own = _of_item(scores, row["item"])
    rows = [row.to_frame().T.assign(setting=AS_REPORTED)]
    others = (setting._replace(scores=_of_item(setting.scores, row["item"])) for setting in further)
    for setting in (*_settings(row, own, voice, against), *others):
        arguments = {"voice": voice, "against": against, "correction": None, **same, **setting.changed}
        try:
            compared = compare_only(setting.scores, [(row["outlet"], row["against"])], **arguments)
        except WrongUse:
            continue  # the data do not allow this setting
        rows.append(compared[compared["item"] == row["item"]].assign(setting=setting.name))
    rows.append(rows[0].assign(setting=_EACH_TEST, p=min(1.0, row["p"] * tests / row["family_share"])))
    table = pd.concat(rows, ignore_index=True).astype(dict.fromkeys(("estimate", "low", "high", "p"), float))
    holds = (np.sign(table["estimate"]) == np.sign(row["estimate"])) & schema.is_clear(table["p"])
    answer = np.where(table["p"].isna(), CANNOT_TELL, np.where(holds, HOLDS, FAILS))
    return table.assign(measure=row["measure"], holds=answer)


def _of_item(scores: pd.DataFrame, item: str) -> pd.DataFrame:
    return scores[scores["item"].isin([item, TOTAL])]


def _settings(row: pd.Series, scores: pd.DataFrame, voice: str | None, against: str) -> Iterator[_Setting]:
    """Yield each change of one setting."""
    for unit, name in _UNITS.items():
        if row["unit"] != unit:
            yield _Setting(name, scores, {"unit": unit})
    if row["measure"] not in _OF_VOICES:
        for other, name in _VOICES.items():
            if other != (voice or ALL):
                yield _Setting(name, scores, {"voice": other})
    yield _Setting(_LENGTH, scores, {"adjust": "length"})
    yield _Setting(_ARTICLES, scores, {"articles_with": 1})
    yield _Setting(_LONG_ENOUGH, _of_longer_articles(scores), {})
    if len(shared_articles_of(scores)):
        for how, name in _SHARED_TEXT.items():
            yield _Setting(name, scores, {"shared_text": how})
    label, noun = ("event", "event") if has_several(scores["event"]) else ("article_id", "article")
    left_out = _speaks_most(row, scores, voice, label)
    yield _Setting(f"without the {noun} that speaks most for it", scores[scores[label] != left_out], {})
    others = scores.loc[scores["outlet"] != row["outlet"], "outlet"].nunique()
    if against == REST and others >= LEAST_OTHERS:
        left_out = _speaks_most(row, scores, voice, "outlet")
        yield _Setting("without the other outlet that differs most", scores[scores["outlet"] != left_out], {})


def _of_longer_articles(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the scores without the articles in which least is counted."""
    sizes = scores[scores["item"] == TOTAL].groupby("article_id")["n"].sum()
    return scores[are_among(scores["article_id"], sizes.index[sizes >= sizes.quantile(_SHORTEST)])]


def _speaks_most(row: pd.Series, scores: pd.DataFrame, voice: str | None, label: str) -> str:
    """Return the event, article or other outlet without which the difference of the sums is smallest.

    Where there are several events, only those count in which the outlet has articles.
    """
    if has_several(scores["event"]):
        scores = scores[are_among(scores["event"], scores.loc[scores["outlet"] == row["outlet"], "event"].unique())]
    table = matrices(scores, None if voice == ALL else voice)
    place = table.items.index(row["item"])
    x = table.x[:, [place]].toarray().ravel()
    n = table.n[:, place if table.n.shape[1] > 1 else 0]
    is_own = (table.articles["outlet"] == row["outlet"]).to_numpy()
    is_other = ~is_own if row["against"] == REST else (table.articles["outlet"] == row["against"]).to_numpy()
    code, names = pd.factorize(table.articles[label])

    def rate_without(side: np.ndarray) -> np.ndarray:
        sums = [values[side].sum() - np.bincount(code[side], values[side], len(names)) for values in (x, n)]
        rate: np.ndarray = np.divide(sums[0], sums[1], out=np.full(len(names), np.nan), where=sums[1] > 0)
        return rate

    left = np.sign(row["estimate"]) * (rate_without(is_own) - rate_without(is_other))
    left[(names == row["outlet"]) | np.isnan(left)] = np.inf
    return str(names[left.argmin()])
