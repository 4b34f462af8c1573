"""Lines that repeat another line or the headline word for word."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.cleaning.lines import PARAGRAPH_WORDS, count_words
from analysis.corpus.cleaning.rules import GAP

# A short sentence may recur on purpose ("I do not care."); a title or a paragraph does not.
SHORTEST = 4
MOST_REPEATS = 2
_LABEL_ENDS = "[:)0-9]$"
# The rarer letters tell texts apart as well as all of them do, at half the cost.
_TELLING = b"bcfgmpvwyBCFGMPVWY0123456789\n"
_LETTERS = bytes(letter if letter in _TELLING else 0 for letter in bytes(range(256)).lower())
# Letters near the start of a line by which it is looked up: how many are before them, and how many they are.
_BEFORE_PROBE, _PROBE = 1, 8
_MIX, _PLACES = np.uint64(0x9E3779B97F4A7C15), 20  # a hash of 20 bits


def find_repeats(lines: pl.DataFrame, headlines: pl.Series) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find lines that occur elsewhere in their article, and those that occur word for word in a longer paragraph.

    Parameters
    ----------
    lines : DataFrame, n_lines rows
        As `lines_of` returns them.
    headlines : Series of str, shape (n_articles,)
        "" where none is known.

    Returns
    -------
    same : array of bool, shape (n_lines,)
        Whether another line, or the headline, has the same words.
    teaser : array of bool, shape (n_lines,)
        Whether a longer paragraph has the same words; False where `same` is True, and in other than Latin letters.
    """
    frame = lines.select(
        "article", "text", "ended", "long", line=pl.int_range(pl.len()), letters=_letters(lines["text"])
    )
    same = _same(frame, headlines)
    return same, _teasers(frame) & ~same


def _letters(texts: pl.Series) -> pl.Series:
    """Keep the rarer letters in lower case: texts of the same words have the same, and few others do."""
    if not len(texts):
        return texts
    letters = pl.Series(np.frombuffer(_joined(texts).translate(_LETTERS), np.uint8))
    kept = letters.filter(letters != 0).to_numpy().tobytes()
    return pl.Series([kept]).cast(pl.String).str.split("\n").explode()


def _joined(texts: pl.Series) -> bytes:
    joined: bytes = texts.str.join("\n").cast(pl.Binary).item()
    return joined


def _keys(texts: pl.Series) -> pl.Series:
    """Write the words of each text in lower case."""
    return texts.str.to_lowercase().str.replace_all(f"{GAP}+", " ").str.strip_chars(" ")


def _same(frame: pl.DataFrame, headlines: pl.Series) -> NDArray[np.bool_]:
    titles = pl.DataFrame(
        {
            "article": np.arange(len(headlines)),
            "text": headlines,
            "letters": _letters(headlines.str.replace_all("\n", " ", literal=True)),
        }
    ).filter(pl.col("text") != "")
    both = pl.concat([titles, frame], how="diagonal").filter(pl.struct("article", "letters").is_duplicated())
    if both.is_empty():
        return np.zeros(len(frame), bool)
    both = both.with_columns(key=_keys(both["text"]))
    both = both.with_columns(words=count_words(both["key"]))
    said = pl.col("line").is_null() | (pl.col("words") >= SHORTEST)
    before = said.cast(pl.Int64).cum_sum().over("article", "key") - said
    # What stands there again and again and ends like a label, such as that of a speaker, is one.
    label = (pl.len() > MOST_REPEATS).over("article", "key") & pl.col("text").str.contains(_LABEL_ENDS)
    whole = (pl.col("words") >= PARAGRAPH_WORDS) | ~(pl.col("ended") | label)
    same = np.zeros(len(frame), bool)
    same[both.filter(pl.col("line").is_not_null() & (before > 0) & whole)["line"].to_numpy()] = True
    return same


def _teasers(frame: pl.DataFrame) -> NDArray[np.bool_]:
    """Find paragraphs that stand word for word in a longer one: clipped teasers, and quotes that are pulled out."""
    pairs = _alike(frame.filter("long")).filter(pl.col("letters").str.len_bytes() <= pl.col("within").str.len_bytes())
    pairs = pairs.filter(pl.col("within").str.contains(pl.col("letters"), literal=True))
    if pairs.is_empty():
        return np.zeros(len(frame), bool)
    pairs = pairs.with_columns(key=_keys(frame["text"][pairs["line"]]), long=_keys(frame["text"][pairs["other"]]))
    pairs = pairs.filter(
        pl.col("key") != pl.col("long"),
        pl.col("long").str.contains(pl.col("key"), literal=True),
        pl.Series(count_words(pairs["long"]) > PARAGRAPH_WORDS),
        pl.Series(count_words(pairs["key"]) >= PARAGRAPH_WORDS),
    )
    found = np.zeros(len(frame), bool)
    found[pairs["line"].to_numpy()] = True
    return found


def _alike(frame: pl.DataFrame) -> pl.DataFrame:
    """Pair lines with the other lines of their article that hold the letters of their probe."""
    lengths = frame["letters"].str.len_bytes().to_numpy().astype(np.int64)
    ends = np.cumsum(lengths + 1)
    letters = _joined(frame["letters"]) + b"\n" + bytes(_PROBE)
    windows = np.ndarray(len(letters) - _PROBE + 1, "<u8", letters, 0, (1,))
    told = np.flatnonzero(lengths >= _BEFORE_PROBE + _PROBE)
    probe = windows[ends[told] - lengths[told] - 1 + _BEFORE_PROBE]
    wanted = np.zeros(1 << _PLACES, bool)
    wanted[_hashed(probe)] = True
    at = np.flatnonzero(wanted[_hashed(windows)])
    holder = np.searchsorted(ends, at, side="right")
    inside = holder < len(frame)
    at, holder = at[inside], holder[inside]
    lines = frame[told].select("article", "line", "letters", probe=pl.Series(probe))
    others = frame[holder].select("article", other="line", within="letters", probe=pl.Series(windows[at]))
    return lines.join(others, on=["article", "probe"]).filter(pl.col("line") != pl.col("other"))


def _hashed(windows: NDArray[np.uint64]) -> NDArray[np.int64]:
    # As signed numbers they need no conversion to be indices.
    return ((windows * _MIX) >> np.uint64(64 - _PLACES)).view(np.int64)
