"""Cut an article into sentences, and each sentence into the voices that speak in it.

Two passes over each line, each led by one pattern: STOP finds where a sentence may end, MARK finds quotation
marks and says what each can be. What the marks do not settle stays narration, with the reason.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]
Quote = tuple[int, int, str]  # start, end, and why it holds no speech or ""


class Segment(NamedTuple):
    """The part of one sentence in one voice; every non-space character of a text is in exactly one span."""

    paragraph: int  # index of the line in the text
    sentence: int  # running number over the whole text
    voice: str  # "headline", "narration" or "quoted"
    spans: tuple[Span, ...]  # offsets into the text, in order
    reason: str  # "" or why it is what it is: one of REASONS


REASONS = ("", "scare quote", "title", "stray quote mark", "unclosed quote")  # of several, the last is named
_, SCARE, TITLE, STRAY, UNCLOSED = REASONS


def _read(path: Path) -> dict[str, frozenset[str]]:
    """The sections of a word list: [name], then words; "#" starts a comment."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    parts = re.split(r"\[(\w+)\]", text)[1:]
    words = (frozenset(word.removesuffix(".") for word in part.split()) for part in parts[1::2])
    return dict(zip(parts[::2], words, strict=True))


def _any(section: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[section]))) + ")"


WORDS = _read(Path(__file__).with_name("abbreviations.txt"))
KINDS = {word: kind for kind in ("maybe", "clock", "number", "never") for word in WORDS[kind]}
KINDS |= {word.upper(): "never" for word in WORDS["never"] if len(word) > 2}
LONGEST = max(map(len, KINDS)) + 1

LINE = re.compile(r"\S(?:[^\n]*\S)?")
SPAN = re.compile(r"\S(?:.*\S)?", re.S)
WORD = re.compile(r"[^\W_]")  # a letter or a digit: what makes a span worth having

# A sentence may end: a stop, closing marks, footnote numbers; then space and a word that is not lower-case,
# or (the space was lost) a capitalised word at once. Repeats are bounded, so that time stays linear.
STOP = re.compile(
    rf"""[.?!…](?:
      [.?!…"“”’'»)\]}}]{{0,12}}(?:\[\d{{1,3}}\]){{0,9}}(?P<gap>\s++)
      [^\w\s—–-]{{0,5}}+(?P<next>(?![a-z](?![A-Z]))\w{{1,20}})
    | (?<=[a-z\d%)\]][.?!…])(?:\.\.)?["”’)\]]?(?:\[\d{{1,3}}\]){{0,9}}(?P<gone>)["“‘]?(?!{_any("suffix")}\b)
      (?P<glued>[^\W\d_a-z][^\W\d_A-Z]\w{{0,18}}+|(?:A|I|I['’]m)(?=\ ))(?![@/\\_]|\.\w)
    )""",
    re.X,
)
BEFORE = re.compile(r"(?<![\w'’])(?:[^\W\d_]{1,4}[.'])*[^\W\d_]+\Z")  # the word before a stop
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]")  # J, U.S
ITEM = re.compile(r"[^\w\s]{0,3}(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})")  # 1. or a. opens a list item
ADDRESS = re.compile(r"(?:\S*[@/\\_#]|www\.|http)\S*\Z")
TIME = re.compile(rf"{_any('zone')}\b|(?:\w{{1,20}}\s){{1,3}}time\b")  # 5 p.m. London time

# A quotation mark, by what stands on its two sides. _FIRST: after space, a bracket, a dash or such a mark.
_FIRST = r"(?<![^\s\u200b\ufeff(\[{—–/‘'“\"„«-].)"
_ELIDED = rf"(?!\d?\d0s|\d\d\b(?!['’])|(?i:{_any('elision')})\b)"
MARK = re.compile(
    rf"""["“”„«»‘’'`](?:
      (?:(?<=[“„«])(?:(?=\w)|{_FIRST})|(?<=[”»]){_FIRST}(?=\w)
        |(?<=")(?:{_FIRST}(?=\w)|(?<![^\s(\[{{‘“].)(?=\S))
        |(?<=['`]){_FIRST}['`](?=\w)
        |(?<=[‘']){_FIRST}{_ELIDED}(?=[\w"“$£€.…])
      )(?P<opens>)
    | (?:(?<=\d["”])(?=\s[a-z])|(?<=[sS]['’])(?!\w))(?P<perhaps>)
    | (?<=[^\s\w]")(?=\w)(?P<either>)
    | (?:(?<=["“”«»])|(?<=')'(?!\w)|(?<=’)’(?!\w))(?<!\d['’]\d["”])(?<!\d['’]\d\d["”])(?P<closes>)
    | (?<=\S[‘’'])(?<!\W[nN].)(?!\w)(?P<ends>)
    )""",
    re.X,
)
FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``", "’’"), "double")
FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‘’'", "single")
QUOTES = "“”„«»‘’\"'` \xa0"
QUOTED_WORD = re.compile(r"[^\W_]\S*")
SAYS = re.compile(rf"\s*(?:(?:[^\W\d_a-z][\w.'’-]{{0,30}}\s){{0,4}}|(?:s?he|they|we|it)\s){_any('cue')}\b")
SAID = re.compile(rf"""(?:[.?!…:]["”’'»)\]]*|\b{_any("cue")},?)\s*\Z""")  # Smith said, …; or a new sentence


