"""Features on one scale, in as few dimensions as there are items; and back, as one weight a feature."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.coding.features import COUNTED, Array, Block, Blocks, tfidf

LEAST_ITEMS = 2  # a word of fewer items of the training data is not learnt from


class Scale(NamedTuple):
    """What one block is made comparable with: features kept, their idf (1 where they are no counts) and factor."""

    kept: NDArray[np.int64]
    idf: Array
    factor: Array


class Space(NamedTuple):
    """Coordinates of items (items, dimensions), of all that were given, and what takes them there.

    scaled: the blocks of all items; back: (training items, dimensions); train: rows."""

    coordinates: Array
    scales: dict[str, Scale]
    scaled: dict[str, Any]
    back: Array
    train: NDArray[np.int64]


def space(blocks: Blocks, train: NDArray[np.int64]) -> Space:
    """The space that the training items span, in which every block varies as much as another.

    A linear model that shrinks its weights finds the same in it as over all the features (the representer theorem),
    in a fraction of the time. Everything is learnt from the training items.
    Source: Schölkopf & Smola (2002), Learning with Kernels, sections 4.2 and 14.2."""
    scales, scaled = {}, {}
    gram = np.zeros((next(iter(blocks.values())).values.shape[0], len(train)))
    for name, block in blocks.items():
        scale, values = _scaled(name, block, train)
        if values is None:
            continue
        one = _centred(_products(values, train), train)
        spread = np.trace(one[train]) / len(train)
        if spread > 0:
            factor = 1 / np.sqrt(spread)
            scales[name] = scale._replace(factor=scale.factor * factor)
            scaled[name] = values * factor
            gram += one / spread
    values, vectors = np.linalg.eigh(gram[train])
    large = values > 1e-8 * max(values.max(initial=0), 1e-300)
    back = vectors[:, large] / np.sqrt(values[large] * max(len(scales), 1))
    return Space(gram @ back, scales, scaled, back, train)


def _scaled(name: str, block: Block, train: NDArray[np.int64]) -> tuple[Scale, Any]:
    seen = block.values[train]
    if name in COUNTED:
        items = np.bincount(seen.indices, minlength=seen.shape[1])
        kept = np.flatnonzero(items >= LEAST_ITEMS)
        idf = np.log((1 + len(train)) / (1 + items[kept])) + 1
        scale = Scale(kept, idf, np.ones(len(kept)))
        return scale, tfidf(block.values[:, kept], idf) if len(kept) else None
    deviation = seen.std(axis=0)
    kept = np.flatnonzero(deviation > 1e-12)
    scale = Scale(kept, np.ones(len(kept)), 1 / deviation[kept])
    return scale, block.values[:, kept] * scale.factor if len(kept) else None


def _products(values: Any, train: NDArray[np.int64]) -> Array:
    made = values @ values[train].T
    return made.toarray() if sparse.issparse(made) else made


def _centred(gram: Array, train: NDArray[np.int64]) -> Array:
    """Products with training items, of values less their training mean."""
    mean = gram[train].mean(axis=0)
    return gram - gram.mean(axis=1, keepdims=True) - mean + mean.mean()


def weights(found: Space, slopes: Array, intercept: float) -> tuple[dict[str, Array], float]:
    """A linear model of the coordinates as one of the features: weights of each block, intercept."""
    alpha = found.back @ slopes
    alpha = alpha - alpha.mean()
    made = {name: (found.scaled[name][found.train].T @ alpha) * scale.factor for name, scale in found.scales.items()}
    first = found.train[0]
    # sum() of floats gives other last digits from Python 3.12 on.
    told = math.fsum(
        float((found.scaled[name][[first]] @ (made[name] / scale.factor))[0]) for name, scale in found.scales.items()
    )
    return made, float(found.coordinates[first] @ slopes + intercept - told)
