"""`compare_bundle`: compare a measure of a bundle of any size, some items at a time, on workers or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_whole
from analysis._utils.parallel import cores
from analysis._utils.progress_bar import progress
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.annotation.from_bundle import SavedMeasures, read_annotations
from analysis.annotation.term_limits import MOST_TERMS, TermLimits, chosen_terms, most_note
from analysis.batch.annotate_table import MOST_WORKERS
from analysis.batch.executors import executor
from analysis.batch.item_counts import item_counts
from analysis.batch.worker import ONE_CORE
from analysis.batch.workers import Workers
from analysis.comparison.compare import compare, designed, with_defaults
from analysis.comparison.compared_items import ComparedItems, compared_items, joined_items
from analysis.comparison.designs import Design
from analysis.comparison.readable import as_comparisons
from analysis.comparison.result_rows import rows_of
from analysis.corpus.reading import read_corpus
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.bundle_format import MEASURE_TABLES, RECORD, is_bundle, readable
from analysis.io.files import sha256_of
from analysis.io.paths import resolve
from analysis.schema import TOTAL

TERMS = "terms"
# Scores of the items that a worker compares at once.
ROWS = 2_000_000


def compare_bundle(
    bundle: str | Path,
    measure: str,
    *,
    most: int = 10_000,
    workers: int = 0,
    scheduler: str = "",
    **asked: Any,
) -> pd.DataFrame:
    """Compare outlets on a measure of a bundle of any size, some of its items at a time.

    The table is that of `compare` for the same scores; with `adjust`, but for rounding. Memory does not grow with the
    number of articles but for what is known of each of them, such as its outlet and its words.

    Parameters
    ----------
    bundle : str or Path
        Folder of a bundle, such as `annotate_table` writes.
    measure : str
        A measure whose scores the bundle holds: 'terms', 'framing', 'sentiment', 'voices', …
    most : int, default 10,000
        Of terms, those that occur in most articles are compared, as ``measures.terms(notes, most=most)`` chooses them;
        0 for all.
    workers : int
        Number of processes; 0 for one per core.
    scheduler : str
        '' for processes of this machine, 'local' for a Dask cluster on it, or the address of a Dask scheduler, whose
        workers must see the bundle under the same path.
    **asked
        Parameters of `compare`, with their defaults; `correction` is not 'maxt', which needs all items at once.

    Returns
    -------
    DataFrame
        Table comparisons, as `compare` returns it.

    Raises
    ------
    WrongUse
        If the folder is no bundle, does not hold the measure, or as `compare`.
    FailedWork
        If workers are killed again and again.

    Examples
    --------
    >>> import samestory as ss
    >>> words = ss.compare_bundle("data/atacms/bundle", "terms", workers=1)
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> words.equals(ss.compare(ss.measures.terms(notes, most=10_000)))
    True
    """
    most = checked_whole(most, "most", 0, MOST_TERMS)
    workers = checked_whole(workers, "workers", 0, MOST_WORKERS) or cores()
    given = with_defaults(**asked)
    if given["correction"] == "maxt":
        raise WrongUse("Invalid `correction`: 'maxt' needs all items at once. Expected 'bh', 'bonferroni' or None.")
    folder = resolve(bundle)
    scores = partial(_scores, *_checked(folder, measure), measure)
    # Totals are enough to tell what is wrong with a parameter.
    totals = scores([])
    if totals.empty:
        return compare(scores(None), **given)
    design = designed(totals, **given)
    if isinstance(design, str):
        return schema.empty("comparisons", design)
    del design, totals
    made: dict[str, tuple[ComparedItems, str]] = {}
    # Workers do not keep freed memory, as those that annotate do: it saves 6 % of processor time here, and takes 18 %
    # more memory (words of 223 MB).
    start = partial(executor, workers, scheduler, environment=ONE_CORE)
    with Workers(start, workers, in_batches=False) as pool:
        parts, left_out = _parts(folder, measure, most, pool)
        names = [f"of items {number}" for number in range(len(parts))]
        tasks = (partial(_compared, partial(scores, items, left_out), given) for items in parts)
        with progress("comparing", len(parts)) as advance:
            for name, part in pool.finished(zip(names, tasks, strict=True)):
                made[name] = part
                advance()
    note = made[names[0]][1]
    joined = joined_items([made.pop(name)[0] for name in names])
    q = joined.corrected(given["correction"], given["against"])
    rows = rows_of(**joined.for_rows(q, given["against"], given["confidence"], given["seed"]))
    return as_comparisons(with_note(schema.check(rows, "comparisons"), note))


def _checked(folder: Path, measure: str) -> tuple[str, str]:
    """Return a bundle that holds scores of a measure, and the checksum of its record. Raise WrongUse if it is none."""
    if not is_bundle(folder):
        raise WrongUse(
            f"Invalid `bundle`: {excerpt(str(folder))} is no bundle. Expected one, as annotate_table writes."
        )
    with readable(folder):
        bundle = str(folder), sha256_of(folder / RECORD)
    held = sorted(name for name in _opened(*bundle).saved if name not in MEASURE_TABLES)
    if measure not in held:
        raise WrongUse(f"Invalid `measure`: {excerpt(measure)}. Expected one that the bundle holds, {quoted(held)}.")
    return bundle


def _parts(folder: Path, measure: str, most: int, workers: Workers) -> tuple[list[list[str]], str]:
    """Divide the items that are compared; also a note on the others."""
    counts = item_counts(folder, measure, workers)
    items, left_out = chosen_terms(counts, TermLimits(most=most)) if measure == TERMS else ([*counts.index], 0)
    named = sorted({*items} - {TOTAL})
    return [*_divided(named, counts["rows"])] or [[]], most_note(most, left_out) if left_out else ""


def _divided(items: list[str], rows: pd.Series) -> Iterator[list[str]]:
    """Divide items, in order, into parts that have about equally many rows, and no more than there is room for."""
    before = np.cumsum(rows.loc[items].to_numpy()) if items else np.zeros(1)
    part = (before - 1) * -(-before[-1] // ROWS) // max(before[-1], 1)
    for number in np.unique(part[: len(items)]):
        yield [items[place] for place in np.flatnonzero(part == number)]


@lru_cache(1)
def _opened(folder: str, _record: str) -> Annotations:
    """Read the annotations of a bundle, once as long as its record stays the same."""
    return read_annotations(read_corpus(folder), with_segments=False)


def _scores(folder: str, record: str, measure: str, items: list[str] | None, note: str = "") -> pd.DataFrame:
    """Read the totals and some items of a measure, all of them for None; note: on those that are left out."""
    notes = _opened(folder, record)
    settings = cast("SavedMeasures", notes.saved).settings_of(measure)
    scores = notes.scores(measure, settings, pd.DataFrame, items=items)
    return with_note(scores, f"{note_of(scores)} {note}".strip()) if note else scores


def _compared(scores: Callable[[], pd.DataFrame], given: dict[str, Any]) -> tuple[ComparedItems, str]:
    """Compare some items; also the note on the comparison. scores: reads theirs."""
    design = designed(scores(), **given)
    assert isinstance(design, Design)
    return compared_items(design, given["confidence"]), design.note
