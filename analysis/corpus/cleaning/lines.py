"""Texts as one column of lines, each with its place in the text as read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.pattern_threads import with_compiled
from analysis._utils.ragged import row_numbers, row_starts
from analysis.corpus.cleaning.rules import GAP, WORD, Rule, rules
from analysis.language.text.characters import fold_marks

_BREAK = "[\r\x85\u2028\u2029]"
# White space that is not one space between words: three searches that are each quicker than one for any white space.
_WIDE = (
    "  ",
    r"[\t\x0b\x0c]",
    r"\x{A0}+|\x{1680}+|[\x{2000}-\x{2005}]+|[\x{2006}-\x{200A}]+|\x{202F}+|\x{205F}+|\x{3000}+",
)
_ENDED = r"[.!?…][\"'”’)\]]*$"
PARAGRAPH_WORDS = 12
CUT = {"article": pl.Int64, "kind": pl.String, "reason": pl.String, "start": pl.Int64, "end": pl.Int64}


def lines_of(texts: pl.Series) -> pl.DataFrame:
    """Split texts into lines.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    DataFrame
        One row per line that is not empty: article (number of the text), start, end (characters in the text), text
        (each run of white space one space, marks folded), written (the same, with its marks), ended (whether a sentence
        ends there), long (whether it has PARAGRAPH_WORDS words).
    """
    split = texts.str.replace_all(_BREAK, "\n").str.split("\n")
    counts = split.list.len().to_numpy().astype(np.int64)
    lines = split.explode()
    lengths = lines.str.len_chars().to_numpy().astype(np.int64)
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    article = row_numbers(counts)
    before = starts[row_starts(counts)][article] if len(texts) else 0
    places = {"article": article, "start": starts - before, "end": ends - before}
    frame = pl.DataFrame({**places, "written": _squeeze(lines)}).filter(pl.col("written") != "")
    frame.insert_column(3, fold_marks(frame["written"]).rename("text"))
    return frame.with_columns(**shape(pl.col("text")))


def shape(text: pl.Expr) -> dict[str, pl.Expr]:
    """Say of lines whether they are sentences, and paragraphs.

    Parameters
    ----------
    text : Expr
        The column of their texts.

    Returns
    -------
    dict of str to Expr
        ended and long, as `lines_of` returns them.
    """
    long = f"^{GAP}*(?:{WORD}+{GAP}+){{{PARAGRAPH_WORDS - 1}}}{WORD}"
    return {"ended": text.str.contains(_ENDED), "long": text.str.contains(long)}


def starts(article: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each line is the first of its article.

    Parameters
    ----------
    article : array of int64, shape (n_lines,)
        Number of the article, in order.

    Returns
    -------
    array of bool, shape (n_lines,)
    """
    first: NDArray[np.bool_] = np.diff(article, prepend=-1) != 0
    return first


def count_words(texts: pl.Series) -> NDArray[np.int64]:
    """Count the words in each text.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    array of int64, shape (n_texts,)
    """
    return texts.str.count_matches(f"{WORD}+").to_numpy().astype(np.int64)


def replace_at(column: pl.Series, at: NDArray[np.int64], values: pl.Series) -> pl.Series:
    """Replace some values of a column.

    Parameters
    ----------
    column : Series
    at : array of int64, shape (n_values,)
    values : Series, shape (n_values,)

    Returns
    -------
    Series
    """
    return column.clone().scatter(at, values) if len(at) else column


def blank_inline(texts: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Blank the pieces within lines that are no text, so that places stay.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    blanked : Series of str
    cuts : DataFrame
        article (number of the text), kind, reason, start, end: one row per piece.
    """
    inline = [rule for rule in rules() if rule.where == "inline"]
    return with_compiled("inline", _blank_pieces, texts, inline)


def _blank_pieces(texts: pl.Series, inline: Sequence[Rule]) -> tuple[pl.Series, pl.DataFrame]:
    """Blank the pieces that the rules name, one rule after the other."""
    # Few texts have any such piece; they are found in one search.
    some = texts.str.contains("|".join(f"(?:{rule.holds or rule.pattern})" for rule in inline)).arg_true().to_numpy()
    if not len(some):
        return texts, pl.DataFrame(schema=CUT)
    left, cuts = texts[some], []
    for rule in inline:
        at = left.str.contains(rule.holds or rule.pattern).arg_true().to_numpy()
        if not len(at):
            continue
        held, found = left[at], defaultdict(list)
        for number, start, end in _pieces(rule, held):
            found[number].append((start, end))
            cuts.append((some[at[number]], rule.name, rule.reason, start, end))
        blanked = [_blank(held[number], spans) for number, spans in found.items()]
        left = replace_at(left, at[list(found)], pl.Series(blanked, dtype=pl.String))
    return replace_at(texts, some, left), pl.DataFrame(cuts, schema=CUT, orient="row")


def _pieces(rule: Rule, texts: pl.Series) -> Iterator[tuple[int, int, int]]:
    """Find the pieces that a rule names: the number of the text, and where it starts and ends."""
    if rule.holds and r"\Z" not in rule.pattern:
        lines = _split(texts)
        lines = lines.filter(lines["line"].str.contains(rule.holds))
    else:
        lines = pl.DataFrame({"text": np.arange(len(texts)), "start": 0, "line": texts})
    # Only Python's patterns can look around, and say where they matched.
    pattern = re.compile(rule.pattern)
    piece = "cut" if "cut" in pattern.groupindex else 0
    # Folded marks are as long as those that were written.
    for text, before, line in zip(lines["text"], lines["start"], fold_marks(lines["line"]), strict=True):
        for match in pattern.finditer(line):
            start, end = match.span(piece)
            yield text, before + start, before + end


def _split(texts: pl.Series) -> pl.DataFrame:
    """Split texts into lines with their breaks: text (its number), start (characters in the text), line."""
    frame = pl.DataFrame({"text": np.arange(len(texts)), "line": texts.str.split("\n", inclusive=True)}).explode("line")
    length = pl.col("line").str.len_chars().cast(pl.Int64)
    return frame.with_columns(start=(length.cum_sum() - length).over("text"))


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Write blanks in the places of some pieces."""
    starts, ends = [end for _, end in spans], [start for start, _ in spans]
    kept = [text[start:end] for start, end in zip([0, *starts], [*ends, len(text)], strict=True)]
    blanks = [" " * (end - start) for start, end in spans]
    return "".join(part for pair in zip(kept, [*blanks, ""], strict=True) for part in pair)


def _squeeze(lines: pl.Series) -> pl.Series:
    """Write each run of white space as one space, none at the ends; few lines need it."""
    wide = lines.str.starts_with(" ") | lines.str.ends_with(" ")
    for spaces in _WIDE:
        wide |= lines.str.contains(spaces)
    at = wide.arg_true().to_numpy()
    return replace_at(lines, at, lines[at].str.replace_all(r"\s+", " ").str.strip_chars(" "))
