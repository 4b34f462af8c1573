"""The JSON of the explorer: numbers worked by hand, hostile strings, a bundle without text."""

import json

import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.comparison.enough_sentences import FEW_SENTENCES
from analysis.display.explorer.evidence import evidence, no_evidence
from analysis.display.explorer.model import as_json, explorer_model, first_view, shown_items
from analysis.display.explorer.views import Settings, View, computed_views

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028&\u202e"


def comparisons(**columns: object) -> pd.DataFrame:
    """Comparisons of frames; the columns that are not given are the same in all rows."""
    table = pd.DataFrame({
        "measure": "framing", "item": "economic", "outlet": ["CNN", "wire"], "against": "rest",
        "value": [0.25, 1 / 3], "value_against": [1 / 3, 0.25], "estimate": [-1 / 12, 1 / 12], "low": [-0.5, -0.2],
        "high": [0.2, 0.5], "log2_ratio": 0.0, "log2_low": 0.0, "log2_high": 0.0, "p": 0.5, "q": [1.0, 0.04],
        "family_share": 0.15, "n_articles": [1, 2], "n_articles_against": [2, 1], "x": [2.0, 4.0], "n": [8.0, 12.0],
        "unit": "article", "method": "difference of two ratios", "confidence": 0.95, "seed": 0,
    } | columns)  # fmt: skip
    return schema.typed(table, "comparisons")


def model_of(table: pd.DataFrame, **others: object) -> dict:
    views = [View("framing", table["measure"].iat[0], "narration", "table = None", table)]
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["CNN"], "headline": ["A bridge"], "event": ["b"]})
    return explorer_model(views, shown_items(views), no_evidence("no text"), articles, source="") | others


def test_numbers_are_those_of_the_table_in_its_unit() -> None:
    view = model_of(comparisons())["views"][0]
    # 2 of 8 sentences are 25 of 100; 4 of 12 are 33.3.
    assert view["rows"]["value"] == {"outlet": [25, 33.3]}
    assert view["rows"]["estimate"] == {"outlet": [-8.33, 8.33]}
    assert (view["rows"]["x"], view["rows"]["n"]) == ({"outlet": [2, 4]}, {"outlet": [8, 12]})
    assert (view["rows"]["low"], view["rows"]["high"]) == ({"outlet": [-50, -20]}, {"outlet": [20, 50]})
    assert (view["unit"], view["of"], view["item"], view["confidence"]) == (
        "of 100 sentences",
        "sentences",
        "frame",
        0.95,
    )


def test_a_row_that_a_table_does_not_have_is_empty() -> None:
    table = comparisons(item=["economic", "conflict"])
    rows = model_of(table)["views"][0]["rows"]
    # economic: CNN, wire; conflict: CNN, wire.
    assert rows["value"] == [25, None, None, 33.3]
    assert rows["method"] == [0, None, None, 0]


def test_what_too_few_sentences_show_is_not_shown() -> None:
    tested = {name: [None, 0.5] for name in ("low", "high", "p", "q")}
    table = comparisons(measure="valence", item="valence", method=[FEW_SENTENCES, "difference"], **tested)
    rows = model_of(table)["views"][0]["rows"]
    assert (rows["value"][0], rows["against"][0], rows["estimate"][0]) == (None, None, None)
    assert rows["value"][1] == 0.333


def test_of_words_the_clear_and_the_most_frequent_ones_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.display.explorer.model.LEAST_WORDS", 2)
    monkeypatch.setattr("analysis.display.explorer.model.MOST_ROWS", 4)
    words = comparisons(measure="terms", outlet="CNN", item=["often", "clear"], x=[9.0, 1.0], q=[1.0, 0.01])
    words = pd.concat(
        [words, comparisons(measure="terms", outlet="wire", item=["seldom", "clear"], x=[2.0, 1.0], q=1.0)]
    )
    views = [View("terms", "terms", "narration", "", words)]
    assert shown_items(views) == {"terms": ["often", "clear"]}
    assert model_of(words)["views"][0]["note"].startswith("2 of 3 are here")


def test_the_first_view_is_one_with_a_clear_difference() -> None:
    unclear, clear = (View("framing", "framing", "narration", "", comparisons(q=q)) for q in (0.9, 0.01))
    assert [first_view(views) for views in ([unclear, clear], [clear], [unclear])] == [1, 0, 0]


