"""Quotes that several outlets carry, and how each trimmed them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.table_notes import as_table, with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.text.word_sequence import word_sequence

MIN_WORDS = 4  # shorter quotes are alike by chance
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
_OF_FIRST_PART = ("outlet", "event", "article_id", "kind", "source", "name", "cue")


def shared_quotes(notes: Annotations, quotes: pd.DataFrame) -> pd.DataFrame:
    """List quotes that several outlets carry on the same event, side by side.

    What one source says in quotation marks in one paragraph is one quote. Two quotes of at least four words are linked
    if the longer one contains more than half of the distinct runs of three words of the shorter one; linked quotes
    form groups.

    Parameters
    ----------
    notes : Annotations
    quotes : pandas.DataFrame
        Rows of `attributions`.

    Returns
    -------
    pandas.DataFrame
        quote (number of the group, most outlets first), outlet, article_id, kind, source, name, cue, words, text; the
        longest of each group first. From a bundle without rows; ``attrs["note"]`` says what is needed.
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
    whole["group"] = _linked_groups(quote, run, len(whole))
    groups = whole.groupby("group")
    whole = whole.assign(outlets=groups["outlet"].transform("nunique"), longest=groups["words"].transform("max"))
    order = ["outlets", "longest", "group", "words"]
    shared = whole[whole["outlets"] > 1].sort_values(order, ascending=[False, False, True, False], kind="stable")
    shared["quote"] = pd.factorize(shared["group"])[0] + 1
    return as_table(shared[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True))


def _quoted_segments(segments: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the quoted segments in order, each with its source and the number of the quote that it is a part of."""
    quoted = segments.assign(segment=np.arange(len(segments))).query("voice == 'quoted'")
    attributed = quotes[["article_id", "sentence", "source", "name", "kind", "cue"]]
    attributed = attributed.assign(first=quotes["start"], last=quotes["end"], length=quotes["end"] - quotes["start"])
    inside = quoted.merge(attributed, on=["article_id", "sentence"]).query("first <= start < last")
    # Where a source says what another one said, the shorter attribution is that of the latter.
    parts = inside.sort_values(["segment", "length"]).drop_duplicates("segment")
    parts = parts.assign(speaker=parts["name"].where(parts["name"] != "", parts["source"]))
    same = ["article_id", "paragraph", "speaker"]
    continues = (parts[same] == parts[same].shift()).all(axis=1) & (parts["sentence"].diff() == 1)
    return parts.assign(whole=(~continues).cumsum() - 1)


def _whole_quotes(notes: Annotations, parts: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes put together from their parts, one per row."""
    of_article = notes.corpus.articles.set_index("article_id")[["outlet", "event"]]
    parts = parts.join(of_article, on="article_id").assign(
        cue=parts["cue"].where(parts["cue"] != ""),
        text=notes.words.texts.gather(parts["segment"].to_numpy()).to_list(),
    )
    first = dict.fromkeys(_OF_FIRST_PART, "first")
    whole = parts.groupby("whole").agg({**first, "n_tokens": "sum", "text": " ".join})
    return whole.rename(columns={"n_tokens": "words"}).fillna({"cue": ""})


def _runs_of_words(
    notes: Annotations, parts: pd.DataFrame, whole: pd.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every distinct run of three words of each long enough quote: numbers of the quote and of the run.

    Equal runs have the same number if they are about the same event.
    """
    words = word_sequence(notes.words)
    long_quote = np.where(whole["words"] >= MIN_WORDS, whole.index, -1)
    quote_of_segment = np.full(len(notes.segments), -1)
    quote_of_segment[parts["segment"]] = long_quote[parts["whole"]]
    quote_of_word = quote_of_segment[words.segment]
    in_quote = quote_of_word >= 0
    quote, word = quote_of_word[in_quote], words.word[in_quote]
    event = whole["event"].factorize()[0]
    runs = pd.DataFrame({"event": event[quote[:-2]], "a": word[:-2], "b": word[1:-1], "c": word[2:]})
    number = runs.groupby(list(runs)).ngroup().to_numpy()
    within_quote = quote[:-2] == quote[2:]
    distinct = pd.DataFrame({"quote": quote[:-2][within_quote], "run": number[within_quote]}).drop_duplicates()
    return distinct["quote"].to_numpy(), distinct["run"].to_numpy()


def _linked_groups(quote: NDArray[np.int64], run: NDArray[np.int64], n_quotes: int) -> NDArray[np.int32]:
    """Return the number of the group of each quote; quote, run: as `_runs_of_words` returns them."""
    from scipy import sparse

    contains = sparse.csr_matrix((np.ones(len(quote)), (quote, run)), shape=(n_quotes, run.max(initial=-1) + 1))
    common = (contains @ contains.T).tocoo()
    n_runs = np.bincount(quote, minlength=n_quotes)
    linked = 2 * common.data > np.minimum(n_runs[common.row], n_runs[common.col])
    links = sparse.csr_matrix((linked[linked], (common.row[linked], common.col[linked])), shape=(n_quotes, n_quotes))
    groups: NDArray[np.int32] = sparse.csgraph.connected_components(links, directed=False)[1]
    return groups
