"""Annotations read from the tables of a bundle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import pandas as pd

from analysis import schema
from analysis._utils.coded_text import MOST_PLAIN_ROWS, coded
from analysis._utils.content_hiding import hides_content
from analysis._utils.membership import are_among
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_facts import bundled_statements
from analysis.annotation.bundled_figures import bundled_figures, bundled_relations
from analysis.corpus.corpus import Corpus
from analysis.io.bundle_format import MEASURE_TABLES, Record, read_record, read_scores_record, readable
from analysis.io.bundle_reading import read_scores, read_table
from analysis.io.withheld_scores import KEY
from analysis.schema import TOTAL

# Tables that hold parts of those of other measures.
_PARTS = ("fact_terms", "figure_words")
# The words of an article in a voice, and those of them that a bundle holds.
_TELLING = ("voices", "terms")


def read_annotations(corpus: Corpus, *, with_segments: bool = True) -> Annotations:
    """Read the annotations of a corpus from its bundle.

    Parameters
    ----------
    corpus : Corpus
        Read from a bundle.
    with_segments : bool
        Whether the tables segments and style are read; else they have no rows. Comparisons need none.

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
        _check_scores(corpus.bundle, record)
        segments, style = (
            _of_articles(read_table(corpus.bundle, kind), corpus) if with_segments else schema.empty(kind)
            for kind in ("segments", "style")
        )
    return Annotations(corpus, segments, style, record["settings"], SavedMeasures(corpus, record))


def _check_scores(bundle: Path, record: Record) -> None:
    """Check that scores have their columns, and that there are those that tell what is withheld."""
    read_scores(bundle, [])
    for measure in _TELLING if record["withheld"] else ():
        record["measures"][measure]


@hides_content
class SavedMeasures(Mapping[str, tuple[Mapping[str, Any], pd.DataFrame]]):
    """Measures of a bundle and the settings they were made with; each table is read on first use.

    Parameters
    ----------
    corpus : Corpus
        Read from the bundle; its articles are those that count.
    record : Record
        Of the bundle.
    """

    def __init__(self, corpus: Corpus, record: Record) -> None:
        self._corpus, self._record = corpus, record
        self._read: MutableMapping[str, pd.DataFrame] = {}
        # Large tables are forgotten with their last use.
        self._large: MutableMapping[str, pd.DataFrame] = WeakValueDictionary()

    def __getitem__(self, measure: str) -> tuple[Mapping[str, Any], pd.DataFrame]:
        """Return the settings and the table of a measure."""
        settings = self._record["measures"][measure]
        if measure in _PARTS:
            raise KeyError(measure)
        table = self._read.get(measure, self._large.get(measure))
        if table is None:
            with readable(self._folder):
                self._check_unchanged()
                table = self._with_note(measure, self._table(measure))
            (self._large if len(table) > MOST_PLAIN_ROWS else self._read)[measure] = table
        return settings, table

    def settings_of(self, measure: str) -> Mapping[str, Any]:
        """Return the settings of a measure, without reading its table."""
        settings: Mapping[str, Any] = self._record["measures"][measure]
        return settings

    def of_items(self, measure: str, items: Collection[str]) -> tuple[Mapping[str, Any], pd.DataFrame]:
        """Return the settings of a measure and the rows of its totals and some items; with others if they are read."""
        if measure in self._read or measure in self._large:
            return self[measure]
        with readable(self._folder):
            self._check_unchanged()
            rows = _of_articles(read_scores(self._folder, [measure], [TOTAL, *items]), self._corpus)
            return self._record["measures"][measure], self._with_note(measure, rows)

    def without_rows(self, measure: str) -> pd.DataFrame:
        """Return the table of a measure without its rows, for what is said of it; at most totals are read."""
        with readable(self._folder):
            self._check_unchanged()
            return self._with_note(measure, schema.empty("scores"))

    def __contains__(self, measure: object) -> bool:
        """Return whether the bundle holds a measure, without reading its table."""
        return measure in self._record["measures"] and measure not in _PARTS

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the measures."""
        return (measure for measure in self._record["measures"] if measure not in _PARTS)

    def __len__(self) -> int:
        """Return how many measures the bundle holds."""
        return sum(1 for _ in self)

    def _check_unchanged(self) -> None:
        """Raise ValueError if another bundle has taken the place of the one that was opened."""
        if read_record(self._folder)["sha256"] != self._record["sha256"]:
            raise ValueError("another one was written in its place; read the corpus again")

    @property
    def _folder(self) -> Path:
        assert self._corpus.bundle is not None
        return self._corpus.bundle

    def _table(self, measure: str) -> pd.DataFrame:
        """Read the table of a measure; parts that stand in a table of their own are put in."""
        if measure not in MEASURE_TABLES:
            return _of_articles(read_scores(self._folder, [measure]), self._corpus)
        table = self._plain(measure)
        if measure == "statements" and "fact_terms" in self._record["measures"]:
            return bundled_statements(table, self._plain("fact_terms"))
        if measure == "figure_list" and "figure_words" in self._record["measures"]:
            outlets = self._corpus.articles.set_index("article_id")["outlet"]
            return bundled_figures(table, self._plain("figure_words"), outlets)
        if measure == "figure_pairs" and "figure_words" in self._record["measures"]:
            return bundled_relations(table, self._plain("figure_words"))
        return table

    def _plain(self, kind: str) -> pd.DataFrame:
        return _of_articles(read_table(self._folder, kind), self._corpus)

    def _with_note(self, measure: str, table: pd.DataFrame) -> pd.DataFrame:
        """Put into the attrs of a table what the bundle does not hold of it."""
        if measure in self._record["remarks"]:
            table = with_note(table, str(self._record["remarks"][measure]))
        if measure in self._record["withheld"]:
            table.attrs[KEY] = self._withheld
        return table

    @cached_property
    def _withheld(self) -> dict[str, dict[str, int]]:
        """By voice: the number of articles whose words in it are withheld, and of these words."""
        totals = _of_articles(read_scores(self._folder, _TELLING, [TOTAL]), self._corpus)
        totals, key = totals[totals["units"] > 0], ["article_id", "voice"]
        there, shown = (totals[totals["measure"] == measure] for measure in _TELLING)
        both = there[[*key, "n"]].merge(shown[key], on=key, how="left", indicator=True)
        hidden = both[both["_merge"] == "left_only"].groupby("voice")["n"].agg(["size", "sum"])
        return {
            str(voice): {"articles": int(row["size"]), "words": int(row["sum"])} for voice, row in hidden.iterrows()
        }


def _of_articles(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return the rows of a table that belong to the articles of the corpus, with their outlets in the corpus."""
    key = next((name for name in ("article_id", "outlet") if name in table), "")
    if not key:  # of the whole corpus
        return table
    counted = are_among(table[key], corpus.articles[key])
    table = table if counted.all() else table[counted].reset_index(drop=True)
    if key == "article_id" and "outlet" in table:
        article, different = pd.factorize(table["article_id"])
        of_article = corpus.articles.set_index("article_id")["outlet"].reindex(pd.Index(different, dtype="str"))
        outlet, names = pd.factorize(of_article)
        table = table.assign(outlet=coded(outlet[article], names).astype(table["outlet"].dtype.name))
    return table
