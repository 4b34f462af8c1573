"""Cleaning many articles at once against the same rules read one line after the other."""

import itertools
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning import clean as module
from analysis.corpus.cleaning.clean import clean, clean_all
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.rules import LONGEST_LINE, Rule, rules

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."
MORE = "Fishermen waited in the cafés along the quay, and most of them went home in the evening."
SOUTH = "Порт был закрыт в пятницу из-за шторма, и ни один корабль не вышел из него до полудня."
ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def key(text: str) -> str:
    return " ".join(words(text.lower()))


def is_paragraph(text: str) -> bool:
    return len(words(text)) >= 12 and bool(ENDED.search(text))


def takes(rule: Rule, text: str) -> bool:
    held = re.search(rule.holds, text, re.IGNORECASE)
    return len(text) <= LONGEST_LINE and bool(held) and bool(re.fullmatch(rule.pattern, text, re.IGNORECASE))


def name_of(text: str, zones: set[str]) -> str:
    return next((rule.name for rule in rules() if rule.where in zones and takes(rule, text)), "")


def plain(raw: str, headline: str, titled: bool) -> tuple[str, str, tuple[int, ...], list[tuple[str, int, int]]]:
    """headline, text, display and cuts of one article, line by line."""
    cuts, pieces = [], []
    for rule in (rule for rule in rules() if rule.where == "inline"):
        pieces += [(rule.name, *m.span()) for m in re.finditer(rule.pattern, raw)]
        raw = re.sub(rule.pattern, lambda m: " " * len(m[0]), raw)
    spans = [m.span() for m in re.finditer("[^\r\n\u2028\u2029\x85]+", raw)]
    spans = [(start, end) for start, end in spans if raw[start:end].strip()]
    texts = [" ".join(raw[start:end].split()) for start, end in spans]
    keys = [key(text) for text in texts]
    seen, left = {key(headline)} if headline else set(), []
    for i, k in enumerate(keys):
        whole = len(words(k)) >= 12
        teaser = i < 6 and whole and any(k in other and k != other for other in keys if len(words(other)) > 12)
        if (k in seen and (whole or not ENDED.search(texts[i]))) or teaser:
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
    for i in free:
        zones = {"head"} if paragraphs and i < paragraphs[0] else set()
        zones |= {"tail"} if paragraphs and i > paragraphs[-1] else set()
        zones |= {"above photo_credit"} if names.get(after.get(i, -1)) == "photo_credit" else set()
        names[i] = "" if i in titles else name_of(texts[i], zones)
    cuts += [(names[i], *spans[i]) for i in left if names[i]]
    cuts += [piece for piece in pieces if not any(start <= piece[1] < end for _, start, end in cuts)]
    body = [texts[i] for i in left if not names[i]]
    if titled and not headline and len(body) > 1 and len(words(body[0])) <= 30:
        headline = body.pop(0)
    display, limit = [0] if headline else [], 30
    for i, text in enumerate(body):
        short = len(words(text)) <= limit and any(c.isupper() for c in text[:2])
        opened = re.match(r"[\"'“‘(\[]?[^\W_]", text) and not ENDED.search(text) and text[-1] not in ",;:-–—"
        if short and opened and any(is_paragraph(later) for later in body[i + 1 : i + 3]):
            display.append(i + bool(headline))
        else:
            limit = 8
    text = "\n".join([headline, *body] if headline else body)
    return headline, text, tuple(display), sorted(cuts, key=lambda cut: cut[1])


def same(raw: str, headline: str, titled: bool) -> None:
    cleaned = clean(raw, headline=headline, first_line_is_headline=titled)
    cuts = [(cut.kind, cut.start, cut.end) for cut in cleaned.cuts]
    raw, headline = normalized(pl.Series([raw, headline]))
    assert (cleaned.headline, cleaned.text, cleaned.display, cuts) == plain(raw, headline, titled)


ODD = [
    "World", "09:15 pm on 3 May 2021", "By Ada Example, Harbour Times", "Photo: Agency / A. Nobody", "ADVERTISEMENT",
    "Two boats at the quay. (AP Photo/Ada Example)", "Read more: Storm", "- EXAMPLE", "Ada Example", "Â", "a Â b",
    "\x00\x01", "x\x0by", "\ufffd", "İzmir ½ day", "A deck", "A deck, with more to come:", "“No.”", "No", "***", "",
    "\u2003two  wide\xa0spaces ", "one\rtwo", "one\u2028two", "one\x85two", "e\u0301te\u0301", "Word " * 8,
    "word " * 31, BODY, MORE, SOUTH, BODY[:69], BODY[5:80], BODY.upper(),
    f"{MORE} {BODY}", BODY.replace(",", " –"), SOUTH[5:],
]  # fmt: skip
LINES = st.lists(st.sampled_from(ODD) | st.text(st.characters(codec="utf-8"), max_size=30), max_size=10)


@settings(max_examples=60)
@given(LINES, st.sampled_from(["", "", "A deck", "A\ndeck", "***", SOUTH]), st.booleans())
def test_columns_and_lines_say_the_same(lines: list[str], headline: str, titled: bool) -> None:
    same("\n".join(lines), headline, titled)


@pytest.mark.parametrize("size", [1, 200, 10_000])
def test_articles_do_not_touch_each_other(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """The same whatever else is in the batch, and wherever a batch ends."""
    monkeypatch.setattr(module, "BATCH_BYTES", size)
    raws = ["", f"Storm\n{BODY}", f"Storm\n{BODY}", "\n\n", f"{BODY}\nPhoto: Agency", f"{MORE} \x00\n- EXAMPLE", "Â"]
    headlines = ["", "", "Storm", "Storm", "", "", ""]
    together = clean_all(pl.Series(raws), pl.Series(headlines), first_line_is_headline=True)
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
