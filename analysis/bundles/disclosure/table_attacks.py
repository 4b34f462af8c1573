"""Attacks that compare tables and measures: what one withholds, another may place in a sentence.

Each attack takes tables by name and returns findings. None of them knows how a bundle is protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.bundles.disclosure.placement_findings import (
    COLUMNS,
    Finding,
    findings,
    findings_in_sentences,
    no_findings,
    repeated,
    segments_of_each,
    segments_of_places,
)
from analysis.bundles.disclosure.places import PLACE
from analysis.bundles.disclosure.run_attacks import Tables
from analysis.schema import FRAME_AND, TOTAL

# Measures of actors with n where an actor is named.
_WHERE_NAMED = ["target_sentiment", "agency", "agentless_passives"]


def by_position(tables: Tables) -> pd.DataFrame:
    """Return words of a frame that stands in every segment of the headline or the lead, if its voice has one such word.

    Such a word stands in each of these segments.
    """
    scores = tables["scores"]
    rows = scores[(scores["measure"] == "frame_positions") & (scores["n"] > 0) & (scores["x"] == scores["n"])]
    rows = rows[rows["item"].str.contains(": headline$|: lead$")]
    if rows.empty:
        return findings(rows, "")
    frames = rows.assign(frame=rows["item"].str.split(FRAME_AND).str[0], in_segments=rows["n"])
    both = frames[[*PLACE, "frame", "in_segments"]].merge(_only_patterns(scores), on=[*PLACE, "frame"])
    return findings_in_sentences(repeated(both, "in_segments"), "a frame of the headline or the lead")


def _only_patterns(scores: pd.DataFrame) -> pd.DataFrame:
    """Rows of patterns that are the only ones of their frame in a place."""
    rows = scores[(scores["measure"] == "frame_patterns") & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    rows = rows.assign(frame=rows["item"].str.split(FRAME_AND).str[0])
    number = rows.groupby([*PLACE, "frame"])["item"].transform("size")
    return rows[(number == 1) & ~rows["item"].str.endswith(")")]


def by_cue(tables: Tables) -> pd.DataFrame:
    """Return cues that stand beside the number of their sentence."""
    attributions = tables.get("attributions")
    if attributions is None or "cue" not in attributions or "sentence" not in attributions:
        return no_findings()
    rows = attributions[(attributions["cue"] != "") & attributions["sentence"].notna()]
    return findings_in_sentences(rows.assign(voice="", item=rows["cue"]), "a cue with its sentence")


def by_fact(tables: Tables) -> pd.DataFrame:
    """Return words of facts that stand beside the number of a sentence that tells them."""
    statements = tables.get("statements")
    if statements is None or "sentence" not in statements:
        return no_findings()
    rows = statements[statements["sentence"].notna()]
    if "fact_terms" in tables:
        named = tables["fact_terms"]
        rows = rows.drop(columns="terms").merge(named, on=["event", "fact"])
    rows = rows.assign(item=rows["terms"].str.split(", ")).explode("item")
    return findings_in_sentences(rows[rows["item"] != ""], "a fact with its sentence")


def by_difference(tables: Tables) -> pd.DataFrame:
    """Return words that other tables count more often than the voices shown together, if one segment is withheld.

    What is left of the article, or of an outlet of one article, is then that segment.
    """
    scores = tables["scores"]
    terms = scores[(scores["measure"] == "terms") & (scores["item"] != TOTAL)]
    withheld = _withheld_segments(scores)
    found = [*_in_style(tables, terms, withheld), *_in_pairs(tables, terms, withheld)]
    return pd.DataFrame(found, columns=COLUMNS).drop_duplicates()


def _in_style(tables: Tables, terms: pd.DataFrame, withheld: Mapping[str, str]) -> Iterator[Finding]:
    style = tables.get("style")
    if style is None:
        return
    counts = style[style["standard"] != ""].groupby(["article_id", "standard"], as_index=False)["n"].sum()
    for row in counts[counts["article_id"].isin(withheld)].itertuples():
        article, word = str(row.article_id), str(row.standard)
        own = terms[terms["article_id"] == article]
        is_word = own["item"].map(lambda item, word=word: _has_part(item, word))
        if row.n > own.loc[is_word, "x"].sum():
            yield article, withheld[article], word, "house style beyond the voices shown"


def _has_part(item: str, word: str) -> bool:
    """Whether a word, or a part of a hyphenated one, is counted as `word`, in any capitals."""
    return word.lower() in item.lower().split("-")


def _in_pairs(tables: Tables, terms: pd.DataFrame, withheld: Mapping[str, str]) -> Iterator[Finding]:
    pairs = tables.get("collocations")
    if pairs is None:
        return
    articles = tables["articles"].groupby("outlet")["article_id"].agg(list)
    for row in pairs[pairs["outlet"].map(articles.map(len)) == 1].itertuples():
        article = articles[row.outlet][0]
        if article not in withheld:
            continue
        for word, n in zip(str(row.collocation).split(" "), (row.n_first, row.n_second), strict=True):
            shown = terms.loc[(terms["article_id"] == article) & (terms["item"] == word), "x"].sum()
            if n > shown:
                yield article, withheld[article], word, "pairs beyond the voices shown"


def _withheld_segments(scores: pd.DataFrame) -> dict[str, str]:
    """Articles in which the words of a single segment are not shown -> its voice."""
    shown = scores[(scores["measure"] == "terms") & (scores["item"] == TOTAL) & (scores["n"] > 0)]
    size = segments_of_places(scores).reset_index()
    hidden = size.merge(shown[PLACE], on=PLACE, how="left", indicator=True).query("_merge == 'left_only'")
    alone = hidden[hidden.groupby("article_id")["segments"].transform("sum") == 1]
    return dict(zip(alone["article_id"], alone["voice"], strict=True))


def by_name(tables: Tables) -> pd.DataFrame:
    """Return actors named, and sides that speak, in a voice that has one segment."""
    scores = tables["scores"]
    rows = scores[
        scores["measure"].isin(["actor_mentions", "source_affiliation", *_WHERE_NAMED])
        & ~scores["item"].isin([TOTAL, "no_side"])
        & (scores["n"] > 0)
    ]
    rows = rows[rows["measure"].isin(_WHERE_NAMED) | (rows["x"] > 0)].drop_duplicates([*PLACE, "item"])
    return findings(rows[segments_of_each(scores, rows) == 1], "an actor of the only segment")


def by_stance(tables: Tables) -> pd.DataFrame:
    """Return cue verbs of a voice of one segment: the only ones of their stance in an outlet that has them there."""
    verbs, scores = tables.get("reporting_verb_counts"), tables["scores"]
    if verbs is None or verbs.empty:
        return no_findings()
    cues = scores[(scores["measure"] == "reporting_verbs") & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    only = verbs[~verbs.duplicated(["outlet", "stance"], keep=False)]
    rows = cues.rename(columns={"item": "stance"}).merge(only, on=["outlet", "stance"])
    all_there = rows.groupby(["outlet", "stance"])["x"].transform("sum") == rows["times"]
    rows = rows[all_there & (segments_of_each(scores, rows) == 1)]
    return findings(rows.assign(item=rows["cue"]), "the only cue of its stance")


def by_shared_text(tables: Tables) -> pd.DataFrame:
    """Return words that the only segment of a narration has from another article.

    So many words of an article stand in another one, too, that the rest cannot hold all occurrences of a word.
    """
    scores = tables["scores"]
    narrated = scores[scores["voice"] == "narration"]
    shared = pd.concat([_passages(tables), _shared_by_two(tables, narrated)], ignore_index=True)
    other = shared.rename(columns={"article_id": "whose", "article_id_other": "article_id"}).assign(voice="narration")
    alone = other[segments_of_each(scores, other) == 1].rename(columns={"article_id": "in_article"})
    terms = narrated[(narrated["measure"] == "terms") & (narrated["item"] != TOTAL)]
    rows = terms.merge(alone.drop(columns="voice"), left_on="article_id", right_on="whose")
    rows = rows[rows["x"] > rows["n"] - rows["words"]]
    return findings(
        rows.assign(article_id=rows["in_article"]).drop_duplicates([*PLACE, "item"]), "text of another article"
    )


def _passages(tables: Tables) -> pd.DataFrame:
    """Each article, another one, and how many of its words the longest passage of both has."""
    columns = ["article_id", "article_id_other", "words"]
    pairs = tables.get("text_pairs", pd.DataFrame(columns=columns))[columns]
    return pd.concat([pairs, pairs.set_axis(["article_id_other", "article_id", "words"], axis=1)])


def _shared_by_two(tables: Tables, narrated: pd.DataFrame) -> pd.DataFrame:
    """Each article of an event of two, the other one, and how many of its words the other one has."""
    articles = tables["articles"].reindex(columns=["event", "article_id"])
    of_two = articles[articles.groupby("event")["article_id"].transform("size") == 2]
    both = of_two.merge(of_two, on="event", suffixes=("", "_other")).query("article_id != article_id_other")
    own = narrated[narrated["measure"] == "originality"].groupby("article_id")[["x", "n"]].max()
    return both.assign(words=both["article_id"].map(own["n"] - own["x"]))[["article_id", "article_id_other", "words"]]
