"""What a notebook shows of shared text: independent origins, whose text outlets have, and how much is their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis._utils.escape import escape_markdown
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import MarkdownText, counted, markdown_name, percent
from analysis.annotation.annotations import Annotations
from analysis.annotation.named_origins import CREDIT
from analysis.display.event_coverage import small_together
from analysis.display.figures import show_figure
from analysis.display.folding import folded
from analysis.display.sentences import most_certain_differences
from analysis.display.tables import show_table
from analysis.exceptions import shortened
from analysis.language.text.credits import outlet_name
from analysis.language.text.known_outlets import is_agency
from analysis.plots.comparisons import differences
from analysis.plots.origin_matrix import origin_matrix

if TYPE_CHECKING:
    from IPython.display import HTML

NOTHING_SHARED = "No two articles of an event share a tenth of their text."
_WHOSE = (
    "Numbers of articles; the darker, the larger their share of the articles of the outlet. The origin is an agency or "
    "another outlet where dateline, credit, byline or lead name it, or where it was certainly first to publish three "
    "tenths of the text. Shared, first not known: others have the text, too. Own text: none of these."
)
_OWN = (
    "Narrated words that no other article of the event has. Dot: the outlet. Upright line: the other outlets. "
    "Line along the row: the interval of the difference. Blue: a clear difference."
)
_LONGEST = 600  # characters of a passage


def independent_origins(table: pd.DataFrame) -> MarkdownText:
    """State how many independent origins stand behind the articles.

    Parameters
    ----------
    table : DataFrame
        From `ss.measures.event_origins`.

    Returns
    -------
    MarkdownText
        Empty where no articles share text.
    """
    articles, origins, shared, others = (
        int(table[name].sum()) for name in ("articles", "origins", "with_shared_text", "from_others")
    )
    if not shared:
        return MarkdownText("")
    events = f" on {counted(len(table), 'event')}" if len(table) > 1 else ""
    stand = "stands" if origins == 1 else "stand"
    number = counted(origins, "independent origin")
    return MarkdownText(
        f"Behind {counted(articles, 'article')}{events} {stand} **{number}**: {shared:,} share three tenths of their "
        f"text or more with others, {others:,} {'is' if others == 1 else 'are'} from another outlet or an agency."
    )


def whose_text(origins: pd.DataFrame, events: pd.DataFrame, shared: pd.DataFrame, out: Path) -> MarkdownText:
    """Draw whose text each outlet has.

    Parameters
    ----------
    origins, events, shared : DataFrame
        From `ss.measures.origins`, `ss.measures.event_origins` and `ss.measures.shared_text`.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    MarkdownText
        A sentence where no articles share text, or where that is not known.
    """
    if origins.empty:
        return MarkdownText(escape_markdown(note_of(origins)))
    if shared.empty:
        others = int(events["from_others"].sum())
        names = "names" if others == 1 else "name"
        named = f" {counted(others, 'article')} {names} another outlet or an agency as origin." if others else ""
        return MarkdownText(f"{NOTHING_SHARED}{named} {_own_credits(origins)}".strip())
    shown: Any = show_figure(origin_matrix(small_together(origins)), "origins", out, caption=_WHOSE)
    return MarkdownText(f"{independent_origins(events)} {_own_credits(origins)}\n\n{shown.data}".strip())


def _own_credits(origins: pd.DataFrame) -> str:
    """Name the outlets of one event whose articles are credited to themselves, and may stand on pages of others."""
    own = origins["outlet"].map(outlet_name)
    credited = (origins["evidence"] == CREDIT) & (origins["origin"] == own) & (origins["chain"] == origins["outlet"])
    outlets = sorted(origins.loc[credited & ~own.map(is_agency), "outlet"].unique())
    if origins["event"].nunique() != 1 or not outlets:
        return ""
    what = "An article is credited to its own outlet" if len(outlets) == 1 else "Articles are credited to their outlets"
    return (
        f"{what} ({', '.join(map(markdown_name, outlets))}), as copies on pages of other publishers are; whose page it "
        "was is not known."
    )


def originality_by_outlet(
    table: pd.DataFrame, shared: pd.DataFrame, out: Path, detectable: pd.DataFrame | None = None
) -> MarkdownText:
    """Draw how much of the text of each outlet nobody else has, and name the most certain differences.

    Parameters
    ----------
    table : DataFrame
        Comparisons of `ss.measures.originality`.
    shared : DataFrame
        From `ss.measures.shared_text`.
    out : Path
        Folder of the notebook, from `output_folder`.
    detectable : DataFrame, optional
        From `ss.detectable`.

    Returns
    -------
    MarkdownText
        Empty where no articles share text.
    """
    if shared.empty or table.empty:
        return MarkdownText("")
    drawn = differences(table)
    shown: Any = show_figure(drawn, "originality", out, caption=_OWN)
    return MarkdownText(f"{most_certain_differences(table, detectable, top=4)}\n\n{shown.data}")


def shared_passages(notes: Annotations, shared: pd.DataFrame) -> MarkdownText:
    """List, folded, which outlets share text, and the longest passages.

    Parameters
    ----------
    notes : Annotations
    shared : DataFrame
        From `ss.measures.shared_text`.

    Returns
    -------
    MarkdownText
        Empty where no articles share text. From a bundle without the passages.
    """
    if shared.empty:
        return MarkdownText("")
    return folded(
        "Which outlets share text, and the longest passages",
        show_table(_pairs_of_outlets(shared), "Outlets of which articles share a tenth of their text or more", top=20),
        _longest_passages(notes, shared),
    )


def _pairs_of_outlets(shared: pd.DataFrame) -> pd.DataFrame:
    """Count the pairs of articles of each pair of outlets, and which of the two was certainly first."""
    first, other = shared["outlet"], shared["outlet_other"]
    turned = first > other
    names = {"outlet": first.mask(turned, other), "other outlet": other.mask(turned, first)}
    source = shared["outlet"].where(shared["source"] == shared["article_id"], shared["outlet_other"])
    known = shared["source"] != ""
    sides = {f"{side} first": known & (source == names[side]) for side in names}
    table = pd.DataFrame(names | sides).assign(pairs=1)
    counts = table.groupby(list(names), as_index=False).agg(
        **{"pairs of articles": ("pairs", "sum"), **{name: (name, "sum") for name in sides if known.any()}}
    )
    return counts.sort_values(["pairs of articles", *names], ascending=[False, True, True])


def _longest_passages(notes: Annotations, shared: pd.DataFrame) -> HTML:
    """Show the longest passage of each pair of articles, the longest first."""
    longest = shared.sort_values("words", ascending=False, kind="stable").drop_duplicates("article_id").head(10)
    texts = notes.corpus.texts
    named = longest.rename(columns={"outlet_other": "other outlet"}).assign(share=longest["share"].map(percent))
    table = named[["outlet", "other outlet", "words", "share"]]
    if texts is not None:
        places = longest[["article_id", "start", "end"]].itertuples(index=False)
        table = table.assign(text=[shortened(texts[article][at:end], _LONGEST) for article, at, end in places])
    caption = "Longest passages, of each article the longest"
    return show_table(with_note(table, note_of(shared)), caption, top=10, saved="shared_text")
