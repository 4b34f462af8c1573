"""Files of databases, agencies, scrapers and browsers -> a corpus folder, to which later runs add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis._utils.command_exit import note_output
from analysis._utils.content_hiding import hides_content
from analysis.corpus.reading_notes import CHECKS
from analysis.exceptions import FailedWork, WrongUse, quoted
from analysis.importers.checks import count_document, is_miscounted, table_of_checks, unused_column
from analysis.importers.corpus_files import OUTLETS, write_corpus
from analysis.importers.outlets import OUTLET_FROM, OutletFrom, check_outlet_from, read_outlets
from analysis.importers.reading import THE_REST, Reading, read_all
from analysis.importers.records import Announced, Refused, Unused
from analysis.importers.source import Hints, Source
from analysis.importers.source_files import Unusable, sources_of
from analysis.importers.store import ARTICLES, Store, check_folder
from analysis.io.csv_writing import write_csv
from analysis.io.output_errors import errors_of_writing, shown
from analysis.io.output_locks import locked_output
from analysis.io.output_places import check_apart, place_of
from analysis.io.publication_times import DayMonthOrder
from analysis.io.run_registry import begin_run

DATES: Mapping[str, DayMonthOrder] = {"": "unclear", "day-first": "day", "month-first": "month"}
Rows = Sequence[Sequence[str]]
# Files of a corpus folder that say what the last run did.
REFUSED, REPLACED = "refused.csv", "replaced.csv"
MOST_LISTED = 100_000


@hides_content
class Ingested(NamedTuple):
    """What a run has read.

    Attributes
    ----------
    folder : Path
    n_articles : int
        In the corpus after the run.
    checks : DataFrame
        Counts by source and format, and what looks wrong; see `checks.table_of_checks`.
    refused : DataFrame
        source, place, reason.
    replaced : DataFrame
        source, article, change: 'replaced' by a newer version, or 'older' and left out.
    """

    folder: Path
    n_articles: int
    checks: pd.DataFrame
    refused: pd.DataFrame
    replaced: pd.DataFrame

    @property
    def is_sound(self) -> bool:
        """Whether nothing looks as if a layout had changed."""
        return bool((self.checks["fault"] == "").all())


def ingest(
    sources: Sequence[str | Path] | str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    outlet_from: str = OUTLET_FROM[0],
    dates: str = "",
) -> Ingested:
    """Read what databases and the web deliver into a corpus folder, or add it to one.

    The format of each file is recognised by its content, not by its name. An article that is in the corpus already is
    not added again; a newer version replaces an older one. A run that was stopped goes on where it was.

    Parameters
    ----------
    sources : path, or sequence of paths
        Files, folders and ZIP archives; none to apply a changed table of outlets.
    out : str or Path
        Corpus folder: articles.parquet, outlets.csv (spellings of publications and their outlets; correct it, add
        columns such as leaning, and run again), checks.csv, refused.csv, replaced.csv.
    columns : mapping of str to str, optional
        Field -> column of tables, where a column has an unusual name.
    outlet_from : {'publication', 'publisher', 'credit'}
        What of an article names its outlet.
    dates : {'', 'day-first', 'month-first'}
        Order of numeric dates such as 03/04/2024; by default the dates of each table have to show it.

    Returns
    -------
    Ingested

    Raises
    ------
    WrongUse
        If a source is not there, or the folder is no corpus that was made so.
    FailedWork
        If no article could be read.
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    if dates not in DATES:
        raise WrongUse(f"Invalid `dates`: {quoted([dates])}. Expected 'day-first' or 'month-first'.")
    hints, named_by = Hints(tuple((columns or {}).items()), DATES[dates]), check_outlet_from(outlet_from)
    place = place_of(out)
    check_apart(place, given)
    with begin_run("ingest") as run, locked_output(place, run):
        check_folder(place)
        read_outlets(place / OUTLETS)
        if not given and not (place / ARTICLES).exists():
            raise WrongUse(f"no source is given, and {shown(place)} is no corpus yet; name files, folders or archives")
        with errors_of_writing(place), _folder(place):
            work = _Work(Store(place))
            work.read(sources_of(given, hints))
            made = work.finish(place, named_by)
        note_output(place)
    return made


