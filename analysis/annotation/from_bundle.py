"""Annotations read from the tables of a bundle."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_facts import bundled_statements
from analysis.annotation.bundled_figures import bundled_figures, bundled_relations
from analysis.corpus.corpus import Corpus
from analysis.io.bundle_format import MEASURE_TABLES, Record, read_scores_record, read_table, readable
from analysis.io.withheld_scores import KEY
from analysis.schema import TOTAL


def read_annotations(corpus: Corpus) -> Annotations:
    """Read the annotations of a corpus from its bundle.

    Parameters
    ----------
    corpus : Corpus
        Read from a bundle.

    Returns
    -------
    Annotations
        Of the articles of the corpus, with the scores that the bundle holds.

    Raises
    ------
    WrongUse
        If the bundle cannot be read.
    """
    assert corpus.bundle is not None
    with readable(corpus.bundle):
        record = read_scores_record(corpus.bundle)
        segments, style, scores = (_saved(corpus, kind) for kind in ("segments", "style", "scores"))
        tables = {m: scores[scores["measure"] == m].reset_index(drop=True) for m in record["measures"]}
        tables |= {kind: _saved(corpus, kind) for kind in MEASURE_TABLES if kind in tables}
        if "statements" in tables and "fact_terms" in tables:
            tables["statements"] = bundled_statements(tables["statements"], tables.pop("fact_terms"))
            record["measures"].pop("fact_terms")
        if "figure_words" in tables:
            words = tables.pop("figure_words")
            record["measures"].pop("figure_words")
            outlets = corpus.articles.set_index("article_id")["outlet"]
            tables["figure_list"] = bundled_figures(tables["figure_list"], words, outlets)
            tables["figure_pairs"] = bundled_relations(tables["figure_pairs"], words)
        _note_protection(tables, record)
    saved: dict[str, tuple[Any, pd.DataFrame]] = {m: (with_, tables[m]) for m, with_ in record["measures"].items()}
    return Annotations(corpus, segments, style, record["settings"], saved)


def _saved(corpus: Corpus, kind: str) -> pd.DataFrame:
    """Rows of a table of a bundle that belong to the articles of the corpus, with their outlets in the corpus."""
    assert corpus.bundle is not None
    table = read_table(corpus.bundle, kind)
    key = next((name for name in ("article_id", "outlet") if name in table), "")
    if not key:  # of the whole corpus
        return table
    table = table[table[key].isin(corpus.articles[key])].reset_index(drop=True)
    if key == "article_id" and "outlet" in table:
        table["outlet"] = table["article_id"].map(corpus.articles.set_index("article_id")["outlet"]).astype("str")
    return table


def _note_protection(tables: dict[str, pd.DataFrame], record: Record) -> None:
    """Put into the attrs of each table what its bundle does not hold of it."""
    for measure, remark in record["remarks"].items():
        if measure in tables:
            tables[measure] = with_note(tables[measure], str(remark))
    if not record["withheld"]:
        return
    places = _withheld(tables["voices"], tables["terms"])
    for measure in record["withheld"]:
        if measure in tables:
            tables[measure].attrs[KEY] = places


def _withheld(voices: pd.DataFrame, terms: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By voice: the number of articles whose words in it are withheld, and of these words."""
    key = ["article_id", "voice"]
    there = voices.loc[(voices["item"] == TOTAL) & (voices["units"] > 0), [*key, "n"]]
    shown = terms.loc[(terms["item"] == TOTAL) & (terms["units"] > 0), key]
    both = there.merge(shown, on=key, how="left", indicator=True)
    hidden = both[both["_merge"] == "left_only"].groupby("voice")["n"].agg(["size", "sum"])
    return {str(voice): {"articles": int(row["size"]), "words": int(row["sum"])} for voice, row in hidden.iterrows()}
