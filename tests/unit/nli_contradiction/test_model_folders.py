import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nli_contradiction.adapters.model_folder import label_columns, longest_pass, read_classifier
from nli_contradiction.adapters.read_out import probabilities
from service_kit.errors import ErrorKind, ServiceError


def folder(path: Path, labels: list[str], **manifest: Any) -> Path:
    (path / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels)), "max_position_embeddings": 512}))
    (path / "model.onnx").write_bytes(b"weights")
    if manifest:
        (path / "manifest.json").write_text(json.dumps(manifest))
    return path


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (["contradiction", "entailment", "neutral"], (1, 2, 0)),
        (["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], (0, 1, 2)),
        (["entails", "contradicts"], (0, None, 1)),
        (["contradicted", "neutral", "entailed"], (2, 1, 0)),
    ],
)
def test_label_order_is_read_by_name(labels: list[str], columns: tuple[int, int | None, int]) -> None:
    assert label_columns({"id2label": {str(i): label for i, label in enumerate(labels)}}) == columns


@pytest.mark.parametrize(
    "labels", [["LABEL_0", "LABEL_1", "LABEL_2"], ["entailment", "not_entailment"], ["positive", "negative"], []]
)
def test_a_model_without_a_contradiction_class_is_refused_and_its_labels_named(labels: list[str]) -> None:
    with pytest.raises(ServiceError) as refused:
        label_columns({"id2label": dict(enumerate(labels))})
    assert refused.value.kind is ErrorKind.UNAVAILABLE
    assert (", ".join(labels) or "none") in refused.value.message


@pytest.mark.parametrize(
    ("config", "tokenizer", "tokens"),
    [
        ({"model_type": "bert", "max_position_embeddings": 512}, {}, 512),
        ({"model_type": "bert", "max_position_embeddings": 512}, {"model_max_length": 128}, 128),
        ({"model_type": "roberta", "max_position_embeddings": 514, "pad_token_id": 1}, {}, 512),
        ({"model_type": "deberta-v2", "max_position_embeddings": 512}, {"model_max_length": 10**30}, 512),
        ({"model_type": "t5"}, {"model_max_length": 256}, 256),
    ],
)
def test_the_longest_pass_is_what_positions_and_tokeniser_allow(
    config: dict[str, Any], tokenizer: dict[str, Any], tokens: int
) -> None:
    assert longest_pass(config, tokenizer) == tokens


def test_a_folder_without_manifest_is_named_and_hashed(tmp_path: Path) -> None:
    found = read_classifier(folder(tmp_path, ["contradiction", "entailment", "neutral"]))
    assert (found.name, found.max_tokens, found.temperature) == (tmp_path.name, 512, 1.0)
    assert len(found.sha256) == 64


def test_other_weights_give_another_hash(tmp_path: Path) -> None:
    labels = ["contradiction", "entailment", "neutral"]
    before = read_classifier(folder(tmp_path, labels)).sha256
    (tmp_path / "model.onnx").write_bytes(b"others")
    assert read_classifier(tmp_path).sha256 != before


def test_the_manifest_gives_name_temperature_and_a_shorter_pass(tmp_path: Path) -> None:
    files = {"model.onnx": hashlib.sha256(b"weights").hexdigest()}
    made = folder(tmp_path, ["contradiction", "entailment"], name="n1", temperature=1.5, max_tokens=128, files=files)
    found = read_classifier(made)
    assert (found.name, found.temperature, found.max_tokens, found.label_columns) == ("n1", 1.5, 128, (1, None, 0))


@pytest.mark.parametrize("files", [{"model.onnx": "0" * 64}, {"missing.bin": "0" * 64}])
def test_a_file_that_differs_from_the_manifest_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(ServiceError, match="differs from its manifest"):
        read_classifier(folder(tmp_path, ["contradiction", "entailment"], files=files))


def test_a_folder_without_config_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"cannot read config\.json"):
        read_classifier(tmp_path)


def test_logits_become_probabilities_in_our_order() -> None:
    rows = probabilities(np.array([[2.0, 0.0, -1.0]], np.float32), (1, 2, 0), 1.0)
    assert rows[0].argmax() == 2
    assert rows.sum() == pytest.approx(1.0)


def test_a_higher_temperature_makes_scores_milder() -> None:
    logits = np.array([[3.0, 0.0, 0.0]], np.float32)
    assert probabilities(logits, (0, 1, 2), 2.0)[0, 0] < probabilities(logits, (0, 1, 2), 1.0)[0, 0]


def test_a_missing_neutral_class_has_probability_zero() -> None:
    assert probabilities(np.array([[0.0, 1.0]], np.float32), (0, None, 1), 1.0)[0, 1] == 0.0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error_and_never_a_score(value: float) -> None:
    with pytest.raises(ServiceError) as failed:
        probabilities(np.array([[value, 0.0, 0.0]], np.float32), (0, 1, 2), 1.0)
    assert failed.value.kind is ErrorKind.INTERNAL
