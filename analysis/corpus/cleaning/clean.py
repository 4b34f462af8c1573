"""Take page furniture out of articles and record each cut; nothing of the reported text is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import shown_parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.pattern_threads import with_compiled
from analysis.corpus.cleaning.boilerplate import find_furniture
from analysis.corpus.cleaning.credit_lines import find_credits
from analysis.corpus.cleaning.datelines import take_datelines
from analysis.corpus.cleaning.duplicate_lines import find_repeats
from analysis.corpus.cleaning.headlines import HEADLINE_WORDS, find_display
from analysis.corpus.cleaning.lines import blank_inline, count_words, lines_of, replace_at, starts
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.recurring import NOTHING_RECURS, Recurring, take_recurring
from analysis.corpus.cleaning.rules import rules
from analysis.corpus.cleaning.veto import is_kept
from analysis.language.text.characters import fold_marks

_BLANKS = r"[^\S\n]+"
_LONE = re.compile("[\ud800-\udfff]")
# More than a worker reads at a time: several hundred searches cost the same for a few texts as for many.
BATCH_BYTES = 16_000_000
_REPEATED = (
    ("repeated", "the same line stands elsewhere"),
    ("repeated", "stands word for word in a longer paragraph"),
)


class Cut(NamedTuple):
    """A piece that was taken out of a text.

    Attributes
    ----------
    kind, reason : str
        Name and reason of the rule.
    start, end : int
        Places in the text as read.
    """

    kind: str
    reason: str
    start: int
    end: int


@hides_content
class Cleaned(NamedTuple):
    """A cleaned text.

    Attributes
    ----------
    headline : str
        "" if there is none.
    text : str
        Headline and paragraphs, one per line.
    display : tuple of int
        Numbers of the lines that are headline, deck or crosshead.
    cuts : list of Cut
    """

    headline: str
    text: str
    display: tuple[int, ...]
    cuts: list[Cut]


@hides_content
class CleanedTexts(NamedTuple):
    """Many cleaned texts.

    Attributes
    ----------
    headlines, texts : Series of str, shape (n_texts,)
    display : list of tuple of int, length n_texts
    cuts : DataFrame
        The fields of Cut, one cut per row, and article, the number of the text.
    origins : DataFrame
        article, place and agency of each dateline, "" where it names none.
    credits : DataFrame
        article, and credit: the agency or outlet that a line above or below the text names as its origin.
    """

    headlines: pl.Series
    texts: pl.Series
    display: list[tuple[int, ...]]
    cuts: pl.DataFrame
    origins: pl.DataFrame
    credits: pl.DataFrame


def clean(raw: str, *, headline: str = "", first_line_is_headline: bool = False) -> Cleaned:
    """Take page furniture out of an article.

    Parameters
    ----------
    raw : str
        The text as read.
    headline : str
        The headline, where it is known apart from the text.
    first_line_is_headline : bool
        Whether the text starts with its headline, as a text file does.

    Returns
    -------
    Cleaned
        Each visible character of `raw` is either in the text or in a cut.
    """
    # Polars holds no lone surrogates; U+FFFD is cut like them.
    texts, headlines = (pl.Series([_LONE.sub("\ufffd", text)]) for text in (raw, headline))
    cleaned = clean_all(normalized(texts), headlines, first_line_is_headline=first_line_is_headline)
    cuts = [Cut(*row) for row in cleaned.cuts.drop("article").iter_rows()]
    return Cleaned(cleaned.headlines[0], cleaned.texts[0], cleaned.display[0], cuts)


def clean_all(
    texts: pl.Series,
    headlines: pl.Series,
    *,
    first_line_is_headline: bool = False,
    outlets: pl.Series | None = None,
    recurring: Recurring = NOTHING_RECURS,
    keep: Sequence[str] = (),
) -> CleanedTexts:
    """Take page furniture out of many articles at once.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        As `normalized` returns them.
    headlines : Series of str, shape (n_texts,)
        As in `clean`.
    first_line_is_headline : bool
    outlets : Series of str, shape (n_texts,), optional
        Needed to find what recurs.
    recurring : Recurring
        Furniture of each outlet, learned from a corpus.
    keep : sequence of str
        Names of rules and passages that are not cut.

    Returns
    -------
    CleanedTexts
    """
    labels = outlets if outlets is not None else pl.repeat("", len(texts), eager=True)
    settings = recurring, keep, first_line_is_headline
    done = [
        with_compiled("cleaning", _clean, part.start, texts[part], headlines[part], labels[part], *settings)
        for part in shown_parts(texts.str.len_bytes().to_numpy(), BATCH_BYTES, "cleaning")
    ]
    return CleanedTexts(
        pl.concat([part.headlines for part in done]),
        pl.concat([part.texts for part in done]),
        [lines for part in done for lines in part.display],
        pl.concat([part.cuts for part in done]),
        pl.concat([part.origins for part in done]),
        pl.concat([part.credits for part in done]),
    )


def _clean(
    number: int,
    texts: pl.Series,
    headlines: pl.Series,
    outlets: pl.Series,
    recurring: Recurring,
    keep: Sequence[str],
    first_line_is_headline: bool,
) -> CleanedTexts:
    """Clean some articles; number: of the first one."""
    headlines = normalized(headlines).str.replace_all(_BLANKS, " ")
    blanked, inline = blank_inline(texts)
    lines = lines_of(blanked)
    credits = find_credits(lines)
    lines, furniture = take_recurring(lines, blanked, outlets, recurring, keep)
    titled = (headlines == "").to_numpy() & first_line_is_headline
    cut = _cut_lines(lines, headlines, titled)
    cut[_kept(lines, cut, keep)] = -1
    headlines, body = _headlines(lines.filter(cut < 0), headlines, titled)
    body, origins, datelines = take_datelines(body, blanked)
    cuts = _cuts(lines, cut, pl.concat([furniture, datelines]), inline)
    return CleanedTexts(
        headlines,
        _joined(headlines, body),
        find_display(headlines, body),
        cuts.with_columns(pl.col("article") + number),
        origins.with_columns(pl.col("article") + number),
        credits.with_columns(pl.col("article") + number),
    )


def _kept(lines: pl.DataFrame, cut: NDArray[np.int64], keep: Sequence[str]) -> NDArray[np.int64]:
    """Find the lines that would be cut and are not to be."""
    at = np.flatnonzero(cut >= 0) if keep else np.empty(0, np.int64)
    names = pl.Series([name for name, _ in _names()])
    kept: NDArray[np.int64] = at[is_kept(lines["text"][at], names[cut[at]], keep)]
    return kept


def _names() -> list[tuple[str, str]]:
    """Name the reasons why a line is cut, by number."""
    return [*((rule.name, rule.reason) for rule in rules()), *_REPEATED]


def _cut_lines(lines: pl.DataFrame, headlines: pl.Series, titled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the reason why each line is cut: its number among the rules and _REPEATED, -1 where it is not cut."""
    cut = np.full(len(lines), -1)
    for code, repeats in enumerate(find_repeats(lines, fold_marks(headlines))):
        cut[repeats] = len(rules()) + code
    kept = np.flatnonzero(cut < 0)
    cut[kept] = find_furniture(lines[kept], titled)
    return cut


