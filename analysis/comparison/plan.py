"""Hypotheses that are planned before anybody looks at the data, as a YAML file lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis._utils.choices import alternatives, did_you_mean
from analysis._utils.table_notes import Table
from analysis.comparison.family import REPORT_TABLES
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.paths import resolve
from analysis.io.safe_yaml import read_yaml
from analysis.schema import ALL, VOICES

HIGHER, LOWER = DIRECTIONS = ("higher", "lower")
MOST_HYPOTHESES = 100
LONGEST_NAME, LONGEST_HYPOTHESIS = 200, 500  # characters
_KEYS = ("hypothesis", "measure", "item", "outlet", "against", "voice", "direction")
_NEEDED = ("measure", "item", "outlet")
_SAME = ("measure", "item", "outlet", "against", "voice")
# The corrected shares of articles stand beside the uncorrected ones, in two rows.
_MEASURES = sorted({table.measure for table in REPORT_TABLES.values()} - {"corrected"})
_CHOICES: Mapping[str, tuple[str, ...]] = {"voice": (*VOICES, ALL), "direction": DIRECTIONS}
_EXAMPLE = "Expected entries such as - {measure: framing, item: diplomacy, outlet: CNN, direction: higher}"
_NONE = "No hypotheses were planned: all differences in this report are exploratory."


def read_plan(path: str | Path = "") -> Table:
    """Read hypotheses that were planned before anybody looked at the data.

    Parameters
    ----------
    path : str or Path
        YAML file with a list of hypotheses. Each has the keys `measure`, `item` and `outlet`, such as framing,
        diplomacy and CNN, and may have:

        - **against**: the other side, 'rest' or an outlet; by default that of the comparison;
        - **voice**: 'headline', 'narration', 'quoted' or 'all'; by default that of the comparison;
        - **direction**: 'higher' or 'lower', for the outlet; without it, a difference in either direction is meant;
        - **hypothesis**: in your words, at most 500 characters.

        '' for no hypotheses.

    Returns
    -------
    DataFrame
        One row per hypothesis, with these columns; '' for what is not given. Without hypotheses, no rows.

    Raises
    ------
    WrongUse
        If the file cannot be read or is not such a list, or if a hypothesis is in it twice; with the number of the
        entry. Whether the data have the item and the outlet does not matter here.

    See Also
    --------
    planned_results : Results of the planned hypotheses.
    in_family : Corrects tables for what was planned.

    Notes
    -----
    A file with two hypotheses::

        - measure: framing
          item: diplomacy
          outlet: CNN
          direction: higher
        - {measure: valence, item: valence, outlet: wire, against: CNN, voice: quoted}
    """
    if not str(path):
        return schema.empty("plan", _NONE)
    _, content = read_yaml(resolve(path))
    if not isinstance(content, list) or not content:
        raise WrongUse(f"'{path}' is not a list of planned hypotheses. {_EXAMPLE}.")
    if len(content) > MOST_HYPOTHESES:
        raise WrongUse(f"'{path}' plans {len(content):,} hypotheses. Expected at most {MOST_HYPOTHESES}.")
    entries = [_entry(entry, f"entry {number} of '{path}'") for number, entry in enumerate(content, 1)]
    _check_distinct(entries, path)
    return schema.typed(pd.DataFrame(entries), "plan")


def _entry(entry: object, where: str) -> dict[str, str]:
    """Return a hypothesis with all keys."""
    if not isinstance(entry, Mapping):
        raise WrongUse(f"{where} is not a hypothesis. {_EXAMPLE}.")
    unknown = [key for key in entry if key not in _KEYS]
    if unknown:
        raise WrongUse(f"{where} has the unknown keys {quoted(unknown)}; expected are {quoted(_KEYS)}")
    missing = [key for key in _NEEDED if key not in entry]
    if missing:
        raise WrongUse(f"{where} has no {quoted(missing)}. {_EXAMPLE}.")
    texts = {key: _text(value, key, where) for key, value in entry.items()}
    if texts["measure"] not in _MEASURES:
        meant = did_you_mean(texts["measure"], _MEASURES)
        given = excerpt(texts["measure"])
        raise WrongUse(f"measure of {where} is {given}; a report compares {', '.join(_MEASURES)}.{meant}")
    for key, choices in _CHOICES.items():
        if key in texts and texts[key] not in choices:
            raise WrongUse(f"{key} of {where} is {excerpt(texts[key])}; expected {alternatives(choices)}")
    if texts.get("against") == texts["outlet"]:
        raise WrongUse(f"{where} compares {excerpt(texts['outlet'])} with itself; name another outlet, or rest")
    return {key: texts.get(key, "") for key in _KEYS}


def _text(value: object, key: str, where: str) -> str:
    """Return a value of a hypothesis in one line."""
    if not isinstance(value, str) or not value.strip():
        raise WrongUse(f"{key} of {where} must be text; got {excerpt(value)}")
    most = LONGEST_HYPOTHESIS if key == "hypothesis" else LONGEST_NAME
    if len(value) > most:
        raise WrongUse(f"{key} of {where} has {len(value):,} characters; at most {most} are allowed")
    return " ".join(value.split())


def _check_distinct(entries: Iterable[Mapping[str, str]], path: str | Path) -> None:
    numbers = dict[tuple[str, ...], int]()
    for number, entry in enumerate(entries, 1):
        first = numbers.setdefault(tuple(entry[key] for key in _SAME), number)
        if first != number:
            raise WrongUse(
                f"entries {first} and {number} of '{path}' plan the same comparison; keep one, with no direction if "
                "both directions are meant"
            )
