"""Cut an article into sentences, and each sentence into the voices that speak in it.

Two passes over each line, each led by one pattern: STOP finds where a sentence may end, MARK finds quotation
marks and says what each can be. What the marks do not settle stays narration, with the reason.
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]


class Segment(NamedTuple):
    """The part of one sentence in one voice; every non-space character of a text is in exactly one span."""

    paragraph: int  # index of the line in the text
    sentence: int  # running number over the whole text
    voice: str  # "headline", "narration" or "quoted"
    spans: tuple[Span, ...]  # offsets into the text, in order
    reason: str  # "" or why it is what it is: one of REASONS


class Event(NamedTuple):
    """Speech in quotation marks (no reason), or marks that hold no speech and why."""

    start: int
    end: int
    reason: str


REASONS = ("", "scare quote", "title", "stray quote mark", "unclosed quote")  # of several, the last is named
_, SCARE, TITLE, STRAY, UNCLOSED = REASONS


def _read(path: Path) -> dict[str, frozenset[str]]:
    """The sections of a word list: [name], then words; "#" starts a comment."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    parts = re.split(r"\[(\w+)\]", text)[1:]
    words = (frozenset(word.removesuffix(".") for word in part.split()) for part in parts[1::2])
    return dict(zip(parts[::2], words, strict=True))


WORDS = _read(Path(__file__).with_name("abbreviations.txt"))
KINDS = {word: kind for kind in ("maybe", "clock", "number", "never") for word in WORDS[kind]}
KINDS |= {word.upper(): "never" for word in WORDS["never"] if len(word) > 2}
LONGEST = max(map(len, KINDS)) + 1


def _any(section: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[section]))) + ")"


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
NAME_SAYS = re.compile(rf"(?:[^\W\d_a-z][\w.'’-]{{0,30}}\s){{1,4}}{_any('cue')}\b")
PLACE_TIME = re.compile(r"(?:\w{1,20}\s){1,3}time\b")

