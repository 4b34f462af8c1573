"""Objects of a JSON text, one at a time: one per line, in one array, or in an array inside one object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from analysis.io.text_files import UNDECODABLE

# Characters of a line, or of one object of an array.
LONGEST_OBJECT = 1 << 24
_PIECE = 1 << 20
_BLANK = re.compile(r"[\s\ufeff]*")


class RepeatedNames:
    """Key under which an object keeps the set of names that it repeats."""


class JsonRow(NamedTuple):
    """One object and the line it begins on; fault: why there is no object, '' if there is one."""

    line: int
    values: dict[object, object]
    fault: str = ""


def read_objects(file: TextIO) -> Iterator[JsonRow]:
    r"""Yield the objects of a text; a line without an object is a row with a fault.

    Parameters
    ----------
    file : text file
        Opened with newline='\n', at its start; bytes that cannot be decoded are lone surrogates.

    Raises
    ------
    ValueError
        If the text contains no list of objects, or an array is broken; names the line.
    """
    scanner = _Scanner(file)
    opening = scanner.peek()
    if opening == "":
        return
    if opening == "[":
        yield from _array(scanner)
        scanner.end()
    elif opening != "{":
        raise ValueError(f"line {scanner.line} is not a JSON object; give one object per line, or a list of objects")
    elif _has_one_per_line(scanner):
        yield from _lines(scanner)
    else:
        yield from _array_in_object(scanner)


def _has_one_per_line(scanner: _Scanner) -> bool:
    """Whether each line is an object, rather than the whole text one object with a list in it."""
    first, rest = scanner.first_line()
    if len(first) > LONGEST_OBJECT:
        return False
    row = _parsed(first, 1)
    if not rest.strip():
        return bool(row.fault) or not any(_is_list_of_objects(value) for value in row.values.values())
    # Where the first line is broken, the second one decides.
    return not row.fault or not _parsed(rest.strip().partition("\n")[0], 2).fault


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _lines(scanner: _Scanner) -> Iterator[JsonRow]:
    for number, line in scanner.lines():
        if line.strip("\ufeff \t\r\n"):
            yield _parsed(line, number)


def _parsed(line: str, number: int) -> JsonRow:
    if not line.isascii() and UNDECODABLE.search(line):
        return JsonRow(number, {}, f"line {number} has bytes that are not text in the encoding of the file")
    try:
        values = json.loads(line.strip("\ufeff \t\r\n"), object_pairs_hook=_with_repeated_names)
    except json.JSONDecodeError as error:
        return JsonRow(number, {}, f"line {number} is not JSON ({error.msg})")
    except ValueError:
        return JsonRow(number, {}, f"line {number} contains a number with too many digits")
    except RecursionError:
        return JsonRow(number, {}, f"line {number} is nested too deeply")
    return (
        JsonRow(number, values)
        if isinstance(values, dict)
        else JsonRow(number, {}, f"line {number} is not a JSON object")
    )


def _with_repeated_names(pairs: list[tuple[str, object]]) -> dict[object, object]:
    values: dict[object, object] = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        values[RepeatedNames] = {name for name in names if names.count(name) > 1} if len(names) < 1000 else set(names)
    return values


def _array(scanner: _Scanner) -> Iterator[JsonRow]:
    """Yield the objects of an array that begins here."""
    scanner.take("[")
    while scanner.peek() != "]":
        line = scanner.line
        value = scanner.value()
        if scanner.has_undecodable:
            yield JsonRow(
                line, {}, f"the object on line {line} has bytes that are not text in the encoding of the file"
            )
        elif isinstance(value, dict):
            yield JsonRow(line, value)
        else:
            yield JsonRow(line, {}, f"the item on line {line} is not a JSON object")
        if scanner.peek() != "]":
            scanner.take(",")
    scanner.take("]")


def _array_in_object(scanner: _Scanner) -> Iterator[JsonRow]:
    """Yield the objects of the only array of objects in an object, such as {"articles": [...]}."""
    found = ""
    scanner.take("{")
    while scanner.peek() != "}":
        name = scanner.value()
        scanner.take(":")
        if scanner.peek() == "[" and scanner.peek_inside() == "{":
            if found:
                raise ValueError(
                    f"it is one JSON object with two lists, '{found}' and '{name}'; save the list of articles alone"
                )
            found = str(name)
            yield from _array(scanner)
        else:
            scanner.value()
        if scanner.peek() != "}":
            scanner.take(",")
    scanner.take("}")
    scanner.end()
    if not found:
        raise ValueError(
            "it is one JSON object, not a list of articles; give a list of objects, or one object per line"
        )


class _Scanner:
    """A JSON text read in pieces.

    Attributes
    ----------
    line : int
        Number of the line at the current position.
    has_undecodable : bool
        Whether the last value contains bytes that cannot be decoded.
    """

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.at, self.line, self.has_undecodable = file, "", 0, 1, False
        self.decoder = json.JSONDecoder(object_pairs_hook=_with_repeated_names)

    def peek(self) -> str:
        """Return the next character that is not blank, '' at the end."""
        while True:
            blank = _BLANK.match(self.text, self.at)
            assert blank
            self._move(blank.end())
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def peek_inside(self) -> str:
        """Return the character after the next one; blanks are skipped."""
        while True:
            blank = _BLANK.match(self.text, self.at + 1)
            assert blank
            if blank.end() < len(self.text):
                return self.text[blank.end()]
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Pass a character, which must be the next one."""
        if self.peek() != character:
            raise ValueError(f"line {self.line} is not JSON ('{character}' expected)")
        self._move(self.at + 1)

    def end(self) -> None:
        """Raise ValueError if there is more text."""
        if self.peek():
            raise ValueError(f"line {self.line} is not JSON (there is more after the end)")

    def value(self) -> object:
        """Return the value that begins here; raise ValueError if it is broken, too long or nested too deeply."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
                # A number may go on in the next piece.
                if end < len(self.text) or not self._more():
                    break
            except json.JSONDecodeError as error:
                # More text helps only where the fault is at the end of what there is, or in a text that is open.
                if not self._more():
                    raise ValueError(f"line {self.line} is not JSON ({error.msg})") from None
            except ValueError:
                raise ValueError(f"line {self.line} contains a number with too many digits") from None
            except RecursionError:
                raise ValueError(f"line {self.line} is nested too deeply") from None
        self.has_undecodable = bool(UNDECODABLE.search(self.text, self.at, end))
        self._move(end)
        return value

    def first_line(self) -> tuple[str, str]:
        """Return the next line and the beginning of the following text, both as far as an object may reach."""
        while len(self.text) - self.at <= LONGEST_OBJECT and not self._rest().strip() and self._more():
            pass
        return self.text[self.at :].partition("\n")[0], self._rest()

    def _rest(self) -> str:
        """Return what has been read after the next line."""
        return self.text[self.at :].partition("\n")[2]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield all lines from here on, with their numbers."""
        number = self.line
        text = self.text[self.at :]
        while text:
            *whole, text = text.split("\n")
            for line in whole:
                yield number, line
                number += 1
            more = self.file.read(_PIECE)
            if not more:
                break
            text += more
            self._check_length(len(text), number)
        if text:
            yield number, text

    def _move(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def _more(self) -> bool:
        """Read more text and drop what has been passed; the pieces grow, so that the work stays linear."""
        rest = len(self.text) - self.at
        piece = self.file.read(max(_PIECE, rest))
        self.text, self.at = self.text[self.at :] + piece, 0
        self._check_length(rest, self.line)
        return bool(piece)

    def _check_length(self, size: int, line: int) -> None:
        if size > LONGEST_OBJECT + _PIECE:
            raise ValueError(f"the object on line {line} is longer than {LONGEST_OBJECT:,} characters")
