"""Net tone toward actors and attention to them; all sentences are our own."""

import numpy as np
import pandas as pd
import pytest

from analysis import annotate, compare, enough_sentences, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.bundles.share import share
from analysis.comparison.enough_sentences import FEW_NAMING
from analysis.display.describe import actors_by_outlet, tone_of_actors, tone_toward_actors
from analysis.display.figures import show_figure
from analysis.language.entities.actor_list import FILE
from analysis.plots.comparisons import differences

LISTED = "- {name: Okoye, kind: person}\n- {name: Lind, kind: person}\n- {name: Sea Scouts, kind: group}\n"
PRAISED = "Okoye did brilliant work and was praised by everyone. Okoye won. It snowed. It blew."
BLAMED = "Lind lied to the town and betrayed it. Okoye met Lind. It rained. It blew."
NOBODY = "It rained all day. It snowed at night. The wind blew. The sun rose."
ROWS = [
    ("a", "A", "flood", PRAISED), ("b", "B", "flood", BLAMED), ("c", "A", "flood", NOBODY), ("d", "B", "vote", PRAISED),
]  # fmt: skip


def annotated(folder, rows=ROWS) -> Annotations:
    (folder / FILE).write_text(LISTED, "utf-8")
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "body"])
    table.to_csv(folder / "articles.csv", index=False)
    return annotate(read_corpus(folder))


def cell(scores: pd.DataFrame, item: str) -> dict[str, float]:
    rows = scores[scores["item"] == item]
    return dict(zip(rows["article_id"], rows["x"], strict=True))


def test_attention_counts_sentences_in_the_articles_of_events_that_name_the_actor(tmp_path) -> None:
    scores = measures.attention(annotated(tmp_path))
    assert cell(scores, "Okoye") == {"a": 2, "b": 1, "c": 0, "d": 2}
    assert cell(scores, "Lind") == {"a": 0, "b": 2, "c": 0}, "no article on the vote names Lind"
    assert cell(scores, "Sea Scouts") == {}
    assert (scores[["n", "units", "nn"]] == 1).all(axis=None)


def test_net_tone_is_the_sum_of_the_tone_of_sentences(tmp_path) -> None:
    notes = annotated(tmp_path)
    net, named = measures.net_tone(notes), measures.target_sentiment(notes)
    for item in ("Okoye", "Lind"):
        sums = named[named["item"] == item].groupby("article_id")["x"].sum()
        for article, x in cell(net, item).items():
            assert x == pytest.approx(sums.get(article, 0.0))
    assert cell(net, "Okoye")["a"] > 0.5
    assert cell(net, "Lind")["b"] < -0.5
    assert cell(net, "Okoye")["c"] == 0


def test_a_bundle_gives_the_same(tmp_path) -> None:
    rows = [(f"{name}{number}", *rest) for name, *rest in ROWS[:2] for number in range(4)]
    notes = annotated(
        tmp_path, [(name, outlet, event, f"{text} {name} is here.") for name, outlet, event, text in rows]
    )
    bundle = annotate(read_corpus(share(notes.corpus, tmp_path / "bundle")))
    for measure in (measures.net_tone, measures.attention):
        ours, theirs = (compare(measure(one), voice="all") for one in (notes, bundle))
        pd.testing.assert_frame_equal(ours, theirs)


def test_without_a_file_of_actors_it_says_what_it_needs(notes) -> None:
    net = measures.net_tone(notes)
    assert net.empty and "needs an actors.yml" in net.attrs["note"]
    shown = actors_by_outlet(net, measures.target_sentiment(notes), measures.attention(notes))
    assert shown.empty and "needs an actors.yml" in shown.attrs["note"]


