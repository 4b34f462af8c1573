"""Views of facts that a notebook shows: how many are shared, those of some events, and their sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis._utils.escape import escape_markdown
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import NO_VALUE, MarkdownText, counted, markdown_name
from analysis.annotation.fact_layer import NO_SEVERAL
from analysis.annotation.statements import POSITIONS
from analysis.corpus.corpus import Corpus
from analysis.display.fact_matrix import EARLIER
from analysis.exceptions import shortened
from analysis.measures.coverage import LEAST_OTHERS

# Columns of a table of facts that are no outlets.
OF_FACTS = ("event", "fact", "terms", "outlets", "figures")
_COVERAGE = [
    "outlet",
    "events",
    "facts",
    "told only here",
    "of those told by all others",
    "of those told by most others",
]
NO_SENTENCES = "A bundle holds no sentences."
LONGEST_SENTENCE = 400  # characters


def shared_facts(facts: pd.DataFrame) -> MarkdownText:
    """State how many facts are found in all outlets of their event, in several, and in one only.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.

    Returns
    -------
    MarkdownText
        Why there are none, if there are none of events with articles of several outlets.
    """
    outlets = _outlets_of_events(facts)
    several = facts[facts["event"].map(outlets) > 1]
    if several.empty:
        return MarkdownText(escape_markdown(note_of(facts, NO_SEVERAL)))
    of_event = several["event"].map(outlets)
    by_all, by_one = int((several["outlets"] == of_event).sum()), int((several["outlets"] == 1).sum())
    events = several["event"].unique()
    told = f"**{counted(len(several), 'fact')}** {'was' if len(several) == 1 else 'were'} found"
    where = f"{len(events):,} events with articles of several outlets"
    if len(events) == 1:
        where = f"the articles of {outlets[events[0]]} outlets on *{markdown_name(events[0])}*"
    each = "all outlets of their event" if len(events) > 1 else "all of them"
    between = len(several) - by_all - by_one
    said = f"{told} in {where}: {by_all:,} in {each}, {between:,} in some, {by_one:,} in one only."
    return MarkdownText(f"{said} {escape_markdown(note_of(facts))}".strip())


def facts_of_largest_events(facts: pd.DataFrame, most: int) -> pd.DataFrame:
    """Select the facts of the events with articles of most outlets.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.
    most : int
        Number of events. Of events with as many outlets, those with most facts of several outlets come first.

    Returns
    -------
    DataFrame
        Without events of one outlet. In the order of `facts`; the note says what it needs if there are none.
    """
    outlets = _outlets_of_events(facts)
    several = outlets[outlets > 1]
    if several.empty:
        return with_note(facts[:0], note_of(facts, NO_SEVERAL))
    shared = (facts["outlets"] > 1).groupby(facts["event"], sort=False).sum()
    order = pd.DataFrame({"outlets": several, "shared": shared.reindex(several.index)})
    first = order.sort_values(["outlets", "shared"], ascending=False, kind="stable").index[:most]
    return facts[facts["event"].isin(first)].reset_index(drop=True)


def sentences_of_shared_facts(facts: pd.DataFrame, statements: pd.DataFrame, *, most: int) -> MarkdownText:
    """Quote the sentences in which outlets tell the same fact, the first of each outlet.

    Parameters
    ----------
    facts : DataFrame
        Those to quote, in their order: from `ss.facts`.
    statements : DataFrame
        From `ss.measures.statements`.
    most : int
        Sentences in all; facts that would go beyond it, and all that follow, are left out.

    Returns
    -------
    MarkdownText
        A list for each fact, with its number and its words.
    """
    shared = facts[facts["outlets"] > 1]
    if shared.empty:
        return MarkdownText("No fact was found in several outlets.")
    if statements["text"].isna().all():
        return MarkdownText(NO_SENTENCES)
    fits = shared["outlets"].cumsum() <= most
    told = _first_sentences(shared[fits], statements)
    several = shared["event"].nunique() > 1
    lists = []
    for (event, fact), rows in told.groupby(["event", "fact"], sort=False):
        of_event = f" · {markdown_name(str(event))}" if several else ""
        lines = "\n".join(_quotation(row) for row in rows.itertuples())
        lists.append(f"**Fact {fact}**{of_event} · {markdown_name(rows['terms'].iat[0])}\n\n{lines}")
    left_out = int((~fits).sum())
    more = [f"{counted(left_out, 'more shared fact')}: see the saved table of statements."] if left_out else []
    return MarkdownText("\n\n".join([*lists, *more]))


def sentences_told_only_here(facts: pd.DataFrame, statements: pd.DataFrame, *, each: int = 2) -> MarkdownText:
    """Quote sentences of headlines and leads that were found in one outlet only.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.
    statements : DataFrame
        From `ss.measures.statements`.
    each : int
        Sentences of each outlet and event.

    Returns
    -------
    MarkdownText
    """
    if len(statements) and statements["text"].isna().all():
        return MarkdownText(NO_SENTENCES)
    table = _first_sentences(facts[facts["outlets"] == 1], statements)
    early = table[table["position"] != POSITIONS[-1]].groupby(["event", "outlet"], sort=False).head(each)
    if early.empty:
        return MarkdownText("No headline and no lead tells a fact of one outlet only.")
    several = facts["event"].nunique() > 1
    return MarkdownText("\n".join(_quotation(row, with_event=several) for row in early.itertuples()))


def _first_sentences(facts: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the first statement of each fact and outlet, in the order of the facts."""
    key = ["event", "fact"]
    place = {name: number for number, name in enumerate(POSITIONS)}
    told = facts[key].assign(order=range(len(facts))).merge(statements, on=key, how="inner")
    told = told.assign(place=told["position"].map(place))
    told = told.sort_values(["order", "place", "article_id", "sentence"], kind="stable")
    return told.drop_duplicates([*key, "outlet"])


