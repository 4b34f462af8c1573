"""How much of each article is the text of a news agency, and what says so."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.named_origins import agency_articles
from analysis.annotation.own_text import OwnText, own_text
from analysis.annotation.shared_text import text_pairs

ITEM, SHARED = "agency_text", "shared text"
_WITHOUT_TEXT = "Articles that share text with one by an agency are not counted: that needs the articles themselves."


def wire_copy(notes: Annotations) -> pd.DataFrame:
    """Count the words of each article that are the text of a news agency.

    All words of an article are, if its outlet is an agency, or if its dateline, its credit or its byline names an
    agency and nobody else as the author. Of other articles, those words are that an article of an agency on the same
    event has, too, if both share text as in `shared_text`. Else none is: style alone does not tell. An agency that
    contributed to an article (The Associated Press contributed to this report) has not written it.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: agency_text; x: its words; n: words of narration; an article is one unit. From a bundle
        without shared text; ``attrs["note"]`` says so. `wire_evidence` lists what says so.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.compare(ss.measures.wire_copy(notes), against="rest")  # doctest: +SKIP
    """
    check_annotations(notes)
    table = notes.scores("wire_copy", {}, lambda: _wire_scores(notes), needs_text=False, of_shared_text=True)
    return table if notes.corpus.texts is not None else with_note(table, _WITHOUT_TEXT)


def wire_evidence(notes: Annotations) -> pd.DataFrame:
    """List the articles that are agency text, in whole or in part, with what says so.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        event, article_id, outlet; agency; evidence (outlet, dateline, credit, byline or shared text); words that say
        so, or the article_id of the agency's article that shares most; share, of the words of narration. From a bundle
        without shared text; ``attrs["note"]`` says so.
    """
    check_annotations(notes)
    found = _evidence(notes).merge(notes.corpus.articles[["event", "article_id", "outlet"]], on="article_id")
    found = found.assign(share=found["x"] / found["n"])
    table = schema.typed(found.sort_values(["event", "article_id"]), "wire_evidence")
    return table if notes.corpus.texts is not None else with_note(table, _WITHOUT_TEXT)


def _wire_scores(notes: Annotations) -> pd.DataFrame:
    narrated, found = _narrated_words(notes), _evidence(notes)
    scores = notes.corpus.articles[["article_id", "event", "outlet"]].assign(measure="wire_copy", item=ITEM)
    n = scores["article_id"].map(narrated).fillna(0.0)
    x = scores["article_id"].map(found.set_index("article_id")["x"]).fillna(0.0)
    scores = scores.assign(voice="narration", x=x, n=n, units=1.0, xx=x * x, xn=x * n, nn=n * n)
    return schema.typed(scores[n > 0].sort_values("article_id"), "scores")


def _evidence(notes: Annotations) -> pd.DataFrame:
    """Return article_id, agency, evidence and words, x (words of agency text) and n (words of narration)."""
    found = agency_articles(notes.corpus.articles)
    narrated = _narrated_words(notes)
    found = found.assign(x=found["article_id"].map(narrated))
    if notes.corpus.texts is not None:
        found = pd.concat([found, _with_shared_words(notes, found)])
    found = found.assign(n=found["article_id"].map(narrated)).astype({"x": float, "n": float})
    return found[found["n"] > 0]


def _narrated_words(notes: Annotations) -> pd.Series:
    """Return the words of narration of each article, by article_id."""
    if notes.corpus.texts is None:
        voices = notes.saved["voices"][1]
        return voices[voices["item"] == "narration"].groupby("article_id")["x"].sum()
    segments = notes.segments[notes.segments["voice"] == "narration"]
    return segments.groupby("article_id")["n_tokens"].sum().astype(float)


def _with_shared_words(notes: Annotations, agencies: pd.DataFrame) -> pd.DataFrame:
    """Return the other articles that share text with some of agencies: article_id, agency, evidence, words and x."""
    ids = notes.corpus.articles["article_id"]
    agency = ids.map(agencies.set_index("article_id")["agency"])
    pairs, by_agency = text_pairs(notes), agency.notna().to_numpy()
    sides = (("one", "two"), ("two", "one"))
    links = pd.concat(
        pd.DataFrame({"article": pairs[side], "source": pairs[other], "share": pairs[f"share_{side}"]})
        for side, other in sides
    )
    links = links[~by_agency[links["article"]] & by_agency[links["source"]]]
    most = links.sort_values("share", ascending=False, kind="stable").drop_duplicates("article")
    words = _shared_words(own_text(notes), links)
    return pd.DataFrame({
        "article_id": ids.array.take(most["article"]),
        "agency": agency.array.take(most["source"]),
        "evidence": SHARED,
        "words": ids.array.take(most["source"]),
        "x": words[most["article"]],
    })  # fmt: skip


def _shared_words(own: OwnText, links: pd.DataFrame) -> NDArray[np.int64]:
    """Return how many words of each article some others have, too; links: article and source, a row each."""
    held, places = own.held, [np.empty(0, np.int64)]
    for article, sources in links.groupby("article")["source"]:
        of_sources = held.shared[sources.to_numpy()].indices
        here = slice(held.starts[article], held.starts[article + 1])
        places.append(held.place[here][np.isin(held.number[here], of_sources)])
    shared = np.append(0, np.cumsum(own.in_runs(np.concatenate(places))))
    words: NDArray[np.int64] = np.diff(shared[own.begins])
    return words
