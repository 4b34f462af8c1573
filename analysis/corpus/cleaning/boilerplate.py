"""Lines of a page that are not the article, by the rules of boilerplate.yml."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.cleaning.lines import count_words, starts
from analysis.corpus.cleaning.rules import first_rule, has_sign, rules
from analysis.corpus.cleaning.strangers import says_who_a_stranger_is

LAST_LINES, LABELS = 4, 3
HEADLINE_WORDS = 18
_ITEM = "^[-–—•*]"
_FULL_STOP = r"[.…][\"'”’)\]]*$"
_LINK = (
    r"^(?i:more|related|(?:also )?(?:read|see)|read (?:more|next)|(?:read|see) also|watch)(?: \p{L}+)?:"
    r" ?[\p{Lu}“‘\"'#$0-9]"
)
# A sentence that goes on from the one above it is no note: "And Ada Example is a nurse."
_GOES_ON = r"^(?:And|But|Yet|So|Or|Nor|Then|Still) \p{Lu}"
_QUOTE_ENDS = '[”’"»][.,]?$'


def find_furniture(lines: pl.DataFrame, titled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the first rule that applies to each line.

    Parameters
    ----------
    lines : DataFrame, n_lines rows
        As `lines_of` returns them, of articles numbered from 0.
    titled : array of bool, shape (n_articles,)
        Whether the first line of an article that stays is its headline, to which no rule of a zone applies.

    Returns
    -------
    array of int64, shape (n_lines,)
        Number of the rule; -1 where none applies.
    """
    article, texts = lines["article"].to_numpy(), lines["text"]
    first = starts(article)
    several = np.bincount(article)[article] > 1
    ended = lines["ended"].to_numpy()
    paragraph = lines["long"].to_numpy() & ended
    named = first_rule(texts, {"any": _may_be_furniture(texts, ended), "top": first & several})
    left = named < 0
    last = _last(article, left)
    head, tail = _outside(article, left & paragraph, len(titled))
    free = left & ~_titles(article, left, titled)
    goes_on = ended & texts.str.contains(_GOES_ON).to_numpy()
    zones = {
        "head": free & head,
        "tail": free & tail,
        "end": free & last & ~goes_on,
        "alone": free & ~_in_list(article, texts),
        "above photo_credit": free & _above(article, named),
        # Who is the first that an article speaks of is no author.
        "stranger": free
        & last
        & ~_opens(article, left & paragraph)
        & says_who_a_stranger_is(article, texts, left & last & ~goes_on, left),
    }
    named = np.where(left, first_rule(texts, zones), named)
    return _name_rest(lines, named, free, len(titled))


def _name_rest(
    lines: pl.DataFrame, named: NDArray[np.int64], free: NDArray[np.bool_], articles: int
) -> NDArray[np.int64]:
    """Name labels and links below the text, and what belongs to them, once the other furniture is known."""
    article, texts, ended = lines["article"].to_numpy(), lines["text"], lines["ended"].to_numpy()
    paragraph = lines["long"].to_numpy() & ended
    left = named < 0
    free, last = free & left, _last(article, left)
    head, tail = _outside(article, left & paragraph, articles)
    trailing = free & last & ~head & _with_some(article, left & paragraph) & _below_text(article, texts, last)
    loose = _loose(article, left, ended | texts.str.ends_with(":").to_numpy(), paragraph)
    labels = _few(article, left & tail)
    found = first_rule(texts, {"trailing": trailing, "loose": trailing & loose, "last": free & labels & ~ended})
    found[_with_some(article, tail & left & (found < 0)) & _of_zone(found, "last")] = -1
    named = np.where(left, found, named)
    for _ in range(LAST_LINES - 1):
        below = {
            "below author_note": free & last & _below(article, named, "author_note"),
            "below related_links": trailing & ~ended & _below(article, named, "related_links"),
        }
        named = np.where(named < 0, first_rule(texts, below), named)
    return named