def _quotation(row: Any, *, with_event: bool = False) -> str:
    """Write a statement as a line of a list in Markdown."""
    quoted = ", quoted" if row.voice == "quoted" else ""
    about = f"{markdown_name(row.event)}, " if with_event else ""
    sentence = escape_markdown(shortened(row.text, LONGEST_SENTENCE))
    return f"- **{markdown_name(row.outlet)}** ({about}{row.position}{quoted}): {sentence}"


def with_small_outlets_together(scores: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Give the articles of scores the outlets that they have in a corpus.

    Which facts an outlet shares with others is found among all outlets; only then are small ones counted together.

    Parameters
    ----------
    scores : DataFrame
        Scores of articles.
    corpus : Corpus
        From `Corpus.with_others`.

    Returns
    -------
    DataFrame
    """
    outlet = corpus.articles.set_index("article_id")["outlet"]
    return scores.assign(outlet=scores["article_id"].map(outlet).astype("str"))


def coverage_by_outlet(facts: pd.DataFrame) -> pd.DataFrame:
    """Count, for each outlet, the facts that it tells, and those of the others that it tells.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.

    Returns
    -------
    DataFrame
        outlet, events (with articles of several outlets), facts, told only here; of events of three outlets or more,
        how many it tells of the facts that all other outlets and that most other outlets of the event tell, as '3 of
        11'; one column where both are the same. Facts of which its cell says 'earlier' are not counted there. Outlets
        with most facts first.
    """
    n_outlets = facts["event"].map(_outlets_of_events(facts)).astype("int64")
    several = facts[n_outlets > 1]
    n_others = n_outlets[n_outlets > 1] - 1
    rows = [_coverage(name, several, several[name], n_others) for name in _cells(several)]
    table = pd.DataFrame([row for row in rows if row["facts"]], columns=_COVERAGE)
    if table[_COVERAGE[-1]].equals(table[_COVERAGE[-2]]):
        table = table.drop(columns=_COVERAGE[-1])
    return table.sort_values("facts", ascending=False, kind="stable", ignore_index=True)


def _coverage(name: str, facts: pd.DataFrame, cells: pd.Series, n_others: pd.Series) -> dict[str, object]:
    """Return the row of one outlet in `coverage_by_outlet`; cells: what the matrix says of it."""
    told = cells.str.startswith(POSITIONS)
    others = facts["outlets"] - told
    there = facts["event"].isin(facts["event"][cells != ""])
    expected = there & (cells != EARLIER) & (n_others >= LEAST_OTHERS)
    counts = [name, facts["event"][there].nunique(), int(told.sum()), int((told & (others == 0)).sum())]
    for by_others in (others == n_others, 2 * others > n_others):
        of = expected & by_others
        counts.append(f"{int((of & told).sum()):,} of {int(of.sum()):,}" if of.any() else NO_VALUE)
    return dict(zip(_COVERAGE, counts, strict=True))


def _cells(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of outlets."""
    return facts.drop(columns=[name for name in OF_FACTS if name in facts])


def _outlets_of_events(facts: pd.DataFrame) -> pd.Series:
    """Return the number of outlets with articles on each event."""
    return (_cells(facts) != "").groupby(facts["event"], sort=False).any().sum(axis=1)
