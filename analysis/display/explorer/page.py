"""The page of the explorer in a report, from the tables that its notebooks saved."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis._utils.wording import counted
from analysis.annotation.annotate import annotate
from analysis.comparison.family import REPORT_TABLES
from analysis.corpus.corpus import Corpus
from analysis.display.article_labels import counted_outlets
from analysis.display.explorer.evidence import evidence, no_evidence
from analysis.display.explorer.model import as_json, explorer_model, shown_items
from analysis.display.explorer.static_table import static_table
from analysis.display.explorer.views import Settings, View, saved_group_views, saved_views
from analysis.display.page_template import PageLink, page_template
from analysis.display.saving import load_table

_GROUPS = ("tone_groups", "frames_groups", "sourcing_groups")
LARGEST = 10_000_000  # characters of a corpus whose sentences are looked up
_TOO_LARGE = "The corpus is large: this page holds no sentences. `ss.kwic` finds them."
_TITLE = "Explore the numbers"
_NOTE = "The address of this page holds what is chosen: copy it to share a view."
_WITH_TEXT = "It holds sentences of articles: do not pass it on without permission of their publishers."
# Runs the script of the explorer on a page, whose data are compressed to a third.
_START = """
const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (letter) => letter.charCodeAt(0));
new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
  .then((models) => explore(document.getElementById("explorer"), models));
"""


def report_page(
    folder: Path,
    corpus: Corpus,
    settings: Settings,
    *,
    source: str,
    dictionary: str = "",
    links: Sequence[PageLink] = (),
) -> str:
    """Return the explorer of a report.

    Parameters
    ----------
    folder : Path
        Of the report, with its folder tables.
    corpus : Corpus
        The articles that are compared.
    settings : Settings
        As readers see them in the code.
    source : str
        Lines of Python that make `notes`, shown to readers.
    dictionary : str
        Where the dictionary of frames is now.
    links : sequence of PageLink
        For the navigation.

    Returns
    -------
    str
        With sentences where the text is at hand; '' where nothing was compared.
    """
    measured = (name for name in REPORT_TABLES if (folder / "tables" / f"{name}.parquet").is_file())
    views = saved_views({name: load_table(name, folder) for name in measured}, settings)
    if not views:
        return ""
    items = shown_items(views)
    missing = corpus.how_to_get_text() if corpus.texts is None else ""
    if corpus.texts is not None and sum(map(len, corpus.texts.values())) > LARGEST:
        missing = _TOO_LARGE
    if missing:
        found = no_evidence(missing)
    else:
        # With those that a parse found, where one was made.
        attributions = load_table("attributions", folder, table="attributions")
        notes = annotate(corpus)
        tone = load_table("tone_sentences", folder, table="")
        found = evidence(notes, views, items, attributions=attributions, tone=tone, dictionary=dictionary)
    models = [explorer_model(views, items, found, corpus.articles, source=source)]
    by_group = saved_group_views({name: load_table(name, folder) for name in _GROUPS}, settings)
    if by_group:
        groups = corpus.groups.set_index("outlet")["group"]
        items = shown_items(by_group)
        if not missing:
            given = {"attributions": attributions, "tone": tone, "dictionary": dictionary}
            found = evidence(notes, by_group, items, groups=groups, **given)
        models.append(explorer_model(by_group, items, found, corpus.articles, source=source, groups=groups))
    events = corpus.articles["event"].nunique()
    numbers = [counted(len(corpus.articles), "article"), counted_outlets(corpus.outlets)]
    about = " · ".join([*numbers, *([counted(events, "event")] if events > 1 else [])])
    return rendered(models, views, about=about, links=links)


def rendered(
    models: Sequence[Mapping[str, Any]], views: Sequence[View], *, about: str, links: Sequence[PageLink] = ()
) -> str:
    """Render a page; everything but the script, the style sheet and the first table is escaped."""
    page: str = page_template(__package__, "explorer.html").compiled.render(
        title=_TITLE,
        about=about,
        links=links,
        static=Markup(static_table(views)),
        data=base64.b64encode(gzip.compress(as_json(models).encode(), mtime=0)).decode(),
        note=f"{_NOTE} {_WITH_TEXT}" if models[0]["sentences"] else _NOTE,
        style=Markup(style_sheet()),
        script=Markup(script() + _START),
    )
    return page


@cache
def script() -> str:
    """Return the script of the explorer, which defines the function `explore`."""
    return files(__package__).joinpath("explorer_script.txt").read_text("utf-8")


@cache
def style_sheet() -> str:
    """Return the style sheet of the explorer, of the page and of the widget."""
    return files(__package__).joinpath("explorer.css").read_text("utf-8")
