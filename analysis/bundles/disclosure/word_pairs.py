"""Pairs of words that can be published together: no run of three words follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.places import is_in
from analysis.bundles.disclosure.revealing_voices import has_few_patterns
from analysis.bundles.disclosure.thresholds import LEAST_ARTICLES, LEAST_PAIRS, RUN
from analysis.bundles.disclosure.word_runs import WORD
from analysis.bundles.disclosure.word_runs import words as words_in
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.language.entities.actor_list import read_actors
from analysis.language.text.word_lists import read_lexicon
from analysis.language.text.word_sequence import WordSequence, word_sequence
from analysis.measures._scores import article_voices
from analysis.measures.collocations import neighbors, pair_counts

# Place -> number of times.
Places = Mapping[int, int]


def words_of_names(notes: Annotations, book: Dictionary) -> set[str]:
    """Return the words of names and phrases that other tables count as a whole; a pair with one would chain to them.

    These are actors and frames without a name or pattern of a single word, and hedges of two words or more.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    book : Dictionary
        The frames of the scores.

    Returns
    -------
    set of str
        In small letters.
    """
    file = notes.corpus.actors
    actors = read_actors(file).entries if file else notes.proposed_actors()
    groups = [actor.aliases for actor in actors]
    groups += [frame.patterns for frame in book.frames if has_few_patterns(frame)]
    groups += [(hedge,) for hedge in read_lexicon("hedges.txt")]
    long = [names for names in groups if all(" " in name or "-" in name for name in names)]
    return {word for names in long for name in names for word in words_in(name.replace("*", ""))}


def shareable_pairs(
    notes: Annotations, hidden: pd.DataFrame, excluded: Set[str] = frozenset()
) -> tuple[pd.DataFrame, int]:
    """Return the collocations that can be published together.

    Parameters
    ----------
    notes : Annotations
        With the text.
    hidden : DataFrame
        article_id and voice of the places whose words are not published.
    excluded : set of str
        Words that no pair may have, as `words_of_names` returns them.

    Returns
    -------
    pairs : DataFrame
        collocations without a score and without n_articles.
    left_out : int
        Pairs that are frequent enough, and are left out since they chain with others.
    """
    words = _published_words(notes, hidden)
    pairs = pair_counts(notes, words, window=1, min_count=LEAST_PAIRS, with_function_words=False)
    is_short = pairs["collocation"].str.count(WORD.pattern) < RUN
    is_frequent = (pairs["n_articles"] >= LEAST_ARTICLES) & is_short
    is_excluded = pairs["collocation"].map(lambda pair: not excluded.isdisjoint(words_in(pair))).astype(bool)
    candidates = pairs[is_frequent & ~is_excluded]
    candidates = candidates.sort_values(["outlet", "n", "collocation"], ascending=[True, False, True])
    chosen = np.array(side_by_side(*_counts(notes, words, candidates)), bool)
    left_out = int((is_frequent & is_excluded).sum()) + int((~chosen).sum())
    pairs = candidates[chosen]
    table = pairs.assign(n_articles=pd.array([pd.NA] * len(pairs), "Int64"), measure="", score=np.nan)
    table = table.sort_values(["outlet", "collocation"], ignore_index=True)
    return schema.typed(table, "collocations"), left_out


def _published_words(notes: Annotations, hidden: pd.DataFrame) -> WordSequence:
    words = word_sequence(notes.words)
    shown = ~is_in(notes.segments, hidden)[words.segment]
    columns = ("segment", "word", "function", "style")
    return words._replace(**{name: getattr(words, name)[shown] for name in columns})


def _counts(
    notes: Annotations, words: WordSequence, pairs: pd.DataFrame
) -> tuple[list[tuple[int, int, Places]], Counter[tuple[int, int]]]:
    """For `side_by_side`: each pair with its counts, and how often each word occurs in each place."""
    place = article_voices(notes)[0][words.segment]
    in_pairs = set(" ".join(pairs["collocation"]).split(" "))
    numbers = {word: number for number, word in enumerate(words.vocabulary.to_list()) if word in in_pairs}
    is_wanted = np.isin(words.word, list(numbers.values()))
    occurrences: Counter[tuple[int, int]] = Counter()
    occurrences.update(zip(words.word[is_wanted].tolist(), place[is_wanted].tolist(), strict=True))
    outlets = notes.corpus.articles["outlet"].to_numpy()
    by_pair: dict[tuple[str, int, int], dict[int, int]] = {}
    for (first, second, at), n in _neighbours(words, place, is_wanted).items():
        outlet = str(outlets[at // len(schema.VOICES)])
        by_pair.setdefault((outlet, first, second), {})[at] = n
    counted: list[tuple[int, int, Places]] = []
    for outlet, collocation in zip(pairs["outlet"], pairs["collocation"], strict=True):
        first, second = (numbers[word] for word in collocation.split(" "))
        counted.append((first, second, by_pair[str(outlet), first, second]))
    return counted, occurrences


def _neighbours(
    words: WordSequence, place: NDArray[np.int64], is_wanted: NDArray[np.bool_]
) -> Counter[tuple[int, int, int]]:
    """First word, second word and place -> how often they are adjacent there."""
    first, second = neighbors(words, 1, False)
    both = is_wanted[first] & is_wanted[second]
    first, second = first[both], second[both]
    return Counter(zip(words.word[first].tolist(), words.word[second].tolist(), place[first].tolist(), strict=True))


def side_by_side(pairs: Iterable[tuple[int, int, Places]], occurrences: Mapping[tuple[int, int], int]) -> list[bool]:
    """Choose pairs that can all occur in the text without sharing a word.

    In every place each word must occur often enough for all the chosen pairs it is in. Then there is an order of the
    words in which no two chosen pairs overlap, so that no run of three words follows from any of them, together or
    alone.

    Parameters
    ----------
    pairs : iterable of (first, second, counts)
        The two words and how often they are adjacent in each place, in order of preference.
    occurrences : mapping of (word, place) to int
        How often each word occurs in each place.

    Returns
    -------
    list of bool
        Which pairs are chosen; a pair that does not fit beside those before it is not.
    """
    used: Counter[tuple[int, int]] = Counter()
    chosen = []
    for first, second, counts in pairs:
        needed: Counter[tuple[int, int]] = Counter()
        for place, n in counts.items():
            needed[first, place] += n
            needed[second, place] += n
        fits = all(used[key] + n <= occurrences[key] for key, n in needed.items())
        if fits:
            used.update(needed)
        chosen.append(fits)
    return chosen
