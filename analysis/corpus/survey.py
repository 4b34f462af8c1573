"""What only all articles of a table together show: furniture that recurs, duplicates, spellings of outlets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis._utils.name_keys import outlet_key
from analysis.corpus.article_tables import MISSING_VALUES
from analysis.corpus.cleaning.lines import lines_of
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.passages import passages_of
from analysis.corpus.cleaning.recurring import NOTHING_RECURS, Recurring, find_recurring
from analysis.corpus.cleaning.recurring_evidence import learn
from analysis.corpus.duplicates import find_duplicates, passage_hashes
from analysis.corpus.events import event_columns, used_column
from analysis.corpus.raw_texts import raw_texts

# Articles and characters of an outlet from which its furniture is learned; the first in the table.
MOST_ARTICLES, MOST_CHARACTERS = 400, 2_500_000
# Characters of a passage that tells articles apart, and the share of its text that an article has to itself.
LONG, OWN = 60, 0.3
# Characters of an article of which copies are found sentence by sentence.
SHORT = 4_000


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
    articles, sample, hashes, copies, first = [], [], [], [], 0
    room = Room()
    for rows in parts:
        texts = normalized(raw_texts(rows, folder, [""] * len(rows))[0].fill_null(""))
        known = _known(rows)
        lines = lines_of(texts)
        passages = passages_of(lines)
        hashed = passage_hashes(passages)
        copies.append(_hashes_of_copies(lines, hashed, texts, first))
        hashes.append(hashed.with_columns(article=pl.col("article") + first))
        passages = passages.with_columns(article=pl.col("article") + first)
        learned_from = room.take(known["outlet"], texts, first)
        sample.append(passages.filter(pl.col("article").is_in(learned_from)).drop("line", "at"))
        articles.append(known)
        first += len(rows)
    if not first:
        return NO_SURVEY
    known = pl.concat(articles).with_row_index("article").with_columns(pl.col("article").cast(pl.Int64))
    outlets = common_spellings(known["outlet"])
    known = known.with_columns(pl.col("outlet").replace(outlets))
    passages, hashed = pl.concat(sample), pl.concat(hashes)
    recurring = learn(_with_outlets(passages, known, hashed), one_event=_is_one_event(known))
    labels = tuple(known["outlet"].filter(known["outlet"] != "").unique().sort())
    furniture = passages.filter(pl.Series(find_recurring(passages, known["outlet"], recurring)))
    duplicates = find_duplicates(pl.concat(copies), known, passage_hashes(furniture)["hash"])
    return Survey(recurring, duplicates, outlets, keep, labels, used_column(known["event"], known["outlet"]))


NO_SURVEY = Survey()


def _hashes_of_copies(lines: pl.DataFrame, hashed: pl.DataFrame, texts: pl.Series, first: int) -> pl.DataFrame:
    """Reduce articles to what tells copies; short ones sentence by sentence, as a line more would move their edges."""
    short = pl.col("article").is_in((texts.str.len_chars() <= SHORT).arg_true().implode())
    whole = passage_hashes(passages_of(lines.filter(short), everywhere=True))
    hashes = pl.concat([hashed.filter(~short), whole])
    return hashes.with_columns(pl.col("article").cast(pl.Int64) + first).sort("article", maintain_order=True)


class Room:
    """How much more of each outlet is learned from."""

    def __init__(self) -> None:
        self.articles: dict[str, int] = {}
        self.characters: dict[str, int] = {}

    def take(self, outlets: pl.Series, texts: pl.Series, first: int) -> list[int]:
        """Choose the articles there is room for; first: number of the first one."""
        taken = []
        for number, (outlet, length) in enumerate(zip(outlets, texts.str.len_chars(), strict=True), first):
            articles, characters = self.articles.get(outlet, 0), self.characters.get(outlet, 0)
            if articles < MOST_ARTICLES and characters < MOST_CHARACTERS:
                taken.append(number)
                self.articles[outlet], self.characters[outlet] = articles + 1, characters + length
        return taken


def _known(rows: pd.DataFrame) -> pl.DataFrame:
    columns = {name: rows[name].str.strip() if name in rows else "" for name in ("article_id", "outlet", "event")}
    known = pd.DataFrame(columns, index=rows.index).astype("str").fillna("")
    known = known.assign(event=known["event"].mask(known["event"].isin(MISSING_VALUES), ""))
    return pl.from_pandas(known).cast(pl.String)


def _is_one_event(known: pl.DataFrame) -> bool:
    """Whether the table says that all articles are of the same event."""
    return known["event"].n_unique() == 1 and known["event"][0] != ""


def _with_outlets(passages: pl.DataFrame, known: pl.DataFrame, hashed: pl.DataFrame) -> pl.DataFrame:
    """Add to each passage its outlet, and what tells whether articles are unrelated, as `learn` takes it."""
    long = hashed.filter(pl.col("length") >= LONG)
    inner = long.filter(~pl.col("edge"))
    long = pl.concat([inner, long.join(inner, on="article", how="anti")])
    least = long.group_by("article").agg(**{f"related{n}": (pl.col("hash") * _ODD[n]).min() for n in range(4)})
    joined = passages.join(known.select("article", "outlet"), on="article", how="left", maintain_order="left")
    joined = joined.join(least, on="article", how="left", maintain_order="left")
    own = hashed.join(known.select("article", "outlet"), on="article").with_columns(
        own=(pl.len().over("outlet", "hash") == 1) * pl.col("length")
    )
    own = own.group_by("article").agg(own=pl.col("own").sum() >= OWN * pl.col("length").sum())
    joined = joined.join(own, on="article", how="left", maintain_order="left")
    # An article of no long passage is related to none.
    return joined.with_columns(pl.col(f"related{n}").fill_null(pl.col("article").cast(pl.UInt64)) for n in range(4))


_ODD = [0x9E3779B97F4A7C15 + 2 * n**3 for n in range(4)]


def common_spellings(labels: pl.Series) -> dict[str, str]:
    """Choose one spelling for labels that differ in capitals, blanks, invisible characters or an article only.

    Parameters
    ----------
    labels : Series of str

    Returns
    -------
    dict of str to str
        The commonest spelling, for each label that is spelt in another way; of equally common ones, one in capitals
        and small letters, without double blanks, and the first.

    Examples
    --------
    >>> common_spellings(pl.Series(["the post", "The Post", "The Post", "Star"]))
    {'the post': 'The Post'}
    """
    counted: dict[str, int] = dict(labels.filter(labels != "").value_counts(name="n").iter_rows())
    first = {label: place for place, label in enumerate(labels.unique(maintain_order=True)) if label}
    groups: dict[str, list[str]] = {}
    for label in first:
        groups.setdefault(outlet_key(label), []).append(label)
    found: dict[str, str] = {}
    for group in groups.values():
        best = min(
            group,
            key=lambda label: (-counted[label], label in (label.upper(), label.lower()), "  " in label, first[label]),
        )
        found |= {label: best for label in group if label != best}
    return found


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
