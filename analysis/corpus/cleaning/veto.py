"""What a researcher does not want cut: `keep` in a file cleaning.yml beside the articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.safe_yaml import read_yaml

FILE = "cleaning.yml"
_EXPECTED = "Expected a list of names of rules and of passages, such as keep: [author note, 'Urgent:']"


def vetoes_beside(path: Path) -> tuple[str, ...]:
    """Read what is kept in a corpus folder, or beside a table.

    Parameters
    ----------
    path : Path
        The folder or the table.

    Returns
    -------
    tuple of str
        Names of rules, and passages; empty where there is no such file.

    Raises
    ------
    WrongUse
        If the file is not as expected.
    """
    file = veto_file(path)
    if file is None:
        return ()
    _, content = read_yaml(file)
    if not isinstance(content, dict) or list(content) != ["keep"]:
        raise WrongUse(f"'{file}' must hold the key 'keep' alone. {_EXPECTED}")
    entries = content["keep"] or []
    if not isinstance(entries, list):
        raise WrongUse(f"Invalid `keep` in '{file}': {excerpt(entries)}. {_EXPECTED}")
    wrong = [entry for entry in entries if not isinstance(entry, str)]
    if wrong:
        raise WrongUse(f"Invalid entries of `keep` in '{file}': {quoted(map(str, wrong))}. {_EXPECTED}")
    return tuple(entries)


def veto_file(path: Path) -> Path | None:
    """Find the file that says what is not cut.

    Parameters
    ----------
    path : Path
        Corpus folder or table.

    Returns
    -------
    Path or None
    """
    file = (path if path.is_dir() else path.parent) / FILE
    return file if file.is_file() else None


def is_kept(texts: pl.Series, kinds: pl.Series, keep: Sequence[str]) -> NDArray[np.bool_]:
    """Find the pieces that are not to be cut.

    Parameters
    ----------
    texts : Series of str, shape (n_pieces,)
    kinds : Series of str, shape (n_pieces,)
        Names of the rules that would cut them.
    keep : sequence of str
        As `vetoes_beside` returns it: names of rules, with blanks or underscores, and passages; a number in a
        passage stands for any number.

    Returns
    -------
    array of bool, shape (n_pieces,)
    """
    if not keep or not len(texts):
        return np.zeros(len(texts), bool)
    wanted = pl.Series(list(keep))
    same = _without_numbers(texts).is_in(_without_numbers(wanted).implode())
    return (same | kinds.is_in(wanted.str.replace_all(" ", "_").implode())).to_numpy()


def _without_numbers(texts: pl.Series) -> pl.Series:
    return texts.str.replace_all("[0-9]+", "0").str.replace_all(r"\s+", " ").str.strip_chars()
