"""Cleaning many articles at once against the same rules read one line after the other."""

import itertools
import re

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning import clean as module
from analysis.corpus.cleaning.clean import clean, clean_all
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.rules import Rule, furniture_signs, rules
from analysis.language.text.characters import fold_marks

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."
MORE = "Fishermen waited in the cafés along the quay, and most of them went home in the evening."
SOUTH = "Порт был закрыт в пятницу из-за шторма, и ни один корабль не вышел из него до полудня."
ITEM, QUOTE_ENDS = re.compile("[-–—•*]"), re.compile('[”’"»][.,]?$')
ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def key(text: str) -> str:
    return " ".join(words(text.lower()))


def is_paragraph(text: str) -> bool:
    return len(words(text)) >= 12 and bool(ENDED.search(text))


def takes(rule: Rule, text: str) -> bool:
    held = re.search(rule.holds, text, re.IGNORECASE)
    if rule.where == "any" and ENDED.search(text) and not any(sign in text.lower() for sign in furniture_signs()):
        return False
    return len(text) <= rule.longest and bool(held) and bool(re.fullmatch(rule.pattern, text, re.IGNORECASE))


def rule_of(text: str, zones: set[str]) -> tuple[str, str]:
    return next(((rule.name, rule.where) for rule in rules() if rule.where in zones and takes(rule, text)), ("", ""))


def name_of(text: str, zones: set[str]) -> str:
    return rule_of(text, zones)[0]


def is_loose(texts: list[str], at: int) -> bool:
    """Whether a line is one of at most four at the end that are no sentences, below a paragraph."""
    ended = [bool(ENDED.search(text) or text.endswith(":")) for text in texts]
    start = max((i for i, end in enumerate(ended) if end), default=-1)
    return start < at and len(texts) - start <= 5 and start >= 0 and is_paragraph(texts[start])


def is_stranger(text: str, above: list[str], below: list[str]) -> bool:
    """Whether a line of the pool below says who Ada Example is, whom no sentence above it names; no quotes follow."""
    named = any("Example" in other and len(words(other)) > 6 for other in above)
    return text.startswith("Ada Example is ") and not named and not re.search('[“”"«»]', "".join(below))


def name_rest(
    texts: list[str], names: dict[int, str], free: list[int], titles: list[int], before: dict[int, int]
) -> None:
    """Name labels and links below the text, and what belongs to a note or to links."""
    paragraphs = [i for i in free if is_paragraph(texts[i])]
    chosen: dict[int, tuple[str, str]] = {}
    trailing: set[int] = set()
    for i in [i for i in free if i not in titles]:
        few = (
            paragraphs
            and i > paragraphs[-1]
            and not ENDED.search(texts[i])
            and len([j for j in free if j > paragraphs[-1]]) <= 3
        )
        below = [texts[j] for j in free[-4:] if j >= i]
        short = not any(len(words(text)) > 18 or re.search(r"[.…][\"'”’)\]]*$", text) for text in below)
        trailing |= {i} if i in free[-4:] and paragraphs and i >= paragraphs[0] and short else set()
        zones = {"trailing"} if i in trailing else set()
        zones |= {"loose"} if i in trailing and is_loose([texts[j] for j in free], free.index(i)) else set()
        chosen[i] = rule_of(texts[i], zones | ({"last"} if few else set()))
    unnamed = [j for j in free if paragraphs and j > paragraphs[-1] and not chosen.get(j, ("", ""))[0]]
    names |= {i: "" if unnamed and where == "last" else name for i, (name, where) in chosen.items()}
    for i in [i for _ in range(3) for i in free[-4:] if i not in titles]:
        above = names.get(before.get(i, -1), "")
        if not names[i] and above in {"author_note", "related_links"}:
            also = above == "author_note" or (i in trailing and not ENDED.search(texts[i]))
            names[i] = name_of(texts[i], {f"below {above}"}) if also else ""


def is_label(text: str, k: str, keys: list[str]) -> bool:
    return keys.count(k) > 2 and re.search("[:)0-9]$", text) is not None


LATIN = re.compile("([bcfgmpvwy0-9].*){9}")  # other letters are not looked at


