"""Large tables of scores have numbers for their strings: whatever is made of them is the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import analysis as ss
from analysis import measures
from analysis._utils import coded_text
from analysis.annotation import from_bundle
from analysis.annotation.annotations import Annotations
from analysis.io import bundle_reading

BUNDLE = Path(__file__).parents[2] / "data" / "atacms" / "bundle"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Annotations:
    """The bundle of the five articles, read as if its tables were large."""
    for module in (bundle_reading, from_bundle):
        monkeypatch.setattr(module, "MOST_PLAIN_ROWS", 0)
    return ss.annotate(ss.read_corpus(BUNDLE))


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with plain columns of text."""
    coded = [*table.select_dtypes("category")]
    assert {"measure", "outlet", "article_id", "event", "voice"} <= {*coded}
    return table.astype(dict.fromkeys(coded, "str"))


MADE = {
    "terms": measures.terms,
    "most": lambda notes: measures.terms(notes, most=40),
    "rare": lambda notes: measures.terms(notes, min_count=3, min_articles=2, with_function_words=True),
    "listed": lambda notes: measures.terms(notes, min_count=1, only=["missile", "strikes", "war"]),
    "as_written": lambda notes: ss.describe.as_written(measures.terms(notes), notes),
    "framing": measures.framing,
    "frame_pairs": measures.frame_pairs,
    "sentiment": measures.sentiment,
    "voices": measures.voices,
    "actor_mentions": measures.actor_mentions,
    "hedges": measures.hedges,
    "source_types": measures.source_types,
    "valence": measures.valence,
    "target_sentiment": measures.target_sentiment,
    "net_tone": measures.net_tone,
    "attention": measures.attention,
    "agency": measures.agency,
}  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> dict[str, pd.DataFrame]:
    """The scores of the bundle of the five articles, whose tables are small."""
    return {name: make(one()) for name, make in MADE.items()}


@pytest.mark.parametrize("name", MADE)
def test_scores_and_their_comparisons_are_the_same(
    name: str, plain: dict[str, pd.DataFrame], large: Annotations
) -> None:
    ours, theirs = plain[name], MADE[name](large)
    assert len(ours)
    if name not in ("net_tone", "attention"):  # summed up anew from other scores
        pd.testing.assert_frame_equal(ours, as_text(theirs))
    for asked in (
        {"voice": "narration"},
        {"against": "each"},
        {"unit": "article", "correction": "maxt", "relabel": 50},
        {"adjust": "length", "articles_with": int(name == "framing")},
        {"by": pd.Series({"CNN": "one", "OduNews": "one", "wire": "two", "NYT-derived": "two"}, name="kind")},
    ):
        pd.testing.assert_frame_equal(ss.compare(ours, **asked), ss.compare(theirs, **asked))


def test_what_is_made_of_words_is_the_same(plain: dict[str, pd.DataFrame], large: Annotations) -> None:
    ours, theirs = plain["terms"], measures.terms(large)
    compared = ss.in_family(ss.compare(ours, voice="narration"), "terms")
    weights = measures.sentiment_weights()
    for made in (
        lambda scores: ss.detectable(compared, scores, voice="narration"),
        lambda scores: ss.placebo(scores, voice="narration"),
        lambda scores: ss.keyness(scores, voice="narration"),
        lambda scores: ss.similarity(scores, voice="narration"),
        lambda scores: ss.word_shift(scores, weights, outlet="wire", voice="narration"),
        lambda scores: ss.article_values(scores, "missile", voice="narration"),
    ):
        pd.testing.assert_frame_equal(made(ours), made(theirs))


def test_a_large_table_is_read_once_while_it_is_used_and_then_forgotten(large: Annotations) -> None:
    assert "terms" in large.saved and "nothing" not in large.saved and not large.saved._read
    first, again = large.saved["terms"][1], large.saved["terms"][1]
    assert first is again
    del first, again
    assert not len(large.saved._large)


def test_words_of_a_list_are_read_without_the_others(large: Annotations) -> None:
    listed = measures.terms(large, only=["missile"], min_count=1)
    assert {*listed["item"]} == {"", "missile"} and "terms" not in {*large.saved._read, *large.saved._large}


def written(figure: Figure) -> list[str]:
    """The text of a figure."""
    return [part.get_text() for part in figure.findobj(Text)]


SHOWN = {
    "table": lambda rows, out: ss.show_table(rows, "Differences", top=10)._repr_html_(),
    "figure": lambda rows, out: written(ss.plots.differences(rows, top=5)),
    "figure by outlet": lambda rows, out: written(ss.plots.differences(rows, top=5, panel="outlet")),
    "sentences": lambda rows, out: str(ss.describe.number_of_differences(rows)),
    "outlet": lambda rows, out: ss.describe.most_certain_outlet(rows, ["CNN", "wire"], "rest"),
    "items": lambda rows, out: list(ss.describe.most_certain_items(rows)),
    "tested": lambda rows, out: ss.describe.tested_by_outlet(rows).to_dict("records"),
    "enough": lambda rows, out: set(ss.enough_sentences(rows, measures.sentiment(one())).astype("str")["method"]),
    "equivalence": lambda rows, out: ss.equivalence(rows, smallest=0.25)["verdict"].tolist(),
    "saved": lambda rows, out: (ss.save_table(rows, "made", out), ss.load_table("made", out))[1].to_dict("records"),
}


@cache
def one() -> Annotations:
    """The bundle, read when a test asks for it: modules of tests are imported in every process of a test run."""
    return ss.annotate(ss.read_corpus(BUNDLE))


@pytest.mark.parametrize("measure", ["terms", "framing", "source_types", "sentiment", "voices"])
def test_what_is_shown_of_large_comparisons_is_the_same(
    measure: str, plain: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def made() -> pd.DataFrame:
        return ss.in_family(ss.compare(plain[measure], voice="all"), measure)

    ours = made()
    monkeypatch.setattr(coded_text, "MOST_PLAIN_ROWS", 0)
    theirs = made()
    text = [*theirs.select_dtypes("category")]
    assert {*text} >= {"measure", "item", "outlet", "against", "unit", "method"}
    pd.testing.assert_frame_equal(ours, theirs.astype(dict.fromkeys(text, "str")))
    for name, shown in SHOWN.items():
        assert repr(shown(ours, tmp_path)) == repr(shown(theirs, tmp_path)), name
