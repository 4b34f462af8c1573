"""Claims in plain sentences: figures that differ, what one outlet or all of them tell, and clear differences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.wording import capitalized, short_name, two_digits
from analysis.comparison.other_settings import clear_rows
from analysis.display.facts_in_brief import DIFFERING, TOLD_BY_ALL, UNORDERED
from analysis.display.figure_views import DIMENSIONS, ONLY_HERE, noun_as_written
from analysis.display.html_parts import cut
from analysis.language.quantities.figure_words import bound_words
from analysis.language.quantities.word_classes import singular
from analysis.plots.alt_text import each_once
from analysis.plots.stated_figures import readable_figure
from analysis.schema import REST

LONGEST_QUOTE = 170  # characters
OTHERS = "the other outlets"
# Share of words in quotation marks above which an outlet only presents others. Of 40 large outlets of US news no
# other has more than .37; a digest of other outlets has .89.
_MOST_QUOTED = 0.5
# Measure -> a clear difference in a sentence.
_DIFFERENCES = {
    "framing": "{outlet} uses the frame “{item}” in {value} of 100 sentences, {other} in {other_value}.",
    "valence": "{outlet} is {tone} in tone than {other}: {value} against {other_value} on a scale from −4 to 4.",
    "source_types": "Of 100 statements in {outlet}, {value} have a source of type “{item}”; in {other}, {other_value}.",
    "indirect_speech": "Of 100 words in {outlet}, {value} {voice}; in {other}, {other_value}.",
    "reporting_verbs": "Of 100 reporting verbs in {outlet}, {value} are “{item}”; in {other}, {other_value}.",
    "hedges": "{outlet} writes “{item}” {value} times per 1,000 words, {other} {other_value} times.",
    "terms": "{outlet} writes “{item}” {value} times per 1,000 words, {other} {other_value} times.",
}
_VOICES = {
    "quoted": "are in quotation marks",
    "indirect": "tell what others said without quotation marks",
    "narration": "are the outlet's own",
}
# Dimension of figures -> what differs, where no noun says it.
_DIMENSIONS = {"people": "numbers of people", "money": "amounts of money", "time": "times"}


def claim(rows: pd.DataFrame, *, with_event: bool = False) -> str:
    """Write one claim of table facts_in_brief as a sentence.

    Parameters
    ----------
    rows : DataFrame
        Rows of one claim.
    with_event : bool
        Whether to begin with the event.

    Returns
    -------
    str
        Plain text.
    """
    kind, about = rows["kind"].iat[0], rows["about"].iat[0]
    name = short_name(rows["event"].iat[0])
    event = f"On “{name}”, " if with_event and not name.isdigit() else ""
    if kind in DIFFERING:
        noun = counted_noun(about)
        texts = [text.lower() for _, text in quotes(rows)]
        said = noun.rpartition(" ")[2]
        is_said = all(said in text for text in texts) if texts else noun == about
        named = noun not in ("", *DIMENSIONS) and is_said
        order = "; which of them is later is not known" if kind == UNORDERED else ""
        return _on(event, f"{_differing(rows, noun if named or not texts else '')}{order}.")
    if kind == ONLY_HERE:
        only = [f"only {short_name(row.outlet)} gives {_with_noun(row)}" for row in rows.itertuples()]
        return _on(event, f"{capitalized(', and '.join(only))}.")
    shortest = rows.loc[rows["text"].str.len().idxmin(), "text"]
    return _on(event, f"All {len(rows)} outlets report this: “{_unquoted(shortest)}”.")


def _on(event: str, sentence: str) -> str:
    return f"{event}{sentence[0].lower()}{sentence[1:]}" if event else sentence


def quotes(rows: pd.DataFrame, most: int = 2) -> list[tuple[str, str]]:
    """Return the outlets and sentences that show a claim: of figures the lowest and the highest.

    Parameters
    ----------
    rows : DataFrame
        Rows of one claim.
    most : int

    Returns
    -------
    list of (str, str)
        Outlet and sentence, in plain text. Empty without the text.
    """
    told = rows[rows["text"].fillna("") != ""]
    if rows["kind"].iat[0] == TOLD_BY_ALL and len(told):
        told = told.drop(index=told["text"].str.len().idxmin())
    ends = told if len(told) <= most else told.iloc[[0, -1]]
    return [(short_name(row.outlet), _around(str(row.text), str(row.figure))) for row in ends.itertuples()]


def difference(row: pd.Series, outlet: str = "", others: str = OTHERS) -> str:
    """Write a clear difference as a sentence.

    Parameters
    ----------
    row : Series
        Row of comparisons, from `clear_differences`.
    outlet, others : str
        What the two sides are called; by default the outlet, and all other outlets.

    Returns
    -------
    str
        Plain text.
    """
    scale = schema.MEASURES[row["measure"]]
    value, other_value = (
        two_digits(scale.factor * row[name], scale.sign_of(row["item"])) for name in ("value", "value_against")
    )
    return _DIFFERENCES[row["measure"]].format(
        outlet=outlet or short_name(row["outlet"]),
        other=others if row["against"] == REST else short_name(row["against"]),
        item=short_name(schema.label(row["item"])),
        voice=_VOICES.get(row["item"], ""),
        tone="more positive" if row["estimate"] > 0 else "more negative",
        value=value,
        other_value=other_value,
    )


def clear_differences(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the differences of tables that are clear and have a sentence, the smallest error rate first."""
    clear = [clear_rows(table) for table in tables]
    found = pd.concat([rows for rows in clear if len(rows)] or clear[:1])
    return each_once(found[found["measure"].isin([*_DIFFERENCES])]).sort_values("q", kind="stable")


