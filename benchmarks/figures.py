"""How many figures of sentences are found, with their units and bounds, against those of CQE's authors?

    python benchmarks/figures.py ../shared/data            # the three F1 of each part of the sentences

Half of the sentences was in view when the rules were first written, and half of the other half, quarter A, when they
were mended; nobody has read the rest, the held quarter. Their convention differs from ours in eight points, and the
mapping here follows theirs: "one" before any noun and fractions are figures; a vague number such as "dozens" is a range
from itself to ten times itself; a change counts only where a verb or adverb before the figure states it, and then in
place of a bound; the levels before and after a change, "from 20 to 29 litres", are one range; what something averages
is about so much; the score of a game is a range; a time in words before a noun, as in a five-year plan, is no figure;
superlatives before what is counted stand in their plain form, as in one of the largest ships, which counts a large
ship.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from lines import Line, Statistic, line

from analysis.language.quantities.find_figures import find_figures
from analysis.language.quantities.units import read_currency, read_unit
from analysis.language.quantities.word_classes import singular

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
BOUNDS = {"exact": "=", "about": "~", "at least": ">", "more than": ">", "at most": "<", "less than": "<", "vague": "="}
# Names of units there -> here, where the table of units does not read them.
UNITS = {
    "percentage": "percent", "pound sterling": "GBP", "$": "USD", "us$": "USD", "euro": "EUR", "dollar": "USD",
    "united states dollar": "USD", "foot pound-force": "foot pound", "parts-per-billion": "part per billion",
    "generation wireless": "", "point": "point", "people": "person", "age": "year of age", "japanese yen": "JPY",
    "foot pound force": "foot pound", "parts per billion": "part per billion", "malaysian ringgit": "MYR",
    "croatian kuna": "HRK", "chinese yuan": "CNY", "indian rupee": "INR",
}  # fmt: skip
# Names of the labels for what is named otherwise here.
SAME = {("point", "penny"), ("pound-mass", "pound"), ("count", "time"), ("% -", ""), ("-", "")}
FROM = re.compile(r"\bfrom (?:(?:about|around|just|nearly|over) )?$", re.IGNORECASE)
AVERAGE = re.compile(r"\baverag(?:es?|ed|ing) $", re.IGNORECASE)
PLAN = re.compile(
    r"^(?:one|two|three|four|five|six|seven|eight|nine|ten)-(?:day|week|month|year|hour)(?= [a-z$])", re.I
)
TO = re.compile(r" to (?:(?:about|around|just|nearly|over) )?$")
BEST = {"best": "good", "worst": "bad", "most": "most"}
NO_SUPERLATIVES = frozenset(("forest", "interest", "request", "harvest", "contest", "protest", "conquest", "guest"))
SHORTEST = 3  # letters of adjectives
E = ("rg", "nc", "ag", "rs", "at", "ac", "iv", "uc", "id", "os", "af", "ar", "ir", "mpl", "bl", "tl")  # large, safe
FAR = 45  # characters between two levels
Found = tuple[tuple[float, float], str, str]


def part(text: str) -> str:
    """Part of the sentences that a text belongs to: 'first half', 'quarter A' or 'held quarter'."""
    number = int(hashlib.md5(text.encode()).hexdigest(), 16)
    return "first half" if number % 2 == 0 else "held quarter" if (number >> 1) % 2 else "quarter A"


def labelled(quantities: str) -> list[Found]:
    """Return value and high, unit, and bound or change of each labelled figure."""
    rows = []
    for row in json.loads(quantities):
        ends = re.fullmatch(rf"({NUMBER})(?: ?- ?({NUMBER}))?", str(row["value"]).strip())
        low = float(ends.group(1)) if ends else float(row["value"])
        high = float(ends.group(2)) if ends and ends.group(2) else low
        rows.append(((low, high), row["normalized_unit"], row["change"]))
    return rows


def ours(texts: list[str]) -> list[list[Found]]:
    """Return the same of the figures found, in the convention of the labels."""
    found = find_figures(pl.Series(texts), ones=True, fractions=True, scores=True)
    rows: list[list[Found]] = [[] for _ in texts]
    last: dict[str, Any] = {"text": -1}
    for row in found.iter_rows(named=True):
        if PLAN.search(texts[row["text"]][row["start"] :]):
            continue
        level_before, last = last, row
        if level_before["text"] == row["text"] and _of_one_label(texts[row["text"]], level_before, row):
            unit = rows[row["text"]].pop()[1] or row["unit"]
            rows[row["text"]].append(((level_before["value"], row["value"]), unit, "="))
            continue
        low, high = row["value"], row["high"] if row["high"] == row["high"] else row["value"]
        if row["bound"] == "vague":
            high = 10 * low
        if AVERAGE.search(texts[row["text"]][: row["start"]]):
            row["bound"] = "about"
        unit = row["unit"]
        if row["dimension"] in ("count", "people") or unit == "":
            unit = row["counted"] or unit
        rows[row["text"]].append(((low, high), unit, row["change"] or BOUNDS[row["bound"]]))
    return rows


def _of_one_label(text: str, first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether two figures are one of the labels: the levels before and after a change, or the score of a game."""
    before, between = text[: first["start"]], text[first["end"] : second["start"]]
    levels = first["dimension"] == second["dimension"] and first["high"] != first["high"]
    changed = bool(FROM.search(before) and TO.search(between)) and len(between) <= FAR
    return levels and (changed or (between == "-" and second["unit"] == ""))


