"""States of two layers of the included encoder of tone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from analysis._utils.onnx_runtime import session
from analysis._utils.parallel import cores
from analysis.annotation.annotations import Annotations
from analysis.annotation.layers import layer
from analysis.language.sentiment.target_encoder import SHIPPED

LAYERS = (2, 5)  # the middle one and the last, counted from 0
_OUTPUT = "/bert/encoder/layer.{}/output/LayerNorm/LayerNormalization_output_0"
_GRAPH, _GRAPH_OUTPUT, _NAME = 7, 12, 1  # fields of onnx.proto


@layer
def states(notes: Annotations) -> NDArray[np.float64]:
    """Compute the states of each segment, once per annotations.

    A state is the mean over word pieces in each of two layers, each normalized to length 1.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    array of float, shape (n_segments, 2 × 384)

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    """
    return _of(notes.words.texts.to_list())


def _of(texts: list[str]) -> NDArray[np.float64]:
    from tokenizers import Tokenizer

    names = [_OUTPUT.format(layer) for layer in LAYERS]
    model = session(_with_outputs(names))
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))

    def one(text: str) -> NDArray[np.float64]:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        means = [layer[0].mean(axis=0, dtype=float) for layer in model.run(names, {"ids": ids})]
        return np.concatenate([mean / np.linalg.norm(mean) for mean in means])

    with ThreadPoolExecutor(cores()) as pool:
        return np.array(list(pool.map(one, texts))).reshape(len(texts), -1)


def _with_outputs(names: list[str]) -> bytes:
    """Return the model with further outputs: concatenated protobuf messages are parsed as one."""
    outputs = b"".join(_field(_GRAPH_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return (SHIPPED / "model.onnx").read_bytes() + _field(_GRAPH, outputs)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + _varint(rest) if rest else bytes([low])
