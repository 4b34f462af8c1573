"""No object of the package prints article text; tables that are made to show text are the exception.

Tables with text, because that is what they are for: kwic (left, keyword, right), shared_quotes (text, source), quotes
(source, name, cue), a sample for coders (text), corpus.articles (headline). A text that is asked for by name is a str:
corpus.text(id), corpus.texts[id], notes.words.texts.
"""

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from IPython.core.interactiveshell import InteractiveShell

import analysis
from analysis import annotate, measures, read_corpus
from analysis._utils import content_hiding as cards

MARKER = "Zanzibarian"
# Lists and settings of the package and of the researcher, numbers, and paths: no words of an article.
NO_TEXT = {
    "batch.spool": {"Batch"},
    "coding.feature_space": {"Scale", "Space"},
    "coding.human_codes": {"_Lines"},
    "coding.training": {"Line"},
    "comparison.contrasts": {"Contrast", "_Sample"},
    "display.explorer.views": {"Settings", "Shown"},
    "comparison.family": {"ReportTable"},
    "comparison.keyness": {"_Counts", "_Side", "_Spread"},
    "comparison.misclassification": {"Side"},
    "comparison.paired": {"WeightedRatios", "_EventSums"},
    "comparison.planned_sides": {"Sides"},
    "comparison.power": {"_Effect"},
    "corpus.cleaning.clean": {"Cut"},
    "corpus.cleaning.rules": {"Rule"},
    "language.attribution.attributions": {"Attribution", "Attributions", "Spans"},
    "language.attribution.cues": {"Cue", "CueTable"},
    "language.attribution.parsing.cue_frames": {"Frame"},
    "language.attribution.parsing.refinement": {"Sentence"},
    "language.attribution.rules.candidates": {"Candidates"},
    "language.attribution.rules.content_spans": {"Clauses"},
    "language.attribution.rules.cue_tokens": {"CueTokens"},
    "language.attribution.rules.sentences": {"Rows", "Sentences"},
    "language.attribution.rules.tagged_sentences": {"_Layout"},
    "language.attribution.rules.uncued_quotes": {"_SpeechSentences"},
    "language.attribution.rules.verb_clauses": {"VerbClauses"},
    "language.attribution.rules.verb_rules": {"Rule"},
    "language.embeddings.semantic_axes": {"Axes", "Axis"},
    "language.embeddings.word2vec_format": {"_Size"},
    "language.entities.actor_list": {"Actor", "Actors"},
    "language.sentiment.vader_vocabulary": {"WordProperties"},
    "language.text.house_style": {"Style", "_Variants"},
    "language.text.outlet_labels": {"Name"},
    "language.text.irregular_quotes": {"Quote", "_Opening"},
    "language.text.quotation_marks": {"Quotes", "_Marks"},
    "language.text.segmentation": {"Segment", "Segments", "Spans", "_Parts", "_Sentences", "_Speech"},
    "language.text.sentence_boundaries": {"_Gaps"},
    "language.text.text_batch": {"Lines"},
    "language.text.utf8": {"Offsets"},
    "language.text.word_boundaries": {"_Gaps"},
    "measures._scores": {"_Cells"},
    "measures.terms": {"_Limits"},
    "report.parameters": {"Parameter"},
    "report.run_record": {"Record"},
    "report.verify": {"Differences", "ReportInputs"},
    "schema": {"Column", "Scale"},
}
FREE_ROOMS = ("stats.", "io.", "_utils.", "language.dictionaries.")  # they know nothing of articles
OWN_TEST = {"Corpus", "Annotations"}


def records() -> list[type]:
    """Every NamedTuple and dataclass of the package that may hold words of an article."""
    found = []
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        place = module.name.removeprefix("analysis.")
        if place.startswith(FREE_ROOMS):
            continue
        for name, cls in vars(importlib.import_module(module.name)).items():
            record = inspect.isclass(cls) and (hasattr(cls, "_fields") or dataclasses.is_dataclass(cls))
            if record and cls.__module__ == module.name and name not in NO_TEXT.get(place, OWN_TEST) | OWN_TEST:
                found.append(cls)
    return found


def filled(cls: type, value: Any) -> Any:
    """A record that holds a value in every field."""
    if hasattr(cls, "_fields"):
        return cls(*[value] * len(cls._fields))
    made = object.__new__(cls)
    for field in dataclasses.fields(cls):
        object.__setattr__(made, field.name, value)
    return made


def shown(value: Any) -> str:
    html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
    return f"{value!r} {value!s} {value} {html}"


