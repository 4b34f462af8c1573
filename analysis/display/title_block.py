"""The title of a report: what it is about, when, and how much was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.escape import escape_html, one_line
from analysis._utils.wording import capitalized, counted
from analysis.display.html_output import html_output
from analysis.display.html_parts import cut

if TYPE_CHECKING:
    from IPython.display import HTML

LONGEST_TITLE = 120  # characters
# The date that many names of events end with.
_DATED = re.compile(r"(?P<name>.*?)[\s_-]*(?P<date>(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])$")


def title_block(
    articles: pd.DataFrame, columns: pd.DataFrame, statements: pd.DataFrame, words: pd.DataFrame | None = None
) -> HTML:
    """Return the title of a report, with its dates and the numbers of articles, outlets and events.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.
    columns : DataFrame
        Table event_columns, as a corpus has it: whether events are named.
    statements : DataFrame
        From `ss.measures.statements`: words of the name of an event are spelled as there.
    words : DataFrame, optional
        Comparisons of words: without text, words of the name are spelled as there.

    Returns
    -------
    IPython.display.HTML
        The title is the name of the event; over several events, their number.
    """
    events = articles["event"].dropna().unique().tolist() if columns["used"].any() else []
    name, dates = name_and_date(str(events[0])) if len(events) == 1 else ("", "")
    outlets = counted(articles["outlet"].nunique(), "outlet")
    name = spelled_name(name, statements["text"], [] if words is None else words["item"])
    title = capitalized(name) or (
        f"{counted(len(events), 'event')} in {outlets}" if len(events) > 1 else f"Articles of {outlets}"
    )
    of_events = [counted(len(events), "event")] if len(events) > 1 else []
    facts = [dates or dates_of(articles), counted(len(articles), "article"), outlets, *of_events]
    return html_output(
        f"<h1>{escape_html(cut(title, LONGEST_TITLE))}</h1>"
        f'<p class="about">{escape_html(" · ".join(filter(None, facts)))} · '
        '<a href="#trust">How far to trust this</a></p>'
    )


def name_and_date(event: str) -> tuple[str, str]:
    """Split the name of an event into its words and the date at its end."""
    plain = " ".join(one_line(event).split())
    dated = _DATED.match(plain)
    name, date = (dated["name"], dated["date"]) if dated else (plain, "")
    words = name if " " in name else re.sub("[_-]+", " ", name)
    return words, _written(pd.to_datetime(date, errors="coerce")) if date else ""


def spelled_name(name: str, texts: pd.Series, words: Iterable[str] = ()) -> str:
    """Spell each word of the name of an event as most of some texts do, or else some words: ATACMS."""
    return " ".join(_spelled(word, texts, words) for word in name.split(" "))


def _spelled(word: str, texts: pd.Series, words: Iterable[str]) -> str:
    """Return the commonest spelling of a word in some texts; else that of some words, or the word as it is."""
    if not word.isalnum() or not word.islower():
        return word
    pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
    found: Counter[str] = Counter(spelling for text in texts.dropna() for spelling in pattern.findall(text))
    if not found:
        return next((one for one in words if one.lower() == word), word)
    return min(found, key=lambda spelling: (-found[spelling], spelling))


def dates_of(articles: pd.DataFrame) -> str:
    """Write the first and the last day on which articles were published."""
    days = articles["published"].dropna()
    if days.empty:
        return ""
    first, last = _written(days.min()), _written(days.max())
    return first if first == last else f"{first} to {last}"


def _written(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else f"{day.day} {day:%B %Y}"
