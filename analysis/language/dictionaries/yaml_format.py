"""Dictionaries in YAML: with frames, or as quanteda writes them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.exceptions import quoted
from analysis.io.safe_yaml import Mapping, Node, Scalar, Sequence, YamlFault, compose
from analysis.language.dictionaries.parsed_entries import At, Content, Entry, fault, one_line

_TOP_LEVEL_KEYS = ("version", "language", "licence", "matching", "frames")
_FRAME_KEYS = ("label", "definition", "questions", "source", "patterns", "counter", "supporting", "leave_out")
_LIST_KEYS = ("patterns", "counter", "supporting", "leave_out")
_LEFT_OUT = ("names", "negated")
_FORMATS = (
    "Expected YAML such as frames: {conflict: {patterns: [attack*]}}, quanteda's YAML such as "
    "conflict: [attack*], or LIWC's .dic, which begins with a line %"
)
_QUOTE = "quote a pattern that begins with * or contains a colon, as in '*like'"
_DEEPEST = 20


def read_yaml(text: str, file: str) -> Content:
    """Parse a dictionary in YAML: the frames under the key 'frames', or quanteda's keys.

    Nested keys of quanteda are joined by a dot, as quanteda does. Words such as no and yes stay words.

    Parameters
    ----------
    text : str
    file : str
        Name of the file, for errors.

    Returns
    -------
    Content

    Raises
    ------
    WrongUse
        If the text is no dictionary; with the file and the line.
    """
    try:
        root = compose(text)
    except YamlFault as error:
        mend = f"; {_QUOTE}" if error.reason.startswith("this is not YAML") else ""
        raise fault(file, error.line, error.reason + mend) from None
    if not isinstance(root, Mapping) or not root.pairs:
        raise fault(file, 1, f"this is not a dictionary. {_FORMATS}.")
    return _Reader(file).content(root)


class _Reader:
    """Collects the entries from the nodes of a file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def content(self, root: Mapping) -> Content:
        """Return the content of the file."""
        top_level = self.pairs(root, "")
        nodes = {key.text: node for key, node in top_level}
        if "frames" not in nodes:
            entries = [entry for key, node in top_level for entry in self.quanteda_entries(key, node, 1)]
            self.check_names([entry.name for entry in entries], "")
            return Content("", entries, "")
        self.check_known([key for key, _ in top_level], _TOP_LEVEL_KEYS, "the dictionary")
        frames, version = nodes["frames"], nodes.get("version")
        if not isinstance(frames, Mapping) or not frames.pairs:
            raise fault(self.file, frames.line, f"'frames' has no frames. {_FORMATS}.")
        entries = [self.frame(name, node) for name, node in self.pairs(frames, "")]
        return Content(version.text if isinstance(version, Scalar) else "", entries, "")

    def frame(self, name: At, node: Node) -> Entry:
        """Return the entry of one of the frames under 'frames'."""
        whose = f"frame '{name.text}'"
        if not isinstance(node, Mapping):
            expected = f"Expected {name.text}: {{patterns: [attack*]}}."
            raise fault(self.file, name.line, f"{whose} has no 'patterns'. {expected}")
        pairs = self.pairs(node, f" of {whose}")
        self.check_known([key for key, _ in pairs], _FRAME_KEYS, whose)
        lists = {
            key.text: self.words(part, f"'{key.text}' of {whose}") for key, part in pairs if key.text in _LIST_KEYS
        }
        self.check_known(lists.get("leave_out", []), _LEFT_OUT, f"'leave_out' of {whose}")
        about = {key.text: one_line(part.text) for key, part in pairs if isinstance(part, Scalar)}
        patterns, counter, supporting, leave_out = (lists.get(key, []) for key in _LIST_KEYS)
        return Entry(name, patterns, counter, about, supporting, leave_out)

    def quanteda_entries(self, name: At, node: Node, depth: int) -> Iterator[Entry]:
        """Yield the entry of a key of quanteda with its own patterns, if any, then those of the keys under it."""
        if depth > _DEEPEST:
            raise fault(self.file, name.line, f"keys are nested deeper than {_DEEPEST} levels; reduce the nesting")
        own: list[At] = []
        under: list[tuple[At, Node]] = []
        for part in _parts(node):
            if isinstance(part, Mapping):
                for key, value in self.pairs(part, f" under '{name.text}'", unnamed=True):
                    # quanteda writes a key's own patterns under an empty name, if there are other keys beside them.
                    if key.text:
                        under.append((key, value))
                    else:
                        own += self.words(value, f"patterns of '{name.text}'")
            elif isinstance(part, Scalar):
                own.append(_word(part))
        if any(key.text == "patterns" for key, _ in under):
            raise fault(self.file, name.line, f"'{name.text}' has 'patterns', as a frame has; move it under 'frames:'")
        if own or not under:
            yield Entry(name, own, [], {})
        for key, value in under:
            yield from self.quanteda_entries(At(f"{name.text}.{key.text}", key.line), value, depth + 1)

    def words(self, node: Node, what: str) -> list[At]:
        """Return the patterns of a list; raise WrongUse if there are keys in it."""
        parts = _parts(node)
        keys = [part for part in parts if isinstance(part, Mapping)]
        if keys:
            raise fault(self.file, keys[0].line, f"{what} must be a list of words. Expected [attack*, fight].")
        return [_word(part) for part in parts if isinstance(part, Scalar)]

    def pairs(self, node: Mapping, where: str, *, unnamed: bool = False) -> list[tuple[At, Node]]:
        """Return the keys and their values; with `unnamed`, a key may be empty."""
        keys = [At(one_line(key.text), key.line) for key, _ in node.pairs]
        self.check_names([key for key in keys if key.text or not unnamed], where)
        return list(zip(keys, (value for _, value in node.pairs), strict=True))

    def check_names(self, names: list[At], where: str) -> None:
        """Raise WrongUse if a name is empty or repeated."""
        first = dict[str, int]()
        for name in names:
            if name.text in ("", "~"):
                raise fault(self.file, name.line, f"a name{where} is empty; add letters")
            if name.text in first:
                repeated = f"'{name.text}'{where} is already in line {first[name.text]}"
                raise fault(self.file, name.line, f"{repeated}; merge the two, or rename one")
            first[name.text] = name.line

    def check_known(self, keys: list[At], known: tuple[str, ...], whose: str) -> None:
        """Raise WrongUse if a key is unknown."""
        unknown = [key for key in keys if key.text not in known]
        if unknown:
            reason = f"{whose} has unknown keys: {quoted(key.text for key in unknown)}. Expected {quoted(known)}."
            raise fault(self.file, unknown[0].line, reason)


def _parts(node: Node) -> list[Node]:
    """Flatten a list of nodes and of lists; another node is its own only part, an empty one has none."""
    if not isinstance(node, Sequence):
        return [] if _is_empty(node) else [node]
    return [part for item in node.items for part in ([item] if _is_empty(item) else _parts(item))]


def _word(node: Scalar) -> At:
    return At("" if node.empty else node.text, node.line)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty
