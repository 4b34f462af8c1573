"""Counts of the data card, by hand."""

import pandas as pd

from analysis.bundles.card_tables import contents, escaped, remarks, settings

NONE = pd.Series([None] * 4, dtype="datetime64[us, UTC]")
ARTICLES = pd.DataFrame({
    "event": ["storm", "storm", "vote", "vote"],
    "outlet": ["Post", "Post", "Gazette", "A|B"],
    "published": NONE,
    "published_given": ["2024-03-05", "2024-03-06 10:00", "2024-04-01", None],
    "n_tokens": pd.Series([10, 20, 30, 40], dtype="Int64"),
})  # fmt: skip


def test_articles_and_words_are_counted_by_outlet_event_and_month() -> None:
    assert (
        contents(ARTICLES, named=True)
        == """\
Articles: 4, published from 2024-03-05 to 2024-04-01. Outlets: 3. Events: 2. Words after cleaning: 100.

| outlet | articles | words |
|---|---|---|
| Post | 2 | 30 |
| A\\|B | 1 | 40 |
| Gazette | 1 | 30 |

| event | articles | words |
|---|---|---|
| storm | 2 | 30 |
| vote | 2 | 70 |

| month | articles | words |
|---|---|---|
| 2024-03 | 2 | 30 |
| 2024-04 | 1 | 30 |
| not known | 1 | 40 |"""
    )


def test_events_that_are_not_named_have_no_table() -> None:
    told = contents(ARTICLES, named=False)
    assert "Events: not named." in told and "| event |" not in told


def test_many_outlets_and_months_are_counted_together() -> None:
    many = pd.concat([ARTICLES.head(1)] * 40, ignore_index=True)
    days = [f"{2000 + number // 12}-{number % 12 + 1:02}-01" for number in range(40)]
    told = contents(many.assign(outlet=[f"Outlet {n}" for n in range(40)], published_given=days), named=False)
    assert "| 10 others | 10 | 100 |" in told and "| 2000 | 12 | 120 |" in told and "| month |" not in told


def test_settings_and_remarks_are_lines() -> None:
    entries = {"settings": {"house_style": True}, "measures": {"terms": {}, "frame_pairs": {"dictionary": "ab" * 32}}}
    assert settings(entries) == "- annotation: house style = True\n- frame pairs: dictionary = abababababab"
    assert remarks({"remarks": {"frame_pairs": "Held in part."}}) == "- frame pairs: Held in part."
    assert escaped("a*b\nc") == "a\\*b c"
