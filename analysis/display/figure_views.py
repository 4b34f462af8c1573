"""Views of figures that a notebook shows: which differ between outlets, which agree, and in which sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis._utils.escape import escape_markdown
from analysis._utils.linked_groups import linked_groups
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import MarkdownText, counted, markdown_name, short_name
from analysis.annotation.annotations import Annotations
from analysis.annotation.fact_layer import NO_EVENTS
from analysis.display.fact_views import LONGEST_SENTENCE
from analysis.exceptions import shortened
from analysis.language.quantities.word_classes import singular
from analysis.plots.fact_matrix import DIFFER
from analysis.plots.stated_figures import without_capital

ONLY_HERE, PART = "only here", "part of a whole"
# Relations as they are worded, those first that a reader should see first.
_ORDER = (
    "figures differ", "figures differ by source", "updated", "same number, different scope", "compatible",
    "figures agree",
)  # fmt: skip
_KINDS = {
    "with other values": _ORDER[:2],
    "updated": _ORDER[2:3],
    "of another scope": _ORDER[3:4],
    "compatible": _ORDER[4:5],
    "in agreement": _ORDER[5:],
}
_STEM = 2  # letters that a noun and its plural have in common
_BEHIND = 50  # characters behind a figure in which what it counts is looked for
# What figures are about where nothing is named.
DIMENSIONS = ("money", "people", "time", "length", "share", "number", "area", "mass", "speed", "volume")
_SIDE = ("outlet", "figure", "sentence")


def related_figures(relations: pd.DataFrame) -> MarkdownText:
    """State how many figures several outlets give, and how many of them differ.

    Parameters
    ----------
    relations : DataFrame
        From `ss.figure_relations`.

    Returns
    -------
    MarkdownText
        Why there are none, if there are none; empty if the corpus names no events, which is said of facts.
    """
    if relations.empty:
        note = note_of(relations, "No figure was found.")
        return MarkdownText("" if note == NO_EVENTS else escape_markdown(note))
    shared = figures_of_groups(relations).drop_duplicates("group")
    kinds = shared["relation"].value_counts()
    numbers = {word: int(kinds.reindex(of).sum()) for word, of in _KINDS.items()}
    parts = [f"{number:,} {word}" for word, number in numbers.items() if number]
    alone = int((relations["relation"] == ONLY_HERE).sum())
    told = f"**{counted(len(shared), 'figure')}** {'is' if len(shared) == 1 else 'are'} given by several outlets"
    given = f"{told}: {', '.join(parts)}." if parts else f"{told}."
    return MarkdownText(f"{given} {alone:,} {'was' if alone == 1 else 'were'} found in one outlet only.")


def differing_figures(relations: pd.DataFrame, *, most: int = 8) -> MarkdownText:
    """Quote the sentences in which outlets give another figure for the same thing, beside each other.

    Parameters
    ----------
    relations : DataFrame
        From `ss.figure_relations`.
    most : int
        Figures that are quoted.

    Returns
    -------
    MarkdownText
        A list for each figure: those that differ first, then updates, then other scopes. Which is right is not said.
    """
    figures = figures_of_groups(relations)
    shown = figures[figures["relation"].isin(_ORDER[:4])]
    groups = shown["group"].unique()
    if not len(groups):
        return MarkdownText("No figure was found to differ.")
    several = relations["event"].nunique() > 1
    lists = []
    once = shown.assign(written=shown["figure"].str.lower()).drop_duplicates(["group", "outlet", "written"])
    for _, rows in once[once["group"].isin(groups[:most])].groupby("group", sort=False):
        first = rows.iloc[0]
        of_event = f" · {markdown_name(first['event'])}" if several else ""
        lines = "\n".join(_line(row) for row in rows.itertuples())
        lists.append(f"**{markdown_name(first['about'])}** · {first['relation']}{of_event}\n\n{lines}")
    more = len(groups) - most
    rest = [f"{counted(more, 'more figure')}: see the saved table of relations."] if more > 0 else []
    return MarkdownText("\n\n".join([*lists, *rest]))


def figures_side_by_side(relations: pd.DataFrame) -> pd.DataFrame:
    """Put the figures that several outlets give for the same thing into one row.

    Parameters
    ----------
    relations : DataFrame
        From `ss.figure_relations`.

    Returns
    -------
    DataFrame
        event (of several), about, relation, figures ('300 (Gazette); 1,000 (Post)'); those that differ first.
    """
    figures = figures_of_groups(relations)
    alike = ["group", "written"]
    once = figures.assign(written=figures["figure"].str.lower()).drop_duplicates([*alike, "outlet"])
    outlets = once["outlet"].map(short_name).groupby([once["group"], once["written"]], sort=False).agg(", ".join)
    cells = once.drop_duplicates(alike)
    cells = cells.assign(figures=[f"{row.figure} ({outlets[row.group, row.written]})" for row in cells.itertuples()])
    first = {name: (name, "first") for name in ("event", "about", "relation")}
    table = cells.groupby("group", sort=False).agg(**first, figures=("figures", "; ".join))
    table = with_note(table.reset_index(drop=True).astype("str"), note_of(relations) if len(table) else "")
    return table if relations["event"].nunique() > 1 else table.drop(columns="event")


def figures_of_one_outlet(relations: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that were found in one outlet only.

    Parameters
    ----------
    relations : DataFrame
        From `ss.figure_relations`.
    facts : DataFrame
        From `ss.facts`: figures of the events of these facts are returned.

    Returns
    -------
    DataFrame
        event (of several), outlet, about, figure, earlier (outlets that could not know it).
    """
    chosen = (relations["relation"] == ONLY_HERE) & relations["event"].isin(facts["event"].unique())
    alone = relations.loc[chosen, ["event", "outlet", "about", "figure", "earlier"]]
    needless = {"earlier": (alone["earlier"] == "").all(), "event": facts["event"].nunique() < 2}
    return with_note(alone.drop(columns=[name for name, is_needless in needless.items() if is_needless]), "")


