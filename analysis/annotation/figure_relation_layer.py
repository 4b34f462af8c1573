"""Relations of figures: which articles of an event give the same figure, and which give another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.annotation.figure_layer import figure_speakers, segment_texts, written_figures
from analysis.annotation.publication_order import PublicationTimes, publication_times
from analysis.exceptions import quoted
from analysis.language.figure_relations.amounts import amounts
from analysis.language.figure_relations.contexts import WIDTH, contexts, meaning_of, shared_word
from analysis.language.figure_relations.events import MOST_FIGURES, Relations, StatedFigures, related_figures
from analysis.language.figure_relations.parts import neighbours
from analysis.language.figure_relations.relate import AGREES, DIFFERS, ONLY, RELATIONS, UPDATED
from analysis.language.figure_relations.traits import GENERIC, traits
from analysis.language.quantities.units import COUNT
from analysis.language.quantities.word_classes import is_attribute

SIDE = ("article_id", "outlet", "segment", "figure", "value", "voice", "source")
_NONE = {"segment": -1, "value": np.nan}
_AND = " + "
OF_COPY = 1.0  # evidence that figures of exact copies are about the same thing
_NAMES = {"person": "people", COUNT: "number"}
_BEGIN = 60  # characters of a sentence that name its subject


def figure_relations(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    texts: Mapping[str, str],
    words: pl.Series,
    figures: pd.DataFrame,
    said: pd.DataFrame,
    statements: pd.DataFrame,
) -> pd.DataFrame:
    """Relate the figures of the articles of each event.

    Parameters
    ----------
    articles, segments : pandas.DataFrame
        Tables of these names in the schema.
    texts : mapping of str to str
        The cleaned text of each article, by article_id.
    words : polars.Series of str, shape (n_segments,)
        The text of each segment.
    figures, said, statements : pandas.DataFrame
        Tables figures, attributions and statements.

    Returns
    -------
    pandas.DataFrame
        Table figure_relations, differences first. ``attrs["note"]`` names events with too many figures.
    """
    articles = articles.reset_index(drop=True)
    known = figures.assign(
        figure=written_figures(figures, words),
        sentence=segments["sentence"].to_numpy()[figures["segment"]],
        **figure_speakers(segments, said, figures),
    )
    told = _told_figures(articles, texts, known, statements)
    if told.empty:
        return schema.empty("figure_relations", "No article gives a figure.")
    many = (~told["copy"]).groupby(told["event"], sort=False).transform("sum") > MOST_FIGURES
    too_many = told.loc[many, "event"].astype("str").unique().tolist()
    told = told[~many].reset_index(drop=True)
    times = publication_times(articles)
    stated = _stated(told, words)
    found = []
    row, copy = told["row"].to_numpy(), told["copy"].to_numpy()
    for first, end in _runs(told["event"]):
        last = end - int(copy[first:end].sum())
        rows = row[first:last]
        before = times.before(rows[np.flatnonzero(np.diff(stated.article[first:last], prepend=-1))])
        found.append(_shifted(related_figures(stated.of(first, last), before), first))
        if last < end:
            found.append(_of_copies(told, first, last, end))
    table = _table(_joined(found), told, stated, articles, times)
    if too_many:
        limit = f"more than {MOST_FIGURES:,} figures"
        return with_note(table, f"Figures are not related in events of {limit}: {quoted(too_many)}.")
    return table


def _told_figures(
    articles: pd.DataFrame, texts: Mapping[str, str], figures: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    """Return the figures by event and article, with what is known of the article and the fact.

    Exact copies stand last in their event, once per outlet. copy: whether an article before it has the same text; body:
    number of the text.
    """
    finite = np.isfinite(figures["value"]) & ~np.isinf(figures["high"].fillna(0))
    body = articles["article_id"].map(texts)
    copies = articles.groupby([articles["event"], body], sort=False)["outlet"].transform("nunique")
    keys = pd.DataFrame({"event": articles["event"], "body": body, "outlet": articles["outlet"]})
    once = ~keys.duplicated().to_numpy()
    of_articles = articles[["article_id", "event", "outlet"]].assign(
        copied=copies > 1,
        row=np.arange(len(articles)),
        copy=keys.duplicated(["event", "body"]),
        body=pd.factorize(body)[0],
    )
    told = figures[finite].merge(of_articles[once], on="article_id", how="inner")
    facts = statements.drop_duplicates(["article_id", "sentence"])[["article_id", "sentence", "fact"]]
    told = told.merge(facts, on=["article_id", "sentence"], how="left")
    told["fact"] = told["fact"].fillna(-1).astype("int64")
    order = ["event", "copy", "article_id", "segment", "start"]
    return told.sort_values(order, kind="stable", ignore_index=True)


def _of_copies(told: pd.DataFrame, first: int, last: int, end: int) -> Relations:
    """Let the figures of exact copies, from row `last` on, agree with those of the article they are copies of."""
    rows = pd.DataFrame({"body": told["body"].to_numpy()[first:end], "row": np.arange(first, end)})
    rows["place"] = rows.groupby(told["article_id"].to_numpy()[first:end], sort=False).cumcount()
    pairs = rows[: last - first].merge(rows[last - first :], on=["body", "place"])
    one, two = pairs["row_x"].to_numpy(np.int64), pairs["row_y"].to_numpy(np.int64)
    same = (told["figure"].to_numpy()[one] == told["figure"].to_numpy()[two]) if len(pairs) else np.zeros(0, bool)
    n = int(same.sum())
    return Relations(one[same], np.full(n, -1), two[same], [AGREES] * n, np.zeros(n, bool), np.full(n, OF_COPY))


def _stated(told: pd.DataFrame, words: pl.Series) -> StatedFigures:
    """Return the figures with what stands around them."""
    places = list(zip(segment_texts(told, words), told["start"].tolist(), told["end"].tolist(), strict=True))
    left = _strings(text[max(start - WIDTH, 0) : start] for text, start, _ in places)
    right = _strings(text[end : end + WIDTH] for text, _, end in places)
    begin = [text[: min(start, _BEGIN)] for text, start, _ in places]
    around = contexts(left, right)
    article = pd.factorize(told["row"])[0].astype(np.int64)
    event_starts = np.array([first for first, _ in _runs(told["event"])], np.int64)
    first = (
        event_starts[np.searchsorted(event_starts, np.arange(len(told)), side="right") - 1] if len(told) else article
    )
    return StatedFigures(
        amounts=amounts(told),
        traits=traits(told, begin, left, right, around),
        words=around,
        added=neighbours(told, right),
        article=article - article[first],
        outlet=pd.factorize(told["outlet"])[0].astype(np.int64),
        segment=told["segment"].to_numpy(),
        fact=told["fact"].to_numpy(),
        copied=told["copied"].to_numpy(bool),
    )


def _strings(texts: Iterable[str]) -> pl.Series:
    return pl.Series(list(texts), dtype=pl.String)


def _runs(event: pd.Series) -> list[tuple[int, int]]:
    """Return the first row of each event and the one after its last."""
    codes = pd.factorize(event)[0]
    starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    return list(zip(starts, [*starts[1:], len(codes)], strict=True)) if len(codes) else []


def _shifted(found: Relations, first: int) -> Relations:
    """Return relations with rows counted from the first event on."""
    one, also, two = (np.where(rows >= 0, rows + first, rows) for rows in found[:3])
    return found._replace(one=one, also=also, two=two)


def _joined(found: list[Relations]) -> Relations:
    none = np.zeros(0, np.int64)
    rows = [np.concatenate([none, *columns]) for columns in zip(*(one[:3] for one in found), strict=True)]
    one, also, two = rows or (none, none, none)
    by_source = np.concatenate([np.zeros(0, bool), *(one.by_source for one in found)])
    evidence = np.concatenate([np.zeros(0), *(one.evidence for one in found)])
    return Relations(one, also, two, [name for one in found for name in one.relation], by_source, evidence)


def _table(
    found: Relations, told: pd.DataFrame, stated: StatedFigures, articles: pd.DataFrame, times: PublicationTimes
) -> pd.DataFrame:
    """Return the table of relations; the figure that was published first comes first."""
    order = np.lexsort(
        (-found.evidence.round(6), np.array([RELATIONS.index(name) for name in found.relation], np.int64))
    )
    one, also, two = (rows[order] for rows in found[:3])
    relation = [found.relation[place] for place in order.tolist()]
    row = told["row"].to_numpy()
    first = _surely_before(times, row, one, two)
    swapped = _surely_before(times, row, two, one) & (also < 0)
    one, two = np.where(swapped, two, one), np.where(swapped, one, two)
    sides = [_side(told, rows) for rows in (one, two)]
    added = np.flatnonzero(also >= 0)
    written, value = sides[0]["figure"], sides[0]["value"]
    for place in added.tolist():
        written[place] = f"{written[place]}{_AND}{told['figure'].iat[also[place]]}"
    value[added] = value[added] + told["value"].to_numpy()[also[added]]
    return schema.typed(
        pd.DataFrame({
            "event": told["event"].to_numpy(object)[one],
            "relation": pd.array(relation, dtype="str"),
            "by_source": found.by_source[order],
            "evidence": found.evidence[order],
            "about": _about(told, stated, one, two),
            "dimension": told["dimension"].to_numpy(object)[one],
            "earlier": _earlier(relation, told, articles, times, one, first | swapped),
            **sides[0],
            **{f"other_{name}": values for name, values in sides[1].items()},
        }),
        "figure_relations",
    )  # fmt: skip


def _surely_before(
    times: PublicationTimes, row: NDArray[np.int64], one: NDArray[np.int64], two: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether the article of the first figure was certainly published before that of the second."""
    both = (one >= 0) & (two >= 0)
    found = np.zeros(len(one), bool)
    found[both] = times.pairs_before(row[one[both]], row[two[both]])
    return found


