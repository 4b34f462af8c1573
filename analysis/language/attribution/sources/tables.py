"""The sources of attributions as columns."""

from __future__ import annotations

from itertools import chain, compress, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.ragged import row_numbers, row_sizes
from analysis.language.attribution.sources.resolution import Cast, Source, phrases_in

NOT_GIVEN = "not_given"


def people_of(phrases: list[str], first: list[int], said: NDArray[np.bool_]) -> tuple[NDArray[np.int64], list[Source]]:
    """Resolve the sources of what is said.

    Parameters
    ----------
    phrases : list of str
        The source phrase of each attribution, also of those that are not counted: a later phrase may refer back to
        somebody who only believes something.
    first : list of int
        The number of the first attribution of each text, and that of the last + 1.
    said : array of bool, shape (n_attributions,)
        Which attributions are counted.

    Returns
    -------
    of : array of int, shape (n_sources,)
        The number of the counted attribution of each source.
    sources : list of Source
    """
    named = [phrases_in(phrase) for phrase in phrases]
    sources = [source for a, b in pairwise(first) for source in Cast().add(chain.from_iterable(named[a:b]))]
    attribution = row_numbers(row_sizes(named))
    is_counted = said[attribution]
    number_if_counted = np.cumsum(said) - 1
    return number_if_counted[attribution[is_counted]], list(compress(sources, is_counted.tolist()))


def described(of: NDArray[np.int64], people: list[Source], n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tabulate sources one by one, and those of each attribution together.

    Parameters
    ----------
    of : array of int, shape (n_sources,)
        The number of the attribution of each source, in order.
    people : list of Source
    n : int
        How many attributions there are.

    Returns
    -------
    each, together : DataFrame
        kind, name, number: a row for each source, and a row for each attribution, whose names are joined by "; ".
    """
    first = np.searchsorted(of, np.arange(n + 1))
    several_or_none = np.flatnonzero(np.diff(first) != 1)
    joined = [_joined(people[first[i] : first[i + 1]]) for i in several_or_none.tolist()]
    places = dict[Source, int]()
    place = np.array([places.setdefault(source, len(places)) for source in chain(people, joined)], np.int64)
    types = {"kind": "str", "name": "str", "number": "int64"}
    distinct = pd.DataFrame(list(places), columns=Source._fields).astype(types)
    together = place[first[:-1].clip(max=max(0, len(place) - 1))]
    together[several_or_none] = place[len(people) :]
    each = place[: len(people)]
    return distinct.take(each).reset_index(drop=True), distinct.take(together).reset_index(drop=True)


def _joined(sources: list[Source]) -> Source:
    name = "; ".join([source.name for source in sources if source.name])
    return Source(sources[0].kind if sources else NOT_GIVEN, name, sum([source.number for source in sources]))


def first_spoken(people: pd.DataFrame) -> pd.DataFrame:
    """Select where each named source first speaks in its article.

    Parameters
    ----------
    people : DataFrame
        of (attribution), text, segment, kind, name, number; a row for each source, in order.

    Returns
    -------
    DataFrame
        segment, kind, number. Of several sources under one name in an attribution the last one counts.
    """
    named = people[people["name"] != ""]
    name, names = pd.factorize(named["name"])
    last_in_attribution = ~pd.Series(named["of"].to_numpy() * len(names) + name).duplicated(keep="last").to_numpy()
    named, name = named[last_in_attribution], name[last_in_attribution]
    is_first = ~pd.Series(named["text"].to_numpy() * len(names) + name).duplicated().to_numpy()
    return named.loc[is_first, ["segment", "kind", "number"]]
