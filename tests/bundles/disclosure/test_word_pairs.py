"""Which pairs can be published together: by hand, and against every order of the words."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import annotate
from analysis.bundles.disclosure.run_attacks import forced_runs
from analysis.bundles.disclosure.small_voices import small_places
from analysis.bundles.disclosure.word_pairs import shareable_pairs, side_by_side, words_of_names
from analysis.corpus.from_rows import corpus_of
from analysis.language.dictionaries.dictionary import read_dictionary

A, B, C = range(3)


def test_pairs_that_share_a_word_need_it_twice() -> None:
    ab, bc = (A, B, {0: 2}), (B, C, {0: 2})
    assert side_by_side([ab, bc], {(A, 0): 2, (B, 0): 4, (C, 0): 2}) == [True, True]
    assert side_by_side([ab, bc], {(A, 0): 2, (B, 0): 3, (C, 0): 2}) == [True, False]
    # In another article there is room.
    assert side_by_side([ab, (B, C, {1: 2})], {(A, 0): 2, (B, 0): 2, (B, 1): 2, (C, 1): 2}) == [True, True]
    # A pair of a word with itself takes two.
    assert side_by_side([(A, A, {0: 2})], {(A, 0): 3}) == [False]


@given(st.lists(st.sampled_from("abcd"), min_size=4, max_size=7))
def test_chosen_pairs_force_no_run(text: list[str]) -> None:
    """Of all orders of the words with as many of each chosen pair, one at least has no given run of three."""
    counted = Counter(pairwise(text))
    ids = {word: i for i, word in enumerate("abcd")}
    order = sorted(counted, key=lambda pair: (-counted[pair], pair))
    there = {(ids[word], 0): n for word, n in Counter(text).items()}
    chosen = side_by_side([(ids[a], ids[b], {0: counted[a, b]}) for a, b in order], there)
    kept = {pair: counted[pair] for pair, keep in zip(order, chosen, strict=True) if keep}
    possible = []
    for other in set(permutations(text)):
        pairs = Counter(pairwise(other))
        if all(pairs[pair] == n for pair, n in kept.items()):
            possible.append(set(zip(other, other[1:], other[2:], strict=False)))
    chains = {(a, b, c) for a, b in kept for b2, c in kept if b == b2}
    assert not chains & set.intersection(*possible)


def of(tmp_path, *bodies: str):
    rows = [{"article_id": f"a{i}", "outlet": "A", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


BODY = "The red iron bridge closed. A red iron bridge guard slept. Nobody came. Rain fell. Rain fell. Rain fell."


def test_of_a_chain_the_first_pair_stays(tmp_path) -> None:
    notes = of(tmp_path, BODY, BODY)
    pairs, left_out = shareable_pairs(notes, small_places(notes.segments))
    assert pairs["collocation"].tolist() == ["iron bridge", "rain fell"] and left_out == 1
    assert pairs["n_articles"].isna().all()
    assert forced_runs({"collocations": pairs}).empty


def test_pairs_of_one_article_and_of_small_voices_are_left_out(tmp_path) -> None:
    for bodies in ((BODY, "It snowed."), ("Rain fell. Rain fell.", "Rain fell. Rain fell.")):
        notes = of(tmp_path, *bodies)
        assert shareable_pairs(notes, small_places(notes.segments))[0].empty


def test_a_pair_does_not_chain_with_a_name_that_is_counted_as_a_whole(tmp_path) -> None:
    body = "Anna Lind warned us. Lind warned them. Rain fell. Rain fell. Nobody came."
    (tmp_path / "actors.yml").write_text("- {name: Anna Lind, kind: person}\n", "utf-8")
    notes = of(tmp_path, body, body)
    corpus = notes.corpus
    book = read_dictionary()
    named = words_of_names(replace(notes, corpus=replace(corpus, actors=tmp_path / "actors.yml")), book)
    assert {"anna", "lind", "appear"} <= named
    small = small_places(notes.segments)
    assert "lind warned" in set(shareable_pairs(notes, small)[0]["collocation"])
    assert shareable_pairs(notes, small, named)[0]["collocation"].tolist() == ["rain fell"]
    (tmp_path / "actors.yml").write_text("- {name: Anna Lind, kind: person, aliases: [Lind]}\n", "utf-8")
    named = words_of_names(replace(notes, corpus=replace(corpus, actors=tmp_path / "actors.yml")), book)
    assert "lind" not in named
