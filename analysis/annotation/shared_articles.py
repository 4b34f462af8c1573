"""Which articles share so much text that comparisons must not count them as independent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.layers import layer, set_layer
from analysis.annotation.shared_text import are_pairs_known, origin_groups, share_in_middle, text_pairs

if TYPE_CHECKING:
    from analysis.annotation.annotations import Annotations

# Share of its text in another article from which on an article is a copy of it.
COPY = 0.9
NONE = pd.DataFrame({"article_id": pd.array([], "str"), "group": pd.array([], "str"), "is_copy": np.zeros(0, bool)})


@layer
def shared_articles(notes: Annotations) -> pd.DataFrame:
    """List the articles of which another one of their event has three tenths of the text or more.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        article_id, group (article_id of the one in the middle, see `origin_groups`) and is_copy (whether the one in the
        middle has at least nine tenths of its text, also true of itself). Without rows from a bundle that holds no
        pairs.
    """
    if not are_pairs_known(notes):
        return NONE
    pairs, articles = text_pairs(notes), notes.corpus.articles["article_id"]
    middle: NDArray[np.int64] = origin_groups(pairs, len(articles))
    shares = np.bincount(middle, minlength=len(articles))[middle] > 1
    table = pd.DataFrame({
        "article_id": articles, "group": articles.array.take(middle), "is_copy": share_in_middle(pairs, middle) >= COPY
    })  # fmt: skip
    return table[shares].reset_index(drop=True)


def leave_unknown(notes: Annotations) -> None:
    """Let scores know of no articles that share text: those of a part of a corpus, whose others are not at hand."""
    set_layer(notes, shared_articles, NONE)
