"""Dictionaries in YAML, ours and quanteda's."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from analysis.annotate.written import At, Content, Entry, fault, one_line
from analysis.errors import quoted

_TOP = ("version", "language", "licence", "matching", "frames")
_KEYS = ("label", "definition", "questions", "source", "patterns", "counter")
_LISTS = ("patterns", "counter")
_FORMATS = (
    "right would be YAML such as frames: {conflict: {patterns: [attack*]}}, quanteda's YAML such as "
    "conflict: [attack*], or LIWC's .dic, which begins with a line %"
)
_QUOTE = "a pattern that begins with * or holds a colon stands in quotation marks, as in '*like'"
# libyaml's parser is ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20


def read_yaml(text: str, file: str) -> Content:
    """The frames of our YAML, which stand under 'frames', or the keys of quanteda's.

    Keys under keys are joined by a dot, as quanteda has them. Words such as no and yes are words.
    Raises: WrongUse naming the file, the line and the mend."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = one_line(getattr(error, "problem", None) or str(error))
        raise fault(file, mark.line + 1 if mark else 1, f"this is not YAML, {told}; {_QUOTE}") from None
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise fault(file, 1, f"this is no dictionary; {_FORMATS}")
    return _Reader(file).content(root)


class _Reader:
    """Goes through the YAML of a file once; what is used a second time, by an alias, is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()

    def content(self, root: yaml.MappingNode) -> Content:
        """What the file holds."""
        top = self.pairs(root, "")
        nodes = {key.text: node for key, node in top}
        if "frames" not in nodes:
            entries = [entry for key, node in top for entry in self.keys(key, node, 1)]
            self.check_names([entry.name for entry in entries], "")
            return Content("", entries, "")
        self.check_known([key for key, _ in top], _TOP, "the dictionary")
        frames, version = nodes["frames"], nodes.get("version")
        if not isinstance(frames, yaml.MappingNode) or not frames.value:
            raise fault(self.file, _line(frames), f"'frames' holds no frames; {_FORMATS}")
        entries = [self.frame(name, node) for name, node in self.pairs(frames, "")]
        return Content(version.value if isinstance(version, yaml.ScalarNode) else "", entries, "")

    def frame(self, name: At, node: yaml.Node) -> Entry:
        """A frame of ours."""
        whose = f"frame '{name.text}'"
        if not isinstance(node, yaml.MappingNode):
            raise fault(
                self.file, name.line, f"{whose} has no 'patterns'; right would be {name.text}: {{patterns: […]}}"
            )
        pairs = self.pairs(node, f" of {whose}")
        self.check_known([key for key, _ in pairs], _KEYS, whose)
        lists = {key.text: self.words(part, f"'{key.text}' of {whose}") for key, part in pairs if key.text in _LISTS}
        about = {key.text: one_line(part.value) for key, part in pairs if isinstance(part, yaml.ScalarNode)}
        return Entry(name, lists.get("patterns", []), lists.get("counter", []), about)

    def keys(self, name: At, node: yaml.Node, depth: int) -> Iterator[Entry]:
        """A key of quanteda's with patterns of its own, if it has any, then the keys under it."""
        if depth > _DEEPEST:
            raise fault(self.file, name.line, f"keys are nested deeper than {_DEEPEST} levels; make them fewer")
        own: list[At] = []
        under: list[tuple[At, yaml.Node]] = []
        for part in self.parts(node):
            if isinstance(part, yaml.MappingNode):
                for key, value in self.pairs(part, f" under '{name.text}'", unnamed=True):
                    # quanteda writes a key's own patterns under an empty name, where other keys stand beside them.
                    if key.text:
                        under.append((key, value))
                    else:
                        own += self.words(value, f"patterns of '{name.text}'")
            else:
                own.append(_word(part))
        if any(key.text == "patterns" for key, _ in under):
            raise fault(self.file, name.line, f"'{name.text}' has 'patterns' as a frame does; put it under 'frames:'")
        if own or not under:
            yield Entry(name, own, [], {})
        for key, value in under:
            yield from self.keys(At(f"{name.text}.{key.text}", key.line), value, depth + 1)

    def parts(self, node: yaml.Node) -> list[yaml.Node]:
        """The parts of a list and of the lists in it; one word, or keys, stand for themselves."""
        if not isinstance(node, yaml.SequenceNode):
            return [] if _nothing(node) else [node]
        self.enter(node)
        return [part for value in node.value for part in ([value] if _nothing(value) else self.parts(value))]

    def words(self, node: yaml.Node, what: str) -> list[At]:
        """The patterns of a list without keys in it."""
        parts = self.parts(node)
        keys = [part for part in parts if isinstance(part, yaml.MappingNode)]
        if keys:
            raise fault(self.file, _line(keys[0]), f"{what} are no list of words; right would be [attack*, fight]")
        return [_word(part) for part in parts]

    def pairs(self, node: yaml.MappingNode, where: str, *, unnamed: bool = False) -> list[tuple[At, yaml.Node]]:
        """Keys and their values; unnamed: whether a key may be empty."""
        self.enter(node)
        keys = [At(one_line(str(key.value)), _line(key)) for key, _ in node.value]
        self.check_names([key for key in keys if key.text or not unnamed], where)
        return list(zip(keys, (value for _, value in node.value), strict=True))

    def enter(self, node: yaml.Node) -> None:
        """Raises: WrongUse where an alias leads here once more."""
        if id(node) in self.seen:
            raise fault(self.file, _line(node), "this is used again by an alias (*); write it out there")
        self.seen.add(id(node))

    def check_names(self, names: list[At], where: str) -> None:
        """Raises: WrongUse where a name is empty or there twice."""
        first = dict[str, int]()
        for name in names:
            if name.text in ("", "~"):
                raise fault(self.file, name.line, f"a name{where} is empty; give it letters")
            if name.text in first:
                told = (
                    f"'{name.text}'{where} is there already, in line {first[name.text]}; make them one, or rename one"
                )
                raise fault(self.file, name.line, told)
            first[name.text] = name.line

    def check_known(self, keys: list[At], known: tuple[str, ...], whose: str) -> None:
        """Raises: WrongUse where a key is not one there is."""
        unknown = [key for key in keys if key.text not in known]
        if unknown:
            told = f"{whose} has unknown {quoted(key.text for key in unknown)}; known are {quoted(known)}"
            raise fault(self.file, unknown[0].line, told)


def _word(node: yaml.Node) -> At:
    return At("" if _nothing(node) else node.value, _line(node))


def _nothing(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null" and node.value in ("", "~")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