def _may_be_furniture(texts: pl.Series, ended: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Select lines that are no sentence, and sentences with a sign of furniture or the label of a link."""
    may, at = ~ended, np.flatnonzero(ended)
    may[at] = has_sign(texts[at]) | texts[at].str.contains(_LINK).to_numpy()
    return may


def _outside(
    article: NDArray[np.int64], paragraph: NDArray[np.bool_], articles: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find lines before the first paragraph of their article, and after the last; none where there is no paragraph."""
    place, paragraphs = np.arange(len(article)), np.flatnonzero(paragraph)
    first, last = np.full(articles, -1), np.full(articles, len(article))
    # Of several values for one place, numpy keeps the last.
    first[article[paragraphs[::-1]]] = paragraphs[::-1]
    last[article[paragraphs]] = paragraphs
    return place < first[article], place > last[article]


def _opens(article: NDArray[np.int64], paragraph: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the first paragraph of each article."""
    opens, at = np.zeros(len(article), bool), np.flatnonzero(paragraph)
    opens[at] = starts(article[at])
    return opens


def _with_some(article: NDArray[np.int64], lines: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the lines of articles that have some of these lines."""
    return np.bincount(article[lines], minlength=article.max(initial=-1) + 1)[article] > 0


def _below_text(article: NDArray[np.int64], texts: pl.Series, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find lines that are neither longer than a headline nor end in a full stop, as all below them."""
    at = np.flatnonzero(among)
    text = texts[at].str.contains(_FULL_STOP).to_numpy().copy()
    open_ended = np.flatnonzero(~text)
    text[open_ended] = count_words(texts[at[open_ended]]) > HEADLINE_WORDS
    last = np.full(article.max(initial=-1) + 1, -1)
    last[article[at[text]]] = at[text]
    below: NDArray[np.bool_] = np.arange(len(article)) > last[article]
    return below


def _last(article: NDArray[np.int64], left: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the last lines of each article, of those that are left."""
    last, at = np.zeros(len(article), bool), np.flatnonzero(left)
    later = np.append(article[at], np.full(LAST_LINES, -1))[LAST_LINES:]
    last[at] = later != article[at]
    return last


def _titles(article: NDArray[np.int64], left: NDArray[np.bool_], titled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    at = np.flatnonzero(left)
    at = at[starts(article[at])]
    titles = np.zeros(len(article), bool)
    titles[at] = titled[article[at]]
    return titles


def _above(article: NDArray[np.int64], named: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Find the lines right above a line named photo_credit."""
    credit = np.array([rule.name == "photo_credit" for rule in rules()] + [False])[named]
    above = np.zeros(len(article), bool)
    above[:-1] = credit[1:] & (article[1:] == article[:-1])
    return above


def _below(article: NDArray[np.int64], named: NDArray[np.int64], name: str) -> NDArray[np.bool_]:
    """Find the lines right below a line of a name."""
    above = np.array([rule.name == name for rule in rules()] + [False])[named]
    below = np.zeros(len(article), bool)
    below[1:] = above[:-1] & (article[1:] == article[:-1])
    return below


def _loose(
    article: NDArray[np.int64], left: NDArray[np.bool_], ended: NDArray[np.bool_], paragraph: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Find the lines that are no sentences at the end of their article, where they are few and below a paragraph."""
    at = np.flatnonzero(left)
    same = np.append(article[at][1:] == article[at][:-1], False)
    loose = ~ended[at]
    found, run = np.zeros(len(article), bool), ~same & loose
    runs = [run]
    for _ in range(LAST_LINES - 1):
        run = np.append(run[1:], False) & same & loose
        runs.append(run)
    above = np.zeros(len(at), bool)
    above[1:] = paragraph[at][:-1] & same[:-1]
    # The top line of a run decides, and the others follow it.
    good = np.zeros(len(at), bool)
    for run in reversed(runs):
        good[1:] |= good[:-1] & run[1:] & same[:-1]
        good |= run & above
    found[at] = good
    return found


def _few(article: NDArray[np.int64], tail: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the lines after the last paragraph of their article where they are few."""
    return tail & (np.bincount(article[tail], minlength=article.max(initial=-1) + 1)[article] <= LABELS)


def _of_zone(named: NDArray[np.int64], where: str) -> NDArray[np.bool_]:
    """Find the lines that a rule for a zone names."""
    of_zone: NDArray[np.bool_] = np.array([rule.where == where for rule in rules()] + [False])[named]
    return of_zone


def _in_list(article: NDArray[np.int64], texts: pl.Series) -> NDArray[np.bool_]:
    """Find lines beside an item of a list, and those below the end of a quote."""
    item, quote = (texts.str.contains(pattern).to_numpy() for pattern in (_ITEM, _QUOTE_ENDS))
    joined = article[1:] == article[:-1]
    beside = np.zeros(len(article), bool)
    beside[1:] |= (item | quote)[:-1] & joined
    beside[:-1] |= item[1:] & joined
    return beside
