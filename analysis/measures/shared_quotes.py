"""Quotes that several outlets carry, and how each trimmed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.gathered_groups import gathered_groups
from analysis._utils.ragged import ranges
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.reuse.runs import runs_of_words
from analysis.language.text.characters import fold_marks
from analysis.language.text.word_sequence import word_sequence

if TYPE_CHECKING:
    from scipy import sparse

BLOCK = 1_000  # quotes that are compared with all others at the same time
MIN_WORDS = 4  # shorter quotes are alike by chance
RUN = 3  # words of the runs that quotes are compared by
WINDOW = 7  # days between articles that carry one quote; later, the same words are another quote
_ANY_EVENT = (
    "The corpus names no events: quotes of all articles within seven days are grouped by their words alone, whatever "
    "the articles are about."
)
COLUMNS = {
    "quote": "int64",
    "outlet": "str",
    "article_id": "str",
    "kind": "str",
    "source": "str",
    "name": "str",
    "cue": "str",
    "words": "int64",
    "text": "str",
}
# Columns of a quote that are those of its first part.
_OF_FIRST_PART = ("outlet", "event", "day", "article_id", "kind", "source", "name", "cue")


def shared_quotes(notes: Annotations, quotes: pd.DataFrame) -> pd.DataFrame:
    """List quotes that several outlets carry on the same event or, where none is named, in the same days.

    What one source says in quotation marks in one paragraph is one quote. Quotes of at least four words are gathered
    around the longest: another one belongs to it if it contains more than half of the distinct runs of three words of
    the shorter of the two, and if both were published within seven days or a date is missing. Then the longest quote
    that is left follows, and so on. So every quote of a group overlaps its longest, and quotes do not chain.

    Parameters
    ----------
    notes : Annotations
    quotes : pandas.DataFrame
        Rows of `attributions`.

    Returns
    -------
    pandas.DataFrame
        quote (number of the group, most outlets first), outlet, article_id, kind, source, name, cue, words, text; the
        longest of each group first. From a bundle without rows. ``attrs["note"]`` says what is
        needed, or that the corpus names no events.

    References
    ----------
    Leskovec, Backstrom & Kleinberg (2009), Meme-tracking and the dynamics of the news cycle, KDD, for quotes that are
    gathered around the longest one; their links, too, do not chain.
    """
    check_annotations(notes)
    if notes.corpus.texts is None:
        empty = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
        return with_note(
            empty, f"Which quotes are shared can be seen in their words only. {notes.corpus.how_to_get_text()}"
        )
    parts = _quoted_segments(notes.segments, quotes)
    whole = _whole_quotes(notes, parts)
    quote, run = _runs_of_words(notes, parts, whole)
    longest_first = np.argsort(-whole["words"].to_numpy(), kind="stable")
    whole["group"] = gathered_groups(_links(quote, run, whole["day"].to_numpy()), longest_first)
    groups = whole.groupby("group")
    whole = whole.assign(outlets=groups["outlet"].transform("nunique"), longest=groups["words"].transform("max"))
    order = ["outlets", "longest", "group", "words"]
    shared = whole[whole["outlets"] > 1].sort_values(order, ascending=[False, False, True, False], kind="stable")
    shared["quote"] = pd.factorize(shared["group"])[0] + 1
    note = _ANY_EVENT if len(shared) and not notes.corpus.names_events else ""
    return with_note(shared[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True), note)


def _quoted_segments(segments: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the quoted segments in order, each with its source and the number of the quote that it is a part of."""
    quoted = segments.assign(segment=np.arange(len(segments))).query("voice == 'quoted'")
    attribution, place = _within(quotes, quoted)
    attributed = quotes[["source", "name", "kind", "cue"]].assign(length=quotes["end"] - quotes["start"])
    attributed = attributed.iloc[attribution].reset_index(drop=True)
    inside = pd.concat([quoted.iloc[place].reset_index(drop=True), attributed], axis=1)
    # Where a source says what another one said, the shorter attribution is that of the latter.
    parts = inside.sort_values(["segment", "length"]).drop_duplicates("segment")
    parts = parts.assign(speaker=parts["name"].where(parts["name"] != "", parts["source"]))
    same = ["article_id", "paragraph", "speaker"]
    continues = (parts[same] == parts[same].shift()).all(axis=1) & (parts["sentence"].diff() == 1)
    return parts.assign(whole=(~continues).cumsum() - 1)


