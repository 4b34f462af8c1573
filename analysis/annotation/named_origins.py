"""Which outlet or agency an article itself names as the one that it rests on."""

from __future__ import annotations

import re

import pandas as pd

from analysis.annotation.annotations import Annotations
from analysis.importers.outlets import known_outlets, spelling_key

LEAD = 2  # number of the last paragraph in which a report of another outlet is what the article rests on
_FIRST = r"\bfirst (?:reported|to report|published|obtained)\b"
_QUALIFIER = re.compile(r"\s*[(|]")
_PARTS = re.compile(r"[,;/]| and ")
_MARKS = " .,\"'“”‘’"
COLUMNS = ["article_id", "origin", "evidence", "words"]
# Evidence -> the column of the table of articles that holds it; an attribution stands in the text.
WRITTEN = {"dateline": "agency", "credit": "credit", "byline": "byline"}


def outlet_name(written: str) -> str:
    """Return the name of an outlet without marks and qualifiers, as the table of outlets writes it.

    Examples
    --------
    >>> outlet_name("CNN (Online News)"), outlet_name("the “New York Times.”"), outlet_name("AP")
    ('CNN', 'The New York Times', 'Associated Press')
    """
    plain = _QUALIFIER.split(written.strip(_MARKS))[0].strip(_MARKS)
    return known_outlets().get(spelling_key(plain), plain)


def named_origins(notes: Annotations) -> pd.DataFrame:
    """Find what articles say of where they are from.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        article_id, origin (outlet or agency), evidence (dateline, credit, byline or attribution) and words (that say
        so); at most one row per article, the first of these that is there. An attribution counts in the lead, or where
        the sentence says that the other outlet was first. An origin can be the article's own outlet. From a bundle
        without the words of attributions.

    Raises
    ------
    NeedsText
        From a bundle that does not hold them.
    """
    if notes.corpus.texts is None and "named_origins" in notes.saved:
        return notes.saved["named_origins"][1]
    articles = notes.corpus.articles
    names = {*known_outlets().values(), *map(outlet_name, articles["outlet"].unique())}
    rows = []
    for evidence, column in WRITTEN.items():
        given = articles[column].dropna()
        parts = given.str.split(_PARTS.pattern, regex=True).map(lambda some: [outlet_name(part) for part in some])
        chosen = parts.map(lambda some: next((name for name in some if name in names), ""))
        # A credit can name an agency that no table knows; a byline that names no outlet names people.
        origin = chosen if evidence == "byline" else chosen.where(chosen != "", parts.str[0])
        rows.append(pd.DataFrame({"article_id": articles["article_id"], "origin": origin, "evidence": evidence,
                                  "words": given}).dropna())  # fmt: skip
    found = pd.concat([*rows, _attributed(notes, names)])
    return found[found["origin"] != ""].drop_duplicates("article_id")[COLUMNS].reset_index(drop=True)


def _attributed(notes: Annotations, names: set[str]) -> pd.DataFrame:
    """Return the attributions to other outlets in the lead, or to those that were first."""
    table = notes.attributions.table.query("kind == 'document_or_media'")
    outlet = table["article_id"].map(notes.corpus.articles.set_index("article_id")["outlet"])
    origin = table["source"].map(outlet_name).astype("str")
    own = outlet.map({label: outlet_name(label) for label in outlet.unique()})
    words = pd.Series(notes.words.texts.gather(table["segment"].to_numpy()).to_list(), table.index, dtype="str")
    paragraph = notes.segments["paragraph"].to_numpy()[table["segment"]]
    rests = (paragraph <= LEAD) | words.str.contains(_FIRST)
    kept = origin.isin(names) & (origin != own) & rests
    return pd.DataFrame({"article_id": table["article_id"], "origin": origin, "words": words})[kept].assign(
        evidence="attribution"
    )
