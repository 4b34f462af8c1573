"""The explorer in JupyterLab: the script of the page as a widget, and the first table for saved notebooks."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import pandas as pd

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.display.explorer.evidence import evidence
from analysis.display.explorer.model import as_json, explorer_model, shown_items
from analysis.display.explorer.page import script, style_sheet
from analysis.display.explorer.static_table import static_table
from analysis.display.explorer.views import Settings, arguments, computed_views
from analysis.display.html_output import html_output
from analysis.exceptions import WrongUse, excerpt
from analysis.measures.tone_sentences import tone_sentences
from analysis.schema import REST

INSTALL = "ss.explore needs the extra 'lab': pip install 'samestory[lab]'"
_SOURCE = "# notes: the annotations that ss.explore was given"
_GROUPS = "; groups: its Series of groups"
# The static table is for where no widget runs; where one does, it hides the table.
_RENDER = """
export default {
  render({model, el}) {
    const root = document.createElement("div"), hiding = document.createElement("style");
    const name = model.get("name");
    root.className = "explorer";
    hiding.textContent = `.${name} { display: none; }`;
    el.append(hiding, root);
    explore(root, [JSON.parse(model.get("data"))], {address: false, ids: `${name}-`});
  },
};
"""


class Explorer:
    """The explorer of some annotations, as a notebook shows it.

    Attributes
    ----------
    widget : anywidget.AnyWidget
        Live in JupyterLab.
    """

    def __init__(self, data: str, static: str) -> None:
        self._name = f"explorer-{hashlib.sha256(data.encode()).hexdigest()[:8]}"
        self._static = static
        self.widget = _widget_class()(data=data, name=self._name)

    def __repr__(self) -> str:
        """Return a card without text of articles."""
        return "<Explorer>"

    def _repr_html_(self) -> str:
        """Return the first view as a table, for where no widget runs."""
        return (
            f'<div class="{self._name}"><style>{style_sheet()}</style><div class="explorer">{self._static}</div></div>'
        )

    def _ipython_display_(self) -> None:
        from IPython.display import display

        show: Any = display
        show(self.widget)
        show(html_output(self._repr_html_()))


def explore(
    notes: Annotations,
    *,
    by: str | pd.Series = "outlet",
    against: str = REST,
    voice: str = "narration",
    confidence: float = 0.95,
    seed: int = 0,
    dictionary: str = "",
) -> Explorer:
    """Show what was compared in JupyterLab, where every number can be chosen and opened.

    A measure, a voice, outlets and words can be chosen; table, dots and sentences change together. It is the page
    Explorer of a report, with the same numbers.

    Parameters
    ----------
    notes : Annotations
    by : 'outlet', 'group' or Series, default 'outlet'
        What is compared: outlets, or groups of them, those of ``corpus.groups`` or of a Series outlet -> group.
    against : str, default 'rest'
        All others, or the name of one outlet or group.
    voice : str, default 'narration'
        Voice in which words, tone, frames and hedges are compared.
    confidence, seed
        As in `ss.compare`.
    dictionary : str
        File of frames, as for `ss.measures.framing`.

    Returns
    -------
    Explorer
        Saved notebooks, and pages made from them, show its first view as a table. From text it holds sentences: clear
        the output before you pass a notebook on.

    Raises
    ------
    WrongUse
        If anywidget is not installed, or as `ss.compare`.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.explore(ss.annotate(ss.read_corpus("data/atacms/bundle")))
    <Explorer>
    """
    check_annotations(notes)
    groups = _groups(notes, by)
    _widget_class()
    settings = Settings(against=against, voice=voice, confidence=confidence, seed=seed, dictionary=dictionary)
    if groups is None:
        settings = settings._replace(has_groups=not notes.corpus.groups.empty)
    views = computed_views(notes, settings, groups)
    items = shown_items(views)
    found = evidence(notes, views, items, tone=_tone(notes, settings), dictionary=dictionary, groups=groups)
    source = _SOURCE if groups is None else _SOURCE + _GROUPS
    model = explorer_model(views, items, found, notes.corpus.articles, source=source, groups=groups)
    return Explorer(as_json(model), static_table(views, model["side"]))


def _groups(notes: Annotations, by: str | pd.Series) -> pd.Series | None:
    """Return the group of each outlet; None where outlets are compared."""
    if isinstance(by, pd.Series) or by == "outlet":
        return by if isinstance(by, pd.Series) else None
    named = notes.corpus.groups.set_index("outlet")["group"]
    if by != "group" or named.empty:
        expected = "'outlet', or a Series outlet -> group" if named.empty else "'outlet', 'group', or a Series"
        raise WrongUse(f"Invalid `by`: {excerpt(by)}. Expected {expected}.")
    return named


def _tone(notes: Annotations, settings: Settings) -> pd.DataFrame:
    """Return the sentences of lowest, typical and highest tone in each voice that is shown."""
    given = arguments("valence", settings)
    voices = dict.fromkeys(given["voices"])
    return pd.concat([tone_sentences(notes, shown=voice, **given) for voice in voices])


@cache
def _widget_class() -> Any:
    """Return the class of the widget. anywidget is imported where it is used."""
    try:
        from anywidget import AnyWidget
        from traitlets import Unicode
    except ImportError:
        raise WrongUse(INSTALL) from None

    class ExplorerWidget(AnyWidget):
        _esm = script() + _RENDER
        _css = style_sheet()
        data = Unicode().tag(sync=True)
        name = Unicode().tag(sync=True)

    return ExplorerWidget
