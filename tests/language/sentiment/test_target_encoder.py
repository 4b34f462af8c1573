import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from analysis.exceptions import WrongUse
from analysis.language.sentiment.target_encoder import (
    CLOSE,
    FILES,
    OPEN,
    SENTIMENTS,
    SHIPPED,
    SentimentEncoder,
    mask_names,
    shipped,
)

# Sentences of our own: (sentence, target, tone toward it).
CLEAR = [
    ("The court praised Keller for saving hundreds of lives.", "Keller", "positive"),
    ("Voters adore Omar Haddad, a brave and honest doctor.", "Omar Haddad", "positive"),
    ("Keller lied to the court and stole from the poor.", "Keller", "negative"),
    ("Critics called Mrs. Okafor a corrupt and shameless fraud.", "Mrs. Okafor", "negative"),
    ("Keller will speak in Lima on Tuesday.", "Keller", "neutral"),
]

# What a sentence becomes, told by its target in brackets.
NEUTRAL = [
    ("[Keller] left.", f"{OPEN} Smith {CLOSE} left."),
    ("[Anna Keller] left; Keller's boat stayed.", f"{OPEN} Smith {CLOSE} left; Smith's boat stayed."),
    ("Keller said [she] left.", f"Keller said {OPEN} Smith {CLOSE} left."),
    ("Kellerman saw [Keller].", f"Kellerman saw {OPEN} Smith {CLOSE}."),
    ("[The mayor] met another mayor.", f"{OPEN} Smith {CLOSE} met another mayor."),
    ("[Mr. O'Neill] and Jo O'Neill", f"{OPEN} Smith {CLOSE} and Jo Smith"),
    ("[A+] beats A+", f"{OPEN} Smith {CLOSE} beats A+"),
    ("[Öz] and Özil", f"{OPEN} Smith {CLOSE} and Özil"),
]


def bracketed(text: str) -> tuple[str, tuple[int, int]]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), (start, end)


def at(sentence: str, target: str) -> tuple[int, int]:
    start = sentence.index(target)
    return start, start + len(target)


@pytest.mark.parametrize(("text", "expected"), NEUTRAL)
def test_mask_names(text: str, expected: str) -> None:
    assert mask_names(*bracketed(text)) == expected


def test_a_long_sentence_is_read_around_its_target() -> None:
    read = mask_names("a " * 1000 + "Keller" + " b" * 1000, (2000, 2006))
    assert read == "a " * 125 + f"{OPEN} Smith {CLOSE}" + " b" * 125


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 3), (0, 7)])
def test_a_span_outside_its_sentence_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(
        WrongUse, match=f"Invalid span: {span[0]} to {span[1]}. Expected a span within the 6 characters"
    ):
        mask_names("Keller", span)


def test_others_are_called_jones() -> None:
    sentence = "Ann Keller told Haddad that Keller and Omar Haddad lost."
    others = [at(sentence, "Omar Haddad"), at(sentence, "Haddad")]
    assert mask_names(sentence, (0, 10), others) == f"{OPEN} Smith {CLOSE} told Jones that Smith and Jones lost."
    read = mask_names(sentence, at(sentence, "Omar Haddad"), [(0, 10), (16, 22), at(sentence, "Omar")])
    assert read == f"Jones told Jones that Keller and {OPEN} Smith {CLOSE} lost."


NAMES = st.from_regex(r"(?:[A-Z][a-z]{2,9} )?[A-Z][a-z]{2,9}", fullmatch=True)


@given(NAMES)
def test_whoever_the_target_is_the_encoder_reads_the_same(name: str) -> None:
    sentence = f"The board dismissed {name}, and {name} sued."
    assert mask_names(sentence, (20, 20 + len(name))) == f"The board dismissed {OPEN} Smith {CLOSE}, and Smith sued."


def test_nothing_in_nothing_out() -> None:
    assert shipped().target_sentiment([], []).shape == (0, 3)
    assert shipped().valence([]).shape == (0,)


