"""Disclosure control: the tables of a bundle as they can be given to others, and what was left out or replaced."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.frame_layer import long_patterns
from analysis.annotation.text_pass import style_table
from analysis.bundles.disclosure.empty_columns import shareable_segments
from analysis.bundles.disclosure.given_names import Listed, check_names, long_names
from analysis.bundles.disclosure.metadata import Checked, check_metadata
from analysis.bundles.disclosure.metadata_labels import LABELS
from analysis.bundles.disclosure.places import is_in, of_measures
from analysis.bundles.disclosure.revealing_voices import has_few_patterns
from analysis.bundles.disclosure.small_voices import long_words, without_words
from analysis.bundles.disclosure.table_attacks import by_position
from analysis.bundles.disclosure.thresholds import LONGEST_NAME, MOST_PLACED
from analysis.bundles.disclosure.word_runs import plain, runs, words
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.schema import TOTAL

Tables = dict[str, pd.DataFrame]

# Measures whose items say which words a segment holds; those of frames do where a frame has few patterns.
WITHHELD = (
    "terms", "hedges", "house_style", "style_choices", "frame_patterns", "actor_mentions", "target_sentiment",
    "source_affiliation", "agency", "agentless_passives",
)  # fmt: skip
WITHHELD_WITH_FEW_PATTERNS = ("framing", "frame_pairs")
LONG_WORDS = "A bundle holds no words of three parts or more, such as words with two hyphens."
LEADS = "This bundle holds no frames by position, as they would say which words stand in the first sentences."
FEW_PATTERNS = "A bundle holds no frames by position where a frame has fewer than three patterns."


@hides_content
class Protected(NamedTuple):
    """Tables as they can be published, and the entries of bundle.json about them.

    tables: by name. entries: remarks, withheld, names, phrases and protection, see
    `analysis.io.bundle_format.Record`.
    """

    tables: Tables
    entries: dict[str, Any]


def protect(
    tables: Tables,
    notes: Annotations,
    book: Dictionary,
    hidden: pd.DataFrame,
    actors: Listed | None = None,
    *,
    labels_by_length: bool = False,
) -> Protected:
    """Leave out and replace what gives away text, article by article.

    Parameters
    ----------
    tables : dict of str to DataFrame
        articles, dropped, segments, style and scores as `bundle_tables` returns them, and others.
    notes : Annotations
        Of the text.
    book : Dictionary
        The frames of the scores.
    hidden : DataFrame
        article_id and voice of the places whose words are withheld.
    actors : Listed, optional
        Actors whose names are items of the scores.
    labels_by_length : bool, default False
        Replace names of outlets and events by their length alone, so that they are the same in every batch of a corpus.

    Returns
    -------
    Protected

    Raises
    ------
    WrongUse
        If the name of a frame is a passage of a text.
    """
    assert notes.corpus.texts is not None
    _check_frames(notes, book)
    long_terms = _are_long_terms(tables["scores"])
    scores = _protected_scores(tables["scores"], hidden, long_terms, book)
    style = style_table(notes.words.styles[~is_in(notes.words.styles, hidden)])
    long_styles = long_words(style["variant"]) | long_words(style["standard"])
    protected = tables | {
        "scores": scores.table,
        "style": style[~long_styles].reset_index(drop=True),
        "segments": shareable_segments(notes.segments),
    }
    checked = check_metadata(protected, dict(notes.corpus.texts), labels_by_length=labels_by_length)
    counts = {
        "places": len(hidden),
        "place_words": int(notes.segments.loc[is_in(notes.segments, hidden), "n_tokens"].sum()),
        "long_words": int(long_terms.sum()),
        "variants": int(long_styles.sum()),
        "aliases": len(actors.left_out) if actors else 0,
        **checked.replaced,
    }
    phrases = long_patterns(notes.frame_matches(book))
    entries = {
        "remarks": scores.remarks,
        "withheld": scores.withheld,
        "names": _listed_names(checked, book, actors),
        "phrases": [phrase for phrase in phrases if len(words(phrase)) <= LONGEST_NAME],
        "protection": {"counts": {key: int(number) for key, number in counts.items() if number}},
    }
    return Protected(checked.tables, entries)


def _check_frames(notes: Annotations, book: Dictionary) -> None:
    """Check that no name of a frame is a passage of a text. Raises: WrongUse."""
    assert notes.corpus.texts is not None
    names = [frame.name for frame in book.frames]
    prose = plain(notes.corpus.texts.values()) if any(runs(name) for name in names) else plain(())
    check_names(names, "the name of a frame,", prose)


def _listed_names(checked: Checked, book: Dictionary, actors: Listed | None) -> list[str]:
    """Names of three words or more that the bundle holds: in metadata, of frames, outlets and events, of actors."""
    frames = [frame.name for frame in book.frames]
    articles = checked.tables["articles"]
    labels = [str(label) for column in LABELS for label in articles[column].unique()]
    of_actors = [name for actor in (actors.actors if actors else ()) for name in (*actor.aliases, actor.side)]
    return sorted({*checked.names, *long_names((*frames, *labels, *of_actors))})


def _are_long_terms(scores: pd.DataFrame) -> NDArray[np.bool_]:
    """Which scores are of words that are too long to be published."""
    are_terms = of_measures(scores, ("terms",))
    are_terms[are_terms] = long_words(scores.loc[are_terms, "item"])
    return are_terms


@hides_content
class _Scores(NamedTuple):
    """Scores that can be published, remarks by measure, and the measures without the words of hidden places."""

    table: pd.DataFrame
    remarks: dict[str, str]
    withheld: list[str]


def _protected_scores(
    scores: pd.DataFrame, hidden: pd.DataFrame, long_terms: NDArray[np.bool_], book: Dictionary
) -> _Scores:
    few_patterns = any(has_few_patterns(frame) for frame in book.frames)
    withheld = (*WITHHELD, *WITHHELD_WITH_FEW_PATTERNS) if few_patterns else WITHHELD
    present = set(scores["measure"].unique())
    has_positions = "frame_positions" in present
    remarks = {"terms": LONG_WORDS} if long_terms.any() else {}
    left_out = long_terms
    if has_positions and few_patterns:
        left_out = left_out | (scores["measure"] == "frame_positions").to_numpy()
        remarks["frame_positions"] = FEW_PATTERNS
    shown = without_words(scores, hidden, withheld, left_out)
    if has_positions and _positions_place_words(shown):
        shown = shown[shown["measure"] != "frame_positions"].reset_index(drop=True)
        remarks["frame_positions"] = LEADS
    return _Scores(shown, remarks, [measure for measure in withheld if measure in present])


def _positions_place_words(scores: pd.DataFrame) -> bool:
    """Whether frames by position place more than half the words that may be placed; others may be placed as well."""
    total = scores.loc[(scores["measure"] == "voices") & (scores["item"] == TOTAL), "n"].sum()
    return bool(len(by_position({"scores": scores})) > MOST_PLACED / 2 * total)
