"""The weights of a shipped model.onnx, from int8 back to what torch trains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tone_model import Encoder

MODULES = ("bert.", "tone.", "valence.")
PARTS = ("_quantized", "_scale", "_zero_point")  # of a weight in int8


def encoder(path: Path) -> Encoder:
    """The model of a file that `tone_model.export` wrote, with weights rounded as they are there."""
    graph = onnx.load(path).graph
    model = Encoder()
    missing = model.load_state_dict({name: torch.tensor(values) for name, values in _weights(graph)}, strict=False)
    assert not missing.unexpected_keys, missing
    assert all(name.endswith("position_ids") for name in missing.missing_keys), missing
    return model.eval()


def _weights(graph: onnx.GraphProto) -> Iterator[tuple[str, np.ndarray]]:
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}

    def restored(name: str) -> np.ndarray:
        values, scale, zero = (constants[name.removesuffix(PARTS[0]) + part] for part in PARTS)
        return (values.astype(np.float32) - zero.astype(np.float32)) * scale

    for node in graph.node:
        if node.op_type == "MatMulInteger":
            yield _module(node.name) + ".weight", restored(node.input[1]).T.copy()
    for name, values in constants.items():
        if name.startswith("bert.embeddings") and name.endswith(PARTS[0]):
            yield name.removesuffix(PARTS[0]), restored(name)
        elif name.startswith(MODULES) and not name.endswith(PARTS):
            yield name, values.copy()


def _module(node: str) -> str:
    """The module of a product: /bert/…/query/MatMul_quant -> bert.….query."""
    module, _, _ = node.strip("/").rpartition("/")
    return module.replace("/", ".")
