"""The weights of a shipped model.onnx, from integers back to what torch trains."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from onnx_graph import weights
from tone_model import EMBEDDINGS, Encoder, named


def encoder(path: Path) -> Encoder:
    """The model of a file that `tone_model.export` wrote, with weights rounded as they are there."""
    model, of = Encoder(), weights(path)
    words, positions = (f"{EMBEDDINGS}.{part}_embeddings.weight" for part in ("word", "position"))
    every_token = f"{EMBEDDINGS}.token_type_embeddings.weight"
    # Each place has the vector of every token in it, which is therefore nothing here.
    found = model.state_dict()
    found[words] = torch.tensor(of["words"] * of["word_steps"])
    found[positions][: len(of["positions"])] = torch.tensor(of["positions"])
    found[every_token] = torch.zeros_like(found[every_token])
    for mine, theirs in named(model.bert.config.num_hidden_layers):
        for part in ("weight", "bias"):
            split = np.split(of[f"{mine}.{part}"], len(theirs))
            found |= {f"{module}.{part}": torch.tensor(values) for module, values in zip(theirs, split, strict=True)}
    model.load_state_dict(found)
    return model.eval()
