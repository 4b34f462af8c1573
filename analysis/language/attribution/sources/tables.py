"""Who speaks: the sources of attributions, as columns."""

from __future__ import annotations

from itertools import chain, compress, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language.attribution.sources.resolution import Cast, Source, phrases_in

NOT_GIVEN = "not_given"


def people_of(phrases: list[str], first: list[int], said: NDArray[np.bool_]) -> tuple[NDArray[np.int64], list[Source]]:
    """The sources of what is said, by the phrases of all attributions: also who only believes something may be
    referred back to. first: attribution of each text. Returns: the number of the attribution of each, and they."""
    named = [phrases_in(phrase) for phrase in phrases]
    people = [one for a, b in pairwise(first) for one in Cast().add(chain.from_iterable(named[a:b]))]
    of = np.repeat(np.arange(len(named)), np.fromiter(map(len, named), np.int64, len(named)))
    spoke = said[of]
    return (np.cumsum(said) - 1)[of[spoke]], list(compress(people, spoke.tolist()))


def described(of: NDArray[np.int64], people: list[Source], n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kind, name and number of each source, and of those of each of n attributions together; of: attributions."""
    first = np.searchsorted(of, np.arange(n + 1))
    others = np.flatnonzero(np.diff(first) != 1)
    joined = [_joined(people[first[i] : first[i + 1]]) for i in others.tolist()]
    known = dict[Source, int]()
    number = np.array([known.setdefault(one, len(known)) for one in chain(people, joined)], np.int64)
    types = {"kind": "str", "name": "str", "number": "int64"}
    different = pd.DataFrame(list(known), columns=Source._fields).astype(types)
    together = number[first[:-1].clip(max=max(0, len(number) - 1))]
    together[others] = number[len(people) :]
    return tuple(different.take(some).reset_index(drop=True) for some in (number[: len(people)], together))


def _joined(them: list[Source]) -> Source:
    name = "; ".join([one.name for one in them if one.name])
    return Source(them[0].kind if them else NOT_GIVEN, name, sum([one.number for one in them]))


def first_spoken(people: pd.DataFrame) -> pd.DataFrame:
    """Where each source first speaks in its article; of several under one name in an attribution the last counts."""
    named = people[people["name"] != ""].drop_duplicates(["of", "name"], keep="last")
    return named.drop_duplicates(["text", "name"])[["segment", "kind", "number"]]