def _family(text: str, at: int) -> str:
    return FAMILY.get(text[at : at + 2]) or FAMILY.get(text[at], "double")


def _pair(text: str, start: int, end: int) -> tuple[list[Quote], list[int]]:
    """Pair the marks of one line: all pairs, also nested, and stray marks; then the openers left over."""
    found: list[Quote] = []
    stack, left = list[tuple[int, str]](), list[tuple[int, str]]()
    perhaps: dict[int, int] = {}  # where a quote ends if no surer end comes: after s it may be an apostrophe
    for m in MARK.finditer(text, start, end):
        kind, at, family = m.lastgroup, m.start(), FAMILY.get(m[0], "double")
        partner = top = len(stack) - 1
        while partner >= 0 and stack[partner][1] != family:
            partner = -1 if family == "single" else partner - 1  # a ' closes the innermost quote or none
        if kind == "opens" or (kind == "either" and partner < 0):
            if partner == top >= 0 and (family == "single" or stack[top][0] in perhaps):
                left.append(stack.pop())
            stack.append((at, family))
            left += [stack.pop(0)] if top > 6 else []  # no news text nests deeper; keeps the search short
        elif kind == "perhaps":
            if partner == top >= 0 and (text[stack[top][0]] != "'" or at - stack[top][0] < 40):
                perhaps.setdefault(stack[top][0], m.end())
        elif partner >= 0:
            found.append((stack[partner][0], m.end(), ""))
            del stack[partner:]
        elif family != "single" and not text[at - 1 : at].isdigit():
            found.append((at, m.end(), STRAY))
    left += stack
    found += [(at, perhaps[at], "") for at, _ in left if at in perhaps]
    return found, [at for at, _ in left if at not in perhaps]


def _unspoken(text: str, line: int, start: int, end: int) -> str:
    """Why a pair of marks holds no speech: a title, or one or two words that nobody utters; else ""."""
    if end - start > 150:
        return ""
    words, inner = QUOTED_WORD.findall(text, start, end), text[start:end].strip(QUOTES)
    if len(words) > 2:
        named = all(not word[0].islower() or word in WORDS["small"] for word in words) and inner[0].isupper()
        return TITLE if named and not (inner.isupper() or inner[-1] in "!?" or SAYS.match(text, end)) else ""
    utterance = inner[:1].isupper() and inner.endswith((",", ".", "!", "?", "…"))
    told = start == line or SAYS.match(text, end) or SAID.search(text, max(line, start - 20), start)
    return "" if utterance and told else SCARE


def _quotes(text: str, start: int, end: int, after: int) -> list[Quote]:
    """What the marks of a line mean, the outermost only, in order; after: start of the next line, or -1."""
    found, left = _pair(text, start, end)
    if left and after >= 0:  # a quote goes on in the next paragraph, if that opens with a mark
        last, mark = max(left), MARK.match(text, after)
        family = _family(text, last)
        alone = not any(at > last and _family(text, at) == family for at, _, _ in found)
        if alone and mark and mark.lastgroup == "opens" and _family(text, after) == family:
            left.remove(last)
            found.append((last, end + 1, ""))
    found += [(at, at, UNCLOSED) for at in left if _family(text, at) != "single" or text[at] == "‘"]
    outer, reached = list[Quote](), start
    for at, stop, why in sorted(found):
        if at >= reached:
            reached = stop
            outer.append((at, stop, why or ("" if stop > end else _unspoken(text, start, at, stop))))
    if left:  # an unclosed quote casts doubt on all up to the next mark
        stops = [at for at, _, _ in outer[1:]] + [end]
        outer = [(a, b if why == UNCLOSED else c, why) for (a, c, why), b in zip(outer, stops, strict=False)]
    return outer


