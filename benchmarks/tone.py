"""Measures how accurate and how fast the sentiment encoder is. Prints the tables of analysis/models/tone/card.md.

    python benchmarks/tone.py ../shared/data/sentiment [MODEL]

Intervals are 95 % bootstrap intervals over sentences. What needs models trained on other folds (valence, calibration
in training) is printed by train_tone.py.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from intervals import interval
from numpy.typing import NDArray
from sklearn.metrics import f1_score, precision_recall_fscore_support

from analysis.language.sentiment.target_encoder import SENTIMENTS, SHIPPED, SentimentEncoder, Span
from analysis.language.sentiment.vader import polarity

LABELS = {"neg": 0, "neu": 1, "pos": 2}
FOLDS, HELD = 10, 2  # parts of the articles to train on, of which the first two are kept out
VADER_NEUTRAL = 0.05  # compound below which VADER's authors call a text neutral
# Both sexes, seven countries, left and right.
NAMES = (
    *("Barack Obama", "Donald Trump", "Hillary Clinton", "Nikki Haley", "Angela Merkel"),
    *("Vladimir Putin", "Theresa May", "Emmanuel Macron", "Narendra Modi", "Jacinda Ardern"),
)
# Sentences of our own, a better one and a worse one, written before training and never trained on; [] is the target.
CONTRASTS = Path(__file__).with_name("tone_contrasts.csv")
Shares = NDArray[np.float64]


def fold(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % FOLDS


def spans(targets: pd.DataFrame) -> list[Span]:
    return list(zip(targets["from"], targets["to"], strict=True))


def mean_sentiment(shares: Shares) -> float:
    """Positive less negative, from −1 to 1, on average."""
    return float((shares[:, 2] - shares[:, 0]).mean())


def calibration_error(shares: Shares, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error of the likeliest class, in bins of equal width. Source: Guo et al. (2017)."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    inside = np.minimum((sure * bins).astype(int), bins - 1)
    return float(sum(abs(sure[inside == b].sum() - right[inside == b].sum()) for b in range(bins)) / len(labels))


def told(statistic: Callable[[np.ndarray], float], sentences: np.ndarray) -> str:
    low, high = interval(statistic, sentences)
    return f"{statistic(np.arange(len(sentences))):.3f} | {low:.3f}–{high:.3f}"


def agreement(targets: pd.DataFrame, tone: SentimentEncoder) -> None:
    """The likeliest tone toward each target against the label; VADER's tone of the whole sentence beside it."""
    labels, sentences = targets["label"].map(LABELS).to_numpy(), targets["text"].to_numpy()
    shares = tone.target_sentiment(targets["text"].tolist(), spans(targets))
    compound = polarity(targets["text"].tolist())[:, 0]
    calls = {
        "encoder": shares.argmax(axis=1),
        "VADER": 1 + (compound >= VADER_NEUTRAL) - (compound <= -VADER_NEUTRAL),
    }
    print("| | macro-F1 | 95 % interval |\n|---|---|---|")
    for name, called in calls.items():

        def macro(rows: np.ndarray, called: np.ndarray = called) -> float:
            return float(f1_score(labels[rows], called[rows], average="macro"))

        print(f"| {name} | {told(macro, sentences)} |")
    called = calls["encoder"]
    precision, recall, _, n = precision_recall_fscore_support(labels, called)
    print("\n| tone | targets | precision | recall | F1 | 95 % interval |\n|---|---|---|---|---|---|")
    for c, name in enumerate(SENTIMENTS):

        def one(rows: np.ndarray, c: int = c) -> float:
            return float(f1_score(labels[rows] == c, called[rows] == c))

        print(f"| {name} | {n[c]} | {precision[c]:.3f} | {recall[c]:.3f} | {told(one, sentences)} |")

    def error(rows: np.ndarray) -> float:
        return calibration_error(shares[rows], labels[rows])

    print(f"\nExpected calibration error {error(np.arange(len(labels))):.3f} on {len(labels):,} targets\n")


def with_name(text: str, span: Span, put: Span, name: str) -> tuple[str, Span, Span]:
    """The text with a name put at one span; where the target's span is then, and that of the name."""
    start, end = put
    named, grown = (start, start + len(name)), len(name) - (end - start)
    now = named if span == put else (span[0] + grown, span[1] + grown) if span[0] >= end else span
    return text[:start] + name + text[end:], now, named


