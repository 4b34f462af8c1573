"""Word vectors in files of word2vec's text or binary format."""

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
from analysis.io.read_errors import cannot_read
from analysis.language.embeddings.ppmi_vectors import Vectors, unit_length

# A longer run of bytes without a blank is no word.
LONGEST_WORD = 2000
# Words whose numbers are converted when a file is checked.
CHECKED_WORDS = 1000
HEAD = "the first line must hold two numbers, words and dimensions, such as 400000 100"


@hides_content
class _Row(NamedTuple):
    """A word, its numbers as they are in the file, and the place for error messages."""

    word: str
    numbers: bytes
    where: str


class _Size(NamedTuple):
    """Numbers of words and dimensions by the first line of a file."""

    words: int
    dimensions: int

    def __str__(self) -> str:
        return f"line 1 says {self.words} words of {self.dimensions} numbers"


@hides_content
class _Content(NamedTuple):
    """Size of a file, whether it is binary, and its rows."""

    size: _Size
    binary: bool
    rows: Iterator[_Row]


def read_vectors(path: str | Path, wanted: AbstractSet[str]) -> Vectors:
    """Read the vectors of some words from a file in word2vec's text or binary format.

    If a word is not in the file in the form that is counted, other capitals are tried (Kremlin for kremlin), and the
    first such word of the file is taken.

    Parameters
    ----------
    path : path
    wanted : set of str

    Returns
    -------
    Vectors
        Of length 1, sorted by word; without words whose numbers are all 0.

    Raises
    ------
    WrongUse
        Naming the file and the line or the number of the word, if it is not in this format.
    """
    file = resolve(path)
    exact, other = dict[str, NDArray[np.float32]](), dict[str, NDArray[np.float32]]()
    with _mapped(file) as data:
        content = _content(data, file)
        for row in content.rows:
            name, found = (row.word, exact) if row.word in wanted else (row.word.lower(), other)
            if name in wanted and name not in found:
                found[name] = _numbers(row, content)
    vectors = {name: numbers for name, numbers in sorted((other | exact).items()) if numbers.any()}
    values = np.array(list(vectors.values()), np.float32).reshape(len(vectors), content.size.dimensions)
    return Vectors(pl.Series("word", list(vectors), dtype=pl.String), unit_length(values))


def check_vectors(path: str | Path) -> None:
    """Check that a file is in word2vec's format to its end.

    Every word must have the number of dimensions of the first line; the numbers of the first 1,000 words are
    converted.

    Raises
    ------
    WrongUse
        As `read_vectors`.
    """
    file = resolve(path)
    with _mapped(file) as data:
        content = _content(data, file)
        for number, row in enumerate(content.rows):
            if number < CHECKED_WORDS:
                _numbers(row, content)


def write_vectors(vectors: Vectors, path: str | Path) -> Path:
    """Write vectors to a file in word2vec's text format.

    Raises
    ------
    WrongUse
        If the file cannot be written.
    """
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
                raise WrongUse(f"The file of word vectors '{file}' is empty; {HEAD}")
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise cannot_read(file, error, "word vectors") from None


def _content(data: mmap.mmap, file: Path) -> _Content:
    end_of_head = data.find(b"\n", 0, 100)
    size = _size(data[: max(end_of_head, 0)], file)
    start = end_of_head + 1
    binary = _is_binary(data[start : start + 4095])
    rows = _binary_rows(data, start, size, file) if binary else _text_rows(data, start, size, file)
    return _Content(size, binary, rows)


def _size(line: bytes, file: Path) -> _Size:
    cells = line.split()
    if len(cells) != 2 or not all(cell.isdigit() and int(cell) for cell in cells):
        shown = line[:60].decode("utf-8", "replace").strip()
        raise WrongUse(f"'{file}' is not in word2vec format: line 1 is '{shown}', but {HEAD}")
    return _Size(int(cells[0]), int(cells[1]))


def _is_binary(start: bytes) -> bool:
    """Numbers of four bytes are no text."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return True
    return any(ord(mark) < 32 and mark not in "\t\r\n" for mark in text)


def _text_rows(data: mmap.mmap, start: int, size: _Size, file: Path) -> Iterator[_Row]:
    data.seek(start)
    number = 1
    for number, line in enumerate(iter(data.readline, b""), 2):
        word, numbers = _word_and_numbers(line.rstrip(), size.dimensions)
        n_numbers = numbers.count(b" ") + 1 if numbers else 0
        if n_numbers != size.dimensions:
            raise WrongUse(f"line {number} of '{file}' has {n_numbers} numbers; {size}")
        if number > size.words + 1:
            raise WrongUse(f"line {number} of '{file}' has word {number - 1}; {size}")
        yield _Row(word.decode("utf-8", "replace"), numbers, f"line {number} of '{file}'")
    if number != size.words + 1:
        raise WrongUse(f"'{file}' ends with line {number}; {size}")


def _word_and_numbers(line: bytes, dimensions: int) -> tuple[bytes, bytes]:
    """Return a word, which may contain blanks, and its numbers."""
    word, _, numbers = line.partition(b" ")
    surplus = numbers.count(b" ") + 1 - dimensions
    if surplus > 0:
        cells = numbers.split(b" ", surplus)
        if not _is_number(cells[-2]):
            return b" ".join([word, *cells[:-1]]), cells[-1]
    return word, numbers


def _binary_rows(data: mmap.mmap, start: int, size: _Size, file: Path) -> Iterator[_Row]:
    n_bytes = 4 * size.dimensions
    for number in range(1, size.words + 1):
        blank = data.find(b" ", start, start + LONGEST_WORD)
        if blank < 0 or blank + 1 + n_bytes > len(data):
            raise WrongUse(f"'{file}' (binary) ends or has an invalid format at word {number}; {size}")
        word = data[start:blank].lstrip(b"\r\n").decode("utf-8", "replace")
        start = blank + 1 + n_bytes
        yield _Row(word, data[blank + 1 : start], f"word {number} of '{file}'")
    if data[start:].strip():
        raise WrongUse(f"'{file}' (binary) continues after word {size.words}, the last one by line 1")


def _numbers(row: _Row, content: _Content) -> NDArray[np.float32]:
    dimensions = content.size.dimensions
    try:
        numbers = _binary_numbers(row.numbers) if content.binary else _text_numbers(row.numbers)
    except ValueError:
        numbers = np.full(dimensions, np.nan, np.float32)
    if not np.isfinite(numbers).all():
        raise WrongUse(
            f"{row.where}, '{row.word}', has a value that is not a number; each word has {dimensions} numbers"
        )
    return numbers


def _binary_numbers(numbers: bytes) -> NDArray[np.float32]:
    return np.frombuffer(numbers, "<f4")


def _text_numbers(numbers: bytes) -> NDArray[np.float32]:
    return np.array(numbers.split(b" "), np.float32)


def _is_number(cell: bytes) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
