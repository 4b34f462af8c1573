import inspect

import pandas as pd
import pytest

from analysis import annotate, measures
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse
from analysis.language.text.tokens import function_words


def value(scores: pd.DataFrame, item: str, article: str) -> tuple[float, float]:
    rows = scores[(scores["item"] == item) & (scores["article_id"] == article)]
    return rows["x"].sum(), scores[(scores["item"] == "") & (scores["article_id"] == article)]["n"].sum()


def one(tmp_path, body: str, **options):
    return annotate(corpus_of(pd.DataFrame([{"article_id": "a", "outlet": "A", "body": body}]), "news"), **options)


def test_terms_by_hand(tmp_path) -> None:
    notes = one(tmp_path, "The boat left. A boat, the boat! No ship.")
    scores = measures.terms(notes, min_count=1)
    assert value(scores, "boat", "a") == (3, 9)
    # segments: 3, 4 and 2 words with 1, 2 and 0 boats
    row = scores[scores["item"] == "boat"].iloc[0]
    assert (row["units"], row["xx"], row["xn"], row["nn"]) == (3, 1 + 4, 3 + 8, 9 + 16 + 4)
    assert set(scores["item"]) == {"", "boat", "left", "ship"}


def test_rare_words_and_function_words_leave_the_table_and_not_the_totals(notes) -> None:
    few, all_ = measures.terms(notes, min_count=5), measures.terms(notes, min_count=1, with_function_words=True)
    assert set(few["item"]) < set(all_["item"])
    assert "the" in set(all_["item"])
    assert not set(few["item"]) & function_words()
    for article in notes.corpus.articles["article_id"]:
        assert value(few, "", article) == value(all_, "", article)
    assert set(measures.terms(notes, min_count=1, min_articles=6)["item"]) == {"", "bridge"}


def test_titles_leave_the_words_and_not_the_totals(tmp_path) -> None:
    body = "President Nobody spoke. The president left."
    with_style, without = (measures.terms(one(tmp_path, body, house_style=s), min_count=1) for s in (True, False))
    assert value(with_style, "president", "a") == (1, 6)
    assert value(without, "president", "a") == (2, 6)


def test_party_and_state_behind_a_name_are_one_mark_of_house_style_and_no_words(tmp_path) -> None:
    notes = one(
        tmp_path, "The bill failed. Rep. Dana Ferro, West Virginia Democrat, and Ann Roe (R-Ohio) voted for it."
    )
    terms = measures.terms(notes, min_count=1)
    assert {"virginia", "democrat", "west"}.isdisjoint(terms["item"])
    assert value(measures.house_style(notes), "party_and_place", "a")[0] == 2


def test_voices_add_up_to_the_article(notes) -> None:
    scores = measures.voices(notes)
    for row in notes.corpus.articles.itertuples():
        parts = [value(scores, voice, row.article_id)[0] for voice in ("headline", "narration", "quoted")]
        assert sum(parts) == row.n_tokens == value(scores, "", row.article_id)[1]
        assert parts[0] > 0


def test_segments_add_up_to_the_article(notes) -> None:
    per = notes.segments.groupby("article_id")["n_tokens"].sum()
    assert per.to_dict() == notes.corpus.articles.set_index("article_id")["n_tokens"].to_dict()


def test_sentiment_is_vaders_mean(tmp_path) -> None:
    from analysis.language.sentiment.vader import polarity

    notes = one(tmp_path, "A good day. A terrible day.")
    expected = polarity(["A good day.", "A terrible day."]).sum(axis=0)
    scores = measures.sentiment(notes).set_index("item")["x"]
    assert scores[["compound", "neg", "neu", "pos"]].tolist() == pytest.approx(expected.tolist())


def test_frames_are_shares_of_segments(tmp_path) -> None:
    mine = tmp_path / "frames.yml"
    mine.write_text("frames: {water: {patterns: [ferr*, boat]}, fire: {patterns: [smoke]}}")
    notes = one(tmp_path, "A ferry and a boat met. Nothing else. The boat left.")
    scores = measures.framing(notes, dictionary=str(mine))
    assert value(scores, "water", "a") == (2, 3)
    assert value(scores, "fire", "a") == (0, 3)
    words = measures.frame_words(notes, dictionary=str(mine))
    assert words[["frame", "pattern", "n"]].to_numpy().tolist() == [["water", "boat", 2], ["water", "ferr*", 1]]


def test_every_score_is_consistent(notes) -> None:
    for name in ("terms", "sentiment", "framing", "voices"):
        scores = getattr(measures, name)(notes)
        assert not scores.duplicated(["item", "article_id", "voice"]).any()
        assert (scores["xx"] * scores["nn"] >= scores["xn"] ** 2 - 1e-9).all(), "Cauchy–Schwarz"
        assert (scores["units"] >= 1).all()


OTHER_ARGUMENTS = {"axis_weights": ("war_peace",), "shared_quotes": (pd.DataFrame(),), "word_vectors": ("out",)}


def takes_annotations(name: str) -> bool:
    return "notes" in inspect.signature(getattr(measures, name)).parameters


@pytest.mark.parametrize("name", list(filter(takes_annotations, measures.__all__)))
def test_a_measure_expects_annotations(name: str) -> None:
    with pytest.raises(WrongUse, match="^Invalid `notes`: 'news.csv'. Expected annotations, as `annotate"):
        getattr(measures, name)("news.csv", *OTHER_ARGUMENTS.get(name, ()))
