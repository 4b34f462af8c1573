"""YAML as text, and every way in which a file exceeds what is read."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import read_codebook
from analysis.exceptions import WrongUse
from analysis.io import safe_yaml
from analysis.io.safe_yaml import YamlFault, parse_yaml, read_yaml
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.entities.actor_list import read_actors

PACKAGE = Path(safe_yaml.__file__).parent.parent

NAMES = ["no", "Yes", "on", "1932", "2024-11-17", "2024-11-17T12:30:00Z", "12:30", "1_000", "0o17", "0x1F", "1e5",
         ".nan", ".inf", "-.inf", "null", "True", "=", "<<", "7" * 1_000, "190:20:30"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_scalars_are_text(name: str) -> None:
    assert parse_yaml(name) == name
    assert parse_yaml(f"{name}: {name}") == {name: name}
    assert parse_yaml(f"[{name}, '{name}', !!str {name}]") == [name] * 3


@pytest.mark.parametrize(
    ("text", "content"),
    [("", None), ("~", None), ("a:", {"a": None}), ("'~'", "~"), ("''", ""), ("a: &x b", {"a": "b"}), ("[]", [])],
)
def test_nothing_and_empty_text(text: str, content: object) -> None:
    assert parse_yaml(text) == content


DEEP = [f"a: {'[' * n}{']' * n}" for n in (32, 3_000, 100_000)]
LAUGHS = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
FAULTS = [
    *((text, "line 1: lists and keys are nested deeper than 32 levels; reduce the nesting") for text in DEEP),
    ("[" * 100_000, "line 1: lists and keys are nested deeper than 32 levels"),
    ("{a: " * 100_000, "line 1: lists and keys are nested deeper than 32 levels"),
    ("- " * 100_000, "line 1: lists and keys are nested deeper than 32 levels"),
    ("\n".join(" " * n + "a:" for n in range(3_000)), "line 33: lists and keys are nested deeper than 32 levels"),
    ("b: 1\na: [" + "x, " * 1_000_000, "line 2: there are more than 150,000 values; give fewer"),
    ("- x\n" * 1_000_000, "line 150,000: there are more than 150,000 values"),
    ("a: " + "x" * 2_000_000, "line 1: a text has 2,000,000 characters; at most 100,000 are read"),
    ('a: "' + "x " * 2_000_000 + '"', "line 1: a text has 4,000,000 characters"),
    ("x" * 8_000_001, "line 1: the text is longer than 8,000,000 characters"),
    (LAUGHS, "line 2: '*a' is an alias in YAML; write it out, or quote it if it is a pattern"),
    ("a: &a [*a]", "line 1: '*a' is an alias in YAML"),
    ("a: 1\nb: 2\na: 3", "line 3: 'a' is already in line 1; merge the two, or rename one"),
    ("{a: 1, a: 2}", "line 1: 'a' is already in line 1"),
    ("a: 1\n'a': 2", "line 2: 'a' is already in line 1"),
    ("? [a]\n: b", "line 1: a key is a list or contains keys itself; write a name before the colon"),
    ("a\n---\nb", "line 2: a second document begins here; give each its own file"),
    ("a: !!python/object/apply:os.system [x]",
     "line 1: tag 'tag:yaml.org,2002:python/object/apply:os.system' is not read"),
    ("a:\n  !!binary aGk=", "line 2: tag 'tag:yaml.org,2002:binary' is not read; write plain text, or quote it"),
    ("!!set {a}", "tag 'tag:yaml.org,2002:set' is not read"),
    ("!mine a", "tag '!mine' is not read"),
    ("!!int 7", "tag 'tag:yaml.org,2002:int' is not read"),
    ("a: [", "line 1: this is not YAML, "),
    ("a: 'b", "line 1: this is not YAML, "),
    ("\tb", "line 1: this is not YAML, "),
    ("a: \x07", r"line 1: this is not YAML, it contains the character '\x07'"),
    ("a: x\nb: \ud800", r"line 2: this is not YAML, it contains the character '\ud800'"),
    ("%TAG ! tag:x,2000:\n---\n!a b", "line 3: tag 'tag:x,2000:a' is not read"),
]  # fmt: skip


# The parser in Python is too slow for long texts.
CASES = [(*fault, pure) for fault in FAULTS for pure in (False, True) if not pure or len(fault[0]) < 200_000]


@pytest.mark.parametrize(("text", "message", "pure"), CASES, ids=range(len(CASES)))
def test_faults_are_named_with_their_line(text: str, message: str, pure: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if pure:
        monkeypatch.setattr(safe_yaml, "_LOADER", safe_yaml.yaml.SafeLoader)
    with pytest.raises(YamlFault) as raised:
        parse_yaml(text)
    assert message in str(raised.value)
    assert len(str(raised.value)) < 300


BYTES = [
    ("a: é".encode("utf-16"), "line 1: this is not UTF-8; save the file as UTF-8"),
    ("a: b\n".encode("utf-16-le"), "line 1: this is not UTF-8"),
    (b"a: b\nc: \x00", "line 2: this is not UTF-8"),
    (b"a: b\nc: \xe9", "line 2: this is not UTF-8"),
    (b"x" * 9_000_000, "line 1: the file is larger than 8 MB; give a smaller one"),
    (b"a: " + b"[" * 100_000, "line 1: lists and keys are nested deeper than 32 levels"),
]
READERS = {"yaml": read_yaml, "actors": read_actors, "codebook": read_codebook, "dictionary": read_dictionary}


@pytest.mark.parametrize(("data", "message"), BYTES, ids=range(len(BYTES)))
@pytest.mark.parametrize("reader", READERS)
def test_every_file_goes_through_the_one_reader(tmp_path: Path, reader: str, data: bytes, message: str) -> None:
    path = tmp_path / "file.yml"
    path.write_bytes(data)
    with pytest.raises(WrongUse) as raised:
        READERS[reader](str(path) if reader == "dictionary" else path)
    assert message in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfa: b")
    assert read_yaml(tmp_path / "a.yml") == (b"\xef\xbb\xbfa: b", {"a": "b"})


def test_yaml_is_imported_by_one_module_only() -> None:
    importing = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "yaml" in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Import) and "yaml" in {a.name.split(".")[0] for a in node.names})
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "yaml")
    ]
    assert set(importing) == {"io/safe_yaml.py"}


@given(st.one_of(st.text(), st.text("[]{}:-?,&*!|>'\"%@`# \n\tab")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        content = parse_yaml(text)
    except YamlFault as fault:
        assert fault.line >= 1
    else:
        assert _is_plain(content)


def _is_plain(content: object) -> bool:
    if isinstance(content, list):
        return all(map(_is_plain, content))
    if isinstance(content, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in content.items())
    return content is None or isinstance(content, str)