@pytest.mark.parametrize("cls", records(), ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
@pytest.mark.parametrize(
    "value",
    [MARKER, [MARKER], (MARKER,), {"a": MARKER}, pl.Series([MARKER]), pd.DataFrame({"a": [MARKER]}), MARKER.encode()],
    ids=lambda value: type(value).__name__,
)
def test_a_record_never_shows_what_it_holds(cls: type, value: Any) -> None:
    assert MARKER not in shown(filled(cls, value))


def test_there_are_such_records() -> None:
    assert {"Words", "TextBatch", "Cleaned", "Tokens", "Coder", "Source"} <= {cls.__name__ for cls in records()}


def test_examples() -> None:
    assert doctest.testmod(cards).failed == 0


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    rows = [
        {
            "article_id": f"a{i}",
            "outlet": outlet,
            "body": f"The {MARKER} ferry sank. “{MARKER} crews left,” said Ann {MARKER}.",
        }
        for i, outlet in enumerate(["Gazette", "Herald", "<b>Post"])
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "ferry.csv", index=False)
    return tmp_path / "ferry.csv"


def reachable(value: Any, seen: dict[int, Any]) -> None:
    """All objects of the package below a value, by attributes and fields."""
    if id(value) in seen or isinstance(value, pd.DataFrame | pl.DataFrame | pl.Series | str):
        return
    if type(value).__module__.startswith("analysis."):
        seen[id(value)] = value
        for part in [*getattr(value, "__dict__", {}).values(), *(value if isinstance(value, tuple) else ())]:
            reachable(part, seen)
    elif isinstance(value, dict):
        for part in value.values():
            reachable(part, seen)
    elif isinstance(value, list | tuple):
        for part in value:
            reachable(part, seen)


def test_nothing_reachable_from_a_corpus_shows_its_text(marked: Path) -> None:
    corpus = read_corpus(marked)
    notes = annotate(corpus)
    measures.terms(notes), measures.source_types(notes), measures.sentiment(notes)
    seen: dict[int, Any] = {}
    reachable((corpus, notes, notes.words, notes.attributions), seen)
    names = {type(value).__name__ for value in seen.values()}
    assert {"Corpus", "Annotations", "Words", "Tokens", "Texts"} <= names
    for value in seen.values():
        assert MARKER not in shown(value), type(value)
    assert MARKER in corpus.text("a0") and MARKER in corpus.texts["a0"]


def test_the_card_of_a_corpus(marked: Path) -> None:
    corpus = read_corpus(marked)
    assert repr(corpus) == (
        "<Corpus name: 'ferry'; articles: 3; outlets: 3 ('<b>Post', 'Gazette', 'Herald'); events: not named; "
        "text: available; bundle: none; next: ss.annotate(corpus)>"
    )
    html = corpus._repr_html_()
    assert "&lt;b&gt;Post" in html and "<b>Post" not in html
    notes = annotate(corpus)
    assert repr(notes).startswith(
        "<Annotations corpus: 'ferry'; articles: 3; outlets: 3; segments: 9; words: 30; text: available; "
        "measures in the bundle: 0; layers computed: none; next: scores = ss.measures.terms(notes)"
    )
    measures.source_types(notes)
    html = notes._repr_html_()
    assert "<td>9</td>" in html and "<td>attributions, words</td>" in html and "&lt;" not in html


def test_a_notebook_shows_the_card(marked: Path) -> None:
    from IPython.core.formatters import DisplayFormatter

    corpus = read_corpus(marked)
    for value in (corpus, annotate(corpus), annotate(corpus).words, corpus.texts, [corpus], {"a": corpus.texts}):
        data, _ = DisplayFormatter().format(value)
        assert MARKER not in str(data)


def test_a_notebook_shows_a_wrong_value_in_two_lines_without_lines_of_the_package() -> None:
    # Of all shells in this process, the notebooks of reports need the one and only.
    InteractiveShell.clear_instance()
    try:
        with redirect_stdout(StringIO()) as shown:
            InteractiveShell.instance().run_cell(
                "import analysis as ss\nss.read_corpus('data/tarnholm').only(['Tarnholm Heralt'])"
            )
    finally:
        InteractiveShell.clear_instance()
    lines = shown.getvalue().strip().splitlines()
    assert lines[0] == "Line 2: ss.read_corpus('data/tarnholm').only(['Tarnholm Heralt'])"
    assert lines[1].startswith("WrongUse: Invalid `outlets`: 'Tarnholm Heralt'. Expected some of ") and len(lines) == 2
