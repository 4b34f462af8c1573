"""The loop that trains the sentiment encoder and its teacher, on two CPU cores."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

WARM_UP, COOL_DOWN = 0.08, 0.5  # shares of the steps; the learning rate is level between them
AVERAGING = 0.99  # the model kept is a running mean of the weights over about a hundred steps
HEADS = ("tone.", "valence.")

Loss = Callable[[], Tensor]
Model = TypeVar("Model", bound=nn.Module)


def padded(rows: Sequence[list[int]], pad: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [pad] * (longest - len(row)) for row in rows])


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Row numbers, in random order, in batches of texts of like length."""
    rows = rng.sample(range(len(lengths)), len(lengths))
    for start in range(0, len(rows), 20 * size):
        pool = sorted(rows[start : start + 20 * size], key=lengths.__getitem__)
        yield from (pool[i : i + size] for i in range(0, len(pool), size))


def rates(model: nn.Module, base: float, by_layer: float, layers: int, head: float) -> list[dict[str, Any]]:
    """Parameters with their learning rates, lower for lower layers."""
    groups = []
    for name, weights in model.named_parameters():
        layer = name.partition(".layer.")[2].partition(".")[0]
        depth = layers - (int(layer) + 1 if layer else 0)
        rate = head if name.startswith(HEADS) else base * by_layer**depth
        if weights.requires_grad:
            groups.append({"params": [weights], "lr": rate, "weight_decay": 0.01 if weights.ndim > 1 else 0.0})
    return groups


def share(step: int, total: int) -> float:
    """Of the full learning rate."""
    return min(1, (step + 1) / (WARM_UP * total), (total - step) / (COOL_DOWN * total))


def fit(
    model: Model,
    groups: list[dict[str, Any]],
    losses: Callable[[], list[Loss]],
    epochs: int,
    rng: random.Random,
    *,
    averaging: float = AVERAGING,
    precision: torch.dtype = torch.bfloat16,
) -> Model:
    """The running mean of a model trained on the losses of each epoch, in random order.

    losses: called again for each epoch, with the same number each time."""
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(averaging))
    optimizer = torch.optim.AdamW(groups, fused=True)
    full = [group["lr"] for group in groups]
    began, told = time.time(), list[float]()
    for _ in range(epochs):
        jobs = losses()
        total = epochs * len(jobs)
        for job in rng.sample(jobs, len(jobs)):
            for group, rate in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = rate * share(len(told), total)
            with torch.autocast("cpu", precision, enabled=precision is not torch.float32):
                loss = job()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(model)
            told.append(loss.item())
            if len(told) % 50 == 0:
                spent = time.time() - began
                print(f"  step {len(told)} of {total}, {spent:.0f} s, loss {np.mean(told[-50:]):.3f}", flush=True)
    model.load_state_dict(average.module.state_dict())
    return model.eval()
