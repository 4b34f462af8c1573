"""A bundle that is compared some items at a time gives the table that all its scores at once give."""

from __future__ import annotations

import json
import os
import shutil
import signal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import annotate, compare, compare_bundle, measures, read_corpus
from analysis.annotation.term_limits import TermLimits, chosen_terms, within_limits
from analysis.batch import compare_bundle as module
from analysis.batch import item_counts as counting
from analysis.batch.workers import Workers
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse
from analysis.io import row_groups

WORDS = ["bridge", "ferry", "council", "mayor", "cost", "crack", "town", "repair", "storm", "winter", "quay", "lamp"]


def story(rng: np.random.Generator) -> str:
    """Twelve sentences of five words, two of them quoted."""
    sentences = [" ".join(rng.choice(WORDS, 5)).capitalize() + "." for _ in range(12)]
    return " ".join([*sentences, f'"{sentences[0]}" she said.', f'"{sentences[1]}" he said.'])


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of forty articles of three outlets, whose scores are in parts of the alphabet."""
    rng = np.random.default_rng(0)
    outlets = ["Herald", "Star", "Post"]
    rows = [{"article_id": f"a{n}", "outlet": outlets[n % 3], "body": story(rng)} for n in range(40)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_groups, "_LEAST_ROWS", 50)
        return share(corpus_of(pd.DataFrame(rows), "quay"), tmp_path_factory.mktemp("quay") / "bundle")


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("rows", [40, 10**7])
@pytest.mark.parametrize(
    ("measure", "most", "asked"),
    [
        ("terms", 0, {}),
        ("terms", 5, {"voice": "narration"}),
        ("terms", 0, {"against": "each", "correction": "bonferroni"}),
        ("terms", 0, {"adjust": "length", "confidence": 0.9, "correction": None}),
        ("framing", 0, {"articles_with": 1}),
        ("sentiment", 0, {"voice": "quoted", "against": "Star"}),
        ("voices", 0, {"by": pd.Series({"Herald": "north", "Post": "south"})}),
        ("originality", 0, {}),
    ],
)
def test_the_table_is_that_of_all_scores_at_once(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, rows: int, measure: str, most: int, asked: dict[str, Any]
) -> None:
    monkeypatch.setattr(module, "ROWS", rows)
    monkeypatch.setattr(counting, "ROWS", rows)
    notes = annotate(read_corpus(bundle))
    scores = measures.terms(notes, most=most) if measure == "terms" else notes.saved[measure][1]
    if measure not in ("terms", "originality"):
        scores = getattr(measures, measure)(notes)
    ours, theirs = compare_bundle(bundle, measure, most=most, workers=2, **asked), compare(scores, **asked)
    # Products over strata are rounded otherwise where matrices have other shapes.
    how = {"rtol": 1e-12} if "adjust" in asked else {"check_exact": True}
    pd.testing.assert_frame_equal(ours, theirs, **how)
    assert ours.attrs == theirs.attrs and len(ours)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("limits", [TermLimits(), TermLimits(1, 3, most=4), TermLimits(20, only=frozenset(WORDS[:6]))])
def test_terms_are_chosen_by_counts_as_by_rows(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, limits: TermLimits
) -> None:
    monkeypatch.setattr(counting, "ROWS", 1)
    every = annotate(read_corpus(bundle)).saved["terms"][1]
    with Workers(lambda: module.executor(1, ""), 1) as workers:
        counts = counting.item_counts(bundle, "terms", workers)
    kept = within_limits(every, limits)
    assert chosen_terms(counts, limits)[0] == sorted({*kept["item"]} - {""})
    words = every[every["item"] != ""].groupby("item")
    assert counts["rows"].drop("").to_dict() == words.size().to_dict()
    assert counts["articles"].drop("").to_dict() == words["article_id"].nunique().to_dict()


def test_what_is_wrong_is_said_before_any_worker_starts(bundle: Path, tmp_path: Path) -> None:
    for given, message in [
        ((tmp_path, "terms"), "Invalid `bundle`: .* is no bundle"),
        ((bundle, "moods"), "Invalid `measure`: 'moods'. Expected one that the bundle holds, .*'framing'"),
        ((bundle, "text_pairs"), "Invalid `measure`: 'text_pairs'"),
    ]:
        with pytest.raises(WrongUse, match=message):
            compare_bundle(*given)
    with pytest.raises(WrongUse, match="Unknown parameters 'vioce'. Expected those of compare: 'adjust', .*'voice'"):
        compare_bundle(bundle, "terms", vioce="quoted")
    for asked in ({"against": "Gazette"}, {"voice": "sung"}, {"correction": "maxt"}, {"most": -1}, {"workers": 1.5}):
        with pytest.raises(WrongUse, match=f"Invalid `{next(iter(asked))}`"):
            compare_bundle(bundle, "terms", **asked)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("entries", [{"events": [5]}, {"groups": [5]}, {"measures": {"terms": 5}}, None])
def test_an_edited_record_is_named(bundle: Path, tmp_path: Path, entries: dict[str, Any] | None) -> None:
    copy = shutil.copytree(bundle, tmp_path / "copy")
    record = copy / "bundle.json"
    edited = json.loads(record.read_text("utf-8"))
    if entries is None:
        record.unlink()
        record.mkdir()
    else:
        record.write_text(json.dumps(edited | entries), "utf-8")
    with pytest.raises(WrongUse, match="copy.* is not a readable "):
        compare_bundle(copy, "terms", workers=1)


def test_a_voice_without_words_has_no_rows_but_a_note(tmp_path: Path) -> None:
    rows = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Herald", "Star"], "body": ["The quay broke."] * 2})
    made = share(corpus_of(rows, "quay"), tmp_path / "bundle")
    ours = compare_bundle(made, "terms", workers=1)
    theirs = compare(measures.terms(annotate(read_corpus(made)), most=10_000))
    pd.testing.assert_frame_equal(ours, theirs)
    assert ours.attrs == theirs.attrs


def dies_once(marker: Path, scores: Any, given: dict[str, Any]) -> Any:
    """What a worker does that is killed at its first part, and works after."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return module._compared(scores, given)


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["", "local"])
def test_a_killed_worker_changes_nothing(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    expected = compare(measures.terms(annotate(read_corpus(bundle))))
    monkeypatch.setattr(module, "ROWS", 100)
    monkeypatch.setattr(module, "_compared", partial(dies_once, tmp_path / "died"))
    found = compare_bundle(bundle, "terms", workers=2, scheduler=scheduler)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    assert (tmp_path / "died").exists()
