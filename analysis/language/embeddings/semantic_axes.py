"""Semantic axes of word vectors: from the words of one pole to those of the other."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse, quoted
from analysis.io.read_errors import cannot_read
from analysis.language.embeddings.ppmi_vectors import ENOUGH_OF_A_POLE, ZERO_LENGTH, Vectors
from analysis.language.text.house_style import standard_form

POLES = ("left", "right")
COLUMNS = (*POLES, "source")
_RIGHT = "expected is a first line left,right,source and then lines such as closed shut,open,our own"


class Axis(NamedTuple):
    """One line of a table of axes; left and right: the words of its poles as they are counted."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    source: str


class Axes(NamedTuple):
    """The axes of a file; sha256 is that of the file."""

    entries: tuple[Axis, ...]
    sha256: str


@hides_content
class Cosines(NamedTuple):
    """Position of words on axes: values, from −1 (left) to 1 (right), has shape (words, axes).

    names: the axes with a direction. missing: of each of them, the words of its poles without a vector. left_out: of
    every other axis, the reason.
    """

    words: pl.Series
    names: tuple[str, ...]
    values: NDArray[np.float64]
    missing: dict[str, tuple[str, ...]]
    left_out: dict[str, str]


@cache
def read_axes(path: str = "") -> Axes:
    """Read axes from a CSV file.

    Parameters
    ----------
    path : str
        File with the columns left, right and, optionally, source; '' for the shipped axes. Lines that begin with #
        are comments.

    Returns
    -------
    Axes

    Raises
    ------
    WrongUse
        Naming the file, the line and what is expected.
    """
    file = Path(path) if path else files("analysis.lexicons").joinpath("axes.csv")
    data = _content(file)
    rows = _rows(data, file)
    header = [name.strip() for name in rows[0][1]] if rows else []
    if not set(POLES) <= set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        raise WrongUse(f"The file of axes '{file}' has the columns {quoted(header)}; {_RIGHT}")
    if len(rows) < 2:
        raise WrongUse(f"The file of axes '{file}' contains no axis; {_RIGHT}")
    axes = dict[str, Axis]()
    for number, cells in rows[1:]:
        axis = _axis(header, cells, f"line {number} of '{file}'")
        if axis.name in axes:
            raise WrongUse(f"line {number} of '{file}' repeats the axis '{axis.name}'; begin a pole with another word")
        axes[axis.name] = axis
    return Axes(tuple(axes.values()), hashlib.sha256(data).hexdigest())


def _content(file: Path | Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise cannot_read(str(file), error, "axes") from None


def _rows(data: bytes, file: Path | Traversable) -> list[tuple[int, list[str]]]:
    """Return the number and cells of each line that is neither empty nor a comment."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongUse(f"Line {line} of the axes '{file}' is not UTF-8; save the file as CSV in UTF-8") from None
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    return [(number, next(csv.reader([line]))) for number, line in kept]


def _axis(header: list[str], cells: list[str], where: str) -> Axis:
    if len(cells) != len(header):
        raise WrongUse(f"{where} has {len(cells)} cells and the first line {len(header)}; {_RIGHT}")
    row = dict(zip(header, cells, strict=True))
    left, right = (tuple(standard_form(word)[0] for word in row[pole].split()) for pole in POLES)
    if not left or not right:
        raise WrongUse(f"{where} has no word at the {'left' if not left else 'right'} pole; {_RIGHT}")
    both = sorted(set(left) & set(right))
    if both:
        raise WrongUse(f"{where} has {quoted(both)} at both poles; remove it from one")
    return Axis(f"{left[0]}–{right[0]}", left, right, row.get("source", ""))


def cosines(vectors: Vectors, axes: tuple[Axis, ...]) -> Cosines:
    """Compute the cosine of every word with every axis.

    An axis is the mean vector of the right pole minus that of the left.

    Parameters
    ----------
    vectors : Vectors
    axes : tuple of Axis

    Returns
    -------
    Cosines

    References
    ----------
    Kwak, An, Jing & Ahn (2021), FrameAxis, PeerJ Computer Science 7:e644, for one word per pole. The mean of several:
    An, Kwak & Ahn (2018), SemAxis, ACL.
    """
    row_of_word = {word: row for row, word in enumerate(vectors.words.to_list())}
    missing, left_out, directions = dict[str, tuple[str, ...]](), dict[str, str](), list[NDArray[np.float64]]()
    for axis in axes:
        left, right = ([row_of_word[word] for word in pole if word in row_of_word] for pole in (axis.left, axis.right))
        without_vector = tuple(word for word in (*axis.left, *axis.right) if word not in row_of_word)
        difference = _mean(vectors, right) - _mean(vectors, left)
        length = np.linalg.norm(difference)
        reason = _why_unusable(vectors, left, right, without_vector)
        if not reason and length <= ZERO_LENGTH:
            reason = "both poles have one vector"
        if reason:
            left_out[axis.name] = reason
        else:
            missing[axis.name] = without_vector
            directions.append(difference / length)
    dimensions = vectors.rows.shape[1]
    values = vectors.rows.astype(float) @ np.array(directions).reshape(-1, dimensions).T
    return Cosines(vectors.words, tuple(missing), values, missing, left_out)


def _mean(vectors: Vectors, rows: list[int]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = vectors.rows[rows].astype(float).sum(0) / max(len(rows), 1)
    return mean


def _why_unusable(vectors: Vectors, left: list[int], right: list[int], without_vector: tuple[str, ...]) -> str:
    """Why the poles of an axis cannot be distinguished; '' if they can."""
    if not left or not right:
        return f"a pole has no word with a vector; without one are {quoted(without_vector)}"
    if vectors.often is None:
        return ""
    count_left, count_right = (int(vectors.often[pole].sum()) for pole in (left, right))
    if min(count_left, count_right) >= ENOUGH_OF_A_POLE:
        return ""
    return f"the words of its poles occur {count_left:,} and {count_right:,} times, and {ENOUGH_OF_A_POLE:,} are needed"