def first_difference(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the surest clear difference of tables in a table; words, and outlets that quote others, are left out."""
    digests = _digests(tables)
    found = clear_differences([table[table["measure"] != "terms"] for table in tables])
    return found[~found["outlet"].isin(digests) & ~found["against"].isin(digests)].head(1)


def _digests(tables: Iterable[pd.DataFrame]) -> set[str]:
    """Return the outlets most of whose words are in quotation marks: what differs there is what they quote."""
    quoting = [
        table[(table["measure"] == "indirect_speech") & (table["item"] == "quoted") & (table["value"] > _MOST_QUOTED)]
        for table in tables
    ]
    return {str(outlet) for rows in quoting for outlet in rows["outlet"]}


def joined(parts: Sequence[str]) -> str:
    """Join parts of a sentence.

    Examples
    --------
    >>> joined(["a", "b", "c"]), joined(["a"])
    ('a, b and c', 'a')
    """
    last = ", and " if any(" and " in part for part in parts) else " and "
    return last.join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def figure_by_outlet(rows: pd.DataFrame) -> Mapping[str, list[str]]:
    """Return each figure of a claim with the outlets that give it; figures of one value and bound are one."""
    same = list(zip(rows["value"], rows["figure"].map(bound_words), strict=True))
    written = dict(zip(same[::-1], rows["figure"][::-1], strict=True))
    of_figure: dict[str, list[str]] = {}
    for key, outlet in zip(same, rows["outlet"], strict=True):
        of_figure.setdefault(readable_figure(written[key]), []).append(short_name(str(outlet)))
    return of_figure


def counted_noun(about: str) -> str:
    """Return what figures count: 'cost' of 'money, cost'; nothing of 'people, town', which only says where.

    Of 'partner, died' it is the noun: the nearest word is that where the first one is a dimension.
    """
    first, comma, word = about.partition(", ")
    if first == "people" and comma:
        return ""
    return word if comma and first in DIMENSIONS else first


def _differing(rows: pd.DataFrame, noun: str) -> str:
    parts = joined([f"{figure} in {joined(outlets)}" for figure, outlets in figure_by_outlet(rows).items()])
    if not noun or noun in DIMENSIONS:
        return f"The {_DIMENSIONS.get(rows['about'].iat[0].partition(',')[0], 'figures')} differ: {parts}"
    has_unit = rows["figure"].str.contains("[0-9].*[a-z]").all() and noun == rows["about"].iat[0]
    written = noun_as_written(noun, rows["figure"], rows["text"])
    name = short_name(written)
    if not has_unit:
        return f"The figures for “{name}” differ: {parts}"
    return f"The {name} {'is' if singular(written) == written else 'are'} {parts}"


def _with_noun(row: Any) -> str:
    """Write a figure of one outlet with what it counts, in the words of its sentence where they follow."""
    figure, noun = readable_figure(str(row.figure)), counted_noun(str(row.about))
    if noun in ("", *DIMENSIONS):
        return figure
    follows = re.search(
        rf"{re.escape(str(row.figure))}((?: [\w-]+){{0,2}}? {re.escape(noun[:-1])}\w*)", str(row.text), re.I
    )
    return f"{figure}{follows[1]}" if follows else figure if noun[:4] in figure else f"{figure} ({short_name(noun)})"


def _around(text: str, figure: str) -> str:
    """Cut a sentence to the part around a figure."""
    text = _unquoted(text)
    if len(text) <= LONGEST_QUOTE:
        return text
    place = max(text.find(figure), 0)
    start = max(0, min(place - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE))
    start = text.find(" ", start) + 1 if start else 0
    return ("… " if start else "") + cut(text[start:], LONGEST_QUOTE)


def _unquoted(text: str) -> str:
    return text.strip().rstrip(".")
