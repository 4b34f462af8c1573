"""Sentences as one letter a token, all in one string, and what stands before and after many places of it at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

NONE = -1  # the place of what is not there


@cache
def _among(letters: str) -> Mask:
    found = np.zeros(256, bool)
    found[list(letters.encode())] = True
    return found


@hides_content
@dataclass(frozen=True, repr=False)
class Letters:
    """The letters of some sentences, a line break before, between and after these.

    data: the letters as bytes. start, end: place of the first letter of each sentence, and of the line break after it;
    both (sentences,)."""

    data: NDArray[np.uint8]
    start: Places
    end: Places
    _places: dict[str, Places] = field(default_factory=dict, init=False)

    @cached_property
    def text(self) -> str:
        return self.data.tobytes().decode()

    def is_one(self, at: Places, letters: str) -> Mask:
        """Whether one of some letters stands at each place; the line break stands for the end of a sentence."""
        return _among(letters)[self.data[at]]

    def places(self, letters: str) -> Places:
        """Where one of some letters stands, in order."""
        if letters not in self._places:
            self._places[letters] = np.flatnonzero(_among(letters)[self.data])
        return self._places[letters]

    def sentence(self, at: Places) -> Places:
        """The number of the sentence in which each place is."""
        return np.searchsorted(self.start, at, "right") - 1

    def next(self, letters: str, at: Places) -> Places:
        """The first place from each on where one of some letters stands; the end of all where there is none."""
        places = self.places(letters)
        return np.append(places, len(self.data))[np.searchsorted(places, at)]

    def last(self, letters: str, at: Places) -> Places:
        """The last place before each where one of some letters stands; NONE where there is none."""
        places = self.places(letters)
        return np.append(NONE, places)[np.searchsorted(places, at)]

    def between(self, letters: str, start: Places, end: Places) -> Mask:
        """Whether one of some letters stands from each start up to its end."""
        return self.next(letters, start) < end

    def within(self, letters: str, start: Places, end: Places) -> tuple[Places, Places]:
        """Where some letters stand in stretches from start up to end: the number of the stretch, and the place."""
        places = self.places(letters)
        low = np.searchsorted(places, start)
        count = np.searchsorted(places, end) - low
        return np.repeat(np.arange(len(start)), count), places[ranges(low, count)]

    def back(self, at: Places, letters: str, floor: Places | int = 0) -> Places:
        """Each place, moved back over some letters, but not before its floor."""
        return self._over(at, letters, -1, floor)

    def over(self, at: Places, letters: str, limit: Places | None = None) -> Places:
        """Each place, moved on over some letters, but not beyond its limit."""
        return self._over(at, letters, 1, len(self.data) if limit is None else limit)

    def _over(self, at: Places, letters: str, step: int, limit: Places | int) -> Places:
        among, at, limit = _among(letters), at.copy(), np.broadcast_to(limit, at.shape)
        moving = np.flatnonzero(at != limit)
        while len(moving):
            moving = moving[among[self.data[at[moving] + min(step, 0)]]]
            at[moving] += step
            moving = moving[at[moving] != limit[moving]]
        return at

    def ends(self, pattern: re.Pattern[str], at: Places) -> Places:
        """Where the match that begins at each place ends; NONE where there is none."""
        match, text = pattern.match, self.text
        return np.array([m.end() if (m := match(text, place)) else NONE for place in at.tolist()], np.int64)
