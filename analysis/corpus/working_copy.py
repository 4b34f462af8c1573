"""A cleaned corpus on disk, for processes that work on it at the same time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.io.bundle_format import FURNITURE, TEXTS, write_record, write_tables
from analysis.language.entities.actor_list import FILE as ACTORS


def write_working_copy(corpus: Corpus, folder: Path) -> Path:
    """Write a corpus so that `read_corpus` gives the same one again, without reading and cleaning it anew.

    It is a private bundle without annotations and scores: a text is annotated faster than its scores are read.

    Parameters
    ----------
    corpus : Corpus
        With its texts.
    folder : Path
        Folder to make.

    Returns
    -------
    Path
        The folder, with symbolic links resolved.
    """
    assert corpus.texts is not None and corpus.display is not None
    folder.mkdir(parents=True)
    ids = corpus.articles["article_id"]
    texts = {
        "article_id": ids,
        "text": [corpus.texts[i] for i in ids],
        "display": [list(corpus.display[i]) for i in ids],
    }
    tables = {"articles": corpus.articles, "dropped": corpus.dropped, TEXTS: pd.DataFrame(texts)}
    if corpus.furniture is not None:
        tables[FURNITURE] = corpus.furniture
    write_tables(tables, folder)
    if corpus.actors:
        (folder / ACTORS).write_bytes(corpus.actors.read_bytes())
    events = {"events": corpus.event_columns.to_dict("records")} if corpus.event_columns is not None else {}
    groups = {"groups": corpus.groups.to_dict("records")} if len(corpus.groups) else {}
    write_record(folder, corpus.name, {"notes": list(corpus.notes), **events, **groups})
    return folder.resolve()
