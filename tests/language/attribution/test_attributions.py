import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.attributions import Attribution, Spans, columns, lists
from analysis.language.attribution.cues import cue_verbs

SAYS, THINKS = cue_verbs()["says"], cue_verbs()["thinks"]
ONE = Attribution(0, ((0, 4),), ((5, 9),), ((10, 12), (14, 20)), ((14, 20),), SAYS, False)
OTHER = Attribution(3, (), (), ((30, 40),), (), None, True)
SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
ENTRIES = st.sampled_from([SAYS, THINKS, None])
ATTRIBUTIONS = st.builds(Attribution, st.integers(0, 9), SPANS, SPANS, SPANS, SPANS, ENTRIES, st.booleans())


def test_no_attributions_and_no_texts() -> None:
    assert lists(columns([]), 0) == []
    assert lists(columns([[], []]), 2) == [[], []]


def test_attributions_of_several_texts() -> None:
    made = columns([[ONE, OTHER], [], [OTHER]])
    assert made.text.tolist() == [0, 0, 2]
    assert made.content.of.tolist() == [0, 0, 1, 2]
    assert made.content.start.tolist() == [10, 14, 30, 30]
    assert made.entry.tolist() == [0, -1, -1]
    assert list(made.entries) == [SAYS]


@given(st.lists(st.lists(ATTRIBUTIONS, max_size=4), max_size=5))
def test_columns_hold_all_that_lists_hold(found: list[list[Attribution]]) -> None:
    assert lists(columns(found), len(found)) == found


def test_equal_entries_may_stand_twice() -> None:
    twice = columns([[ONE, ONE]])._replace(entry=np.array([0, 1]), entries=[SAYS, SAYS._replace()])
    assert lists(twice, 1) == [[ONE, ONE]]


@given(st.lists(st.lists(st.tuples(ATTRIBUTIONS, st.booleans()), max_size=4), max_size=5))
def test_some_attributions_are_chosen_as_from_lists(drawn: list[list[tuple[Attribution, bool]]]) -> None:
    which = np.array([kept for some in drawn for _, kept in some], bool)
    chosen = columns([[one for one, _ in some] for some in drawn]).chosen(which)
    assert lists(chosen, len(drawn)) == [[one for one, kept in some if kept] for some in drawn]


def test_spans_of_each_attribution() -> None:
    spans = Spans(np.array([0, 0, 2]), np.array([1, 5, 3]), np.array([4, 9, 13]))
    assert spans.first(4).tolist() == [0, 2, 2, 3, 3]
    assert spans.size(4).tolist() == [3 + 4, 0, 10, 0]
