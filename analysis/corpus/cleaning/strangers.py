"""Lines that say who somebody is whom the rest of the article does not name: notes on authors."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import ranges, row_numbers
from analysis.corpus.cleaning.lines import count_words

_NAME = r"\p{Lu}[\p{L}\p{N}_.'’-]*"
_TITLE = (
    r"(?:(?:Former|Retired|Ret|Sen|Rep|Gov|Dr|Gen|Lt|Col|Adm|Rev|Prof|Mr|Ms|Mrs|Maj|Capt|Sgt|Sir|Dame|Senator"
    r"|Professor|President|U\.S)\.? )"
)
_PARTICLE = r"(?:(?:and|&|de|da|del|van|von|der|den|bin|al|el|la|le) )"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|J\.?D|MPH|MS|MA|MBA|RN|Esq)\.?,?)*"
_VERB = (
    "(?:is|are|was|were|serves|served|writes|covers|teaches|hosts|directs|edits|blogs|reports|appears|works"
    "|contributes|lives|leads|runs|practices)"
)
# The last word of the name, where somebody's name or title and name start the line and a verb follows, perhaps after a
# clause in commas.
_HANDLE = r"(?:\(@?[\p{L}\p{N}_]+\) )?"
_STRANGER = (
    rf"^[•*⦁·(\[_?–— -]*{_TITLE}*{_PARTICLE}*(?:{_NAME} {_HANDLE}{_PARTICLE}*){{0,6}}?(\p{{Lu}}[\p{{L}}\p{{N}}'’-]+)"
    rf"{_SUFFIX}(?:,[^.!?“”\"]{{2,150}},)? {_VERB} "
)
# Words that start a sentence, and are no names.
_NO_NAMES = frozenset([
    "The", "This", "That", "These", "Those", "There", "They", "He", "She", "It", "We", "You", "Who", "What", "Which",
    "Where", "When", "Why", "How", "But", "And", "Or", "If", "So", "Then", "Here", "Some", "Many", "Most", "All",
    "Both", "Each", "One", "Two", "Another", "Others", "Such", "His", "Her", "Their", "Its", "Our", "My", "Your",
    "Nobody", "Everybody", "Everyone", "Nothing", "Everything", "Not", "No", "Yes", "Also", "Still", "Now", "Today",
    "Yesterday", "Tomorrow",
])  # fmt: skip
_BYLINE_WORDS = 6
_QUOTE = '[“”"]'


def says_who_a_stranger_is(
    article: NDArray[np.int64], texts: pl.Series, among: NDArray[np.bool_], left: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Find lines that start with a name that no sentence above them has, and below which nobody is quoted.

    Parameters
    ----------
    article : array of int64, shape (n_lines,)
        Number of the article, in order.
    texts : Series of str, shape (n_lines,)
    among : array of bool, shape (n_lines,)
        Lines to look at.
    left : array of bool, shape (n_lines,)
        Lines of the text: those of furniture, such as bylines, name nobody.

    Returns
    -------
    array of bool, shape (n_lines,)
    """
    found = np.zeros(len(article), bool)
    at = np.flatnonzero(among)
    names = texts[at].str.extract(_STRANGER, 1)
    named = names.is_not_null() & ~names.is_in(list(_NO_NAMES))
    at, names = at[named.to_numpy()], names.filter(named)
    first = np.searchsorted(article, article[at])
    sizes = np.searchsorted(article, article[at], side="right") - first
    # The other lines of the article of each.
    line, place = np.repeat(at, sizes), ranges(first, sizes)
    others = left[place] & (place != line)
    above, below = others & (place < line), others & (place > line)
    above[above] = texts[place[above]].str.contains(names[row_numbers(sizes)[above]], literal=True)
    above[above] = count_words(texts[place[above]]) > _BYLINE_WORDS
    below[below] = texts[place[below]].str.contains(_QUOTE)
    found[at] = True
    found[line[above | below]] = False
    return found