def test_of_fewer_than_four_articles_that_name_an_actor_nothing_is_tested(tmp_path) -> None:
    rows = [
        (f"{text[:2]}{outlet}{n}", outlet, "flood", f"{text} Day {n}.")
        for outlet, times in (("A", 4), ("B", 4), ("C", 3))
        for n in range(times)
        for text in (BLAMED if n else PRAISED, NOBODY)
    ]
    scores = measures.attention(annotated(tmp_path, rows))
    table = enough_sentences(compare(scores, voice="all"), scores).set_index(["item", "outlet"])
    assert table.loc[("Okoye", "C"), "method"] == FEW_NAMING
    assert np.isnan(table.loc[("Okoye", "C"), "p"])
    assert table.loc[("Okoye", "A"), "method"] != FEW_NAMING
    assert set(table.loc["Lind", "method"]) == {FEW_NAMING}, "three articles of A name Lind"


def test_the_table_of_actors_worked_by_hand(tmp_path) -> None:
    notes = annotated(tmp_path)
    net, named, attention = measures.net_tone(notes), measures.target_sentiment(notes), measures.attention(notes)
    shown = actors_by_outlet(net, named, attention).set_index(["actor", "outlet"])
    assert shown.index.tolist() == [("Okoye", "A"), ("Okoye", "B"), ("Lind", "A"), ("Lind", "B")]
    assert shown["articles"].tolist() == ["1 of 2", "2 of 2", "0 of 2", "1 of 1"]
    assert shown["sentences per article"].tolist() == ["1.0", "1.5", "0", "2.0"]
    assert set(shown["mean tone"]) == {"–"}, "of fewer than eight sentences"


def test_the_front_page_shows_what_could_be_tested(tmp_path) -> None:
    rows = [
        (f"{n}{outlet}", outlet, "flood", f"{text} " + "Okoye failed. " * (n % 3) + f"Day {n}.")
        for n in range(6)
        for outlet, text in (("A", BLAMED), ("B", NOBODY + PRAISED))
    ]
    scores = measures.net_tone(annotated(tmp_path, rows))
    table = enough_sentences(compare(scores, voice="all", shared_text="keep"), scores)
    assert "Tone toward actors: no clear difference" in tone_toward_actors(table.assign(q=1.0), tmp_path).data
    assert (tmp_path / "figures" / "net_tone_in_brief.svg").is_file()
    assert tone_toward_actors(table.assign(p=np.nan), tmp_path).data == ""


def test_a_figure_without_anything_to_draw_is_a_sentence(tmp_path) -> None:
    scores = measures.net_tone(annotated(tmp_path))
    table = enough_sentences(compare(scores, voice="all"), scores)
    shown = show_figure(differences(table), "net_tone", tmp_path, caption="").data
    assert "Not compared: fewer than 4 articles on a side." in shown and "<img" not in shown
    assert not (tmp_path / "figures").exists()


def test_the_section_on_tone_shows_sentences_and_without_actors_is_one_sentence(tmp_path) -> None:
    notes = annotated(tmp_path)
    net = measures.net_tone(notes)
    shown = actors_by_outlet(net, measures.target_sentiment(notes), measures.attention(notes))
    sentences = measures.target_sentences(notes, "Lind")
    section = tone_of_actors(compare(net, voice="all"), shown, sentences, tmp_path).data
    assert "Lind lied to the town and betrayed it." in section and section.count("<table") == 2
    assert "A bundle leaves out" not in section
    (tmp_path / FILE).unlink()
    notes = annotate(read_corpus(tmp_path))
    net = measures.net_tone(notes)
    shown = actors_by_outlet(net, measures.target_sentiment(notes), measures.attention(notes))
    section = tone_of_actors(compare(net, voice="all"), shown, measures.target_sentences(notes, ""), tmp_path).data
    assert section.count("<p") == 1 and "actors.yml" in section


def test_the_section_of_a_bundle_says_that_sentences_are_left_out(tmp_path) -> None:
    notes = annotate(read_corpus("data/atacms/bundle"))
    net = measures.net_tone(notes)
    shown = actors_by_outlet(net, measures.target_sentiment(notes), measures.attention(notes))
    section = tone_of_actors(compare(net, voice="all"), shown, measures.target_sentences(notes, "Ukraine"), tmp_path)
    assert "A bundle leaves out headlines" in section.data