def _opens(text: str, at: int, word: str) -> bool:
    """Whether this word opens a sentence rather than carries on a name (the A of "A. Smith" does not)."""
    stop = text[at + len(word) : at + len(word) + 1]
    return word in WORDS["courtesy"] if stop == "." else word in WORDS["opener"] and stop != "-"


def _ends(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the sentence from start ends at the stop m."""
    at, word = m.start(), m["next"] or m["glued"]
    first = m.end() - len(word)  # of the word that follows
    if word[0].islower() and not word[1:2].isupper():
        return False
    if text[at] == "…" or text.startswith("..", at + 1):  # "I" is a capital anywhere: says nothing
        return word != "I" or text.startswith("....", at) or text[max(start, at - 2) : at - 1] in tuple(".!?")
    if m["glued"] and ADDRESS.search(text, max(start, at - 60), at):
        return False
    name = BEFORE.search(text[max(start, at - LONGEST) : at])
    before, shut = name[0] if name else "", text[at + 1 : m.start("gap" if m["gap"] else "gone")]
    if text[at] == "." and "." not in shut:
        kind = KINDS.get(before) or ("maybe" if INITIALS.fullmatch(before) else "")
        item = m["gap"] and not shut and ITEM.fullmatch(text, start, at)
        return not item and (
            not kind
            or (kind == "number" and not word[0].isdigit())
            or (kind == "clock" and not (word[0].isdigit() or TIME.match(text, first)))
            or (kind == "maybe" and _opens(text, first, word))
        )
    if shut[:1] in QUOTES and (word == "I" or word not in WORDS["opener"]) and SAYS.match(text, first):
        return False
    return before + text[at] not in KINDS or _opens(text, first, word)


def _sentences(text: str, start: int, end: int, marks: Collection[int]) -> list[Span]:
    """The sentences of one line; marks: where quotes start, for they belong to what follows."""
    found: list[Span] = []
    for m in STOP.finditer(text, start, end):
        if _ends(text, start, m):
            cut, resume = m.span("gap" if m["gap"] else "gone")
            if cut == resume and cut - 1 in marks:
                cut = resume = cut - 1
            if found or WORD.search(text, start, cut):
                found.append((start, cut))
                start = resume
    return [*found, (start, end)]


def _voices(text: str, start: int, end: int, quotes: list[Quote]) -> dict[str, list[Span]]:
    """The spans of one sentence by voice; what has no letter or digit goes with what stands before it."""
    spans: dict[str, list[Span]] = {}
    now, begin, at = "", start, start
    speech = [(max(start, a), min(end, b)) for a, b, why in quotes if not why]
    for a, b in [*speech, (end, end)]:
        for voice, x, y in (("narration", at, a), ("quoted", a, b)):
            if x < y and voice != now and WORD.search(text, x, y):
                if now:
                    spans.setdefault(now, []).extend([m.span() for m in SPAN.finditer(text, begin, x)])
                now, begin = voice, x if now else start
        at = b
    spans.setdefault(now or "narration", []).extend([m.span() for m in SPAN.finditer(text, begin, end)])
    return spans


def segment(text: str, display: Collection[int] = ()) -> list[Segment]:
    """Cut a text, one paragraph a line, into sentences and these into voices.

    display: indices of the lines that are headline, deck or crosshead.
    Returns: segments by sentence, then by place; a sentence has at most one narration and one quoted segment.
    """
    shown, segments, lines, paragraph, seen, number = frozenset(display), [], [], 0, 0, -1
    for m in LINE.finditer(text):
        paragraph, seen = paragraph + text.count("\n", seen, m.start()), m.start()
        lines.append((paragraph, m.start(), m.end()))
    following = [-1 if paragraph in shown else start for paragraph, start, _ in lines[1:]] + [-1]
    for (paragraph, start, end), after in zip(lines, following, strict=False):
        voice = "headline" if paragraph in shown else "narration"
        quotes = _quotes(text, start, end, after) if voice == "narration" else []
        k = 0
        for first, last in _sentences(text, start, end, {at for at, _, _ in quotes}):
            number += 1
            j = k  # quotes[j:k] touch this sentence; the last of them may go on in the next
            while k < len(quotes) and quotes[k][0] < last:
                k += 1
            if j == k:
                segments.append(Segment(paragraph, number, voice, ((first, last),), ""))
                continue
            doubt = max((why for _, _, why in quotes[j:k]), key=REASONS.index)
            for name, spans in _voices(text, first, last, quotes[j:k]).items():
                reason = doubt if name == "narration" else ""
                segments.append(Segment(paragraph, number, name, tuple(spans), reason))
            k -= quotes[k - 1][1] > last
    return segments
