"""How outlets call actors; all sentences are our own."""

import pandas as pd

from analysis import annotate, measures, read_corpus
from analysis.bundles.share import share
from analysis.display.describe import names_by_outlet, names_of_actors
from analysis.language.entities.actor_list import FILE

LISTED = "- {name: Anna Lind, aliases: [Lind, the mayor], kind: person}\n- {name: Okoye, kind: person}\n"
ROWS = [
    ("a", "A", "Mayor Anna Lind left. Lind rowed. The mayor came back."),
    ("b", "B", "Lind\u2019s regime fell. Lind swam. Lind won."),
]


def annotated(folder, actors=LISTED):
    if actors:
        (folder / FILE).write_text(actors, "utf-8")
    pd.DataFrame(ROWS, columns=["article_id", "outlet", "body"]).to_csv(folder / "articles.csv", index=False)
    return annotate(read_corpus(folder))


def test_each_outlet_has_its_words_with_counts_and_the_first_sentence(tmp_path) -> None:
    names = measures.naming(annotated(tmp_path))
    rows = names.set_index(["outlet", "called"])
    assert rows["times"].to_dict() == {
        ("A", "Mayor Anna Lind"): 1, ("A", "The mayor"): 1, ("A", "Lind"): 1,
        ("B", "Lind's regime"): 1, ("B", "Lind"): 2,
    }  # fmt: skip
    assert rows.loc[("B", "Lind's regime"), ["kind", "segment"]].tolist() == ["epithet", "Lind's regime fell."]
    assert set(names["actor"]) == {"Anna Lind"}


def test_views_show_words_that_judge_with_their_sentences(tmp_path) -> None:
    names = measures.naming(annotated(tmp_path))
    shown = names_by_outlet(names).set_index("outlet")
    assert shown.loc["B"].tolist() == ["Anna Lind", "Lind\xa02", "", "Lind's regime\xa01"]
    assert "Words that judge" in names_of_actors(names).data
    without = names_of_actors(names, outlets=["A"]).data
    assert "No outlet calls one of these actors by a word that judges." in without and "regime" not in without


def test_without_text_a_sentence_says_so_and_without_actors_nothing(tmp_path) -> None:
    bundle = share(annotated(tmp_path).corpus, tmp_path / "bundle")
    from_bundle = measures.naming(annotate(read_corpus(bundle)))
    assert from_bundle.empty and "text" in names_of_actors(from_bundle).data
    (tmp_path / "plain").mkdir()
    without_actors = measures.naming(annotated(tmp_path / "plain", actors=""))
    assert without_actors.empty and names_of_actors(without_actors).data == ""
