"""A model whose weights are stored as small integers -> one that also multiplies integers, twice as fast.

A product with a matrix that an ONNX file holds as integers, with a factor per column, is computed in fractions. Here it
becomes one operation, which rounds its input to 256 steps and multiplies integers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis._utils.content_hiding import hides_content
from analysis._utils.protocol_buffers import Field, packed_numbers, read_fields, written

# Numbers of fields in onnx.proto.
GRAPH, OPERATOR_SET = 7, 8  # of a model
NODE, TENSOR, RESULT = 1, 5, 12  # of a graph
INPUT, OUTPUT, OPERATOR, DOMAIN = 1, 2, 4, 7  # of a node
SHAPE, KIND, NAME, DATA = 1, 2, 8, 9  # of a tensor
RESULT_NAME = 1
SET_DOMAIN, SET_VERSION = 1, 2  # of an operator set
OF_INT8, OF_FLOAT = 3, 1  # kinds of tensors
_MICROSOFT = b"com.microsoft"
_PRODUCT = b"DynamicQuantizeMatMul"
# Sums of products with weights of 8 bits are cut off by processors that lack an instruction for them, so that results
# would depend on the processor; with weights of 7 bits they are not.
HALF = 2


@hides_content
class _Node(NamedTuple):
    operator: bytes
    inputs: list[bytes]
    outputs: list[bytes]
    stored: bytes


@hides_content
class _Tensor(NamedTuple):
    shape: list[int]
    kind: int
    data: bytes


def with_integer_products(model: bytes) -> bytes:
    """Replace the products with weights that are stored as integers.

    Parameters
    ----------
    model : bytes
        An ONNX file. Products with ``Cast(integers) * factors`` are replaced, where there is a factor per column; the
        rest stays as it is.

    Returns
    -------
    bytes
        An ONNX file for onnxruntime, whose operator DynamicQuantizeMatMul it uses.

    References
    ----------
    Jacob et al. (2018), Quantization and training of neural networks for efficient integer-arithmetic-only inference,
    CVPR, sec. 2.
    """
    fields = [
        written(GRAPH, _with_products(field.content)) if field.number == GRAPH else field.stored
        for field in read_fields(model)
    ]
    version_1 = written(SET_DOMAIN, _MICROSOFT) + written(SET_VERSION, 1)
    return b"".join([*fields, written(OPERATOR_SET, version_1)])


def _with_products(graph: bytes) -> bytes:
    """Return a graph with its products replaced, without what is no longer needed."""
    fields = list(read_fields(graph))
    tensors = {_name(field, NAME): field for field in fields if field.number == TENSOR}
    nodes, changed = _replaced([_node(field) for field in fields if field.number == NODE], tensors)
    needed = {_name(field, RESULT_NAME) for field in fields if field.number == RESULT}
    kept: list[_Node] = []
    for node in reversed(nodes):
        if needed.intersection(node.outputs):
            kept.append(node)
            needed.update(node.inputs)
    others = [field.stored for field in fields if field.number not in {NODE, TENSOR}]
    stored = [changed.get(name, field.stored) for name, field in tensors.items() if name in needed]
    return b"".join([*(node.stored for node in reversed(kept)), *stored, *others])


def _replaced(nodes: list[_Node], tensors: dict[bytes, Field]) -> tuple[list[_Node], dict[bytes, bytes]]:
    """Return nodes with products replaced, and the tensors that they changed, by name."""
    made_by = {name: node for node in nodes for name in node.outputs}
    found: list[_Node] = []
    changed: dict[bytes, bytes] = {}
    for node in nodes:
        weights = _stored_weights(node, made_by)
        fields = [tensors[name] for name in weights if name in tensors]
        if len(fields) < 2 or not _has_factor_per_column(*map(_tensor, fields)):
            found.append(node)
            continue
        for name, field, halved in zip(weights, fields, (_half, _double), strict=True):
            changed[name] = _with_data(field, halved(_tensor(field).data))
        inputs = [node.inputs[0], *weights]
        named = [written(INPUT, name) for name in inputs] + [written(OUTPUT, name) for name in node.outputs]
        stored = b"".join([*named, written(OPERATOR, _PRODUCT), written(DOMAIN, _MICROSOFT)])
        found.append(_Node(_PRODUCT, inputs, node.outputs, written(NODE, stored)))
    return found, changed


def _stored_weights(node: _Node, made_by: dict[bytes, _Node]) -> list[bytes]:
    """Return the names of the integers and of the factors that a product multiplies with; empty if it does not."""
    scaled = made_by.get(node.inputs[1]) if node.operator == b"MatMul" else None
    cast = made_by.get(scaled.inputs[0]) if scaled is not None and scaled.operator == b"Mul" else None
    if scaled is None or cast is None or cast.operator != b"Cast":
        return []
    return [cast.inputs[0], scaled.inputs[1]]


def _has_factor_per_column(integers: _Tensor, factors: _Tensor) -> bool:
    kinds = integers.kind == OF_INT8 and factors.kind == OF_FLOAT and bool(integers.data) and bool(factors.data)
    return kinds and len(integers.shape) == 2 and factors.shape in ([1, integers.shape[1]], [integers.shape[1]])


def _half(data: bytes) -> bytes:
    return np.round(np.frombuffer(data, np.int8) / HALF).astype(np.int8).tobytes()


def _double(data: bytes) -> bytes:
    return (np.frombuffer(data, "<f4") * np.float32(HALF)).tobytes()


def _with_data(tensor: Field, data: bytes) -> bytes:
    fields = read_fields(tensor.content)
    return written(TENSOR, b"".join(written(DATA, data) if one.number == DATA else one.stored for one in fields))


def _node(field: Field) -> _Node:
    operator, inputs, outputs = b"", [], []
    for part in read_fields(field.content):
        if part.number == INPUT:
            inputs.append(part.content)
        elif part.number == OUTPUT:
            outputs.append(part.content)
        elif part.number == OPERATOR:
            operator = part.content
    return _Node(operator, inputs, outputs, field.stored)


def _tensor(field: Field) -> _Tensor:
    shape: list[int] = []
    kind, data = 0, b""
    for part in read_fields(field.content):
        if part.number == SHAPE:
            shape += [part.value] if isinstance(part.value, int) else packed_numbers(part.value)
        elif part.number == KIND and isinstance(part.value, int):
            kind = part.value
        elif part.number == DATA:
            data = part.content
    return _Tensor(shape, kind, data)


def _name(field: Field, number: int) -> bytes:
    """Return the name that a field of a message holds."""
    return next((part.content for part in read_fields(field.content) if part.number == number), b"")
