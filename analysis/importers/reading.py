"""Sources -> records, in several processes where they are many; nothing that a source holds ends the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from typing import NamedTuple, TypeGuard

from analysis._utils.content_hiding import hides_content
from analysis._utils.parallel import cores
from analysis._utils.process_pool import Pool, pool
from analysis._utils.system_errors import system_reason
from analysis.exceptions import shortened, visible
from analysis.importers.archives import SIGNATURE
from analysis.importers.records import Record, Refused
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.source_files import Unusable
from analysis.importers.starts import start_of

# Files that are larger are read in a process of their own, which sends so many records at a time.
LARGE, _MOST_RECORDS = 16_000_000, 128  # bytes, records
# A process gets so many sources, or bytes, at a time; so many sources are worth more than one process.
_MOST_SOURCES, _MOST_BYTES, _WORTH_PROCESSES = 32, 8_000_000, 8
LONGEST_REASON = 300
THE_REST = "rest of the file"


@hides_content
class Reading(NamedTuple):
    """What was read of a source; records may be read while they are iterated.

    Attributes
    ----------
    name : str
    key : str
        Of the source.
    importer : str
        '' where the format is not known.
    records : iterable of Record
    """

    name: str
    key: str
    importer: str
    records: Iterable[Record]


def read_all(sources: Iterable[Source | Unusable]) -> Iterator[Reading]:
    """Read sources in their order.

    Raises
    ------
    WrongUse
        If a format needs a package that is not installed.
    """
    given = iter(sources)
    begun = list(islice(given, _WORTH_PROCESSES))
    if cores() == 1 or (len(begun) < _WORTH_PROCESSES and not any(map(_is_large, begun))):
        yield from map(_read_lazily, chain(begun, given))
        return
    with pool(cores(), preload=[__name__]) as processes:
        waiting: deque[Future[list[Reading]] | Reading] = deque()
        for batch in _batches(chain(begun, given)):
            first = batch[0]
            waiting.append(_read_apart(first, processes) if _is_large(first) else processes.submit(_read_batch, batch))
            if len(waiting) > 2 * cores():
                yield from _finished(waiting.popleft())
        while waiting:
            yield from _finished(waiting.popleft())


def _is_large(source: Source | Unusable) -> TypeGuard[Source]:
    """Whether a file is large; a member of an archive is in memory in any case."""
    return isinstance(source, Source) and source.data is None and source.size > LARGE


def _finished(work: Future[list[Reading]] | Reading) -> Iterable[Reading]:
    return [work] if isinstance(work, Reading) else work.result()


def _batches(sources: Iterable[Source | Unusable]) -> Iterator[list[Source | Unusable]]:
    """Group sources so that a process has enough to do; large ones are alone."""
    batch: list[Source | Unusable] = []
    size = 0
    for source in sources:
        if batch and (len(batch) >= _MOST_SOURCES or size + source.size > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += source.size
    if batch:
        yield batch


def _read_batch(batch: list[Source | Unusable]) -> list[Reading]:
    """Read some sources wholly, in a process of the pool."""
    readings = map(_read_lazily, batch)
    return [reading._replace(records=list(reading.records)) for reading in readings]


def _read_lazily(source: Source | Unusable) -> Reading:
    """Find the importer of a source; its records are read while they are iterated."""
    if isinstance(source, Unusable):
        return Reading(source.name, source.key, "", [Refused(_sentence(source.reason), THE_REST)])
    try:
        start = start_of(source)
    except (ValueError, OSError) as error:
        return Reading(source.name, source.key, "", [Refused(_reason(error), THE_REST)])
    if not start.data:
        return Reading(source.name, source.key, "", [Refused("it is empty", THE_REST)])
    name = importer_of(start)
    if not name:
        inner = start.data.startswith(SIGNATURE)
        reason = "it is an archive in an archive; unpack it first" if inner else "its format is not known"
        return Reading(source.name, source.key, "", [Refused(reason, THE_REST)])
    return Reading(source.name, source.key, name, _records(name, source))


def _read_apart(source: Source, processes: Pool) -> Reading:
    """Find the importer of a source; its records are read in a process of their own while they are iterated."""
    reading = _read_lazily(source)
    return reading._replace(records=_received(source, reading.importer, processes)) if reading.importer else reading


def _received(source: Source, importer: str, processes: Pool) -> Iterator[Record]:
    try:
        yield from chain.from_iterable(processes.stream(_pieces, importer, source))
    except EOFError:
        yield Refused("the process that read it was killed, perhaps for want of memory", THE_REST)


def _pieces(importer: str, source: Source) -> Iterator[list[Record]]:
    records = _records(importer, source)
    while piece := list(islice(records, _MOST_RECORDS)):
        yield piece


def _records(name: str, source: Source) -> Iterator[Record]:
    """Yield the records of a source, and a refusal in place of what cannot be read."""
    importer = importers()[name]
    try:
        yield from importer.read(source)
    except (ValueError, OSError) as error:
        yield Refused(_reason(error), THE_REST)
    except Exception as error:  # a damaged or hostile file may do anything in the library that reads it
        yield Refused(f"it cannot be read as {importer.title} ({type(error).__name__})", THE_REST)


def _reason(error: Exception) -> str:
    return system_reason(error) if isinstance(error, OSError) else _sentence(str(error))


def _sentence(text: str) -> str:
    return shortened(visible(" ".join(text.split())), LONGEST_REASON)
