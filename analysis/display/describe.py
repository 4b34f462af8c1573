"""Sentences that quote numbers, rendered from the tables."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_markdown, one_line
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.exceptions import shortened
from analysis.io import withheld_scores as withheld
from analysis.schema import REST

LONGEST_NAME = 100  # characters
LONGEST_NOTE = 2_000
_SCOPES = {
    "segment": "**These results describe these articles only.** With one article an outlet, what varies by chance is "
    "the sentence: an interval says how sure a difference between these texts is, and nothing about the outlets' "
    "habits.",
    "article": "What varies by chance is the article: an interval says how far a difference would move with other "
    "articles of the same outlets on this event.",
    "event": "What varies by chance is the event: outlets are compared within the events that both sides cover, and an "
    "interval says how far a difference would move with other such events.",
}


class Said(str):
    """A text that a notebook shows as Markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


def corpus(notes: Annotations) -> Said:
    """How much is compared, and how much was cut away."""
    articles, dropped = notes.corpus.articles, notes.corpus.dropped
    refused = int((dropped["kind"] == "article").sum())
    parts = [
        f"**{_many(len(articles), 'article')}** by **{_many(articles['outlet'].nunique(), 'outlet')}** on "
        f"**{_many(articles['event'].nunique(), 'event')}**: {int(articles['n_tokens'].sum()):,} words in "
        f"{int(articles['n_segments'].sum()):,} segments.",
        f"{_many(len(dropped) - refused, 'piece')} of page furniture {_was(len(dropped) - refused)} cut.",
    ]
    if refused:
        parts.append(f"**{_many(refused, 'article')} could not be used**; the reasons are in the table of cuts.")
    if notes.corpus.notes:
        parts.append(
            f"How the table was read: {escape_markdown(shortened('; '.join(notes.corpus.notes), LONGEST_NOTE))}."
        )
    return Said(" ".join(parts))


