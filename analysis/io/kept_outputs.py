"""What an encoder computes, and what is made of it, kept between runs by a hash: without text, bounded, never needed.

They lie in one file below the folder of the state of programs (`registry_roots`), or nowhere with SAMESTORY_KEEP=no.
Whatever goes wrong with that file, the outputs are computed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.io.run_entries import registry_roots

KEEP_VARIABLE, DONT_KEEP = "SAMESTORY_KEEP", "no"
FILE = "encoder-outputs.sqlite"
# Outputs that are kept, of about 60 bytes each; the oldest go first.
MOST = 2_000_000
# Groupings that are kept, and the bytes of one: seldom more than two thousand.
MOST_GROUPINGS, LONGEST_GROUPING = 20_000, 16_000
_AT_ONCE = 500  # keys in a query
_SECONDS = 5.0  # to wait for other processes
_OUTPUTS, _GROUPINGS = "outputs", "groupings"
_TABLE = "CREATE TABLE IF NOT EXISTS {} (number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def kept_or_computed(
    made_with: str, texts: Sequence[str], width: int, compute: Callable[[list[str]], Floats]
) -> Floats:
    """Return the outputs for texts; those that an earlier run computed are read.

    Parameters
    ----------
    made_with : str
        Names the encoder, the version of what runs it, and the kind of output.
    texts : sequence of str
        All different.
    width : int
        Numbers of an output.
    compute : callable
        texts -> outputs, array of float32 of shape (n_texts, width).

    Returns
    -------
    array of float32, shape (n_texts, width)
    """
    keys = _keys(made_with, texts)
    held = {key: value for key, value in _read(_OUTPUTS, keys).items() if len(value) == 4 * width}
    outputs = np.empty((len(texts), width), np.float32)
    missing = [number for number, key in enumerate(keys) if key not in held]
    for number, key in enumerate(keys):
        if key in held:
            outputs[number] = np.frombuffer(held[key], "<f4")
    if missing:
        outputs[missing] = compute([texts[number] for number in missing])
        _write(_OUTPUTS, MOST, {keys[number]: outputs[number].astype("<f4").tobytes() for number in missing})
    return outputs


def kept_or_grouped(
    made_with: str, contents: Sequence[str], sizes: Sequence[int], compute: Callable[[list[int]], list[Integers]]
) -> list[Integers]:
    """Return how the parts of each content are grouped; what an earlier run computed is read.

    Parameters
    ----------
    made_with : str
        Names the code and the encoder.
    contents : sequence of str
        All that a grouping depends on.
    sizes : sequence of int
        How many parts each has.
    compute : callable
        Places in `contents` -> the number of the group of each part, for each of them.

    Returns
    -------
    list of array of int
    """
    keys = _keys(made_with, contents)
    held = _read(_GROUPINGS, keys)
    found = {
        number: np.frombuffer(held[key], "<i4").astype(np.int64)
        for number, (key, size) in enumerate(zip(keys, sizes, strict=True))
        if len(held.get(key, b"")) == 4 * size
    }
    missing = [number for number in range(len(keys)) if number not in found]
    if missing:
        made = dict(zip(missing, compute(missing), strict=True))
        values = {keys[number]: groups.astype("<i4").tobytes() for number, groups in made.items()}
        short = {key: value for key, value in values.items() if len(value) <= LONGEST_GROUPING}
        _write(_GROUPINGS, MOST_GROUPINGS, short)
        found |= made
    return [found[number] for number in range(len(keys))]


def _keys(made_with: str, texts: Sequence[str]) -> list[bytes]:
    return [blake2b(f"{made_with}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]


@contextmanager
def computed_anew() -> Iterator[None]:
    """Compute all outputs here and in processes that are started meanwhile, as a check of earlier results must."""
    before = os.environ.get(KEEP_VARIABLE)
    os.environ[KEEP_VARIABLE] = DONT_KEEP
    try:
        yield
    finally:
        os.environ.pop(KEEP_VARIABLE)
        if before is not None:
            os.environ[KEEP_VARIABLE] = before


def remove_kept() -> list[str]:
    """Remove the files of outputs, and return where they were."""
    removed = []
    for root in registry_roots():
        for file in sorted(root.glob(f"{FILE}*")) if root.is_dir() else []:
            with suppress(OSError):
                file.unlink()
                removed.append(str(file))
    return removed


def _read(table: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the values of some keys that are kept."""
    held: dict[bytes, bytes] = {}
    with suppress(sqlite3.Error, OSError), _opened() as file:
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            held.update(file.execute(f"SELECT key, value FROM {table} WHERE key IN ({marks})", part))
    return held


def _write(table: str, most: int, values: dict[bytes, bytes]) -> None:
    with suppress(sqlite3.Error, OSError), _opened() as file:
        file.executemany(f"INSERT OR REPLACE INTO {table} (key, value) VALUES (?, ?)", values.items())
        file.execute(f"DELETE FROM {table} WHERE number <= (SELECT max(number) FROM {table}) - ?", (most,))
        file.commit()


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Open the file, or a new one in memory where nothing is to be kept; one that is damaged is removed."""
    path = Path(":memory:")
    if os.environ.get(KEEP_VARIABLE) != DONT_KEEP:
        root = registry_roots()[0]
        root.mkdir(parents=True, exist_ok=True)
        path = root / FILE
    try:
        with closing(sqlite3.connect(path, timeout=_SECONDS)) as file:
            for table in (_OUTPUTS, _GROUPINGS):
                file.execute(_TABLE.format(table))
            yield file
    except sqlite3.OperationalError:  # locked, read-only, full
        raise
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink()
        raise
