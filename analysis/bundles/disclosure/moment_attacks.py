"""Attacks on the sums of scores: numbers of segments, sums of squares and of lengths that place words in sentences.

Each attack takes tables by name and returns findings. None of them knows how a bundle is protected.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.even_division import least_sum_of_squares
from analysis.bundles.disclosure.placement_findings import (
    COLUMNS,
    Finding,
    findings,
    findings_in_sentences,
    repeated,
    words_that_occur,
)
from analysis.bundles.disclosure.places import PLACE
from analysis.bundles.disclosure.run_attacks import Tables

_SAME = 1e-9  # relative difference of mean lengths that are taken for equal


def only_segment(tables: Tables) -> pd.DataFrame:
    """Return words of a voice that has one segment in an article: a headline, a single quote."""
    rows = words_that_occur(tables)
    return findings(rows[rows["segments"] == 1], "the only segment of its voice")


def every_segment(tables: Tables) -> pd.DataFrame:
    """Return words whose sum of squares is too small to leave a segment without them: they occur in every one."""
    rows = words_that_occur(tables)
    rows = rows[(rows["segments"] > 1) & (rows["x"] >= rows["segments"]) & (rows["x"] % 1 == 0)]
    least = least_sum_of_squares(rows["x"].to_numpy(float), rows["segments"].to_numpy(float) - 1)
    rows = rows[rows["xx"] < least]
    return findings_in_sentences(repeated(rows, "segments"), "every segment of its voice")


def by_few_words(tables: Tables) -> pd.DataFrame:
    """Return words that occur in every segment, as the other words of the voice do not fill one of mean length."""
    rows = words_that_occur(tables, "terms")
    rows = rows[(rows["segments"] > 1) & ((rows["n"] - rows["x"]) * rows["segments"] < rows["n"])]
    return findings_in_sentences(repeated(rows, "segments"), "nearly the only word")


def by_length(tables: Tables) -> pd.DataFrame:
    """Return words whose xn is the length of one sentence, or of two, and of no other.

    Lengths are those of the table of segments, or follow from n and nn where a voice has two segments.
    """
    rows = words_that_occur(tables, "terms", "hedges")
    rows = rows[rows["x"].isin([1, 2]) & (rows["segments"] > 1)]
    lengths = _segment_lengths(tables)
    found: list[Finding] = []
    for place, own in rows.groupby(PLACE):
        mean_length = own["xn"] / own["x"]
        # Where all words have the same mean length, xn says nothing of any of them.
        differ = mean_length.max() - mean_length.min() >= _SAME * max(mean_length.max(), 1)
        if place not in lengths or not differ:
            continue
        sums = _sums_of(lengths[place])
        for word in own.itertuples():
            candidates = _candidates(word, sums)
            if len(candidates) == 1:
                found += [(*place, word.item, f"the length of segment {segment}") for segment in candidates[0]]
    return pd.DataFrame(found, columns=COLUMNS)


def _segment_lengths(tables: Tables) -> dict[tuple[str, str], list[float]]:
    """Lengths of the segments of each place, where they are known."""
    segments = tables.get("segments")
    if segments is not None and "n_tokens" in segments and segments["n_tokens"].notna().all():
        return {place: own["n_tokens"].astype(float).tolist() for place, own in segments.groupby(PLACE)}
    scores = tables["scores"]
    totals = scores[scores["measure"].isin(["terms", "voices", "hedges"]) & (scores["units"] == 2)]
    known = {}
    for total in totals.drop_duplicates(PLACE).itertuples():
        difference = np.sqrt(max(2 * total.nn - total.n * total.n, 0))
        known[total.article_id, total.voice] = [(total.n - difference) / 2, (total.n + difference) / 2]
    return known


@hides_content
class _Sums(NamedTuple):
    """Length -> the segments that have it, and sum of two lengths -> the pairs of segments that have it."""

    of_one: dict[float, list[tuple[int, ...]]]
    of_two: dict[float, list[tuple[int, ...]]]


def _sums_of(lengths: list[float]) -> _Sums:
    sums = _Sums({}, {})
    for segment, length in enumerate(lengths):
        sums.of_one.setdefault(length, []).append((segment,))
    for one, two in combinations(range(len(lengths)), 2):
        sums.of_two.setdefault(lengths[one] + lengths[two], []).append((one, two))
    return sums


def _candidates(word: Any, sums: _Sums) -> list[tuple[int, ...]]:
    """Return the segments in which a word of one or two occurrences can stand, by its moments."""
    in_two_segments = word.x == 2 and word.xx == 2
    return sums.of_two.get(word.xn, []) if in_two_segments else sums.of_one.get(word.xn / word.x, [])
