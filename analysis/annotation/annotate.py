"""Articles -> Annotations: segments, voices and words, from the text or from a bundle."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd

from analysis.annotation.annotations import Annotations
from analysis.annotation.from_bundle import read_annotations
from analysis.annotation.text_pass import annotate_texts
from analysis.corpus.corpus import Corpus
from analysis.exceptions import NeedsText


def annotate(corpus: Corpus, *, house_style: bool = True, parse: str = "") -> Annotations:
    """Cut articles into segments by sentence and voice, and into words.

    house_style: count spelling and name variants as one word and leave titles out (see lexicons/house_style.csv).
    parse: an English pipeline of spaCy, such as en_core_web_sm, by which attributions are found better; it is loaded
    when a measure first needs it, and then WrongUse is raised where it is not installed.
    Raises: NeedsText where only a bundle made with other settings is at hand."""
    settings = {"house_style": house_style}
    if corpus.bundle is not None:
        saved = read_annotations(corpus)
        if saved.settings == settings:
            return replace(saved, parse=parse)
        if corpus.texts is None:
            raise NeedsText(
                f"the bundle was made with {json.dumps(saved.settings)}, asked was {json.dumps(settings)}. "
                + corpus.how_to_get_text()
            )
    segments, style, words = annotate_texts(corpus, house_style)
    return Annotations(_counted(corpus, segments), segments, style, settings, layer=words, parse=parse)


def _counted(corpus: Corpus, segments: pd.DataFrame) -> Corpus:
    per = segments.groupby("article_id")["n_tokens"].agg(["size", "sum"]).reindex(corpus.articles["article_id"])
    articles = corpus.articles.assign(
        n_segments=per["size"].fillna(0).astype("Int64").to_numpy(),
        n_tokens=per["sum"].fillna(0).astype("Int64").to_numpy(),
    ).astype({"n_segments": "Int64", "n_tokens": "Int64"})
    return replace(corpus, articles=articles)
