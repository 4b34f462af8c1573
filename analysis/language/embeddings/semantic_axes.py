"""Axes of word vectors: from the words of one pole to those of the other."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse, quoted
from analysis.language.embeddings.ppmi_vectors import ENOUGH_OF_A_POLE, Vectors
from analysis.language.text.house_style import standard_form

POLES = ("left", "right")
COLUMNS = (*POLES, "source")
_RIGHT = "right would be left,right,source and then lines such as closed shut,open,our own"


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
    """How far words lie along axes: values, from −1 (left) to 1 (right), is (words, axes).

    names: the axes that have a direction. missing: of each of them, the words of its poles that have no vector.
    left_out: of every other axis, why."""

    words: pl.Series
    names: tuple[str, ...]
    values: NDArray[np.float64]
    missing: dict[str, tuple[str, ...]]
    left_out: dict[str, str]


@cache
def read_axes(path: str = "") -> Axes:
    """Read axes from a CSV file with the columns left, right and, if wanted, source; without a path, those samestory
    ships. Lines that begin with # are comments.

    Raises: WrongUse naming the file, the line and what would be right."""
    file = Path(path) if path else files("analysis.lexicons").joinpath("axes.csv")
    try:
        data = file.read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise WrongUse(f"axes '{file}' cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongUse(f"axes '{file}', line {line}, is not UTF-8; save it as CSV in UTF-8") from None
    told = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = [(number, next(csv.reader([line]))) for number, line in told]
    heads = [head.strip() for head in rows[0][1]] if rows else []
    if not set(POLES) <= set(heads) <= set(COLUMNS) or len(set(heads)) < len(heads):
        raise WrongUse(f"axes '{file}' have the columns {quoted(heads)}; {_RIGHT}")
    if len(rows) < 2:
        raise WrongUse(f"axes '{file}' hold no axis; {_RIGHT}")
    entries = dict[str, Axis]()
    for number, cells in rows[1:]:
        where = f"line {number} of '{file}'"
        if len(cells) != len(heads):
            raise WrongUse(f"{where} has {len(cells)} cells, the head {len(heads)}; {_RIGHT}")
        axis = _axis(dict(zip(heads, cells, strict=True)), where)
        if axis.name in entries:
            raise WrongUse(f"{where} is a second axis '{axis.name}'; begin a pole with another word")
        entries[axis.name] = axis
    return Axes(tuple(entries.values()), hashlib.sha256(data).hexdigest())


def _axis(cells: dict[str, str], where: str) -> Axis:
    left, right = (tuple(standard_form(word)[0] for word in cells[pole].split()) for pole in POLES)
    if not left or not right:
        raise WrongUse(f"{where} has no word at the {'left' if not left else 'right'} pole; {_RIGHT}")
    both = sorted(set(left) & set(right))
    if both:
        raise WrongUse(f"{where} has {quoted(both)} at both poles; leave it at one")
    return Axis(f"{left[0]}–{right[0]}", left, right, cells.get("source", ""))


def cosines(vectors: Vectors, axes: tuple[Axis, ...]) -> Cosines:
    """The cosine of every word with every axis: with the mean vector of the right pole less that of the left.

    Source: Kwak, An, Jing & Ahn (2021), "FrameAxis", PeerJ Computer Science 7:e644, for one word a pole; the mean of
    several, An, Kwak & Ahn (2018), "SemAxis", ACL."""
    place = {word: i for i, word in enumerate(vectors.words.to_list())}
    missing, left_out, directions = dict[str, tuple[str, ...]](), dict[str, str](), list[NDArray[np.float64]]()
    for axis in axes:
        left, right = ([place[word] for word in pole if word in place] for pole in (axis.left, axis.right))
        absent = tuple(word for word in (*axis.left, *axis.right) if word not in place)
        way = _mean(vectors, right) - _mean(vectors, left)
        length = np.linalg.norm(way)
        reason = _fault(vectors, left, right, absent) or ("" if length > 1e-6 else "both poles have one vector")
        if reason:
            left_out[axis.name] = reason
        else:
            missing[axis.name] = absent
            directions.append(way / length)
    values = vectors.rows.astype(float) @ np.array(directions).reshape(-1, vectors.rows.shape[1]).T
    return Cosines(vectors.words, tuple(missing), values, missing, left_out)


def _mean(vectors: Vectors, place: list[int]) -> NDArray[np.float64]:
    return vectors.rows[place].astype(float).sum(0) / max(len(place), 1)


def _fault(vectors: Vectors, left: list[int], right: list[int], absent: tuple[str, ...]) -> str:
    """Why the poles cannot be told from each other, if so."""
    if not left or not right:
        return f"a pole has no word with a vector; without one are {quoted(absent)}"
    if vectors.often is None:
        return ""
    often = [int(vectors.often[pole].sum()) for pole in (left, right)]
    if min(often) >= ENOUGH_OF_A_POLE:
        return ""
    return f"the words of its poles occur {often[0]:,} and {often[1]:,} times, and {ENOUGH_OF_A_POLE:,} are needed"
