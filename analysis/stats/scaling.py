"""Points on a plane from distances: multidimensional scaling."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.distance import pdist, squareform

from analysis.stats.array_types import Array


def principal_coordinates(distances: ArrayLike, dimensions: int = 2) -> Array:
    """Points whose distances are nearest to those given, in the sense of their scalar products (classical scaling).

    Returns: (points, dimensions), centred; each axis has its largest coordinate positive.
    Source: Torgerson (1952), "Multidimensional scaling: I. Theory and method"; Gower (1966)."""
    d = np.asarray(distances, float)
    centre = np.eye(len(d)) - 1 / len(d)
    values, vectors = np.linalg.eigh(-centre @ (d * d) @ centre / 2)
    chosen = np.argsort(-values, kind="stable")[:dimensions]
    return _turned(vectors[:, chosen] * np.sqrt(np.maximum(values[chosen], 0)))


def metric_scaling(distances: ArrayLike, dimensions: int = 2, *, rounds: int = 1000, tolerance: float = 1e-10) -> Array:
    """Points whose distances differ least from those given, as the sum of squares (metric scaling by SMACOF).

    Starts from principal coordinates, so that nothing is drawn at random; rounds and tolerance (relative change of
    the sum of squares) end the search.
    Returns: (points, dimensions), centred, turned to principal axes, each with its largest coordinate positive.
    Source: de Leeuw (1977); the step is the Guttman transform X ← B(X) X / n of Borg & Groenen (2005), eq. 8.29."""
    d = np.asarray(distances, float)
    points = principal_coordinates(d, dimensions)
    before = np.inf
    for _ in range(rounds):
        now = squareform(pdist(points))
        loss = ((now - d) ** 2).sum()
        if before - loss <= tolerance * loss:
            break
        before = loss
        b = -np.divide(d, now, out=np.zeros_like(d), where=now > 0)
        np.fill_diagonal(b, -b.sum(1))
        points = b @ points / len(d)
    return _turned(points)


def stress_1(distances: ArrayLike, points: ArrayLike) -> float:
    """Kruskal's stress-1 of a map: 0 where it shows every distance as it is; he calls 0.05 good, 0.1 fair, 0.2 poor.

    Source: Kruskal (1964), "Multidimensional scaling by optimizing goodness of fit", with the given distances in the
    place of the fitted ones."""
    given = squareform(np.asarray(distances, float), checks=False)
    shown = pdist(np.asarray(points, float))
    return float(np.sqrt(((shown - given) ** 2).sum() / (shown**2).sum()))


def _turned(points: Array) -> Array:
    """Centred, on principal axes, each with its largest coordinate positive: one of the many equal maps."""
    centred = points - points.mean(0)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    largest = np.abs(turned).round(9).argmax(0)
    return turned * np.where(turned[largest, np.arange(turned.shape[1])] < 0, -1, 1)
