"""What the explorer shows: tables of comparisons, and the Python code that makes each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis import measures
from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.comparison.compare import compare
from analysis.comparison.enough_sentences import OF_ACTORS, enough_sentences
from analysis.comparison.family import CHOSEN, REPORT_TABLES, in_family
from analysis.comparison.plan import read_plan
from analysis.display.style_views import as_written
from analysis.schema import MEANS_OF_SENTENCES, REST, empty


class Shown(NamedTuple):
    """A measure of the explorer: its name for readers, its page in a report, the settings that its scores take.

    item: the word for an item, where it is another one than in the schema.
    """

    label: str
    page: str
    settings: tuple[str, ...] = ()
    item: str = ""


# Of each measure with sentences that can be counted by hand.
MEASURES = {
    "terms": Shown("Words", "2_terms"),
    "valence": Shown("Tone", "3_sentiment", ("encoder", "seed")),
    "framing": Shown("Frames", "4_framing", ("dictionary",)),
    "indirect_speech": Shown("Quoted and reported speech", "5_sourcing", item="form"),
    "source_types": Shown("Types of sources", "5_sourcing"),
    "source_affiliation": Shown("Sides of sources", "5_sourcing"),
    "reporting_verbs": Shown("Reporting verbs", "5_sourcing"),
    "hedges": Shown("Hedges", "5_sourcing"),
}
# Tables of outlets that a report compares by groups of outlets, too.
SHARED_WITH_GROUPS = ("valence", "framing", "indirect_speech", "source_types", "hedges")
MOST_WORDS, MOST_SENTENCES = 10_000, 4_000


class Settings(NamedTuple):
    """Settings of the comparisons: parameters of a report.

    has_groups: whether a report compares groups of outlets, too, which have half of the share of some tables.
    """

    against: str = REST
    voice: str = "narration"
    confidence: float = 0.95
    seed: int = 0
    dictionary: str = ""
    encoder: str = ""
    plan: str = ""
    has_groups: bool = False


@hides_content
class View(NamedTuple):
    """A table of the explorer.

    Attributes
    ----------
    name : str
        Of the table in a report, such as framing_quoted.
    measure, voice : str
    code : str
        Lines of Python that make the table from `notes`.
    table : DataFrame
        Comparisons.
    """

    name: str
    measure: str
    voice: str
    code: str
    table: pd.DataFrame


def saved_views(tables: Mapping[str, pd.DataFrame], settings: Settings, *, grouped: bool = False) -> list[View]:
    """Return the views of tables that a report saved.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Comparisons by the name under which they were saved.
    settings : Settings
        Those they were made with.
    grouped : bool
        Whether groups of outlets are compared.

    Returns
    -------
    list of View
        Those with rows, in the order of `MEASURES`.
    """
    return [
        View(name, measure, voice, code(name, settings, grouped=grouped), tables[name])
        for name, measure, voice in _tables(settings.voice)
        if name in tables and len(tables[name])
    ]


def saved_group_views(tables: Mapping[str, pd.DataFrame], settings: Settings) -> list[View]:
    """Return the views of the tables of groups of outlets that a report saved, each of several measures."""
    rows = pd.concat([table.assign(saved=name) for name, table in tables.items()])
    views = []
    for name, measure, voice in _tables(settings.voice):
        table = rows[rows["measure"] == measure]
        if name in SHARED_WITH_GROUPS and len(table):
            lines = code(name, settings).splitlines()[:1]
            named = {"voice": settings.voice, "confidence": settings.confidence, "seed": settings.seed}
            planned = f", plan=ss.read_plan({settings.plan!r})" if settings.plan else ""
            first = [f"{{{name!r}: scores}}", "notes.corpus.groups"]
            lines.append(f"table = ss.compare_groups({_call(first, named)}{planned})")
            views.append(View(table["saved"].iat[0], measure, voice, "\n".join(lines), table.drop(columns="saved")))
    return views


def computed_views(notes: Annotations, settings: Settings, groups: pd.Series | None = None) -> list[View]:
    """Compare the outlets of annotations, or groups of them, as a report does, and return the views of its tables."""
    tables = {name: _compared(notes, name, settings, groups) for name, _, _ in _tables(settings.voice)}
    return saved_views(tables, settings, grouped=groups is not None)


def code(name: str, settings: Settings, *, grouped: bool = False) -> str:
    """Return the Python code that makes a table of a report from `notes`, and `groups` where these are compared.

    Examples
    --------
    >>> print(code("framing", Settings(confidence=0.9)))
    scores = ss.measures.framing(notes)
    table = ss.compare(scores, against='rest', voice='narration', confidence=0.9, seed=0)
    table = ss.in_family(table, 'framing')
    """
    measure, voice = REPORT_TABLES[name].measure, _voice(name, settings.voice)
    call = f"ss.measures.{measure}({_call(['notes'], arguments(measure, settings))})"
    lines = [f"scores = {_AS_WRITTEN.format(call) if measure == 'terms' else call}"]
    first = ["scores", "by=groups"] if grouped else ["scores"]
    lines.append(f"table = ss.compare({_call(first, _comparison(voice, settings))})")
    if measure in (*MEANS_OF_SENTENCES, *OF_ACTORS):
        if grouped:
            lines.append('scores = scores.assign(outlet=scores["outlet"].map(groups)).dropna(subset="outlet")')
        lines.append(f"table = ss.enough_sentences(table, scores, voice={voice!r})")
    planned = f", plan=ss.read_plan({settings.plan!r})" if settings.plan else ""
    if settings.has_groups and name in SHARED_WITH_GROUPS:
        planned += ", groups=notes.corpus.groups"
    return "\n".join([*lines, f"table = ss.in_family(table, {name!r}{planned})"])


_AS_WRITTEN = "ss.describe.as_written({}, notes)"


def _tables(chosen: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, measure and voice of each table, each measure and voice once."""
    seen = set()
    for measure in MEASURES:
        for name, of_report in REPORT_TABLES.items():
            key = measure, _voice(name, chosen)
            if of_report.measure == measure and key not in seen:
                seen.add(key)
                yield name, *key


