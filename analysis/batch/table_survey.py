"""The survey of a table of any size, made by workers: batches are reduced, and what is left is read by outlets."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pandas as pd
import polars as pl

from analysis._utils.progress_bar import Advance, progress
from analysis.batch.spool import text_size, write_rows
from analysis.batch.survey_files import extract_batch, in_bucket
from analysis.batch.workers import Workers
from analysis.corpus.survey import Survey, survey_of
from analysis.corpus.survey_extracts import Extract, is_full

T = TypeVar("T")
# Columns of rows that a survey reads.
_READ = ["article_id", "outlet", "event", "body"]
# Outlets are divided into parts with the text of so many batches; times that they are gone through, see `survey_of`.
BATCHES, MOST_BUCKETS, ROUNDS = 12, 256, 3


def survey_table(
    frames: Iterator[pd.DataFrame],
    spool: Path,
    workers: Workers,
    *,
    size: float,
    megabytes: float,
    keep: tuple[str, ...] = (),
) -> Survey:
    """Survey the rows of a table, as `survey_rows` does.

    Parameters
    ----------
    frames : iterator of DataFrame
        Rows of each batch, with body.
    spool : Path
        Folder that the workers see. A folder is made in it, and removed.
    workers : Workers
    size, megabytes : float
        Megabytes of text: of the table, by estimate, and of a batch.
    keep : tuple of str
        Names of rules and passages that are not to be cut.

    Returns
    -------
    Survey
        The same for all sizes of batches, and numbers of workers.
    """
    folder, parts = Path(tempfile.mkdtemp(prefix="survey.", dir=spool)), list[str]()
    # Of each a worker is in need of the memory, and reads a piece in the files of each batch.
    buckets = min(max(workers.number, math.ceil(size / (BATCHES * megabytes))), MOST_BUCKETS)
    with progress("surveying", size, "MB") as advance:
        labels = pl.concat(_label_counts(frames, folder, workers, buckets, parts, advance))
    with progress("surveying outlets", ROUNDS * buckets) as advance:

        def each(work: Callable[[Extract], T]) -> list[T]:
            jobs = ((f"{bucket:06d}", partial(in_bucket, parts, bucket, work)) for bucket in range(buckets))
            found: dict[str, T] = {}
            for name, result in workers.finished(jobs):
                found[name] = result
                advance()
            return [found[name] for name in sorted(found)]

        survey = survey_of(labels, each, keep)
    shutil.rmtree(folder)
    return survey


def _label_counts(
    frames: Iterator[pd.DataFrame], folder: Path, workers: Workers, buckets: int, parts: list[str], advance: Advance
) -> list[pl.DataFrame]:
    """Have workers reduce each batch, list the folder of each, and return its `count_labels`."""
    counted: dict[str, pl.DataFrame] = {}
    sizes: dict[str, int] = {}
    full: set[str] = set()

    def jobs() -> Iterator[tuple[str, Callable[[], pl.DataFrame]]]:
        first = 0
        for number, frame in enumerate(frames):
            name = f"{number:06d}"
            write_rows(frame[[column for column in _READ if column in frame]], folder / f"{name}.rows")
            parts.append(str(folder / name))
            sizes[name] = text_size(frame)
            yield name, partial(extract_batch, str(folder / f"{name}.rows"), parts[-1], first, sorted(full), buckets)
            first += len(frame)

    articles, characters = Counter[str](), Counter[str]()
    for name, labels in workers.finished(jobs()):
        (folder / f"{name}.rows").unlink()
        counted[name] = labels
        articles.update(dict(zip(labels["label"], labels["articles"], strict=True)))
        characters.update(dict(zip(labels["label"], labels["characters"], strict=True)))
        # Earlier batches are finished or running, so that a later one need not be sampled.
        full.update(label for label in labels["label"] if is_full(articles[label], characters[label]))
        advance(sizes.pop(name) / 1e6)
    return [counted[name] for name in sorted(counted)]
