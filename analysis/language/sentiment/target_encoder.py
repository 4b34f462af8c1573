"""Tone toward an actor, and tone of a sentence: one small encoder with two heads, run by onnxruntime.

What it was trained on and how far it is right: analysis/models/tone/card.md. The encoder does not learn who anybody
is: names are replaced before a sentence is read, in training as in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis._utils.onnx_runtime import session
from analysis._utils.parallel import cores
from analysis.exceptions import WrongUse, excerpt
from analysis.io.files import sha256_of
from analysis.io.json_files import read_json
from analysis.io.paths import PACKAGE, is_there, resolve

SHIPPED = PACKAGE / "models" / "tone"
FILES = ("model.onnx", "tokenizer.json", "config.json")
TONES = ("negative", "neutral", "positive")
WIDTHS = {"tone": len(TONES), "valence": 1}  # of each head

# Two entries of BERT's vocabulary that no text holds: the target stands between them.
OPEN, CLOSE = "[unused1]", "[unused2]"
NAME, OTHER = "Smith", "Jones"
CONTEXT = 250  # characters read on either side of the target

Span = tuple[int, int]

_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def neutralize(sentence: str, span: Span, others: Sequence[Span] = ()) -> str:
    """The sentence with the target at the span marked and called Smith, as it is wherever else it is named.

    It is named elsewhere by its words in full, or by the last of them if that begins with a capital. Who stands at the
    spans of others, which do not overlap one another, is called Jones.
    Raises: WrongUse if a span is empty or does not lie within the sentence."""
    for first, last in (span, *others):
        if not 0 <= first < last <= len(sentence):
            raise WrongUse(f"span {first} to {last} is no part of a sentence of {len(sentence)} characters")
    start, end = span
    before, target, after = sentence[:start], sentence[start:end], sentence[end:]
    for first, last in sorted(others, reverse=True):  # from the right, so that the offsets left of it stay true
        if last <= start:
            before = before[:first] + OTHER + before[last:]
        elif first >= end:
            after = after[: first - end] + OTHER + after[last - end :]
    before, after = before[-CONTEXT:], after[:CONTEXT]
    words = _NAME_WORD.findall(target)
    if words and words[-1][0].isupper() and len(words[-1]) > 2:
        named = re.compile(rf"(?<!\w)(?:{re.escape(target)}|{re.escape(words[-1])})(?!\w)")
        before, after = named.sub(NAME, before), named.sub(NAME, after)
    return f"{before}{OPEN} {NAME} {CLOSE}{after}"


class Tone:
    """The encoder of a folder that holds model.onnx, tokenizer.json and config.json.

    One text is read at a time, so that a score depends on its sentence alone and not on those it came with; threads
    share the sentences among them.
    Raises: WrongUse if the folder lacks one of the files."""

    def __init__(self, folder: str | Path = SHIPPED, *, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        folder = _sound(Path(folder))
        self._session = session(folder / "model.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        about = read_json(folder / "config.json", "record of an encoder", {"temperature": (int, float)})
        self._temperature = float(about["temperature"])
        self._threads = threads

    def toward(
        self, sentences: Sequence[str], spans: Sequence[Span], others: Sequence[Sequence[Span]] | None = None
    ) -> NDArray[np.float64]:
        """Tone of each sentence toward the target at its span (start, end; characters).

        others: the spans of other people in each sentence, whose names are then not read either.
        Returns: (n, 3), probabilities of negative, neutral and positive.
        Raises: WrongUse if a span is no part of its sentence."""
        asked = zip(sentences, spans, others or [()] * len(sentences), strict=True)
        logits = self._run("tone", [neutralize(*one) for one in asked])
        weights = np.exp((logits - logits.max(axis=1, keepdims=True)) / self._temperature)
        return weights / weights.sum(axis=1, keepdims=True)

    def valence(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Tone of each sentence as a whole, as the mean of raters would give it.

        Returns: (n,), from −4 to 4."""
        return np.clip(self._run("valence", sentences)[:, 0], -4, 4)

    def _run(self, head: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """What a head gives for each text, (n, its width)."""

        def one(text: str) -> NDArray[np.float32]:
            ids = np.array([self._tokenizer.encode(text).ids], np.int64)
            return self._session.run([head], {"ids": ids})[0][0]

        with ThreadPoolExecutor(self._threads) as pool:
            return np.array(list(pool.map(one, texts)), float).reshape(len(texts), WIDTHS[head])


@cache
def shipped() -> Tone:
    """The encoder that comes with the package, loaded once."""
    return Tone(threads=cores())


@cache
def encoder(folder: str) -> Tone:
    """The encoder of a folder, loaded once; where it is '', the one that comes with the package.

    Raises: WrongUse if the folder lacks one of the files."""
    return Tone(resolve(folder), threads=cores()) if folder else shipped()


def check_encoder(folder: str) -> None:
    """Check that the encoder of a folder can be loaded and reads a sentence.

    Raises: WrongUse naming the folder and the fault."""
    try:
        tone = encoder(folder)
        tone.valence(["The bridge is open."])
        tone.toward(["Smith opens the bridge."], [(0, 5)])
    except WrongUse:
        raise
    except Exception as error:
        told = next(iter(str(error).splitlines()), type(error).__name__)
        raise WrongUse(f"'{folder}' is no model of tone that can be run: {told}") from None


@cache
def checksum(folder: str = "") -> str:
    """The checksum of that encoder's weights.

    Raises: WrongUse if the folder lacks one of the files."""
    return sha256_of(_sound(resolve(folder) if folder else SHIPPED) / "model.onnx")


def _sound(folder: Path) -> Path:
    if missing := [name for name in FILES if not (is_there(folder / name) and (folder / name).is_file())]:
        raise WrongUse(f"{excerpt(str(folder), 200)} is no model of tone: it lacks {' and '.join(missing)}")
    return folder
