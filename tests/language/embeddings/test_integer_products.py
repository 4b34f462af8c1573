import numpy as np
import pytest

from analysis._utils.onnx_runtime import session
from analysis._utils.protocol_buffers import read_fields, written
from analysis.language.embeddings.integer_products import with_integer_products

FLOAT, INT8 = 1, 3
INTEGERS = np.array([[100, -50, 8], [-128, 127, 20]], np.int8)
FACTORS = np.array([[0.01, 0.02, 0.5]], np.float32)
X = np.array([[1.0, -0.5], [0.25, 0.75]], np.float32)


def _node(operator: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    named = b"".join(written(1, name.encode()) for name in inputs) + written(2, output.encode())
    return written(1, named + written(4, operator.encode()) + attribute)


def _tensor(name: str, values: np.ndarray, kind: int) -> bytes:
    shape = b"".join(written(1, size) for size in values.shape)
    return written(5, shape + written(2, kind) + written(8, name.encode()) + written(9, values.tobytes()))


def _matrix(name: str, columns: int) -> bytes:
    shape = written(1, written(1, 2)) + written(1, written(1, columns))
    return written(1, name.encode()) + written(2, written(1, written(1, FLOAT) + written(2, shape)))


def _model(factors: np.ndarray) -> bytes:
    """A product with a matrix of 2 × 3 integers, in fractions; and a sum of which nothing is used."""
    to_float = written(5, written(1, b"to") + written(20, 2) + written(3, FLOAT))
    nodes = [
        _node("Cast", ["integers"], "fractions", to_float),
        _node("Mul", ["fractions", "factors"], "weights"),
        _node("Add", ["x", "x"], "unused"),
        _node("MatMul", ["x", "weights"], "y"),
    ]
    tensors = [_tensor("integers", INTEGERS, INT8), _tensor("factors", factors, FLOAT)]
    ends = [written(2, b"g"), written(11, _matrix("x", 2)), written(12, _matrix("y", 3))]
    return written(1, 8) + written(7, b"".join([*nodes, *tensors, *ends])) + written(8, written(2, 17))


def _operators(model: bytes) -> list[bytes]:
    graph = next(field.content for field in read_fields(model) if field.number == 7)
    nodes = [field.content for field in read_fields(graph) if field.number == 1]
    return [part.content for node in nodes for part in read_fields(node) if part.number == 4]


def test_a_product_with_integers_becomes_one_operation() -> None:
    assert _operators(with_integer_products(_model(FACTORS))) == [b"DynamicQuantizeMatMul"]


def test_the_product_is_that_of_halved_weights_and_of_an_input_in_256_steps() -> None:
    (found,) = session(with_integer_products(_model(FACTORS))).run(None, {"x": X})
    step = (1.0 - -0.5) / 255
    rounded = np.round(X / step) * step
    halved = np.round(INTEGERS / 2) * (2 * FACTORS)
    assert found == pytest.approx(rounded @ halved, abs=1e-5)
    assert found == pytest.approx(X @ (INTEGERS * FACTORS), abs=0.05)


def test_without_a_factor_per_column_a_product_stays_as_it_is() -> None:
    rows = np.array([[0.01], [0.02]], np.float32)
    changed = with_integer_products(_model(rows))
    assert _operators(changed) == [b"Cast", b"Mul", b"MatMul"]
    (found,) = session(changed).run(None, {"x": X})
    assert found == pytest.approx(X @ (INTEGERS * rows), abs=1e-5)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="No message of protocol buffers"):
        with_integer_products(b"\x12\x07test")
