"""All attacks on a bundle that place words in sentences."""

from __future__ import annotations

import pandas as pd

from analysis.bundles.disclosure.moment_attacks import by_few_words, by_length, every_segment, only_segment
from analysis.bundles.disclosure.run_attacks import Tables
from analysis.bundles.disclosure.table_attacks import (
    by_cue,
    by_difference,
    by_fact,
    by_name,
    by_position,
    by_shared_text,
    by_stance,
)

ATTACKS = (
    only_segment, every_segment, by_length, by_position, by_cue, by_difference, by_name, by_few_words, by_stance,
    by_fact, by_shared_text,
)  # fmt: skip


def placed_words(tables: Tables) -> pd.DataFrame:
    """Return the words that a bundle places in a sentence.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a bundle.

    Returns
    -------
    DataFrame
        article_id, voice, item, how: one row for each word and sentence.
    """
    return pd.concat([attack(tables) for attack in ATTACKS], ignore_index=True).drop_duplicates()
