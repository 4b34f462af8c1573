"""Where numbers stand in texts, and the text around each."""

from __future__ import annotations

import polars as pl

from analysis.language.quantities.matching import holds, search
from analysis.language.quantities.numbers import NUMBER, PRESENT

# Characters of the text on each side of a number that decide what it means.
LEFT, RIGHT = 160, 130
# They mark the place of a number; characters that no text means anything by.
_START, _END = "\ue0f0", "\ue0f1"
_BLANKS = f"[{_START}{_END}]|[\u00a0\u2007\u2009\u202f\t\r\n]"


def locate_numbers(texts: pl.Series) -> pl.DataFrame:
    """Find every number in texts.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    polars.DataFrame
        text (number of the text), start (characters), written (the number), gap (text up to the next number or the
        end), left and right (text before and after it, some characters), same (whether the number before is in the
        same text).
    """
    number = pl.Series("text", range(len(texts)), dtype=pl.Int64) if len(texts) == 0 else pl.int_range(len(texts))
    texts = texts.fill_null("")
    rows = pl.select(text=number, words=texts).filter(pl.Series(holds(texts, PRESENT)))
    words = search(rows["words"].str.replace_all, _BLANKS, " ")
    marked = search(words.str.replace_all, NUMBER, f"{_START}${{0}}{_END}").str.split(_START)
    pieces = rows.select("text", piece=marked).explode("piece")
    halves = pl.col("piece").str.split_exact(_END, 1)
    pieces = pieces.select("text", pl.col("piece").str.contains(_END, literal=True).alias("number"), halves.alias("of"))
    pieces = pieces.unnest("of").select(
        "text",
        "number",
        written=pl.when("number").then("field_0").otherwise(pl.lit("")),
        gap=pl.when("number").then("field_1").otherwise("field_0"),
    )
    length = pl.col("written").str.len_chars() + pl.col("gap").str.len_chars()
    pieces = pieces.with_columns(
        start=length.cast(pl.Int64).cum_sum().over("text") - length,
        whole=pl.col("written") + pl.col("gap"),
    )
    return pieces.with_columns(
        left=_before(),
        right=_after(),
        same=pl.col("number").shift(1, fill_value=False) & (pl.col("text") == pl.col("text").shift(1)),
    ).filter("number").drop("number", "whole")  # fmt: skip


def _before() -> pl.Expr:
    """Text before each piece: the ends of the three pieces before it in the same text."""
    pieces = [_of_same_text(pl.col("whole").str.tail(LEFT), places) for places in (3, 2, 1)]
    return pl.concat_str(pieces).str.tail(LEFT)


def _after() -> pl.Expr:
    """Text after each number: the rest of its piece, and the two pieces that follow in the same text."""
    pieces = [pl.col("gap").str.head(RIGHT), *(_of_same_text(pl.col("whole").str.head(RIGHT), n) for n in (-1, -2))]
    return pl.concat_str(pieces).str.head(RIGHT)


def _of_same_text(column: pl.Expr, places: int) -> pl.Expr:
    same = pl.col("text") == pl.col("text").shift(places)
    return pl.when(same).then(column.shift(places)).otherwise(pl.lit("")).fill_null("")
