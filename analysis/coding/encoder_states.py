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

_OUTPUTS_OF_LAYERS = ("layers.1.norm2", "layers.2.norm2")  # the middle one and the last, counted from 0


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

    model = session(SHIPPED / "model.onnx")
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))

    def one(text: str) -> NDArray[np.float64]:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        means = [layer[0].mean(axis=0, dtype=float) for layer in model.run(_OUTPUTS_OF_LAYERS, {"ids": ids})]
        return np.concatenate([mean / np.linalg.norm(mean) for mean in means])

    with ThreadPoolExecutor(cores()) as pool:
        return np.array(list(pool.map(one, texts))).reshape(len(texts), -1)
