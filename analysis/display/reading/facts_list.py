"""The facts of an event, as a list of links into the columns of its Read page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.display.html_parts import cut
from analysis.display.reading.page_names import fact_place, figure_place
from analysis.plots.stated_figures import readable_figure

LONGEST = 100  # characters of a fact
_EARLY = ("headline", "lead")


@hides_content
class Link(NamedTuple):
    """A link to a sentence: its address, and plain text."""

    place: str
    text: str


@hides_content
class Told(NamedTuple):
    """A sentence that tells a fact: columns of the table statements."""

    fact: int
    terms: str
    outlets: int
    outlet: str
    article_id: str
    sentence: int
    position: str
    text: str


@hides_content
class Given(NamedTuple):
    """A figure of several outlets: columns of `figures_of_groups`."""

    group: int
    about: str
    outlet: str
    figure: str
    sentence: str


@hides_content
class Places(NamedTuple):
    """Places of facts on a page: the name of each sentence, from `sentence_names`, and the label of each column."""

    names: Mapping[tuple[str, int], str]
    labels: Mapping[str, str]  # by article_id, in the order of the columns


def sentence_names(
    told: Iterable[Told], figures: Iterable[Given], keys: Mapping[str, str]
) -> dict[tuple[str, int], str]:
    """Name each sentence of a fact that is listed, or that has a figure that differs.

    Parameters
    ----------
    told : iterable of Told
        Of one event.
    figures : iterable of Given
        Those that differ, of the same event.
    keys : mapping of str to str
        Name of the column of each article, by article_id.

    Returns
    -------
    dict of (str, int) to str
        'fact-3-1' for the first sentence of fact 3 in the article of column 1; 'fact-3-1.2' for a second one. A
        sentence of two facts has the name of the first.
    """
    there = [one for one in told if one.article_id in keys]
    given = {(figure.outlet, figure.sentence) for figure in figures}
    listed = {one.fact for one in there if _is_listed(one) or (one.outlet, one.text) in given}
    times: defaultdict[str, int] = defaultdict(int)
    names: dict[tuple[str, int], str] = {}
    for one in sorted((one for one in there if one.fact in listed), key=lambda one: (one.sentence, one.fact)):
        if (one.article_id, one.sentence) in names:
            continue
        name = f"fact-{one.fact}-{keys[one.article_id]}"
        times[name] += 1
        names[one.article_id, one.sentence] = name if times[name] == 1 else f"{name}.{times[name]}"
    return names


def facts_list(told: Iterable[Told], figures: Iterable[Given], places: Places) -> str:
    """Return the list of facts: figures that differ, facts that several outlets tell, and what one outlet tells early.

    Parameters
    ----------
    told : iterable of Told
        Of one event.
    figures : iterable of Given
        Those that differ, of the same event.
    places : Places

    Returns
    -------
    str
        Empty without facts.
    """
    shown = [one for one in told if (one.article_id, one.sentence) in places.names]
    facts: defaultdict[int, list[Told]] = defaultdict(list)
    for one in shown:
        facts[one.fact].append(one)
    several = {fact: of_fact for fact, of_fact in facts.items() if of_fact[0].outlets > 1}
    alone = {fact: of_fact for fact, of_fact in facts.items() if fact not in several and any(map(_is_listed, of_fact))}
    groups = {
        "Figures that differ": _figures(shown, figures, places),
        "Told by several": _facts(several, places),
        "Found in one outlet only": _facts(alone, places),
    }
    return "".join(f"<h2>{name}</h2><ul>{''.join(items)}</ul>" for name, items in groups.items() if items)


def _is_listed(told: Told) -> bool:
    """Return whether a sentence makes its fact one of the list: several outlets tell it, or one tells it early."""
    return told.outlets > 1 or told.position in _EARLY


def _facts(facts: Mapping[int, Sequence[Told]], places: Places) -> list[str]:
    column = {article: place for place, article in enumerate(places.labels)}
    items = []
    for fact, told in sorted(facts.items()):
        first = {one.article_id: one for one in sorted(told, key=lambda one: -one.sentence)}
        links = [
            Link(places.names[article, one.sentence], places.labels[article])
            for article, one in sorted(first.items(), key=lambda item: column[item[0]])
        ]
        shortest = min((one.text for one in told), key=len)
        items.append(_item(fact_place(fact), shortest or told[0].terms, links))
    return items


def _figures(told: Sequence[Told], figures: Iterable[Given], places: Places) -> list[str]:
    """Return the figures that differ, each with a link to its sentence in each outlet."""
    told_at = {(one.outlet, one.text): one for one in reversed(told)}
    groups: defaultdict[int, list[Link]] = defaultdict(list)
    about = {}
    for given in figures:
        if there := told_at.get((given.outlet, given.sentence)):
            label = f"{places.labels[there.article_id]}: {readable_figure(given.figure)}"
            groups[given.group].append(Link(places.names[there.article_id, there.sentence], label))
            about[given.group] = f"≠ {given.about}"
    return [_item(figure_place(group), about[group], links) for group, links in groups.items()]


def _item(place: str, text: str, links: Iterable[Link]) -> str:
    written = " ".join(f'<a href="#{link.place}">{escape_html(link.text)}</a>' for link in dict.fromkeys(links))
    return f'<li id="{place[1:]}"><a href="{place}">{escape_html(cut(text, LONGEST))}</a> <span>{written}</span></li>'
