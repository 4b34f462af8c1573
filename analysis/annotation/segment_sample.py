"""A random sample of segments, for measures that are too slow for all of a large corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.choices import checked_choice
from analysis.annotation.annotations import Annotations
from analysis.schema import ALL, VOICES

# Segments that each outlet has at least, so that a mean of one voice rests on eight or more.
LEAST_OF_AN_OUTLET = 24
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def checked_voices(voices: str | Sequence[str], name: str) -> tuple[str, ...]:
    """Return the voices asked for, in the order of the schema, if they are voices; 'all' stands for all.

    Parameters
    ----------
    voices : str or sequence of str
    name : str
        Name of the parameter, for the message.

    Raises
    ------
    WrongUse
        If one is anything else.
    """
    asked = [voices] if isinstance(voices, str) else list(voices)
    for voice in asked:
        checked_choice(voice, name, (*VOICES, ALL))
    return tuple(voice for voice in VOICES if voice in asked or ALL in asked)


def sample_weights(notes: Annotations, voices: Sequence[str], most: int, seed: int) -> Floats:
    """Draw segments of some voices at random, and return what each stands for.

    Outlets are the strata. Their numbers grow with the square root of the segments that they have, which serves both
    the mean of an outlet and that of all others; each has at least `LEAST_OF_AN_OUTLET`, or all that it has. Within an
    outlet the segments are spread evenly over its articles and their voices, one in each before a second in any.

    Parameters
    ----------
    notes : Annotations
    voices : sequence of str
    most : int
        Largest number of segments that are drawn.
    seed : int

    Returns
    -------
    array of float, shape (n_segments,)
        The inverse of the probability with which a segment was drawn from its article and voice; 0 for those that were
        not drawn, and for other voices.

    References
    ----------
    Cochran (1977), Sampling Techniques, chapters 5 and 10.
    """
    asked = np.flatnonzero(notes.segments["voice"].isin(list(voices)))
    segments = notes.segments.iloc[asked]
    place = segments.groupby(["article_id", "voice"], sort=True).ngroup().to_numpy()
    of_article = notes.corpus.articles.set_index("article_id")["outlet"]
    outlet = pd.factorize(segments["article_id"].map(of_article), sort=True)[0]
    rng = np.random.default_rng(seed)
    rank = _number_within(place, np.lexsort((rng.random(len(place)), place)))
    chance = rng.random(place.max(initial=-1) + 1)[place]
    number = _number_within(outlet, np.lexsort((chance, rank, outlet)))
    drawn = number < _shared_out(np.bincount(outlet), most)[outlet]
    size = np.bincount(place)
    weight = np.zeros(len(notes.segments))
    weight[asked] = np.where(drawn, (size / np.maximum(np.bincount(place[drawn], minlength=len(size)), 1))[place], 0)
    return weight


def _number_within(group: Numbers, order: Numbers) -> Numbers:
    """Return the number of each member in its group, from 0; in `order` the groups follow each other."""
    number = np.empty(len(group), np.int64)
    first = np.searchsorted(group[order], np.arange(group.max(initial=-1) + 1))
    number[order] = np.arange(len(group)) - first[group[order]]
    return number


def _shared_out(sizes: Numbers, most: int) -> Numbers:
    """Share a number out in proportion to the square roots of sizes, to none more than its size."""
    if sizes.sum() <= most:
        return sizes
    least = np.minimum(sizes, min(LEAST_OF_AN_OUTLET, most // len(sizes)))

    def at(factor: float) -> Floats:
        return np.clip(factor * np.sqrt(sizes), least, sizes)

    # At the factor √(largest size) all have their sizes.
    low, high = 0.0, float(np.sqrt(sizes.max()))
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if at(middle).sum() <= most else (low, middle)
    share = np.floor(at(low)).astype(np.int64)
    left = most - int(share.sum())
    first = np.argsort(share - at(low) + (share == sizes), kind="stable")[:left]
    share[first] += share[first] < sizes[first]
    return share
