"""The tables of a bundle as they can be given to others, and what was left out or replaced for it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.frame_layer import long_patterns
from analysis.annotation.text_pass import style_table
from analysis.bundles.disclosure.attacks import by_position
from analysis.bundles.disclosure.given_names import Listed, check_names, long_names
from analysis.bundles.disclosure.metadata import LABELS, check_metadata
from analysis.bundles.disclosure.revealing_voices import has_few_patterns, hidden_places
from analysis.bundles.disclosure.small_voices import is_in, long_words, of_measures, without_words
from analysis.bundles.disclosure.thresholds import MOST_PLACED, NAME
from analysis.bundles.disclosure.word_runs import found_in, plain, runs, words
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.schema import TOTAL

Tables = dict[str, pd.DataFrame]

# Measures whose items say which words a segment holds.
OF_WORDS = ("terms", "hedges", "frame_patterns", "actor_mentions", "target_sentiment", "source_affiliation")
# So do those of frames, where a frame has hardly more than one pattern.
OF_FRAMES = ("framing", "frame_pairs")
QUOTES = "A bundle holds attributions without their order, their words, their form, their cues and their sources."
VERBS = "A bundle counts no cue verbs of voices that have only a few segments in an article."
PAIRS = (
    "A bundle holds pairs that occur three times or more, in two articles or more of an outlet, and of pairs that "
    "share a word only those that do not chain to runs of three words."
)
LONG_WORDS = "A bundle holds no words of three parts or more, such as words with two hyphens."
LEADS = "This bundle holds no frames by position, as they would say which words stand in the first sentences."
FEW_PATTERNS = "A bundle holds no frames by position where a frame has fewer than three patterns."


@hides_content
class Protected(NamedTuple):
    """Tables as they can be published, and what bundle.json says of them.

    about: remarks (measure -> what is not held of it), withheld (measures without the words of small places), names
    and phrases of the dictionary of frames (of three words or more), protection (counts of what was left out)."""

    tables: Tables
    about: dict[str, Any]


def protect(
    tables: Tables, notes: Annotations, book: Dictionary, actors: Listed | None = None, *, batch: bool = False
) -> Protected:
    """Leave out and replace what gives away text, article by article.

    Parameters
    ----------
    tables : dict of str to DataFrame
        articles, dropped, segments, style and scores as bundle.tables_of makes them.
    notes : Annotations
        Of the text.
    book : Dictionary
        The frames of the scores.
    actors : Listed, optional
        Actors whose names stand in the scores.
    batch : bool, default False
        Whether these are some articles of many: then names of outlets and events are replaced by their length alone,
        the same in every batch.

    Returns
    -------
    Protected

    Raises
    ------
    WrongUse
        Where the name of a frame is a passage of a text.
    """
    assert notes.corpus.texts is not None
    names = [frame.name for frame in book.frames]
    prose = plain(notes.corpus.texts.values()) if any(runs(name) for name in names) else plain(())
    check_names(names, "the name of a frame,", prose)
    small = hidden_places(notes, tables["scores"], book)
    gone = long_terms(tables["scores"])
    scores, remarks, withheld = _scores(tables["scores"], small, gone, book)
    style = style_table(notes.words.styles[~is_in(notes.words.styles, small)])
    long_styles = long_words(style["variant"]) | long_words(style["standard"])
    made = tables | {
        "scores": scores,
        "style": style[~long_styles].reset_index(drop=True),
        "segments": emptied(notes.segments, "shared_segments"),
    }
    checked = check_metadata(made, dict(notes.corpus.texts), batch=batch)
    labels = [str(cell) for name in LABELS for cell in checked.tables["articles"][name].unique()]
    given = [part for a in (actors.actors if actors else ()) for part in (*a.aliases, a.side)]
    counts = {
        "places": len(small),
        "place_words": int(notes.segments.loc[is_in(notes.segments, small), "n_tokens"].sum()),
        "long_words": int(gone.sum()),
        "variants": int(long_styles.sum()),
        "aliases": len(actors.left_out) if actors else 0,
        **checked.replaced,
    }
    about = {
        "remarks": remarks,
        "withheld": withheld,
        "names": sorted({*checked.names, *long_names((*names, *labels, *given))}),
        "phrases": [phrase for phrase in long_patterns(notes.frame_matches(book)) if len(words(phrase)) <= NAME],
        "protection": {"counts": {key: int(n) for key, n in counts.items() if n}},
    }
    return Protected(checked.tables, about)


def long_terms(scores: pd.DataFrame) -> NDArray[np.bool_]:
    """Which scores are of words that are not published."""
    gone = of_measures(scores, ("terms",))
    gone[gone] = long_words(scores.loc[gone, "item"])
    return gone


def _scores(
    scores: pd.DataFrame, small: pd.DataFrame, gone: NDArray[np.bool_], book: Dictionary
) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Scores that can be published, remarks on measures, and the measures without the words of small places."""
    few = any(has_few_patterns(frame) for frame in book.frames)
    measures = (*OF_WORDS, *OF_FRAMES) if few else OF_WORDS
    there = set(scores["measure"].unique())
    remarks = {"terms": LONG_WORDS} if gone.any() else {}
    if few and "frame_positions" in there:
        gone = gone | (scores["measure"] == "frame_positions").to_numpy()
        remarks["frame_positions"] = FEW_PATTERNS
    shown = without_words(scores, small, measures, gone)
    if "frame_positions" in there and _says_much(shown):
        shown = shown[shown["measure"] != "frame_positions"].reset_index(drop=True)
        remarks["frame_positions"] = LEADS
    return shown, remarks, [m for m in measures if m in there]


