"""Valence of segments: all of them, or those of a random sample."""

import shutil

import numpy as np
import pandas as pd
import pytest

from analysis import compare, measures
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.sentiment.target_encoder import SHIPPED, shipped
from analysis.language.text.characters import folded


def test_valence_is_that_of_the_encoder_asked_one_by_one(notes) -> None:
    scores = measures.valence(notes)
    assert set(scores["item"]) <= {"", "valence"}
    ours = scores[scores["item"] == "valence"].groupby("article_id")["x"].sum()
    theirs = dict.fromkeys(ours.index, 0.0)
    for article, text in zip(notes.segments["article_id"], notes.words.texts, strict=True):
        theirs[article] += shipped().valence([folded(text)])[0]
    np.testing.assert_allclose(ours, list(theirs.values()), rtol=1e-6)
    assert scores.groupby("item")["units"].sum()[""] == len(notes.segments)


def test_a_bundle_has_the_valence_of_the_encoder_that_comes_along(notes, bundled, tmp_path) -> None:
    ours, theirs = compare(measures.valence(notes)), compare(measures.valence(bundled))
    pd.testing.assert_frame_equal(ours, theirs)
    other = shutil.copytree(SHIPPED, tmp_path / "other")
    with (other / "model.onnx").open("ab") as out:
        out.write(b"\xfa\x01\x00")  # a field that protobuf skips: the same model, with another checksum
    with pytest.raises(NeedsText, match="contains valence made with"):
        measures.valence(bundled, encoder=str(other))
    assert measures.valence(notes, encoder=str(other))["x"].tolist() == measures.valence(notes)["x"].tolist()


def test_a_sample_stands_for_all_segments(notes) -> None:
    whole = measures.valence(notes)
    n_segments = len(notes.segments)
    scores = measures.valence(notes, most=n_segments // 2)
    assert scores.attrs["note"] == f"Read: a random sample of {n_segments // 2} of {n_segments} segments."
    place = ["article_id", "voice", "item"]
    both = scores.set_index(place)[["n", "units"]].join(whole.set_index(place)["n"].rename("n_whole"))
    assert both["n"].tolist() == pytest.approx(both["n_whole"].tolist()), "each stands for its article and voice"
    assert (both["units"] <= both["n"]).all()
    assert scores.groupby("item")["units"].sum().tolist() == [n_segments // 2] * 2
    # Over many samples the mean is that of all.
    every = [measures.valence(notes, most=n_segments // 2, seed=seed) for seed in range(40)]
    means = pd.Series([(s["x"].sum() / s.loc[s["item"] == "valence", "n"].sum()) for s in every])
    truth = whole["x"].sum() / whole.loc[whole["item"] == "valence", "n"].sum()
    assert abs(means.mean() - truth) < 4 * means.std() / 40**0.5
    assert measures.valence(notes, most=n_segments)["x"].tolist() == whole["x"].tolist()


def test_a_folder_without_an_encoder(notes, tmp_path) -> None:
    with pytest.raises(WrongUse, match="is not a sentiment encoder: it lacks model.onnx"):
        measures.valence(notes, encoder=str(tmp_path))


def test_only_the_voices_asked_for_are_read(notes) -> None:
    whole, narrated = measures.valence(notes), measures.valence(notes, voices="narration")
    pd.testing.assert_frame_equal(narrated, whole[whole["voice"] == "narration"].reset_index(drop=True))
    pd.testing.assert_frame_equal(measures.valence(notes, voices=["quoted", "all"]), whole)
    n_quoted = int((notes.segments["voice"] == "quoted").sum())
    some = measures.valence(notes, voices=["quoted"], most=n_quoted - 1)
    assert some.attrs["note"] == f"Read: a random sample of {n_quoted - 1} of {n_quoted} segments."
    with pytest.raises(WrongUse, match="Invalid `voices`: 'loud'"):
        measures.valence(notes, voices=["loud"])


def test_a_bundle_gives_the_voices_asked_for(notes, bundled) -> None:
    ours, theirs = (measures.valence(n, voices="narration") for n in (notes, bundled))
    pd.testing.assert_frame_equal(compare(ours), compare(theirs))