def plain(raw: str, headline: str, titled: bool) -> tuple[str, str, tuple[int, ...], list[tuple[str, int, int]]]:
    """headline, text, display and cuts of one article, line by line."""
    cuts, pieces = [], []
    for rule in (rule for rule in rules() if rule.where == "inline"):
        spans = [m.span("cut" if "cut" in m.re.groupindex else 0) for m in re.finditer(rule.pattern, raw)]
        pieces += [(rule.name, *span) for span in spans]
        for start, end in spans:
            raw = raw[:start] + " " * (end - start) + raw[end:]
    spans = [m.span() for m in re.finditer("[^\r\n\u2028\u2029\x85]+", raw)]
    spans = [(start, end) for start, end in spans if raw[start:end].strip()]
    written = [" ".join(raw[start:end].split()) for start, end in spans]
    texts = fold_marks(pl.Series(written, dtype=pl.String)).to_list()
    keys = [key(text) for text in texts]
    seen, left = {key(headline)} if headline else set(), []
    for i, k in enumerate(keys):
        whole = len(words(k)) >= 12
        teaser = (
            whole and LATIN.search(k) and any(k in other and k != other for other in keys if len(words(other)) > 12)
        )
        if (
            k in seen and (whole or not (is_label(texts[i], k, [*keys, key(headline)]) or ENDED.search(texts[i])))
        ) or teaser:
            cuts.append(("repeated", *spans[i]))
        else:
            left.append(i)
        seen |= {k} if len(words(k)) >= 4 else set()
    top = left[:1] if len(left) > 1 else []
    names = {i: name_of(texts[i], {"any", "top"} if i in top else {"any"}) for i in left}
    free = [i for i in left if not names[i]]
    paragraphs = [i for i in free if is_paragraph(texts[i])]
    titles = free[:1] if titled and not headline else []
    after = dict(itertools.pairwise(left))
    found: dict[int, str] = {}
    before = {below: above for above, below in after.items()}
    for i in free:
        zones = {"head"} if paragraphs and i < paragraphs[0] else set()
        zones |= {"tail"} if paragraphs and i > paragraphs[-1] else set()
        zones |= {"end"} if i in free[-4:] else set()
        above, below = texts[before[i]] if i in before else "", texts[after[i]] if i in after else ""
        in_list = ITEM.match(above) or ITEM.match(below) or QUOTE_ENDS.search(above)
        zones |= set() if in_list else {"alone"}
        zones |= {"above photo_credit"} if names.get(after.get(i, -1)) == "photo_credit" else set()
        above, below = ([texts[j] for j in free if (j < i, j > i)[side]] for side in (0, 1))
        zones |= (
            {"stranger"}
            if i in free[-4:] and i not in paragraphs[:1] and is_stranger(texts[i], above, below)
            else set()
        )
        found[i] = "" if i in titles else name_of(texts[i], zones)
    names |= found
    name_rest(texts, names, [i for i in free if not names[i]], titles, before)
    cuts += [(names[i], *spans[i]) for i in left if names[i]]
    cuts += [piece for piece in pieces if not any(start <= piece[1] < end for _, start, end in cuts)]
    body = [i for i in left if not names[i]]
    if titled and not headline and len(body) > 1 and len(words(texts[body[0]])) <= 30:
        headline = written[body.pop(0)]
    display, limit = [0][headline == "" :], 30
    for i, text in enumerate(texts[j] for j in body):
        short = len(words(text)) <= limit and any(c.isupper() for c in text[:2])
        opened = re.match(r"[\"'(]?[^\W_]", text) and not ENDED.search(text) and text[-1] not in ",;:-–—"
        if short and opened and any(is_paragraph(texts[later]) for later in body[i + 1 : i + 3]):
            display.append(i + bool(headline))
        else:
            limit = 8
    return (
        headline,
        "\n".join([*[headline][: bool(headline)], *(written[i] for i in body)]),
        tuple(display),
        sorted(cuts, key=lambda cut: cut[1]),
    )


