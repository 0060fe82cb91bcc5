"""A fine-tuning read back from the model folder that ships: its int8 weights, dequantised, under their first names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from transformers import BertConfig, BertForSequenceClassification

Stored = Mapping[str, NDArray[Any]]
_JOINED = ("query", "key", "value")


def read_bundled(folder: Path) -> BertForSequenceClassification:
    """The classifier whose graph `training.graph` wrote to `folder`, to start another training from."""
    graph = onnx.load(folder / "model.onnx").graph
    stored = {part.name: numpy_helper.to_array(part) for part in graph.initializer}
    attention = {
        part.name: part for node in graph.node if node.op_type == "MultiHeadAttention" for part in node.attribute
    }
    norm = {part.name: part for node in graph.node if node.op_type == "LayerNormalization" for part in node.attribute}
    model = BertForSequenceClassification(
        BertConfig(
            **json.loads((folder / "config.json").read_text()),
            intermediate_size=len(stored["bert.encoder.layer.0.intermediate.dense.bias"]),
            num_attention_heads=attention["num_heads"].i,
            layer_norm_eps=norm["epsilon"].f,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
    )
    model.load_state_dict({name: torch.from_numpy(_weight(name, stored)) for name in model.state_dict()})
    return model


def _weight(name: str, stored: Stored) -> NDArray[np.float32]:
    """One parameter in the layout of PyTorch: linear weights are (out, in), the graph's are (in, out)."""
    if name == "bert.embeddings.position_embeddings.weight":
        return stored["positions"].astype(np.float32)
    layer, _, kind = name.rpartition(".")
    owner, _, part = layer.rpartition(".")
    if name not in stored:
        joined = _plain(f"{owner}.query.{kind}", stored)
        return np.ascontiguousarray(np.split(joined, len(_JOINED))[_JOINED.index(part)])
    found = _plain(name, stored)
    return np.ascontiguousarray(np.split(found, len(_JOINED))[0]) if _is_joined(owner, part, stored) else found


def _is_joined(owner: str, part: str, stored: Stored) -> bool:
    return part == "query" and f"{owner}.key.bias" not in stored


def _plain(name: str, stored: Stored) -> NDArray[np.float32]:
    value = stored[name].astype(np.float32)
    if f"{name}.scale" in stored:
        return value * stored[f"{name}.scale"]
    if name.endswith(".bias") or "mbeddings" in name or "LayerNorm" in name:
        return value
    return np.ascontiguousarray((value * stored.get(f"{name.removesuffix('.weight')}.scale", np.float32(1.0))).T)