def _says_much(scores: pd.DataFrame) -> bool:
    """Whether frames by position place more words than a bundle may; half of them, since others may be placed too."""
    words = scores.loc[(scores["measure"] == "voices") & (scores["item"] == TOTAL), "n"].sum()
    return len(by_position({"scores": scores})) > MOST_PLACED / 2 * words


def emptied(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """A table of that kind, without values in the columns that may be missing in it.

    Parameters
    ----------
    table : DataFrame
        With the columns of the kind.
    kind : str
        Name of the table in the schema.

    Returns
    -------
    DataFrame
    """
    missing = {c.name: pd.Series(pd.NA, table.index, dtype=c.dtype) for c in schema.TABLES[kind] if c.nullable}
    return schema.typed(table.assign(**missing), kind)


def attributions(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes without what says where they stand: the first of each article first, the others by what they are.

    Parameters
    ----------
    quotes : DataFrame
        As measures.attributions gives them.

    Returns
    -------
    DataFrame
        attributions.
    """
    article = pd.factorize(quotes["article_id"])[0]
    table = quotes.assign(_article=article, _later=quotes.duplicated("article_id"))
    order = ["_article", "_later", "kind", "number", "stance"]
    return emptied(table.sort_values(order, ignore_index=True), "shared_attributions")


def safe_name(name: str, texts: pl.Series, other: str) -> str:
    """A name, or another where it holds a run of a text."""
    return other if found_in(runs(name), texts) else name


def join_about(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What several parts of a bundle say of their protection, as one.

    Parameters
    ----------
    parts : list of dict
        Protected.about of each part.

    Returns
    -------
    dict
    """
    counts: dict[str, int] = {}
    for part in parts:
        for key, number in part["protection"]["counts"].items():
            counts[key] = counts.get(key, 0) + number
    return {
        "remarks": {measure: remark for part in parts for measure, remark in part["remarks"].items()},
        "withheld": parts[0]["withheld"],
        **{key: sorted({name for part in parts for name in part[key]}) for key in ("names", "phrases")},
        "protection": {"counts": counts, "batches": True},
    }
