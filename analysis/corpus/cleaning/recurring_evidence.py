"""Learn from a corpus which passages recur across the articles of an outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.corpus.cleaning.passages import beginnings, sentences_of
from analysis.corpus.cleaning.recurring import FORMS, Recurring, forms, probes
from analysis.corpus.cleaning.rules import LONGEST_LINE, has_sign

# The least number of unrelated articles in which a passage recurs.
LEAST_ARTICLES = 3
_QUOTE = '[“”"]'
# A name in quotation marks, such as that of a newsletter: “The Long Table”. What somebody says has other words.
_IN_NAME = r"(?:[\p{Lu}\p{N}][\p{L}\p{N}’'-]*|the|of|and|or|for|to|in|on|at|by|from|a|with)"
_QUOTED_NAME = rf'[“"]{_IN_NAME}(?: {_IN_NAME}){{0,7}}[”"]'
# Words by which a page speaks to its reader, or of itself.
_ADDRESS = r"(?i)\b(?:you|your|our|my|us)\b"
# Evidence that is enough, by what a passage is. A passage without a sign of furniture must stand at the edges of its
# articles, unless it is in most of them; a sentence elsewhere must recur more often than the background of a running
# story does. What speaks to the reader needs less.
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
SIGNED_NAMES = Evidence(3, 0.0)
INNER = Evidence(6, 0.015)
ADDRESSED = Evidence(4, 0.01)
SENTENCE = Evidence(4, 0.01)
SENTENCE_NAMES = Evidence(5, 0.03)
LABEL = Evidence(4, 0.04)
NAMES = Evidence(3, 0.0)
# With names in quotation marks, and no other quotation.
QUOTED_NAMES = Evidence(6, 0.5)
ONE_EVENT = Evidence(4, 0.5)
# Of each form: with a sign of furniture, and without.
_NEEDED = {"exact": (SIGNED, SENTENCE), "masked": (SIGNED_NAMES, SENTENCE_NAMES), "listed": (NAMES, NAMES)}


@hides_content
class Counts(NamedTuple):
    """What is counted of the passages of some outlets, of which all articles that are learned from are known.

    Attributes
    ----------
    candidates : DataFrame
        form, outlet, key (hash of that form), held (articles), unrelated (articles that are unrelated), edge (share of
        the places), passage, words, variants (different texts), size (articles of the outlet): of each passage in
        enough articles of its outlet.
    held : DataFrame
        form, key, everywhere: articles of these outlets that hold a passage, of all passages that were counted.
    places : DataFrame
        outlet, key, starts, ends, begins: hashes by which candidates are found in articles.
    articles : int
        Articles of all these outlets.
    """

    candidates: pl.DataFrame
    held: pl.DataFrame
    places: pl.DataFrame
    articles: int


def count_passages(passages: pl.DataFrame) -> Counts:
    """Count the passages of some outlets that could be furniture.

    Parameters
    ----------
    passages : DataFrame
        outlet, article, text, edge, related0 to related3 (hashes, of which related articles share some), own (whether
        the article has enough text to itself): all passages of an outlet that are learned from, in order.

    Returns
    -------
    Counts
    """
    sizes = passages.group_by("outlet").agg(size=pl.col("article").n_unique())
    # An article of a single passage is no page with furniture.
    passages = _with_inner_sentences(passages.filter(pl.len().over("article") > 1))
    starts, ends = probes(passages["text"])
    frame = passages.with_columns(starts=starts, ends=ends)
    again = [pl.len().over("outlet", probe) >= LEAST_ARTICLES for probe in ("starts", "ends")]
    frame = frame.filter(pl.any_horizontal(*again), pl.col("text").str.contains(r"\p{L}"))
    frame = pl.concat([frame, forms(frame["text"])], how="horizontal")
    # A list of names says as much as a sentence.
    lists = frame.filter(pl.col("listed").is_not_null()).with_columns(words=pl.lit(LEAST_ARTICLES, pl.UInt32))
    frame = frame.filter((pl.col("text").str.len_chars() <= LONGEST_LINE) | pl.col("listed").is_not_null())
    masked = frame.filter("edge", pl.col("words") >= LEAST_ARTICLES)
    counted = pl.concat([_counted(frame, "exact"), _counted(masked, "masked"), _counted(lists, "listed")])
    held = counted.group_by("form", "key").agg(everywhere=pl.col("held").sum())
    enough = (pl.col("held") >= LEAST_ARTICLES) & ((pl.col("form") != "masked") | (pl.col("variants") > 1))
    candidates = counted.filter(enough).join(sizes, on="outlet")
    places = (
        frame.select("outlet", "starts", "ends", "begins", *FORMS)
        .unpivot(FORMS, index=["outlet", "starts", "ends", "begins"], value_name="key")
        .join(candidates, on=["outlet", "key"], how="semi")
    )
    places = places.select("outlet", "key", "starts", "ends", "begins").unique()
    return Counts(candidates, held, places, int(sizes["size"].sum()))


def learn(counts: Sequence[Counts], one_event: bool) -> Recurring:
    """Choose the passages that recur across unrelated articles of an outlet.

    Parameters
    ----------
    counts : sequence of Counts
        Of all outlets, each of which is in one of them.
    one_event : bool
        Whether all articles are of one event, in which outlets repeat what happened as well.

    Returns
    -------
    Recurring
        The same however outlets are divided.
    """
    candidates = pl.concat([part.candidates for part in counts])
    held = [part.held.join(candidates, on=["form", "key"], how="semi") for part in counts]
    everywhere = pl.concat(held).group_by("form", "key").agg(pl.col("everywhere").sum())
    total = sum(part.articles for part in counts)
    candidates = candidates.join(everywhere, on=["form", "key"]).with_columns(
        articles=pl.col("held").cast(pl.Int64),
        share=pl.col("held") / pl.col("size"),
        elsewhere=(pl.col("everywhere") - pl.col("held")) / pl.max_horizontal(total - pl.col("size"), 1),
    )
    enough = pl.concat([
        _furniture(candidates.filter(pl.col("form") == form), *needed, one_event) for form, needed in _NEEDED.items()
    ])  # fmt: skip
    enough = enough.sort("outlet", "articles", "key", descending=[False, True, False])
    found = pl.concat([part.places.join(enough, on=["outlet", "key"], how="semi") for part in counts])
    probed = (found[name].drop_nulls().unique().sort() for name in ("starts", "ends", "begins"))
    return Recurring(enough, *probed)


def _with_inner_sentences(passages: pl.DataFrame) -> pl.DataFrame:
    """Cut lines away from the edges into their sentences where lines of the outlet begin alike and differ.

    Returns
    -------
    DataFrame
        The passages, with begins: how the line of a sentence begins, null for other passages.
    """
    frame = passages.with_columns(begins=beginnings(passages["text"]))
    lines, texts = pl.len().over("outlet", "begins"), pl.col("text").n_unique().over("outlet", "begins")
    alike = ~pl.col("edge") & (lines >= LEAST_ARTICLES) & (2 * texts > lines)
    frame = frame.with_columns(begins=pl.when(alike).then("begins"))
    cut = frame["begins"].is_not_null()
    return pl.concat([frame.filter(~cut), sentences_of(frame.filter(cut))])


def _counted(frame: pl.DataFrame, form: str) -> pl.DataFrame:
    """Count the articles of each outlet that hold a passage in one form."""
    different = pl.mean_horizontal(*(pl.col(f"related{n}").n_unique() for n in range(4))).round()
    unrelated = pl.min_horizontal(different, pl.col("article").filter("own").n_unique())
    counted = frame.group_by("outlet", pl.col(form).alias("key"), maintain_order=True).agg(
        held=pl.col("article").n_unique(), unrelated=unrelated, edge=pl.col("edge").mean(),
        passage=pl.col("text").first(), words=pl.col("words").first(), variants=pl.col("exact").n_unique(),
    )  # fmt: skip
    return counted.select(pl.lit(form).alias("form"), pl.all())


def _furniture(counted: pl.DataFrame, signed: Evidence, sentence: Evidence, one_event: bool) -> pl.DataFrame:
    """Select the passages with enough evidence."""
    passage = counted["passage"]
    counted = counted.with_columns(
        signed=pl.Series(has_sign(passage)),
        quote=passage.str.contains(_QUOTE),
        speech=passage.str.replace_all(_QUOTED_NAME, "").str.contains(_QUOTE),
        addressed=passage.str.contains(_ADDRESS),
    )
    placed = (pl.col("edge") >= _AT_EDGES) | (pl.col("share") >= _IN_MOST)
    # Copy of an agency recurs in other outlets as well; furniture is the outlet's own, or in many of its articles.
    own = (pl.col("elsewhere") < pl.col("share") / 4) & (
        (pl.col("everywhere") < 2 * pl.col("held")) | (pl.col("share") > 0.1)
    )
    unquoted = own & ~pl.col("quote")
    plain = unquoted & placed
    label = pl.col("words") < LEAST_ARTICLES
    of_itself = own & ~pl.col("speech") & ~label
    enough = (
        (pl.col("signed") & _meets(signed))
        | (plain & ~label & _meets(ONE_EVENT if one_event else sentence))
        | (of_itself & _meets(ONE_EVENT if one_event else QUOTED_NAMES))
        | (plain & label & _meets(ONE_EVENT if one_event else LABEL))
        | (unquoted & ~label & _meets(ONE_EVENT if one_event else INNER))
        | (unquoted & pl.col("addressed") & _meets(ONE_EVENT if one_event else ADDRESSED))
    )
    return counted.filter(enough).select("outlet", "key", "passage", "articles", "share", "edge")


def _meets(least: Evidence) -> pl.Expr:
    return (pl.col("unrelated") >= least.articles) & (pl.col("share") >= least.share)