def _headlines(lines: pl.DataFrame, headlines: pl.Series, titled: NDArray[np.bool_]) -> tuple[pl.Series, pl.DataFrame]:
    """Find the headlines that are the first line; return all headlines, and the lines that are left."""
    article = lines["article"].to_numpy()
    several = np.bincount(article)[article] > 1
    at = np.flatnonzero(starts(article) & several & titled[article])
    at = at[count_words(lines["text"][at]) <= HEADLINE_WORDS]
    body = np.ones(len(lines), bool)
    body[at] = False
    return replace_at(headlines, article[at], lines["written"][at]), lines.filter(body)


def _joined(headlines: pl.Series, body: pl.DataFrame) -> pl.Series:
    """Join headline and paragraphs of each article, one per line."""
    bodies = body.group_by("article", maintain_order=True).agg("written")
    bodies = bodies.with_columns(pl.col("written").list.join("\n"))
    frame = pl.DataFrame({"article": np.arange(len(headlines)), "headline": headlines})
    frame = frame.join(bodies, on="article", how="left", maintain_order="left")
    headline = pl.when(pl.col("headline") != "").then("headline")
    return frame.select(text=pl.concat_str(headline, "written", separator="\n", ignore_nulls=True))["text"]


def _cuts(lines: pl.DataFrame, cut: NDArray[np.int64], pieces: pl.DataFrame, inline: pl.DataFrame) -> pl.DataFrame:
    """Collect the cuts of whole lines, of passages, and of characters elsewhere, in order."""
    names = _names()
    at = np.flatnonzero(cut >= 0)
    kinds, reasons = (pl.Series([name[part] for name in names], dtype=pl.String)[cut[at]] for part in (0, 1))
    whole = lines[at].select("article", kind=kinds, reason=reasons, start="start", end="end")
    whole = pl.concat([whole, pieces]).sort("article", "start", maintain_order=True)
    # A character in a piece that is cut as a whole is cut once.
    above = np.searchsorted(_places(whole), _places(inline), side="right") - 1
    covered = (above >= 0) & (_places(inline) < np.append(_places(whole, "end"), 0)[above])
    return pl.concat([whole, inline.filter(~covered)]).sort("article", "start", maintain_order=True)


def _places(cuts: pl.DataFrame, edge: str = "start") -> NDArray[np.int64]:
    """Convert places in each article to places in all articles laid end to end."""
    return cuts.select(pl.col("article") * 2**32 + pl.col(edge)).to_series().to_numpy()