@contextmanager
def _folder(place: Path) -> Iterator[None]:
    """Make a folder, and remove it again where nothing is in it at the end."""
    place.mkdir(exist_ok=True)
    try:
        yield
    finally:
        if not any(place.iterdir()):
            place.rmdir()


class _Work:
    """Counts and lists of one run, and the store that it fills."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.counts: dict[tuple[str, str], Counter[str]] = {}
        self.refused: list[tuple[str, ...]] = []
        self.replaced: list[tuple[str, ...]] = []
        self._unwritten: dict[str, Any] = {}

    def read(self, sources: Iterable[Source | Unusable]) -> None:
        """Read sources into the store, but those that a run that was stopped has read."""
        finished = dict(self.store.finished)
        for name, importer, own, refused, replaced in finished.values():
            self._count(name, importer, Counter(own), refused, replaced)
        for reading in read_all(source for source in sources if source.key not in finished):
            own, refused, replaced = self._read_one(reading)
            self._count(reading.name, reading.importer, own, refused, replaced)
            self._unwritten[reading.key] = (reading.name, reading.importer, dict(own), refused, replaced)
            if self.store.is_full:
                self._write_part()

    def _count(self, name: str, importer: str, own: Counter[str], refused: Rows, replaced: Rows) -> None:
        self.counts.setdefault((name.split("/", maxsplit=1)[0], importer), Counter()).update(own)
        self.refused += map(tuple, refused[: MOST_LISTED - len(self.refused)])
        self.replaced += map(tuple, replaced[: MOST_LISTED - len(self.replaced)])

    def _read_one(self, reading: Reading) -> tuple[Counter[str], Rows, Rows]:
        """Read one source; a part is written in between where it is large."""
        own: Counter[str] = Counter(files=1)
        refused: list[Sequence[str]] = []
        replaced: list[Sequence[str]] = []
        for record in reading.records:
            if isinstance(record, Announced):
                own["announced"] += record.documents
            elif isinstance(record, Unused):
                own.update(unused_column(name) for name in record.columns)
            elif isinstance(record, Refused):
                own["refused"] += 1
                own["unreadable"] |= record.place == THE_REST and bool(reading.importer)
                place = record.place or f"document {own['found'] + own['refused']:,}"
                refused.append((reading.name, place, record.reason))
            else:
                count_document(own, record, reading.importer)
                change = self.store.add(record, reading.name, reading.importer)
                own[change] += 1
                if change in ("replaced", "older"):
                    replaced.append((reading.name, record.identity or record.url, change))
                if self.store.is_full:
                    self._write_part()
        own["miscounted"] = is_miscounted(own)
        return own, refused, replaced

    def _write_part(self) -> None:
        self.store.write_part(self._unwritten)
        self._unwritten = {}

    def finish(self, place: Path, outlet_from: OutletFrom) -> Ingested:
        """Write the files of the corpus."""
        self._write_part()
        n_articles, addresses = write_corpus(self.store, place, outlet_from)
        self.refused += [("list of addresses", address, "there is no text for this address") for address in addresses]
        if n_articles:
            made = Ingested(
                place,
                n_articles,
                table_of_checks(self.counts),
                pd.DataFrame(self.refused[:MOST_LISTED], columns=["source", "place", "reason"]),
                pd.DataFrame(self.replaced, columns=["source", "article", "change"]),
            )
            if self.counts:
                for name, table in ((CHECKS, made.checks), (REFUSED, made.refused), (REPLACED, made.replaced)):
                    write_csv(table, place / name)
        self.store.remove_parts()
        if not n_articles:
            reasons = "; ".join(f"{source}: {reason}" for source, _, reason in self.refused[:3])
            raise FailedWork(f"no article could be read; {reasons or 'there is no file'}")
        return made


def summarized(checks: pd.DataFrame) -> pd.DataFrame:
    """Return the table of checks without the counts that are zero everywhere."""
    return checks[[name for name in checks if not (checks[name] == 0).all() and not (checks[name] == "").all()]]
