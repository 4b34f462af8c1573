"""Sentences as one string with a tag per token, and questions about many positions of it at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.language.attribution.rules.tags import Tag

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]

NONE = -1  # the position of what does not exist
_FREQUENT = frozenset(Tag.NAME + Tag.COMMON_NOUN + Tag.DETERMINER + Tag.PREPOSITION)


@cache
def _is_member(tag_set: str) -> Mask:
    members = np.zeros(256, bool)
    members[list(tag_set.encode())] = True
    return members


@cache
def _membership(tag_set: str) -> bytes:
    """Translate the bytes of a string of tags to whether each is in the set."""
    return _is_member(tag_set).tobytes()


@hides_content
@dataclass(frozen=True, repr=False)
class TagString:
    """The tags of several sentences in one string, with sentence breaks before, between and after the sentences.

    A set of tags is a string of their letters; a position is an index into the string of all sentences.

    Parameters
    ----------
    data : array of uint8
        The tags as bytes.
    sentence_start, sentence_end : array of int, shape (n_sentences,)
        Positions of the first tag of each sentence and of the sentence break after its last.
    """

    data: NDArray[np.uint8]
    sentence_start: Positions
    sentence_end: Positions
    _positions: dict[str, Positions] = field(default_factory=dict, init=False)

    @cached_property
    def _bytes(self) -> bytes:
        return self.data.tobytes()

    @cached_property
    def string(self) -> str:
        """The tags as a string, for regular expressions."""
        return self._bytes.decode()

    @cached_property
    def _others(self) -> tuple[Positions, bytes]:
        """The positions of all tags but the frequent ones, and these tags."""
        at = np.flatnonzero(~_is_member("".join(_FREQUENT)).take(self.data))
        return at, self.data.take(at).tobytes()

    def has(self, position: Positions, tag_set: str) -> Mask:
        """Whether the tag at each position is in the set."""
        tag = self.data.take(position)
        # Faster than to look up an array by an array; of a bytearray, since callers change the mask.
        return np.frombuffer(bytearray(tag.tobytes()).translate(_membership(tag_set)), bool).reshape(tag.shape)

    def positions(self, tag_set: str) -> Positions:
        """Return the positions of all tags of the set, in order."""
        return self._with_edges(tag_set)[1:-1]

    def _with_edges(self, tag_set: str) -> Positions:
        """Return the positions of all tags of the set, between `NONE` and the length of the string."""
        if tag_set not in self._positions:
            at, tags = (None, self._bytes) if _FREQUENT.intersection(tag_set) else self._others
            found = np.flatnonzero(np.frombuffer(tags.translate(_membership(tag_set)), bool))
            self._positions[tag_set] = np.concatenate([
                [NONE], found if at is None else at.take(found), [len(self.data)],
            ])  # fmt: skip
        return self._positions[tag_set]

    def sentence_of(self, position: Positions) -> Positions:
        """Return the number of the sentence that holds each position."""
        return np.searchsorted(self.sentence_start, position, "right") - 1

    def next_position(self, tag_set: str, position: Positions) -> Positions:
        """Find the first position of a tag of the set, from each position on; the length of the string without one."""
        return self._with_edges(tag_set).take(np.searchsorted(self.positions(tag_set), position) + 1)

    def previous_position(self, tag_set: str, position: Positions) -> Positions:
        """Find the last position of a tag of the set before each position; NONE without one."""
        return self._with_edges(tag_set).take(np.searchsorted(self.positions(tag_set), position))

    def contains(self, tag_set: str, start: Positions, end: Positions) -> Mask:
        """Whether a tag of the set occurs between each start and its end, the end excluded."""
        return self.next_position(tag_set, start) < end

    def positions_within(self, tag_set: str, start: Positions, end: Positions) -> tuple[Positions, Positions]:
        """All tags of the set between each start and its end: the number of the stretch, and the position."""
        positions = self.positions(tag_set)
        first = np.searchsorted(positions, start)
        count = np.searchsorted(positions, end) - first
        return np.repeat(np.arange(len(start)), count), positions[ranges(first, count)]

    def skip_back(self, position: Positions, tag_set: str, floor: Positions | int = 0) -> Positions:
        """Move each position back past all tags of the set directly before it, to its floor at most."""
        return self._skip(position, tag_set, -1, floor)

    def skip(self, position: Positions, tag_set: str, limit: Positions | None = None) -> Positions:
        """Move each position on past all tags of the set that begin there, to its limit at most."""
        return self._skip(position, tag_set, 1, len(self.data) if limit is None else limit)

    def _skip(self, position: Positions, tag_set: str, step: int, limit: Positions | int) -> Positions:
        is_member, position = _is_member(tag_set), position.copy()
        limit = np.broadcast_to(limit, position.shape)
        moving = np.flatnonzero(position != limit)
        while len(moving):
            moving = moving[is_member.take(self.data.take(position.take(moving) + min(step, 0)))]
            position[moving] += step
            moving = moving[position.take(moving) != limit.take(moving)]
        return position

    def match_ends(self, pattern: re.Pattern[str], position: Positions) -> Positions:
        """Where the match of a pattern that begins at each position ends; NONE without a match."""
        match, string = pattern.match, self.string
        ends = [found.end() if (found := match(string, start)) else NONE for start in position.tolist()]
        return np.array(ends, np.int64)
