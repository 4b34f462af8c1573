"""The value of a measure in each article."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.table_notes import Table, note_of
from analysis.comparison.score_matrices import matrices
from analysis.comparison.validation import check_one_measure, check_scores, check_voice
from analysis.schema import ALL

NO_ARTICLE = f"No article has {schema.LEAST_SENTENCES} sentences or more in this voice."


def article_values(scores: pd.DataFrame, item: str, *, voice: str | None = None) -> Table:
    """Return the value of one item in each article.

    Parameters
    ----------
    scores : DataFrame
        Scores of one measure.
    item : str
    voice : str, optional
        The voice that counts; by default, and with 'all', the whole article.

    Returns
    -------
    DataFrame
        measure, item, outlet, article_id, value (the ratio x / n) and n. Without articles in which nothing counts and,
        of means of scores of sentences, without those of fewer than eight sentences.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure, or `item` or `voice` is not in it.
    """
    check_scores(scores)
    if scores.empty:
        return schema.empty("article_values", note_of(scores))
    check_one_measure(scores, "article_values")
    check_voice(voice)
    table = matrices(scores, None if voice == ALL else voice)
    place = table.items.index(checked_choice(item, "item", table.items))
    x = table.x[:, [place]].toarray().ravel()
    n = np.asarray(table.n[:, place if table.n.shape[1] > 1 else 0], float)
    measure = str(scores["measure"].iat[0])
    least = schema.LEAST_SENTENCES if measure in schema.MEANS_OF_SENTENCES else 1
    counts = n >= least
    articles = table.articles[counts]
    made = articles.assign(measure=measure, item=item, value=x[counts] / n[counts], n=n[counts])
    if made.empty:
        return schema.empty("article_values", NO_ARTICLE)
    return schema.typed(made.sort_values(["outlet", "article_id"]), "article_values")
