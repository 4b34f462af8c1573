"""Trains the encoder of sentences: three layers that learn the states of the six of all-MiniLM-L6-v2.

    pip install -e .[train]
    python benchmarks/train_sentences.py ../shared/data analysis/models/sentences --minutes 11

A GPU is used where there is one; two cores of a processor need days. One article in forty is held out.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sentence_model import Encoder, export
from tone_model import base
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.language.embeddings.sentence_encoder import LONGEST, LONGEST_TEXT, TOKENIZER

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
SHORTEST_TEXT = 25  # characters of a sentence
HELD = 40  # one article of so many is held out
PIECES, POOL = 24_000, 100_000  # pieces of a batch; sentences that are put in order by length at the same time
PART, SHORTEST = 0.3, 6  # share of the sentences of which a part is learned from, and its pieces
RATE, WARM_UP = 8e-4, 300
OF_SENTENCES, OF_SQUARES, OF_PAIRS, MOST_PAIRED = 2, 0.5, 10, 1_024  # weights of losses; sentences that are compared
_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘(A-Z0-9])|\n+")


def texts(data: Path) -> tuple[list[str], list[str]]:
    """Distinct sentences to learn from, and those held out."""
    parts: tuple[dict[str, None], dict[str, None]] = {}, {}
    seen: set[str] = set()
    for number, body in enumerate(pd.read_parquet(data / "speed" / "allsides_50mb.parquet")["body"]):
        held = int(hashlib.sha256(str(number).encode()).hexdigest(), 16) % HELD == 0
        found = {" ".join(one.split()) for one in _END.split(body or "") if one} - seen
        seen |= found
        parts[held].update(dict.fromkeys(s for s in sorted(found) if SHORTEST_TEXT <= len(s) <= LONGEST_TEXT))
    return list(parts[0]), list(parts[1])


class Sentences:
    """Sentences as pieces of words."""

    def __init__(self, sentences: list[str]) -> None:
        from tokenizers import Tokenizer

        words = Tokenizer.from_file(str(TOKENIZER))
        words.enable_truncation(LONGEST)
        self.first, self.last = words.token_to_id("[CLS]"), words.token_to_id("[SEP]")
        ids = [np.array(one.ids[1:-1], np.int64) for one in words.encode_batch(sentences)]
        self.size = np.array([len(one) for one in ids])
        self.start = np.cumsum(self.size) - self.size
        flat = np.concatenate(ids)
        goes_on = np.array([words.id_to_token(i).startswith("##") for i in range(words.get_vocab_size())])
        begins = np.append(~goes_on[flat], True)
        place = np.where(begins, np.arange(len(begins)), len(begins))
        self.next_word = np.minimum.accumulate(place[::-1])[::-1]
        self.flat = torch.from_numpy(flat).to(DEVICE)

    def batches(self, rng: np.random.Generator, parts: float) -> Iterator[Tensor]:
        """Pieces of sentences of one length, in random order; of a share of the sentences a part of whole words."""
        order = rng.permutation(len(self.size))
        for at in range(0, len(order), POOL):
            rows = order[at : at + POOL]
            start, end = self.start[rows], self.start[rows] + self.size[rows]
            cut = (rng.random(len(rows)) < parts) & (self.size[rows] > SHORTEST + 2)
            since = np.minimum(self.next_word[start + _below(rng, end - start - SHORTEST)], end - 1)
            until = np.minimum(since + SHORTEST + _below(rng, end - since - SHORTEST + 1), end)
            until = np.minimum(self.next_word[until], end)
            start, end = np.where(cut, since, start), np.where(cut, until, end)
            ready = []
            for length in np.unique(end - start).tolist():
                mine, most = start[end - start == length], max(1, PIECES // (length + 2))
                ready += [(length, mine[i : i + most]) for i in range(0, len(mine), most)]
            for i in rng.permutation(len(ready)).tolist():
                length, mine = ready[i]
                places = torch.from_numpy(mine).to(DEVICE)[:, None] + torch.arange(length, device=DEVICE)
                ids = functional.pad(self.flat[places], (1, 0), value=self.first)
                yield functional.pad(ids, (0, 1), value=self.last)


def _below(rng: np.random.Generator, limits: np.ndarray) -> np.ndarray:
    """A random whole number below each limit; 0 where there is none."""
    return (rng.random(len(limits)) * limits).astype(np.int64).clip(0)


def cosines(ours: Tensor, theirs: Tensor) -> tuple[Tensor, Tensor]:
    """Of each piece but the marks at both ends, and of each sentence."""
    of_pieces = functional.cosine_similarity(ours[:, 1:-1], theirs[:, 1:-1], dim=-1)
    return of_pieces, functional.cosine_similarity(ours.mean(1), theirs.mean(1), dim=-1)


def loss(ours: Tensor, theirs: Tensor) -> Tensor:
    of_pieces, of_sentences = cosines(ours, theirs)
    a, b = (functional.normalize(states[:MOST_PAIRED].mean(1), dim=-1) for states in (ours, theirs))
    squares = functional.mse_loss(ours, theirs) / theirs.var()
    pairs = functional.mse_loss(a @ a.T, b @ b.T)
    total: Tensor = (1 - of_pieces.mean()) + OF_SENTENCES * (1 - of_sentences.mean())
    return total + OF_SQUARES * squares + OF_PAIRS * pairs


def train(teacher: BertModel, sentences: Sentences, seconds: float) -> Encoder:
    """An encoder after a time of training; the learning rate falls to nothing at its end."""
    torch.manual_seed(0)
    rng, model = np.random.default_rng(0), Encoder(teacher).to(DEVICE).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98))
    began, step, share = time.time(), 0, 0.0
    while share < 1:
        for ids in sentences.batches(rng, PART):
            share = (time.time() - began) / seconds
            if share >= 1:
                break
            optimizer.param_groups[0]["lr"] = RATE * min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * share)) / 2
            with torch.no_grad():
                theirs = teacher(input_ids=ids).last_hidden_state.float()
            with torch.autocast(DEVICE, torch.bfloat16, enabled=DEVICE == "cuda"):
                ours = model(ids)
            of_batch = loss(ours.float(), theirs)
            optimizer.zero_grad()
            of_batch.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 500 == 0:
                print(f"  {time.time() - began:.0f} s, step {step}, loss {of_batch.item():.3f}", flush=True)
    return model.eval()


@torch.no_grad()
def show(model: Encoder, teacher: BertModel, held: Sentences) -> None:
    """How near the states of sentences that were held out are to those of the teacher."""
    found = [
        cosines(model(ids).float(), teacher(input_ids=ids).last_hidden_state.float())
        for ids in held.batches(np.random.default_rng(0), 0)
    ]
    for name, of in zip(("pieces", "sentences"), zip(*found, strict=True), strict=True):
        values = torch.cat([one.flatten() for one in of]).cpu().numpy()
        print(f"cosine of {len(values):,} {name}: mean {values.mean():.3f}, 5 % below {np.quantile(values, 0.05):.3f}")


def main(data: Path, out: Path, minutes: float) -> None:
    teacher = BertModel.from_pretrained(base(), add_pooling_layer=False).to(DEVICE).eval().requires_grad_(False)
    learned, held = map(Sentences, texts(data))
    model = train(teacher, learned, 60 * minutes)
    show(model, teacher, held)
    out.mkdir(parents=True, exist_ok=True)
    export({name: values.cpu().numpy() for name, values in model.state_dict().items()}, out / "model.onnx")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=11)
    given = parser.parse_args()
    main(given.data, given.out, given.minutes)
