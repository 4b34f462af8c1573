"""How well are attributions found? Content, sources and speed against PolNeAR, beside a quote regex.

    python benchmarks/attribution.py ../shared/data [--tuning] [--parse en_core_web_sm]

--tuning leaves out the half kept for reporting; --parse also measures what is found with that pipeline of spaCy.
The rules were written with mistakes read in the outlets of TUNED only; the other half is for reporting. Content: micro
precision, recall and F1 over characters; where several people annotated an article, each counts by an equal share.
Intervals are 95 % bootstrap intervals over articles. A source is right where it overlaps the source given for the same
content.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language.attribution.attributions import Attribution
from analysis.language.attribution.parsing import find_attributions as parse
from analysis.language.attribution.parsing.spacy_pipeline import reader, version
from analysis.language.attribution.rules.find_attributions import attributions_of
from analysis.language.attribution.rules.sentences import Row
from analysis.language.text.segmentation import segment

TUNED = ("breitbart", "nyt", "usa-today", "west-journal")  # every second by the alphabet
QUOTE = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|(?:''|``)[^\n]*?''")
RESAMPLES = 2000

Span = tuple[int, int]
Found = tuple[set[int], set[int]]  # characters of source and content
Find = Callable[[Sequence[str], Iterable[Iterable[Row]]], list[list[Attribution]]]


def characters(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def labelled(attribution: dict[str, Any]) -> Found:
    """Source and content of a PolNeAR attribution."""
    source, content = (
        characters(s for part in attribution[role] for s in part["spans"]) for role in ("source", "content")
    )
    return source, content


def overlap(ours: set[int], theirs: list[set[int]]) -> tuple[float, float, float]:
    """Characters in both, in ours, in theirs, as the mean over annotators."""
    both, given = (float(np.mean(sizes)) for sizes in ([len(ours & t) for t in theirs], [len(t) for t in theirs]))
    return both, float(len(ours)), given


def scores(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Precision, recall and F1 from sums of (both, ours, theirs) on the last axis."""
    both, ours, theirs = np.moveaxis(sums, -1, 0)
    return np.stack([both / ours, both / theirs, 2 * both / (ours + theirs)], axis=-1)


def report(name: str, counts: NDArray[np.float64]) -> None:
    """One line: precision, recall and F1 with its interval; counts (articles, 3)."""
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(counts), (RESAMPLES, len(counts)))
    low, high = np.quantile(scores(counts[drawn].sum(1))[:, 2], [0.025, 0.975])
    p, r, f = scores(counts.sum(0))
    print(f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} | {low:.3f}–{high:.3f} |")


def judged(ours: list[Found], given: list[Found]) -> list[str]:
    """For each attribution that has a source: right, wrong, missing (content found), or not found."""
    verdicts = []
    for source, content in given:
        best = max(ours, key=lambda one: len(one[1] & content) / len(one[1] | content), default=(set(), set()))
        found = bool(best[1] & content)
        verdict = "missing" if not best[0] else "right" if best[0] & source else "wrong"
        verdicts += [verdict if found else "not found"] if source else []
    return verdicts


def report_sources(name: str, verdicts: list[str]) -> None:
    n = pd.Series(verdicts).value_counts().reindex(["right", "wrong", "missing", "not found"], fill_value=0)
    given, found = n["right"] + n["wrong"], n.sum() - n["not found"]
    print(
        f"| {name} | {len(verdicts):,} | {n['right'] / given:.3f} | {n['missing'] / found:.3f} "
        f"| {(n['missing'] + n['not found']) / n.sum():.3f} |"
    )


def rows(text: str) -> list[Row]:
    return [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]


def quoted(text: str, content: set[int]) -> bool:
    return text[min(content)] in "“\"'`"


class Compared(NamedTuple):
    """Ours beside what people marked: counts of characters of each article, of attributions and of all in quotation
    marks; a verdict on each source with the number of its article; those on sources of quotes."""

    content: list[tuple[float, float, float]]
    quotation_marks: list[tuple[float, float, float]]
    verdicts: list[str]
    articles: list[int]
    of_quotes: list[str]


def compared(articles: pd.DataFrame, find: Find = attributions_of) -> Compared:
    """Each article, read in one way."""
    made = Compared([], [], [], [], [])
    texts = articles["text"].tolist()
    read = find(texts, [rows(text) for text in texts])
    for number, (text, labels, ours) in enumerate(zip(texts, articles["attributions"], read, strict=True)):
        given = [[labelled(a) for a in one if a["content"]] for one in json.loads(labels).values()]
        theirs = [set().union(*(content for _, content in one)) for one in given]
        found = [(characters(a.source), characters(a.content)) for a in ours if a.content]
        made.content.append(overlap(set().union(*(content for _, content in found)), theirs))
        made.quotation_marks.append(overlap(characters(m.span() for m in QUOTE.finditer(text)), theirs))
        verdicts = judged(found, given[0])
        made.verdicts.extend(verdicts)
        made.articles.extend([number] * len(verdicts))
        made.of_quotes.extend(judged(found, [one for one in given[0] if quoted(text, one[1])]))
    return made


def half(name: str, articles: pd.DataFrame, finders: dict[str, Find]) -> None:
    made = {way: compared(articles, find) for way, find in finders.items()}
    print(f"\n{name}: {len(articles)} articles\n\n| content | precision | recall | F1 | 95 % |\n|---|---|---|---|---|")
    for way, one in made.items():
        report(way, np.array(one.content))
    report("quote regex", np.array(next(iter(made.values())).quotation_marks))
    print("\n| sources | given | right of ours | none, of found | none, of all |\n|---|---|---|---|---|")
    for way, one in made.items():
        report_sources(f"all, {way}", one.verdicts)
        report_sources(f"of quotes, {way}", one.of_quotes)


def speed(texts: list[str], way: str, find: Find, times: int) -> None:
    """Megabytes a second on one core, best of several."""
    segments = [rows(text) for text in texts]
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        find(texts, segments)
        taken.append(time.perf_counter() - start)
    size = sum(len(text.encode()) for text in texts)
    print(f"\nSpeed, {way}: {size / min(taken) / 1e6:.3g} MB/s on one core, segments given, best of {times}")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--tuning", action="store_true")
    options.add_argument("--parse", default="")
    asked = options.parse_args()
    finders: dict[str, Find] = {"rules": attributions_of}
    if asked.parse:
        print(f"parse: measured with {version(asked.parse)}")
        finders["rules and parse"] = partial(parse.attributions_of, read=reader(asked.parse))
    articles = pd.read_parquet(asked.data / "sourcing" / "polnear_train.parquet")
    tuned = articles["outlet"].isin(TUNED)
    half("Half the rules were written on", articles[tuned], finders)
    if not asked.tuning:
        half("Half kept for reporting", articles[~tuned], finders)
    for way, find in finders.items():
        # A parse takes a minute; rules take a second, of which the machine may take a part.
        speed(articles["text"].tolist(), way, find, 3 if way == "rules" else 1)
