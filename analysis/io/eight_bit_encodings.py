"""The 8-bit encoding of a text, by how plausible its letters and marks are in their places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

# The encodings that are compared, each with a small advantage for being usual: it decides only between readings that
# are equally plausible. A text that looks like one of the last lines is refused: too little is known of its language.
ENCODINGS = {
    "cp1252": 0.12, "mac_roman": 0.03, "cp437": 0.0, "cp850": 0.0, "iso8859_15": 0.02, "cp1250": 0.02, "iso8859_2": 0.0,
    "cp1254": 0.0, "cp1257": 0.0, "cp1251": 0.02, "koi8_r": 0.0, "cp866": 0.0, "mac_cyrillic": 0.0, "cp1253": 0.0,
    "cp1255": 0.0, "cp1256": 0.0,
}  # fmt: skip
# A reading must be this plausible on average, and by this much more than any other where the two differ.
PLAUSIBLE, AHEAD = 0.75, 0.1
# Text that is as plausible in one of these is refused.
DOUBLE_BYTES = ("gb18030", "shift_jis", "big5", "euc_kr", "euc_jp")
MOST_WORDS = 2_000
# An encoding other than the usual one needs more than one word and one character, and this much, summed over words.
USUAL, ENOUGH = "cp1252", 0.9
# Encodings that are read; where another one is best, the encoding is not clear.
ACCEPTED = ("cp1252", "mac_roman", "cp437", "cp850", "iso8859_15", "cp1250", "iso8859_2", "cp1251", "koi8_r")

_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_AROUND = 3
_VOWELS = "aeiouyáéíóúýàèìòùâêîôûäëïöü"
_ENDINGS = re.compile(r"(?:s|t|d|m|re|ve|ll|em|all|clock|er|n)(?![^\W\d_])", re.IGNORECASE)
_ELISIONS = re.compile(r"(?<![^\W\d_])(?:[dljmnstc]|qu|o)$", re.IGNORECASE)
_OPENING, _CLOSING = "“‘«„‚", "”’»"
_BEFORE_OPENING = "([{—–-\"'“‘/,;\t|"
_MARKS = {
    "–": 0.95, "—": 0.95, "…": 0.95, "•": 0.9, "\xa0": 0.85, "·": 0.7, "©": 0.8, "®": 0.8, "™": 0.8, "§": 0.8, "°": 0.8,
    "½": 0.8, "¼": 0.8, "¾": 0.8, "×": 0.7, "№": 0.8, "²": 0.4, "³": 0.4, "\xad": 0.6, "´": 0.3, "¡": 0.3, "¿": 0.3,
}  # fmt: skip
_CURRENCY = "€£¥¢"
# Letters that stand in the place of others in the code pages of other languages, and where they are plausible: what
# may stand before and what after ('V' a vowel, 'C' a consonant, '$' an end of the word).
_PLACES = {
    "ñ": ("", "V"), "ń": ("", "C$"), "ï": ("V", ""), "ď": ("", "C$"), "ã": ("", "oe$"), "ă": ("", "C$"),
    "æ": ("", "C"), "ć": ("", "$V"), "è": ("", "C$"), "č": ("", "V$"), "ì": ("", "$"), "ě": ("", "C$"), "ò": ("", "$C"),
    "ň": ("", "$C"), "ù": ("", "$"), "ů": ("", "C$"), "õ": ("", "e"), "ő": ("", "C$"), "ø": ("", "C$"), "ř": ("", "V"),
    "ĺ": ("C", "C"),
}  # fmt: skip
# A word before or after a character that says that a word ends there.
_SMALL = """the of and to in on for with at by from as is was are were be has had have his her its their that this it he
she they we you not but or an a said mr ms dr no al who will would more than about after over per percent million km"""
_SMALL_WORDS = frozenset(_SMALL.split())
_RARE = set("ðþÐÞŕĺľţÿŸ")
_LESS_USUAL = set("āēīūģķļņŗėųįĀĒĪŪĢĶĻŅĖŲĮşğıİŞĞ")


class Word(NamedTuple):
    """A word that is not ASCII, with the bytes before and after it."""

    before: bytes
    word: bytes
    after: bytes


def words_in(data: bytes, seen: Counter[Word]) -> None:
    """Count the words that are not ASCII in some bytes, at most `MOST_WORDS` different ones."""
    for found in _WORD.finditer(data):
        if len(seen) >= MOST_WORDS:
            return
        start, end = found.span()
        seen[Word(data[max(start - _AROUND, 0) : start], found.group()[:50], data[end : end + _AROUND])] += 1


def encoding_by_evidence(words: Mapping[Word, int], values: bytes) -> str:
    """Return the 8-bit encoding in which a text is plausible and clearly more so than in another, '' if there is none.

    Parameters
    ----------
    words : mapping of Word to int
        As `words_in` counts them.
    values : bytes
        Every byte that occurs in the text.
    """
    # A word that is frequent counts more, but not in full.
    weights = np.sqrt([count for (_, word, _), count in words.items() for byte in word if byte > 127])
    readings = {encoding: _read(words, encoding) for encoding in ENCODINGS if _decodes(values, encoding)}
    if not readings or not len(weights):
        return ""
    means = {encoding: np.average(scores, weights=weights) for encoding, (_, scores) in readings.items()}
    best = max(readings, key=lambda encoding: means[encoding] + ENCODINGS[encoding])
    if any(_double_bytes(words, encoding) + AHEAD > means[best] for encoding in DOUBLE_BYTES):
        return ""
    is_accepted = (
        best in ACCEPTED
        and means[best] >= PLAUSIBLE
        and (best == USUAL or _has_several(words, readings[best][0]))
        and all(_is_ahead(best, other, readings, weights) for other in readings if other != best)
    )
    return best if is_accepted else ""


def _has_several(words: Mapping[Word, int], characters: np.ndarray) -> bool:
    """Whether there are several words and several characters as evidence."""
    return len({word for _, word, _ in words}) > 1 and len({*characters} - {"\xa0"}) > 1


def _double_bytes(words: Mapping[Word, int], encoding: str) -> float:
    """Mean plausibility of a text in an encoding of two bytes per character."""
    total = weight = 0.0
    for (before, word, after), count in words.items():
        text = (before + word + after).decode(encoding, "replace")
        scores = [plausible(text, at) for at, character in enumerate(text) if character > "\x7f"]
        total += count**0.5 * sum(scores)
        weight += count**0.5 * len(scores)
    return total / weight if weight else 0.0


Reading = tuple[np.ndarray, np.ndarray]


def _is_ahead(best: str, other: str, readings: Mapping[str, Reading], weights: np.ndarray) -> bool:
    """Whether one reading is better than another where they differ, or they do not differ."""
    (texts, scores), (others, their_scores) = readings[best], readings[other]
    differing = texts != others
    if not differing.any():
        return True
    gain = np.average((scores - their_scores)[differing], weights=weights[differing])
    if other == USUAL and np.sum((scores - their_scores)[differing]) < ENOUGH:
        return False
    return bool(gain + ENCODINGS[best] - ENCODINGS[other] >= AHEAD)


def _decodes(values: bytes, encoding: str) -> bool:
    try:
        values.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read(words: Mapping[Word, int], encoding: str) -> Reading:
    """Read the characters that are not ASCII in one encoding, and how plausible each is."""
    characters, scores = [], []
    for before, word, after in words:
        text = (before + word + after).decode(encoding)
        for at in range(len(before), len(before) + len(word)):
            if text[at] > "\x7f":
                characters.append(text[at])
                scores.append(plausible(text, at))
    return np.array(characters, dtype="U1"), np.array(scores)


class Place(NamedTuple):
    """A character that is not ASCII, and what stands around it.

    Attributes
    ----------
    before, after : str
        The characters beside it, '' at an end.
    left, right : str
        The letters on each side, up to the next other character.
    beyond, earlier : str
        The character after `after`, and the one before `before`.
    """

    character: str
    before: str
    after: str
    left: str
    right: str
    beyond: str
    earlier: str

    @property
    def inside(self) -> bool:
        """Whether letters stand on both sides."""
        return bool(self.left and self.right)

    @property
    def between_words(self) -> bool:
        """Whether what stands on one side is a word of its own."""
        small = self.left.lower() in _SMALL_WORDS or self.right.lower() in _SMALL_WORDS
        return small or self.right[:1].isupper()


def plausible(text: str, at: int) -> float:
    """Return how plausible a character that is not ASCII is in its place, from 0 to 1."""
    left, right = re.search(r"[^\W\d_]*$", text[:at]), re.match(r"[^\W\d_]*", text[at + 1 :])
    assert left and right
    beside = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    place = Place(text[at], *beside, left.group(), right.group(), text[at + 2 : at + 3], text[max(at - 2, 0) : at - 1])
    rules = _LETTERS if place.character.isalpha() else _SIGNS
    return next((score for holds, score in rules if holds(place)), _MARKS.get(place.character, 0.1))


def _opens(place: Place) -> bool:
    """Whether a quotation mark here opens: before it stands nothing, a blank or another mark."""
    outside = not place.before or place.before.isspace() or place.before in _BEFORE_OPENING
    return outside and bool(place.after) and not place.after.isspace()


def _closes(place: Place) -> bool:
    return bool(place.before) and not place.before.isspace() and not place.after.isalnum()


def _omits(place: Place) -> bool:
    """Whether an apostrophe here stands for letters, as in "can't" or "l'est"."""
    return bool(_ENDINGS.match(place.right) or _ELISIONS.search(place.left))


def _is_amount(place: Place) -> bool:
    return place.after.isdigit() or place.before.isdigit() or (place.after + place.before).isspace()


def _is_of_other_script(place: Place) -> bool:
    script = _script(place.character)
    return any(other.isalpha() and _script(other) != script for other in (place.before, place.after))


def _is_capital_in_word(place: Place) -> bool:
    inside = place.before.islower() or (place.after.isupper() and place.beyond.islower())
    return place.character.isupper() and inside


def _is_small_among_capitals(place: Place) -> bool:
    among = place.after.isupper() or (place.before.isupper() and place.earlier.isupper())
    return place.character.islower() and among


def _is_all_capitals(place: Place) -> bool:
    return all(not other.isalpha() or other.isupper() for other in (place.before, place.character, place.after))


def _is_out_of_place(place: Place) -> bool:
    left, right = _PLACES.get(place.character.lower(), ("", ""))
    return not (_is_one(place.before.lower(), left) and _is_one(place.after.lower(), right))


def _is_one(neighbour: str, kinds: str) -> bool:
    if not kinds:
        return True
    if not neighbour.isalpha():
        return "$" in kinds
    return neighbour in kinds or ("V" in kinds and neighbour in _VOWELS) or ("C" in kinds and neighbour not in _VOWELS)


def _is_latin(place: Place) -> bool:
    return _script(place.character) == "LATIN"


def _script(letter: str) -> str:
    """Return the script of a letter: the first word of its Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]


