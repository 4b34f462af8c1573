import pytest

from analysis import figures, measures
from analysis.exceptions import WrongUse


def test_figures_by_hand(annotated, values) -> None:
    notes = annotated("Twelve boats carried 300 tonnes for $5 million. Thousands of people waited.")
    counts = values(measures.figures(notes))
    assert {name: counts[name] for name in ("figures", "money", "people", "count", "mass", "vague")} == {
        "figures": 4, "money": 1, "people": 1, "count": 1, "mass": 1, "vague": 1,
    }  # fmt: skip


def test_an_article_without_figures_has_rows(annotated) -> None:
    scores = measures.figures(annotated("Boats came. Nobody saw them."))
    assert (scores["item"] == "figures").sum() == 1
    assert scores["x"].sum() == 0


def test_the_table_says_who_says_a_figure(annotated) -> None:
    notes = annotated("“We lost 40 boats,” said Anna Lind, the mayor. Ruritania has 7,000 ships.")
    table = figures(notes)
    assert table["figure"].tolist() == ["40", "7,000"]
    assert table["voice"].tolist() == ["quoted", "narration"]
    assert table["source"].tolist() == ["lind", ""]
    assert table["holder"].tolist() == ["", "Ruritania"]


def test_a_bundle_holds_no_figures(bundled) -> None:
    table = figures(bundled)
    assert table.empty
    assert table.attrs["note"]


def test_other_things_are_refused() -> None:
    with pytest.raises(WrongUse, match="Invalid `notes`"):
        figures("articles")
