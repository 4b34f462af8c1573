"""Codebooks: codes and their definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis._utils.name_keys import spelt_alike
from analysis.exceptions import WrongUse, quoted
from analysis.io.safe_yaml import read_yaml

NONE = "none"  # code of an item to which no code of the codebook applies
LONGEST_CODE = 200  # characters
_EXAMPLE = "Expected lines such as 'conflict: who opposes whom'."


def read_codebook(path: str | Path) -> dict[str, str]:
    """Read a codebook.

    Parameters
    ----------
    path : str or Path
        YAML file of the form ``code: definition``.

    Returns
    -------
    dict
        Code -> definition, '' where there is none.

    Raises
    ------
    WrongUse
        If the file cannot be read or is not a codebook.
    """
    _, content = read_yaml(Path(path))
    if not isinstance(content, Mapping) or not content:
        raise WrongUse(f"Codebook '{path}' contains no codes. {_EXAMPLE}")
    wrong = [code for code in content if not single_spaced(code) or ";" in code or len(code) > LONGEST_CODE]
    if wrong:
        raise WrongUse(
            f"Codebook '{path}' has the code {quoted(wrong)}. Expected names of 1 to {LONGEST_CODE} characters without "
            "';'."
        )
    if NONE in map(spelt_alike, content):
        raise WrongUse(f"Codebook '{path}' has a code '{NONE}', which denotes that no code applies. Remove it.")
    codes = pd.Series([single_spaced(code) for code in content], dtype="str")
    alike = codes[codes.map(spelt_alike).duplicated(keep=False)]
    if len(alike):
        raise WrongUse(
            f"Codebook '{path}' has the codes {quoted(alike)}, which differ only in capitals or spaces. Rename all but "
            "one."
        )
    nested = [code for code, definition in content.items() if not isinstance(definition, str | None)]
    if nested:
        raise WrongUse(f"Code {quoted(nested)} of codebook '{path}' has no text as its definition. {_EXAMPLE}")
    return {single_spaced(code): definition or "" for code, definition in content.items()}


def single_spaced(text: object) -> str:
    """Strip a text and replace each run of whitespace by one space; a missing value becomes ''."""
    return re.sub(r"\s+", " ", "" if pd.isna(text) else str(text)).strip()
