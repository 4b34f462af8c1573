"""The data card of a bundle: what can be read from it, what cannot, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.bundles.article_sources import table_of_terms
from analysis.bundles.card_tables import contents, escaped, remarks, settings
from analysis.bundles.disclosure.thresholds import LEAST_ARTICLES, LEAST_PAIRS, LEAST_SEGMENTS

_BATCHES = (
    "\nThis bundle was made in batches by `samestory annotate`: what is left out is chosen article by article, and the "
    "attacks\nwere not run on the whole of it.\n"
)
_RECORDED = (
    "`samestory ingest` recorded in which formats the articles were delivered. The sentences on terms are short; the "
    "contract\ndecides.\n\n"
)
_NOT_RECORDED = "The articles came as a table, without a record of their sources; the terms of those hold."
# Key of the counts in bundle.json -> its row in the card.
LABELS = {
    "places": "voices of an article whose words are left out: fewer than {segments} segments, or a word in every one",
    "place_words": "words in them",
    "long_words": "counts of words with three parts or more (two hyphens), and of passages without blanks",
    "variants": "house-style variants with three parts or more",
    "pairs": "pairs of words whose chain would give a run of three",
    "text_pairs": "pairs of articles of which one, whose words are left out, holds most of the text of the other",
    "aliases": "aliases of actors that are passages of a text",
    "corpus": "name of the corpus, replaced",
    "article_id": "names of articles, replaced",
    "outlet": "names of outlets, replaced",
    "event": "names of events, replaced",
    "byline": "bylines",
    "credit": "credits",
    "publisher": "publishers",
    "place": "places of datelines",
    "agency": "agencies of datelines",
    "published_given": "times of publication as given",
    "language": "language codes",
}


def data_card(corpus: str, version: str, entries: Mapping[str, Any], articles: pd.DataFrame) -> str:
    """Write the data card of a bundle as Markdown.

    Parameters
    ----------
    corpus, version : str
        Name of the corpus; version of samestory.
    entries : mapping
        Entries of bundle.json, see `analysis.io.bundle_format.Record`; all but the checksums are read.
    articles : DataFrame
        Of the bundle.

    Returns
    -------
    str
    """
    protection = entries["protection"]
    counts = protection["counts"]
    rows = [f"| {label.format(segments=LEAST_SEGMENTS)} | {counts.get(key, 0):,} |" for key, label in LABELS.items()]
    batches = bool(protection.get("batches"))
    template = files("analysis.bundles.disclosure").joinpath("data_card.md").read_text("utf-8")
    return template.format(
        corpus=escaped(corpus),
        version=version,
        contents=contents(articles, named=bool(entries.get("events"))),
        sources=_RECORDED + table_of_terms(formats) if (formats := entries.get("formats")) else _NOT_RECORDED,
        remarks=remarks(entries),
        settings=settings(entries),
        segments=LEAST_SEGMENTS,
        pairs=LEAST_PAIRS,
        articles=LEAST_ARTICLES,
        no_pairs=" (none in this bundle)" if batches else "",
        batches=_BATCHES if batches else "",
        counts="\n".join(rows),
        names="; ".join(map(escaped, entries["names"])) or "none",
        phrases="; ".join(map(escaped, entries["phrases"])) or "none",
    )
