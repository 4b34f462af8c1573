"""Dictionaries in LIWC's .dic, in the forms of 2007 and 2015."""

from __future__ import annotations

import re

from analysis.annotate.written import At, Content, Entry, fault, one_line
from analysis.errors import quoted

# What follows hangs on the words before or after, as in (02 134)125/464 and <of>131/125 of the 2007 dictionary.
_CONDITION = re.compile(r"(?:\([\d\s]*\)|<[^>]*>)\S*")
_SHOWN = 5


def read_liwc(text: str, file: str) -> Content:
    """The categories between two lines %, numbered, and the words after them, each with the numbers of its categories.

    Words with letters only: emoticons and categories under a condition are left out, and the note says so.
    Raises: WrongUse naming the file, the line and the mend."""
    lines = [At(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    marks = [i for i, line in enumerate(lines) if line.text.strip() == "%"]
    if len(marks) < 2:
        raise fault(file, lines[0].line, "the categories stand between two lines %; there is only one, add the other")
    entries = _categories(lines[marks[0] + 1 : marks[1]], file)
    left = [word for line in lines[marks[1] + 1 :] if (word := _left_out(line, entries, file))]
    shown = quoted(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
    note = f"{len(left)} entries of '{file}' have no letters or hang on other words, and are not used so: {shown}."
    return Content("", list(entries.values()), note if left else "")


def _categories(lines: list[At], file: str) -> dict[int, Entry]:
    """Each category by its number; the form of 2015 indents them, and has a label in brackets."""
    found = dict[int, Entry]()
    for line in lines:
        match = re.fullmatch(r"\s*(\d+)\s+(\S.*?)(?:\s+\((.*)\))?\s*", line.text)
        if not match:
            raise fault(file, line.line, f"'{one_line(line.text)}' is no category; right would be 1, a tab, and a name")
        number, name = int(match[1]), one_line(match[2])
        for known, other in found.items():
            if known == number or other.name.text == name:
                told = f"category {number}, '{name}', is there already, in line {other.name.line}; rename one"
                raise fault(file, line.line, told)
        found[number] = Entry(At(name, line.line), [], [], {"label": match[3] or name})
    return found


def _left_out(line: At, entries: dict[int, Entry], file: str) -> str:
    """Put the word of a line under its categories; the word where some of them, or all, cannot be used."""
    word, _, codes = line.text.strip().partition("\t")
    if not codes.strip() and (match := re.fullmatch(r"(.*?)((?:\s+\d+)+)", word)):
        word, codes = match[1], match[2]
    plain = _CONDITION.sub(" ", codes)
    wrong = [code for code in plain.split() if not code.isdecimal() or int(code) not in entries]
    if wrong or not codes.strip():
        told = f"has {quoted(wrong)}, which is no category" if wrong else "has no category"
        raise fault(file, line.line, f"'{one_line(word)}' {told}; give it numbers from between the two lines %")
    if re.search(r"[^\W_]", word):
        for code in dict.fromkeys(map(int, plain.split())):
            entries[code].patterns.append(At(word, line.line))
        return one_line(word) if plain != codes else ""
    return one_line(word)
