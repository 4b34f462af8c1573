"""YAML as text: every scalar stays as it is written, and size, depth, number of values and length are bounded.

This is the only module that imports yaml. It reads events, never objects: no tag is followed, no alias expanded, and no
scalar becomes a date, a number or a truth value, so that names such as no, 1932, 12:30 or 2024-11-17 stay names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from analysis.exceptions import WrongUse, excerpt
from analysis.io.read_errors import cannot_read

LARGEST_FILE = 8_000_000  # bytes
DEEPEST = 32
MOST_VALUES = 150_000
LONGEST_VALUE = 100_000  # characters

# libyaml's parser is ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")
_EMPTY = ("", "~")
_NOT_PRINTABLE = Reader.NON_PRINTABLE


class YamlFault(ValueError):
    """An error in a YAML text, with its line and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line:,}: {reason}")
        self.line, self.reason = line, reason


@dataclass(slots=True)
class Scalar:
    """A text as it is written; plain: whether it has no quotation marks around it."""

    text: str
    line: int
    plain: bool = False

    @property
    def empty(self) -> bool:
        """Whether the scalar is empty or a ~."""
        return self.plain and self.text in _EMPTY


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and their nodes, in order; each key that is not empty occurs once."""

    line: int
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


def read_text(path: Path | Traversable) -> tuple[bytes, str]:
    """Return the bytes and the text of a small UTF-8 file.

    Parameters
    ----------
    path : Path or resource

    Returns
    -------
    data : bytes
    text : str
        Without a byte order mark.

    Raises
    ------
    OSError
        If the file cannot be read.
    YamlFault
        If the file is larger than LARGEST_FILE, or is not UTF-8 text.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise YamlFault(1, f"the file is larger than {LARGEST_FILE // 1_000_000} MB; give a smaller one")
    return data, decoded(data)


def decoded(data: bytes) -> str:
    """Return the text of UTF-8 bytes; raise YamlFault with the line of the first byte that is not UTF-8."""
    place = data.find(b"\0")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    if place >= 0:
        raise YamlFault(data.count(b"\n", 0, place) + 1, "this is not UTF-8; save the file as UTF-8")
    return text


def read_yaml(path: Path) -> tuple[bytes, Any]:
    """Return the bytes of a YAML file, and its content as text, lists and dictionaries.

    Parameters
    ----------
    path : Path

    Returns
    -------
    data : bytes
    content : str, None, list or dict
        As `parse_yaml` returns it.

    Raises
    ------
    WrongUse
        If the file cannot be read, is not UTF-8, is not YAML, or exceeds a bound; with the line.
    """
    try:
        data, text = read_text(path)
        return data, parse_yaml(text)
    except OSError as error:
        raise cannot_read(path, error) from None
    except YamlFault as fault:
        raise WrongUse(f"'{path}', {fault}") from None


def parse_yaml(text: str) -> Any:
    r"""Return the content of a YAML text: scalars as text, an empty scalar or ~ as None, lists and dictionaries.

    Parameters
    ----------
    text : str

    Raises
    ------
    YamlFault
        With the line and the reason.

    Examples
    --------
    >>> parse_yaml("born: 1932-05-01\nanswer: no\naliases: [7, '', ]")
    {'born': '1932-05-01', 'answer': 'no', 'aliases': ['7', '']}
    """
    root = compose(text)
    return None if root is None else _without_lines(root)


def _without_lines(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_without_lines(item) for item in node.items]
    return {key.text: _without_lines(value) for key, value in node.pairs}


def compose(text: str) -> Node | None:
    """Return the only document of a YAML text as nodes with line numbers, None if there is none.

    Parameters
    ----------
    text : str

    Raises
    ------
    YamlFault
        If the text is not YAML, holds several documents, a tag, an alias, a repeated key or a key that is no text,
        or exceeds a bound.
    """
    builder = _Builder()
    if len(text) > LARGEST_FILE:
        raise YamlFault(1, f"the text is longer than {LARGEST_FILE:,} characters")
    match = _NOT_PRINTABLE.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise YamlFault(line, f"this is not YAML, it contains the character {excerpt(match[0])}")
    try:
        # Neither parser recurses over events, so that depth is checked before anything is nested in it.
        for event in yaml.parse(text, Loader=_LOADER):
            builder.add(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join((getattr(error, "problem", None) or str(error)).split())
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        raise YamlFault(line, f"this is not YAML, {problem}") from None
    return builder.root


class _Builder:
    """Builds nodes from events without recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []  # the key that waits for its value, for each open node
        self.lines: list[dict[str, int]] = []  # line of each key, for each open node
        self.documents = self.values = 0

    def add(self, event: yaml.Event) -> None:
        """Add one event."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise YamlFault(line, "a second document begins here; give each its own file")
        elif isinstance(event, yaml.AliasEvent):
            name = excerpt(f"*{event.anchor}")
            raise YamlFault(line, f"{name} is an alias in YAML; write it out, or quote it if it is a pattern")
        elif isinstance(event, yaml.ScalarEvent):
            self._check_tag(event, line)
            self._put(Scalar(event.value, line, plain=event.style in (None, "")), line)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._check_tag(event, line)
            self._enter(Sequence(line) if isinstance(event, yaml.SequenceStartEvent) else Mapping(line), line)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            for stack in (self.open, self.keys, self.lines):
                stack.pop()

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.tag not in _TEXT_TAGS or (event.tag and not isinstance(event, yaml.ScalarEvent)):
            raise YamlFault(line, f"tag {excerpt(event.tag)} is not read; write plain text, or quote it")

    def _enter(self, node: Sequence | Mapping, line: int) -> None:
        if len(self.open) >= DEEPEST:
            raise YamlFault(line, f"lists and keys are nested deeper than {DEEPEST} levels; reduce the nesting")
        self._put(node, line)
        self.open.append(node)
        self.keys.append(None)
        self.lines.append({})

    def _put(self, node: Node, line: int) -> None:
        """Put a node into the innermost open one."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise YamlFault(line, f"there are more than {MOST_VALUES:,} values; give fewer")
        if isinstance(node, Scalar) and len(node.text) > LONGEST_VALUE:
            raise YamlFault(line, f"a text has {len(node.text):,} characters; at most {LONGEST_VALUE:,} are read")
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = self._key(node, line)
        else:
            parent.pairs.append((self.keys[-1], node))
            self.keys[-1] = None

    def _key(self, node: Node, line: int) -> Scalar:
        if not isinstance(node, Scalar):
            raise YamlFault(line, "a key is a list or contains keys itself; write a name before the colon")
        known = self.lines[-1]
        if node.text and node.text in known:
            raise YamlFault(
                line, f"{excerpt(node.text)} is already in line {known[node.text]}; merge the two, or rename one"
            )
        known[node.text] = line
        return node