def _side(told: pd.DataFrame, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Return the columns of one side; empty where there is no figure."""
    there = rows >= 0
    found = {}
    for name in SIDE:
        column = told[name].to_numpy()
        of_rows = np.full(len(rows), _NONE.get(name, ""), column.dtype if name in _NONE else object)
        of_rows[there] = column[rows[there]]
        found[name] = of_rows
    return found


def _about(told: pd.DataFrame, stated: StatedFigures, one: NDArray[np.int64], two: NDArray[np.int64]) -> list[str]:
    """Return what is counted or measured: the noun, and where that says little the nearest word of both texts.

    Such as "house", "people arrested" or "money, harbour".
    """
    counted, dimension = told["counted"].tolist(), told["dimension"].tolist()
    vague = (np.isin(stated.traits.head, list(GENERIC)) | ~stated.traits.number).tolist()
    found = []
    for first, second in zip(one.tolist(), two.tolist(), strict=True):
        if second < 0:
            found.append(_readable(counted[first] or dimension[first]))
            continue
        named = [counted[row] for row in (first, second) if not vague[row]]
        same = counted[first] if counted[first] == counted[second] else ""
        noun = (named or [same or dimension[first]])[0]
        word = "" if named else shared_word(stated.words, first, second)
        found.append(_readable(noun, word))
    return found


def _readable(noun: str, word: str = "") -> str:
    """Name what a figure is about with the word nearest to it: people arrested; money, harbour."""
    name = _NAMES.get(noun, noun)
    if not word or meaning_of(word) == meaning_of(noun):
        return name
    if noun == COUNT:
        return word
    return f"{name} {word}" if is_attribute(word) else f"{name}, {word}"


def _earlier(
    relation: list[str],
    told: pd.DataFrame,
    articles: pd.DataFrame,
    times: PublicationTimes,
    one: NDArray[np.int64],
    first: NDArray[np.bool_],
) -> list[str]:
    """Name the outlets that could not know a figure, since all they published on the event was earlier."""
    row, outlet = told["row"].to_numpy(), told["outlet"].tolist()
    names = articles["outlet"].to_numpy(object)
    there = articles.groupby("event").indices
    events = told["event"].tolist()
    known: dict[int, str] = {}
    found = []
    for name, figure, is_first in zip(relation, one.tolist(), first.tolist(), strict=True):
        article = int(row[figure])
        if name == ONLY:
            if article not in known:
                rows = there[events[figure]]
                before = times.before(np.append(rows, article))[:-1, -1]
                late = set(names[rows[~before]].tolist())
                known[article] = "; ".join(sorted(set(names[rows].tolist()) - late))
            found.append(known[article])
        else:
            found.append(outlet[figure] if name in (DIFFERS, UPDATED) and is_first else "")
    return found
