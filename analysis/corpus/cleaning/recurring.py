"""Furniture learned from a corpus: passages that recur across the articles of one outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.corpus.cleaning.lines import CUT
from analysis.corpus.cleaning.passages import passages_of, take_out
from analysis.corpus.cleaning.rules import LONGEST_LINE, has_sign
from analysis.corpus.cleaning.veto import is_kept

KIND, REASON = "recurring", "recurs across articles of this outlet"
# The least number of unrelated articles in which a passage recurs, and letters at its ends by which it is looked up.
LEAST_ARTICLES = 3
_PROBE = 12
# Characters that can be left of a line when most of it is furniture.
SCRAP = 30
_NAME = r"\p{Lu}[\p{L}\p{N}_.'’&@-]*"
_NAMES = f"{_NAME}(?:(?:,? and|,| of| &)? {_NAME})*"
_LOWER_WORD = r"(?:^|[ (•*–—-])\p{Ll}[\p{L}'’]*"
_QUOTE = '[“”"]'
# Evidence that is enough, by what a passage is. A passage without a sign of furniture must stand at the edges of its
# articles, unless it is in most of them.
_AT_EDGES, _IN_MOST = 0.6, 0.3


@hides_content
class Evidence(NamedTuple):
    """What a passage needs to be furniture.

    Attributes
    ----------
    articles : int
        Unrelated articles of the outlet.
    share : float
        Of the outlet's articles.
    """

    articles: int
    share: float


SIGNED = Evidence(3, 0.0)
SIGNED_NAMES = Evidence(4, 0.01)
SENTENCE = Evidence(4, 0.01)
SENTENCE_NAMES = Evidence(5, 0.03)
LABEL = Evidence(4, 0.04)
ONE_EVENT = Evidence(4, 0.5)


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
    """

    passages: pl.DataFrame
    starts: pl.Series
    ends: pl.Series


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
        with each run of names as N too).
    """
    exact = texts.str.replace_all("[0-9]+", "0")
    masked = exact.str.replace_all(_NAMES, "N")
    return pl.DataFrame(
        {"exact": exact.hash(), "words": masked.str.count_matches(_LOWER_WORD), "masked": masked.hash(1)}
    )


def learn(passages: pl.DataFrame, one_event: bool) -> Recurring:
    """Find passages that recur across unrelated articles of an outlet.

    Parameters
    ----------
    passages : DataFrame
        outlet, article, text, edge, related0 to related3 (hashes, of which related articles share some), own (whether
        the article has enough text to itself).
    one_event : bool
        Whether all articles are of one event, in which outlets repeat what happened as well.

    Returns
    -------
    Recurring
    """
    sizes = passages.group_by("outlet").agg(size=pl.col("article").n_unique())
    # An article of a single passage is no page with furniture.
    passages = passages.filter(pl.len().over("article") > 1)
    starts, ends = probes(passages["text"])
    frame = passages.with_columns(starts=starts, ends=ends)
    again = [pl.len().over("outlet", probe) >= LEAST_ARTICLES for probe in ("starts", "ends")]
    frame = frame.filter(pl.any_horizontal(*again), pl.col("text").str.len_chars() <= LONGEST_LINE)
    frame = frame.filter(pl.col("text").str.contains(r"\p{L}"))
    frame = pl.concat([frame, forms(frame["text"])], how="horizontal")
    exact = _counted(frame, "exact", sizes)
    masked = _counted(frame.filter("edge", pl.col("words") >= LEAST_ARTICLES), "masked", sizes)
    named = pl.col("variants") > 1
    enough = pl.concat(
        [
            _furniture(exact, SIGNED, SENTENCE, one_event),
            _furniture(masked.filter(named), SIGNED_NAMES, SENTENCE_NAMES, one_event),
        ]
    )
    found = (
        frame.select("outlet", "starts", "ends", "exact", "masked")
        .unpivot(["exact", "masked"], index=["outlet", "starts", "ends"], value_name="key")
        .join(enough, on=["outlet", "key"], how="semi")
    )
    enough = enough.sort("outlet", "articles", "key", descending=[False, True, False])
    return Recurring(enough, found["starts"].unique().sort(), found["ends"].unique().sort())


def _counted(frame: pl.DataFrame, key: str, sizes: pl.DataFrame) -> pl.DataFrame:
    """Count the articles of each outlet that hold a passage, and those of the others."""
    different = pl.mean_horizontal(*(pl.col(f"related{n}").n_unique() for n in range(4))).round()
    unrelated = pl.min_horizontal(different, pl.col("article").filter("own").n_unique())
    counted = frame.group_by("outlet", pl.col(key).alias("key"), maintain_order=True).agg(
        held=pl.col("article").n_unique(), unrelated=unrelated, edge=pl.col("edge").mean(),
        passage=pl.col("text").first(), words=pl.col("words").first(), variants=pl.col("exact").n_unique(),
    )  # fmt: skip
    everywhere = counted.group_by("key").agg(everywhere=pl.col("held").sum())
    counted = counted.filter(pl.col("held") >= LEAST_ARTICLES).join(everywhere, on="key").join(sizes, on="outlet")
    total = sizes["size"].sum()
    return counted.with_columns(
        articles=pl.col("held").cast(pl.Int64),
        share=pl.col("held") / pl.col("size"),
        elsewhere=(pl.col("everywhere") - pl.col("held")) / pl.max_horizontal(total - pl.col("size"), 1),
    )


def _furniture(counted: pl.DataFrame, signed: Evidence, sentence: Evidence, one_event: bool) -> pl.DataFrame:
    """Select the passages with enough evidence."""
    passage = counted["passage"]
    counted = counted.with_columns(signed=pl.Series(has_sign(passage)), quote=passage.str.contains(_QUOTE))
    placed = (pl.col("edge") >= _AT_EDGES) | (pl.col("share") >= _IN_MOST)
    # Copy of an agency recurs in other outlets as well; furniture is the outlet's own, or in many of its articles.
    own = (pl.col("elsewhere") < pl.col("share") / 4) & (
        (pl.col("everywhere") < 2 * pl.col("held")) | (pl.col("share") > 0.1)
    )
    plain = ~pl.col("quote") & placed & own
    label = pl.col("words") < LEAST_ARTICLES
    enough = (
        (pl.col("signed") & _meets(signed))
        | (plain & ~label & _meets(ONE_EVENT if one_event else sentence))
        | (plain & label & _meets(ONE_EVENT if one_event else LABEL))
    )
    return counted.filter(enough).select("outlet", "key", "passage", "articles", "share", "edge")


def _meets(least: Evidence) -> pl.Expr:
    return (pl.col("unrelated") >= least.articles) & (pl.col("share") >= least.share)


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
        for form in ("exact", "masked"):
            joined = keys.join(
                known, left_on=["outlet", form], right_on=["outlet", "key"], how="left", maintain_order="left"
            )
            found[at] |= joined["known"].fill_null(value=False).to_numpy()
    return found


NOTHING_RECURS = Recurring(
    pl.DataFrame(
        schema={
            "outlet": pl.String, "key": pl.UInt64, "passage": pl.String, "articles": pl.Int64, "share": pl.Float64,
            "edge": pl.Float64,
        }
    ),
    pl.Series([], dtype=pl.UInt64), pl.Series([], dtype=pl.UInt64),
)  # fmt: skip


def _scraps(passages: pl.DataFrame, found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the few words that are left of a line of which most is cut."""
    if not found.any():
        return found
    cut = passages.select("line", length=pl.col("text").str.len_chars(), found=pl.Series(found))
    of_line = cut.with_columns(
        most=(pl.col("length") * pl.col("found")).sum().over("line") * 2 > pl.col("length").sum().over("line")
    )
    scraps: NDArray[np.bool_] = of_line.select(pl.col("most") & (pl.col("length") <= SCRAP)).to_series().to_numpy()
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
    passages = passages_of(lines)
    found = find_recurring(passages, outlets, recurring)
    at = np.flatnonzero(found)
    found[at[is_kept(passages["text"][at], pl.repeat(KIND, len(at), eager=True), keep)]] = False
    lines, pieces = take_out(lines, texts, passages, found | _scraps(passages, found))
    return lines, pieces.select("article", kind=pl.lit(KIND), reason=pl.lit(REASON), start="start", end="end")
