"""Which outlet or agency an article itself names as the one that it rests on."""

from __future__ import annotations

import pandas as pd

from analysis.annotation.annotations import Annotations
from analysis.language.text.credits import AGENCY, OUTLET, Credit, outlet_name, read_credit
from analysis.language.text.known_outlets import is_agency, known_outlets

LEAD = 2  # number of the last paragraph in which a report of another outlet is what the article rests on
_FIRST = r"\bfirst (?:reported|to report|published|obtained)\b"
_PARTS = r"[,;/]| and "
COLUMNS = ["article_id", "origin", "evidence", "words"]
CREDIT = "credit"
# Evidence -> the column of the table of articles that holds it; an attribution stands in the text.
WRITTEN = {"dateline": "agency", CREDIT: "credit", "byline": "byline"}


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
        the sentence says that the other outlet was first. An origin can be the article's own outlet. Who only
        contributed to an article is no origin. From a bundle without the words of attributions.

    Raises
    ------
    NeedsText
        From a bundle that does not hold them.
    """
    if notes.corpus.texts is None and "named_origins" in notes.saved:
        return notes.saved["named_origins"][1]
    articles = notes.corpus.articles
    names = {*known_outlets().values(), *map(outlet_name, articles["outlet"].unique())}
    written = written_origins(articles)
    found = pd.concat([written[written["alone"]], _attributed(notes, names)])
    return found[found["origin"] != ""].drop_duplicates("article_id")[COLUMNS].reset_index(drop=True)


def written_origins(articles: pd.DataFrame) -> pd.DataFrame:
    """Read the datelines, credits and bylines of articles.

    Parameters
    ----------
    articles : DataFrame
        Of a corpus, or of its bundle.

    Returns
    -------
    pandas.DataFrame
        article_id, origin ('' where none is named), kind and alone as in `Credit`, evidence and words; datelines first,
        then credits, then bylines.
    """
    outlets = frozenset(map(outlet_name, articles["outlet"].unique()))
    rows = []
    for evidence, column in WRITTEN.items():
        given = articles[["article_id", column]].dropna().rename(columns={column: "words"})
        credits = {words: read_credit(words, outlets) for words in given["words"].unique()}
        read = pd.DataFrame([credits[words] for words in given["words"]], given.index, columns=list(Credit._fields))
        read = read.astype({"name": "str", "kind": "str", "alone": bool})
        if evidence != "byline":
            # A credit can name an outlet that no table knows; a byline that names none names people.
            unknown = (read["name"] == "") & (read["kind"] != "")
            first = given["words"].str.split(_PARTS, regex=True).str[0]
            read["name"] = read["name"].mask(unknown, first.map(outlet_name))
        rows.append(pd.concat([given, read], axis=1).assign(evidence=evidence))
    return pd.concat(rows).rename(columns={"name": "origin"})


def agency_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Find the articles that are the text of a news agency as a whole, by what is written beside them.

    Parameters
    ----------
    articles : DataFrame
        Of a corpus, or of its bundle.

    Returns
    -------
    pandas.DataFrame
        article_id, agency, evidence (outlet, dateline, credit or byline) and words; one row per article.
    """
    written = written_origins(articles)
    written = written[(written["kind"] == AGENCY) & written["alone"]]
    name = articles["outlet"].map({label: outlet_name(label) for label in articles["outlet"].unique()}).astype("str")
    by_agency = articles[["article_id"]].assign(origin=name, evidence=OUTLET, words=articles["outlet"])
    found = pd.concat([by_agency[name.map(is_agency).astype(bool)], written])
    return found.drop_duplicates("article_id")[COLUMNS].rename(columns={"origin": "agency"}).reset_index(drop=True)


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
