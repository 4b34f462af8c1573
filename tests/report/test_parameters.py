"""The one table of parameters, and what it refuses."""

import ast
import datetime
import decimal
import fractions
import pathlib
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from analysis.exceptions import WrongUse
from analysis.report.notebook_runner import find
from analysis.report.parameters import BY_NAME, OFFERED, PARAMETERS, epilog, from_texts, plain, validated
from analysis.schema import ALL, REST, VOICES

BOOKS = find()


def tagged(book: pathlib.Path) -> list[str]:
    cells = nbformat.read(book, as_version=4).cells
    (cell,) = (cell for cell in cells if "parameters" in cell.metadata.get("tags", []))
    return cell.source.splitlines()


@pytest.mark.parametrize("book", BOOKS, ids=lambda path: path.stem)
def test_the_cell_of_each_notebook_says_what_the_table_says(book: pathlib.Path) -> None:
    lines = tagged(book)
    names = [line.partition(":")[0] for line in lines]
    assert names == [parameter.name for parameter in PARAMETERS if parameter.name in names]
    for name, line in zip(names, lines, strict=True):
        one = BY_NAME[name]
        default = f'"{one.default}"' if one.type is str else repr(one.default)
        assert line == f"{name}: {one.type.__name__} = {default}  # {one.help}"


def test_every_parameter_is_one_of_some_notebook() -> None:
    used = {line.partition(":")[0] for book in BOOKS for line in tagged(book)}
    assert used == set(BY_NAME)


def test_defaults_are_valid_and_choices_are_those_of_the_measures() -> None:
    assert validated({p.name: p.default for p in PARAMETERS}) == {p.name: p.default for p in PARAMETERS}
    assert [validated({"voice": voice}) for voice in (*VOICES, ALL)] == [{"voice": v} for v in (*VOICES, ALL)]
    assert BY_NAME["against"].default == REST
    assert all(p.help in epilog() for p in OFFERED)


TEXTS = [
    ("outlets=[2024, 7]", ["2024", "7"]),
    ("outlets=[no, 2024-11-17, '12:30', 1e3, .nan, null]", ["no", "2024-11-17", "12:30", "1e3", ".nan", "null"]),
    ("outlets=[\"a, b\", c d]", ["a, b", "c d"]),
    ("outlets=[]", []),
    ("against=2024", "2024"),
    ("against=a = b", "a = b"),
    ("against='quoted'", "'quoted'"),
    ("coder=no", "no"),
    ("dictionary=on", "on"),
    ("dictionary=", ""),
    ("coder=!!binary aGk=", "!!binary aGk="),
    ("codes={a: 1}", "{a: 1}"),
    ("voice=all", "all"),
    ("seed=007", 7),
    ("seed=9223372036854775807", 9223372036854775807),
    ("confidence=.9", 0.9),
    ("confidence=9e-1", 0.9),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), TEXTS)
def test_text_stays_as_it_is_written(text: str, value: object) -> None:
    (read,) = from_texts([text]).values()
    assert read == value
    assert type(read) is type(value)


