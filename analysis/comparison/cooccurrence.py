"""Pairs of frames that each outlet uses together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, settings_of
from analysis.comparison.validation import check_voice
from analysis.exceptions import WrongUse, quoted
from analysis.io.withheld_scores import note_on_scores, with_score_notes
from analysis.schema import ALL, BOTH, TOTAL

# Segments, or articles, with each of two frames.
LEAST = 5


def cooccurrence(framing: pd.DataFrame, pairs: pd.DataFrame, *, voice: str | None = None) -> pd.DataFrame:
    """Count how often each outlet uses two frames together, in a segment and in an article.

    Whether two outlets differ, `compare` tests on the same pairs.

    Parameters
    ----------
    framing : DataFrame
        ``measures.framing(notes)``.
    pairs : DataFrame
        ``measures.frame_pairs(notes)``, with the same dictionary.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        None or 'all' is the whole article.

    Returns
    -------
    DataFrame
        One row per outlet, unit (segment, article) and pair of frames, most often together first: outlet, unit, frame,
        other, n (units of the outlet), n_frame, n_other, n_both (units with each, and with both), share (n_both / n),
        jaccard (n_both over units with either, 0 to 1), npmi (normalized pointwise mutual information: −1 never
        together, 0 as by chance, 1 always), reason. Where fewer than five units have one of the two, jaccard and npmi
        are missing, and `reason` says so. Without rows, and with a note, if there are no scores.

    Raises
    ------
    WrongUse
        If the scores are of other measures, or `voice` is invalid.

    References
    ----------
    Jaccard (1912), New Phytologist 11(2), 37–50; Bouma (2009), Normalized (pointwise) mutual information in collocation
    extraction, GSCL, 31–40.
    """
    if framing.empty or (pairs.empty and note_of(pairs)):
        why = note_on_scores(framing if framing.empty else pairs, voice)
        return schema.empty("cooccurrence", why or "There are no scores.")
    _check(framing, pairs, voice)
    spoken, together = (table if voice in (None, ALL) else table[table["voice"] == voice] for table in (framing, pairs))
    names = sorted(set(framing["item"]) - {TOTAL})
    x = spoken.pivot_table(index=["outlet", "article_id"], columns="item", values="x", aggfunc="sum", fill_value=0)
    n = spoken[spoken["item"] == TOTAL].groupby("outlet")["n"].sum()
    together_in = together.groupby(["outlet", "item"])["x"].sum().to_dict()
    rows = []
    for outlet, articles in x.reindex(columns=names, fill_value=0).groupby("outlet"):
        segments_with, used = articles.to_numpy().sum(axis=0), (articles.to_numpy() > 0).astype(int)
        articles_with = used.T @ used
        for a, b in combinations(range(len(names)), 2):
            segments = together_in.get((outlet, names[a] + BOTH + names[b]), 0.0)
            rows.append((outlet, "segment", names[a], names[b], n[outlet], *segments_with[[a, b]], segments))
            counts = articles_with[a, a], articles_with[b, b], articles_with[a, b]
            rows.append((outlet, "article", names[a], names[b], len(articles), *counts))
    return with_score_notes(_measured(pd.DataFrame(rows, columns=schema.columns("cooccurrence")[:8])), framing, voice)


def _measured(table: pd.DataFrame) -> pd.DataFrame:
    numbers = (table[name].to_numpy(float) for name in ("n", "n_frame", "n_other", "n_both"))
    n, one, other, both = numbers
    few = np.minimum(one, other) < LEAST
    with np.errstate(divide="ignore", invalid="ignore"):
        jaccard = both / (one + other - both)
        npmi = np.log(both * n / (one * other)) / -np.log(both / n)
        share = both / n
    npmi = np.select([both == 0, both == n], [-1.0, 1.0], npmi)
    reason = [
        f"fewer than {LEAST} {unit}s with '{schema.label(name if a < LEAST else b_name)}'" if scarce else ""
        for unit, name, b_name, a, scarce in zip(table["unit"], table["frame"], table["other"], one, few, strict=True)
    ]
    table = table.assign(
        share=share, jaccard=np.where(few, np.nan, jaccard), npmi=np.where(few, np.nan, npmi), reason=reason
    )
    order = ["outlet", "unit", "jaccard", "n_both", "frame", "other"]
    ordered = table.sort_values(order, ascending=[True, False, False, False, True, True], ignore_index=True)
    return schema.typed(ordered, "cooccurrence")


def _check(framing: pd.DataFrame, pairs: pd.DataFrame, voice: str | None) -> None:
    for table, measure in ((framing, "framing"), (pairs, "frame_pairs")):
        given = table["measure"].unique()
        if set(given) - {measure}:
            raise WrongUse(f"cooccurrence takes the scores of framing and frame_pairs; these are of {quoted(given)}.")
    check_voice(voice)
    made = [settings_of(table) for table in (framing, pairs)]
    if all(made) and made[0] != made[1]:
        raise WrongUse("framing and frame_pairs were made with different dictionaries. Use the same for both.")
