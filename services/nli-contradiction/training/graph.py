"""A BERT pair classifier as an ONNX graph: int8 weights and products, a scale for each row of the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
_FUSED = "com.microsoft"
# AVX2 adds two products of an unsigned and a signed byte into 16 bits: 255 * 63 * 2 fits, 255 * 127 * 2 would not.
_REDUCED = 63
_FULL = 127


@dataclass(slots=True)
class BertGraph:
    """Builds the graph node by node.

    A linear layer's input is rounded to bytes by the largest magnitude of its own row, so that a pair's score depends
    on nothing but the pair (per-token quantisation, Yao et al. 2022, arXiv:2206.01861).
    """

    weights: Mapping[str, Array]
    heads: int
    layers: int
    epsilon: float
    quantised: bool = True
    rounded_inputs: dict[str, tuple[str, str]] = field(default_factory=dict)
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def build(self) -> onnx.ModelProto:
        """The whole model: ids, segments and mask in (batch, tokens), logits out (batch, labels)."""
        hidden = self._embeddings()
        mask = self._node("Cast", ["attention_mask"], to=TensorProto.INT32)
        for layer in range(self.layers):
            hidden = self._layer(hidden, mask, f"bert.encoder.layer.{layer}", first_only=layer == self.layers - 1)
        pooled = self._node("Tanh", [self._linear(hidden, "bert.pooler.dense")])
        flat = self._node("Squeeze", [pooled, self._constant("axis_one", np.array([1], np.int64))])
        self._linear(flat, "classifier", output="logits", plain=True)
        return self._model()

    def _embeddings(self) -> str:
        words = self._rows("bert.embeddings.word_embeddings.weight", "input_ids")
        segments = self._node(
            "Gather", [self._weight("bert.embeddings.token_type_embeddings.weight"), "token_type_ids"]
        )
        table = self._constant(
            "positions", self.weights["bert.embeddings.position_embeddings.weight"].astype(np.float16)
        )
        count = self._node("Shape", ["input_ids"], start=1, end=2)
        zero = self._constant("zero", np.array([0], np.int64))
        positions = self._node("Slice", [self._node("Cast", [table], to=TensorProto.FLOAT), zero, count])
        total = self._node("Add", [self._node("Add", [words, segments]), positions])
        return self._normalised(total, "bert.embeddings.LayerNorm")

    def _rows(self, name: str, ids: str) -> str:
        """Embedding lookup: int8 rows with one scale each."""
        table = self.weights[name]
        if not self.quantised:
            return self._node("Gather", [self._weight(name), ids])
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-9) / _FULL
        whole = self._constant(name, np.rint(table / scale).astype(np.int8))
        scales = self._constant(f"{name}.scale", scale.astype(np.float32))
        picked = self._node("Cast", [self._node("Gather", [whole, ids])], to=TensorProto.FLOAT)
        return self._node("Mul", [picked, self._node("Gather", [scales, ids])])

    def _layer(self, hidden: str, mask: str, name: str, *, first_only: bool) -> str:
        """One encoder layer; of the last one the classifier reads the first token only."""
        read = self._first_token(hidden) if first_only else hidden
        query, key, value = self._projections(hidden, read, f"{name}.attention.self", split=not first_only)
        mixed = self._node("MultiHeadAttention", [query, key, value, "", mask], domain=_FUSED, num_heads=self.heads)
        attended = self._skip(
            self._linear(mixed, f"{name}.attention.output.dense"), read, f"{name}.attention.output.LayerNorm"
        )
        wide = self._node("Gelu", [self._linear(attended, f"{name}.intermediate.dense")], domain=_FUSED)
        return self._skip(self._linear(wide, f"{name}.output.dense"), attended, f"{name}.output.LayerNorm")

    def _projections(self, hidden: str, read: str, name: str, *, split: bool) -> tuple[str, str, str]:
        if not split:
            return (
                self._linear(read, f"{name}.query"),
                self._linear(hidden, f"{name}.key"),
                self._linear(hidden, f"{name}.value"),
            )
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        joined = self._linear(hidden, *parts)
        outputs = [f"{joined}.{part}" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [joined], outputs, axis=-1, num_outputs=3))
        return outputs[0], outputs[1], outputs[2]

    def _first_token(self, hidden: str) -> str:
        zero, one = self._constant("zero", np.array([0], np.int64)), self._constant("axis_one", np.array([1], np.int64))
        return self._node("Slice", [hidden, zero, one, one])

    def _linear(self, value: str, *names: str, output: str | None = None, plain: bool = False) -> str:
        """`value` times the joined weights of `names`, plus their biases."""
        weight = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = self._constant(f"{names[0]}.bias", np.concatenate([self.weights[f"{name}.bias"] for name in names]))
        if plain or not self.quantised:
            product = self._node("MatMul", [value, self._constant(f"{names[0]}.weight", np.ascontiguousarray(weight))])
        else:
            product = self._integer_product(value, names[0], weight)
        return self._node("Add", [product, bias], output=output)

    def _integer_product(self, value: str, name: str, weight: Array) -> str:
        whole, scale = _rounded(weight, _REDUCED)
        in_bytes, row_scale = self._row_bytes(value)
        inputs = [
            in_bytes,
            self._constant(f"{name}.weight", whole),
            self._constant("one", np.array(1, np.float32)),
            self._constant(f"{name}.scale", scale),
            self._constant("byte_zero", np.array(128, np.uint8)),
        ]
        return self._node("Mul", [self._node("MatMulIntegerToFloat", inputs, domain=_FUSED), row_scale])

    def _row_bytes(self, value: str) -> tuple[str, str]:
        """The value in unsigned bytes around 128, and the scale of each row."""
        if value not in self.rounded_inputs:
            last = self._constant("axis_last", np.array([-1], np.int64))
            largest = self._node("ReduceMax", [self._node("Abs", [value]), last], keepdims=1)
            some = self._node("Max", [largest, self._constant("least_scale", np.array(1e-6, np.float32))])
            scale = self._node("Mul", [some, self._constant("byte_step", np.array(1 / _FULL, np.float32))])
            unit, zero = (
                self._constant("one", np.array(1, np.float32)),
                self._constant("byte_zero", np.array(128, np.uint8)),
            )
            in_bytes = self._node("QuantizeLinear", [self._node("Div", [value, scale]), unit, zero])
            self.rounded_inputs[value] = in_bytes, scale
        return self.rounded_inputs[value]

    def _skip(self, value: str, residual: str, name: str) -> str:
        parts = [self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]
        return self._node("SkipLayerNormalization", [value, residual, *parts], domain=_FUSED, epsilon=self.epsilon)

    def _normalised(self, value: str, name: str) -> str:
        parts = [self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]
        return self._node("LayerNormalization", [value, *parts], axis=-1, epsilon=self.epsilon)

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        if all(known.name != name for known in self.constants):
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(
        self, kind: str, inputs: list[str], output: str | None = None, domain: str = "", **attributes: Any
    ) -> str:
        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def _model(self) -> onnx.ModelProto:
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "token_type_ids", "attention_mask")
        ]
        output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "labels"])
        graph = helper.make_graph(self.nodes, "bert_pair_classifier", inputs, [output], self.constants)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _rounded(weight: Array, largest: int) -> tuple[NDArray[np.int8], Array]:
    """Whole numbers of at most `largest` and one scale per output channel."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-9) / largest
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)