Rules = tuple[tuple[Callable[[Place], bool], float], ...]
# The first rule that holds gives the plausibility; where none does, _MARKS.
_SIGNS: Rules = (
    (lambda p: p.character in _OPENING and _opens(p), 1.0),
    (lambda p: p.character in _OPENING, 0.15),
    (lambda p: p.character == "’" and p.inside and _omits(p), 1.0),
    (lambda p: p.character == "’" and p.inside, 0.4),
    (lambda p: p.character == "’" and p.after.isalnum() and _opens(p), 0.9),
    (lambda p: p.character in _CLOSING and _closes(p), 1.0),
    (lambda p: p.character in _CLOSING, 0.15),
    (lambda p: p.character in _CURRENCY and _is_amount(p), 1.0),
    (lambda p: p.character in _CURRENCY, 0.4),
    (lambda p: p.character in "¿¡" and not p.before.isalnum() and p.after.isalpha(), 0.95),
    (lambda p: p.character in "¿¡", 0.05),
    (lambda p: p.character == "\xa0" and p.between_words, 1.0),
    # A dash in what is too short to be two words.
    (lambda p: p.character in "–—" and p.inside and min(len(p.left), len(p.right)) < 3, 0.4),
)
_LETTERS: Rules = (
    (lambda p: p.character in "ªº" or _is_of_other_script(p), 0.0),
    (lambda p: _script(p.character) == "HALFWIDTH", 0.2),
    (lambda p: not p.left and not p.right and _is_latin(p) and p.character not in "àèéóáêÀÉÓÁ", 0.2),
    (lambda p: not p.left and not p.right, 0.8),
    (_is_capital_in_word, 0.05),
    (_is_small_among_capitals, 0.3),
    (lambda p: not _is_latin(p) and _is_all_capitals(p), 0.55),
    (lambda p: not _is_latin(p), 0.9),
    # A letter between two others that are not ASCII either.
    (lambda p: p.inside and min(p.before, p.after) > "\x7f", 0.3),
    (lambda p: p.character in _RARE, 0.3),
    (lambda p: p.character in "đĐ", 0.4),
    (lambda p: p.inside and p.between_words, 0.5),
    # A letter in a word so long that a dash may stand there.
    (lambda p: p.character in _LESS_USUAL or min(len(p.left), len(p.right)) > 4, 0.75),
    (_is_out_of_place, 0.35),
    (lambda p: True, 0.9),
)
