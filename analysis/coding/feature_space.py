"""Scaled features in as many dimensions as there are training items, and models back as weights of features."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.coding.features import COUNTED, Array, Block, Blocks, tfidf

LEAST_ITEMS = 2  # words of fewer training items are left out


class Scale(NamedTuple):
    """Scaling of one block: features kept, their idf (1 where they are not counts) and their factor."""

    kept: NDArray[np.int64]
    idf: Array
    factor: Array


class Space(NamedTuple):
    """Coordinates of all items, and what maps features to them.

    Attributes
    ----------
    coordinates : array of float, shape (n_items, n_dimensions)
    scales : dict of str to Scale
    scaled : dict of str to array
        Scaled values of each block, for all items.
    back : array of float, shape (n_training_items, n_dimensions)
    train : array of int, shape (n_training_items,)
        Rows of the training items.
    """

    coordinates: Array
    scales: dict[str, Scale]
    scaled: dict[str, Any]
    back: Array
    train: NDArray[np.int64]


def space(blocks: Blocks, train: NDArray[np.int64]) -> Space:
    """Compute the space that the training items span, in which all blocks have the same variance.

    A linear model with an L2 penalty has the same solution in it as over all features (the representer theorem), in a
    fraction of the time. Everything is estimated from the training items.

    Parameters
    ----------
    blocks : dict of str to Block
    train : array of int, shape (n_training_items,)
        Rows of the training items.

    Returns
    -------
    Space

    References
    ----------
    Schölkopf & Smola (2002), Learning with Kernels, sections 4.2 and 14.2.
    """
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
    dense: Array = made.toarray() if sparse.issparse(made) else made
    return dense


def _centred(gram: Array, train: NDArray[np.int64]) -> Array:
    """Return products with training items, of values less their training mean."""
    mean = gram[train].mean(axis=0)
    centred: Array = gram - gram.mean(axis=1, keepdims=True) - mean + mean.mean()
    return centred


def weights(found: Space, slopes: Array, intercept: float) -> tuple[dict[str, Array], float]:
    """Express a linear model of the coordinates as one of the features.

    Parameters
    ----------
    found : Space
    slopes : array of float, shape (n_dimensions,)
    intercept : float

    Returns
    -------
    dict of str to array
        Weights of the features of each block.
    float
        Intercept.
    """
    alpha = found.back @ slopes
    alpha = alpha - alpha.mean()
    made = {name: (found.scaled[name][found.train].T @ alpha) * scale.factor for name, scale in found.scales.items()}
    first = found.train[0]
    # sum() of floats gives other last digits from Python 3.12 on.
    of_features = math.fsum(
        float((found.scaled[name][[first]] @ (made[name] / scale.factor))[0]) for name, scale in found.scales.items()
    )
    return made, float(found.coordinates[first] @ slopes + intercept - of_features)
