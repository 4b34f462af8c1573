"""Teaches the head of tone of the shipped encoder further kinds of sentences; nothing else in it changes.

    pip install -e .[train]
    python benchmarks/tone_head.py ../shared/data TONE OUT

TONE is a folder with the encoder to start from: that of step 5 in analysis/models/tone/card.md gave the one shipped.
The head is fitted by itself to the states of the last layer, for sentences made from templates beside what the encoder
was trained on, and is held near the head at the start. So the layers stay as they are, and with them the valence and
whatever else reads them. Two tenths of the articles stay held out; they give the temperature.
"""

from __future__ import annotations

import argparse
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tone_templates
from numpy.typing import NDArray
from onnx import numpy_helper
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from tokenizers import Tokenizer
from tone import HELD, calibration_error
from tone_model import write_temperature
from tone_names import rename
from tone_pool import pool
from train_tone import JOINED, LONGEST, read, sure, temperature

SEED, THREADS = 0, 2
# Texts beside all labelled ones of the training part; others are of targets without a label.
OTHERS, OLD, NEW = 1_000, 1_500, 3_400
OF_LABEL = 0.5  # share of the label in what is learned of known ones and of older templates; the rest is what was said
OF_NEW = 0.5  # weight of a new template, about that of another text
NEAR = 0.01  # how much the head is held near that at the start
Floats = NDArray[np.float64]


class Reader:
    """States and logits of texts by a model.onnx: mean of the pieces beside the state of the target, and 1."""

    def __init__(self, folder: Path) -> None:
        self.model = onnx.load(str(folder / "model.onnx"))
        self.parts = {part.name: part for part in self.model.graph.initializer}
        self.marker = int(np.ravel(self.value("marker"))[0])
        self.words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
        self.last_layer = self.session.get_outputs()[-1].name

    def value(self, name: str) -> NDArray[np.float32]:
        values: NDArray[np.float32] = numpy_helper.to_array(self.parts[name])
        return values

    def head(self) -> Floats:
        """Weights and bias, (3, 2 × width + 1)."""
        head: Floats = np.c_[self.value("tone.weight"), self.value("tone.bias")].astype(float)
        return head

    def ids(self, text: str) -> NDArray[np.int64]:
        return np.array(self.words.encode(text).ids, np.int64)

    def features(self, texts: list[str]) -> Floats:
        with ThreadPoolExecutor(THREADS) as threads:
            return np.array(list(threads.map(self._feature, texts)))

    def _feature(self, text: str) -> Floats:
        ids = self.ids(text)
        states = self.session.run([self.last_layer], {"ids": ids[None]})[0][0].astype(float)
        return np.concatenate([states.mean(axis=0), states[ids == self.marker].sum(axis=0), [1]])

    def write(self, head: Floats, path: Path) -> None:
        for name, values in (("tone.weight", head[:, :-1]), ("tone.bias", head[:, -1])):
            self.parts[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        onnx.save(self.model, str(path))


def fitted(states: Floats, shares: Floats, weights: Floats, start: Floats) -> Floats:
    """The head with the least cross-entropy, and the least squared distance from the start."""

    def loss(flat: Floats) -> tuple[float, Floats]:
        head = flat.reshape(start.shape)
        logs, apart = log_softmax(states @ head.T, axis=1), head - start
        slope = (weights[:, None] * (np.exp(logs) - shares)).T @ states / len(states) + 2 * NEAR * apart
        value = -(weights[:, None] * shares * logs).sum() / len(states) + NEAR * (apart**2).sum()
        return float(value), slope.ravel()

    found: Floats = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return found.reshape(start.shape)


def main(data: Path, start_from: Path, out: Path) -> None:
    rng, reader, everything = random.Random(SEED), Reader(start_from), read(data)
    lessons, held = everything.where(lambda k: k >= HELD), everything.where(lambda k: k < HELD).tone
    tone, sentences = lessons.tone, lessons.sentences["text"].tolist()
    near = [text for text in sentences if len(text) <= LONGEST]

    def beside(text: str, share: float) -> str:
        return " ".join(rng.sample([text, rng.choice(near)], 2)) if rng.random() < share else text

    texts = tone["text"].tolist()
    known = [rename(beside(text, JOINED), lessons.named, rng) for text in texts]
    unlabelled = pool(rng.sample(sentences, round(1.3 * OTHERS)), set(texts))[:OTHERS]
    others = [rename(text, lessons.named, rng) for text in unlabelled]
    old, new = tone_templates.targets(OLD, rng), tone_templates.later_targets(NEW, rng)
    made = [beside(one.text, JOINED * 0.4) for one in (*old, *new)]
    start, states = reader.head(), reader.features([*known, *others, *made])
    said = softmax(states @ start.T, axis=1)
    others_said = said[len(known) :][: len(others)]
    labels = [sure(tone["label"]).to_numpy(), others_said, [one.label for one in old + new]]
    shares = OF_LABEL * np.concatenate(labels) + (1 - OF_LABEL) * said
    shares[-len(new) :] = [one.label for one in new]
    weights = np.ones(len(states))
    weights[-len(new) :] = OF_NEW
    head = fitted(states, shares, weights, start)
    logits, labels_held = reader.features(held["text"].tolist()) @ head.T, held["label"].to_numpy()
    best = temperature(logits, labels_held)
    error = calibration_error(softmax(logits / best, axis=1), labels_held)
    print(f"{len(states):,} texts, temperature {best:.4f}, calibration error {error:.4f}")
    out.mkdir(parents=True, exist_ok=True)
    reader.write(head, out / "model.onnx")
    shutil.copy(start_from / "tokenizer.json", out)
    write_temperature(best, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("start_from", metavar="TONE", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    main(given.data, given.start_from, given.out)
