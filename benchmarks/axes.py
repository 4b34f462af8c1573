"""When can axes of word vectors be learnt, and are differences along them called where there are none? Writes axes.md.

    python benchmarks/axes.py ../shared/data

Articles are split at random in two halves: the limits in annotate/vectors.py were chosen on half A, half B is reported.
Within a half some articles are set apart to be scored; from the others two sets of so many words are drawn that share
no article, vectors are learnt from each, and r is the correlation of the biases of the articles set apart. The limit is
the smallest size at which, on half A, the median r of axes whose poles occur often enough reaches two thirds, the least
that Krippendorff (2004), Content Analysis, takes for tentative conclusions. Whether axes agree with what people
labelled, axes_validity.py says.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from intervals import interval
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import ndtr
from scipy.stats import pearsonr

from analysis import annotate, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.comparison.score_matrices import matrices
from analysis.language.embeddings.ppmi_vectors import ENOUGH_OF_A_POLE, Vectors, learn
from analysis.language.embeddings.semantic_axes import cosines, read_axes
from analysis.language.text.word_sequence import WordSequence, word_sequence
from analysis.measures.semantic_axes import STATISTICS
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import moments

OUT = Path(__file__).with_suffix(".md")
# Words that vectors are learnt from, and how often.
SIZES = {125_000: 4, 250_000: 4, 500_000: 3, 1_000_000: 2, 1_700_000: 1}
APART = 500
POLES = (1, 50, 100, 200, 400, 800)
SPLITS = 2000

Array = NDArray[np.float64]


class Corpus(NamedTuple):
    """The words of a corpus in order; article and words of each: article (words,), tokens (articles,)."""

    words: WordSequence
    article: NDArray[np.int64]
    tokens: NDArray[np.int64]


def corpus_of(notes: Annotations) -> Corpus:
    """The words of annotated articles."""
    words = word_sequence(notes.words)
    ids = pd.Index(notes.corpus.articles["article_id"])
    article = ids.get_indexer(notes.segments["article_id"])[words.segment]
    return Corpus(words, article, np.bincount(article, minlength=len(ids)))


def learnt(corpus: Corpus, chosen: NDArray[np.int64]) -> Vectors:
    """Vectors from some articles."""
    held = np.isin(corpus.article, chosen)
    segment, word, function, vocabulary = corpus.words
    return learn(WordSequence(segment[held], word[held], function[held], vocabulary))


def biases(corpus: Corpus, articles: NDArray[np.int64], vectors: Vectors) -> tuple[dict[str, Array], dict[str, int]]:
    """By axis, the bias of each article, and the occurrences of the rarer pole; limits are not applied."""
    axes = read_axes().entries
    found = cosines(vectors._replace(often=None), axes)
    place = pd.Index(vectors.words.to_list()).get_indexer(corpus.words.vocabulary.to_list())[corpus.words.word]
    kept = np.flatnonzero((place >= 0) & ~corpus.words.function & np.isin(corpus.article, articles))
    row = pd.Index(articles).get_indexer(corpus.article[kept])
    counts = sparse.csr_array((np.ones(len(kept)), (row, place[kept])), shape=(len(articles), len(vectors.words)))
    values = (counts @ found.values) / counts.sum(axis=1)[:, None]
    assert vectors.often is not None
    often = dict(zip(vectors.words.to_list(), vectors.often.tolist(), strict=True))
    rarer = {axis.name: min(sum(often.get(w, 0) for w in pole) for pole in (axis.left, axis.right)) for axis in axes}
    return dict(zip(found.names, values.T, strict=True)), rarer


def stability(corpus: Corpus) -> pd.DataFrame:
    """Half, words, axis, occurrences of the rarer pole, and r; NaN where a pole has no vector."""
    rng = np.random.default_rng(0)
    order = rng.permutation(len(corpus.tokens))
    rows = []
    for half, articles in zip("AB", np.array_split(order, 2), strict=True):
        apart, rest = articles[:APART], articles[APART:]
        for size, times in SIZES.items():
            for _ in range(times):
                drawn = rng.permutation(rest)
                ends = np.searchsorted(np.cumsum(corpus.tokens[drawn]), [size, 2 * size])
                (one, often), (other, often_other) = (
                    biases(corpus, apart, learnt(corpus, part)) for part in np.split(drawn, ends)[:2]
                )
                for axis in read_axes().entries:
                    both = axis.name in one and axis.name in other
                    known = np.isfinite(one[axis.name] + other[axis.name]) if both else np.array([])
                    r = pearsonr(one[axis.name][known], other[axis.name][known])[0] if both else np.nan
                    rows.append((half, size, axis.name, min(often[axis.name], often_other[axis.name]), r))
    return pd.DataFrame(rows, columns=["half", "words", "axis", "pole", "r"])


def stability_tables(table: pd.DataFrame) -> Iterator[str]:
    """By words and by occurrences of the rarer pole, both halves."""
    yield (
        "| half | words | axes with vectors, % | median r (95 %) | r of all axes | "
        f"axes of {ENOUGH_OF_A_POLE} at each pole, % | their median r | lowest tenth | lowest |\n|" + "---|" * 9
    )
    for (half, size), rows in table.groupby(["half", "words"]):
        fit = rows.loc[rows["pole"] >= ENOUGH_OF_A_POLE, "r"]
        low, high = median_interval(rows["r"].dropna().to_numpy(), rows.loc[rows["r"].notna(), "axis"].to_numpy())
        ends = [f"{fit.quantile(share):.2f}" if len(fit) else "" for share in (0.5, 0.1, 0)]
        yield (
            f"| {half} | {size:,} | {100 * rows['r'].notna().mean():.0f} | {rows['r'].median():.2f} "
            f"({low:.2f}–{high:.2f}) | {rows['r'].min():.2f} to {rows['r'].max():.2f} "
            f"| {100 * len(fit) / len(rows):.0f} | {' | '.join(ends)} |"
        )
    yield "\n| half | occurrences of the rarer pole | axes | median r | lowest tenth |\n|---|---|---|---|---|"
    for half, rows in table.dropna().groupby("half"):
        for low, high in zip(POLES, (*POLES[1:], np.inf), strict=True):
            r = rows.loc[(rows["pole"] >= low) & (rows["pole"] < high), "r"]
            if len(r):
                told = f"{low}–{high - 1:.0f}" if np.isfinite(high) else f"{low} and more"
                yield f"| {half} | {told} | {len(r)} | {r.median():.2f} | {r.quantile(0.1):.2f} |"


def median_interval(r: Array, axis: NDArray[np.object_]) -> tuple[float, float]:
    """95 % bootstrap interval of a median, axes drawn with replacement."""
    return interval(lambda rows: float(np.median(r[rows])), axis)


def calibration(notes: Annotations) -> Iterator[str]:
    """How often random splits of articles are called different at 5 %, by us and by drawing words."""
    yield "| statistic | articles a side | articles permuted, % | words drawn, % |\n|---|---|---|---|"
    rng = np.random.default_rng(0)
    for statistic in STATISTICS:
        table = matrices(measures.semantic_axes(notes, statistic=statistic), None)
        x, n = table.x.toarray(), table.n[:, :1]
        # The variance of one word about the mean of all, as FrameAxis's null draws words.
        spread = word_variance(notes, statistic)
        for size in (20, 100, 500):
            ours, words = [], []
            for _ in range(SPLITS // (1 + size // 100)):
                drawn = rng.choice(len(n), 2 * size, replace=False)
                a, b = drawn[:size], drawn[size:]
                told = ratio_difference(moments(x[a], n[a]), moments(x[b], n[b]), signed=x.min(0) < 0)
                ours.append(told.p < 0.05)
                z = (x[a].sum(0) / n[a].sum() - x.sum(0) / n.sum()) / np.sqrt(spread / n[a].sum())
                words.append(2 * ndtr(-np.abs(z)) < 0.05)
            cells = " | ".join(
                f"{100 * np.mean(c):.1f} ± {196 * np.std(np.mean(c, axis=1)) / np.sqrt(len(c)):.1f}"
                for c in (ours, words)
            )
            yield f"| {statistic} | {size} | {cells} |"


def word_variance(notes: Annotations, statistic: str) -> Array:
    """The variance over all words of what is averaged."""
    words = word_sequence(notes.words)
    found = cosines(notes.word_vectors, read_axes().entries)
    place = pd.Index(found.words.to_list()).get_indexer(words.vocabulary.to_list())[words.word]
    often = np.bincount(place[(place >= 0) & ~words.function], minlength=len(found.words)) + 0.0
    often /= often.sum()
    values = found.values if statistic == "bias" else (found.values - often @ found.values) ** 2
    return often @ values**2 - (often @ values) ** 2


def timed(data: Path) -> tuple[Annotations, str]:
    """The annotated articles, and how long each step took on a core."""
    told = [time.process_time()]
    path = data / "speed" / "allsides_50mb.parquet"
    notes = annotate(read_corpus(path, columns={"article_id": "id", "headline": "title"}))
    told.append(time.process_time())
    scores = measures.semantic_axes(notes)
    told.append(time.process_time())
    measures.semantic_axes(notes, statistic="intensity")
    told.append(time.process_time())
    read, learning, more = np.diff(told)
    return notes, (
        f"50 MB, {notes.segments['n_tokens'].sum():,} words, seconds of processor time: read and annotated in "
        f"{read:.0f},\nvectors learnt and {scores['item'].nunique() - 1} axes scored in {learning:.0f}, intensity in "
        f"{more:.0f} more.\n"
    )


def report(data: Path) -> Iterator[str]:
    """The lines of axes.md."""
    notes, speed = timed(data)
    yield "# Axes\n\nWritten by `python benchmarks/axes.py ../shared/data`, whose head says how the data are split.\n"
    yield speed
    yield "## Agreement of two corpora that share no article\n"
    yield from stability_tables(stability(corpus_of(notes)))
    yield "\n## Random splits of all articles called different at 5 %\n"
    yield from calibration(notes)


def main(data: Path) -> None:
    """Write the page, and print it line by line."""
    lines = []
    for line in report(data):
        print(line, flush=True)
        lines.append(line)
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
