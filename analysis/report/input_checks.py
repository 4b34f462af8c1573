"""Files that parameters of the notebooks name, opened before any work is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.comparison.plan import read_plan
from analysis.corpus.corpus import Corpus
from analysis.language.embeddings.word2vec_format import check_vectors
from analysis.language.entities.actor_list import read_actors
from analysis.language.sentiment.target_encoder import check_encoder


def check_files(given: Mapping[str, Any], corpus: Corpus) -> None:
    """Open every file that parameters name, and the actors of the corpus, as the notebooks do.

    Parameters
    ----------
    given : mapping
        Validated parameters of the notebooks.
    corpus : Corpus

    Raises
    ------
    WrongUse
        If a file cannot be used; the message names it and what is wrong with it.
    """
    if corpus.actors:
        read_actors(corpus.actors)
    read_plan(given.get("plan", ""))
    if encoder := given.get("encoder"):
        check_encoder(encoder)
    if vectors := given.get("vectors"):
        check_vectors(vectors)
    if given.get("coder") or given.get("codes"):
        _check_coding(corpus.only(given.get("outlets", [])), given.get("coder", ""), given.get("codes", ""))


def _check_coding(corpus: Corpus, coder: str, codes: str) -> None:
    """Check a coder and the codes that correct it, as notebook 4 uses them."""
    from analysis.annotation.annotate import annotate
    from analysis.coding.classifier import check
    from analysis.coding.code_shares import human_code_table
    from analysis.coding.human_codes import read_codes
    from analysis.coding.persistence import load_named

    notes = annotate(corpus)
    known = load_named(coder) if coder else None
    if known:
        check(notes, known)
    codings = read_codes(codes, notes) if codes else None
    if codings and known and not known.of_segments:
        human_code_table(codings)