def disagreement_first(facts: pd.DataFrame, notes: Annotations) -> pd.DataFrame:
    """Put the facts first in which a figure differs from that of another outlet.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.
    notes : Annotations

    Returns
    -------
    DataFrame
        With a column figures, 'differ' or '', after the column outlets; otherwise in the order of `facts`.
    """
    if facts.empty or notes.corpus.texts is None:
        return facts
    key = ["event", "fact"]
    differ = _facts_that_differ(notes)
    marked = facts[key].merge(differ.assign(figures=DIFFER), on=key, how="left")["figures"].fillna("").astype("str")
    table = facts.copy(deep=False)
    table.insert(table.columns.get_loc("outlets") + 1, "figures", marked.to_numpy())
    first = (table["outlets"] > 1) & (table["figures"] == DIFFER)
    order = pd.DataFrame({"event": pd.factorize(table["event"])[0], "later": ~first}).sort_values(
        ["event", "later"], kind="stable"
    )
    return table.iloc[order.index].reset_index(drop=True)


def facts_with_figures(notes: Annotations, relations: list[str]) -> pd.DataFrame:
    """Return the event and number of the facts whose sentences have figures of some relations; needs the text."""
    found = notes.figure_relations
    found = found[found["relation"].isin(relations)]
    segment = np.unique(np.concatenate([found["segment"], found["other_segment"]]).astype(np.int64))
    sentences = notes.segments.iloc[segment][["article_id", "sentence"]].drop_duplicates()
    told = notes.fact_statements.merge(sentences, on=["article_id", "sentence"])
    return told[["event", "fact"]].drop_duplicates()


def _facts_that_differ(notes: Annotations) -> pd.DataFrame:
    """Return the event and number of the facts in which both sentences of two figures that differ are.

    A sentence may tell several facts, and its figure belongs to one of them: that of the other figure, too.
    """
    found = notes.figure_relations
    found = found[found["relation"] == "differs"].reset_index(drop=True)
    told = notes.fact_statements[["event", "fact", "article_id", "sentence"]]
    sides = []
    for segment in (found["segment"], found["other_segment"]):
        place = notes.segments.iloc[segment.astype(np.int64)][["article_id", "sentence"]].reset_index(drop=True)
        sides.append(
            place.assign(pair=found.index).merge(told, on=["article_id", "sentence"])[["pair", "event", "fact"]]
        )
    return sides[0].merge(sides[1], on=["pair", "event", "fact"])[["event", "fact"]].drop_duplicates()