LIST = "Invalid `outlets`: "
SEED = "Invalid `seed`: {}. Expected a whole number from 0 to 9,223,372,036,854,775,807."
WHOLE = "Invalid `seed`: {}. Expected a whole number such as 7."
CONFIDENCE = "Invalid `confidence`: {}. Expected a number between 0 and 1, such as 0.95."
DECIMAL = "Invalid `confidence`: {}. Expected a number such as 0.5."
REFUSED_TEXTS = [
    ("outlets", "Invalid `--parameter`: 'outlets'. Expected NAME=VALUE."),
    ("=a", "Invalid `--parameter`: '=a'. Expected NAME=VALUE."),
    ("colour=red", "Unknown parameter 'colour'. Expected one of event, group, outlets, min_articles, against,"),
    ("corpus=a", "Unknown parameter 'corpus'"),
    ("out=a", "Unknown parameter 'out'"),
    ("__class__=a", "Unknown parameter '__class__'"),
    ("outlets=CNN", LIST + "'CNN'. Expected a list such as [\"CNN\", \"wire\"]."),
    ("outlets=", LIST + "None"),
    ("outlets={CNN: wire}", LIST + "a dict of 'CNN'"),
    ("outlets=[[CNN]]", LIST + "[…]"),
    ("outlets=[CNN, ]x", LIST + "'[CNN, ]x' (this is not YAML"),
    ("outlets=[!!binary aGk=]", LIST + "'[!!binary aGk=]' (tag 'tag:yaml.org,2002:binary' is not read"),
    ("outlets=[&a x, *a]", LIST + "'[&a x, *a]' ('*a' is an alias in YAML"),
    ("outlets=" + "[" * 4_000, LIST + "'" + "[" * 59 + "…' (lists and keys are nested deeper than 32 levels"),
    ("outlets=[" + "x" * 5_000 + "]", "Invalid `outlets`: 5,002 characters. Expected at most 4,096."),
    ("outlets=[" + "x," * 1_500 + "]", "Expected text, a number, a truth value, or a list of at most 1,000 texts."),
    ("against=" + "x" * 10_000_000, "Invalid `against`: 10,000,000 characters. Expected at most 4,096."),
    ("against=a\0b", r"Invalid `against`: 'a\x00b'. The character '\x00' is not allowed."),
    ("against=\ud800", r"The character '\ud800' is not allowed."),
    ("voice=loud", "Invalid `voice`: 'loud'. Expected 'headline', 'narration', 'quoted' or 'all'."),
    ("seed=-1", SEED.format("-1")),
    ("seed=1.0", WHOLE.format("'1.0'")),
    ("seed=1e3", WHOLE.format("'1e3'")),
    ("seed=1_000", WHOLE.format("'1_000'")),
    ("seed=0x10", WHOLE.format("'0x10'")),
    ("seed=٣", WHOLE.format("'٣'")),
    ("seed=9223372036854775808", SEED.format("9223372036854775808")),
    ("seed=" + "9" * 5_000, WHOLE.format("'" + "9" * 59 + "…'")),
    ("confidence=95", CONFIDENCE.format("95.0")),
    ("confidence=nan", DECIMAL.format("'nan'")),
    ("confidence=inf", DECIMAL.format("'inf'")),
    ("confidence=1e400", CONFIDENCE.format("inf")),
    ("confidence=1e9999", DECIMAL.format("'1e9999'")),
    ("confidence=0." + "9" * 5_000, DECIMAL.format("'0." + "9" * 57 + "…'")),
    ("confidence=0", CONFIDENCE.format("0.0")),
    ("confidence=1", CONFIDENCE.format("1.0")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED_TEXTS, ids=range(len(REFUSED_TEXTS)))
def test_texts_are_refused_in_one_bounded_sentence(text: str, message: str) -> None:
    with pytest.raises(WrongUse) as raised:
        from_texts([text])
    assert message in str(raised.value)
    assert len(str(raised.value)) < 400


def test_a_parameter_is_given_once() -> None:
    with pytest.raises(WrongUse, match="Parameter 'seed' is given twice; give it once"):
        from_texts(["seed=1", "seed=2"])


class Evil(str):
    """Text that papermill would quote as it pleases."""

    def encode(self, *_: object) -> bytes:  # type: ignore[override]
        return b'"+__import__("os").getcwd()+"'

    __str__ = __repr__ = lambda self: "evil"  # type: ignore[assignment]


class EvilNumber(float):
    """A number that is written as code."""

    __str__ = __repr__ = lambda self: "__import__('os')"  # type: ignore[assignment]


class EvilWhole(int):
    """A whole number that is written as code."""

    __str__ = __repr__ = lambda self: "__import__('os')"  # type: ignore[assignment]


CODE = b'"+str(__import__("os").getcwd())+"'
EXOTIC = [CODE, bytearray(CODE), memoryview(CODE), datetime.date(2024, 11, 17), {"a"}, {"a": 1}, None, object(),
          decimal.Decimal("0.9"), fractions.Fraction(1, 2), 1j, pathlib.Path("a"), np.array(["a"]), pd.Series(["a"]),
          [["a"]], [CODE], [1], [None], lambda: 1, float("nan"), float("inf"), 10**5000, -(10**5000),
          range(3)]  # fmt: skip


@pytest.mark.parametrize("value", EXOTIC, ids=range(len(EXOTIC)))
@pytest.mark.parametrize("name", ["outlets", "against", "seed", "confidence", "coder", "own"])
def test_exotic_objects_are_refused(name: str, value: Any) -> None:
    with pytest.raises(WrongUse) as raised:
        validated({name: value})
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(("name", "value"), [("seed", True), ("confidence", True), ("seed", 0.0), ("outlets", "CNN")])
def test_near_types_are_refused(name: str, value: object) -> None:
    with pytest.raises(WrongUse, match=f"Invalid `{name}`: .* Expected "):
        validated({name: value})


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("against", Evil("a"), "a"),
        ("outlets", (Evil("a"), np.str_("b")), ["a", "b"]),
        ("confidence", EvilNumber(0.5), 0.5),
        ("confidence", np.float64(0.5), 0.5),
        ("seed", EvilWhole(3), 3),
        ("own", EvilWhole(3), 3),
        ("own", True, True),
        ("own", [Evil("a")], ["a"]),
    ],
)
def test_subclasses_lose_what_they_add(name: str, value: object, kept: object) -> None:
    (made,) = validated({name: value}).values()
    assert made == kept
    assert type(made) is type(kept)
    assert {type(text) for text in (made if isinstance(made, list) else [])} <= {str}


@pytest.mark.parametrize("name", [b"a", 7, None, "x" * 5_000])
def test_names_are_text(name: Any) -> None:
    with pytest.raises(WrongUse, match="Invalid `name of a parameter`: "):
        validated({name: 1})


VALUES = st.one_of(
    st.text(), st.lists(st.text()), st.integers(-(2**63) + 1, 2**63 - 1), st.floats(allow_nan=False), st.booleans()
)


@given(VALUES)
def test_what_is_plain_comes_out_of_papermill_as_it_went_in(value: Any) -> None:
    try:
        made = plain("own", value)
    except WrongUse:
        return
    (line,) = PythonTranslator.codify({"own": made}, "").splitlines()[1:]
    assert ast.literal_eval(line.removeprefix("own = ")) == made == value
