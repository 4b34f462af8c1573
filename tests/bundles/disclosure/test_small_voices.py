"""Words of voices with few segments are not published; what is published stays as it is."""

import pandas as pd
import pytest

from analysis import (
    annotate,
    compare,
    keyness,
    measures,
    read_corpus,
    share,
    similarity,
    word_shift,
)
from analysis.bundles.disclosure.small_voices import long_words, small_places

LONG = "It rained all day. The ferry left late. Nobody came to the quay. The ferry came back. “We waited,” she said."


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    rows = [(f"a{i}", "AB"[i % 2], "Ferry late", f"{LONG} It was day {i}.") for i in range(3)]
    rows.append(("a3", "B", "Rain", "It rained. It snowed."))
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"]).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module", params=["share", "annotate"])
def bundle(request, table, tmp_path_factory, annotate_in_threads):
    out = tmp_path_factory.mktemp("made") / "bundle"
    made = share(read_corpus(table), out) if request.param == "share" else annotate_in_threads(table, out, workers=1)
    return annotate(read_corpus(made))


def test_a_place_is_small_below_four_segments(table) -> None:
    places = small_places(annotate(read_corpus(table)).segments)
    assert set(places.itertuples(index=False, name=None)) == {
        *((f"a{i}", "headline") for i in range(4)), *((f"a{i}", "quoted") for i in range(3)), ("a3", "narration"),
    }  # fmt: skip


def test_words_of_small_places_are_not_held_and_do_not_count(bundle) -> None:
    terms = measures.terms(bundle, min_count=1, with_function_words=True)
    held = terms[terms["x"] > 0]
    assert set(held["voice"]) == {"narration"} and "a3" not in set(held["article_id"])
    totals = terms[terms["item"] == ""].set_index(["article_id", "voice"])["n"]
    assert totals["a0", "headline"] == totals["a3", "narration"] == 0 and totals["a0", "narration"] > 0
    # The voices themselves stay known.
    assert measures.voices(bundle).query("voice == 'headline' and item == ''")["n"].gt(0).all()


def test_a_comparison_says_what_it_does_not_hold(bundle, table) -> None:
    text, terms = (measures.terms(n, min_count=1) for n in (annotate(read_corpus(table)), bundle))
    told = compare(terms, voice="headline")
    assert (told["n"] == 0).all() and told["p"].isna().all()
    assert told["method"].eq("not tested: one side has nothing that counts in this voice").all()
    assert "(headline in 4 articles; 7 words)" in told.attrs["note"]
    assert "headline in 4, narration in 1, quoted in 3 articles" in compare(terms, voice="all").attrs["note"]
    # One narration of B is not held: of A all is as in the text.
    ours, theirs = (compare(t, voice="narration").query("outlet == 'A'").set_index("item") for t in (text, terms))
    assert (ours.loc[theirs.index, "value"] == theirs["value"]).all()
    assert "(narration in 1 articles; 4 words)" in compare(terms, voice="narration").attrs["note"]


def test_what_else_is_made_of_terms_says_it_too(bundle) -> None:
    terms = measures.terms(bundle, min_count=1)
    for made in (
        keyness(terms, voice="all"),
        similarity(terms, voice="all"),
        word_shift(terms, {"late": -1.0, "ferry": 1.0}, outlet="A", voice="all"),
    ):
        assert "withholds the words of voices" in made.attrs["note"]


@pytest.mark.parametrize(
    ("word", "long"),
    [("ferry", False), ("long-range", False), ("out-of-town", True), ("10,000,000", True), ("a_b_c", True),
     ("x" * 41, True), ("一二三四", True), ("一二", False)],
)  # fmt: skip
def test_a_word_of_three_parts_or_without_blanks_is_long(word: str, long: bool) -> None:
    assert long_words(pd.Series([word, "sea"], dtype="str")).tolist() == [long, False]


def test_style_counts_only_what_is_held(tmp_path) -> None:
    rows = [
        (f"a{i}", "AB"[i], "Authorised in the U.S.", "The U.S. waits. It rained. It snowed. It blew.") for i in (0, 1)
    ]
    pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"]).to_csv(tmp_path / "x.csv", index=False)
    text = read_corpus(tmp_path / "x.csv")
    held = annotate(read_corpus(share(text, tmp_path / "b"))).style
    assert held.groupby("variant")["n"].sum().to_dict() == {"U.S.": 2}
    assert annotate(text).style.groupby("variant")["n"].sum().to_dict() == {"U.S.": 4, "authorised": 2}


def test_a_frame_of_one_word_is_a_word(tmp_path, table) -> None:
    frames = tmp_path / "d.yml"
    frames.write_text("frames:\n  sea: {patterns: [ferry]}\n", "utf-8")
    made = annotate(read_corpus(share(read_corpus(table), tmp_path / "b", dictionary=str(frames))))
    scores = measures.framing(made, dictionary=str(frames))
    assert set(scores.loc[scores["x"] > 0, "voice"]) == {"narration"}
    positions = measures.frame_positions(made, dictionary=str(frames))
    assert positions.empty and "fewer than three patterns" in compare(positions).attrs["note"]
