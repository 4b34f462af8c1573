"""Encoders as onnxruntime reads them: graphs that are written node by node, with products of integers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH, HEADS, EPSILON = 384, 12, 1e-12
# Sums of products with weights of 8 bits are cut off by processors that lack an instruction for them, so that results
# would depend on the processor; with weights of 7 bits they are not.
STEPS_OF_WEIGHTS, STEPS_OF_WORDS, STEPS_OF_INPUT = 63, 127, 255
OPSET, FORMAT, MICROSOFT = 17, 8, "com.microsoft"
State = dict[str, np.ndarray]


class Graph:
    """A graph; the weights of a part are in the state, under its name."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.tensors: list[onnx.TensorProto] = []
        self.nodes: list[onnx.NodeProto] = []

    def put(self, name: str, values: np.ndarray) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def embedded(self) -> str:
        """The words of the input 'ids' at their places."""
        integers = self.node("Gather", [self.put("words", self.state["words"]), "ids"], "integers")
        steps = self.node("Gather", [self.put("word_steps", self.state["word_steps"]), "ids"], "steps")
        fractions = self.node("Cast", [integers], "fractions", to=TensorProto.FLOAT)
        words = self.node("Mul", [fractions, steps], "of_words")
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        ends = [self.put("first", np.zeros(1, np.int64)), length]
        positions = self.node("Slice", [self.put("positions", self.state["positions"]), *ends], "of_positions")
        return self.norm(self.node("Add", [words, positions], "embedded"), "norm")

    def layers(self, x: str, count: int, output: str = "") -> str:
        """A number of layers, the last one with the name `output`."""
        self.put("widths", np.full(3, WIDTH, np.int64))
        for number in range(count):
            name = f"layers.{number}"
            parts = [f"{name}.{part}" for part in "qkv"]
            self.node("Split", [self.product(x, f"{name}.qkv"), "widths"], *parts, axis=2)
            seen = self.node("MultiHeadAttention", parts, f"{name}.seen", domain=MICROSOFT, num_heads=HEADS)
            # Not SkipLayerNormalization, which does the same in twice the time.
            added = self.node("Add", [x, self.product(seen, f"{name}.out")], f"{name}.added1")
            x = self.norm(added, f"{name}.norm1")
            hidden = self.node("Gelu", [self.product(x, f"{name}.up")], f"{name}.hidden", domain=MICROSOFT)
            added = self.node("Add", [x, self.product(hidden, f"{name}.down")], f"{name}.added2")
            x = self.norm(added, f"{name}.norm2", output if number == count - 1 else "")
        return x

    def product(self, x: str, name: str) -> str:
        """A product of integers: inputs are rounded in steps that depend on the largest one."""
        weight = self.state[f"{name}.weight"]
        step = np.abs(weight).max(axis=1) / STEPS_OF_WEIGHTS
        integers = self.put(f"{name}.integers", np.rint(weight / step[:, None]).astype(np.int8).T)
        steps, bias = self.put(f"{name}.steps", step), self.put(f"{name}.bias", self.state[f"{name}.bias"])
        return self.node("DynamicQuantizeMatMul", [x, integers, steps, "", bias], name, domain=MICROSOFT)

    def norm(self, x: str, name: str, output: str = "") -> str:
        weights = [self.put(f"{name}.{part}", self.state[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *weights], output or name, axis=-1, epsilon=EPSILON)

    def head(self, x: str, name: str) -> str:
        """A product of fractions."""
        parts = [self.put(f"{name}.{part}", self.state[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("Gemm", [x, *parts], name, transB=1)

    def save(self, path: Path, name: str, outputs: dict[str, list[int | str]]) -> None:
        """Write the graph; it reads one sentence at a time. outputs: name -> shape."""
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
        ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, shape) for end, shape in outputs.items()]
        made = helper.make_graph(self.nodes, name, [ids], ends, self.tensors)
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        onnx.save(helper.make_model(made, opset_imports=sets, ir_version=FORMAT), path)


def rounded_words(words: np.ndarray) -> State:
    """The vectors of words as integers of 8 bits, with a step per word."""
    step = np.maximum(np.abs(words).max(axis=1, keepdims=True), np.float32(1e-9)) / np.float32(STEPS_OF_WORDS)
    return {"words": np.rint(words / step).astype(np.int8), "word_steps": step.astype(np.float32)}


def weights(path: Path) -> State:
    """The state that a file was written from, rounded as it is there."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    products = {
        f"{name.removesuffix('.integers')}.weight": values.T * constants[name.replace("integers", "steps")][:, None]
        for name, values in constants.items()
        if name.endswith(".integers")
    }
    return constants | products
