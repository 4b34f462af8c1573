"""The batches of a table: articles written as files that workers find."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
import pyarrow as pa

from analysis._version import __version__


class Batch(NamedTuple):
    """Articles that are worked on together.

    Attributes
    ----------
    rows : Path
        Arrow file of the articles.
    part : Path
        Folder of their tables, when the batch is finished.
    size : int
        Bytes of their text.
    """

    rows: Path
    part: Path
    size: int


def spooled(
    frames: Iterator[pd.DataFrame], spool: Path, finished: Path, settings: Mapping[str, object]
) -> Iterator[Batch]:
    """Write the articles of each batch that is not finished.

    Parameters
    ----------
    frames : iterator of DataFrame
        Articles of each batch.
    spool : Path
        Folder for the files of articles.
    finished : Path
        Folder of the parts of finished batches.
    settings : mapping
        What the tables are made with. A part that was made from other articles or with other settings has another name.

    Yields
    ------
    Batch
    """
    for number, frame in enumerate(frames):
        data = _arrow_file(frame)
        made_with = json.dumps({"samestory": __version__, **settings}, sort_keys=True)
        key = hashlib.sha256(made_with.encode() + memoryview(data)).hexdigest()[:16]
        name = f"{number:06d}-{key}"
        batch = Batch(spool / name, finished / name, text_size(frame))
        if not batch.part.exists():
            batch.rows.write_bytes(data)
        yield batch


def write_rows(frame: pd.DataFrame, file: Path) -> None:
    """Write rows for a worker.

    Parameters
    ----------
    frame : DataFrame
    file : Path
        Arrow file to write.
    """
    file.write_bytes(_arrow_file(frame))


def read_rows(file: Path) -> pd.DataFrame:
    """Read what `write_rows` wrote.

    Parameters
    ----------
    file : Path

    Returns
    -------
    DataFrame
    """
    with pa.memory_map(str(file)) as source:
        rows: pd.DataFrame = pa.ipc.open_file(source).read_all().to_pandas()
    return rows


def move_finished(folder: Path, part: Path) -> None:
    """Move a finished folder into place, unless a worker that was taken for dead has finished the same.

    Parameters
    ----------
    folder, part : Path
        On the same file system.
    """
    folder.chmod(0o755)
    try:
        folder.rename(part)
    except OSError:
        if not part.is_dir():
            raise


def _arrow_file(frame: pd.DataFrame) -> pa.Buffer:
    """Content of an Arrow file with the rows of a table."""
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows)
    return sink.getvalue()


def text_size(frame: pd.DataFrame) -> int:
    """Return the bytes of the text of articles.

    Parameters
    ----------
    frame : DataFrame
        With body.

    Returns
    -------
    int
    """
    return int(pl.Series(frame["body"]).str.len_bytes().sum())