def same_value(one: Any, other: Any) -> bool:
    return bool(np.allclose(one, other, rtol=1e-6, atol=1e-12))


def canonical(unit: str) -> str:
    """Return a unit of the labels as it is named here."""
    plain = unit.replace("-", " ").strip().lower()
    parts = [
        UNITS.get(part) or read_currency(part).name or read_unit(part).name or part for part in plain.split(" per ")
    ]
    return " per ".join(parts).lower()


def same_unit(label: str, unit: str) -> bool:
    """Whether two units are the same: by their names, or both are the same noun."""
    if (label, unit) in SAME:
        return True
    named, own = canonical(label), unit.lower().replace("-", " ")
    if _noun(label) == _noun(unit):
        return True
    whole = UNITS.get(label.lower().replace("-", " ")) or read_unit(label.lower()).name
    return (
        own in (named, (whole or named).lower())
        or canonical(own) == named
        or (own, label) in (("", "-"), ("person", "people"))
    )


def _noun(unit: str) -> str:
    """Return a noun phrase as the labels have them: without participles and small words, in the singular."""
    words = map(_positive, unit.lower().replace("%", "").split())
    kept = [word for word in words if not word.endswith(("ed", "ing")) and word not in ("and", "of", "or", "most")]
    return " ".join([*kept[:-1], *map(singular, kept[-1:])])


def _positive(word: str) -> str:
    """Return the plain form of a superlative: large for largest."""
    if word in BEST or word in NO_SUPERLATIVES:
        return BEST.get(word, word)
    stem = word.removesuffix("est")
    if stem == word or len(stem) < SHORTEST:
        return word
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] in "bdgmnt" else f"{stem}e" if stem.endswith(E) else stem


def counts(labels: list[Found], found: list[Found]) -> tuple[np.ndarray, list[Found], list[Found]]:
    """Return right values, right values and units, right values and bounds, figures found, figures labelled; and what
    is missed and found in vain."""
    rest, right, missed = list(found), Counter[str](), []
    for value, unit, bound in labels:
        fits = [one for one in rest if same_value(value, one[0])]
        if not fits:
            missed.append((value, unit, bound))
            continue
        best = max(fits, key=lambda one: (same_unit(unit, one[1]), one[2] == bound))
        rest.remove(best)
        right["value"] += 1
        right["unit"] += same_unit(unit, best[1])
        right["bound"] += best[2] == bound
    sums = [right["value"], right["unit"], right["bound"], len(found), len(labels)]
    return np.array(sums), missed, rest


def f1(counted: np.ndarray, which: int) -> float:
    """F1 from the sums over sentences."""
    return 2 * float(counted[which]) / max(float(counted[3] + counted[4]), 1.0)


def table(data: Path) -> tuple[pd.DataFrame, np.ndarray]:
    """Sentences and the counts of each, shape (sentences, 5)."""
    sentences = pd.read_parquet(data / "figures" / "newsquant_dev.parquet")
    found = ours(sentences["text"].tolist())
    each = [counts(labelled(q), own)[0] for q, own in zip(sentences["quantities"], found, strict=True)]
    return sentences, np.array(each)


def figures(data: Path) -> Iterator[Line]:
    """F1 of values, values with units, and values with bounds, in the quarter that nobody has read."""
    sentences, each = table(data)
    held = (sentences["text"].map(part) == "held quarter").to_numpy()
    texts, each = sentences["text"][held].to_numpy(), each[held]
    told = "news sentences, held quarter (Almasian et al. 2023)"
    published = (("value", 0.920), ("value and unit", 0.856), ("value and bound", 0.881))
    for which, (name, theirs) in enumerate(published):
        beside = "CQE on the whole set", theirs
        yield line("figures", name, "F1", _f1_of(each, which), texts, beside, told)


def _f1_of(each: np.ndarray, which: int) -> Statistic:
    return lambda rows: f1(each[rows].sum(axis=0), which)


def main(data: Path) -> None:
    """Print the F1 of each part."""
    sentences, each = table(data)
    of = sentences["text"].map(part)
    held = (of == "held quarter").to_numpy()
    parts = {"rules were written on": ~held, "held quarter": held, "whole file": np.ones(len(held), bool)}
    for name, rows in parts.items():
        sums = each[rows].sum(axis=0)
        told = (f"{label} {f1(sums, i):.3f}" for i, label in enumerate(("value", "+ unit", "+ bound")))
        print(f"{name}, {rows.sum()} sentences:", *told, sums)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
