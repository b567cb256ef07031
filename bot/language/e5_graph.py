"""Builds the ONNX graph of multilingual-e5-small and stores its weights in 8 bits. Needed when training only.

Input ``embedded`` (1, tokens, 384): word, position and type embeddings, added; output ``sentence`` (1, 384), length 1.
The word table stays outside the graph, since a sentence needs a dozen of its 250,000 rows.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.language.e5_weights import E5Weights

_OPSET = 17
_IR_VERSION = 8


class _Graph:
    """Collects nodes and constants; every method returns the name of a value."""

    def __init__(self, weights: E5Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        size, heads = weights.sizes.hidden, weights.sizes.heads
        self.by_head = self.constant("by_head", np.array([0, 0, heads, size // heads], np.int64))
        self.whole = self.constant("whole", np.array([0, 0, size], np.int64))
        self.scale = self.constant("scale", np.float32((size // heads) ** -0.5))
        self.root2, self.one, self.half = (
            self.constant(name, np.float32(value)) for name, value in (("root2", 2**0.5), ("one", 1), ("half", 0.5))
        )

    def constant(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def normalised(self, value: str, name: str) -> str:
        """Layer normalisation with the tensors ``name.w`` and ``name.b``."""
        scale = self.constant(f"{name}.w", self.weights.tensor(f"{name}.w"))
        shift = self.constant(f"{name}.b", self.weights.tensor(f"{name}.b"))
        return self.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=self.weights.sizes.epsilon)

    def linear(self, value: str, name: str) -> str:
        """value @ W + b with the tensors ``name.w`` (out, in) and ``name.b`` (out)."""
        bias = self.weights.tensor(f"{name}.b")
        matrix = np.ascontiguousarray(self.weights.tensor(f"{name}.w", len(bias)).T)
        product = self.op("MatMul", value, self.constant(f"{name}.w", matrix))
        return self.op("Add", product, self.constant(f"{name}.b", bias))

    def attention(self, value: str, layer: str) -> str:
        """Multi-head self-attention; there is no mask, since one sentence comes at a time."""
        turned = []
        for part, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
            heads = self.op("Reshape", self.linear(value, f"{layer}.{part}"), self.by_head)
            turned.append(self.op("Transpose", heads, perm=order))
        queries, keys, values = turned
        shares = self.op("Softmax", self.op("Mul", self.op("MatMul", queries, keys), self.scale), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", shares, values), perm=[0, 2, 1, 3])
        return self.linear(self.op("Reshape", mixed, self.whole), f"{layer}.ao")

    def feed_forward(self, value: str, layer: str) -> str:
        """The two matrices with the exact GELU between them: x / 2 * (1 + erf(x / √2))."""
        wide = self.linear(value, f"{layer}.fi")
        error = self.op("Erf", self.op("Div", wide, self.root2))
        gelu = self.op("Mul", self.op("Mul", wide, self.half), self.op("Add", error, self.one))
        return self.linear(gelu, f"{layer}.fo")


def _model(weights: E5Weights) -> onnx.ModelProto:
    graph, size = _Graph(weights), weights.sizes.hidden
    value = graph.normalised("embedded", "emb.ln")
    for number in range(weights.sizes.layers):
        layer = f"l{number}"
        value = graph.normalised(graph.op("Add", value, graph.attention(value, layer)), f"{layer}.aln")
        value = graph.normalised(graph.op("Add", value, graph.feed_forward(value, layer)), f"{layer}.oln")
    mean = graph.op("ReduceMean", value, axes=[1], keepdims=0)
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["sentence"], axis=-1, p=2))
    inputs = [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, [1, "tokens", size])]
    outputs = [helper.make_tensor_value_info("sentence", TensorProto.FLOAT, [1, size])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET)],
    )
    model.ir_version = _IR_VERSION
    return model


def write_graph(weights: E5Weights, target: Path) -> None:
    """Writes the graph with 8-bit weights, one scale a column, activations quantised as they come."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        full = Path(folder) / "full.onnx"
        onnx.save(_model(weights), str(full))
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True)