def swap(
    rows: Iterable[tuple[str, Span, Span]], tone: SentimentEncoder, *, others_known: bool = False
) -> dict[str, float]:
    """Mean tone toward the targets by the name put at the other span, whose place is told to the encoder or is not."""
    rows, means = list(rows), {}
    for name in NAMES:
        texts, where, put = zip(*(with_name(*row, name) for row in rows), strict=True)
        means[name] = mean_sentiment(
            tone.target_sentiment(texts, where, [[span] for span in put] if others_known else None)
        )
    return means


def swapped(targets: pd.DataFrame, tone: SentimentEncoder) -> dict[str, dict[str, float]]:
    """Mean tone by name when every target, or another person the sentence is about, is one and then another."""
    pairs = targets.merge(targets, on="text", suffixes=("", "_other"))
    apart = (pairs["to"] <= pairs["from_other"]) | (pairs["to_other"] <= pairs["from"])
    named = pairs["target_other"].str.fullmatch(r"(?!(?:He|She|They|It|We)$)[A-Z]\w+(?: [A-Z]\w+)?")
    pairs = pairs[apart & named]
    others = zip(pairs["from_other"], pairs["to_other"], strict=True)
    beside = list(zip(pairs["text"], spans(pairs), others, strict=True))
    return {
        "the target": swap(zip(targets["text"], spans(targets), spans(targets), strict=True), tone),
        "another": swap(beside, tone),
        "another, its span given": swap(beside, tone, others_known=True),
    }


def mean_ranges(targets: pd.DataFrame, tone: SentimentEncoder) -> dict[str, float]:
    """How far the mean tone moves."""
    return {what: max(means.values()) - min(means.values()) for what, means in swapped(targets, tone).items()}


def names(targets: pd.DataFrame, tone: SentimentEncoder) -> None:
    """The same as a table."""
    print("| swapped | lowest mean tone | highest | range |\n|---|---|---|---|")
    for what, means in swapped(targets, tone).items():
        low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
        print(f"| {what} | {means[low]:+.3f} ({low}) | {means[high]:+.3f} ({high}) | {means[high] - means[low]:.3f} |")


def _bracketed(text: str) -> tuple[str, Span]:
    """The text without brackets, and the span that they held."""
    return text.replace("[", "").replace("]", ""), (text.index("["), text.index("]") - 1)


def in_order(tone: SentimentEncoder) -> pd.DataFrame:
    """The pairs of contrasts, and whether the better sentence of each is scored above the worse one."""
    pairs = pd.read_csv(CONTRASTS)
    of_valence = pairs["head"] == "valence"

    def scores(texts: pd.Series) -> NDArray[np.float64]:
        marked, where = zip(*texts[~of_valence].map(_bracketed), strict=True)
        shares = tone.target_sentiment(marked, where)
        read = np.zeros(len(texts))
        read[~of_valence] = shares[:, 2] - shares[:, 0]
        read[of_valence] = tone.valence(texts[of_valence].tolist())
        return read

    return pairs.assign(right=scores(pairs["better"]) > scores(pairs["worse"]))


def contrasts(tone: SentimentEncoder) -> None:
    """The pairs in the right order, by kind and by head."""
    pairs = in_order(tone)
    print("\n| pairs | kind | number | in the right order |\n|---|---|---|---|")
    for (head, kind), right in [
        *pairs.groupby(["head", "kind"], sort=False)["right"],
        *(((head, "all"), right) for head, right in pairs.groupby("head", sort=False)["right"]),
    ]:
        print(f"| {head} | {kind} | {len(right)} | {right.sum()} ({right.mean():.0%}) |")


def speed(targets: pd.DataFrame, tone: SentimentEncoder, runs: int = 5) -> None:
    """Best of several runs, in time of one core."""
    texts, where = targets["text"].tolist(), spans(targets)
    work: dict[str, Callable[[], object]] = {
        "tone toward a target": lambda: tone.target_sentiment(texts, where),
        "valence": lambda: tone.valence(texts),
        "VADER": lambda: polarity(texts),
    }
    size = sum(len(text.encode()) for text in texts)
    print("\n| | ms a sentence | MB/s |\n|---|---|---|")
    for name, run in work.items():
        seconds = []
        for _ in range(runs):
            began = time.process_time()
            run()
            seconds.append(time.process_time() - began)
        print(f"| {name} | {min(seconds) / len(texts) * 1e3:.2f} | {size / min(seconds) / 1e6:.3f} |")


if __name__ == "__main__":
    table = pd.read_parquet(Path(sys.argv[1]) / "newsmtsc_devtest_mt.parquet")
    encoder = SentimentEncoder(sys.argv[2] if len(sys.argv) > 2 else SHIPPED)
    agreement(table, encoder)
    names(table, encoder)
    contrasts(encoder)
    speed(table.head(200), encoder)
