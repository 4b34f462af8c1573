"""One batch: rows in, a part of a bundle out. What every worker runs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pyarrow as pa

from analysis.annotation.annotate import annotate
from analysis.bundles.disclosure.protection import protect
from analysis.bundles.share import tables_of, write_table
from analysis.corpus.from_rows import corpus_of
from analysis.language.dictionaries.dictionary import read_dictionary

# Read by Polars when it is imported: one core a worker. And by glibc: the memory of one batch is kept for the next, as
# to ask for it anew takes a fifteenth of the time.
ENVIRONMENT = {
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(2**30),
    "MALLOC_TRIM_THRESHOLD_": str(2**32),
}
READY = "settings.json"


def score(rows: str, part: str, name: str, house_style: bool, dictionary: str) -> str:
    """Annotate one batch and write its tables; the folder is there whole, or not at all.

    rows: an Arrow file of the batch, removed when it is done; what is not finished lies beside it. part: folder to
    write. name: of the corpus.
    dictionary: the file of frames; on a cluster, where workers see it under the same path.
    Returns: part."""
    with pa.memory_map(rows) as source:
        batch = pa.ipc.open_file(source).read_all().to_pandas()
    notes = annotate(corpus_of(batch, name), house_style=house_style)
    tables, settings = tables_of(notes, dictionary)
    tables, about = protect(tables, notes, read_dictionary(dictionary), batch=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{Path(part).name}.", dir=Path(rows).parent))
    for table, frame in tables.items():
        write_table(frame, folder / f"{table}.parquet")
    (folder / READY).write_text(json.dumps(settings | about, sort_keys=True), "utf-8")
    folder.chmod(0o755)
    try:
        folder.rename(part)
    except OSError:
        # A worker that was taken for dead has finished the same batch.
        if not Path(part).is_dir():
            raise
    Path(rows).unlink(missing_ok=True)
    return part
