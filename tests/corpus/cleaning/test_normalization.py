"""How a text was stored changes nothing: markup, line breaks, characters and spacing."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.normalization import normalized
from analysis.language.text.characters import fold_marks

PLAIN = [
    "",
    "The lock was opened on Monday.\nNo barge came through it before noon.",
    "He wrote a <3 b and x < y > z, and R&D; it cost $5 & more.",
    "The path C:\\new and C:\\Temp stays, and so does D:\\notes.",
    "“The sluice leaks,” Ahlberg said. ‘We know,’ the keeper said.",
    "A well-known, long-range plan for 2010–15 – and more - stays.",
    "Roses\ntulips\nand thyme",
]


# One sentence with each dash, and with each space beside it.
DASHES = ["—", " — ", "--", " -- ", "---", " - - ", "―", "⸺", "⸻", "﹘", "\xa0—\u2009", "  —  ", "——"]
SPACED = [" – ", "– ", " –", " - ", " ‒ ", " − "]


@pytest.mark.parametrize("dash", DASHES + SPACED)
def test_every_dash_reads_alike(dash: str) -> None:
    text = normalized(pl.Series([f"The lock leaked{dash}again.\n“It leaked{dash.strip()}” he said."]))
    first, second = fold_marks(text).item().split("\n")
    assert first == "The lock leaked — again."
    if dash in DASHES or dash.strip() == "–":
        assert second == '"It leaked —" he said.'


@pytest.mark.parametrize("dash", ["-", "- ", "–", "– ", "—", " —", "--", "―", "‒"])
def test_every_dash_that_opens_a_line_reads_alike(dash: str) -> None:
    text = fold_marks(normalized(pl.Series([f"The lock leaked.\n{dash}Ahlberg, a keeper"]))).item()
    assert [line.strip() for line in text.split("\n")] == ["The lock leaked.", "— Ahlberg, a keeper"]


def test_hyphens_minus_signs_and_rules_are_no_dashes() -> None:
    text = "It was −5 to –3 degrees in 2010–15, a long-range plan.\n----\n-5 again"
    assert normalized(pl.Series([text])).item() == text


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_text_stays(text: str) -> None:
    assert normalized(pl.Series([text])).to_list() == [text]


CASES = [
    # HTML
    ("<p>One lock.</p>\n<p>Two\nlocks.</p>", "One lock.\nTwo locks."),
    ("One lock.<br>Two locks.<BR />Three.", "One lock.\nTwo locks.\nThree."),
    ("A <a href='x>y'>linked</a> <strong>word</strong>.", "A linked word."),
    ("Tea &amp; cake &#8212; &#x201C;sweet&#x201d;&hellip;", "Tea & cake — “sweet”..."),
    ("&amp;quot;Sweet,&amp;quot; he said.", '"Sweet," he said.'),
    ("&lt;p&gt;One lock.&lt;/p&gt;", "One lock."),
    ("One.<style>p {color: red}</style><!-- a\nb --><noscript>x</noscript> Two.", "One. Two."),
    ("<ul><li>tar</li><li>rope</li></ul>", "tar\nrope"),
    ("He wrote:<blockquote><p>No more tar.</p><p>No rope.</p></blockquote>Then he left.",
     "He wrote:\n> No more tar.\n> No rope.\nThen he left."),
    ("unknown &entity; and AT&T; stay", "unknown &entity; and AT&T; stay"),
    # line breaks
    (r"The lock leaked.\n\nThe keeper left.", "The lock leaked.\nThe keeper left."),
    (r"The lock leaked.\r\nThe keeper left.", "The lock leaked.\nThe keeper left."),
    (r"The lock leaked.\\nThe keeper left.".replace("\\\\", "\\"), "The lock leaked.\nThe keeper left."),
    (r"the lock\nthe keeper\nthe barge", "the lock\nthe keeper\nthe barge"),
    (r"He said \"no\" and left the caf\u00e9.", 'He said "no" and left the café.'),
    ("The lock of the old canal leaked, and the\nkeeper called Ms. Ahlberg.", None),
    ("The lock of the old canal leaked and was\nclosed, so that nobody but the keeper, and\nAhlberg, came.", None),
    ("The keeper said that the lock had been open since\n\nlast May.", None),
    ("The keeper asked for a new long-\nrange plan for the lock of the old\ncanal.",
     "The keeper asked for a new long-range plan for the lock of the old canal."),
    ("The keepers of the lock asked for main-\ntenance, and for more maintenance.",
     "The keepers of the lock asked for maintenance, and for more maintenance."),
    ("The keeper wanted a list of what is needed:\ntar\nrope\npaint", "The keeper wanted a list of what is needed:\n"
     "tar\nrope\npaint"),
    # characters
    ("Zoe\u0308 Ange\u0301lique", "Zoë Angélique"),
    ("soft\u00adly o\ufb03cial \u200bzero\ufeff", "softly official zero"),
    # spacing
    ('" No tar , no rope , " the keeper said .', '"No tar, no rope," the keeper said.'),
    ("`` No tar , no rope , '' the keeper said .", '"No tar, no rope," the keeper said.'),
    ('Ahlberg said : " It \'s late , and we do n\'t care . "', 'Ahlberg said: "It\'s late, and we don\'t care."'),
    ("The keepers ' strike , Ahlberg said , was n't over .", "The keepers' strike, Ahlberg said, wasn't over."),
    ("' No tar , ' he said , ' and no rope . '", "'No tar,' he said, 'and no rope.'"),
    ('" No tar , and no rope .\nIt was the keeper -LRB- and his son -RRB- who said it .',
     '"No tar, and no rope.\nIt was the keeper (and his son) who said it.'),
    ("« No tar » she said, “ and no rope ” too.", "«No tar» she said, “and no rope” too."),
    ("„No tar“ and „no rope“ came.", "„No tar“ and „no rope“ came."),
    ("â€œNo tar,â€\x9d he said â€“ and â\x80\x9cno ropeâ\x80\x9d.", "“No tar,” he said – and “no rope”."),
    ("“No tar,'' he said.", '“No tar," he said.'),
    ("tar—and rope -- and— paint ―too", "tar — and rope — and — paint — too"),
    ('"I never—" she said. "—and then," he said—"No"—and left.',
     '"I never —" she said. "— and then," he said — "No" — and left.'),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "expected"), CASES)
def test_a_text_is_measured_as_print_has_it(stored: str, expected: str | None) -> None:
    expected = " ".join(stored.split()) if expected is None else expected
    lines = [" ".join(line.split()) for line in normalized(pl.Series([stored])).item().split("\n")]
    assert "\n".join(filter(None, lines)) == expected


def test_texts_do_not_touch_each_other() -> None:
    stored = [text for text, _ in CASES]
    alone = [normalized(pl.Series([text]))[0] for text in stored]
    assert normalized(pl.Series([*stored, *PLAIN])).to_list() == [*alone, *PLAIN]


@given(
    st.lists(
        st.sampled_from([*PLAIN, *(text for text, _ in CASES if not set(text) & set("<&\\"))]), min_size=1, max_size=4
    )
)
def test_a_text_that_was_normalized_stays(texts: list[str]) -> None:
    once = normalized(pl.Series(["\n\n".join(texts)]))
    assert normalized(once).to_list() == once.to_list()
