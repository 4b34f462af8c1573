"""Sentences that quote numbers, rendered from the tables."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_markdown, one_line
from analysis._utils.table_notes import note_of
from analysis._utils.wording import MarkdownText, counted, markdown_name, percent
from analysis.annotation.annotations import Annotations
from analysis.comparison.placebo import share_as_large
from analysis.display.article_labels import counted_outlets
from analysis.display.no_difference import NONE, shown_from
from analysis.exceptions import shortened
from analysis.plots.alt_text import difference_sentence, each_once, reference_name

_NOT_TESTED = "not tested: "
LONGEST_NOTE = 2_000  # characters
_RATE = percent(schema.FALSE_DISCOVERY_RATE)


def corpus_size(notes: Annotations) -> MarkdownText:
    """State how much text is compared, and how much was removed.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    MarkdownText
        Numbers of articles, outlets, events (if any are named), words, segments and pieces removed; notes of the
        reader.
    """
    articles, dropped = notes.corpus.articles, notes.corpus.dropped
    events = f" on **{counted(articles['event'].nunique(), 'event')}**" if notes.corpus.names_events else ""
    refused = int((dropped["kind"] == "article").sum())
    pieces = len(dropped) - refused
    sizes = [
        f"**{counted(len(articles), 'article')}** by **{counted_outlets(articles['outlet'])}**"
        f"{events}: {int(articles['n_tokens'].sum()):,} words.",
        f"{counted(pieces, 'piece')} of page furniture {'was' if pieces == 1 else 'were'} removed.",
    ]
    if refused:
        sizes.append(
            f"**{counted(refused, 'article')} could not be used**; the table of articles left out gives the reasons."
        )
    if notes.corpus.notes:
        read = escape_markdown(shortened("; ".join(notes.corpus.notes), LONGEST_NOTE))
        sizes.append(f"Notes on reading the table: {read}.")
    return MarkdownText(" ".join(sizes))


def attribution_method(notes: Annotations) -> MarkdownText:
    """State how attributions were found: by rules alone, or with a dependency parse.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    MarkdownText
    """
    if notes.parse:
        pipeline = one_line(notes.parse).replace("`", "'")
        return MarkdownText(f"Attributions are found by rules and by the dependency parse of `{pipeline}` (spaCy).")
    return MarkdownText("Attributions are found by rules alone, without a dependency parse.")


def attributions_by_source_type(attributions: pd.DataFrame) -> MarkdownText:
    """State how many attributions there are, and the share of each type of source.

    Parameters
    ----------
    attributions : DataFrame
        From `ss.measures.attributions`.

    Returns
    -------
    MarkdownText
    """
    if attributions.empty:
        return _note_or(attributions, "No attribution was found.")
    shares = attributions["kind"].map(schema.label).value_counts(normalize=True)
    types = ", ".join(f"{100 * share:.0f} % {markdown_name(kind)}" for kind, share in shares.items())
    articles = counted(attributions["article_id"].nunique(), "article")
    return MarkdownText(f"**{counted(len(attributions), 'attribution')}** in {articles}, by type of source: {types}.")


def number_of_differences(table: pd.DataFrame) -> MarkdownText:
    """State how many differences were tested, and how many are statistically distinguishable from zero.

    Parameters
    ----------
    table : DataFrame
        Comparisons. The false discovery rate is 0.05, whatever the confidence of the intervals.

    Returns
    -------
    MarkdownText
        Empty for a table without rows. Two outlets compared with the rest are one comparison, and each of its
        differences counts once.
    """
    if table.empty:
        return MarkdownText("")
    table = each_once(table)
    tested = int(table["p"].notna().sum())
    clear = int(schema.is_clear(table["q"]).sum())
    text = f"{counted(tested, 'difference')} {'was' if tested == 1 else 'were'} tested; {_clear(clear)} "
    text += f"statistically distinguishable from zero at a false discovery rate of {_RATE}{_over(table)}."
    untested = len(table) - tested
    return MarkdownText(text + (f" {untested:,} could not be tested; the table gives the reasons." if untested else ""))


def most_certain_differences(
    table: pd.DataFrame, detectable: pd.DataFrame | None = None, *, top: int = 3
) -> MarkdownText:
    """List the first clear differences of a table, one per line; where none is clear, say so in one sentence.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.
    detectable : DataFrame, optional
        From `ss.detectable`: where none is clear, which difference would have been shown.
    top : int
        Largest number of lines.

    Returns
    -------
    MarkdownText
    """
    rows = each_once(table[table["p"].notna()])
    if rows.empty:
        return _note_or(table, f"No difference could be tested{_reason(table)}.")
    clear = rows[schema.is_clear(rows["q"])]
    if len(clear):
        more = [f"- and {counted(len(clear) - top, 'more clear difference')}."] if len(clear) > top else []
        return MarkdownText("\n".join([*(f"- {_difference(row)}" for _, row in clear.head(top).iterrows()), *more]))
    first = rows.head(1)
    needed = _needed(shown_from(first, detectable).iat[0])
    return MarkdownText(
        f"**No clear difference** among {counted(len(rows), 'comparison')}. The most certain one, which may be chance: "
        f"{_difference(first.iloc[0])}{needed}"
    )


def differences_between_halves(table: pd.DataFrame, halves: pd.DataFrame, *, top: int = 5) -> MarkdownText:
    """State how often halves of one outlet differ as much as the outlets do.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.
    halves : DataFrame
        From `ss.placebo`, for the same scores.
    top : int
        Largest number of differences of `table` that are named.

    Returns
    -------
    MarkdownText
        Empty if there is nothing to compare.
    """
    rows = each_once(table[table["p"].notna()]).head(top)
    if rows.empty:
        return MarkdownText("")
    if halves.empty:
        return MarkdownText("No outlet has the four articles that are needed to compare halves of one outlet.")
    pairs = halves.groupby(["outlet", "draw"])["q"].min()
    found = int(schema.is_clear(pairs).sum())
    shares = share_as_large(rows, halves)
    named = ", ".join(
        f"*{markdown_name(schema.label(row.item))}* ({markdown_name(row.outlet)}) {100 * share:.0f} %"
        for row, share in zip(rows.itertuples(), shares, strict=True)
    )
    outlets = counted(halves["outlet"].nunique(), "outlet")
    return MarkdownText(
        "Placebo: random halves of one outlet, compared in the same way, have a difference with q of at most "
        f"{_RATE} in **{found} of {counted(len(pairs), 'pair')}** of {outlets}. "
        f"Pairs of halves that differ at least as much as the outlets: {named}."
    )


def most_certain_items(table: pd.DataFrame, *, top: int = 4) -> list[str]:
    """Return the items of the most certain differences, each once.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.
    top : int
        Largest number of items.

    Returns
    -------
    list of str
    """
    return list(table.loc[table["p"].notna(), "item"].unique())[:top]


def most_certain_item(table: pd.DataFrame) -> str:
    """Return the item of the most certain difference.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.

    Returns
    -------
    str
        The first item where no difference was tested; '' for a table without rows.
    """
    return next(iter([*most_certain_items(table, top=1), *table["item"].head(1)]), "")


def most_certain_outlet(table: pd.DataFrame, outlets: list[str], against: str) -> str:
    """Return the outlet of the most certain difference.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.
    outlets : list of str
        All outlets compared.
    against : str
        What they are compared with; never returned.

    Returns
    -------
    str
        The first of `outlets` where no difference was tested.
    """
    tested = table.loc[table["p"].notna(), "outlet"].tolist()
    return str(next(name for name in [*tested, *outlets] if name != against))


def _reason(table: pd.DataFrame) -> str:
    """Return why none of the differences of a table could be tested, if all have one reason."""
    reasons = table["method"].unique()
    if len(reasons) != 1 or not reasons[0].startswith(_NOT_TESTED):
        return ""
    return f": {escape_markdown(reasons[0].removeprefix(_NOT_TESTED))}"


def _needed(shown: str) -> str:
    """State from which difference on a row would have been a finding."""
    if shown == NONE:
        return " No difference of a realistic size would have been shown."
    return f" A difference would have been shown from {shown} on." if shown else ""


def _over(table: pd.DataFrame) -> str:
    """Name what the false discovery rate is controlled over, where that is more than the table."""
    return " over all tables of the report" if (table["family_share"] < 1).any() else ""


def _clear(number: int) -> str:
    """Write how many differences are clear, with its verb."""
    return "no difference is" if not number else f"**{number:,}** {'is' if number == 1 else 'are'}"


def _difference(row: pd.Series) -> str:
    """Write a row of comparisons in Markdown."""
    return difference_sentence(
        row,
        outlet=f"**{markdown_name(row['outlet'])}**",
        item="" if row["item"] == row["measure"] else f"*{markdown_name(schema.label(row['item']))}*",
        against=markdown_name(reference_name(row)),
    )


def _note_or(table: pd.DataFrame, otherwise: str) -> MarkdownText:
    """Return the note of a table in place of its rows; notes are plain text, and may contain names."""
    return MarkdownText(escape_markdown(note_of(table, otherwise)))
