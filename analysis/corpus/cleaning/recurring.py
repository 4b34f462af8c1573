"""Furniture learned from a corpus: passages that recur across the articles of one outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.corpus.cleaning.lines import CUT
from analysis.corpus.cleaning.passages import beginnings, passages_of, take_out
from analysis.corpus.cleaning.veto import is_kept

KIND, REASON = "recurring", "recurs across articles of this outlet"
# Letters at the ends of a passage by which it is looked up.
_PROBE = 12
# Characters that can be left of a line when most of it is furniture.
SCRAP = 30
_NAME = r"\p{Lu}[\p{L}\p{N}_.'’&@-]*"
_NAMES = f"{_NAME}(?:(?:,? and|,| of| &)? {_NAME})*"
# A list of so many names recurs with other names in it; it is known by how it begins.
_LIST = rf"^(?:[^.,:;]{{2,60}}: ?)?(?:{_NAMES}(?:[,;]|,? and) ?){{8,}}(?:{_NAMES})?[.]?$"
_LIST_BEGINS = 24
_LOWER_WORD = r"(?:^|[ (•*–—-])\p{Ll}[\p{L}'’]*"
FORMS = ("exact", "masked", "listed")


@hides_content
class Recurring(NamedTuple):
    """Passages that recur in outlets.

    Attributes
    ----------
    passages : DataFrame
        outlet, key, passage (as it stands in one article), articles, share (of the outlet's), edge (share of its
        places that are at the edges of articles).
    starts, ends : Series of uint64
        Hashes of how they start and end.
    lines : Series of uint64
        As `beginnings` returns them: lines away from the edges of articles of which some sentences recur.
    """

    passages: pl.DataFrame
    starts: pl.Series
    ends: pl.Series
    lines: pl.Series


def probes(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Compute hashes of the first and of the last letters of texts; different digits give different hashes.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    starts, ends : Series of uint64, shape (n_texts,)
    """
    return texts.str.slice(0, _PROBE).hash(), texts.str.slice(-_PROBE).hash()


def forms(texts: pl.Series) -> pl.DataFrame:
    """Mask what varies in a passage of furniture.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    DataFrame
        exact (hash of the text with each number as 0), words (number of lower-case words outside names), masked (hash
        with each run of names as N too), listed (hash of how a list of names begins; null for other texts).
    """
    exact = texts.str.replace_all("[0-9]+", "0")
    masked = exact.str.replace_all(_NAMES, "N")
    begins = pl.DataFrame({"text": exact, "begins": exact.str.slice(0, _LIST_BEGINS).hash(2)})
    listed = begins.select(pl.when(pl.col("text").str.contains(_LIST)).then("begins")).to_series()
    return pl.DataFrame(
        {
            "exact": exact.hash(),
            "words": masked.str.count_matches(_LOWER_WORD),
            "masked": masked.hash(1),
            "listed": listed,
        }
    )


def find_recurring(passages: pl.DataFrame, outlets: pl.Series, learned: Recurring) -> NDArray[np.bool_]:
    """Find the passages that recur in their outlet.

    Parameters
    ----------
    passages : DataFrame, n_passages rows
        With article, text, edge.
    outlets : Series of str
        Outlet of each article.
    learned : Recurring

    Returns
    -------
    array of bool, shape (n_passages,)
    """
    found = np.zeros(len(passages), bool)
    starts, ends = probes(passages["text"])
    at = np.flatnonzero((starts.is_in(learned.starts.implode()) | ends.is_in(learned.ends.implode())).to_numpy())
    if len(at):
        some = passages[at]
        keys = forms(some["text"]).with_columns(outlet=outlets[some["article"]])
        known = learned.passages.select("outlet", "key", known=pl.lit(value=True))
        for form in FORMS:
            joined = keys.join(
                known, left_on=["outlet", form], right_on=["outlet", "key"], how="left", maintain_order="left"
            )
            found[at] |= joined["known"].fill_null(value=False).to_numpy()
        listed = at[found[at] & keys["listed"].is_not_null().to_numpy()]
        found[_lead_ins(passages, listed)] = True
    return found


def _lead_ins(passages: pl.DataFrame, listed: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the passages right above lists of names that end in a colon: These are the members of the panel:."""
    above = listed[listed > 0] - 1
    article = passages["article"].to_numpy()
    above = above[article[above] == article[above + 1]]
    lead_ins: NDArray[np.int64] = above[passages["text"][above].str.ends_with(":").to_numpy()]
    return lead_ins


NOTHING_RECURS = Recurring(
    pl.DataFrame(
        schema={
            "outlet": pl.String, "key": pl.UInt64, "passage": pl.String, "articles": pl.Int64, "share": pl.Float64,
            "edge": pl.Float64,
        }
    ),
    *(pl.Series([], dtype=pl.UInt64) for _ in range(3)),
)  # fmt: skip


def _scraps(passages: pl.DataFrame, found: NDArray[np.bool_], alike: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find what is left of lines of which most is cut: a few words, or all where lines begin alike.

    Parameters
    ----------
    passages : DataFrame, n_passages rows
    found : array of bool, shape (n_passages,)
    alike : array of bool, shape (n_lines,)
        Whether lines begin as other ones do of which some sentences recur.

    Returns
    -------
    array of bool, shape (n_passages,)
    """
    if not found.any():
        return found
    cut = passages.select("line", length=pl.col("text").str.len_chars(), found=pl.Series(found))
    of_line = cut.with_columns(
        most=(pl.col("length") * pl.col("found")).sum().over("line") * 2 > pl.col("length").sum().over("line"),
        alike=pl.Series(alike)[passages["line"]],
    )
    left = (pl.col("length") <= SCRAP) | pl.col("alike")
    scraps: NDArray[np.bool_] = of_line.select(pl.col("most") & left).to_series().to_numpy()
    return scraps


def take_recurring(
    lines: pl.DataFrame, texts: pl.Series, outlets: pl.Series, recurring: Recurring, keep: Sequence[str] = ()
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take the passages that recur in their outlet out of lines.

    Parameters
    ----------
    lines : DataFrame
        As `lines_of` returns them.
    texts : Series of str, shape (n_articles,)
    outlets : Series of str, shape (n_articles,)
    recurring : Recurring
    keep : sequence of str
        Names of rules and passages that are not cut.

    Returns
    -------
    lines : DataFrame
    cuts : DataFrame
        article, kind, reason, start, end.
    """
    if recurring.passages.is_empty():
        return lines, pl.DataFrame(schema=CUT)
    alike = beginnings(lines["text"]).is_in(recurring.lines.implode()).to_numpy()
    passages = passages_of(lines, also=alike)
    found = find_recurring(passages, outlets, recurring)
    at = np.flatnonzero(found)
    found[at[is_kept(passages["text"][at], pl.repeat(KIND, len(at), eager=True), keep)]] = False
    lines, pieces = take_out(lines, texts, passages, found | _scraps(passages, found, alike))
    return lines, pieces.select("article", kind=pl.lit(KIND), reason=pl.lit(REASON), start="start", end="end")