def _within(quotes: pd.DataFrame, quoted: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of attributions and, beside each, of a quoted segment that begins in what it attributes."""
    article = {one: number for number, one in enumerate(quoted["article_id"].unique())}
    reach = max(quotes["end"].max(), quoted["start"].max()) + 1 if len(quotes) and len(quoted) else 1
    known = np.flatnonzero(quotes["article_id"].isin(article.keys()))
    offset = quotes["article_id"].iloc[known].map(article).to_numpy(np.int64) * reach
    key = quoted["article_id"].map(article).to_numpy(np.int64) * reach + quoted["start"].to_numpy(np.int64)
    order = np.argsort(key, kind="stable")
    first, last = (
        np.searchsorted(key[order], offset + quotes[edge].iloc[known].to_numpy(np.int64)) for edge in ("start", "end")
    )
    size = last - first
    return np.repeat(known, size), order[ranges(first, size)]


def _whole_quotes(notes: Annotations, parts: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes put together from their parts, one per row."""
    articles = notes.corpus.articles.set_index("article_id")
    of_article = articles[["outlet", "event"]].assign(day=_days(articles))
    texts = fold_marks(notes.words.texts.gather(parts["segment"].to_numpy()))
    parts = parts.join(of_article, on="article_id").assign(cue=parts["cue"].where(parts["cue"] != ""))
    groups = parts.groupby("whole")
    whole = groups[list(_OF_FIRST_PART)].first().assign(n_tokens=groups["n_tokens"].sum())
    # Parts are in order, those of one quote one after the other.
    joined = pl.DataFrame({"whole": parts["whole"].to_numpy(), "text": texts}).group_by("whole", maintain_order=True)
    whole["text"] = joined.agg(pl.col("text").str.join(" "))["text"].to_list()
    return whole.rename(columns={"n_tokens": "words"}).fillna({"cue": ""})


def _days(articles: pd.DataFrame) -> pd.Series:
    """Return the day of publication of each article as a number; NaN where it is not known."""
    given = pd.to_datetime(articles["published_given"].str.slice(0, 10), format="%Y-%m-%d", errors="coerce", utc=True)
    return (articles["published"].fillna(given) - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)


def _runs_of_words(
    notes: Annotations, parts: pd.DataFrame, whole: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every distinct run of three words of each long enough quote: numbers of the quote and of the run.

    Equal runs have the same number if they are about the same event.
    """
    word, quote = _words_of_quotes(notes, parts, whole)
    runs = runs_of_words(word, quote, whole["event"].factorize()[0], length=RUN)
    number = np.unique(runs.key, return_inverse=True)[1]
    distinct = pd.DataFrame({"quote": runs.article, "run": number}).drop_duplicates()
    return distinct["quote"].to_numpy(), distinct["run"].to_numpy()


def _words_of_quotes(
    notes: Annotations, parts: pd.DataFrame, whole: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each word of the long enough quotes, in order, and the number of its quote."""
    words = word_sequence(notes.words)
    long_quote = np.where(whole["words"] >= MIN_WORDS, whole.index, -1)
    quote_of_segment = np.full(len(notes.segments), -1, np.int32)
    quote_of_segment[parts["segment"]] = long_quote[parts["whole"]]
    quote_of_word = quote_of_segment[words.segment]
    in_quote = quote_of_word >= 0
    return words.word[in_quote].astype(np.int64), quote_of_word[in_quote].astype(np.int64)


def _links(quote: NDArray[np.int64], run: NDArray[np.int64], day: NDArray[np.float64]) -> sparse.csr_array:
    """Return which quotes share runs enough, of shape (quotes, quotes); quote, run: from `_runs_of_words`."""
    from scipy import sparse

    n_quotes = len(day)
    contains = sparse.csr_array((np.ones(len(quote)), (quote, run)), shape=(n_quotes, run.max(initial=-1) + 1))
    n_runs, contained = np.bincount(quote, minlength=n_quotes), sparse.csr_array(contains.T)
    found = [sparse.csr_array((0, n_quotes))]
    # Most pairs of quotes that share a run share too few; all pairs at once take a gigabyte.
    for first in range(0, n_quotes, BLOCK):
        common = (contains[first : first + BLOCK] @ contained).tocoo()
        row, other = common.coords
        one = row + first
        linked = (2 * common.data > np.minimum(n_runs[one], n_runs[other])) & (one != other)
        linked &= ~(np.abs(day[one] - day[other]) > WINDOW)
        shape = (min(BLOCK, n_quotes - first), n_quotes)
        found.append(sparse.csr_array((common.data[linked], (row[linked], other[linked])), shape=shape))
    return sparse.csr_array(sparse.vstack(found))
