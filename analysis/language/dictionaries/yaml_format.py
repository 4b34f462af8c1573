"""Dictionaries in YAML, ours and quanteda's."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exceptions import quoted
from analysis.io.safe_yaml import Mapping, Node, Scalar, Sequence, YamlFault, compose
from analysis.language.dictionaries.parsed_entries import At, Content, Entry, fault, one_line

_TOP = ("version", "language", "licence", "matching", "frames")
_KEYS = ("label", "definition", "questions", "source", "patterns", "counter")
_LISTS = ("patterns", "counter")
_FORMATS = (
    "right would be YAML such as frames: {conflict: {patterns: [attack*]}}, quanteda's YAML such as "
    "conflict: [attack*], or LIWC's .dic, which begins with a line %"
)
_QUOTE = "a pattern that begins with * or holds a colon stands in quotation marks, as in '*like'"
_DEEPEST = 20


def read_yaml(text: str, file: str) -> Content:
    """The frames of our YAML, which stand under 'frames', or the keys of quanteda's.

    Keys under keys are joined by a dot, as quanteda has them. Words such as no and yes are words.
    Raises: WrongUse naming the file, the line and the mend."""
    try:
        root = compose(text)
    except YamlFault as error:
        mend = f"; {_QUOTE}" if error.reason.startswith("this is not YAML") else ""
        raise fault(file, error.line, error.reason + mend) from None
    if not isinstance(root, Mapping) or not root.pairs:
        raise fault(file, 1, f"this is no dictionary; {_FORMATS}")
    return _Reader(file).content(root)


class _Reader:
    """Goes through the YAML of a file once."""

    def __init__(self, file: str) -> None:
        self.file = file

    def content(self, root: Mapping) -> Content:
        """What the file holds."""
        top = self.pairs(root, "")
        nodes = {key.text: node for key, node in top}
        if "frames" not in nodes:
            entries = [entry for key, node in top for entry in self.keys(key, node, 1)]
            self.check_names([entry.name for entry in entries], "")
            return Content("", entries, "")
        self.check_known([key for key, _ in top], _TOP, "the dictionary")
        frames, version = nodes["frames"], nodes.get("version")
        if not isinstance(frames, Mapping) or not frames.pairs:
            raise fault(self.file, frames.line, f"'frames' holds no frames; {_FORMATS}")
        entries = [self.frame(name, node) for name, node in self.pairs(frames, "")]
        return Content(version.text if isinstance(version, Scalar) else "", entries, "")

    def frame(self, name: At, node: Node) -> Entry:
        """A frame of ours."""
        whose = f"frame '{name.text}'"
        if not isinstance(node, Mapping):
            raise fault(
                self.file, name.line, f"{whose} has no 'patterns'; right would be {name.text}: {{patterns: […]}}"
            )
        pairs = self.pairs(node, f" of {whose}")
        self.check_known([key for key, _ in pairs], _KEYS, whose)
        lists = {key.text: self.words(part, f"'{key.text}' of {whose}") for key, part in pairs if key.text in _LISTS}
        about = {key.text: one_line(part.text) for key, part in pairs if isinstance(part, Scalar)}
        return Entry(name, lists.get("patterns", []), lists.get("counter", []), about)

    def keys(self, name: At, node: Node, depth: int) -> Iterator[Entry]:
        """A key of quanteda's with patterns of its own, if it has any, then the keys under it."""
        if depth > _DEEPEST:
            raise fault(self.file, name.line, f"keys are nested deeper than {_DEEPEST} levels; make them fewer")
        own: list[At] = []
        under: list[tuple[At, Node]] = []
        for part in _parts(node):
            if isinstance(part, Mapping):
                for key, value in self.pairs(part, f" under '{name.text}'", unnamed=True):
                    # quanteda writes a key's own patterns under an empty name, where other keys stand beside them.
                    if key.text:
                        under.append((key, value))
                    else:
                        own += self.words(value, f"patterns of '{name.text}'")
            elif isinstance(part, Scalar):
                own.append(_word(part))
        if any(key.text == "patterns" for key, _ in under):
            raise fault(self.file, name.line, f"'{name.text}' has 'patterns' as a frame does; put it under 'frames:'")
        if own or not under:
            yield Entry(name, own, [], {})
        for key, value in under:
            yield from self.keys(At(f"{name.text}.{key.text}", key.line), value, depth + 1)

    def words(self, node: Node, what: str) -> list[At]:
        """The patterns of a list without keys in it."""
        parts = _parts(node)
        keys = [part for part in parts if isinstance(part, Mapping)]
        if keys:
            raise fault(self.file, keys[0].line, f"{what} are no list of words; right would be [attack*, fight]")
        return [_word(part) for part in parts if isinstance(part, Scalar)]

    def pairs(self, node: Mapping, where: str, *, unnamed: bool = False) -> list[tuple[At, Node]]:
        """Keys and their values; unnamed: whether a key may be empty."""
        keys = [At(one_line(key.text), key.line) for key, _ in node.pairs]
        self.check_names([key for key in keys if key.text or not unnamed], where)
        return list(zip(keys, (value for _, value in node.pairs), strict=True))

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


def _parts(node: Node) -> list[Node]:
    """The parts of a list and of the lists in it; one word, or keys, stand for themselves."""
    if not isinstance(node, Sequence):
        return [] if _is_empty(node) else [node]
    return [part for item in node.items for part in ([item] if _is_empty(item) else _parts(item))]


def _word(node: Scalar) -> At:
    return At("" if node.empty else node.text, node.line)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty
