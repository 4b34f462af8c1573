"""Teaches the shipped sentiment encoder the kinds that it failed at, and as little else as possible.

    pip install -e .[train]
    python benchmarks/continue_tone.py ../shared/data analysis/models/tone/model.onnx OUT

Sentences made from templates (tone_templates.py) are mixed with what the encoder was trained on. There, part of what is
learned is what the encoder said before, so that nothing else moves. Each round ends with the mean of its runs and of
the weights at the very start. Two tenths of the articles stay held out, as in train_tone.py; the shares of that mean
were chosen on them, and on the pairs of tone_contrasts.csv. It takes an hour of CPU time; files in the folder
--work are reused.
"""

from __future__ import annotations

import argparse
import random
import re
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tone_templates
import tone_weights
import torch
from scipy.special import softmax
from tone import HELD
from tone_fit import Loss, batches, fit, padded, rates
from tone_model import PAD, Encoder, export, tokenizer
from tone_names import rename
from tone_pool import pool
from torch import Tensor, nn
from train_tone import BATCH, JOINED, LONGEST, VALENCE_WEIGHT, Lessons, kept, predict, read, sure, temperature

from analysis.language.sentiment.target_encoder import SENTIMENTS


class Round(NamedTuple):
    """Runs from the same weights, and how many texts each learns from in an epoch.

    each: sentences of each thing that changes; targets: both from templates; others are of the training part."""

    seeds: tuple[int, ...]
    epochs: int
    rate: float
    each: int
    targets: int
    known: int
    unlabelled: int
    snippets: int
    news: int


ROUNDS = (
    Round((1, 2), 2, 5e-5, each=3, targets=2_800, known=4_000, unlabelled=500, snippets=3_500, news=300),
    Round((3, 4), 1, 3e-5, each=2, targets=2_000, known=5_000, unlabelled=0, snippets=4_000, news=300),
)
OF_START = 0.12  # share of the weights at the start in those that a round ends with
FROZEN = 2  # lowest layers that stay as they are
RATE_OF_HEADS, BY_LAYER, AVERAGING = 4, 0.9, 0.98
OF_LABEL = 0.6  # share of the label in what is learned of the training part
# What is said of changes is learned from the templates, not from what the encoder said of the news before.
CHANGE = re.compile(r"\b(?:fall|fell|drop|declin|decreas|cut|reduc|rise|rose|rising|increas|lower|fewer|less)", re.I)

Rows = tuple[list[str], np.ndarray]  # texts, and what is to be learned of them
Weights = dict[str, Tensor]


class Mixture:
    """What is learned in an epoch: the templates beside the training part, with what the encoder said before."""

    def __init__(self, lessons: Lessons, before: Encoder, sizes: Round, rng: random.Random) -> None:
        self.lessons, self.sizes, self.rng = lessons, sizes, rng
        tone, snippets, sentences = lessons.tone, lessons.snippets, lessons.sentences["text"].tolist()
        some = rng.sample(sentences, round(1.3 * sizes.unlabelled))
        self.others = pool(some, set(tone["text"]))[: sizes.unlabelled]
        self.near = [text for text in sentences if len(text) <= LONGEST]
        self.news = rng.sample([text for text in sentences if not CHANGE.search(text)], 2 * sizes.news)
        self.shares_of_others = np.zeros((0, len(SENTIMENTS)))
        if self.others:
            self.shares_of_others = softmax(predict(before, self.others)[0], axis=1)
        shares = softmax(predict(before, tone["text"])[0], axis=1)
        self.shares = OF_LABEL * sure(tone["label"]).to_numpy() + (1 - OF_LABEL) * shares
        valences = [predict(before, texts)[1] for texts in (snippets["text"], self.news)]
        self.valences = OF_LABEL * snippets["label"].to_numpy() + (1 - OF_LABEL) * valences[0]
        self.valences_of_news = valences[1]

    def beside(self, text: str, share: float) -> str:
        """The text, in some cases with another sentence before or after it."""
        joined = self.rng.random() < share
        return " ".join(self.rng.sample([text, self.rng.choice(self.near)], 2)) if joined else text

    def renamed(self, texts: list[str]) -> list[str]:
        return [rename(text, self.lessons.named, self.rng) for text in texts]

    def tone(self) -> Rows:
        texts = self.lessons.tone["text"].tolist()
        rows = self.rng.sample(range(len(texts)), self.sizes.known)
        made = tone_templates.targets(self.sizes.targets, self.rng)
        known = self.renamed([self.beside(texts[row], JOINED) for row in rows])
        ours = [self.beside(one.text, JOINED * 0.4) for one in made]
        shares = [self.shares[rows], self.shares_of_others, np.array([one.label for one in made])]
        return known + self.renamed(self.others) + ours, np.concatenate(shares)

    def valence(self) -> Rows:
        texts = self.lessons.snippets["text"].tolist()
        rows = self.rng.sample(range(len(texts)), self.sizes.snippets)
        news = self.rng.sample(range(len(self.news)), self.sizes.news)
        made = tone_templates.changes(self.sizes.each, self.rng)
        known = self.renamed([texts[row] for row in rows])
        values = [self.valences[rows], self.valences_of_news[news], np.array([one.label for one in made])]
        return known + [self.news[row] for row in news] + [one.text for one in made], np.concatenate(values)


def taught(path: Path, weights: Weights, lessons: Lessons, sizes: Round, seed: int) -> Weights:
    """The weights after one run; path: of the encoder at the very start."""
    torch.manual_seed(seed)
    rng, words, model = random.Random(seed), tokenizer(), tone_weights.encoder(path)
    mixture = Mixture(lessons, model, sizes, rng)
    model.load_state_dict(weights)
    for still in (model.bert.embeddings, *model.bert.encoder.layer[:FROZEN]):
        still.requires_grad_(False)

    def losses() -> list[Loss]:
        (tone, shares), (valence, values) = mixture.tone(), mixture.valence()
        of_tone, of_valence = ([e.ids for e in words.encode_batch(texts)] for texts in (tone, valence))
        expected = torch.tensor(shares, dtype=torch.float32), torch.tensor(values, dtype=torch.float32)

        def toward(rows: list[int]) -> Tensor:
            return nn.functional.cross_entropy(model(padded([of_tone[row] for row in rows], PAD))[0], expected[0][rows])

        def whole(rows: list[int]) -> Tensor:
            read_as = model(padded([of_valence[row] for row in rows], PAD))[1][:, 0]
            return VALENCE_WEIGHT * nn.functional.mse_loss(read_as, expected[1][rows])

        return [
            partial(loss, rows)
            for loss, ids in ((toward, of_tone), (whole, of_valence))
            for rows in batches([len(row) for row in ids], BATCH, rng)
        ]

    layers = model.bert.config.num_hidden_layers
    groups = rates(model, sizes.rate, BY_LAYER, layers, RATE_OF_HEADS * sizes.rate)
    fitted = fit(model.train(), groups, losses, sizes.epochs, rng, averaging=AVERAGING, precision=torch.float32)
    return fitted.state_dict()


def mixed(start: Weights, runs: list[Weights]) -> Weights:
    """The mean of the weights of runs and those at the start."""
    share = (1 - OF_START) / len(runs)
    return {name: OF_START * values + share * sum(run[name] for run in runs) for name, values in start.items()}


def main(data: Path, path: Path, out: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    everything, model = read(data), tone_weights.encoder(path)
    lessons, held = everything.where(lambda k: k >= HELD), everything.where(lambda k: k < HELD).tone
    start = {name: values.clone() for name, values in model.state_dict().items()}
    weights = start
    for sizes in ROUNDS:
        runs = [kept(work / f"{seed}.pt", partial(taught, path, weights, lessons, sizes, seed)) for seed in sizes.seeds]
        weights = mixed(start, runs)
    model.load_state_dict(weights)
    export(model, temperature(predict(model, held["text"])[0], held["label"].to_numpy()), out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, default=Path("tone_work"))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    main(given.data, given.start, given.out, given.work)
