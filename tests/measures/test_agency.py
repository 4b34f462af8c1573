"""Who acts; all sentences are our own."""

import pandas as pd
import pytest

from analysis import annotate, compare, enough_sentences, measures, read_corpus
from analysis.bundles.share import share
from analysis.comparison.enough_sentences import FEW_NAMING
from analysis.display.describe import agency_by_outlet, who_acts
from analysis.language.entities.actor_list import FILE

LISTED = "- {name: Lind, kind: person}\n- {name: Okoye, kind: person}\n"
ACTING = "Lind built the pier. Lind praised Okoye. Lind said it rained. It snowed. It blew."
UPON = "Lind was arrested on Monday. Okoye blamed Lind. Lind left the town. It snowed. It blew."
ROWS = [(f"{outlet}{number}", outlet, text) for outlet, text in (("A", ACTING), ("B", UPON)) for number in range(4)]


def annotated(folder, rows=ROWS, actors=LISTED):
    folder.mkdir(exist_ok=True)
    if actors:
        (folder / FILE).write_text(actors, "utf-8")
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(folder / "articles.csv", index=False)
    return annotate(read_corpus(folder))


def sums(scores: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    grouped = scores.groupby(["item", "outlet"])[["x", "n"]].sum()
    return {key: (x, n) for key, x, n in zip(grouped.index, grouped["x"], grouped["n"], strict=True)}


def test_deeds_of_an_actor_are_counted_among_its_clauses(tmp_path) -> None:
    scores = measures.agency(annotated(tmp_path, [ROWS[0], ROWS[4]]))
    assert sums(scores) == {
        ("Lind", "A"): (2, 2),
        ("Okoye", "A"): (0, 1),
        ("Lind", "B"): (1, 3),
        ("Okoye", "B"): (1, 1),
    }
    assert (scores["units"] == scores["n"]).all() and (scores["xx"] == scores["x"]).all()


def test_passives_that_name_nobody_are_counted_among_clauses_that_act_upon(tmp_path) -> None:
    scores = measures.agentless_passives(annotated(tmp_path, [ROWS[0], ROWS[4]]))
    assert sums(scores) == {("Okoye", "A"): (0, 1), ("Lind", "B"): (1, 2)}


def test_four_articles_of_either_side_are_tested(tmp_path) -> None:
    scores = measures.agency(annotated(tmp_path / "four"))
    tested = enough_sentences(compare(scores, voice="all"), scores)
    lind = tested[tested["item"] == "Lind"]
    assert lind["p"].notna().all()
    assert lind.set_index("outlet")["value"].to_dict() == pytest.approx({"A": 1.0, "B": 1 / 3})
    fewer = measures.agency(annotated(tmp_path / "three", ROWS[1:]))
    assert (enough_sentences(compare(fewer, voice="all"), fewer)["method"] == FEW_NAMING).all()


def test_views_show_verbs_with_sentences_and_a_bundle_the_counts(tmp_path) -> None:
    notes = annotated(tmp_path)
    agency, verbs = measures.agency(notes), measures.agency_verbs(notes)
    shown = agency_by_outlet(agency, verbs).set_index(["actor", "outlet"])
    assert shown.loc[("Lind", "B")].tolist() == ["4\xa0of\xa012", "leave\xa04", "arrest\xa04, blame\xa04", "4"]
    compared = enough_sentences(compare(agency, voice="all"), agency)
    assert "Lind was arrested on Monday." in who_acts(agency, verbs, compared, tmp_path).data
    from_bundle = annotate(read_corpus(share(notes.corpus, tmp_path / "bundle")))
    pd.testing.assert_frame_equal(measures.agency(from_bundle), agency)
    counts = agency_by_outlet(measures.agency(from_bundle), measures.agency_verbs(from_bundle))
    assert list(counts) == ["actor", "outlet", "acts"]


def test_without_actors_there_is_a_note_and_no_section(tmp_path) -> None:
    notes = annotated(tmp_path, actors="")
    agency, verbs = measures.agency(notes), measures.agency_verbs(notes)
    assert agency.empty and "actors.yml" in agency.attrs["note"] and verbs.empty
    assert who_acts(agency, verbs, compare(agency), tmp_path).data == ""
