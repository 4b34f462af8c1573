"""What only all articles of a table together show: furniture that recurs, duplicates, spellings of outlets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pandas as pd
import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.corpus.cleaning.recurring import NOTHING_RECURS, Recurring
from analysis.corpus.cleaning.recurring_evidence import learn
from analysis.corpus.events import described_column, event_columns
from analysis.corpus.spellings import choose_spellings
from analysis.corpus.survey_extracts import Each, Extract, count_labels, extract_of, joined
from analysis.corpus.survey_rules import count_outlets, duplicates_of, furniture_hashes

T = TypeVar("T")


@hides_content
class Survey(NamedTuple):
    """What all articles of a table together show.

    Attributes
    ----------
    recurring : Recurring
        Furniture of each outlet, learned.
    duplicates : dict of str to str
        Why an article is a duplicate of another one of its outlet, by article_id.
    outlets : dict of str to str
        The spelling under which an outlet is counted, for labels that are spelt in another way.
    keep : tuple of str
        Names of rules and passages that the researcher does not want cut.
    labels : tuple of str
        Labels of all outlets, as they are counted.
    events : DataFrame, optional
        The column that names the events, as table event_columns; without rows if no article names one.
    """

    recurring: Recurring = NOTHING_RECURS
    duplicates: Mapping[str, str] = MappingProxyType({})
    outlets: Mapping[str, str] = MappingProxyType({})
    keep: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    events: pd.DataFrame | None = None


def survey_rows(parts: Iterable[pd.DataFrame], folder: Path | None = None, keep: tuple[str, ...] = ()) -> Survey:
    """Survey the rows of a table.

    Parameters
    ----------
    parts : iterable of DataFrame
        The rows of the table, in parts, each as `corpus_of` takes them.
    folder : Path, optional
        Where text/ is, if there is no body.
    keep : tuple of str
        Names of rules and passages that are not to be cut.

    Returns
    -------
    Survey
        The same however the rows are divided.
    """
    extracts: list[Extract] = []
    for rows in parts:
        first = sum(len(extract.articles) for extract in extracts)
        extracts.append(extract_of(rows, folder, first=first))
    if not any(len(extract.articles) for extract in extracts):
        return NO_SURVEY
    whole = joined(extracts)

    def apply(work: Callable[[Extract], T]) -> list[T]:
        return [work(whole)]

    return survey_of(count_labels(whole), apply, keep)


NO_SURVEY = Survey()


def survey_of(labels: pl.DataFrame, each: Each, keep: tuple[str, ...] = ()) -> Survey:
    """Survey extracts of a table, each of some outlets.

    Parameters
    ----------
    labels : DataFrame
        As `count_labels` returns it, of all articles in the order of the table; labels can be in several rows.
    each : callable
        Applies a function to each extract, and returns the results. All labels of an outlet, as `outlet_key` tells
        outlets, are in one extract.
    keep : tuple of str
        As for `survey_rows`.

    Returns
    -------
    Survey
        The same however outlets are divided.
    """
    added = labels.group_by("label", maintain_order=True).agg(pl.col("articles").sum())
    outlets = choose_spellings(dict(added.iter_rows()))
    counted = each(partial(count_outlets, outlets=outlets))
    events = pl.concat([part.events for part in counted])
    # The table says that all articles are of the same event.
    one_event = events["event"].n_unique() == 1 and events["event"][0] != ""
    recurring = learn([part.passages for part in counted], one_event)
    del counted
    furniture = pl.concat(each(partial(furniture_hashes, outlets=outlets, recurring=recurring))).unique()
    found = pl.concat(each(partial(duplicates_of, outlets=outlets, furniture=furniture)))
    found = found.sort("first", maintain_order=True)
    duplicates = dict(zip(found["article_id"], found["reason"], strict=True))
    named = added["label"].replace(outlets)
    counted_as = tuple(named.filter(named != "").unique().sort())
    return Survey(recurring, duplicates, outlets, keep, counted_as, described_column(events))


def write_survey(survey: Survey, file: Path) -> str:
    """Write a survey, for workers to read.

    Parameters
    ----------
    survey : Survey
    file : Path

    Returns
    -------
    str
        Its sha256.
    """
    recurring = survey.recurring
    content = {
        "passages": recurring.passages.to_dict(as_series=False), "starts": recurring.starts.to_list(),
        "ends": recurring.ends.to_list(), "lines": recurring.lines.to_list(),
        "duplicates": dict(survey.duplicates), "outlets": dict(survey.outlets),
        "keep": survey.keep, "labels": survey.labels,
        "events": None if survey.events is None else survey.events.to_dict("records"),
    }  # fmt: skip
    data = json.dumps(content).encode()
    file.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def read_survey(file: Path) -> Survey:
    """Read what `write_survey` wrote.

    Parameters
    ----------
    file : Path

    Returns
    -------
    Survey
    """
    content = json.loads(file.read_text("utf-8"))
    empty = NOTHING_RECURS
    recurring = Recurring(
        pl.DataFrame(content["passages"], schema=empty.passages.schema),
        *(pl.Series(content[name], dtype=pl.UInt64) for name in ("starts", "ends", "lines")),
    )
    events = None if content["events"] is None else event_columns(content["events"])
    return Survey(
        recurring, content["duplicates"], content["outlets"], tuple(content["keep"]), tuple(content["labels"]), events
    )
