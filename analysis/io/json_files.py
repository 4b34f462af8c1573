"""JSON files that samestory wrote (bundle.json, coder.json, run.json), read with bounds on size and depth."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.exceptions import WrongUse, excerpt
from analysis.io.read_errors import cannot_read

LARGEST_FILE = 64_000_000  # bytes
DEEPEST = 32
LONGEST_NUMBER = 400  # digits; the largest float has 309
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def read_json(
    path: str | Path, what: str = "JSON file", needs: Mapping[str, type | tuple[type, ...]] | None = None
) -> dict[str, Any]:
    """Read a JSON file that holds one object.

    Parameters
    ----------
    path : str or Path
    what : str
        What the file should be, for the error message, such as 'record of a report'.
    needs : mapping of str to type, optional
        Keys that the object must have, with the type of their values.

    Returns
    -------
    dict

    Raises
    ------
    WrongUse
        If the file cannot be read, is not JSON, is too large or nested too deep, holds a number that is not
        finite or has too many digits, repeats a key, is not an object, or lacks a key of `needs`. The message names
        the file and the reason.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ValueError(f"it has {size:,} bytes; at most {LARGEST_FILE:,} are read")
        return _checked_object(parse_json(path.read_bytes().decode("utf-8-sig")), needs or {})
    except OSError as error:
        raise cannot_read(path, error) from None
    except UnicodeDecodeError as error:
        reason = f"byte {error.start:,} is not UTF-8"
    except ValueError as error:
        reason = str(error)
    raise WrongUse(f"{excerpt(str(path), 200)} is not a readable {what}: {reason}")


def check_optional(content: Mapping[str, Any], types: Mapping[str, type]) -> None:
    """Check the types of those values that an object may have.

    Parameters
    ----------
    content : mapping
        As `read_json` returns it.
    types : mapping of str to type
        Keys that may be missing, with the type of their values.

    Raises
    ------
    ValueError
        Naming the first key whose value is of another type.
    """
    for key, expected in types.items():
        if key in content:
            _check_type(key, content[key], expected)


def parse_json(text: str, *, deepest: int = DEEPEST) -> Any:
    """Return the value of a JSON text, within bounds.

    Parameters
    ----------
    text : str
    deepest : int
        Largest depth of nesting.

    Raises
    ------
    ValueError
        With a short reason, if the text is not JSON or exceeds a bound.
    """
    _check_depth(text, deepest)
    try:
        return json.loads(
            text,
            parse_int=_parse_int,
            parse_float=_parse_float,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeated_keys,
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno:,} is not JSON ({error.msg})") from None
    except RecursionError:
        raise ValueError(f"it is nested deeper than {deepest} levels") from None


def _check_depth(text: str, deepest: int) -> None:
    depth = 0
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        depth += (bracket in "[{") - (bracket in "]}")
        if depth > deepest:
            line = text.count("\n", 0, match.start()) + 1
            raise ValueError(f"line {line:,} is nested deeper than {deepest} levels")


def _parse_int(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"it contains a number of {len(digits):,} digits; at most {LONGEST_NUMBER} are read")
    return int(digits)


def _parse_float(digits: str) -> float:
    number = float(digits[:LONGEST_NUMBER]) if len(digits) <= LONGEST_NUMBER else float("inf")
    if abs(number) == float("inf"):
        raise ValueError(f"it contains the number {excerpt(digits, 20)}, which is too large or too long")
    return number


def _refuse_constant(name: str) -> float:
    raise ValueError(f"it contains {name}, which is not a number of JSON")


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in content if keys.count(key) > 1)
        raise ValueError(f"the key {excerpt(repeated)} occurs twice")
    return content


def _checked_object(content: Any, needs: Mapping[str, type | tuple[type, ...]]) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise ValueError("it contains no JSON object")
    for key, expected in needs.items():
        if key not in content:
            raise ValueError(f"it has no {excerpt(key)}")
        _check_type(key, content[key], expected)
    return content


def _check_type(key: str, value: object, expected: type | tuple[type, ...]) -> None:
    if not isinstance(value, expected):
        raise ValueError(f"its {excerpt(key)} is {excerpt(value)}, which is of another type than expected")
