"""The value of a number as it is written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.quantities.numbers import (
    ARTICLES,
    CURRENCY,
    MAGNITUDES,
    ONES,
    PARTS,
    SHORT,
    TEENS,
    TENS,
    VAGUE,
    VULGAR,
)

DIGITS, WORDS, VAGUE_WORDS, FRACTION, ONE = "digits", "words", "vague", "fraction", "one"
NOT_A_NUMBER = float("nan")
# Digits beyond these say nothing that a float holds.
_LONGEST = 40

_SMALL = {word: value for words, first, step in ((ONES, 1, 1), (TEENS, 10, 1), (TENS, 20, 10))
          for value, word in zip(range(first, first + step * len(words), step), words, strict=True)}  # fmt: skip
_CURRENCY = re.compile(f"(?:{CURRENCY.replace(' ?[-−]?', '')})")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:[ '’][0-9]{3})+)|"
    r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"
)
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_RATIO = re.compile(r"(?:([0-9]+) )?([0-9]{1,3})[/⁄]([0-9]{1,3})")
_MIXED = re.compile(r" and (?:a|one)[ -](half|quarter|third)")
_POWER = r"e[+-]?[0-9]+| ?[x×] ?10(?:\^|\*\*)?[-−]?[0-9]+"
_SPLIT = re.compile(
    rf"(?P<digits>[0-9]{{1,3}}(?:[ '’][0-9]{{3}})+|\.?[0-9][0-9.,:/⁄]*(?: [1-9][/⁄][0-9]+)?)?"
    rf"(?P<power>{_POWER})?(?P<vulgar>[{''.join(VULGAR)}])?[ -]?(?P<rest>.*)"
)


@hides_content
class Number(NamedTuple):
    """A number: its value, the value before its magnitude, the sign of a currency, and how it is written."""

    value: float
    coefficient: float
    currency: str
    kind: str

    @property
    def magnitude(self) -> float:
        """What the coefficient is multiplied with."""
        return self.value / self.coefficient if self.coefficient else 1.0


NO_NUMBER = Number(NOT_A_NUMBER, NOT_A_NUMBER, "", "")


@lru_cache(maxsize=1 << 14)
def read_number(written: str) -> Number:
    """Return the value of a number.

    Parameters
    ----------
    written : str
        As `numbers.NUMBER` matches it.

    Returns
    -------
    Number
        Its value is NaN if it is none, such as 12,34,5.

    Examples
    --------
    >>> read_number("two hundred and fifty thousand").value
    250000.0
    >>> tuple(read_number("$7.1 billion"))
    (7100000000.0, 7.1, '$', 'digits')
    >>> tuple(read_number("tens of thousands"))
    (10000.0, 1.0, '', 'vague')
    """
    text = " ".join(written.split())
    found = _CURRENCY.match(text)
    currency = found.group() if found else ""
    text = text[len(currency) :].strip().lower()
    sign = -1.0 if text[:1] in "-−" and text else 1.0
    text = text.lstrip("-−")
    number = _digits(text) if text[:1].isdigit() or text[:1] in VULGAR or text[:1] == "." else _words(text)
    return Number(sign * number.value, sign * number.coefficient, currency, number.kind)


def _digits(text: str) -> Number:
    mixed = _MIXED.search(text)
    added = 1 / PARTS[mixed.group(1)] if mixed else 0.0
    if mixed:
        text = text[: mixed.start()] + text[mixed.end() :]
    parts = _SPLIT.fullmatch(text)
    if not parts:
        return NO_NUMBER
    ratio = _RATIO.fullmatch(parts["digits"] or "")
    coefficient = _ratio(ratio) if ratio else _plain(parts["digits"] or "0")
    coefficient += added + VULGAR.get(parts["vulgar"] or "", 0.0)
    factor = _power(parts["power"] or "")
    for word in re.split("[ -]", parts["rest"]) if parts["rest"] else ():
        factor *= SHORT.get(word) or MAGNITUDES.get(word) or NOT_A_NUMBER
    kind = FRACTION if ratio and abs(coefficient) < 1 else DIGITS
    return Number(coefficient * factor, coefficient, "", kind)


def _power(written: str) -> float:
    """Value of a power of ten; NaN beyond those of floats."""
    exponent = int(re.sub(r"^ ?[x×] ?10(?:\^|\*\*)?|e", "", written).replace("−", "-") or 0)
    return float(10.0**exponent) if abs(exponent) < 300 else NOT_A_NUMBER


def _plain(digits: str) -> float:
    """Value of digits with or without separators; NaN if they are no number."""
    if len(digits) <= _LONGEST and _DECIMAL_COMMA.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if len(digits) > _LONGEST or not (_GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)):
        return NOT_A_NUMBER
    grouped = digits.count(".") > 1
    return float(re.sub(r"[,. '’]" if grouped else r"[, '’]", "", digits))


def _ratio(found: re.Match[str]) -> float:
    whole, above, below = (int(part or 0) for part in found.groups())
    return whole + above / below if below else NOT_A_NUMBER


def _words(text: str) -> Number:
    if text == "half":
        return Number(0.5, 0.5, "", FRACTION)
    first = re.split("[ -]", text, maxsplit=1)[0]
    if first in VAGUE:
        value = 1.0
        for word in text.split(" of "):
            value *= VAGUE[word]
        return Number(value, 1.0, "", VAGUE_WORDS)
    if (part := _part(text)) is not None:
        return part
    added = 0.0
    if mixed := _MIXED.search(text):
        added = 1 / PARTS[mixed.group(1)]
        text = text[: mixed.start()] + text[mixed.end() :]
    return _scaled(text, added)


def _part(text: str) -> Number | None:
    """Fraction in words, such as two-thirds."""
    words = re.split("[ -]", text)
    below = PARTS.get(words[-1]) or PARTS.get(words[-1].removesuffix("s"))
    above = 1 if words[0] in ("a", "an") else _SMALL.get(words[0])
    if len(words) != 2 or below is None or above is None:
        return None
    return Number(above / below, above / below, "", FRACTION)


def _scaled(text: str, added: float) -> Number:
    """Value of number words, such as two hundred and fifty thousand; `added` is a half or quarter that follows."""
    article = next((words for words in sorted(ARTICLES, key=len, reverse=True) if re.match(rf"{words}[ -]", text)), "")
    start = 0.5 if article.startswith("half") else 1.0 if article else 0.0
    total, current, last = 0.0, start, 0.0
    for word in re.split("[ -]", text[len(article) :].strip(" -")):
        if word == "and":
            continue
        if word in _SMALL:
            current, last = current + _SMALL[word], 0.0
            continue
        factor = MAGNITUDES.get(word, 0)
        if not factor or factor <= last:
            return NO_NUMBER
        last = factor
        current = max(current, added and current) + added
        added = 0.0
        if factor >= 1000 and not current:
            total *= factor
        elif factor >= 1000:
            total, current = total + current * factor, 0.0
        else:
            current *= factor
    value = total + current + added
    vague = article in ("several", "a few", "few", "a couple", "a couple of", "many")
    kind = VAGUE_WORDS if vague else ONE if text == "one" else WORDS
    return Number(value, _coefficient(text, value), "", kind)


def _coefficient(text: str, value: float) -> float:
    """Value before the last magnitude, if the number ends in one."""
    return value / MAGNITUDES.get(re.split("[ -]", text)[-1], 1)
