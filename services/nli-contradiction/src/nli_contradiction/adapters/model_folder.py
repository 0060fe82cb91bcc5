"""Reading a model folder: its files checked against the manifest, label order, longest pass, temperature, hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service_kit.errors import ErrorKind, ServiceError

_WEIGHTS = ("model.onnx", "model.onnx.data", "model.safetensors", "vectors.npy")
_OTHERS = ("config.json", "tokenizer.json", "tokenizer_config.json", "scales.npy", "embedder.json")
_UNBOUNDED_TOKENS = 100_000


@dataclass(frozen=True, slots=True)
class ClassifierFolder:
    """A pair classifier on disk; `label_columns` are the logits' columns of entailment, neutral and contradiction.

    `neutral` may be missing in a two-class model: its column is None.
    """

    path: Path
    name: str
    sha256: str
    max_tokens: int
    temperature: float
    label_columns: tuple[int, int | None, int]


def read_classifier(path: Path) -> ClassifierFolder:
    """Check and describe a folder; raises UNAVAILABLE where it cannot be served, saying why."""
    manifest = read_json(path / "manifest.json") if (path / "manifest.json").exists() else {}
    sha256 = checked_hash(path, manifest.get("files", {}))
    config = read_json(path / "config.json")
    tokens = min(longest_pass(config, tokenizer_config(path)), int(manifest.get("max_tokens", _UNBOUNDED_TOKENS)))
    name = str(manifest.get("name", path.name))
    return ClassifierFolder(path, name, sha256, tokens, float(manifest.get("temperature", 1.0)), label_columns(config))


def checked_hash(path: Path, expected: Mapping[str, str]) -> str:
    """One hash over names and bytes of a folder's model files; a file that differs from the manifest is refused."""
    present = [name for name in (*_WEIGHTS, *_OTHERS) if (path / name).exists()]
    hashes = {name: _file_hash(path / name) for name in sorted({*present, *expected}) if (path / name).exists()}
    for name, sha256 in expected.items():
        if hashes.get(name) != sha256:
            raise unusable(f"{name} of the model in {path.name} is missing or differs from its manifest")
    whole = hashlib.sha256()
    for name, sha256 in hashes.items():
        whole.update(f"{sha256}  {name}\n".encode())
    return whole.hexdigest()


def label_columns(config: Mapping[str, Any]) -> tuple[int, int | None, int]:
    """Columns of entailment, neutral and contradiction by the names in `id2label`."""
    found: dict[str, int] = {}
    for column, label in config.get("id2label", {}).items():
        name = str(label).lower()
        kind = next((kind for kind in ("not_entailment", "contradict", "entail", "neutral") if kind in name), None)
        if kind:
            found[kind] = int(column)
    if "contradict" not in found or "entail" not in found:
        labels = ", ".join(map(str, config.get("id2label", {}).values())) or "none"
        raise unusable(f"the model has no contradiction and entailment class; its labels: {labels}")
    return found["entail"], found.get("neutral"), found["contradict"]


def longest_pass(config: Mapping[str, Any], tokenizer: Mapping[str, Any]) -> int:
    """Tokens of the longest pass; RoBERTa counts its positions from after its padding id."""
    positions = int(config.get("max_position_embeddings") or _UNBOUNDED_TOKENS)
    if config.get("model_type") in {"roberta", "xlm-roberta", "camembert"}:
        positions -= int(config.get("pad_token_id", 1)) + 1
    return min(
        positions if positions > 0 else _UNBOUNDED_TOKENS, int(tokenizer.get("model_max_length") or _UNBOUNDED_TOKENS)
    )


def tokenizer_config(path: Path) -> dict[str, Any]:
    """The tokeniser's own configuration, empty where the folder has none."""
    return read_json(path / "tokenizer_config.json") if (path / "tokenizer_config.json").exists() else {}


def read_json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise unusable(f"cannot read {path.name} of the model in {path.parent.name}") from error


def unusable(message: str) -> ServiceError:
    return ServiceError(ErrorKind.UNAVAILABLE, message, reason="MODEL_UNUSABLE")


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
