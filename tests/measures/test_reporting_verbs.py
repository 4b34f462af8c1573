import pandas as pd

from analysis import annotate, measures, read_corpus
from analysis.bundles.share import share


def test_stances_by_hand(sourced, values) -> None:
    assert values(measures.reporting_verbs(sourced)) == {"neutral": 2, "doubting": 1, "conceding": 1, "": 4}


def test_verbs_are_counted_by_outlet_and_a_bundle_gives_the_same(tmp_path, corpus) -> None:
    text, bundle = (
        measures.reporting_verb_counts(annotate(c)) for c in (corpus, read_corpus(share(corpus, tmp_path / "bundle")))
    )
    rows = {(r.outlet, r.cue, r.stance): r.times for r in text.itertuples()}
    assert rows["Gazette", "say", "neutral"] == 2
    pd.testing.assert_frame_equal(text, bundle)
