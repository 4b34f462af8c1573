"""Dictionaries in LIWC's .dic format, of 2007 and of 2015."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.exceptions import excerpt, quoted
from analysis.language.dictionaries.parsed_entries import At, Content, Entry, fault, one_line

# These categories depend on the words before or after, as in (02 134)125/464 and <of>131/125 of the 2007 dictionary.
_CONDITION = re.compile(r"(?:\([\d\s]*\)|<[^<>]*>)\S*")
LONGEST_LINE = 2_000
MOST_PATTERNS = 150_000
_EXAMPLES = 5


def read_liwc(text: str, file: str) -> Content:
    """Parse a dictionary of LIWC: numbered categories between two lines %, then words with the numbers of theirs.

    Entries without letters, such as emoticons, and categories that depend on other words are not used; the note names
    them.

    Parameters
    ----------
    text : str
    file : str
        Name of the file, for errors and the note.

    Returns
    -------
    Content

    Raises
    ------
    WrongUse
        If the text is not in the format, or exceeds a bound; with the file and the line.
    """
    lines = [At(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    _check_line_lengths(lines, file)
    marks = [i for i, line in enumerate(lines) if line.text.strip() == "%"]
    if len(marks) < 2:
        raise fault(file, lines[0].line, "the categories must stand between two lines %; add the second")
    entries = _categories(lines[marks[0] + 1 : marks[1]], file)
    unused: list[str] = []
    n_patterns = 0
    for line in lines[marks[1] + 1 :]:
        word = _word_of_categories(line, entries, file)
        n_patterns += _add_word(word, line.line, entries)
        if not word.is_fully_used:
            unused.append(word.text)
        if n_patterns > MOST_PATTERNS:
            raise fault(file, line.line, f"there are more than {MOST_PATTERNS:,} patterns; give fewer")
    return Content("", list(entries.values()), _note(unused, file))


def _note(unused: list[str], file: str) -> str:
    if not unused:
        return ""
    examples = quoted(unused[:_EXAMPLES]) + (" …" if len(unused) > _EXAMPLES else "")
    return f"{len(unused)} entries of '{file}' have no letters or depend on other words, and are not used: {examples}."


def _check_line_lengths(lines: list[At], file: str) -> None:
    for at in lines:
        if len(at.text) > LONGEST_LINE:
            reason = f"the line has {len(at.text):,} characters. Expected at most {LONGEST_LINE:,}."
            raise fault(file, at.line, reason)


def _categories(lines: list[At], file: str) -> dict[int, Entry]:
    """Return each category by its number; the format of 2015 adds a label in parentheses."""
    by_number = dict[int, Entry]()
    by_name = dict[str, Entry]()
    for line in lines:
        digits, _, name = one_line(line.text).partition(" ")
        if not digits.isdecimal() or not name:
            reason = f"invalid category: {excerpt(one_line(line.text))}. Expected a number, a tab, and a name."
            raise fault(file, line.line, reason)
        label = ""
        if " (" in name and name.endswith(")"):
            name, _, label = name[:-1].partition(" (")
        number = int(digits)
        other = by_number.get(number) or by_name.get(name)
        if other:
            whose = f"category {excerpt(number)}, {excerpt(name)},"
            raise fault(file, line.line, f"{whose} is already in line {other.name.line}; rename one")
        by_number[number] = by_name[name] = Entry(At(name, line.line), [], [], {"label": label or name})
    return by_number


class _Word(NamedTuple):
    """A word or several, and the numbers of the categories under which it is used."""

    text: str
    categories: frozenset[int]
    is_fully_used: bool


def _word_of_categories(line: At, entries: dict[int, Entry], file: str) -> _Word:
    """Parse the line of a word; raise WrongUse if it has no category, or one that does not exist."""
    word, _, codes = line.text.strip().partition("\t")
    if not codes.strip():
        word, codes = _split_final_numbers(word)
    unconditional = _CONDITION.sub(" ", codes)
    numbers = unconditional.split()
    wrong = [code for code in numbers if not code.isdecimal() or int(code) not in entries]
    if wrong or not codes.strip():
        problem = f"has unknown categories: {quoted(wrong)}" if wrong else "has no category"
        reason = f"{excerpt(one_line(word))} {problem}. Expected numbers listed between the two lines %."
        raise fault(file, line.line, reason)
    if not re.search(r"[^\W_]", word):
        return _Word(one_line(word), frozenset(), is_fully_used=False)
    return _Word(one_line(word), frozenset(map(int, numbers)), is_fully_used=unconditional == codes)


def _add_word(word: _Word, line: int, entries: dict[int, Entry]) -> int:
    """Add a word to its categories; return their number."""
    for number in word.categories:
        entries[number].patterns.append(At(word.text, line))
    return len(word.categories)


def _split_final_numbers(text: str) -> tuple[str, str]:
    """Return the words of a text, and the numbers at its end."""
    words = text.split()
    first = len(words)
    while first > 1 and words[first - 1].isdecimal():
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])
