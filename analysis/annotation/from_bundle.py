"""Annotations read from the tables of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse
from analysis.io.json_files import read_json
from analysis.io.withheld_scores import KEY
from analysis.schema import FORMER_MEASURES, TOTAL

# Measures with a table of their own: they are no scores.
OWN_TABLES = ("collocations", "attributions", "reporting_verb_counts")
_BY_MEASURE = ("measures", "remarks")


def read_annotations(corpus: Corpus) -> Annotations:
    assert corpus.bundle is not None
    try:
        about = read_json(corpus.bundle / "bundle.json", "record of a bundle", {"measures": dict, "settings": dict})
        segments, style, scores = (_saved(corpus, t) for t in ("segments", "style", "scores"))
        if not FORMER_MEASURES.keys().isdisjoint(about["measures"]):
            about, scores = _renamed(about), scores.assign(measure=scores["measure"].replace(FORMER_MEASURES))
        tables = {m: scores[scores["measure"] == m].reset_index(drop=True) for m in about["measures"]}
        tables |= {kind: _saved(corpus, kind) for kind in OWN_TABLES if kind in tables}
        _note_protection(tables, about)
        saved = {m: (made_with, tables[m]) for m, made_with in about["measures"].items()}
        return Annotations(corpus, segments, style, about["settings"], saved)
    except KeyError as error:
        raise WrongUse(f"'{corpus.bundle}' is not a readable bundle: it lacks {error}") from None
    except (OSError, ValueError, TypeError) as error:
        raise WrongUse(f"'{corpus.bundle}' is not a readable bundle: {error}") from None


def _renamed(about: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a bundle made by 0.1.0, with the names that measures have now."""
    names = {name: FORMER_MEASURES.get(name, name) for name in about["measures"]}
    renamed = {key: {names.get(name, name): value for name, value in about.get(key, {}).items()} for key in _BY_MEASURE}
    return {**about, **renamed, "withheld": [names.get(name, name) for name in about.get("withheld", [])]}


def _saved(corpus: Corpus, kind: str) -> pd.DataFrame:
    """A table of a bundle; in one made for others some columns are missing."""
    assert corpus.bundle is not None
    names = [kind, *(former for former, now in FORMER_MEASURES.items() if now == kind)]
    files = [file for file in (corpus.bundle / f"{name}.parquet" for name in names) if file.exists()]
    table = pd.read_parquet(files[0] if files else corpus.bundle / f"{kind}.parquet")
    shared = schema.SHARED.get(kind, kind)
    private = (corpus.bundle / "texts.parquet").exists()
    known = table if private else _as_shared(table, shared)
    return _of(schema.check(known, kind if private else shared), corpus)


def _as_shared(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """A table of a bundle made before some of its columns were left empty is read all the same."""
    return table.astype({c.name: c.dtype for c in schema.TABLES[kind] if c.name in table})


def _note_protection(tables: dict[str, pd.DataFrame], about: Mapping[str, Any]) -> None:
    """Put into the .attrs of each table what its bundle does not hold of it."""
    for measure, remark in about.get("remarks", {}).items():
        if measure in tables:
            tables[measure] = with_note(tables[measure], str(remark))
    if not about.get("withheld"):
        return
    places = _withheld(tables["voices"], tables["terms"])
    for measure in about["withheld"]:
        if measure in tables:
            tables[measure].attrs[KEY] = places


def _withheld(voices: pd.DataFrame, terms: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By voice: the articles whose words in it are withheld, and their number."""
    key = ["article_id", "voice"]
    there = voices.loc[(voices["item"] == TOTAL) & (voices["units"] > 0), [*key, "n"]]
    shown = terms.loc[(terms["item"] == TOTAL) & (terms["units"] > 0), key]
    both = there.merge(shown, on=key, how="left", indicator=True)
    hidden = both[both["_merge"] == "left_only"].groupby("voice")["n"].agg(["size", "sum"])
    return {str(voice): {"articles": int(row["size"]), "words": int(row["sum"])} for voice, row in hidden.iterrows()}


def _of(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    key = "article_id" if "article_id" in table else "outlet"
    return table[table[key].isin(corpus.articles[key])].reset_index(drop=True)
