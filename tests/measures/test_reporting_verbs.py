import pandas as pd

from analysis import measures


def test_stances_by_hand(sourced, values) -> None:
    assert values(measures.reporting_verbs(sourced)) == {"neutral": 2, "doubting": 1, "conceding": 1, "": 4}


def test_verbs_are_counted_by_outlet_and_a_bundle_gives_the_same(notes, bundled) -> None:
    text, bundle = (measures.reporting_verb_counts(n) for n in (notes, bundled))
    rows = {(r.outlet, r.cue, r.stance): r.times for r in text.itertuples()}
    assert rows["Gazette", "say", "neutral"] == 2
    pd.testing.assert_frame_equal(text, bundle)