@pytest.mark.parametrize(("sentence", "target", "tone"), CLEAR)
def test_clear_cases(sentence: str, target: str, tone: str) -> None:
    shares = shipped().target_sentiment([sentence], [at(sentence, target)])
    assert SENTIMENTS[int(shares.argmax())] == tone


def test_one_sentence_has_a_tone_toward_each() -> None:
    sentence = "The jury honoured Keller for her courage and condemned Haddad for his cruel crimes."
    keller, haddad = shipped().target_sentiment([sentence] * 2, [at(sentence, "Keller"), at(sentence, "Haddad")])
    assert keller[2] - keller[0] > haddad[2] - haddad[0]


def test_valence_follows_the_sentence() -> None:
    bad, plain, good = shipped().valence(
        [
            "Children died in a horrible massacre.",
            "The ferry left at noon.",
            "What a wonderful, joyful victory for all.",
        ]
    )
    assert bad < -1 < plain < 1 < good


def test_equal_to_the_graph_run_by_hand() -> None:
    """Marked by hand, read by tokenizers, run by onnxruntime, divided and normalized by scipy."""
    import onnxruntime
    from tokenizers import Tokenizer

    sentence, target, _ = CLEAR[0]
    words = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    session = onnxruntime.InferenceSession(SHIPPED / "model.onnx")
    marked = sentence.replace(target, f"{OPEN} Smith {CLOSE}")
    (logits,) = session.run(["tone"], {"ids": [words.encode(marked).ids]})
    (valence,) = session.run(["valence"], {"ids": [words.encode(sentence).ids]})
    divisor = json.loads((SHIPPED / "config.json").read_text())["temperature"]
    tone = shipped()
    assert tone.target_sentiment([sentence], [at(sentence, target)]) == pytest.approx(
        softmax(logits / divisor), abs=1e-5
    )
    assert tone.valence([sentence]) == pytest.approx(valence[0], abs=1e-5)


VOCABULARY = ["the", "board", "praised", "attacked", "a", "cruel", "kind", "and", "mayor", "of", "Lima", "!"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)


@settings(max_examples=20)
@given(st.lists(WORDS.map(lambda words: " ".join(["Keller", *words])), min_size=1, max_size=5), st.randoms())
def test_shares_that_depend_on_their_sentence_alone(sentences: list[str], rng) -> None:
    tone, span = shipped(), (0, 6)
    shares, valence = tone.target_sentiment(sentences, [span] * len(sentences)), tone.valence(sentences)
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares >= 0).all()
    assert (np.abs(valence) <= 4).all()
    order = rng.sample(range(len(sentences)), len(sentences))
    shuffled = [sentences[i] for i in order]
    assert (tone.target_sentiment(shuffled, [span] * len(order)) == shares[order]).all()
    assert (tone.valence(shuffled) == valence[order]).all()


def test_threads_change_nothing() -> None:
    sentences = [sentence for sentence, _, _ in CLEAR]
    assert (SentimentEncoder(threads=2).valence(sentences) == shipped().valence(sentences)).all()


def test_a_very_long_text_is_read_to_its_limit() -> None:
    assert np.isfinite(shipped().valence(["good news " * 5000])).all()


def test_an_incomplete_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(WrongUse, match="it lacks model.onnx and tokenizer.json"):
        SentimentEncoder(tmp_path)


def test_another_folder_of_the_same_layout(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    (tmp_path / "config.json").write_text('{"temperature": 1000}')
    flat = SentimentEncoder(tmp_path).target_sentiment(["Keller lied."], [(0, 6)])
    assert flat == pytest.approx(np.full((1, 3), 1 / 3), abs=0.01)


def test_shipped_files_are_small() -> None:
    assert sum((SHIPPED / name).stat().st_size for name in FILES) < 25e6


def test_import_is_light() -> None:
    module = "analysis.language.sentiment.target_encoder"
    code = f"import sys, {module}; print({{'onnxruntime', 'tokenizers'}} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "set()"
