"""What every worker runs: the articles of one batch in, the tables of a part of a bundle out."""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from pathlib import Path

from analysis.annotation.annotate import annotate
from analysis.annotation.shared_articles import leave_unknown
from analysis.batch.spool import move_finished, read_rows
from analysis.bundles.bundle_tables import bundle_tables, core_scores, settings_entries
from analysis.bundles.disclosure.protection import protect
from analysis.bundles.disclosure.revealing_voices import hidden_places
from analysis.corpus.from_rows import corpus_of
from analysis.corpus.survey import Survey, read_survey
from analysis.io.bundle_format import write_tables
from analysis.language.dictionaries.dictionary import read_dictionary

# One core per worker; polars reads its variable when it is imported.
ONE_CORE = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
# The others keep the memory of one batch for the next, as asking for it again takes a tenth of the time: they are read
# by the C library, polars (jemalloc) and Arrow.
ENVIRONMENT = {
    **ONE_CORE,
    "MALLOC_MMAP_THRESHOLD_": str(2**30),
    "MALLOC_TRIM_THRESHOLD_": str(2**32),
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:-1,muzzy_decay_ms:-1",
    "MIMALLOC_PURGE_DELAY": "-1",
}
# File of a part with the entries of its bundle.json.
ENTRIES = "settings.json"


def score(rows: str, part: str, name: str, house_style: bool, dictionary: str, survey: str) -> str:
    """Annotate and score one batch, and write its tables as a part: the folder is complete, or does not exist.

    Parameters
    ----------
    rows : str
        Arrow file of the batch, removed at the end. Unfinished work lies beside it.
    part : str
        Folder to write.
    name : str
        Name of the corpus.
    house_style : bool
        As in `annotate`.
    dictionary : str
        File of frames; the workers of a cluster must see it under the same path.
    survey : str
        File of what all articles of the table together show.

    Returns
    -------
    str
        The folder.
    """
    try:
        batch = read_rows(Path(rows))
    except FileNotFoundError:
        # A worker that was taken for dead has finished the same batch.
        if Path(part).is_dir():
            return part
        raise
    notes = annotate(corpus_of(batch, name, survey=_survey(survey)), house_style=house_style)
    leave_unknown(notes)
    scores, book = core_scores(notes, dictionary), read_dictionary(dictionary)
    tables = bundle_tables(notes, scores)
    hidden = hidden_places(notes, tables["scores"], book)
    protected = protect(tables, notes, book, hidden, labels_by_length=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{Path(part).name}.", dir=Path(rows).parent))
    write_tables(protected.tables, folder)
    entries = settings_entries(notes, scores) | protected.entries
    (folder / ENTRIES).write_text(json.dumps(entries, sort_keys=True), "utf-8")
    move_finished(folder, Path(part))
    Path(rows).unlink(missing_ok=True)
    return part


@lru_cache(maxsize=1)
def _survey(file: str) -> Survey:
    """Read the survey once for all batches."""
    return read_survey(Path(file))
