"""Outputs of an encoder, kept between runs by a hash of what was encoded: without text, bounded, and never needed.

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
_AT_ONCE = 500  # keys in a query
_SECONDS = 5.0  # to wait for other processes
_TABLE = (
    "CREATE TABLE IF NOT EXISTS outputs (number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"
)
Floats = NDArray[np.float32]


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
    keys = [blake2b(f"{made_with}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
    held = _read(keys, 4 * width)
    outputs = np.empty((len(texts), width), np.float32)
    missing = [number for number, key in enumerate(keys) if key not in held]
    for number, key in enumerate(keys):
        if key in held:
            outputs[number] = np.frombuffer(held[key], "<f4")
    if missing:
        outputs[missing] = compute([texts[number] for number in missing])
        _write({keys[number]: outputs[number].astype("<f4").tobytes() for number in missing})
    return outputs


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


def _read(keys: Sequence[bytes], size: int) -> dict[bytes, bytes]:
    """Return the values of some keys that are kept and have this size."""
    held: dict[bytes, bytes] = {}
    with suppress(sqlite3.Error, OSError), _opened() as file:
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            held.update(file.execute(f"SELECT key, value FROM outputs WHERE key IN ({marks})", part))
    return {key: value for key, value in held.items() if len(value) == size}


def _write(values: dict[bytes, bytes]) -> None:
    with suppress(sqlite3.Error, OSError), _opened() as file:
        file.executemany("INSERT OR REPLACE INTO outputs (key, value) VALUES (?, ?)", values.items())
        file.execute("DELETE FROM outputs WHERE number <= (SELECT max(number) FROM outputs) - ?", (MOST,))
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
            file.execute(_TABLE)
            yield file
    except sqlite3.OperationalError:  # locked, read-only, full
        raise
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink()
        raise
