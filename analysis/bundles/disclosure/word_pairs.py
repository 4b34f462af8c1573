"""Pairs of words that can be published together: no run of three words follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.revealing_voices import has_few_patterns
from analysis.bundles.disclosure.small_voices import is_in
from analysis.bundles.disclosure.thresholds import LEAST_ARTICLES, LEAST_PAIRS
from analysis.bundles.disclosure.word_runs import RUN, WORD
from analysis.bundles.disclosure.word_runs import words as words_in
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.language.entities.actor_list import read_actors
from analysis.language.text.word_lists import read_lexicon
from analysis.language.text.word_sequence import WordSequence, word_sequence
from analysis.measures._scores import article_voices
from analysis.measures.collocations import neighbors, pair_counts

Places = Mapping[int, int]


def words_of_names(notes: Annotations, book: Dictionary) -> set[str]:
    """Words of names and phrases that other tables count as a whole; a pair with one of them would chain to it.

    Those are, in small letters, actors and frames that have no name or pattern of a single word, and hedges of two
    words or more.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    book : Dictionary
        The frames of the scores.

    Returns
    -------
    set of str
    """
    file = notes.corpus.actors
    actors = read_actors(file).entries if file else notes.proposed_actors()
    named = [a.aliases for a in actors]
    named += [frame.patterns for frame in book.frames if has_few_patterns(frame)]
    named += [(line,) for line in read_lexicon("hedges.txt")]
    whole = (names for names in named if all(" " in name or "-" in name for name in names))
    return {word for names in whole for name in names for word in words_in(name.replace("*", ""))}


def shareable_pairs(notes: Annotations, small: pd.DataFrame, named: Collection[str] = ()) -> tuple[pd.DataFrame, int]:
    """Collocations of the published voices, those alone that may be published.

    Parameters
    ----------
    notes : Annotations
        With the text.
    small : DataFrame
        article_id and voice of the places whose words are not published.
    named : collection of str
        Words no pair may hold, as words_of_names gives them.

    Returns
    -------
    pairs : DataFrame
        collocations without a score, n_articles missing.
    left_out : int
        Pairs that are frequent enough, and are left out since they chain with others.
    """
    words = _published(notes, small)
    pairs = pair_counts(notes, words, window=1, min_count=LEAST_PAIRS, with_function_words=False)
    several = (pairs["n_articles"] >= LEAST_ARTICLES) & (pairs["collocation"].str.count(WORD.pattern) < RUN)
    chained = pairs["collocation"].map(lambda pair: any(word in named for word in words_in(pair))).astype(bool)
    pairs, out = pairs[several & ~chained], int((several & chained).sum())
    pairs = pairs.sort_values(["outlet", "n", "collocation"], ascending=[True, False, True])
    kept = _kept(notes, words, pairs)
    table = pairs.loc[kept].assign(n_articles=pd.array([pd.NA] * sum(kept), "Int64"), measure="", score=np.nan)
    table = table.sort_values(["outlet", "collocation"], ignore_index=True)
    return schema.typed(table, "collocations"), len(kept) - sum(kept) + out


def _published(notes: Annotations, small: pd.DataFrame) -> WordSequence:
    words = word_sequence(notes.words)
    shown = ~is_in(notes.segments, small)[words.segment]
    return words._replace(segment=words.segment[shown], word=words.word[shown], function=words.function[shown])


def _kept(notes: Annotations, words: WordSequence, pairs: pd.DataFrame) -> list[bool]:
    """Which pairs are kept, outlet by outlet."""
    outlet = notes.corpus.articles["outlet"].to_numpy()
    place = article_voices(notes)[0][words.segment]
    vocabulary = words.vocabulary.to_list()
    wanted = set(" ".join(pairs["collocation"]).split(" "))
    known = {word: number for number, word in enumerate(vocabulary) if word in wanted}
    asked = np.isin(words.word, list(known.values()))
    there = Counter(zip(words.word[asked].tolist(), place[asked].tolist(), strict=True))
    first, second = neighbors(words, 1, False)
    near = asked[first] & asked[second]
    first, second = first[near], second[near]
    counted = Counter(zip(words.word[first].tolist(), words.word[second].tolist(), place[first].tolist(), strict=True))
    by_pair: dict[tuple[str, int, int], dict[int, int]] = {}
    for (a, b, p), n in counted.items():
        by_pair.setdefault((str(outlet[p // 3]), a, b), {})[p] = n
    split = (collocation.split(" ") for collocation in pairs["collocation"])
    keys = [(str(o), known[a], known[b]) for o, (a, b) in zip(pairs["outlet"], split, strict=True)]
    return side_by_side([(a, b, by_pair[o, a, b]) for o, a, b in keys], there)


def side_by_side(pairs: Iterable[tuple[int, int, Places]], there: Mapping[tuple[int, int], int]) -> list[bool]:
    """Choose pairs that can all stand side by side without sharing a word.

    In every place (a voice of an article) each word must occur often enough for all the chosen pairs it is in. Then
    there is an order of the words in which no two chosen pairs overlap, so that no run of three words follows from
    any of them, together or alone.

    Parameters
    ----------
    pairs : iterable of (first, second, counts)
        The two words and how often they stand together in each place, in order of preference.
    there : mapping of (word, place) to int
        How often each word stands in each place.

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
        fits = all(used[key] + n <= there[key] for key, n in needed.items())
        if fits:
            used.update(needed)
        chosen.append(fits)
    return chosen
