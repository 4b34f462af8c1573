"""The speakers of transcripts, named as in running text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.language.attribution.attributions import Attributions
from analysis.language.text.abbreviations import QUOTATION_MARKS
from analysis.language.text.speaker_turns import speaker_of_label

_LONGEST_TITLE = 5  # characters, with the blank behind it


def name_turn_speakers(phrases: list[str], found: Attributions, texts: Sequence[str]) -> None:
    """Write the source phrases of turns, as in "ANNA LIND, HOST: Good evening.", with small letters, in place.

    Parameters
    ----------
    phrases : list of str
        The source phrase of each attribution.
    found : Attributions
    texts : sequence of str
    """
    n = len(found.text)
    first_source, first_content, first_quote = (part.first(n) for part in (found.source, found.content, found.quotes))
    has_quotes = np.diff(first_quote) > 0
    may_be_turn = np.flatnonzero((found.entry < 0) & has_quotes & (np.diff(first_source) == 1))
    start = found.source.start[first_source[may_be_turn]].tolist()
    content = found.content.start[first_content[may_be_turn]].tolist()
    text_number = found.text[may_be_turn].tolist()
    for number, of, source_at, content_at in zip(may_be_turn.tolist(), text_number, start, content, strict=True):
        text = texts[of]
        line_start = text.rfind("\n", 0, source_at) + 1
        # A title may be no part of the phrase: MS. LIND.
        opens_line = source_at - line_start <= _LONGEST_TITLE
        if opens_line and text[content_at] not in QUOTATION_MARKS:
            phrases[number] = speaker_of_label(text, line_start) or phrases[number]
