"""A page for each outlet: its measures beside those of the others, its words, its events and headlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.escape import escape_html
from analysis._utils.wording import counted, short_name, two_digits
from analysis.comparison.enough_sentences import is_too_few
from analysis.comparison.family import REPORT_TABLES
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, cut, group_row, html_table, linked_table, paragraph, row, section
from analysis.display.outlet_words import words_by_outlet
from analysis.display.page_addresses import LinkedPage, event_addresses, event_titles, outlet_addresses
from analysis.display.saving import load_table
from analysis.schema import outlets_in_order

if TYPE_CHECKING:
    from IPython.display import HTML

# Tables of the report -> the heading of their rows. Words have a section of their own.
_TABLES = {
    "valence": "Tone, −4 to 4",
    "indirect_speech": "Voices, % of words",
    "source_types": "Sources, % of attributions",
    "source_affiliation": "Sides of sources, % of attributions",
    "reporting_verbs": "Reporting verbs, %",
    "framing": "Frames, % of sentences",
    "hedges": "Hedges, per 1,000 words",
    "coverage": "Facts, % of those of the others",
}
_CAPTION = (
    "The interval is that of the difference. Of what is called clear, at most 5 % is expected to be false. Tone, "
    "frames and hedges are those of the voice that the report compares, by default the outlet's own words "
    "(narration), all else of whole articles: the explorer shows other voices, too."
)
_SMALL = "This outlet has few articles. Its measures are counted together with those of other small outlets."
_HEADS = ("Outlet", "Others", "Difference", "Clear")
MOST_ARTICLES = 200


def outlet_page(outlet: str, out: str | Path) -> HTML:
    """Show one outlet: its measures beside those of the others, its words, its events and headlines.

    Parameters
    ----------
    outlet : str
        Name of an outlet.
    out : str or Path
        Folder of a report, or of the notebook that saved the tables, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        The page on the outlet that a report holds.

    Raises
    ------
    WrongUse
        If there is no such outlet.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.outlet_page("Gazette", "reports/bridge")  # doctest: +SKIP
    """
    articles = load_table("articles", out, table="articles")
    checked_choice(outlet, "outlet", outlets_in_order(articles["outlet"]))
    return html_output(_pages(articles, {outlet: ""}, out)[0].body)


def outlet_pages(out: str | Path) -> list[LinkedPage]:
    """Return a page for each outlet, from the tables that notebooks saved.

    Parameters
    ----------
    out : str or Path
        Folder of a report.

    Returns
    -------
    list of LinkedPage
        Empty if all articles are about one event.
    """
    articles = load_table("articles", out, table="articles")
    return _pages(articles, outlet_addresses(articles), out)


def _pages(articles: pd.DataFrame, addresses: Mapping[str, str], out: str | Path) -> list[LinkedPage]:
    compared = _rows_of_outlets(out)
    words = words_by_outlet(load_table("terms", out))
    events = event_addresses(articles), event_titles(articles)
    of_outlet = dict(iter(articles.groupby("outlet")))
    made = []
    for outlet, address in addresses.items():
        own = of_outlet[outlet]
        body = _head(outlet, own) + _measures(compared.get(outlet, {})) + _words(words.get(outlet, []))
        made.append(LinkedPage(address, short_name(outlet), body + _articles(own, *events)))
    return made


def _rows_of_outlets(out: str | Path) -> dict[str, dict[str, list[Any]]]:
    """Return the comparisons of each outlet in which a side has any, by the heading of their table."""
    found: dict[str, dict[str, list[Any]]] = {}
    for name, heading in _TABLES.items():
        table = load_table(name, out)
        table = table[table["value"].notna() & ~is_too_few(table["method"])]
        occurring = (table[["value", "value_against"]] != 0).any(axis=1)
        # Of many words only those that differ.
        shown = schema.is_clear(table["q"]) if REPORT_TABLES[name].measure == "hedges" else occurring
        for compared in table[shown.astype("bool")].sort_values("item", kind="stable").itertuples():
            found.setdefault(str(compared.outlet), {}).setdefault(heading, []).append(compared)
    return found


def _head(outlet: str, articles: pd.DataFrame) -> str:
    numbers = [
        counted(len(articles), "article"),
        counted(articles["event"].nunique(), "event"),
        counted(int(articles["n_tokens"].sum()), "word"),
    ]
    return (
        f'<h1>{escape_html(short_name(outlet))}</h1><p class="about">{escape_html(" · ".join(numbers))} · '
        '<a href="index.html#outlets">All outlets</a></p>'
    )


def _measures(tables: Mapping[str, list[Any]]) -> str:
    """Return a row for each measure and item: the outlet, the other side, and the difference."""
    if not tables:
        return paragraph(_SMALL, "note")
    clear = sum(bool(schema.is_clear(compared.q)) for of_one in tables.values() for compared in of_one)
    of = sum(map(len, tables.values()))
    heading = f"{clear:,} of {counted(of, 'difference')} clear" if clear else "No clear difference in these measures"
    heads = _HEADS if clear or any(pd.isna(one.p) for of_one in tables.values() for one in of_one) else _HEADS[:-1]
    made = html_table("measures", heading, _CAPTION, ["Measure", *heads], _grouped(tables, len(heads)))
    return section(heading, made)


def _grouped(tables: Mapping[str, list[Any]], width: int) -> Iterable[str]:
    for heading, compared in tables.items():
        yield group_row(heading, width + 1)
        yield from (_measure(one, width) for one in compared)


def _measure(compared: Any, width: int) -> str:
    """Return the row of one comparison, with some of its cells."""
    scale = schema.MEASURES[compared.measure]
    value, other, difference = (
        two_digits(scale.factor * number, sign)
        for number, sign in ((compared.value, ""), (compared.value_against, ""), (compared.estimate, "+"))
    )
    ends = [two_digits(scale.factor * end, "+") for end in (compared.low, compared.high)]
    interval = f" ({' to '.join(ends)})" if pd.notna(compared.low) else ""
    clear = "clear" if schema.is_clear(compared.q) else "" if pd.notna(compared.p) else "not tested"
    texts = (value, other, difference + interval)
    cells = [cell(head, escape_html(text), "number") for head, text in zip(_HEADS, texts, strict=False)]
    name = compared.item if compared.item != compared.measure else "mean of its sentences"
    return row(escape_html(schema.label(name)), [*cells, cell("", clear, "result-word")][:width])


def _words(words: list[str]) -> str:
    return section(f"Words it uses more: {', '.join(words)}", linked_table("terms", page="2_terms")) if words else ""


def _articles(articles: pd.DataFrame, addresses: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Return a row for each article: its event, its headline and its length."""
    shown = articles.sort_values(["published", "event"], kind="stable").head(MOST_ARTICLES)
    rows = []
    for article in shown[["event", "headline", "n_tokens"]].fillna({"headline": ""}).to_dict("records"):
        event = escape_html(cut(titles[article["event"]], 70))
        address = addresses.get(article["event"])
        linked = f'<a href="{address}">{event}</a>' if address else event
        headline = escape_html(cut(article["headline"], 150))
        words = f"{int(article['n_tokens'] or 0):,}"
        rows.append(row(linked, [cell("Headline", headline, "headline"), cell("Words", words, "number")]))
    more = len(articles) - len(shown)
    caption = f"The first {len(shown):,} of {len(articles):,}." if more else ""
    made = html_table("headlines", "Articles", caption, ["Event", "Headline", "Words"], rows, numbers={"Words"})
    return section("Articles", made, linked_table("articles", page="1_corpus"))
