import pytest

from analysis import measures
from analysis.language.sentiment.vader import SCORES, polarity


def test_scores_are_sums_over_the_segments_of_an_article_in_one_voice(notes) -> None:
    scores = measures.sentiment(notes).set_index(["item", "article_id", "voice"])
    values = polarity(notes.words.texts.to_list())
    places = list(zip(notes.segments["article_id"], notes.segments["voice"], strict=True))
    for place in set(places):
        here = [i for i, other in enumerate(places) if other == place]
        for name, value in zip(SCORES, values[here].T, strict=True):
            row = scores.loc[(name, *place)]
            assert row["x"] == pytest.approx(sum(value))
            assert row["xx"] == pytest.approx(sum(v * v for v in value))
            assert row["xn"] == row["x"]
            assert row["n"] == row["nn"] == row["units"] == len(here)


def test_every_segment_has_every_score(notes) -> None:
    scores = measures.sentiment(notes)
    per = scores.groupby("item")["units"].sum()
    assert per.to_dict() == dict.fromkeys(["", *SCORES], len(notes.segments))


def test_weights_are_the_lexicons_of_single_words() -> None:
    weights = measures.sentiment_weights()
    assert weights["good"] > 0 > weights["terrible"]
    assert all(-4 <= value <= 4 and " " not in word for word, value in weights.items())