def same(raws: list[str], headlines: list[str], titled: bool) -> None:
    texts, given_headlines = normalized(pl.Series(raws)), normalized(pl.Series(headlines))
    together = clean_all(texts, given_headlines, first_line_is_headline=titled)
    for i, (raw, headline) in enumerate(zip(texts, given_headlines, strict=True)):
        cuts = together.cuts.filter(pl.col("article") == i).select("kind", "start", "end").rows()
        assert (together.headlines[i], together.texts[i], together.display[i], cuts) == plain(raw, headline, titled)


ODD = [
    "World", "09:15 pm on 3 May 2021", "By Ada Example, Harbour Times", "Photo: Agency / A. Nobody", "ADVERTISEMENT",
    "Two boats at the quay. (AP Photo/Ada Example)", "Read more: Storm", "- EXAMPLE", "Ada Example", "Â", "a Â b",
    "\x00\x01", "x\x0by", "\ufffd", "İzmir ½ day", "A deck", "A deck, with more to come:", "“No.”", "No", "***", "",
    "\u2003two  wide\xa0spaces ", "one\rtwo", "one\u2028two", "one\x85two", "e\u0301te\u0301", "Word " * 8,
    "word " * 31, "Ada Example is a nurse and a member of the council.", "She likes boats.",
    "Why the Harbour Must Never Close", "No sleep for the town of the storm", BODY, MORE, SOUTH,
    BODY[:69], BODY[5:80], BODY.upper(),
    f"{MORE} {BODY}", BODY.replace(",", " –"), SOUTH[5:],
]  # fmt: skip
LINES = st.lists(
    st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=30), max_size=10
)


HEADLINES = st.sampled_from(["", "", "A deck", "A\ndeck", "***", SOUTH])


# Several articles at once take as long as one.
@settings(max_examples=15)
@example([(["Ada Example", "Ada Example is a nurse and a member of the council."], "")], False)
@example([(["Ada Example is a nurse and a member of the council.", "“She likes boats.”"], "")], False)
@example([(["’90s Songs Fill the Harbour", BODY], "")], False)
@given(st.lists(st.tuples(LINES, HEADLINES), min_size=1, max_size=8), st.booleans())
def test_columns_and_lines_say_the_same(articles: list[tuple[list[str], str]], titled: bool) -> None:
    same(["\n".join(lines) for lines, _ in articles], [headline for _, headline in articles], titled)


@pytest.mark.parametrize("size", [1, 200, 10_000])
def test_articles_do_not_touch_each_other(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """The same whatever else is in the batch, and wherever a batch ends."""
    monkeypatch.setattr(module, "BATCH_BYTES", size)
    raws = ["", f"Storm\n{BODY}", f"Storm\n{BODY}", "\n\n", f"{BODY}\nPhoto: Agency", f"{MORE} \x00\n- EXAMPLE", "Â"]
    headlines = ["", "", "Storm", "Storm", "", "", ""]
    together = clean_all(normalized(pl.Series(raws)), pl.Series(headlines), first_line_is_headline=True)
    for i, (raw, headline) in enumerate(zip(raws, headlines, strict=True)):
        alone = clean(raw, headline=headline, first_line_is_headline=True)
        cuts = together.cuts.filter(pl.col("article") == i).drop("article").rows()
        assert (together.headlines[i], together.texts[i], together.display[i], cuts) == alone


def test_lone_surrogates_are_cut() -> None:
    cleaned = clean(f"{BODY} \ud800\n\udfff", headline="Storm\ud800")
    assert [(cut.kind, cut.start, cut.end) for cut in cleaned.cuts] == [("characters", 86, 87), ("characters", 88, 89)]
    assert cleaned.text == f"Storm\ufffd\n{BODY}"


def test_marks_of_direction_and_joiners_are_left_out_and_no_cut() -> None:
    assert clean(f"{BODY}\n\u202bשלום\u202c a\u200db") == ("", f"{BODY}\nשלום ab", (), [])


def test_a_paragraph_is_never_furniture_by_its_length_alone() -> None:
    line = "Photo: " + "harbour " * 100
    assert clean(f"{BODY}\n{line}\n{MORE}").cuts == []
