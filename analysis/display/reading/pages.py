"""The Read pages of a corpus: the articles of each event side by side, with marks and a list of facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import one_line
from analysis._utils.wording import MarkdownText, capitalized, counted, short_name
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.missing_facts import reason_for_no_facts
from analysis.display.article_labels import article_labels
from analysis.display.fact_rows import DIFFERING
from analysis.display.figure_differences import figure_relations
from analysis.display.figure_views import figures_of_groups
from analysis.display.headlines import time_as_given
from analysis.display.html_output import html_output
from analysis.display.html_parts import cut
from analysis.display.page_addresses import event_titles
from analysis.display.page_template import PageLink, page_template
from analysis.display.reading.columns import Column, Sentence, column_html
from analysis.display.reading.contents import Entry, Group, grouped_events
from analysis.display.reading.facts_list import Given, Places, Told, facts_list, sentence_names
from analysis.display.reading.marks import Marker, records_by
from analysis.display.reading.page_names import MOST_ARTICLES, READ_PAGE, STYLE_SHEET, read_page_name
from analysis.display.style_sheets import compact_css, used_css
from analysis.display.title_block import name_and_date, spelled_name
from analysis.exceptions import NeedsText
from analysis.io.notebook_saves import saved_file
from analysis.io.staging import in_staging_folder
from analysis.language.dictionaries.dictionary import read_dictionary

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_EVENTS = 200
LONGEST_TITLE = 120  # characters
NOTE = (
    "This page holds whole articles: do not pass it on without permission of their publishers. samestory share makes a "
    "bundle without text."
)
# Checkbox -> what it marks, shown as it is marked in the text; those of the first three are on.
_LAYERS = {
    "voices": '<i class="q">Quoted</i> and <i class="p">reported</i> speech',
    "speakers": "Who says it",
    "figures": '<i class="f">Figures</i>',
    "actors": '<i class="a">Actors</i>',
    "frames": '<i class="r">Frames</i>, named where they change',
    "words": '<i class="w">Words</i> of one outlet only',
    "shared": '<i class="c">Passages</i> of several articles',
}
_OF_ARTICLES = ["article_id", "outlet", "language", "published_given", "published", "n_tokens", "headline"]
_ON = ("voices", "speakers", "figures")


@hides_content
class Layer(NamedTuple):
    """A checkbox: its name, what it marks (HTML), and whether it is on at first."""

    name: str
    sample: str
    is_on: bool


_SUMMARY, _FACTS = PageLink("Summary", "index.html"), PageLink("Facts", "6_facts.html")
_ALL = PageLink("All events", READ_PAGE)


def read(notes: Annotations, event: str = "", *, dictionary: str = "") -> HTML:
    """Show the articles of an event side by side, with marks in their texts.

    Quoted and reported speech, who says it, figures, actors, frames, words of one outlet only and passages of several
    articles can be switched on and off. A fact that is chosen is shown in each article.

    Parameters
    ----------
    notes : Annotations
    event : str
        '' for the only one.
    dictionary : str
        File of frames, as for `ss.measures.framing`.

    Returns
    -------
    IPython.display.HTML
        It holds the texts: clear the output before you pass a notebook on.

    Raises
    ------
    NeedsText
        From a bundle.
    WrongUse
        If there is no such event, or several and none is named.
    """
    check_annotations(notes)
    if notes.corpus.texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    events = notes.corpus.articles["event"].unique().tolist()
    if event or len(events) > 1:
        checked_choice(event, "event", events)
    page = _Pages(notes, dictionary, [event or events[0]]).of_event(event or events[0])
    return html_output(
        f'<div><iframe title="Articles side by side" width="100%" height="800" sandbox="allow-scripts" '
        f'srcdoc="{escape(page)}"></iframe></div>'
    )


def save_read_pages(notes: Annotations, out: str | Path, *, dictionary: str = "") -> MarkdownText:
    """Write a page for each event on which a report has several articles: these side by side, with marks in the texts.

    Parameters
    ----------
    notes : Annotations
    out : str or Path
        Folder of the notebook, from `output_folder`. Pages are written in a report only; `ss.read` shows them anywhere.
    dictionary : str
        File of frames, as for `ss.measures.framing`.

    Returns
    -------
    MarkdownText
        A link to the pages; empty where there are none: without text, and where the corpus names no events. Over
        several events, those 200 with most articles have a page.
    """
    check_annotations(notes)
    if notes.corpus.texts is None or reason_for_no_facts(notes) or not in_staging_folder(Path(out).absolute()):
        return MarkdownText("")
    sizes = notes.corpus.articles["event"].value_counts()
    events = sorted(sizes[sizes > 1].head(MOST_EVENTS).index)
    if not events:
        return MarkdownText("")
    pages = _Pages(notes, dictionary, events)
    if len(sizes) > 1:
        for event in events:
            page = pages.of_event(event, [_SUMMARY, _FACTS, _ALL], sheet=STYLE_SHEET)
            _write(Path(out) / read_page_name(event), page)
        _write(Path(out) / STYLE_SHEET, _style())
        _write(Path(out) / READ_PAGE, pages.contents(events))
    else:
        _write(Path(out) / READ_PAGE, pages.of_event(events[0], [_SUMMARY, _FACTS]))
    return MarkdownText(f"[Read the articles side by side]({READ_PAGE}), with marks in their texts.")


def _write(file: Path, page: str) -> None:
    with saved_file(file) as work:
        work.write_text(page, "utf-8")


class _Pages:
    """Makes the pages of a corpus with text; what all of them need is computed once."""

    def __init__(self, notes: Annotations, dictionary: str, events: Sequence[str]) -> None:
        self.notes = notes
        articles = notes.corpus.articles[notes.corpus.articles["event"].isin(events)]
        self.articles = records_by(articles, "event", _OF_ARTICLES)
        self.titles = event_titles(articles)
        shown = articles.groupby("event", sort=False).head(MOST_ARTICLES)
        self.labels = article_labels(shown)
        self.marker = Marker(notes, read_dictionary(dictionary), shown["article_id"].tolist())
        self.told: Mapping[str, list[Told]] = defaultdict(list)
        self.figures: Mapping[str, list[Given]] = defaultdict(list)
        if not reason_for_no_facts(notes):
            self.told = records_by(notes.fact_statements, "event", list(Told._fields))
            groups = figures_of_groups(figure_relations(notes))
            self.figures = records_by(groups[groups["relation"].isin(DIFFERING)], "event", list(Given._fields))
        self.cut = notes.corpus.dropped.groupby("article_id")["reason"].agg(_cut_in_words).to_dict()
        edges = {"start": ("start", "min"), "end": ("end", "max")}
        spans = notes.segments.groupby(["article_id", "sentence"], sort=False).agg(**edges).reset_index()
        self.sentences = records_by(spans, "article_id", ["start", "end", "sentence"])

    def of_event(self, event: str, links: Sequence[PageLink] = (), sheet: str = "") -> str:
        """Return the page of an event, with its style or the address of a style sheet."""
        articles = self._shown(event)
        ids = [one.article_id for one in articles]
        keys = {one: str(number) for number, one in enumerate(ids, start=1)}
        labels = {one: short_name(self.labels[one]) for one in ids}
        names = sentence_names(self.told[event], self.figures[event], keys)
        marks = self.marker.marks(ids)
        columns = [
            column_html(
                Column(
                    key=keys[row.article_id],
                    outlet=labels[row.article_id],
                    about=_about(row),
                    language=row.language,
                    text=self.notes.texts[row.article_id],
                    display=(self.notes.corpus.display or {}).get(row.article_id, ()),
                    sentences=self._sentences(row.article_id, names),
                    marks=marks[row.article_id],
                    cut=self.cut.get(row.article_id, ""),
                )
            )
            for row in articles
        ]
        facts = facts_list(self.told[event], self.figures[event], Places(names, labels))
        title, about = self._title(event)
        about += f" · the first {MOST_ARTICLES} are shown" if len(self.articles[event]) > MOST_ARTICLES else ""
        return _rendered(title, about, links, facts=facts, columns="".join(columns), sheet=sheet)

    def contents(self, events: Sequence[str]) -> str:
        """Return the list of the pages of events."""
        rows = [Entry(read_page_name(event), *self._title(event), self._headlines(event)) for event in events]
        about = f"{counted(len(events), 'event')} with several articles"
        return _rendered("Read the articles side by side", about, [_SUMMARY, _FACTS], groups=grouped_events(rows))

    def _shown(self, event: str) -> list[Any]:
        """Return the articles of an event that have a column, in the order of outlets that all pages have."""
        return sorted(self.articles[event][:MOST_ARTICLES], key=lambda one: (one.outlet.casefold(), one.outlet))

    def _headlines(self, event: str) -> tuple[str, ...]:
        """Return the headlines of an event, with their outlets."""
        articles = self._shown(event)
        headlines = (one.headline if isinstance(one.headline, str) else "" for one in articles)
        return tuple(
            f"{short_name(one.outlet)}: {cut(one_line(headline), LONGEST_TITLE)}"
            for one, headline in zip(articles, headlines, strict=True)
            if headline
        )

    def _title(self, event: str) -> tuple[str, str]:
        """Return the name of an event, and its date with the numbers of articles and outlets."""
        articles = self.articles[event]
        name, date = name_and_date(event)
        texts = pd.Series([one.text for one in self.told[event]], dtype="str")
        name = spelled_name(name, texts)
        numbers = counted(len(articles), "article"), counted(len({one.outlet for one in articles}), "outlet")
        named = name if any(map(str.isalpha, name)) else self.titles[event]
        return cut(capitalized(named).strip(), LONGEST_TITLE), " · ".join(filter(None, [date, *numbers]))

    def _sentences(self, article: str, names: Mapping[tuple[str, int], str]) -> list[Sentence]:
        return [Sentence(one.start, one.end, names.get((article, one.sentence), "")) for one in self.sentences[article]]


def _about(article: Any) -> str:
    length = counted(int(article.n_tokens), "word")
    return " · ".join(filter(None, [time_as_given(article.published_given, article.published), length]))


def _cut_in_words(reasons: pd.Series) -> str:
    numbers = reasons.value_counts(sort=False)
    parts = [f"{number} × {reason}" if number > 1 else reason for reason, number in numbers.items()]
    return f"Cut before the words were counted: {'; '.join(parts)}."


def _rendered(
    title: str,
    about: str,
    links: Sequence[PageLink],
    *,
    facts: str = "",
    columns: str = "",
    groups: Sequence[Group] = (),
    sheet: str = "",
) -> str:
    """Render a page; facts and columns are HTML, everything else is escaped."""
    template = page_template(__package__, "read.html")
    rendered: str = template.compiled.render(
        title=one_line(title),
        about=one_line(about),
        links=links,
        layers=[Layer(name, Markup(sample), name in _ON) for name, sample in _LAYERS.items()],
        facts=Markup(facts),
        columns=Markup(columns),
        groups=groups,
        note=NOTE,
        sheet=sheet,
        style=Markup(used_css(_style(), f"{template.written} {facts} {columns}")),
    )
    return rendered


@cache
def _style() -> str:
    """Return the style sheet of the pages."""
    return compact_css(files(__package__).joinpath("read.css").read_text("utf-8"))
