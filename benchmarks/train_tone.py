"""Trains the encoder of tone: MiniLM-L6 with a head for tone toward a target and one for valence.

    pip install -e .[train]
    python benchmarks/train_tone.py ../shared/data/sentiment analysis/models/tone

Parts of the articles are held out in turn for the figures printed and for the temperature; the model written is then
trained on everything. With one part (--folds 1, the default) that is two trainings, each of 15 CPU minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from intervals import interval
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import f1_score
from tone import LABELS, calibration_error
from tone_model import PAD, Encoder, export, tokenizer
from tone_names import people, rename
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from analysis.annotate.encoder import neutralize

FOLDS = 10
EPOCHS = 2
BATCH = 32
WARM_UP, COOL_DOWN = 0.08, 0.5  # shares of the steps; the learning rate is level between them
RATE, RATE_HEAD, BY_LAYER = 8e-5, 1e-3, 0.85
SMOOTHING = 0.05
AVERAGING = 0.99  # the model kept is a running mean of the weights over about a hundred steps
VALENCE_WEIGHT = 0.5


def read(data: Path) -> tuple[pd.DataFrame, pd.DataFrame, re.Pattern[str]]:
    """Neutralized targets and snippets, each with text, label and article; and a pattern of the people they name."""
    targets = pd.read_parquet(data / "newsmtsc_train.parquet")
    spans = zip(targets["text"], targets["from"], targets["to"], strict=True)
    tone = pd.DataFrame(
        {
            "text": [neutralize(text, (start, end)) for text, start, end in spans],
            "label": targets["label"].map(LABELS),
            "article": ["_".join(sid.split("_")[:3]) for sid in targets["sid"]],
            "of_several": targets["text"].duplicated(keep=False),
        }
    )
    snippets = pd.read_parquet(data / "nyt_editorials.parquet").rename(columns={"valence": "label"})
    return tone, snippets[["text", "label", "article"]], people(set(targets["target"]))


def padded(rows: list[list[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def batches(lengths: list[int], rng: random.Random) -> Iterator[list[int]]:
    """Row numbers, in random order, in batches of texts of like length."""
    rows = rng.sample(range(len(lengths)), len(lengths))
    for start in range(0, len(rows), 20 * BATCH):
        pool = sorted(rows[start : start + 20 * BATCH], key=lengths.__getitem__)
        yield from (pool[i : i + BATCH] for i in range(0, len(pool), BATCH))


def rates(model: Encoder) -> list[dict]:
    """Parameters with their learning rates, lower for lower layers."""
    groups = []
    for name, weights in model.named_parameters():
        layer = re.search(r"layer\.(\d+)", name)
        depth = model.bert.config.num_hidden_layers - (int(layer[1]) + 1 if layer else 0)
        rate = RATE * BY_LAYER**depth if name.startswith("bert") else RATE_HEAD
        if weights.requires_grad:
            groups.append({"params": [weights], "lr": rate, "weight_decay": 0.01 if weights.ndim > 1 else 0.0})
    return groups


def train(tone: pd.DataFrame, snippets: pd.DataFrame, named: re.Pattern[str], *, seed: int = 0) -> Encoder:
    """A model of both tables, batches of the two mixed at random."""
    torch.manual_seed(seed)
    rng, words, began = random.Random(seed), tokenizer(), time.time()
    model = Encoder().train()
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGING))
    optimizer = torch.optim.AdamW(rates(model), fused=True)
    total = EPOCHS * sum(math.ceil(len(table) / BATCH) for table in (tone, snippets))

    def share(step: int) -> float:
        return min(1, (step + 1) / (WARM_UP * total), (total - step) / (COOL_DOWN * total))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    losses: list[list[float]] = [[], []]
    for _ in range(EPOCHS):
        ids = [
            [e.ids for e in words.encode_batch([rename(t, named, rng) for t in table["text"]])]
            for table in (tone, snippets)
        ]
        jobs = [(head, rows) for head in (0, 1) for rows in batches([len(row) for row in ids[head]], rng)]
        for head, rows in rng.sample(jobs, len(jobs)):
            labels = torch.tensor((tone, snippets)[head]["label"].to_numpy()[rows])
            with torch.autocast("cpu", torch.bfloat16):
                out = model(padded([ids[head][row] for row in rows]))[head].float()
            if head:
                loss = VALENCE_WEIGHT * nn.functional.mse_loss(out[:, 0], labels.float())
            else:
                loss = nn.functional.cross_entropy(out, labels, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            losses[head].append(loss.item())
            if sum(map(len, losses)) % 50 == 0:
                told = " ".join(f"{np.mean(values[-50:]):.3f}" for values in losses if values)
                print(
                    f"  step {sum(map(len, losses))} of {total}, {time.time() - began:.0f} s, losses {told}", flush=True
                )
    return average.module.eval()


def predict(model: Encoder, texts: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Logits of tone (n, 3) and valence (n,) of each text."""
    words = tokenizer()
    with torch.no_grad():
        out = [model(torch.tensor([words.encode(text).ids])) for text in texts]
    return torch.cat([tone for tone, _ in out]).numpy(), torch.cat([valence for _, valence in out])[:, 0].numpy()


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What the logits are divided by for the labels to be likeliest. Source: Guo et al. (2017)."""

    def loss(log_t: float) -> float:
        return -float(log_softmax(logits / math.exp(log_t), axis=1)[np.arange(len(labels)), labels].mean())

    return math.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x)


def fold(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % FOLDS


def held_out(tone: pd.DataFrame, snippets: pd.DataFrame, named: re.Pattern[str], folds: int) -> float:
    """The temperature, from articles no model was trained on; prints how right the models are on these."""
    seen: list[list[pd.DataFrame]] = [[], []]
    for k in range(folds):
        out = [table["article"].map(fold) == k for table in (tone, snippets)]
        model = train(tone[~out[0]], snippets[~out[1]], named)
        for head, (table, rows) in enumerate(zip((tone, snippets), out, strict=True)):
            told = predict(model, table.loc[rows, "text"])[head]
            seen[head].append(table[rows].assign(told=list(told)))
        print(f"fold {k} of {FOLDS} held out", flush=True)
    targets, rated = (pd.concat(tables, ignore_index=True) for tables in seen)
    logits, labels = np.stack(targets["told"].to_list()), targets["label"].to_numpy()
    best = temperature(logits, labels)
    called = logits.argmax(axis=1)
    several = targets["of_several"].to_numpy()
    valence, raters = rated["told"].to_numpy(float), rated["label"].to_numpy()

    def macro(rows: np.ndarray) -> float:
        return float(f1_score(labels[rows], called[rows], average="macro"))

    def r(rows: np.ndarray) -> float:
        return float(np.corrcoef(valence[rows], raters[rows])[0, 1])

    print("| held out | items | score | 95 % interval |\n|---|---|---|---|")
    for what, chosen in (("", np.full(len(targets), True)), (", in sentences with several targets", several)):
        rows = np.flatnonzero(chosen)

        def part(drawn: np.ndarray, rows: np.ndarray = rows) -> float:
            return macro(rows[drawn])

        low, high = interval(part, targets["article"].to_numpy()[rows])
        print(f"| macro-F1{what} | {len(rows):,} targets | {macro(rows):.3f} | {low:.3f}–{high:.3f} |")
    low, high = interval(r, rated["article"].to_numpy())
    print(f"| valence, r | {len(rated):,} snippets | {r(np.arange(len(rated))):.3f} | {low:.3f}–{high:.3f} |")
    error = calibration_error(softmax(logits / best, axis=1), labels)
    print(f"temperature {best:.3f}, calibration error {error:.3f}", flush=True)
    return best


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=1, help=f"how many of the {FOLDS} folds are held out in turn")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    tables = read(given.data)
    scale = held_out(*tables, given.folds)
    export(train(*tables), scale, given.out)
