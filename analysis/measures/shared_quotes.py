"""Which quotes do several outlets carry, and how did each trim them?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.table_notes import as_table, with_note
from analysis.annotation.annotations import Annotations
from analysis.language.text.word_sequence import word_sequence

LEAST = 4  # words; shorter quotes are alike by chance
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


def shared_quotes(notes: Annotations, quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes of which several outlets carry the same words on the same event, side by side.

    quotes: as measures.attributions gives them, all or some. What one source says in quotation marks in one paragraph
    is one quote; two of at least four words are linked where the longer one holds more than half of the different runs
    of three words of the shorter one, and links add up to groups.
    Returns: quote (number of the group, most outlets first), outlet, article_id, kind, source, name, cue, words, text;
    the longest first. From a bundle no rows, and .attrs["note"] says what is needed."""
    if notes.corpus.texts is None:
        nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
        return with_note(
            nothing, f"Which quotes are shared can be seen in their words only. {notes.corpus.how_to_get_text()}"
        )
    parts = _parts(notes.segments, quotes)
    whole = _whole(notes, parts)
    whole["group"] = _linked(*_runs(notes, parts, whole), len(whole))
    groups = whole.groupby("group")
    whole = whole.assign(outlets=groups["outlet"].transform("nunique"), longest=groups["words"].transform("max"))
    shared = whole[whole["outlets"] > 1].sort_values(
        ["outlets", "longest", "group", "words"], ascending=[False, False, True, False], kind="stable"
    )
    shared["quote"] = pd.factorize(shared["group"])[0] + 1
    return as_table(shared[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True))


def _parts(segments: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """The quoted segments in order, each with who says it, and the number of the quote it is a part of."""
    quoted = segments.assign(segment=np.arange(len(segments))).query("voice == 'quoted'")
    told = quotes[["article_id", "sentence", "source", "name", "kind", "cue"]]
    told = told.assign(first=quotes["start"], last=quotes["end"], length=quotes["end"] - quotes["start"])
    both = quoted.merge(told, on=["article_id", "sentence"]).query("first <= start < last")
    # What somebody says that somebody else said belongs to the latter.
    parts = both.sort_values(["segment", "length"]).drop_duplicates("segment")
    parts = parts.assign(speaker=parts["name"].where(parts["name"] != "", parts["source"]))
    before = parts[["article_id", "paragraph", "speaker"]].shift()
    goes_on = (parts[list(before)] == before).all(axis=1) & (parts["sentence"].diff() == 1)
    return parts.assign(whole=(~goes_on).cumsum() - 1)


def _whole(notes: Annotations, parts: pd.DataFrame) -> pd.DataFrame:
    """The quotes put together from their parts, one a row."""
    where = notes.corpus.articles.set_index("article_id")[["outlet", "event"]]
    parts = parts.join(where, on="article_id").assign(
        cue=parts["cue"].where(parts["cue"] != ""),
        text=notes.words.texts.gather(parts["segment"].to_numpy()).to_list(),
    )
    first = dict.fromkeys(("outlet", "event", "article_id", "kind", "source", "name", "cue"), "first")
    whole = parts.groupby("whole").agg({**first, "n_tokens": "sum", "text": " ".join})
    return whole.rename(columns={"n_tokens": "words"}).fillna({"cue": ""})


def _runs(notes: Annotations, parts: pd.DataFrame, whole: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The quote and the number of every different run of three words in quotes that are long enough; runs of different
    events differ."""
    words = word_sequence(notes.words)
    quote_of = np.full(len(notes.segments), -1)
    quote_of[parts["segment"]] = np.where(whole["words"] >= LEAST, whole.index, -1)[parts["whole"]]
    kept = quote_of[words.segment] >= 0
    quote, word = quote_of[words.segment[kept]], words.word[kept]
    event = whole["event"].factorize()[0]
    run = pd.DataFrame({"event": event[quote[:-2]], "a": word[:-2], "b": word[1:-1], "c": word[2:]})
    number = run.groupby(list(run)).ngroup().to_numpy()
    inside = quote[:-2] == quote[2:]
    pairs = pd.DataFrame({"quote": quote[:-2][inside], "run": number[inside]}).drop_duplicates()
    return pairs["quote"].to_numpy(), pairs["run"].to_numpy()


def _linked(quote: NDArray[np.int64], run: NDArray[np.int64], n: int) -> NDArray[np.int32]:
    """Number of the group of each of n quotes, from their runs."""
    from scipy import sparse

    holds = sparse.csr_matrix((np.ones(len(quote)), (quote, run)), shape=(n, run.max(initial=-1) + 1))
    common = (holds @ holds.T).tocoo()
    size = np.bincount(quote, minlength=n)
    link = 2 * common.data > np.minimum(size[common.row], size[common.col])
    links = sparse.csr_matrix((link[link], (common.row[link], common.col[link])), shape=(n, n))
    return sparse.csgraph.connected_components(links, directed=False)[1]
