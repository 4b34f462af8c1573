"""Sentiment toward an actor, and valence of a sentence: one small encoder with two heads, run by onnxruntime.

Training and accuracy: analysis/models/tone/card.md. The encoder does not learn who anybody is: names are masked before
a sentence is encoded, in training as in use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis._utils.onnx_runtime import runtime_version, session
from analysis._utils.parallel import cores
from analysis._utils.progress_bar import tracked
from analysis.exceptions import WrongUse, excerpt
from analysis.io.files import sha256_of
from analysis.io.json_files import read_json
from analysis.io.kept_outputs import kept_or_computed
from analysis.io.paths import PACKAGE, is_there, resolve

SHIPPED = PACKAGE / "models" / "tone"
FILES = ("model.onnx", "tokenizer.json", "config.json")
SENTIMENTS = ("negative", "neutral", "positive")
WIDTHS = {"tone": len(SENTIMENTS), "valence": 1}  # of each head

# Two entries of BERT's vocabulary that are in no text mark the target.
OPEN, CLOSE = "[unused1]", "[unused2]"
NAME, OTHER = "Smith", "Jones"
CONTEXT = 250  # characters on either side of the target
SHORTEST_LAST_NAME = 3  # characters

Span = tuple[int, int]
Floats = NDArray[np.float64]

_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def mask_names(sentence: str, span: Span, others: Sequence[Span] = ()) -> str:
    """Mark the target of a sentence and replace its name and those of others.

    The target is called Smith here and wherever it is named again: by its words in full or, if it begins with a
    capital, by its last word. The others are called Jones.

    Parameters
    ----------
    sentence : str
    span : tuple of int
        Start and end of the target.
    others : sequence of tuple of int
        Spans of other actors; they do not overlap one another.

    Returns
    -------
    str
        At most 250 characters on either side of the target.

    Raises
    ------
    WrongUse
        If a span is empty or not within the sentence.
    """
    for first, last in (span, *others):
        if not 0 <= first < last <= len(sentence):
            raise WrongUse(
                f"Invalid span: {first} to {last}. Expected a span within the {len(sentence)} characters of a text."
            )
    target = sentence[slice(*span)]
    before, after = _mask_others(sentence, span, others)
    before, after = before[-CONTEXT:], after[:CONTEXT]
    last_word = _NAME_WORD.findall(target)[-1:]
    if last_word and last_word[0][0].isupper() and len(last_word[0]) >= SHORTEST_LAST_NAME:
        named_again = re.compile(rf"(?<!\w)(?:{re.escape(target)}|{re.escape(last_word[0])})(?!\w)")
        before, after = named_again.sub(NAME, before), named_again.sub(NAME, after)
    return f"{before}{OPEN} {NAME} {CLOSE}{after}"


def _mask_others(sentence: str, span: Span, others: Sequence[Span]) -> tuple[str, str]:
    """Return the text before and after the target, with other names replaced."""
    start, end = span
    before, after = sentence[:start], sentence[end:]
    # From right to left, so that offsets further left stay valid.
    for first, last in sorted(others, reverse=True):
        if last <= start:
            before = before[:first] + OTHER + before[last:]
        elif first >= end:
            after = after[: first - end] + OTHER + after[last - end :]
    return before, after


class SentimentEncoder:
    """The encoder of a folder with model.onnx, tokenizer.json and config.json.

    Texts are encoded one by one, so that a score depends on its sentence alone; threads share the sentences.

    Parameters
    ----------
    folder : path
    threads : int

    Raises
    ------
    WrongUse
        If the folder lacks one of the files.
    """

    def __init__(self, folder: str | Path = SHIPPED, *, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        folder = _complete(Path(folder))
        self._session = session(folder / "model.onnx")
        made_of = (_sha256_of(folder / name) for name in ("model.onnx", "tokenizer.json"))
        self._made_with = " ".join([*made_of, runtime_version()])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        config = read_json(folder / "config.json", "record of an encoder", {"temperature": (int, float)})
        self._temperature = float(config["temperature"])
        self._threads = threads

    def target_sentiment(
        self, sentences: Sequence[str], spans: Sequence[Span], others: Sequence[Sequence[Span]] | None = None
    ) -> Floats:
        """Estimate the sentiment of each sentence toward its target.

        Parameters
        ----------
        sentences : sequence of str
        spans : sequence of tuple of int
            Start and end of each target, in characters.
        others : sequence of sequences of tuple of int, optional
            Spans of other people in each sentence, whose names are masked too.

        Returns
        -------
        array of float, shape (n_sentences, 3)
            Probabilities of negative, neutral and positive.

        Raises
        ------
        WrongUse
            If a span is not within its sentence.
        """
        targets = zip(sentences, spans, others or [()] * len(sentences), strict=True)
        logits = self._outputs("tone", [mask_names(*target) for target in targets])
        weights = np.exp((logits - logits.max(axis=1, keepdims=True)) / self._temperature)
        probabilities: Floats = weights / weights.sum(axis=1, keepdims=True)
        return probabilities

    def valence(self, sentences: Sequence[str]) -> Floats:
        """Estimate the valence of each sentence, as the mean of raters.

        Returns
        -------
        array of float, shape (n_sentences,)
            From −4 to 4.
        """
        return np.clip(self._outputs("valence", sentences)[:, 0], -4, 4)

    def _outputs(self, head: str, texts: Sequence[str]) -> Floats:
        """Return the outputs of a head for each text, (texts, width of the head)."""

        def output(text: str) -> NDArray[np.float32]:
            ids = np.array([self._tokenizer.encode(text).ids], np.int64)
            values: NDArray[np.float32] = self._session.run([head], {"ids": ids})[0][0]
            return values

        def compute(missing: list[str]) -> NDArray[np.float32]:
            with ThreadPoolExecutor(self._threads) as pool:
                made = tracked(pool.map(output, missing), len(missing), "estimating tone", "sentences")
                return np.array(list(made), np.float32)

        distinct = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        outputs = kept_or_computed(f"{self._made_with} {head}", list(distinct), WIDTHS[head], compute)
        found: Floats = outputs.astype(float)[[distinct[text] for text in texts]]
        return found


@cache
def shipped() -> SentimentEncoder:
    """Return the encoder included in the package, loaded once."""
    return SentimentEncoder(threads=cores())


@cache
def encoder(folder: str) -> SentimentEncoder:
    """Return the encoder of a folder, loaded once; for '' the included one.

    Raises
    ------
    WrongUse
        If the folder lacks one of the files.
    """
    return SentimentEncoder(resolve(folder), threads=cores()) if folder else shipped()


def check_encoder(folder: str) -> None:
    """Check that the encoder of a folder can be loaded and can encode a sentence.

    Raises
    ------
    WrongUse
        Naming the folder and the fault.
    """
    try:
        loaded = encoder(folder)
        loaded.valence(["The bridge is open."])
        loaded.target_sentiment(["Smith opens the bridge."], [(0, 5)])
    except WrongUse:
        raise
    except Exception as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise WrongUse(f"Cannot run the sentiment encoder '{folder}': {reason}") from None


def checksum(folder: str = "") -> str:
    """Return the SHA-256 checksum of the weights of an encoder; for '' of the included one.

    Raises
    ------
    WrongUse
        If the folder lacks one of the files.
    """
    return _sha256_of(_complete(resolve(folder) if folder else SHIPPED) / "model.onnx")


@cache
def _sha256_of(file: Path) -> str:
    return sha256_of(file)


def _complete(folder: Path) -> Path:
    """Return the folder, if it has all files of an encoder."""
    missing = [name for name in FILES if not (is_there(folder / name) and (folder / name).is_file())]
    if missing:
        raise WrongUse(f"{excerpt(str(folder), 200)} is not a sentiment encoder: it lacks {' and '.join(missing)}")
    return folder
