"""Marks and choices of house style."""

import pandas as pd
import pytest

from analysis import annotate, compare, measures, read_corpus
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of
from analysis.display.style_views import style_by_outlet

ONE = (
    "Okoye told KXN on Monday: ten boats of the U.S. left. Mr. Lund (D-Minn.) said 12 percent were late. "
    "“We colour boats,” said Okoye. The Herald stated that 7% of United States boats "
    "sank. KXN's crew saw Jo Q. Nym in Calif."
)
TWO = (
    "Okoye told KXN that ten ferries went. The color was dark, the US harbor said. It was late, according to a harbor."
)


def notes_of(tmp_path):
    rows = [{"article_id": "a", "outlet": "KXN", "body": ONE}, {"article_id": "b", "outlet": "Herald", "body": TWO}]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def by_item(scores: pd.DataFrame, article: str) -> dict[str, tuple[float, float]]:
    rows = scores[(scores["article_id"] == article) & (scores["item"] != "")].groupby("item")[["x", "n"]].sum()
    return {item: (row.x, row.n) for item, row in rows.iterrows()}


def test_marks_by_hand(tmp_path) -> None:
    notes = notes_of(tmp_path)
    scores = measures.house_style(notes)
    counts = {item: x for item, (x, _) in by_item(scores, "a").items()}
    assert counts == {
        "own_name": 2, "other_outlet": 1, "title": 1, "party_and_place": 1, "initial": 1, "abbreviation": 1,
    }  # fmt: skip
    assert by_item(scores, "b")["other_outlet"] == (1, notes.corpus.articles["n_tokens"].iloc[1])


def test_choices_by_hand(tmp_path) -> None:
    scores = measures.style_choices(notes_of(tmp_path))
    assert {item: pair for item, pair in by_item(scores, "a").items() if pair[1]} == {
        "reporting: said": (2, 4), "reporting: told": (1, 4), "reporting: stated": (1, 4),
        "reporting: says": (0, 4), "reporting: added": (0, 4), "reporting: according to": (0, 4),
        "reporting: another verb": (0, 4),
        "numbers below 100: in words": (1, 3),  # ten of ten, 12, 7
        "per cent: in words": (1, 2),
        "spelling: variant such as authorise": (1, 1),
        "acronyms: with full stops": (1, 1),
        "country: United States, not US": (1, 2),
    }  # fmt: skip
    assert by_item(scores, "b")["spelling: variant such as authorise"] == (0, 3)  # color, harbor twice


def test_shares_of_reporting_verbs_sum_to_one(tmp_path) -> None:
    scores = measures.style_choices(notes_of(tmp_path))
    verbs = scores[scores["item"].str.startswith("reporting: ")]
    assert verbs["x"].sum() == verbs.groupby(["article_id", "voice"])["n"].first().sum() == 7


def test_no_words_of_any_choice() -> None:
    rows = [{"article_id": outlet, "outlet": outlet, "body": "Boats left town."} for outlet in ("KXN", "Herald")]
    notes = annotate(corpus_of(pd.DataFrame(rows), "news"))
    assert measures.style_choices(notes)["n"].sum() == 0
    tables = [compare(getattr(measures, name)(notes)) for name in ("house_style", "style_choices")]
    assert style_by_outlet(*tables).empty


def test_table_by_outlet(tmp_path) -> None:
    notes = notes_of(tmp_path)
    table = style_by_outlet(*(compare(measure(notes)) for measure in (measures.house_style, measures.style_choices)))
    assert table["style"].iat[0] == "own name"
    row = table.set_index(["style", "outlet"]).loc[("reporting: said", "KXN")]
    assert (row["value"], row["value_against"], row["counted_in"]) == (50, pytest.approx(100 / 3), "% of choices")
    assert row["difference"] == pytest.approx(row["value"] - row["value_against"])
    assert not {"p", "q"} & set(table.columns)


def test_a_choice_that_no_event_lets_both_sides_make_is_left_out(tmp_path) -> None:
    path = tmp_path / "events.csv"
    of_event = {("KXN", "fire"): "Ten percent", ("Herald", "flood"): "Ten percent"}
    pd.DataFrame([
        {"outlet": outlet, "event": event, "body": f"{of_event.get((outlet, event), 'Most')} is over, a mayor said."}
        for outlet in ("KXN", "Herald") for event in ("fire", "flood")
    ]).to_csv(path, index=False)  # fmt: skip
    compared = compare(measures.style_choices(annotate(read_corpus(path))))
    percent = compared[compared["item"] == "per cent: in words"]
    assert percent["value"].isna().all() and (percent["n"] > 0).all()
    assert set(style_by_outlet(compared)["style"]) == {"reporting: said"}


def test_nothing_to_show_says_so() -> None:
    assert style_by_outlet().attrs["note"] == "No house style was counted."


def test_a_bundle_gives_the_same(tmp_path) -> None:
    path = tmp_path / "two.csv"
    rows = [{"article_id": i, "outlet": o, "body": text} for i, o, text in (("a", "KXN", ONE), ("b", "Herald", TWO))]
    long = [row | {"body": row["body"].replace("“", "").replace("”", "")} for row in rows]
    pd.DataFrame(long).to_csv(path, index=False)
    corpus = read_corpus(path)
    text, bundle = annotate(corpus), annotate(read_corpus(share(corpus, tmp_path / "b")))
    for name in ("house_style", "style_choices"):
        ours, theirs = (by_item(getattr(measures, name)(notes), "a") for notes in (text, bundle))
        assert ours == theirs
