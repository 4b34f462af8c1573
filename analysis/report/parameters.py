"""The parameters of the notebooks: one table of names, types, defaults, help and rules, and their validation.

papermill writes parameters into a notebook as code. Only plain values leave this module: text, whole and decimal
numbers, truth values, and lists of text, of exactly these types.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from analysis._utils import number_parameters as numbers
from analysis._utils.choices import checked_choice, did_you_mean
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.files import KINDS
from analysis.io.safe_yaml import YamlFault, parse_yaml
from analysis.schema import ALL, REST, VOICES

Value = str | float | int | bool | list[str]

LONGEST_TEXT = 4_096  # characters
MOST_TEXTS = 1_000
LARGEST_NUMBER = numbers.LARGEST_SEED
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class Parameter(NamedTuple):
    """A parameter of the notebooks.

    Attributes
    ----------
    name : str
    type : type
        str, float, int or list (of str).
    default : Value
    help : str
        Shown by the command line, the notebooks and the documentation.
    expected : str
        What a value is to be, for the message about a value of another type.
    check : callable, optional
        The rule on values of that type, where it does not depend on the corpus; raises WrongUse.
    """

    name: str
    type: type
    default: Value
    help: str
    expected: str
    check: Callable[[Any], object] | None = None


def _check_voice(value: str) -> str:
    return checked_choice(value, "voice", (*VOICES, ALL))


PARAMETERS = (
    Parameter("corpus", str, "data/atacms", f"Corpus folder, table ({KINDS}) or bundle", "a path"),
    Parameter("event", str, "",
        "Column that names the event of each article, or a table from samestory events; same if all are about one "
        "event; empty for the column event",
        "the name of a column, a table of events, or same"),
    Parameter("group", str, "",
        "Column that gives the group of each outlet, such as its leaning; empty for the column group",
        "the name of a column"),
    Parameter("outlets", list, [], 'Outlets to compare, such as ["CNN", "wire"]; empty for all',
        'a list such as ["CNN", "wire"]'),
    Parameter(
        "min_articles", int, 5,
        "Outlets with fewer articles are counted together as other outlets; 0 for none",
        "a whole number of 0 or more",
        lambda value: numbers.checked_whole(value, "min_articles", 0, numbers.LARGEST_SEED),
    ),
    Parameter(
        "against", str, REST,
        "What each outlet is compared with: rest (all other outlets), or the name of one outlet",
        "rest, or the name of an outlet",
    ),
    Parameter(
        "voice", str, "narration",
        "Voice to compare: narration, quoted, headline, or all",
        "narration, quoted, headline, or all",
        _check_voice,
    ),
    Parameter(
        "plan", str, "",
        "List of hypotheses that were planned before looking at the data (YAML); empty for none",
        "a list of planned hypotheses, such as plan.yml",
    ),
    Parameter(
        "parse", str, "",
        "spaCy pipeline that also finds attributions, such as en_core_web_sm; empty for rules alone",
        "the name of a spaCy pipeline, such as en_core_web_sm",
    ),
    Parameter(
        "confidence", float, 0.95,
        "Confidence level of the intervals, between 0 and 1",
        "a number between 0 and 1, such as 0.95",
        numbers.checked_confidence,
    ),
    Parameter(
        "seed", int, 0,
        "Seed of the random numbers, recorded with every result", "a whole number such as 7",
        numbers.checked_seed,
    ),
    Parameter(
        "encoder", str, "",
        "Folder of another sentiment encoder; empty for the included one",
        "the folder of a sentiment encoder",
    ),
    Parameter(
        "dictionary", str, "",
        "Dictionary of frames: samestory YAML, quanteda YAML or LIWC .dic; empty for the included one",
        "a dictionary of frames, such as frames.yml",
    ),
    Parameter(
        "coder", str, "",
        "Folder of a coder from samestory code fit, or frames for the included one; empty for none",
        "the folder of a coder, or frames",
    ),
    Parameter(
        "codes", str, "",
        "Table of hand-coded articles, as drawn by samestory code sample; empty for none",
        "a table of hand-coded articles",
    ),
    Parameter(
        "vectors", str, "",
        "File of word vectors (word2vec format) for axes; empty to train them on a large corpus",
        "a file of word vectors",
    ),
    Parameter("shown_events", int, 3, "Events whose facts are shown one by one, those with most outlets first",
        "a whole number from 1 to 20", lambda value: numbers.checked_whole(value, "shown_events", 1, 20),
    ),
    Parameter("out", str, "", "Folder for tables and figures; empty for reports/by-hand of the project", "a folder"),
)  # fmt: skip
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
# samestory report sets these itself.
SET_BY_REPORT = ("corpus", "out")
OFFERED = tuple(parameter for parameter in PARAMETERS if parameter.name not in SET_BY_REPORT)


def from_texts(given: Iterable[str]) -> dict[str, Value]:
    """Parameters from texts NAME=VALUE, as the command line has them.

    Parameters
    ----------
    given : iterable of str
        Text and numbers are taken as they are written; a list is written as in YAML, such as ``["CNN", "wire"]``, and
        holds text.

    Returns
    -------
    dict

    Raises
    ------
    WrongUse
        If a text is not NAME=VALUE, a name is unknown or occurs twice, or a value is not of the declared type.

    Examples
    --------
    >>> from_texts(["outlets=[2024, no]", "against=2024", "seed=7"])
    {'outlets': ['2024', 'no'], 'against': '2024', 'seed': 7}
    """
    values: dict[str, Value] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name:
            raise WrongUse(f"Invalid `--parameter`: {excerpt(text)}. Expected NAME=VALUE.")
        if name in values:
            raise WrongUse(f"Parameter {excerpt(name)} is given twice; give it once.")
        check_known([name], [parameter.name for parameter in OFFERED])
        values[name] = _read(BY_NAME[name], value)
    return values


def validated(given: Mapping[str, object]) -> dict[str, Any]:
    """Parameters as plain values of their declared types.

    Parameters
    ----------
    given : mapping of str to object
        A name that is not in PARAMETERS, as notebooks of one's own may have, keeps its value where that is plain.

    Returns
    -------
    dict
        Values of exactly the types str, float, int, bool and list.

    Raises
    ------
    WrongUse
        If a value is not of the declared type, out of its limits, or not plain.
    """
    return {_text(name, "name of a parameter"): _value(name, value) for name, value in given.items()}


def check_known(names: Iterable[str], known: Iterable[str]) -> None:
    """Raise WrongUse with the known names if a name is not among them."""
    known = list(known)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise WrongUse(
            f"Unknown parameter {quoted(unknown)}. Expected one of {', '.join(known)}.{did_you_mean(unknown, known)}"
        )


def plain(name: str, value: object) -> Value:
    """Return a value as an object of exactly the type str, bool, int, float, or list of str.

    Parameters
    ----------
    name : str
        Name of the parameter, for the message.
    value : object

    Returns
    -------
    str, bool, int, float or list of str

    Raises
    ------
    WrongUse
        If it is anything else, or a number that is not finite or too large.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, name)
    # A subclass may write itself as anything: only the number is kept.
    if isinstance(value, int) and -LARGEST_NUMBER <= int.__int__(value) <= LARGEST_NUMBER:
        return int.__int__(value)
    if isinstance(value, float) and math.isfinite(float.__float__(value)):
        return float.__float__(value)
    if isinstance(value, list | tuple) and len(value) <= MOST_TEXTS and all(isinstance(text, str) for text in value):
        return [_text(text, name) for text in value]
    raise WrongUse(
        f"Invalid `{name}`: {excerpt(value)}. "
        f"Expected text, a number, a truth value, or a list of at most {MOST_TEXTS:,} texts."
    )