def test_hostile_names_and_texts_stay_text() -> None:
    table = comparisons(outlet=[HOSTILE, "wire"], item=HOSTILE)
    written = as_json(model_of(table))
    assert not set(written) & set("<>&\u2028")
    back = json.loads(written)
    assert HOSTILE in back["outlets"]
    assert back["items"]["framing"] == [HOSTILE]
    assert not any("\u202e" in name for name in back["names"])


def test_not_a_number_is_none() -> None:
    infinite = comparisons(low=float("-inf"), high=[float("inf"), 0.5])
    assert json.loads(as_json(model_of(infinite)))["views"][0]["rows"]["high"] == [None, 50]


STORIES = [
    ("a", "Post", "The bridge closed. The council said the bridge is old. “The bridge will fall,” the mayor said."),
    ("b", "Post", "A bridge of steel closed on Monday. The bridge is old. It rained."),
    ("c", "Star", "The bridge was closed by the council. Nobody was hurt at the bridge. The council met."),
]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("explorer") / "stories.csv"
    rows = [(name, outlet, f"Bridge closes {name}", text) for name, outlet, text in STORIES]
    pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"]).to_csv(place, index=False)
    return ss.annotate(ss.read_corpus(place))


def test_every_sentence_has_the_words_that_are_said_to_be_in_it(notes) -> None:
    scores = ss.measures.terms(notes, min_count=2)
    table = ss.compare(scores, voice="narration")
    views = [View("terms", "terms", "narration", "", table)]
    items = shown_items(views)
    found = evidence(notes, views, items)
    assert set(found.sentences["voice"]) == {"narration"}
    for text, words in zip(found.sentences["text"], found.found["terms"], strict=True):
        assert set(words) == {word for word in items["terms"] if word in text.lower()}
    of_bridge = found.sentences[["bridge" in words for words in found.found["terms"]]]
    # Of each outlet up to three, of different articles first.
    assert of_bridge["article_id"].tolist().count("c") == 2
    assert {"a", "b"} <= set(of_bridge["article_id"])


def test_sentences_are_of_the_articles_that_the_model_names(notes) -> None:
    views = [view for view in computed_views(notes, Settings()) if view.measure == "framing"]
    items = shown_items(views)
    found = evidence(notes, views, items)
    model = json.loads(as_json(explorer_model(views, items, found, notes.corpus.articles, source="")))
    for article, _, text in model["sentences"]:
        outlet, headline, _ = model["articles"][article]
        texts = {(outlet, f"Bridge closes {name}"): body for name, outlet, body in STORIES}
        assert text.strip("“”") in texts[outlet, headline] or text == headline


@pytest.fixture(scope="module")
def bundle():
    return ss.annotate(ss.read_corpus("data/atacms/bundle"))


@pytest.fixture(scope="module")
def views(bundle) -> list[View]:
    return computed_views(bundle, Settings(confidence=0.9))


def test_a_bundle_has_numbers_and_no_sentences(bundle, views: list[View]) -> None:
    items = shown_items(views)
    found = evidence(bundle, views, items)
    model = explorer_model(views, items, found, bundle.corpus.articles, source="")
    assert {view["measure"] for view in model["views"]} >= {"terms", "framing", "source_types", "hedges"}
    assert (model["sentences"], model["found"]) == ([], {})
    assert "text" in model["missing"]


def test_the_code_of_each_view_makes_its_numbers(bundle, views: list[View]) -> None:
    model = explorer_model(views, shown_items(views), no_evidence(""), bundle.corpus.articles, source="")
    outlets = model["outlets"]
    for view in model["views"]:
        made: dict = {"ss": ss, "notes": bundle}
        exec(view["code"], made)
        table = made["table"].set_index(["item", "outlet"])
        factor = schema.MEASURES[view["measure"]].factor
        items = model["items"][view["measure"]]
        for name, column in {"value": "value", "low": "low", "high": "high"}.items():
            shown = view["rows"][name]
            numbers = shown if isinstance(shown, list) else shown["outlet"] * len(items)
            grid = pd.MultiIndex.from_product([items, outlets])
            expected = (factor * table[column]).reindex(grid).tolist()
            shown_again = [float("nan") if number is None else number for number in numbers]
            few = (table["method"] == FEW_SENTENCES).reindex(grid, fill_value=False).tolist()
            kept = [(one, two) for one, two, is_few in zip(shown_again, expected, few, strict=True) if not is_few]
            assert [one for one, _ in kept] == pytest.approx([two for _, two in kept], rel=0.006, nan_ok=True)
