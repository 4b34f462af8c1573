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


REASONS = ("", "scare quote", "stray quote mark", "title", "unclosed quote")  # of several max()
_, SCARE, STRAY, TITLE, UNCLOSED = REASONS


def _read(path: Path) -> dict[str, frozenset[str]]:
    """The sections of a word list: [name], then words; "#" starts a comment."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    parts = re.split(r"\[(\w+)\]", text)[1:]
    words = (frozenset(word.removesuffix(".") for word in part.split()) for part in parts[1::2])
    return dict(zip(parts[::2], words, strict=True))


def _any(section: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[section]))) + ")"


WORDS = _read(Path(__file__).with_name("abbreviations.txt"))
KINDS = {word: kind for kind in ("state", "maybe", "clock", "number", "never") for word in WORDS[kind]}
KINDS |= {mark + word: "place" for mark in ("-", ", ") for word in WORDS["state"]}
KINDS |= {word.upper(): "never" for word in WORDS["never"] if len(word) > 2}
LONGEST = max(map(len, KINDS)) + 1

LINE = re.compile(r"\S(?:[^\n]*\S)?")
WORD = re.compile(r"[^\W_]")  # a letter or a digit: what makes a span worth having

# A sentence may end: a stop, closing marks, footnote numbers; then space and a word that is not lower-case,
# or (the space was lost) a capitalised word at once. Repeats are bounded, so that time stays linear.
STOP = re.compile(
    rf"""[.?!…](?:
      [.?!…"“”’'»)\]}}]{{0,12}}(?:\[\d{{1,3}}\]){{0,9}}(?P<gap>\s++)
      (?:[•●▪■]\s)?[^\w\s—–-]{{0,5}}+(?P<next>(?![a-z](?![A-Z]))\w{{1,20}})
    | (?<=[a-z\d%)\]][.?!…])(?:\.\.)?["”’)\]]?(?:\[\d{{1,3}}\]){{0,9}}(?P<gone>)["“‘]?(?!{_any("suffix")}\b)
      (?P<glued>[^\W\d_a-z][^\W\d_A-Z]\w{{0,18}}+|(?:A|I|I['’]m)(?=\ ))(?![@/\\_]|\.\w)
    )""",
    re.X,
)
BEFORE = re.compile(r"(?:, |-)?(?<!\w)(?<!\w['’])(?P<word>(?:[^\W\d_]{1,4}[.'])*[^\W\d_]+)\Z")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]")  # J, U.S
ITEM = re.compile(r"[^\w\s]{0,3}(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})")  # 1. or a. opens a list item
ADDRESS = re.compile(r"[@/\\_#]|www\.|http")
TIME = re.compile(rf"{_any('zone')}\b|(?:\w{{1,20}}\s){{1,3}}time\b")  # 5 p.m. London time

# A quotation mark, by what stands on its two sides. _FIRST: after space, a bracket, a dash or such a mark.
_FIRST = r"(?<![^\s\u200b\ufeff(\[{—–/‘'“\"„«-].)"
_ELIDED = rf"(?!\d?\d0s|\d\d\b(?!['’])|(?i:{_any('elision')})\b)"
MARK = re.compile(
    rf"""["“”„«»‘’'`](?:
      (?:(?<=[“„«])(?:(?=\w)|{_FIRST}(?!\Z))|(?<=[”»]){_FIRST}(?=\w)
        |(?<=")(?:{_FIRST}(?=\w)|(?<![^\s(\[{{‘“].)(?=[^\s.,;:!?)\]}}]|\.\.))
        |(?<=['`‘]){_FIRST}['`‘](?=\w)
        |(?<=[‘']){_FIRST}{_ELIDED}(?=[\w"“$£€.…])
      )(?P<opens>)
    | (?:(?<=\d["”])(?=\s[a-z])|(?<=[sS]['’])(?![\w'’]))(?P<perhaps>)
    | (?<=[^\s\w]")(?=\w)(?P<either>)
    | (?:(?<=["“”«»])|(?<=')'(?!\w)|(?<=’)’(?!\w))(?<!\d['’]\d["”])(?<!\d['’]\d\d["”])(?P<closes>)
    | (?<=\S[‘’'])(?<!\W[nN].)(?!\w)(?P<ends>)
    )""",
    re.X,
)
FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``", "‘‘", "’’"), "double")
FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‘’'", "single")
QUOTES = "“”„«»‘’\"'`"
_NAME = rf"(?!{_any('opener')}\b)[^\W\d_a-z][\w.'’-]{{0,30}}\s"
SAYS = re.compile(rf"\s*(?:(?:{_NAME}){{0,4}}|(?:I|s?he|they|we|it)\s){_any('cue')}\b")  # … Smith said
SAID = re.compile(rf"""(?:[.?!…:]["”’'»)\]]*|\b{_any("cue")},?)\s*\Z""")  # Smith said, …; or a new sentence


def _pair(text: str, start: int, end: int) -> tuple[list[Quote], list[tuple[int, str]], dict[str, int]]:
    """Pair the marks of one line: pairs, nested ones too, and strays; openers left; last mark by family."""
    found: list[Quote] = []
    stack, left = list[tuple[int, str]](), list[tuple[int, str]]()
    perhaps, latest = dict[int, int](), dict[str, int]()  # perhaps: ends that hold if no surer ones come
    for m in MARK.finditer(text, start, end):
        kind, at, family = m.lastgroup, m.start(), FAMILY.get(m[0], "double")
        latest[family] = at
        partner = top = len(stack) - 1
        while partner >= 0 and stack[partner][1] != family:
            partner = -1 if family == "single" else partner - 1  # a ' closes the innermost quote or none
        if kind == "opens" or (kind == "either" and partner < 0):
            if partner == top >= 0 and family == "single":  # no ' within ': the first was none
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
    return found, [(at, family) for at, family in left if at not in perhaps], latest


def _unspoken(text: str, line: int, a: int, b: int) -> str:
    """Why a pair of marks holds no speech: a title, or one or two words that nobody utters; else ""."""
    if b - a > 150:
        return ""
    inner = text[a:b].strip(QUOTES + " \xa0")
    words = inner.split()
    if len(words) > 2:
        named = inner[0].isupper() and all(not word[0].islower() or word in WORDS["small"] for word in words)
        shouted = inner.isupper() or inner[-1] in "!?"
        return TITLE if named and not shouted and not SAYS.match(text, b) else ""
    uttered = inner[:1].isupper() and inner.endswith((",", ".", "!", "?", "…"))
    told = uttered and (a == line or SAID.search(text, max(line, a - 20), a) or SAYS.match(text, b))
    return "" if told else SCARE


def _quotes(text: str, start: int, end: int, after: int) -> list[Quote]:
    """What the marks of a line mean, the outermost only, in order; after: start of the next line, or -1."""
    found, left, latest = _pair(text, start, end)
    if left and after >= 0:  # a quote goes on in the next paragraph, if that opens with a mark
        (last, family), mark = max(left), MARK.match(text, after)
        opens = mark and mark.lastgroup == "opens" and FAMILY.get(mark[0], "double")
        if opens == family and latest[family] == last:
            left.remove((last, family))
            found.append((last, end + 1, ""))
    found += [(at, at, UNCLOSED) for at, family in left if family != "single" or text[at] == "‘"]
    outer, reached = list[Quote](), start
    for at, stop, why in sorted(found):
        if at >= reached:
            reached = stop
            outer.append((at, stop, why or ("" if stop > end else _unspoken(text, start, at, stop))))
    if left:  # an unclosed quote casts doubt on all up to the next mark
        stops = [at for at, _, _ in outer[1:]] + [end]
        outer = [(a, b if why == UNCLOSED else c, why) for (a, c, why), b in zip(outer, stops, strict=False)]
    return outer


def _closes(text: str, name: str, at: int, word: str, marked: bool) -> bool:
    """Whether a sentence ends with this name and its stop; at: where the next word is, marked: in quotes."""
    kind, numeric = KINDS.get(name) or ("maybe" if INITIALS.fullmatch(name) else ""), word[0].isdigit()
    if kind in ("", "never", "number"):
        return not kind or (kind == "number" and not numeric)
    if kind == "clock":
        return not (numeric or TIME.match(text, at))
    follows = text[at + len(word) : at + len(word) + 1]
    opens = word in WORDS["courtesy"] if follows == "." else word in WORDS["opener"] and follows != "-"
    return opens or (len(name) > 1 and marked) or (kind == "place" and not numeric and text[at - 1] != "(")


def _ends(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the sentence from start ends at the stop m."""
    at, word, gap = m.start(), m["next"] or m["glued"], "gap" if m["gap"] else "gone"
    first = m.end() - len(word)  # of the word that follows
    if word[0].islower() and not word[1:2].isupper():
        return False
    if text[at] == "…" or text.startswith("..", at + 1):  # "I" is a capital anywhere: says nothing
        return word != "I" or text.startswith("....", at) or text[max(start, at - 2) : at - 1] in tuple(".!?")
    shut = text[at + 1 : m.start(gap)]  # what closes with the sentence
    item = at - start < 9 and text[at] == "." and m["gap"] and not shut and ITEM.fullmatch(text, start, at)
    if item or (m["glued"] and ADDRESS.search(text[max(start, at - 60) : at].rpartition(" ")[2])):
        return False
    if text[at] != "." and shut.strip(QUOTES) != shut and SAYS.match(text, first):
        return False
    tail = text[max(start, at - LONGEST) : at].rpartition(" ")[2]
    if len(tail) > 1 and tail.isalpha() and tail + text[at].rstrip(".") not in KINDS:
        return True
    before = BEFORE.search(text, max(start, at - LONGEST), at)
    name = "" if not before else before[0] if before[0] in KINDS else before["word"]
    return "." in shut or _closes(text, name + text[at].rstrip("."), first, word, text[first - 1] in QUOTES)


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
    spans, now, begin, at = dict[str, list[Span]](), "", start, start
    speech = [(max(start, a), min(end, b)) for a, b, why in quotes if not why]
    if not speech:
        return {"narration": [(start, end)]}
    for a, b in [*speech, (end, end)]:
        for voice, x, y in (("narration", at, a), ("quoted", a, b)):
            if x < y and voice != now and WORD.search(text, x, y):
                if now:
                    spans.setdefault(now, []).extend([m.span() for m in LINE.finditer(text, begin, x)])
                now, begin = voice, x if now else start
        at = b
    spans.setdefault(now or "narration", []).extend([m.span() for m in LINE.finditer(text, begin, end)])
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
    for (paragraph, start, end), (below, after, _) in zip(lines, [*lines[1:], (-1, -1, -1)], strict=False):
        voice = "headline" if paragraph in shown else "narration"
        quotes = _quotes(text, start, end, -1 if below in shown else after) if paragraph not in shown else []
        k = 0  # quotes[j:k] touch a sentence; the last of them may go on in the next
        for first, last in _sentences(text, start, end, {at for at, _, why in quotes if why != STRAY}):
            number += 1
            j = k = k + (k < len(quotes) and quotes[k][1] <= first)
            while k < len(quotes) and quotes[k][0] < last:
                k += 1
            if j == k:
                segments.append(Segment(paragraph, number, voice, ((first, last),), ""))
                continue
            doubt = max([why for _, _, why in quotes[j:k]])
            for name, spans in _voices(text, first, last, quotes[j:k]).items():
                reason = doubt if name == "narration" else ""
                segments.append(Segment(paragraph, number, name, tuple(spans), reason))
            k -= quotes[k - 1][1] > last
    return segments
