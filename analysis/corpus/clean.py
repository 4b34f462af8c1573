"""Page furniture out, each cut recorded; nothing of the reported text is lost."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_WORD = re.compile(r"\w+")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
_OPENED = re.compile(r"^[\"'“‘(\[]?[^\W_]")
PARAGRAPH_WORDS = 12
CROSSHEAD_WORDS = 8
HEADLINE_WORDS = 30
TEASER_LINES = 6


class Cut(NamedTuple):
    """A piece that was taken out: rule, reason, and where it stood in the text as read."""

    kind: str
    reason: str
    start: int
    end: int


class Cleaned(NamedTuple):
    """headline ('' if there is none), text (headline and paragraphs, one a line), display (numbers of the lines that
    are headline, deck or crosshead), cuts."""

    headline: str
    text: str
    display: tuple[int, ...]
    cuts: list[Cut]


class Rule(NamedTuple):
    """One line of furniture.yml."""

    name: str
    where: str
    reason: str
    pattern: re.Pattern[str]


class _Line(NamedTuple):
    start: int
    end: int
    text: str


@cache
def rules() -> tuple[Rule, ...]:
    """The cleaning rules of furniture.yml, in order."""
    rows = yaml.safe_load(files(__package__).joinpath("furniture.yml").read_text("utf-8"))
    return tuple(Rule(r["name"], r["where"], r["reason"], re.compile(r["pattern"], re.IGNORECASE)) for r in rows)


def clean(raw: str, *, headline: str = "", first_line_is_headline: bool = False) -> Cleaned:
    """Take page furniture out of an article.

    raw: the text as read. headline: the headline, where it is known apart from the text.
    first_line_is_headline: whether the text starts with its headline, as a text file does.
    Returns: the cleaned text, one paragraph a line with the headline first, and every cut; each visible character of
    raw is either in the text or in a cut."""
    raw, characters = _characters(raw)
    lines = [_Line(m.start(), m.end(), " ".join(m[0].split())) for m in _LINE.finditer(raw)]
    lines = [line for line in lines if line.text]
    lines, cuts = _repeats(lines, headline)
    lines, cut = _furniture(lines, first_line_is_headline and not headline)
    cuts += cut
    # A character in a line that is cut as a whole is cut once.
    cuts += [c for c in characters if not any(line.start <= c.start < line.end for line in cuts)]
    if first_line_is_headline and not headline and len(lines) > 1 and _words(lines[0].text) <= HEADLINE_WORDS:
        headline = lines.pop(0).text
    body = [line.text for line in lines]
    text = [headline, *body] if headline else body
    display = ([0] if headline else []) + [i + bool(headline) for i in _display(body)]
    return Cleaned(headline, "\n".join(text), tuple(display), sorted(cuts, key=lambda c: c.start))


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _is_paragraph(text: str) -> bool:
    return _words(text) >= PARAGRAPH_WORDS and bool(_ENDED.search(text))


def _characters(raw: str) -> tuple[str, list[Cut]]:
    """Pieces within a line that are no text, blanked so that offsets stay."""
    cuts = []
    for rule in (r for r in rules() if r.where == "inline"):
        cuts += [Cut(rule.name, rule.reason, m.start(), m.end()) for m in rule.pattern.finditer(raw)]
        raw = rule.pattern.sub(_blank, raw)
    return raw, cuts


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _repeats(lines: list[_Line], headline: str) -> tuple[list[_Line], list[Cut]]:
    """Lines that say again, word for word, what another line or the headline says."""
    keys = [_key(line.text) for line in lines]
    longer = [key for key in keys if _words(key) > PARAGRAPH_WORDS]
    seen = {_key(headline)} if headline else set()
    kept, cuts = [], []
    for number, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if key in seen and (_words(key) >= PARAGRAPH_WORDS or not _ENDED.search(line.text)):
            cuts.append(Cut("repeated", "the same line stands elsewhere", line.start, line.end))
        elif number < TEASER_LINES and _words(key) >= PARAGRAPH_WORDS and any(key in k and key != k for k in longer):
            cuts.append(Cut("repeated", "stands word for word in a longer paragraph", line.start, line.end))
        else:
            kept.append(line)
        # A short sentence may recur with right ("I do not care."); a title or a paragraph does not.
        if _words(key) >= 4:
            seen.add(key)
    return kept, cuts


def _furniture(lines: list[_Line], titled: bool) -> tuple[list[_Line], list[Cut]]:
    """Lines that a rule names; titled: the first line that stays is the headline and no rule of the head takes it."""
    named: dict[int, Rule] = {}
    for number, line in enumerate(lines):
        rule = _rule(line.text, {"any"} | ({"top"} if number == 0 and len(lines) > 1 else set()))
        if rule:
            named[number] = rule
    left = [i for i in range(len(lines)) if i not in named]
    paragraphs = [i for i in left if _is_paragraph(lines[i].text)] or left
    title = left[0] if titled and left else -1
    for i in left:
        zone = (
            {"head"} if paragraphs and i < paragraphs[0] else {"tail"} if paragraphs and i > paragraphs[-1] else set()
        )
        rule = None if i == title else _rule(lines[i].text, zone)
        if rule:
            named[i] = rule
        elif i != title and i + 1 < len(lines) and not _ENDED.search(lines[i].text) and _credits(named.get(i + 1)):
            named[i] = Rule("photo_caption", "head", "caption of a photo above its credit", re.compile(""))
    cuts = [Cut(named[i].name, named[i].reason, lines[i].start, lines[i].end) for i in sorted(named)]
    return [line for i, line in enumerate(lines) if i not in named], cuts


def _credits(rule: Rule | None) -> bool:
    return rule is not None and rule.name == "photo_credit"


def _rule(text: str, where: set[str]) -> Rule | None:
    if len(text) > 600:
        return None
    return next((rule for rule in rules() if rule.where in where and rule.pattern.fullmatch(text)), None)


def _display(body: list[str]) -> list[int]:
    """Numbers of the lines that are deck or crosshead: short, unended, above a paragraph."""
    found = []
    started = False
    for i, text in enumerate(body[:-1]):
        limit = CROSSHEAD_WORDS if started else HEADLINE_WORDS
        above = any(_is_paragraph(later) for later in body[i + 1 : i + 3])
        plain = _OPENED.match(text) and not _ENDED.search(text) and text[-1] not in ",;:-–—"
        if above and plain and _words(text) <= limit and any(c.isupper() for c in text[:2]):
            found.append(i)
        else:
            started = True
    return found
