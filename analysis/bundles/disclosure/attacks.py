"""What can be computed about a text from the tables of a bundle: pairs that chain, words that find their sentence.

Each attack takes tables by name and returns a table of findings. None of them knows how a bundle is protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bundles.disclosure.word_runs import RUN, WORD
from analysis.schema import FRAME_AND, TOTAL

Tables = Mapping[str, pd.DataFrame]
PLACE = ["article_id", "voice"]
FORCED = ["outlet", "run", "times", "how"]
PLACED = ["article_id", "voice", "item", "how"]
# Measures whose items are words of the text.
OF_WORDS = ("terms", "hedges", "frame_patterns")


def forced_runs(tables: Tables) -> pd.DataFrame:
    """Runs of three words that stand in a text however its words are ordered.

    The words of a pair "a b" and of a pair "b c" share an occurrence of b where the pairs are more than the
    occurrences: the lower Fréchet bound, over a whole outlet and over each article and voice, in which a pair is no
    more frequent than its rarer word. A cell of three words or more that is counted is such a run too.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a bundle: collocations and scores.

    Returns
    -------
    DataFrame
        outlet, run, times (at least), how.
    """
    found = [*_chained(tables), *_counted_runs(tables)]
    return pd.DataFrame(found, columns=FORCED)


def _chained(tables: Tables) -> Iterator[tuple[str, str, float, str]]:
    pairs = tables.get("collocations")
    if pairs is None:
        return
    pairs = pairs[pairs["collocation"].str.count(" ") == 1]
    counts = _counts(tables.get("scores"), set(" ".join(pairs["collocation"]).split()))
    split = pairs["collocation"].str.split(" ", expand=True).reindex(columns=[0, 1])
    for outlet, own in pairs.assign(a=split[0], b=split[1]).groupby("outlet"):
        places = counts.get(str(outlet), {})
        for b, left in own.groupby("b"):
            for x in left.itertuples():
                for y in own[own["a"] == b].itertuples():
                    room = _room(places, str(x.a), str(b), str(y.b), min(int(x.n_second), int(y.n_first)))
                    if x.n + y.n > room:
                        yield str(outlet), f"{x.a} {b} {y.b}", x.n + y.n - room, "pairs that chain"


def _counts(scores: pd.DataFrame | None, words: set[str]) -> dict[str, dict[str, NDArray[np.float64]]]:
    """By outlet and word: how often it stands in each article and voice."""
    if scores is None or not words:
        return {}
    rows = scores[(scores["measure"] == "terms") & scores["item"].isin(words)]
    found = {}
    for outlet, own in rows.groupby("outlet"):
        table = own.pivot_table(index="item", columns=PLACE, values="x", fill_value=0, aggfunc="sum")
        found[str(outlet)] = dict(zip(table.index, table.to_numpy(float), strict=True))
    return found


def _room(places: Mapping[str, NDArray[np.float64]], a: str, b: str, c: str, total: int) -> float:
    """How many pairs "a b" and "b c" there can be without a run "a b c"."""
    if b not in places:
        return total
    n = places[b]
    first, last = (np.minimum(places.get(word, np.zeros(len(n))), n) for word in (a, c))
    known = float(n.sum()) == total and a in places and c in places
    return float(np.minimum(n, first + last).sum()) if known else min(total, float(max(n.sum(), total)))


def _counted_runs(tables: Tables) -> Iterator[tuple[str, str, float, str]]:
    pairs = tables.get("collocations")
    if pairs is not None:
        long = pairs[pairs["collocation"].str.count(WORD.pattern) >= RUN]
        yield from ((str(r.outlet), str(r.collocation), r.n, "a pair of three words") for r in long.itertuples())
    scores = tables.get("scores")
    if scores is None:
        return
    rows = scores[scores["measure"].isin(OF_WORDS) & (scores["x"] > 0)]
    item = rows["item"].str.split(FRAME_AND).str[-1]
    rows = rows.assign(item=item)[(item.str.count(WORD.pattern) >= RUN) & ~item.str.startswith("(")]
    for (outlet, name), x in rows.groupby(["outlet", "item"])["x"].sum().items():
        yield str(outlet), str(name), x, "an item of three words"


def placed_words(tables: Tables) -> pd.DataFrame:
    """Words of which a bundle says in which sentence they stand.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a bundle.

    Returns
    -------
    DataFrame
        article_id, voice, item, how: one row for each word and sentence.
    """
    parts = [
        only_segment(tables),
        every_segment(tables),
        by_length(tables),
        by_position(tables),
        by_cue(tables),
        by_difference(tables),
        by_name(tables),
        by_few_words(tables),
        by_stance(tables),
    ]
    return pd.concat(parts, ignore_index=True).drop_duplicates()


def only_segment(tables: Tables) -> pd.DataFrame:
    """Words of a voice that has one segment in an article: a headline, a single quote."""
    rows = _words(tables)
    return _found(rows[rows["segments"] == 1], "the only segment of its voice")


def every_segment(tables: Tables) -> pd.DataFrame:
    """Words whose sum of squares is too small to leave a segment without them: they stand in every one."""
    rows = _words(tables)
    rows = rows[(rows["segments"] > 1) & (rows["x"] >= rows["segments"]) & (rows["x"] % 1 == 0)]
    others = rows["segments"] - 1
    each = rows["x"] // others
    more = rows["x"] - each * others
    least = (others - more) * each**2 + more * (each + 1) ** 2
    rows = rows[rows["xx"] < least]
    return _found(rows.loc[rows.index.repeat(rows["segments"].astype(int))], "every segment of its voice", number=True)


def by_length(tables: Tables) -> pd.DataFrame:
    """Words whose xn is the length of one sentence, or of two, and of no other.

    Lengths are those of the table of segments, or follow from n and nn where a voice has two segments."""
    rows = _words(tables, "terms", "hedges")
    rows = rows[rows["x"].isin([1, 2]) & (rows["segments"] > 1)]
    lengths = _lengths(tables)
    found = []
    for place, own in rows.groupby(PLACE):
        ratio = own["xn"] / own["x"]
        # Where all words have the same mean length, xn says nothing of any of them.
        if place not in lengths or ratio.max() - ratio.min() < 1e-9 * max(ratio.max(), 1):
            continue
        sums = _sums(lengths[place])
        for r in own.itertuples():
            way = 1 if r.x == 1 else 2 if r.xx == 2 else 0
            target = r.xn / 2 if not way else r.xn
            where = sums[2 if way == 2 else 1].get(target, [])
            if len(where) == 1:
                found += [(*place, r.item, f"the length of segment {s}") for s in where[0]]
    return pd.DataFrame(found, columns=PLACED)


def _lengths(tables: Tables) -> dict[tuple[str, str], list[float]]:
    """Lengths of the segments of each article and voice, where they are known."""
    segments = tables.get("segments")
    if segments is not None and "n_tokens" in segments and segments["n_tokens"].notna().all():
        return {place: own["n_tokens"].astype(float).tolist() for place, own in segments.groupby(PLACE)}
    scores = tables["scores"]
    totals = scores[scores["measure"].isin(["terms", "voices", "hedges"]) & (scores["units"] == 2)]
    known = {}
    for r in totals.drop_duplicates(PLACE).itertuples():
        apart = np.sqrt(max(2 * r.nn - r.n * r.n, 0))
        known[r.article_id, r.voice] = [(r.n - apart) / 2, (r.n + apart) / 2]
    return known


def _sums(lengths: list[float]) -> dict[int, dict[float, list[tuple[int, ...]]]]:
    """For one segment and for two: which of them have a length in sum."""
    single: dict[float, list[tuple[int, ...]]] = {}
    double: dict[float, list[tuple[int, ...]]] = {}
    for i, a in enumerate(lengths):
        single.setdefault(a, []).append((i,))
        for j in range(i):
            double.setdefault(a + lengths[j], []).append((j, i))
    return {1: single, 2: double}


def by_position(tables: Tables) -> pd.DataFrame:
    """Words of a frame that stands in every segment of the headline or the lead, where the voice has one such word."""
    scores = tables["scores"]
    rows = scores[(scores["measure"] == "frame_positions") & (scores["n"] > 0) & (scores["x"] == scores["n"])]
    rows = rows[rows["item"].str.contains(": headline$|: lead$")]
    if rows.empty:
        return _found(rows, "")
    patterns = scores[(scores["measure"] == "frame_patterns") & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    patterns = patterns.assign(frame=patterns["item"].str.split(FRAME_AND).str[0])
    patterns = patterns.assign(own=patterns.groupby([*PLACE, "frame"])["item"].transform("size"))
    rows = rows.assign(frame=rows["item"].str.split(FRAME_AND).str[0])[[*PLACE, "frame", "n"]]
    both = rows.merge(patterns[(patterns["own"] == 1) & ~patterns["item"].str.endswith(")")], on=[*PLACE, "frame"])
    both = both.loc[both.index.repeat(both["n_x"].astype(int))]
    return _found(both, "a frame of the headline or the lead", number=True)


def by_cue(tables: Tables) -> pd.DataFrame:
    """Cues that stand beside the number of their sentence."""
    quotes = tables.get("attributions")
    if quotes is None or "cue" not in quotes or "sentence" not in quotes:
        return _found(pd.DataFrame(columns=PLACED), "")
    rows = quotes[(quotes["cue"] != "") & quotes["sentence"].notna()]
    return _found(rows.assign(voice="", item=rows["cue"]), "a cue with its sentence", number=True)


def by_difference(tables: Tables) -> pd.DataFrame:
    """Words that other tables count more often than the voices that are shown together, where what is left of the
    article, or of an outlet of one article, is a single segment."""
    scores = tables["scores"]
    terms = scores[(scores["measure"] == "terms") & (scores["item"] != TOTAL)]
    left = _left_out(tables)
    found = []
    style = tables.get("style")
    if style is not None:
        style = style[style["standard"] != ""].groupby(["article_id", "standard"], as_index=False)["n"].sum()
        for r in style[style["article_id"].isin(left)].itertuples():
            own = terms[terms["article_id"] == r.article_id]
            same = own["item"].map(lambda item, word=str(r.standard): _has_part(item, word))
            if r.n > own.loc[same, "x"].sum():
                found.append((r.article_id, left[r.article_id], r.standard, "house style beyond the voices shown"))
    pairs = tables.get("collocations")
    articles = tables["articles"].groupby("outlet")["article_id"].agg(list)
    if pairs is not None:
        for r in pairs[pairs["outlet"].map(articles.map(len)) == 1].itertuples():
            article = articles[r.outlet][0]
            for word, n in zip(str(r.collocation).split(" "), (r.n_first, r.n_second), strict=True):
                shown = terms.loc[(terms["article_id"] == article) & (terms["item"] == word), "x"].sum()
                if article in left and n > shown:
                    found.append((article, left[article], word, "pairs beyond the voices shown"))
    return pd.DataFrame(found, columns=PLACED).drop_duplicates()


def _has_part(item: str, word: str) -> bool:
    """Whether a word, or a part of a hyphenated one, is counted as `word`, in any capitals."""
    return word.lower() in item.lower().split("-")


def _left_out(tables: Tables) -> dict[str, str]:
    """Articles of which the words of a single segment are not shown, and its voice."""
    scores = tables["scores"]
    shown = scores[(scores["measure"] == "terms") & (scores["item"] == TOTAL) & (scores["n"] > 0)]
    size = _segments(scores).reset_index()
    hidden = size.merge(shown[PLACE], on=PLACE, how="left", indicator=True).query("_merge == 'left_only'")
    alone = hidden[hidden.groupby("article_id")["segments"].transform("sum") == 1]
    return dict(zip(alone["article_id"], alone["voice"], strict=True))


def by_name(tables: Tables) -> pd.DataFrame:
    """Actors named, and sides that speak, in a voice that has one segment."""
    scores = tables["scores"]
    rows = scores[
        scores["measure"].isin(["actor_mentions", "target_sentiment", "source_affiliation"])
        & ~scores["item"].isin([TOTAL, "no_side"])
        & (scores["n"] > 0)
    ]
    rows = rows[(rows["measure"] == "target_sentiment") | (rows["x"] > 0)].drop_duplicates([*PLACE, "item"])
    return _found(rows[_size_of(scores, rows) == 1], "an actor of the only segment")


def by_few_words(tables: Tables) -> pd.DataFrame:
    """Words that stand in every segment, since the other words of the voice do not fill one of mean length."""
    rows = _words(tables, "terms")
    rows = rows[(rows["segments"] > 1) & ((rows["n"] - rows["x"]) * rows["segments"] < rows["n"])]
    return _found(rows.loc[rows.index.repeat(rows["segments"].astype(int))], "nearly the only word", number=True)


def by_stance(tables: Tables) -> pd.DataFrame:
    """Cue verbs of a voice that has one segment: the only ones of their stance in an outlet that has them there."""
    verbs, scores = tables.get("reporting_verb_counts"), tables["scores"]
    if verbs is None or verbs.empty:
        return _found(pd.DataFrame(columns=PLACED), "")
    cues = scores[(scores["measure"] == "reporting_verbs") & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    only = verbs[~verbs.duplicated(["outlet", "stance"], keep=False)]
    rows = cues.rename(columns={"item": "stance"}).merge(only, on=["outlet", "stance"])
    counted = rows.groupby(["outlet", "stance"])["x"].transform("sum") == rows["times"]
    rows = rows[counted & (_size_of(scores, rows) == 1)]
    return _found(rows.assign(item=rows["cue"]), "the only cue of its stance")


def _words(tables: Tables, *measures: str) -> pd.DataFrame:
    """Rows of words that occur, with the number of segments of their voice."""
    scores = tables["scores"]
    rows = scores[scores["measure"].isin(measures or OF_WORDS) & (scores["item"] != TOTAL) & (scores["x"] > 0)]
    item = rows["item"].str.split(FRAME_AND).str[-1]
    return rows.assign(item=item, segments=_size_of(scores, rows))[~item.str.startswith("(")]


def _segments(scores: pd.DataFrame) -> pd.Series:
    """Segments of each article and voice, from whichever measure counts them all."""
    rows = scores[scores["measure"].isin(["voices", "sentiment", "framing", "terms"])]
    return rows.groupby(PLACE)["units"].max().rename("segments")


def _size_of(scores: pd.DataFrame, rows: pd.DataFrame) -> NDArray[np.float64]:
    index = pd.MultiIndex.from_frame(rows[PLACE])
    return _segments(scores).reindex(index).to_numpy(float)


def _found(rows: pd.DataFrame, how: str, *, number: bool = False) -> pd.DataFrame:
    """Findings; number: rows that repeat are different sentences."""
    table = rows.reindex(columns=["article_id", "voice", "item"]).reset_index(drop=True)
    numbers = table.groupby(list(table)).cumcount().astype("str") if number else ""
    return table.assign(how=how + (" " + numbers if number and len(table) else ""))[PLACED]


def neighbours(column: pd.Series) -> str:
    """The cells of a column, read downwards."""
    return re.sub(r"\s+", " ", " ".join(column.dropna().astype("str")))
