"""Trains a smaller encoder of tone: three layers learn what the six of a larger one say.

    pip install -e .[train]
    python benchmarks/shrink_tone.py ../shared/data TONE OUT --minutes 42

TONE is a folder with the encoder to learn from: that of step 6 in analysis/models/tone/card.md gave the one shipped.
The smaller one begins as the encoder of sentences. It learns both outputs and the states that they read: of what the
larger one was trained on, of sentences made from templates, and of news without labels. Two tenths of the labelled
articles stay held out; they give the temperature. Two cores take ten minutes to ask the larger one, and then --minutes;
files in the folder --work are reused.
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tone_templates
import torch
from numpy.typing import NDArray
from onnx_graph import WIDTH, weights
from scipy.special import softmax
from sentence_model import LAYERS, Encoder, Product
from tone import HELD
from tone_head import THREADS, Reader
from tone_model import HEADS_OF_TONE, LENGTH, base, write_graph, write_temperature
from tone_names import rename
from tone_pool import LEAST, MOST, pool, targets
from torch import Tensor, nn
from torch.nn import functional
from train_sentences import texts as news_of
from train_tone import JOINED, LONGEST, Lessons, kept, predict, read, show, show_valence, sure, temperature
from transformers import BertModel

from analysis.language.embeddings.sentence_encoder import MODEL
from analysis.language.sentiment.target_encoder import mask_names

SEED = 0
# How often each labelled text is read, with other names in it each time; texts made from templates; texts of news.
TARGETS, SNIPPETS, TEMPLATES, CHANGES, NEWS_TARGETS, NEWS = 3, 2, 5_000, 6, 50_000, 42_000
OTHERS_MASKED = 0.5  # share of the targets in news whose neighbours are masked too
OF_LABEL = 0.5  # share of the label in what is learned where there is one; the rest is what the larger encoder says
OF_VALENCE = 0.5  # weight of its loss, where the others have 1
PIECES, POOL = 1_800, 20_000  # pieces of a batch; texts that are put in order by length at the same time
RATE, WARM_UP = 4e-4, 150
ROUNDED, AVERAGED = 0.5, 0.8  # shares of the time after which products are rounded, and weights averaged
STEPS_TOLD = 100

Floats = NDArray[np.float32]
Weights = dict[str, Tensor]


class Taught(NamedTuple):
    """What is learned of each text, (n, …)."""

    ids: list[NDArray[np.int64]]
    of_tone: NDArray[np.bool_]  # or else of valence
    shares: Floats  # of each tone
    valence: Floats
    states: Floats  # mean of the pieces, and target


class Smaller(nn.Module):
    """Pieces of texts of one length (n, length) -> logits of tone (n, 3), and valence (n, 1).

    It begins as the encoder of sentences, with the heads of the larger encoder."""

    def __init__(self, larger: Path) -> None:
        super().__init__()
        of_larger = weights(larger / "model.onnx")
        self.marker = int(np.ravel(of_larger["marker"])[0])
        bert = BertModel.from_pretrained(base(), add_pooling_layer=False)
        self.encoder = Encoder(bert, LENGTH)
        self.tone, self.valence = nn.Linear(2 * WIDTH, 3), nn.Linear(WIDTH, 1)
        begin = {f"encoder.{name}": torch.tensor(values) for name, values in weights(MODEL).items()}
        # The encoder of sentences knows fewer places.
        places = begin.pop("encoder.positions")
        begin["encoder.positions"] = torch.cat([places, self.encoder.positions.detach()[len(places) :]])
        begin |= {f"encoder.{name}": torch.tensor(of_larger[name]) for name in ("words", "word_steps")}
        begin |= {name: torch.tensor(values) for name, values in of_larger.items() if name.startswith(HEADS_OF_TONE)}
        self.load_state_dict({name: begin[name] for name in self.state_dict()})

    def states(self, ids: Tensor) -> Tensor:
        """Mean of the pieces, and target."""
        states = self.encoder(ids)
        return torch.cat([states.mean(1), (states * ids.eq(self.marker)[..., None]).sum(1)], 1)

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor]:
        return self.tone(states), self.valence(states[:, :WIDTH])

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        return self.heads(self.states(ids))


def in_news(texts: list[str], rng: random.Random) -> Iterator[str]:
    """One target of each sentence that has any."""
    for text in texts:
        found = targets(text, rng) if LEAST <= len(text) <= MOST else []
        if found:
            start, end = span = rng.choice(found)
            others = [other for other in found if other[1] <= start or end <= other[0]]
            yield mask_names(text, span, others if rng.random() < OTHERS_MASKED else ())


def taught(data: Path, lessons: Lessons, larger: Reader) -> Taught:
    """What the larger encoder says of all texts, and the labels where there are some."""
    rng, (news, _) = random.Random(SEED), news_of(data)
    rng.shuffle(news)
    near = [text for text in lessons.sentences["text"] if len(text) <= LONGEST]

    def beside(text: str) -> str:
        return " ".join(rng.sample([text, rng.choice(near)], 2)) if rng.random() < JOINED else text

    def renamed(texts: list[str]) -> list[str]:
        return [rename(text, lessons.named, rng) for text in texts]

    known = lessons.tone["text"].tolist()
    made = [*tone_templates.targets(TEMPLATES, rng), *tone_templates.later_targets(TEMPLATES, rng)]
    labelled = [*renamed([beside(text) for _ in range(TARGETS) for text in known]), *(beside(one.text) for one in made)]
    others = renamed(pool(lessons.sentences["text"], set(known)))
    of_tone = [*labelled, *others, *list(in_news(news[:-NEWS], rng))[:NEWS_TARGETS]]
    changes, snippets = tone_templates.changes(CHANGES, rng), lessons.snippets["text"].tolist() * SNIPPETS
    of_valence = [*renamed(snippets), *(one.text for one in changes), *news[-NEWS:], *lessons.sentences["text"]]
    features = larger.features(of_tone + of_valence)
    shares, states = softmax(features @ larger.head().T, axis=1), features[:, :-1]
    valence = states[:, :WIDTH] @ larger.value("valence.weight")[0] + larger.value("valence.bias")
    shares_known = np.tile(sure(lessons.tone["label"]).to_numpy(), (TARGETS, 1))
    labels_of_tone = np.concatenate([shares_known, [one.label for one in made]])
    labels = np.concatenate([np.tile(lessons.snippets["label"], SNIPPETS), [one.label for one in changes]])
    for said, label in ((shares, labels_of_tone), (valence[len(of_tone) :], labels)):
        said[: len(label)] += OF_LABEL * (label - said[: len(label)])
    ids = [larger.ids(text) for text in of_tone + of_valence]
    return Taught(ids, np.arange(len(ids)) < len(of_tone), *(of.astype(np.float32) for of in (shares, valence, states)))


def batches(of: Taught, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Rows of texts of one length for one head, in random order."""
    kind = 2 * np.array([len(ids) for ids in of.ids]) + of.of_tone
    order = rng.permutation(len(kind))
    for rows in np.split(order, range(POOL, len(order), POOL)):
        ready = []
        for one in np.unique(kind[rows]).tolist():
            mine, most = rows[kind[rows] == one], max(1, PIECES // (one // 2))
            ready += np.split(mine, range(most, len(mine), most))
        yield from (ready[place] for place in rng.permutation(len(ready)).tolist())


def loss(model: Smaller, of: Taught, rows: NDArray[np.int64]) -> Tensor:
    """How far the model is from what is learned of some texts, all for one head."""
    states = model.states(torch.from_numpy(np.stack([of.ids[number] for number in rows.tolist()])))
    tone, valence = model.heads(states)
    of_tone, theirs = bool(of.of_tone[rows[0]]), torch.from_numpy(of.states[rows])
    read_by_head = slice(None if of_tone else WIDTH)
    far = functional.mse_loss(states[:, read_by_head], theirs[:, read_by_head]) / theirs[:, read_by_head].var()
    if of_tone:
        return far + functional.cross_entropy(tone, torch.from_numpy(of.shares[rows]))
    return far + OF_VALENCE * functional.mse_loss(valence[:, 0], torch.from_numpy(of.valence[rows]))


def train(larger: Path, of: Taught, seconds: float) -> Weights:
    """Weights after a time of training, averaged over its end; the learning rate falls to nothing."""
    torch.manual_seed(SEED)
    rng, model = np.random.default_rng(SEED), Smaller(larger).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), fused=True)
    mean, n_averaged = dict[str, Tensor](), 0
    began, share, told = time.time(), 0.0, list[float]()
    while share < 1:
        for rows in batches(of, rng):
            share = (time.time() - began) / seconds
            if share >= 1:
                break
            Product.rounded = share >= ROUNDED
            rate = RATE * min(1, (len(told) + 1) / WARM_UP) * (1 + math.cos(math.pi * share)) / 2
            for group in optimizer.param_groups:
                group["lr"] = rate
            of_batch = loss(model, of, rows)
            optimizer.zero_grad()
            of_batch.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            told.append(of_batch.item())
            if share >= AVERAGED:
                n_averaged += 1
                now = {name: values.detach().clone() for name, values in model.named_parameters()}
                mean = {name: mean[name] + (now[name] - mean[name]) / n_averaged for name in now} if mean else now
            if len(told) % STEPS_TOLD == 0:
                spent = time.time() - began
                print(f"  {spent:.0f} s, step {len(told)}, loss {np.mean(told[-STEPS_TOLD:]):.3f}", flush=True)
    return model.state_dict() | mean