def _voice(name: str, chosen: str) -> str:
    voice = REPORT_TABLES[name].voice
    return chosen if voice == CHOSEN else voice


def arguments(measure: str, settings: Settings) -> dict[str, Any]:
    """Return the arguments of a measure besides the annotations; those that are empty are left out."""
    given = settings._asdict()
    taken = {name: given[name] for name in MEASURES[measure].settings if given[name]}
    of_measure: dict[str, dict[str, Any]] = {
        "terms": {"most": MOST_WORDS},
        "valence": {"voices": [settings.voice, "quoted"], "most": MOST_SENTENCES},
    }
    return of_measure.get(measure, {}) | taken


def _comparison(voice: str, settings: Settings) -> dict[str, Any]:
    return {"against": settings.against, "voice": voice, "confidence": settings.confidence, "seed": settings.seed}


def _call(first: Sequence[str], named: Mapping[str, Any]) -> str:
    return ", ".join([*first, *(f"{name}={value!r}" for name, value in named.items())])


def _compared(notes: Annotations, name: str, settings: Settings, groups: pd.Series | None) -> pd.DataFrame:
    """Compare the outlets or groups in one table, as `code` says."""
    measure, voice = REPORT_TABLES[name].measure, _voice(name, settings.voice)
    scores: pd.DataFrame = getattr(measures, measure)(notes, **arguments(measure, settings))
    if scores.empty:
        return empty("comparisons")
    if measure == "terms":
        scores = as_written(scores, notes)
    table = compare(scores, by="outlet" if groups is None else groups, **_comparison(voice, settings))
    if groups is not None:
        scores = scores.assign(outlet=scores["outlet"].map(groups)).dropna(subset="outlet")
    table = enough_sentences(table, scores, voice=voice)
    shared = notes.corpus.groups if settings.has_groups and name in SHARED_WITH_GROUPS else None
    return in_family(table, name, plan=read_plan(settings.plan), groups=shared)
