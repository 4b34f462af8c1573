"""Who has whose text, as a shared bundle holds it: which articles share how much, and which origins they name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_pairs import stored_pairs
from analysis.annotation.named_origins import WRITTEN, named_origins
from analysis.annotation.shared_text import text_pairs
from analysis.bundles.disclosure.given_names import long_names
from analysis.bundles.disclosure.places import is_in
from analysis.bundles.disclosure.protection import Protected
from analysis.bundles.disclosure.small_voices import without_words
from analysis.bundles.disclosure.thresholds import LONGEST_NAME, MOST_OF_SHOWN
from analysis.bundles.disclosure.word_runs import words
from analysis.language.text.credits import outlet_name

# Settings of the measures that are added.
SETTINGS: dict[str, dict[str, Any]] = {"text_pairs": {}, "named_origins": {}}
PAIRS = "A bundle holds which articles share how much text, with shares cut to two digits, and not the passages."
LEFT_OUT = " Pairs are left out where an article whose words are left out holds most of the text of the other."
_VOICE = "narration"


def with_origins(protected: Protected, notes: Annotations, hidden: pd.DataFrame) -> Protected:
    """Add what is known of origins to the tables of a bundle.

    Parameters
    ----------
    protected : Protected
        The tables of the bundle, and its entries.
    notes : Annotations
        Of the text.
    hidden : DataFrame
        article_id and voice of the places whose words are withheld.

    Returns
    -------
    Protected
        With the tables text_pairs and named_origins. Pairs that say too much are left out, and the originality of their
        articles; names of origins are listed.
    """
    articles, scores = protected.tables["articles"], protected.tables["scores"]
    withheld = is_in(notes.corpus.articles.assign(voice=_VOICE), hidden)
    pairs = text_pairs(notes)
    revealing = _are_revealing(pairs, withheld)
    left_out = articles.iloc[np.unique(pairs.loc[revealing, ["one", "two"]])].assign(voice=_VOICE)
    origins = _shareable_names(notes, articles, withheld)
    tables = {
        "scores": without_words(scores, left_out, ("originality",), np.zeros(len(scores), bool)),
        "text_pairs": stored_pairs(pairs[~revealing], articles["article_id"]),
        "named_origins": origins,
    }
    entries = protected.entries
    entries["names"] = sorted({*entries["names"], *long_names(origins["origin"])})
    entries["remarks"]["text_pairs"] = PAIRS
    if revealing.any():
        entries["remarks"]["text_pairs"] += LEFT_OUT
        entries["protection"]["counts"]["text_pairs"] = int(revealing.sum())
    return Protected(protected.tables | tables, entries)


def _are_revealing(pairs: pd.DataFrame, withheld: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pairs say nearly which words a withheld narration has: most of another one, whose words are shown."""
    one, two = (withheld[pairs[side]] for side in ("one", "two"))
    share_of_shown = np.where(one, pairs["share_two"], pairs["share_one"])
    revealing: NDArray[np.bool_] = (one != two) & (share_of_shown > MOST_OF_SHOWN)
    return revealing


def _shareable_names(notes: Annotations, shown: pd.DataFrame, withheld: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the origins that articles name, as far as the table of articles of the bundle shows them, too.

    The words of attributions are text. Attributions in a narration that is withheld are left out.
    """
    articles, named = notes.corpus.articles, named_origins(notes)
    row = pd.Index(articles["article_id"]).get_indexer(named["article_id"])
    given = np.full(len(named), None, object)
    for evidence, column in WRITTEN.items():
        of_kind = (named["evidence"] == evidence).to_numpy()
        given[of_kind] = shown[column].to_numpy(object)[row[of_kind]]
    is_written = named["evidence"].isin(list(WRITTEN)).to_numpy()
    replaced = {outlet_name(label) for label in set(articles["outlet"]) - set(shown["outlet"])}
    kept = np.where(is_written, ~pd.isna(given), ~withheld[row])
    kept &= ~named["origin"].isin(replaced) & (named["origin"].map(lambda name: len(words(name))) <= LONGEST_NAME)
    table = named.assign(
        article_id=shown["article_id"].array.take(row), words=named["words"].where(is_written, "").astype("str")
    )
    return schema.typed(table[kept], "named_origins")
