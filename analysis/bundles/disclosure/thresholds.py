"""The thresholds of disclosure control, in one place."""

from __future__ import annotations

from analysis.io.bundle_format import LEAST_SEGMENTS

__all__ = [
    "JOINED_WORDS",
    "LEAST_ARTICLES",
    "LEAST_PAIRS",
    "LEAST_PATTERNS",
    "LEAST_SEGMENTS",
    "LONGEST_CELL",
    "LONGEST_NAME",
    "LONGEST_WORD",
    "METADATA_RUN",
    "MOST_CELL_WORDS",
    "MOST_OF_SHOWN",
    "MOST_PLACED",
    "RUN",
]

# A run of this many words of a text may not be read in a bundle.
RUN = 3
# A pair of words is published if it occurs this often in an outlet, in this many of its articles.
LEAST_PAIRS, LEAST_ARTICLES = 3, 2
# Words of a name, at most.
LONGEST_NAME = 5
# A cell of metadata holds fewer different words of its article than this, and fewer in a row.
METADATA_RUN = 6
# Words and characters of a byline, credit or publisher, at most.
MOST_CELL_WORDS, LONGEST_CELL = 25, 200
# With fewer patterns, a frame says which word a segment holds.
LEAST_PATTERNS = 3
# The largest share of a text whose words are shown that may be known to stand in one whose words are withheld.
MOST_OF_SHOWN = 0.5
# The largest share of words that a bundle may place in a sentence.
MOST_PLACED = 0.005
# Characters of a word, at most.
LONGEST_WORD = 40
# A word of this many letters or more can be several words without the blanks between them.
JOINED_WORDS = 20