def figures_of_groups(relations: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that several outlets give: one row per group, outlet, figure and sentence.

    Figures are in one group if they are related, also by others. The relation of a group is the first of `_ORDER`.
    """
    pairs = relations[relations["relation"].isin(_ORDER)].reset_index(drop=True)
    here = pairs[["event", *_SIDE]]
    other = pairs[["event", *(f"other_{name}" for name in _SIDE)]].set_axis(here.columns, axis=1)
    both = pd.concat([here, other], ignore_index=True)
    number = both.groupby([*here.columns], sort=False, dropna=False).ngroup().to_numpy()
    one, two = np.split(number, 2)
    group = linked_groups(one, two, len(number))[one]
    rank = pairs["relation"].map({name: place for place, name in enumerate(_ORDER)})
    rows = both.assign(group=np.tile(group, 2), about=pd.concat([pairs["about"]] * 2).to_numpy())
    rows["rank"] = np.tile(rank.to_numpy(np.int64), 2)
    rows["rank"] = rows.groupby("group")["rank"].transform("min")
    rows = rows.assign(relation=[_ORDER[place] for place in rows["rank"]])
    rows = rows.drop_duplicates(["group", *_SIDE])
    # "Four people" begins a sentence; in a list it is "four".
    rows["figure"] = rows["figure"].map(without_capital)
    # Articles of one outlet alone may agree, or differ, too.
    rows = rows[rows.groupby("group")["outlet"].transform("nunique") > 1].copy()
    plain = rows["group"].map(_commonest(rows)).map(_in_plain_words)
    written = {
        group: noun_as_written(plain[of_group.index[0]], of_group["figure"], of_group["sentence"])
        for group, of_group in rows.groupby("group")
    }
    rows["about"] = rows["group"].map(written).astype("str")
    return rows.sort_values(["rank", "group", "outlet"], kind="stable", ignore_index=True)


def _commonest(rows: pd.DataFrame) -> dict[int, str]:
    """Return the commonest name of what each group counts; dimensions only if there is no other."""
    names: dict[int, Counter[str]] = {}
    for group, about in zip(rows["group"], rows["about"], strict=True):
        names.setdefault(group, Counter())[about] += 1
    return {
        group: min(found, key=lambda name: (name in DIMENSIONS, -found[name], name)) for group, found in names.items()
    }


def _in_plain_words(about: str) -> str:
    """Name what figures are about: 'cost' for 'money, cost'; 'people' for 'people, town', which only says where."""
    noun, comma, word = about.partition(", ")
    return word if comma and noun != "people" else noun


def noun_as_written(noun: str, figures: pd.Series, sentences: pd.Series) -> str:
    """Write a noun as its sentences do: in the number that stands behind the figures, and with their capitals."""
    told, stated = sentences.fillna("").tolist(), (figure.lower() for figure in figures.tolist())
    behind = [text.lower().partition(figure)[2][:_BEHIND] for figure, text in zip(stated, told, strict=True)]
    *before, last = noun.split(" ")
    found = _first_matches(rf"\b{re.escape(' '.join([*before, last[:_STEM]]))}[\w-]*", behind)
    forms = Counter(form for form in found if singular(form.rpartition(" ")[2]) == singular(last.lower()))
    number = min(forms, key=lambda form: (-forms[form], form), default=noun)
    written = _first_matches(rf"\b{re.escape(number)}\b", told)
    # A capital may be that of the first word of a sentence.
    return max(written, key=lambda text: sum(map(str.islower, text)), default=number)


def _first_matches(pattern: str, texts: Sequence[str]) -> list[str]:
    """Return the first match in each text that has one, in upper or lower case."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return [match[0] for text in texts if (match := compiled.search(text))]


def _line(row: Any) -> str:
    """Write a figure and its sentence as a line of a list in Markdown."""
    sentence = escape_markdown(shortened(row.sentence, LONGEST_SENTENCE))
    return f"- **{markdown_name(row.outlet)}**, {escape_markdown(row.figure)}" + (f": {sentence}" if sentence else "")
