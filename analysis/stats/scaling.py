"""Points on a plane from distances: multidimensional scaling."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def principal_coordinates(distances: ArrayLike, dimensions: int = 2) -> Array:
    """Coordinates of points by classical scaling: eigenvectors of −J D² J / 2 times the roots of their eigenvalues.

    Parameters
    ----------
    distances : array_like of float, shape (points, points)
    dimensions : int

    Returns
    -------
    array of float, shape (points, dimensions)
        Centered; each axis has its largest coordinate positive.

    References
    ----------
    Torgerson (1952), Multidimensional scaling: I. Theory and method, Psychometrika 17; Gower (1966), Biometrika 53.

    Examples
    --------
    >>> principal_coordinates([[0, 3], [3, 0]], dimensions=1).round(6).ravel().tolist()
    [1.5, -1.5]
    """
    d = np.asarray(distances, float)
    centre = np.eye(len(d)) - 1 / len(d)
    values, vectors = np.linalg.eigh(-centre @ (d * d) @ centre / 2)
    chosen = np.argsort(-values, kind="stable")[:dimensions]
    return _on_principal_axes(vectors[:, chosen] * np.sqrt(np.maximum(values[chosen], 0)))


def metric_scaling(distances: ArrayLike, dimensions: int = 2, *, rounds: int = 1000, tolerance: float = 1e-10) -> Array:
    """Coordinates of points by metric scaling (SMACOF): X ← B(X) X / n until the squared errors change no more.

    It starts from principal coordinates, so that nothing is drawn at random.

    Parameters
    ----------
    distances : array_like of float, shape (points, points)
    dimensions : int
    rounds : int
        Largest number of steps.
    tolerance : float
        Relative change of the sum of squared errors that ends the search.

    Returns
    -------
    array of float, shape (points, dimensions)
        Centered, on principal axes, each with its largest coordinate positive.

    References
    ----------
    de Leeuw (1977), Applications of convex analysis to multidimensional scaling; Borg & Groenen (2005), Modern
    Multidimensional Scaling, eq. 8.29 (the Guttman transform).
    """
    from scipy.spatial.distance import pdist, squareform

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
    return _on_principal_axes(points)


def stress_1(distances: ArrayLike, points: ArrayLike) -> float:
    """Kruskal's stress-1 of a map, √(Σ (shown − given)² / Σ shown²).

    Parameters
    ----------
    distances : array_like of float, shape (points, points)
    points : array_like of float, shape (points, dimensions)

    Returns
    -------
    float
        0 where the map shows every distance as it is; Kruskal calls 0.05 good, 0.1 fair, 0.2 poor.

    References
    ----------
    Kruskal (1964), Multidimensional scaling by optimizing goodness of fit, Psychometrika 29, with the given distances
    in place of the fitted ones.

    Examples
    --------
    Three points 1 apart, shown on a line at 0, 1 and 2: (2 − 1)² over 1 + 1 + 4.

    >>> round(stress_1([[0, 1, 1], [1, 0, 1], [1, 1, 0]], [[0], [1], [2]]) ** 2, 4)
    0.1667
    """
    from scipy.spatial.distance import pdist, squareform

    given = squareform(np.asarray(distances, float), checks=False)
    shown = pdist(np.asarray(points, float))
    return float(np.sqrt(((shown - given) ** 2).sum() / (shown**2).sum()))


def _on_principal_axes(points: Array) -> Array:
    """Center points on principal axes, each with its largest coordinate positive: one of many equal maps."""
    centered = points - points.mean(0)
    rotated: Array = centered @ np.linalg.svd(centered, full_matrices=False)[2].T
    largest = np.abs(rotated).round(9).argmax(0)
    return rotated * np.where(rotated[largest, np.arange(rotated.shape[1])] < 0, -1, 1)
