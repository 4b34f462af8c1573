"""The thresholds of disclosure control, in one place."""

from __future__ import annotations

from analysis.measures._scores import FEW

# Words of an article in one voice are published from so many segments on: the counts of a single segment are those of a
# known sentence, and of two or three hardly less. Statistical offices publish a cell from three to five cases on.
LEAST_SEGMENTS = FEW
# A pair of words is published if it occurs so often in an outlet, in so many of its articles.
LEAST_PAIRS, LEAST_ARTICLES = 3, 2
# The words of a name, at most.
NAME = 5
# A cell of metadata holds fewer different words of its article than this.
METADATA = 6
# Words and characters of a byline, credit or publisher, at most.
CELL_WORDS, CELL_CHARACTERS = 25, 200
# With fewer patterns, a frame says which word a segment holds.
LEAST_PATTERNS = 3
# The share of words of which a bundle may say in which sentence they stand.
MOST_PLACED = 0.005
# Characters of a word, at most.
LONGEST_WORD = 40
