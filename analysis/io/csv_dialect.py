"""The dialect of delimited text: delimiter and quoting, by what fits the first megabyte, or an error."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from analysis.io import csv_rows
from analysis.io.csv_rows import QUOTES_AS_TEXT, RFC_4180, Dialect, Quoting, UnclosedQuote, parse_rows

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE_SIZE = 1 << 20
_SEP_LINE = re.compile(r"\ufeff?\"?sep=([^\"\r\n])\"?[;,\t ]*[\r\n]*", re.IGNORECASE)
# A header as R's write.table writes it.
_BLANKS_BETWEEN_NAMES = re.compile(r'"[^"\r\n]*"(?: "[^"\r\n]*")+[\r\n]')
_ESCAPED_MARK = re.compile(r'(?<!\\)(?:\\\\)*\\"')
_ESCAPED = re.compile(r'\\([\\"])')
# In order of preference.
_QUOTINGS = (
    Quoting(backslash=True),
    Quoting(backslash=True, skips_blanks=True),
    RFC_4180,
    Quoting(skips_blanks=True),
    QUOTES_AS_TEXT,
)
# Delimiters that no text contains: a field without quotation marks around it may contain quotation marks.
_DELIMITERS_OF_UNQUOTED = "\t|"


class _Sample(NamedTuple):
    """The beginning of a text; complete: whether it is all; skipped: number of lines before it."""

    text: str
    complete: bool
    newline: str
    skipped: int


class _Trial(NamedTuple):
    """A sample read in one dialect; fitting: number of rows that fit the header; fault: '' if there is none."""

    dialect: Dialect
    rows: list[list[str]]
    fitting: int
    fault: str

    @property
    def fitting_share(self) -> float:
        return self.fitting / len(self.rows) if self.rows else 1.0

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.dialect.header)

    @property
    def rows_without_padding(self) -> list[list[str]]:
        return [[field.lstrip(" ") for field in row] for row in self.rows]

    @property
    def rows_without_escapes(self) -> list[list[str]]:
        return [[_ESCAPED.sub(r"\1", field) for field in row] for row in self.rows]


def detect_dialect(file: TextIO) -> Dialect | None:
    """Return the dialect of a text from its first megabyte, None if it is empty.

    Parameters
    ----------
    file : text file
        Opened with newline='', at its start.

    Raises
    ------
    ValueError
        If no dialect fits, or two fit equally well.
    """
    text, complete = _read_sample(file)
    sep_line = _SEP_LINE.match(text)
    body = text[sep_line.end() :] if sep_line else text
    if not body.strip("\ufeff \r\n"):
        return None
    sample = _Sample(body, complete, "\n" if "\n" in text else "\r", 1 if sep_line else 0)
    delimiters = [sep_line.group(1)] if sep_line else list(DELIMITERS)
    return _best_dialect([_best_trial(sample, delimiter) for delimiter in delimiters], body)


def _read_sample(file: TextIO) -> tuple[str, bool]:
    """Read the beginning of a text up to a line end, with one row at least, and whether it is the whole text."""
    text = file.read(_SAMPLE_SIZE)
    while len(text) <= csv_rows.LONGEST_ROW:
        more = file.read(1)
        if not more:
            return text, True
        text += more
        end = max(text.rfind("\n"), text.rfind("\r")) + 1
        if len(text) > end > text.find("\n") + 1:
            return text[:end], False
        text += file.read(_SAMPLE_SIZE)
    raise ValueError(f"its first row is longer than {csv_rows.LONGEST_ROW:,} characters")


def _best_trial(sample: _Sample, delimiter: str) -> _Trial:
    """Return the trial without fault in which most rows fit, else that of RFC 4180 with its fault."""
    trials = [_try(sample, delimiter, quoting) for quoting in _possible_quotings(sample.text, delimiter)]
    sound = [trial for trial in trials if not trial.fault]
    if not sound:
        return _with_quoting(trials, RFC_4180)[0]
    largest = max(trial.fitting_share for trial in sound)
    best, *others = [trial for trial in sound if trial.fitting_share == largest]
    if best.dialect.quoting == Quoting(backslash=True):
        for plain in _with_quoting(others, RFC_4180):
            if plain.rows_without_escapes != best.rows:
                return plain._replace(
                    fault="backslashes before quotation marks can be read in two ways; double the marks instead"
                )
    # Blanks after the delimiter are skipped only where they stand before quotation marks.
    for skipping in _with_quoting(others, best.dialect.quoting._replace(skips_blanks=True)):
        if skipping.rows_without_padding != best.rows_without_padding:
            return skipping
    return best


def _with_quoting(trials: list[_Trial], quoting: Quoting) -> list[_Trial]:
    return [trial for trial in trials if trial.dialect.quoting == quoting]


def _possible_quotings(text: str, delimiter: str) -> Iterator[Quoting]:
    has_escaped_marks = _ESCAPED_MARK.search(text) is not None
    has_blanks = f'{delimiter} "' in text
    for quoting in _QUOTINGS:
        needs_missing = (quoting.backslash and not has_escaped_marks) or (quoting.skips_blanks and not has_blanks)
        if not needs_missing and (quoting.quotes or delimiter in _DELIMITERS_OF_UNQUOTED):
            yield quoting


def _try(sample: _Sample, delimiter: str, quoting: Quoting) -> _Trial:
    rows, fault = _parse_sample(sample, delimiter, quoting)
    header, below = (rows[0] if rows else []), rows[1:]
    size = len(header)
    trailing = bool(below) and all(len(row) > size and not any(row[size:]) for row in below)
    fitting = len(below) if trailing else sum(len(row) == size for row in below)
    if not quoting.quotes and (fitting < len(below) or any(_looks_quoted(field) for row in rows for field in row)):
        fault = "quotation marks do not match"
    return _Trial(Dialect(delimiter, quoting, sample.newline, sample.skipped, header, trailing), below, fitting, fault)


def _parse_sample(sample: _Sample, delimiter: str, quoting: Quoting) -> tuple[list[list[str]], str]:
    """Return the rows before the first fault, and the fault."""
    rows: list[list[str]] = []
    lines = io.StringIO(sample.text, newline=sample.newline)
    try:
        for row in parse_rows(lines, delimiter, quoting, first_line=sample.skipped + 1):
            rows.append(row.fields)  # noqa: PERF401 (those before a fault are kept)
    except UnclosedQuote as error:
        # In a sample that ends within the text, the mark may be closed later.
        return rows, str(error) if sample.complete else ""
    except ValueError as error:
        return rows, str(error)
    return rows, ""


def _looks_quoted(field: str) -> bool:
    return len(field) > 1 and field.startswith('"') and field.endswith('"')


def _best_dialect(trials: list[_Trial], text: str) -> Dialect:
    """Return the dialect whose delimiter separates the names of the header and fits most rows."""
    candidates = [trial for trial in trials if trial.size > 1] or trials[:1]
    best, *others = sorted(candidates, key=lambda trial: (bool(trial.fault), -trial.fitting_share))
    faults = [trial.fault for trial in candidates if trial.fault]
    if best.fault and _BLANKS_BETWEEN_NAMES.match(text):
        raise ValueError("its columns are separated by blanks; separate them by commas (in R: write.csv)")
    if faults and (best.fault or best.fitting_share < 1):
        raise ValueError(faults[0])
    if others and not others[0].fault and others[0].fitting_share == best.fitting_share:
        names = " or ".join(_name_of(trial.dialect.delimiter) for trial in (best, others[0]))
        raise ValueError(
            f"its columns could be separated by {names}; name the right one in a first line such as 'sep=;'"
        )
    _check_fits(best)
    return best.dialect


def _check_fits(trial: _Trial) -> None:
    """Raise ValueError if no row has as many fields as the header, or each has one more."""
    if not trial.dialect.trailing and _has_row_names(trial):
        raise ValueError(
            "each row has one field more than the header, as written by R's write.table; name the first column in the "
            "header too (in R: write.csv)"
        )
    if trial.rows and not trial.fitting and trial.size > 1:
        raise ValueError(
            f"no row has as many fields as the header (the first has {len(trial.rows[0])}, the header {trial.size}); "
            f"put texts that contain a {_name_of(trial.dialect.delimiter)} into quotation marks"
        )


def _has_row_names(trial: _Trial) -> bool:
    """Whether each row has one field more than the header, and begins with a number of its own."""
    numbers = {row[0] for row in trial.rows if len(row) == trial.size + 1 and row[0].isdecimal()}
    return trial.size > 1 and bool(trial.rows) and len(numbers) == len(trial.rows)


def _name_of(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, f"'{delimiter}'")
