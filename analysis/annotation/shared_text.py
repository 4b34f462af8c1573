"""Pairs of articles that share text, with the longest passage of each, and the origin of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.gathered_groups import gathered_groups
from analysis.annotation.bundled_pairs import cut_share, pairs_of_articles
from analysis.annotation.layers import shared_layer
from analysis.annotation.own_text import own_text
from analysis.annotation.text_pass import BATCH
from analysis.annotation.text_places import text_places
from analysis.language.reuse.containment import pairs_with_shared_runs, with_copies
from analysis.language.reuse.passages import longest_passages
from analysis.language.reuse.runs import LENGTH

if TYPE_CHECKING:
    from analysis.annotation.annotations import Annotations

LEAST = 0.1  # share of the runs of either article that a pair has in common
SAME_ORIGIN = 0.3  # share from which on an article is of the origin of another one

Numbers = NDArray[np.int64]


def are_pairs_known(notes: Annotations) -> bool:
    """Whether the texts are at hand, or a bundle that holds which of them share text."""
    return notes.corpus.texts is not None or "text_pairs" in notes.saved


@shared_layer
def text_pairs(notes: Annotations) -> pd.DataFrame:
    """Find the pairs of articles of each event that share text.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        one and two (rows of the table of articles; `one` has more of its text from the other), share_one and share_two
        (of the distinct runs of words of either), words (of the longest passage), first_one and first_two (places in
        `notes.words.tokens` of its first word), last_one and last_two (of its last word). From a bundle without those
        places, and with shares cut to two digits.

    Raises
    ------
    NeedsText
        From a bundle that does not hold them.
    """
    if notes.corpus.texts is None and "text_pairs" in notes.saved:
        return pairs_of_articles(notes.saved["text_pairs"][1], notes.corpus.articles["article_id"])
    own = own_text(notes)
    texts = pairs_with_shared_runs(own.held, LEAST)
    longest = longest_passages(own.held, texts, LENGTH)
    pair, *articles = with_copies(texts, own.held.copy_of)
    words = longest.words[pair]
    sides = []
    for article, text, place in zip(articles, (texts.one, texts.two), (longest.one, longest.two), strict=True):
        first = (place - own.begins[text])[pair] + own.begins[article]
        share = texts.shared[pair] / own.held.size[article]
        sides.append(np.stack([article, share, own.token[first], own.token[first + words - 1]]))
    turned = sides[1][1] > sides[0][1]
    one, two = np.where(turned, sides[::-1], sides)
    names = ("", "share_", "first_", "last_")
    table = pd.DataFrame({
        (name or side) + (side if name else ""): values
        for side, columns in (("one", one), ("two", two)) for name, values in zip(names, columns, strict=True)
    })  # fmt: skip
    whole = [name for name in table if not name.startswith("share")]
    table = table.astype(dict.fromkeys(whole, np.int64)).assign(words=words)
    return table.sort_values(["one", "two"], ignore_index=True)


def passage_places(notes: Annotations, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """Find where passages stand in the texts of their articles.

    Parameters
    ----------
    notes : Annotations
    first, last : array of int, shape (n_passages,)
        Places in `notes.words.tokens` of the first and the last word.

    Returns
    -------
    start, end : array of int, shape (n_passages,)
        In characters.
    """
    start, end = np.empty(len(first), np.int64), np.empty(len(first), np.int64)
    segments = notes.segments
    article = pd.factorize(segments["article_id"])[0]
    of_passage = article[notes.words.tokens.text[first]]
    ids, order = segments["article_id"].unique(), np.argsort(of_passage, kind="stable")
    present, edges = np.unique(of_passage[order], return_index=True)
    edges = np.append(edges, len(order))
    sizes = np.array([len(notes.texts[one]) for one in ids[present]], np.int64)
    for part in parts(sizes, BATCH):
        rows = order[edges[part.start] : edges[part.stop]]
        start[rows], end[rows] = text_places(notes, ids[present[part]].tolist()).words(first[rows], last[rows])
    return start, end


def origin_groups(pairs: pd.DataFrame, n_articles: int) -> NDArray[np.int64]:
    """Gather articles around the one whose text they have.

    Parameters
    ----------
    pairs : pandas.DataFrame
        From `text_pairs`.
    n_articles : int

    Returns
    -------
    array of int64, shape (n_articles,)
        Row of the article around which each is gathered, itself where it stands alone. The article from which most
        others have at least three tenths of their text comes first, of several the one with less from others. So every
        article shares text with the one in the middle, and groups do not chain.
    """
    from scipy import sparse

    sides = [pairs[[f"share_{side}", side, other]].to_numpy() for side, other in (("one", "two"), ("two", "one"))]
    share, member, centre = np.concatenate(sides).T
    share = cut_share(share)
    near = share >= SAME_ORIGIN
    member, centre = member[near].astype(np.int64), centre[near].astype(np.int64)
    links = sparse.csr_array((np.ones(len(member), np.int8), (centre, member)), shape=(n_articles, n_articles))
    taken = np.bincount(member, share[near], minlength=n_articles)
    return gathered_groups(links, np.lexsort((taken, -np.diff(links.indptr))))


def share_in_middle(pairs: pd.DataFrame, middle: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of the text of each article that the one in the middle of its group has.

    Parameters
    ----------
    pairs : pandas.DataFrame
        From `text_pairs`.
    middle : array of int, shape (n_articles,)
        From `origin_groups`.

    Returns
    -------
    array of float, shape (n_articles,)
        1 of the one in the middle.
    """
    sides = [
        pd.DataFrame({"member": pairs[side], "middle": pairs[other], "share": pairs[f"share_{side}"]})
        for side, other in (("one", "two"), ("two", "one"))
    ]
    share = pd.concat(sides).set_index(["member", "middle"])["share"]
    wanted = pd.MultiIndex.from_arrays([range(len(middle)), middle])
    of_articles: NDArray[np.float64] = share.reindex(wanted).fillna(1.0).to_numpy(float)
    return of_articles