def epilog() -> str:
    """Return the parameters of samestory report, as its help shows them."""
    return "  \n".join(["Parameters (-p NAME=VALUE):", *(f"{p.name}: {p.help}" for p in OFFERED)])


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise WrongUse(f"Invalid `{what}`: {excerpt(value)}. Expected text.")
    value = str.__str__(value)
    if len(value) > LONGEST_TEXT:
        raise WrongUse(f"Invalid `{what}`: {len(value):,} characters. Expected at most {LONGEST_TEXT:,}.")
    strange = _NO_TEXT.search(value)
    if strange:
        raise WrongUse(f"Invalid `{what}`: {excerpt(value)}. The character {excerpt(strange[0])} is not allowed.")
    return value


def _refused(parameter: Parameter, value: object, reason: str = "") -> WrongUse:
    return WrongUse(f"Invalid `{parameter.name}`: {excerpt(value)}{reason}. Expected {parameter.expected}.")


def _read(parameter: Parameter, text: str) -> Value:
    """Return a value of the declared type, from text."""
    if parameter.type is int:
        return _value(parameter.name, numbers.whole_in(text, parameter.name))
    if parameter.type is float:
        return _value(parameter.name, numbers.decimal_in(text, parameter.name))
    if parameter.type is str:
        return _value(parameter.name, text)
    try:
        return _value(parameter.name, parse_yaml(_text(text, parameter.name)))
    except YamlFault as fault:
        raise _refused(parameter, text, f" ({fault.reason})") from None


def _value(name: str, value: object) -> Value:
    """Return a value as a plain one, if it is of the declared type and within its rule."""
    parameter = BY_NAME.get(name)
    if parameter is None:
        return plain(excerpt(name), value)
    if not _is_of_type(value, parameter.type):
        raise _refused(parameter, value)
    if parameter.check is not None:
        parameter.check(value)
    if parameter.type is float and isinstance(value, int):
        value = float(value)
    return plain(name, value)


def _is_of_type(value: object, declared: type) -> bool:
    """Whether a value can be taken for the declared type; a whole number is a number, a truth value is none."""
    if isinstance(value, bool):
        return False
    if declared is list:
        return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)
    return isinstance(value, (int, float) if declared is float else declared)
