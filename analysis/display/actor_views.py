"""How each outlet portrays each actor: in what tone, who acts, and by which names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import counted, two_digits
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import paragraph, section
from analysis.display.sentences import most_certain_item
from analysis.display.tables import show_table
from analysis.language.clauses.roles import ACTED_UPON, ACTS
from analysis.language.entities.name_descriptions import EPITHET, KINDS
from analysis.measures.naming import NO_ACTORS
from analysis.plots.comparisons import differences
from analysis.schema import LEAST_SENTENCES

if TYPE_CHECKING:
    from IPython.display import HTML

_CAPTION = (
    "Favourable less unfavourable sentences per article, of the actors with the clearest differences. Dot: the "
    "outlet. Upright line: the other outlets. Line along the row: the interval of the difference."
)
_HEADS = dict(zip(KINDS, ("by name", "with a description", "with a word that judges"), strict=True))
_MOST_WORDS, _MOST_ROWS, _MOST_VERBS = 5, 16, 8
_ROLE_HEADS = {ACTS: "what it does", ACTED_UPON: "what is done to it"}
_TONE = (
    "A sentence with several actors can praise one and blame another. The <em>net tone</em> of an article toward an "
    "actor of the file actors.yml: how many of its sentences are favourable to the actor, less how many are "
    "unfavourable, in all voices; 0 where they balance or the actor is not named. Where fewer than four articles of "
    "either side name an actor, outlets are not compared; the numbers in the table then describe these articles only."
)
_MEAN = "Tone toward actors and attention to them; mean tone, from −1 to +1, separates outlets poorly"
_WHO_ACTS = (
    "An actor acts as the subject of a verb, or behind ‘by’, and is acted upon as the object, or as the subject of a "
    "passive (was arrested). Verbs of words and thoughts, of states, and negated ones do not count."
)
_WITHHELD = (
    "A bundle leaves out headlines, and what an article quotes or narrates in few sentences: there are fewer sentences "
    "than in the texts, and the net tone differs from theirs."
)
_NOBODY = "No actor of the file actors.yml is named."
_NO_EPITHET = "No outlet calls one of these actors by a word that judges."
_COLUMNS = ["actor", "outlet", "articles", "net tone per article", "sentences per article", "mean tone"]


def actors_by_outlet(net: pd.DataFrame, named: pd.DataFrame, attention: pd.DataFrame) -> pd.DataFrame:
    """State the net tone of each outlet toward each actor, the attention it pays, and the mean tone of its sentences.

    Parameters
    ----------
    net, named, attention : DataFrame
        From `ss.measures.net_tone`, `ss.measures.target_sentiment` and `ss.measures.attention`.

    Returns
    -------
    DataFrame
        actor; outlet; articles, how many name the actor of those that could, as '3 of 11'; net tone per article;
        sentences per article; mean tone, not of fewer than eight sentences. The actors named most often first, outlets
        in the order of all pages. Numbers are text.
    """
    if net.empty:
        return with_note(pd.DataFrame(columns=_COLUMNS), note_of(net))
    place = ["item", "outlet"]
    sums = net.assign(naming=net["x"] != 0).groupby(place)[["x", "n", "naming"]].sum()
    paid = attention.groupby(place)["x"].sum().reindex(sums.index, fill_value=0.0)
    mean = named.groupby(place)[["x", "n"]].sum().reindex(sums.index, fill_value=0.0)
    enough = mean["n"] >= LEAST_SENTENCES
    rows = pd.DataFrame({
        "articles": [f"{naming:,.0f} of {n:,.0f}" for naming, n in zip(sums["naming"], sums["n"], strict=True)],
        "net tone per article": (sums["x"] / sums["n"]).map(lambda value: two_digits(value, "+")),
        "sentences per article": (paid / sums["n"]).map(two_digits),
        "mean tone": (mean["x"] / mean["n"]).where(enough).map(lambda value: two_digits(value, "+")),
    }).reset_index(names=["actor", "outlet"])  # fmt: skip
    of_actor = paid.groupby("item").sum().sort_values(ascending=False, kind="stable")
    return _in_order(rows, of_actor.index.tolist())[_COLUMNS]


def tone_toward_actors(toward: pd.DataFrame, out: Path) -> HTML:
    """Show the net tone of outlets toward the actors that are named most often, where it can be tested.

    Parameters
    ----------
    toward : DataFrame
        Comparisons of net_tone.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Empty where nothing could be tested.
    """
    tested = toward[toward["p"].notna()]
    if tested.empty:
        return html_output("")
    clear = int(schema.is_clear(tested["q"]).sum())
    found = f"{counted(clear, 'difference')} {'is' if clear == 1 else 'are'} clear" if clear else "no clear difference"
    question = "How favourable is each outlet to each actor?"
    shown: Any = show_figure(differences(toward, question=question, top=4), "net_tone_in_brief", out, caption=_CAPTION)
    return html_output(section(f"Tone toward actors: {found}", shown.data))


def tone_of_actors(toward: pd.DataFrame, by_outlet: pd.DataFrame, sentences: pd.DataFrame, out: Path) -> HTML:
    """Return a section on the tone toward actors, with the sentences toward one of them.

    Parameters
    ----------
    toward : DataFrame
        Comparisons of net_tone.
    by_outlet : DataFrame
        From `actors_by_outlet`.
    sentences : DataFrame
        From `ss.measures.target_sentences`, toward the actor with the most certain difference; with a note from a
        bundle, whose sums leave out sentences.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Where no actor is listed or named, a sentence that says so.
    """
    heading = "What is the tone toward each actor?"
    if by_outlet.empty:
        return html_output(section(heading, paragraph(note_of(by_outlet) or _NOBODY, "note")))
    question = "How favourable is each outlet to each actor?"
    caption = "Favourable less unfavourable sentences per article. Longer articles have more of either."
    figure: Any = show_figure(differences(toward, question=question, top=6, most=8), "net_tone", out, caption=caption)
    table: Any = show_table(by_outlet, _MEAN, top=_MOST_ROWS)
    title = f"Lowest, typical and highest sentence toward {schema.label(most_certain_item(toward))}"
    listed: Any = show_table(sentences, title, columns=["outlet", "which", "tone", "segment"], top=12)
    withheld = paragraph(_WITHHELD, "note") if note_of(sentences) else ""
    return html_output(section(heading, f"<p>{_TONE}</p>", withheld, figure.data, table.data, listed.data))


def agency_by_outlet(agency: pd.DataFrame, verbs: pd.DataFrame) -> pd.DataFrame:
    """State in how many clauses each outlet lets each actor act, with the verbs.

    Parameters
    ----------
    agency, verbs : DataFrame
        From `ss.measures.agency` and `ss.measures.agency_verbs`.

    Returns
    -------
    DataFrame
        actor; outlet; acts, as '5 of 8' clauses; what it does, and what is done to it: the five verbs used most often,
        as 'support 3, warn 1', a number without a line break before it; by whom not said: how many passives leave out
        who acts. Without the verbs from a bundle. Actors with most clauses first, outlets in the order of all pages.
    """
    columns = ["actor", "outlet", "acts"]
    if agency.empty:
        return with_note(pd.DataFrame(columns=columns), note_of(agency))
    sums = agency.groupby(["item", "outlet"])[["x", "n"]].sum()
    # No line break within a figure.
    acts = [f"{x:,.0f}\xa0of\xa0{n:,.0f}" for x, n in zip(sums["x"], sums["n"], strict=True)]
    rows = pd.DataFrame({"acts": acts}, index=sums.index.set_names(["actor", "outlet"]))
    if len(verbs):
        words = verbs.assign(words=[f"{verb}\xa0{n:,}" for verb, n in zip(verbs["verb"], verbs["times"], strict=True)])
        listed = words.groupby(["actor", "outlet", "role"])["words"].agg(lambda some: ", ".join(some[:_MOST_WORDS]))
        by_role = listed.unstack(fill_value="").reindex(columns=list(_ROLE_HEADS), fill_value="")
        unnamed = verbs.groupby(["actor", "outlet"])["agentless"].sum().map(lambda n: f"{n:,.0f}" if n else "")
        rows = rows.join(by_role.rename(columns=_ROLE_HEADS)).join(unnamed.rename("by whom not said"))
    often = sums["n"].groupby("item").sum().sort_values(ascending=False, kind="stable")
    return _in_order(rows.reset_index(), often.index.tolist())


def who_acts(
    agency: pd.DataFrame, verbs: pd.DataFrame, compared: pd.DataFrame, out: Path, *, outlets: Sequence[str] = ()
) -> HTML:
    """Return a section on who acts and who is acted upon, with verbs and sentences.

    Parameters
    ----------
    agency, verbs : DataFrame
        From `ss.measures.agency` and `ss.measures.agency_verbs`.
    compared : DataFrame
        Comparisons of agency.
    out : Path
        Folder of the notebook, from `output_folder`.
    outlets : sequence of str
        Outlets to show; empty for all.

    Returns
    -------
    IPython.display.HTML
        Empty where no actor is listed, or none acts.
    """
    if agency.empty:
        return html_output("")
    if outlets:
        agency, verbs = (table[table["outlet"].isin(list(outlets))] for table in (agency, verbs))
    question = "How often does each actor act?"
    caption = "Clauses in which the actor acts, of those in which it acts or is acted upon."
    figure: Any = show_figure(differences(compared, question=question, top=6, most=8), "agency", out, caption=caption)
    by_outlet: Any = show_table(agency_by_outlet(agency, verbs), "Who acts, and who is acted upon", top=_MOST_ROWS)
    columns = ["actor", "outlet", "role", "verb", "times", "segment"]
    often = verbs.sort_values("times", ascending=False, kind="stable")
    listed: Any = show_table(
        often, "Verbs used most often, each with its first sentence", columns=columns, top=_MOST_VERBS
    )
    shown = [figure.data, by_outlet.data, *([listed.data] if len(verbs) else [])]
    return html_output(section("Who acts, and who is acted upon?", paragraph(_WHO_ACTS), *shown))


def names_by_outlet(names: pd.DataFrame) -> pd.DataFrame:
    """State by which words each outlet calls each actor, with how often.

    Parameters
    ----------
    names : DataFrame
        From `ss.measures.naming`.

    Returns
    -------
    DataFrame
        actor; outlet; by name; with a description; with a word that judges: the five words of each kind used most
        often, as 'Lind 12, Anna Lind 3'. The actors named most often first, outlets in the order of all pages.
    """
    columns = ["actor", "outlet", *_HEADS.values()]
    if names.empty:
        return with_note(pd.DataFrame(columns=columns), note_of(names))
    words = names.assign(words=[f"{one}\xa0{n:,}" for one, n in zip(names["called"], names["times"], strict=True)])
    listed = words.groupby(["actor", "outlet", "kind"])["words"].agg(lambda some: ", ".join(some[:_MOST_WORDS]))
    rows = listed.unstack(fill_value="").reindex(columns=list(KINDS), fill_value="").rename(columns=_HEADS)
    often = names.groupby("actor")["times"].sum().sort_values(ascending=False, kind="stable")
    return _in_order(rows.reset_index(), often.index.tolist())[columns]


def names_of_actors(names: pd.DataFrame, *, outlets: Sequence[str] = ()) -> HTML:
    """Return a section on how outlets call actors, with the sentences of words that judge.

    Parameters
    ----------
    names : DataFrame
        From `ss.measures.naming`.
    outlets : sequence of str
        Outlets to show; empty for all.

    Returns
    -------
    IPython.display.HTML
        A sentence where only the text would tell; empty where no actor is listed or named.
    """
    heading = "What does each outlet call each actor?"
    if names.empty:
        note = note_of(names)
        return html_output(section(heading, paragraph(note, "note")) if note and note != NO_ACTORS else "")
    names = names[names["outlet"].isin(list(outlets))] if outlets else names
    judging = names[names["kind"] == EPITHET].sort_values("times", ascending=False, kind="stable")
    by_outlet = names_by_outlet(names)
    if judging.empty:
        by_outlet = by_outlet.drop(columns=_HEADS[EPITHET])
    called: Any = show_table(by_outlet, "Words by which actors are called", top=_MOST_ROWS)
    columns = ["actor", "outlet", "called", "times", "segment"]
    listed: Any = show_table(judging, "Words that judge, each with its first sentence", columns=columns)
    return html_output(section(heading, called.data, listed.data if len(judging) else paragraph(_NO_EPITHET, "note")))


def _in_order(rows: pd.DataFrame, actors: list[str]) -> pd.DataFrame:
    """Sort rows by actor, in the order given, and by outlet, in the order of all pages."""
    outlets = schema.outlets_in_order(rows["outlet"])
    order = rows["actor"].map(actors.index) * len(outlets) + rows["outlet"].map(outlets.index)
    return rows.iloc[order.argsort(kind="stable")].reset_index(drop=True)
