"""Dictionaries in LIWC's .dic, in the forms of 2007 and 2015."""

from __future__ import annotations

import re

from analysis.exceptions import excerpt, quoted
from analysis.language.dictionaries.parsed_entries import At, Content, Entry, fault, one_line

# What follows hangs on the words before or after, as in (02 134)125/464 and <of>131/125 of the 2007 dictionary.
_CONDITION = re.compile(r"(?:\([\d\s]*\)|<[^<>]*>)\S*")
LONGEST_LINE = 2_000
MOST_PATTERNS = 150_000
_SHOWN = 5


def read_liwc(text: str, file: str) -> Content:
    """The categories between two lines %, numbered, and the words after them, each with the numbers of its categories.

    Words with letters only: emoticons and categories under a condition are left out, and the note says so.
    Raises: WrongUse naming the file, the line and the mend."""
    lines = [At(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    _check_size(lines, file)
    marks = [i for i, line in enumerate(lines) if line.text.strip() == "%"]
    if len(marks) < 2:
        raise fault(file, lines[0].line, "the categories stand between two lines %; there is only one, add the other")
    entries = _categories(lines[marks[0] + 1 : marks[1]], file)
    left, patterns = [], 0
    for line in lines[marks[1] + 1 :]:
        word, placed = _left_out(line, entries, file)
        left += [word] if word else []
        patterns += placed
        if patterns > MOST_PATTERNS:
            raise fault(file, line.line, f"there are more than {MOST_PATTERNS:,} patterns; give fewer")
    shown = quoted(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
    note = f"{len(left)} entries of '{file}' have no letters or hang on other words, and are not used so: {shown}."
    return Content("", list(entries.values()), note if left else "")


def _check_size(lines: list[At], file: str) -> None:
    for at in lines:
        if len(at.text) > LONGEST_LINE:
            told = f"the line has {len(at.text):,} characters; at most {LONGEST_LINE:,} are read"
            raise fault(file, at.line, told)


def _categories(lines: list[At], file: str) -> dict[int, Entry]:
    """Each category by its number; the form of 2015 indents them, and has a label in brackets."""
    found = dict[int, Entry]()
    named = dict[str, Entry]()
    for line in lines:
        digits, _, name = one_line(line.text).partition(" ")
        if not digits.isdecimal() or not name:
            told = f"{excerpt(one_line(line.text))} is no category; right would be 1, a tab, and a name"
            raise fault(file, line.line, told)
        label = ""
        if " (" in name and name.endswith(")"):
            name, _, label = name[:-1].partition(" (")
        number = int(digits)
        other = found.get(number) or named.get(name)
        if other:
            whose = f"category {excerpt(number)}, {excerpt(name)},"
            raise fault(file, line.line, f"{whose} is there already, in line {other.name.line}; rename one")
        found[number] = named[name] = Entry(At(name, line.line), [], [], {"label": label or name})
    return found


def _left_out(line: At, entries: dict[int, Entry], file: str) -> tuple[str, int]:
    """Put the word of a line under its categories.

    Returns the word where some of its categories, or all, cannot be used, else ''; and under how many it was put."""
    word, _, codes = line.text.strip().partition("\t")
    if not codes.strip():
        word, codes = _at_the_end(word)
    plain = _CONDITION.sub(" ", codes)
    wrong = [code for code in plain.split() if not code.isdecimal() or int(code) not in entries]
    if wrong or not codes.strip():
        told = f"has {quoted(wrong)}, which is no category" if wrong else "has no category"
        raise fault(file, line.line, f"{excerpt(one_line(word))} {told}; give it numbers from between the two lines %")
    if not re.search(r"[^\W_]", word):
        return one_line(word), 0
    numbers = set(map(int, plain.split()))
    for number in numbers:
        entries[number].patterns.append(At(word, line.line))
    return one_line(word) if plain != codes else "", len(numbers)


def _at_the_end(text: str) -> tuple[str, str]:
    """Words, and the numbers that stand after them."""
    words = text.split()
    first = len(words)
    while first > 1 and words[first - 1].isdecimal():
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])
