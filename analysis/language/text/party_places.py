"""Party and state behind a name, in words: Dana Ferro, Ohio Democrat. Other outlets write D-Ohio."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.language.text.tokens import Tokens
from analysis.language.text.word_lists import read_lexicon

_PARTIES = ("democrat", "republican", "independent", "libertarian")
_LONGEST = 2  # words of the name of a state
_LEAST_NAME = 2  # words with a capital before the state: Dana Ferro, Mr. Ferro


def are_party_places(tokens: Tokens) -> NDArray[np.bool_]:
    """Find party and state behind a name.

    A phrase of its own, such as the Ohio Democrat, is none, nor is one without a small letter before it.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    array of bool, shape (n_tokens,)
        The words of state and party.
    """
    found = np.zeros(len(tokens.word), bool)
    lower, capital, text = tokens.lower, tokens.capital, tokens.text
    party = tokens.places(lower.is_in(_PARTIES).to_numpy() & capital)
    has_small = np.bincount(text[~capital.take(tokens.word)], minlength=text.max(initial=0) + 1) > 0
    party = party[(party > _LEAST_NAME) & has_small[text[party]]]
    before, second = (lower.gather(tokens.word[party - step]) for step in (1, 2))
    length = np.where((second + "_" + before).is_in(_states()), 2, before.is_in(_states()))
    state = party - length
    party, state = party[(length > 0) & (state >= _LEAST_NAME)], state[(length > 0) & (state >= _LEAST_NAME)]
    named = text[state - _LEAST_NAME] == text[party]
    for step in range(1, _LEAST_NAME + 1):
        named &= capital[tokens.word[state - step]]
    for step in range(_LONGEST + 1):
        at = state[named] + step
        found[at[at <= party[named]]] = True
    return found


@cache
def _states() -> list[str]:
    return [name for line in read_lexicon("state_names.txt") for name in line.split()]
