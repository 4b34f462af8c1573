"""Word vectors in files of word2vec's format, text or binary."""

from __future__ import annotations

import codecs
import mmap
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse
from analysis.io.outputs import output_file
from analysis.io.paths import resolve
from analysis.language.embeddings.ppmi_vectors import Vectors, unit

# A longer run of bytes without a blank is no word.
LONGEST = 2000
# Words whose numbers are read to check a file.
TRIED = 1000
HEAD = "the first line must hold two numbers, words and dimensions, such as 400000 100"


@hides_content
class _Row(NamedTuple):
    """A word, its numbers as they stand in the file, and where."""

    word: str
    numbers: bytes
    where: str


def read_vectors(path: str | Path, wanted: AbstractSet[str]) -> Vectors:
    """The vectors of the wanted words in a file of word2vec's format, text or binary, brought to length 1.

    A word that is not in the file as it is counted is looked for in other capitals (Kremlin for kremlin), of which the
    first in the file is taken. Words whose numbers are all 0 have no vector.
    Raises: WrongUse naming the file, and the line or the number of the word, where it is not of that format."""
    file = resolve(path)
    exact, other = dict[str, NDArray[np.float32]](), dict[str, NDArray[np.float32]]()
    with _mapped(file) as data:
        dimensions, binary, rows = _rows(data, file)
        for row in rows:
            name, found = (row.word, exact) if row.word in wanted else (row.word.lower(), other)
            if name in wanted and name not in found:
                found[name] = _numbers(row, dimensions, binary)
    found = {name: row for name, row in sorted((other | exact).items()) if row.any()}
    values = np.array(list(found.values()), np.float32).reshape(len(found), dimensions)
    return Vectors(pl.Series("word", list(found), dtype=pl.String), unit(values))


def check_vectors(path: str | Path) -> None:
    """Check that a file is of word2vec's format to its end: each word with its numbers, as many as the first line says.

    Raises: WrongUse as read_vectors, except for what is no number, which is looked for in the first words only."""
    file = resolve(path)
    with _mapped(file) as data:
        dimensions, binary, rows = _rows(data, file)
        for number, row in enumerate(rows):
            if number < TRIED:
                _numbers(row, dimensions, binary)


def _rows(data: mmap.mmap, file: Path) -> tuple[int, bool, Iterator[_Row]]:
    """Dimensions, whether the file is binary, and its words with their numbers."""
    head = data.find(b"\n", 0, 100)
    count, dimensions = _head(data[: max(head, 0)], file)
    binary = _is_binary(data[head + 1 : head + 4096])
    return dimensions, binary, (_binary if binary else _text)(data, head + 1, count, dimensions, file)


def write_vectors(vectors: Vectors, path: str | Path) -> Path:
    """Write vectors as a text file of word2vec's format.

    Raises: WrongUse where nothing can be written there."""
    count, dimensions = vectors.rows.shape
    rows = zip(vectors.words.to_list(), vectors.rows.tolist(), strict=True)
    with output_file(path, force=True) as work, work.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"{count} {dimensions}\n")
        out.writelines(f"{word} {' '.join(f'{number:.6g}' for number in row)}\n" for word, row in rows)
    return Path(path)


def _mapped(file: Path) -> mmap.mmap:
    try:
        with file.open("rb") as opened:
            if not file.stat().st_size:
                raise WrongUse(f"word vectors '{file}' are empty; {HEAD}")
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise WrongUse(f"word vectors '{file}' cannot be read: {error.strerror}") from None


def _head(line: bytes, file: Path) -> tuple[int, int]:
    parts = line.split()
    if len(parts) != 2 or not all(part.isdigit() and int(part) for part in parts):
        shown = line[:60].decode("utf-8", "replace").strip()
        raise WrongUse(f"line 1 of '{file}' is '{shown}', so it is no word2vec format; {HEAD}")
    return int(parts[0]), int(parts[1])


def _is_binary(start: bytes) -> bool:
    """Numbers of four bytes are no text."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return True
    return any(ord(mark) < 32 and mark not in "\t\r\n" for mark in text)


def _text(data: mmap.mmap, at: int, count: int, dimensions: int, file: Path) -> Iterator[_Row]:
    data.seek(at)
    number = 1
    for number, line in enumerate(iter(data.readline, b""), 2):
        word, numbers = _cut(line.rstrip(), dimensions)
        held = numbers.count(b" ") + 1 if numbers else 0
        if held != dimensions or number > count + 1:
            told = f"{held} numbers" if held != dimensions else f"word {number - 1}"
            raise WrongUse(f"line {number} of '{file}' holds {told}; {_promised(count, dimensions)}")
        yield _Row(word.decode("utf-8", "replace"), numbers, f"line {number} of '{file}'")
    if number != count + 1:
        raise WrongUse(f"'{file}' ends with line {number}; {_promised(count, dimensions)}")


def _cut(line: bytes, dimensions: int) -> tuple[bytes, bytes]:
    """A word, which may hold blanks, and its numbers."""
    word, _, numbers = line.partition(b" ")
    more = numbers.count(b" ") + 1 - dimensions
    if more > 0:
        parts = numbers.split(b" ", more)
        if not _is_number(parts[-2]):
            return b" ".join([word, *parts[:-1]]), parts[-1]
    return word, numbers


def _binary(data: mmap.mmap, at: int, count: int, dimensions: int, file: Path) -> Iterator[_Row]:
    size = 4 * dimensions
    for number in range(1, count + 1):
        blank = data.find(b" ", at, at + LONGEST)
        if blank < 0 or blank + 1 + size > len(data):
            raise WrongUse(
                f"'{file}' (binary) ends, or is no longer of word2vec's format, at word {number}; "
                + _promised(count, dimensions)
            )
        word = data[at:blank].lstrip(b"\r\n").decode("utf-8", "replace")
        at = blank + 1 + size
        yield _Row(word, data[blank + 1 : at], f"word {number} of '{file}'")
    if data[at:].strip():
        raise WrongUse(f"'{file}' (binary) goes on after word {count}, where line 1 says it ends")


def _promised(count: int, dimensions: int) -> str:
    return f"line 1 says {count} words of {dimensions} numbers"


def _numbers(row: _Row, dimensions: int, binary: bool) -> NDArray[np.float32]:
    try:
        numbers = np.frombuffer(row.numbers, "<f4") if binary else np.array(row.numbers.split(b" "), np.float32)
    except ValueError:
        numbers = np.full(dimensions, np.nan, np.float32)
    if not np.isfinite(numbers).all():
        raise WrongUse(f"{row.where}, '{row.word}', holds what is no number; each word has {dimensions} numbers")
    return numbers


def _is_number(part: bytes) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True