# A quotation mark, by what stands on its two sides. _FIRST: after space, bracket, dash or another opening mark.
_FIRST = r"(?<![^\s(\[{—–/‘'“\"„«-].)"
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
    | (?:(?<=["“”«»])|(?<=')'(?!\w))(?<!\d['’]\d["”])(?<!\d['’]\d\d["”])(?P<closes>)
    | (?<=\S[‘’'])(?<!\W[nN].)(?!\w)(?P<ends>)
    )""",
    re.X,
)
DOUBLE, ANGLE, SINGLE = "double", "angle", "single"
FAMILY = dict.fromkeys("“”„\"", DOUBLE) | dict.fromkeys("«»", ANGLE) | dict.fromkeys("‘’'", SINGLE)
QUOTES = "“”„«»‘’\"'` \xa0"
QUOTED_WORD = re.compile(r"[^\W_]\S*")
NESTED = 8  # deeper than that no news text quotes


def _pair(text: str, start: int, end: int) -> tuple[list[Event], list[Span]]:
    """Pair the marks of one line: all pairs, also nested, and stray marks; then the places of openers left over."""
    found: list[Event] = []
    stack: list[tuple[int, str]] = []
    left: list[tuple[int, str]] = []
    perhaps: dict[int, int] = {}  # where a quote ends if no surer end comes; after s the mark may be a plural's
    for m in MARK.finditer(text, start, end):
        kind, at = m.lastgroup, m.start()
        family = FAMILY.get(m[0], DOUBLE)
        partner = top = len(stack) - 1
        while partner >= 0 and stack[partner][1] != family:
            partner = -1 if family == SINGLE else partner - 1  # a ' closes the innermost quote or none
        if kind == "opens" or (kind == "either" and partner < 0):
            if partner == top >= 0 and (family == SINGLE or stack[top][0] in perhaps):
                left.append(stack.pop())
            stack.append((at, family))
            left += [stack.pop(0)] if top > NESTED else []
        elif kind == "perhaps":
            if partner == top >= 0 and (text[stack[top][0]] != "'" or at - stack[top][0] < 40):
                perhaps.setdefault(stack[top][0], m.end())
        elif partner >= 0:
            found.append(Event(stack[partner][0], m.end(), ""))
            del stack[partner:]
        elif family != SINGLE and not text[at - 1 : at].isdigit():
            found.append(Event(at, m.end(), STRAY))
    left += stack
    found += [Event(at, perhaps[at], "") for at, _ in left if at in perhaps]
    return found, [at for at, _ in left if at not in perhaps]


def _unspoken(text: str, start: int, end: int) -> str:
    """Why a pair of marks holds no speech: a title, or one or two words that are no utterance ("No," is); else ""."""
    if end - start > 150:
        return ""
    words, inner = QUOTED_WORD.findall(text, start, end), text[start:end].strip(QUOTES)
    if len(words) < 3:
        return "" if inner[:1].isupper() and inner.endswith((",", ".", "!", "?", "…")) else SCARE
    named = all(not word[0].islower() or word in WORDS["small"] for word in words)
    return TITLE if named and inner[0].isupper() and not inner.isupper() and inner[-1] not in "!?" else ""


def _events(text: str, start: int, end: int, after: int) -> list[Event]:
    """What the marks of a line mean, in order, the outermost only; after: where the next line starts, or -1."""
    found, left = _pair(text, start, end)
    if not found and not left:
        return found
    if left and after >= 0:  # a quote that goes on in the next paragraph, which then opens with a mark
        last = max(left)
        family = FAMILY.get(text[last])
        next_mark = MARK.match(text, after)
        alone = not any(event.start > last and FAMILY.get(text[event.start]) == family for event in found)
        if alone and next_mark and next_mark.lastgroup == "opens" and FAMILY.get(next_mark[0]) == family:
            left.remove(last)
            found.append(Event(last, end + 1, ""))
    found += [Event(at, at, UNCLOSED) for at in left if text[at] != "'"]  # a lone ' is an apostrophe
    outer: list[Event] = []
    reached = start
    for at, stop, reason in sorted(found):
        if at >= reached:
            reached = stop
            outer.append(Event(at, stop, reason or ("" if stop > end else _unspoken(text, at, stop))))
    if left:  # an unclosed quote casts doubt on all up to the next mark
        ends = [event.start for event in outer[1:]] + [end]
        outer = [Event(a, b if why == UNCLOSED else e, why) for (a, e, why), b in zip(outer, ends, strict=False)]
    return outer


def _opens(text: str, at: int, word: str) -> bool:
    """Whether this word opens a sentence rather than carries on a name (the A of "A. Smith" does not)."""
    stop = text[at + len(word) : at + len(word) + 1]
    return word in WORDS["courtesy"] if stop == "." else word in WORDS["opener"] and stop != "-"


ENDS: dict[str, Callable[[str, int, str], bool]] = {
    "": lambda text, at, word: True,
    "never": lambda text, at, word: False,
    "number": lambda text, at, word: not word[0].isdigit(),
    "clock": lambda text, at, word: not (word[0].isdigit() or word in WORDS["zone"] or PLACE_TIME.match(text, at)),
    "maybe": _opens,
}


def _ends(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the sentence from start ends at the stop m."""
    at, stop, word = m.start(), m[0][0], m["next"] or m["glued"]
    first = m.end() - len(word)  # of the word that follows
    if word[0].islower() and not word[1:2].isupper():
        return False
    if stop == "…" or text.startswith("..", at + 1):
        return word != "I" or text.startswith("....", at)  # "I" is a capital anywhere
    if m["glued"] and ADDRESS.search(text, max(start, at - 60), at):
        return False
    name = BEFORE.search(text[max(start, at - LONGEST) : at])
    before = name[0] if name else ""
    if stop == ".":
        kind = KINDS.get(before, "maybe" if INITIALS.fullmatch(before) else "")
        item = m["gap"] and text[at + 1].isspace() and ITEM.fullmatch(text, start, at)
        return not item and ENDS[kind](text, first, word)
    if text[at + 1] in QUOTES and (word == "I" or word not in WORDS["opener"]) and NAME_SAYS.match(text, first):
        return False
    return before + stop not in KINDS or _opens(text, first, word)


def _sentences(text: str, start: int, end: int, marks: Collection[int]) -> list[Span]:
    """The sentences of one line; marks: where quotes start, for they belong to what follows."""
    found: list[Span] = []
    for m in STOP.finditer(text, start, end):
        if _ends(text, start, m):
            cut, resume = m.span("gap")
            if not m["gap"]:
                cut = m.start("gone")
                cut = resume = cut - 1 if cut - 1 in marks else cut
            if found or WORD.search(text, start, cut):
                found.append((start, cut))
                start = resume
    found.append((start, end))
    return found


def _voices(text: str, start: int, end: int, events: list[Event]) -> dict[str, list[Span]]:
    """The spans of one sentence by voice; what has no letter or digit goes with what stands before it."""
    cuts: list[tuple[str, int]] = []

    def add(voice: str, a: int, b: int) -> None:
        if WORD.search(text, a, b) and not (cuts and cuts[-1][0] == voice):
            cuts.append((voice, a))

    at = start
    for event in events:
        if not event.reason:
            add("narration", at, max(at, event.start))
            add("quoted", max(at, event.start), min(end, event.end))
            at = min(end, event.end)
    add("narration", at, end)
    cuts = cuts or [("narration", start)]
    spans: dict[str, list[Span]] = {}
    for k, (voice, a) in enumerate(cuts):
        m = SPAN.search(text, a if k else start, cuts[k + 1][1] if k + 1 < len(cuts) else end)
        spans.setdefault(voice, []).append(m.span() if m else (start, end))
    return spans


def segment(text: str, display: Collection[int] = ()) -> list[Segment]:
    """Cut a text, one paragraph a line, into sentences and these into voices.

    display: indices of the lines that are headline, deck or crosshead.
    Returns: segments by sentence, then by place; a sentence has at most one narration and one quoted segment.
    """
    segments: list[Segment] = []
    lines: list[tuple[int, int, int]] = []
    paragraph = seen = number = 0
    for m in LINE.finditer(text):
        paragraph, seen = paragraph + text.count("\n", seen, m.start()), m.start()
        lines.append((paragraph, m.start(), m.end()))
    shown = frozenset(display)
    nexts = [-1 if paragraph in shown else start for paragraph, start, _ in lines[1:]] + [-1]
    for (paragraph, start, end), after in zip(lines, nexts, strict=True):
        events = [] if paragraph in shown else _events(text, start, end, after)
        voice = "headline" if paragraph in shown else "narration"
        k = 0
        for first, last in _sentences(text, start, end, {event.start for event in events}):
            mine: list[Event] = []
            while k < len(events) and events[k].start < last:
                mine.append(events[k])
                if events[k].end > last:
                    break
                k += 1
            if mine:
                doubt = max((event.reason for event in mine), key=REASONS.index)
                for voice_, spans in _voices(text, first, last, mine).items():
                    why = doubt if voice_ == "narration" else ""
                    segments.append(Segment(paragraph, number, voice_, tuple(spans), why))
            else:
                segments.append(Segment(paragraph, number, voice, ((first, last),), ""))
            number += 1
    return segments
