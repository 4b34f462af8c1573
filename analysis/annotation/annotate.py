"""Articles -> Annotations: segments, voices and words, from the text or from a bundle."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.annotation.annotations import Annotations
from analysis.annotation.from_bundle import read_annotations
from analysis.annotation.text_pass import annotate_texts
from analysis.corpus.corpus import Corpus, check_corpus
from analysis.exceptions import NeedsText
from analysis.io.shared_results import shared_result


def annotate(corpus: Corpus, *, house_style: bool = True, parse: str = "") -> Annotations:
    """Divide articles into segments by sentence and voice, and into words.

    Parameters
    ----------
    corpus : Corpus
        As `read_corpus` returns it. From a bundle its saved tables are used.
    house_style : bool
        Count variants of spelling and of names as one word, and leave out titles (see lexicons/house_style.csv) and
        names of outlets, of the author and of the agency that an article credits.
    parse : str
        Name of an English spaCy pipeline, such as ``"en_core_web_sm"``, that finds attributions beside the rules. It
        is loaded when a measure first needs it; WrongUse is raised then if it is not installed.

    Returns
    -------
    Annotations
        The input of every function of `measures`.

    Raises
    ------
    WrongUse
        If `corpus` is not a corpus.
    NeedsText
        If only a bundle made with other settings is available.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> scores = ss.measures.terms(notes)  # doctest: +SKIP
    """
    check_corpus(corpus)
    settings = {"house_style": house_style}
    if corpus.bundle is not None:
        saved = read_annotations(corpus)
        if saved.settings == settings:
            return replace(saved, parse=parse)
        if corpus.texts is None:
            raise NeedsText(
                f"The bundle was made with {json.dumps(saved.settings)}, but the settings are {json.dumps(settings)}. "
                + corpus.how_to_get_text()
            )
    segments, style, words = shared_result(
        "annotated", lambda: (corpus.articles, corpus.texts, corpus.display, house_style),
        lambda: annotate_texts(corpus, house_style),
    )  # fmt: skip
    counted = _with_counts(corpus, segments)
    return Annotations(counted, segments, style, settings, segmented_words=words, parse=parse)


def _with_counts(corpus: Corpus, segments: pd.DataFrame) -> Corpus:
    """Return the corpus with the numbers of segments and words of each article."""
    article, found = pd.factorize(segments["article_id"])
    row = pd.Index(corpus.articles["article_id"]).get_indexer(found)[article]
    n_segments = np.bincount(row, minlength=len(corpus.articles))
    n_tokens = np.bincount(row, segments["n_tokens"], len(corpus.articles)).astype(np.int64)
    articles = corpus.articles.assign(n_segments=n_segments, n_tokens=n_tokens)
    return replace(corpus, articles=articles.astype({"n_segments": "Int64", "n_tokens": "Int64"}))