def spoken(notes: Annotations, quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes as people read them: outlet first, kinds in words; with the columns that a bundle holds."""
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    read = quotes.assign(outlet=quotes["article_id"].map(outlet), kind=quotes["kind"].map(schema.label))
    shown = ["outlet", "source", "kind", "number", "cue", "stance", "form", "words", "article_id"]
    return read[
        [name for name in shown if name in read and (read[name].notna().any() or (read.empty and name != "source"))]
    ]


def styles(notes: Annotations) -> pd.DataFrame:
    """What was counted as one word in all articles; .attrs["note"] says what a bundle does not hold."""
    table = notes.style.groupby(["kind", "variant", "standard"], as_index=False)["n"].sum()
    terms = notes.saved.get("terms")
    return with_note(table, withheld.note(terms[1], None) if terms and terms[1].attrs.get(withheld.KEY) else "")


def found_by(notes: Annotations) -> Said:
    """Which way attributions are found here: by rules alone, or by a dependency parse as well."""
    if notes.parse:
        pipeline = one_line(notes.parse).replace("`", "'")
        return Said(f"Attributions here are found by rules and by the dependency parse of `{pipeline}` (spaCy).")
    return Said("Attributions here are found by rules alone, without a dependency parse.")


def attributions(quotes: pd.DataFrame) -> Said:
    """How many attributions there are, and to which kinds of sources."""
    if quotes.empty:
        return _note(quotes, "Nobody is quoted or said to have said anything.")
    shares = quotes["kind"].map(schema.label).value_counts(normalize=True)
    told = ", ".join(f"{100 * share:.0f} % {_name(kind)}" for kind, share in shares.items())
    return Said(
        f"**{_many(len(quotes), 'attribution')}** in {_many(quotes['article_id'].nunique(), 'article')}, "
        f"by the kind of source: {told}."
    )


def scope(table: pd.DataFrame) -> Said:
    """What the intervals of a comparison table are about."""
    if table.empty:
        return _note(table, "There is nothing to compare.")
    return Said(_SCOPES[table["unit"].iat[0]])


def count(table: pd.DataFrame) -> Said:
    """How many differences were tested, and how many are beyond chance."""
    if table.empty:
        return Said("")
    tested, level = table["p"].notna(), 1 - table["confidence"].iat[0]
    sure = int((table["q"] <= level).sum())
    untold = int((~tested).sum())
    text = (
        f"{int(tested.sum()):,} differences were tested; **{sure or 'none'}** {_were(sure)} beyond chance "
        f"at a false discovery rate of {_percent(level)}."
    )
    return Said(text + (f" {untold:,} could not be tested; the table says why." if untold else ""))


def strongest(table: pd.DataFrame, *, top: int = 3) -> Said:
    """The most certain differences of a comparison table, one a line."""
    rows = table[table["p"].notna()].head(top)
    if rows.empty:
        return _note(table, "No difference could be tested.")
    return Said("\n".join(f"- {_sentence(row)}" for _, row in rows.iterrows()))


def items(table: pd.DataFrame, *, top: int = 4) -> list[str]:
    """The items of the most certain differences, each once."""
    return list(dict.fromkeys(table.loc[table["p"].notna(), "item"]))[:top]


def item(table: pd.DataFrame) -> str:
    """The item of the most certain difference; where there is none, the first, or '' of no rows."""
    return next(iter([*items(table, top=1), *table["item"].head(1)]), "")


def outlet(table: pd.DataFrame, outlets: list[str], against: str) -> str:
    """The outlet of the most certain difference; where there is none, the first that is not the other side."""
    tested = table.loc[table["p"].notna(), "outlet"].tolist()
    return next(name for name in [*tested, *outlets] if name != against)


def alt(table: pd.DataFrame) -> str:
    """A comparison figure in words, for readers who do not see it."""
    rows = table[table["p"].notna()].head(3)
    if rows.empty:
        return "Dots with confidence intervals; no difference could be tested."
    told = "; ".join(_plain_sentence(row).rstrip(".") for _, row in rows.iterrows())
    return f"Dots with confidence intervals. The most certain differences: {told}."


def shift(table: pd.DataFrame) -> str:
    """A word shift in words, for readers who do not see the figure."""
    if table.empty:
        return note_of(table, "No word with a weight.")
    told = ", ".join(f"{_short(row.item)} {signed(row.contribution, 3, '+')}" for row in table.head(5).itertuples())
    whole = signed(table["contribution"].sum(), 3, "+")
    return f"Bars, one a word. The largest contributions: {told}; all together {whole}."


def nearest(table: pd.DataFrame) -> str:
    """The nearest and the farthest outlets of a table of distances, for readers who do not see the map."""
    known = table[table["distance"].notna()]
    if known.empty:
        return "No two outlets whose distance is known."
    near, far = known.iloc[0], known.iloc[-1]
    return (
        f"Map of outlets. Nearest: {_short(near['outlet'])} and {_short(near['against'])} ({near['distance']:.2f}); "
        f"farthest: {_short(far['outlet'])} and {_short(far['against'])} ({far['distance']:.2f})."
    )


def values(table: pd.DataFrame) -> str:
    """The values of a comparison table in words, for readers who do not see the figure."""
    if table.empty:
        return "nothing to compare"
    scale = schema.MEASURES[table["measure"].iat[0]]
    told = [
        f"{_short(r.outlet)} {_short(r.item)} {scale.factor * r.value:.0f}"
        for r in table.itertuples()
        if r.value == r.value
    ]
    return f"{scale.unit}: {', '.join(sorted(told)[:40])}"


def _sentence(row: pd.Series) -> str:
    """A difference in Markdown."""
    return _told(row, f"**{_name(row['outlet'])}**", f"*{_name(schema.label(row['item']))}*", _name(_other(row)))


def _plain_sentence(row: pd.Series) -> str:
    """A difference as plain text, for an alternative text."""
    return _told(row, _short(row["outlet"]), _short(schema.label(row["item"])), _short(_other(row)))


def _other(row: pd.Series) -> str:
    return "the rest" if row["against"] == REST else row["against"]


def _told(row: pd.Series, outlet: str, item: str, against: str) -> str:
    scale = schema.MEASURES[row["measure"]]
    places = 2 if scale.factor == 1 else 1
    value, other, estimate, low, high = (
        signed(scale.factor * row[name], places, sign)
        for name, sign in (("value", ""), ("value_against", ""), ("estimate", "+"), ("low", "+"), ("high", "+"))
    )
    return (
        f"{outlet}, {item}: {value} {scale.unit}, {against} {other} "
        f"(difference {estimate}, {_percent(row['confidence'])} interval {low} to {high}, q {probability(row['q'])})."
    )


def _short(name: str) -> str:
    """A name in plain text, which is escaped where it is shown."""
    return shortened(one_line(name).strip(), LONGEST_NAME)


def _name(name: str) -> str:
    """A name in Markdown."""
    return escape_markdown(_short(name))


def _note(table: pd.DataFrame, otherwise: str) -> Said:
    """What is said of a table in place of its rows; notes are plain text, and may hold names."""
    return Said(escape_markdown(note_of(table, otherwise)))


def signed(value: float, places: int, sign: str = "") -> str:
    """A number with a true minus sign; sign '+' also marks positive numbers."""
    return f"{value:{sign},.{places}f}".replace("-", "−")


def probability(p: float) -> str:
    """'= 0.03' or '< 0.001'."""
    return "< 0.001" if p < 0.001 else f"= {p:.2g}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _were(number: int) -> str:
    return "is" if number <= 1 else "are"
