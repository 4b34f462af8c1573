"""Do axes of word vectors agree with what people labelled? Rows of validity.csv.

Vectors are learnt from 50 MB of other news. The words of the shipped axes were written before this was measured, and
not changed after.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from frames import unseen
from lines import Line, Statistic, auc, line
from scipy.stats import pearsonr

from analysis import annotate, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.language.embeddings.semantic_axes import read_axes
from analysis.language.sentiment.vader import polarity
from analysis.measures.sentiment import sentiment_weights

# An axis, the frame whose words it might follow, the column of its labels, what is taken, and its sign.
FRAMES = (
    ("conflict–cooperation", "conflict", "CO", "bias", -1),
    ("immoral–moral", "morality", "MO", "intensity", 1),
    ("poor–rich", "economic", "EC", "intensity", 1),
)
TONE = "bad–good"
MEASURES = {"bias": "semantic_axes", "intensity": "semantic_axes_intensity"}


def axes(data: Path) -> Iterator[Line]:
    """Words, sentences and articles along some axes, against their labels."""
    path = data / "speed" / "allsides_50mb.parquet"
    notes = annotate(read_corpus(path, columns={"article_id": "id", "headline": "title"}))
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/vectors.txt"
        measures.word_vectors(notes, file)
        yield _words(notes, file)
        yield from _sentences(data / "sentiment", file)
        yield from _articles(data / "frames", file)


def _words(notes: Annotations, file: str) -> Line:
    along = measures.axis_weights(notes, TONE, vectors=file)
    poles = {word for axis in read_axes().entries if axis.name == TONE for word in (*axis.left, *axis.right)}
    human = {word: valence for word, valence in sentiment_weights().items() if word in along and word not in poles}
    ours, theirs = np.array([along[word] for word in human]), np.array(list(human.values()))
    told = "words of VADER's lexicon, 10 raters each (Hutto & Gilbert 2014)"
    return line("semantic_axes", TONE, "r, words", _r(ours, theirs), np.arange(len(ours)), ("", np.nan), told)


def _sentences(folder: Path, file: str) -> Iterator[Line]:
    table = pd.read_parquet(folder / "nyt_editorials.parquet")
    ours, human = _scored(table["text"], file)[TONE], table["valence"].to_numpy()
    vader = polarity(table["text"].tolist())[:, 0]
    told, beside = "editorials, 20 raters (Hutto & Gilbert 2014)", ("VADER", float(pearsonr(vader, human)[0]))
    yield line(
        "semantic_axes", TONE, "r, snippets", _r(ours.to_numpy(), human), table["article"].to_numpy(), beside, told
    )
    table = pd.read_parquet(folder / "newsmtsc_train.parquet")
    table = table[table["label"].isin(["pos", "neg"])].drop_duplicates("text", ignore_index=True)
    good, all_rows = table["label"].eq("pos").to_numpy(), np.arange(len(table))
    beside = "VADER", auc(good, polarity(table["text"].tolist())[:, 0])(all_rows)
    ours = _scored(table["text"], file)[TONE]
    told = "news sentences, tone toward a target (Hamborg & Donnay 2021)"
    yield line("semantic_axes", TONE, "AUC, bias", auc(good, ours.to_numpy()), table["text"].to_numpy(), beside, told)


def _articles(folder: Path, file: str) -> Iterator[Line]:
    labels = unseen(folder)
    scored = {statistic: _scored(labels["text"], file, statistic) for statistic in MEASURES}
    number, told = np.arange(len(labels)), "climate articles, second half (Frermann et al. 2023)"
    for axis, frame, code, statistic, sign in FRAMES:
        name = f"AUC, {statistic}{' to the left' if sign < 0 else ''}, of {frame}"
        check = auc(labels[code].to_numpy(), sign * scored[statistic][axis].to_numpy())
        yield line(MEASURES[statistic], axis, name, check, number, ("", np.nan), told)


def _scored(texts: pd.Series, file: str, statistic: str = "bias") -> pd.DataFrame:
    """The ratio of each text and axis; texts without a word of the vectors have the mean of all."""
    ids = [f"{i:06d}" for i in range(len(texts))]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "texts.parquet"
        pd.DataFrame({"article_id": ids, "body": texts.to_numpy(), "outlet": "one"}).to_parquet(table)
        notes = annotate(read_corpus(table))
    scores = measures.semantic_axes(notes, vectors=file, statistic=statistic)
    sums = scores.groupby(["article_id", "item"])[["x", "n"]].sum().unstack("item")
    values = sums["x"].drop(columns="") / sums["n"][""].to_numpy()[:, None]
    return values.reindex(ids).fillna(values.mean())


def _r(a: np.ndarray, b: np.ndarray) -> Statistic:
    return lambda rows: float(pearsonr(a[rows], b[rows])[0])