def main(data: Path, start: Path, out: Path, minutes: float, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    everything = read(data)
    lessons, held = everything.where(lambda k: k >= HELD), everything.where(lambda k: k < HELD)
    of = Taught(*kept(work / "taught.pt", lambda: tuple(taught(data, lessons, Reader(start)))))
    model = Smaller(start)
    model.load_state_dict(kept(work / "smaller.pt", partial(train, start, of, 60 * minutes)))
    Product.rounded = True
    print("| held out | items | score | 95 % interval |\n|---|---|---|---|")
    logits, valence = predict(model.eval(), held.tone["text"])[0], predict(model, held.snippets["text"])[1]
    show("smaller", held.tone, logits)
    show_valence("smaller", held.snippets, valence)
    out.mkdir(parents=True, exist_ok=True)
    state = {name.removeprefix("encoder."): values.numpy() for name, values in model.state_dict().items()}
    write_graph(state, len(LAYERS), model.marker, out / "model.onnx")
    shutil.copy(start / "tokenizer.json", out)
    write_temperature(temperature(logits, held.tone["label"].to_numpy()), out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("start", metavar="TONE", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=42)
    parser.add_argument("--work", type=Path, default=Path("tone_work"))
    given = parser.parse_args()
    torch.set_num_threads(THREADS)
    main(given.data, given.start, given.out, given.minutes, given.work)
