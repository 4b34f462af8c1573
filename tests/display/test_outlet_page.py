"""A page for each outlet, and its words."""

import numpy as np
import pandas as pd
import pytest

from analysis import describe, outlet_page, save_table, schema
from analysis.display.outlet_page import outlet_pages
from analysis.exceptions import WrongUse

HOSTILE = "<script>alert(1)</script>"


def compared(measure: str, *rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    """Comparisons: item, outlet, value, value of the others and q."""
    table = pd.DataFrame(rows, columns=["item", "outlet", "value", "value_against", "q"])
    estimate = table["value"] - table["value_against"]
    table = table.assign(
        measure=measure,
        against="rest",
        estimate=estimate,
        low=estimate - 0.1,
        high=estimate + 0.1,
        p=table["q"],
        n_articles=9,
        n_articles_against=9,
        x=1.0,
        n=9.0,
        unit="event",
        method="t",
        confidence=0.95,
        seed=0,
        log2_ratio=0.0,
        log2_low=0.0,
        log2_high=0.0,
        family_share=1.0,
    )
    return schema.typed(table, "comparisons")


VOICES = compared("indirect_speech", ("quoted", "Post", 0.3, 0.1, 0.01), ("quoted", HOSTILE, 0.1, 0.3, 0.9),
                  ("indirect", "Post", 0.25, 0.2, np.nan))  # fmt: skip
TERMS = compared(
    "terms",
    *((word, "Post", 0.02, 0.01, 0.01) for word in ("harbour", "quay", "crane", "ship")),
    ("rain", "Post", 0.01, 0.02, 0.01),
    (HOSTILE, HOSTILE, 0.02, 0.01, 0.01),
    ("fog", HOSTILE, 0.2, 0.1, 0.4),
)


@pytest.fixture
def saved(tmp_path):
    rows = [("a", "Post", "Hall to close"), ("a", HOSTILE, HOSTILE), ("b", "Post", "Ferry late"), ("a", "Small", "Fog")]
    table = pd.DataFrame(rows, columns=["event", "outlet", "headline"])
    table = table.assign(article_id=["1", "2", "3", "4"], n_tokens=1_000, n_segments=9, language="en", sha256="")
    others = {name: None for name in schema.columns("articles") if name not in table}
    save_table(schema.typed(table.assign(**others), "articles"), "articles", tmp_path)
    save_table(VOICES, "indirect_speech", tmp_path)
    save_table(TERMS, "terms", tmp_path)
    return tmp_path


def test_a_page_has_measures_words_and_articles_with_their_events(saved) -> None:
    hostile, post, small = outlet_pages(saved)
    assert (post.address, post.title) == ("outlets/2.html", "Post")
    assert "2 articles · 2 events · 2,000 words" in post.body and "1 of 2 differences clear" in post.body
    assert 'data-head="Difference">+20 (+10 to +30)' in post.body
    assert post.body.index("25") < post.body.index("not tested") < post.body.index("quoted")
    assert "Words it uses more: harbour, quay, crane<" in post.body
    assert '<a href="events/1.html">A</a>' in post.body and "Ferry late" in post.body
    assert "No clear difference" in hostile.body and "<script" not in hostile.body
    assert "few articles" in small.body
    assert outlet_page("Post", saved).data == post.body


def test_an_unknown_outlet_is_refused(saved) -> None:
    with pytest.raises(WrongUse, match="Expected"):
        outlet_page("Star", saved)


def test_words_are_clear_and_used_more() -> None:
    html = describe.outlet_words(TERMS).data
    assert html.count('scope="row"') == 2 and "harbour, quay, crane<" in html
    assert not any(word in html for word in ("ship", "rain", "fog", "<script"))
    assert describe.outlet_words(TERMS.assign(q=0.5)).data == ""
