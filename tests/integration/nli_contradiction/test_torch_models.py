"""Small models of the real classes, made on the spot: the path for any hub model, without a hub."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nli_contradiction.adapters.torch_model import TorchPairModel, load_torch_model
from nli_contradiction.domain.entailment import Pair
from service_kit.errors import ErrorKind, ServiceError

pytest.importorskip("torch", reason="needs PyTorch: pip install nli-contradiction[torch]")
transformers = pytest.importorskip("transformers", reason="needs transformers: pip install nli-contradiction[torch]")

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *["the", "harbour", "was", "open", "closed", "on", "monday", "ferry", "sank", "nobody", "died"],
]
LABELS = ["neutral", "contradiction", "entailment"]
SMALL = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "vocab_size": len(WORDS),
}
PAIRS = [
    Pair("the harbour was open on monday", "the harbour was closed on monday"),
    Pair("nobody died", "the ferry sank"),
    Pair("the ferry sank " * 40, "nobody died on monday"),
]


def bert(labels: list[str]) -> Any:
    config = transformers.BertConfig(**SMALL, max_position_embeddings=40, **named(labels))
    return transformers.BertForSequenceClassification(config)


def roberta(labels: list[str]) -> Any:
    config = transformers.RobertaConfig(
        **SMALL, max_position_embeddings=42, type_vocab_size=1, pad_token_id=1, **named(labels)
    )
    return transformers.RobertaForSequenceClassification(config)


def deberta(labels: list[str]) -> Any:
    relative = {"relative_attention": True, "position_biased_input": False, "pos_att_type": ["p2c", "c2p"]}
    config = transformers.DebertaV2Config(**SMALL, max_position_embeddings=40, **relative, **named(labels))
    return transformers.DebertaV2ForSequenceClassification(config)


def named(labels: list[str]) -> dict[str, Any]:
    return {"id2label": dict(enumerate(labels)), "label2id": {label: index for index, label in enumerate(labels)}}


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(make: Callable[[list[str]], Any], labels: list[str] = LABELS) -> Path:
        from tokenizers import Tokenizer, models, pre_tokenizers, processors  # noqa: PLC0415

        tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
        )
        inputs = (
            ["input_ids", "attention_mask"] if make is roberta else ["input_ids", "token_type_ids", "attention_mask"]
        )
        fast = transformers.PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            pad_token="[PAD]",  # noqa: S106
            unk_token="[UNK]",  # noqa: S106
            model_input_names=inputs,
        )
        fast.save_pretrained(tmp_path)
        make(labels).save_pretrained(tmp_path)
        return tmp_path

    return save


def load(folder: Path) -> TorchPairModel:
    return load_torch_model(str(folder), "cpu", 1)


@pytest.mark.parametrize("make", [bert, roberta, deberta])
def test_any_architecture_scores_pairs_alone_as_among_others(saved: Callable[..., Path], make: Any) -> None:
    model = load(saved(make))
    readings = model.read(PAIRS)
    windows = [window for reading in readings for window in reading.windows]
    together = model.forward(windows)
    alone = np.concatenate([model.forward([window]) for window in windows])
    assert together == pytest.approx(alone, abs=1e-4)
    assert together.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert len(readings[2].windows) > 1
    assert all(len(window.ids) <= 40 for window in windows)


@pytest.mark.parametrize("make", [bert, roberta, deberta])
def test_the_longest_pass_is_read_from_the_config(saved: Callable[..., Path], make: Any) -> None:
    assert load(saved(make)).identity.max_tokens == 40


def test_the_order_of_labels_is_read_from_the_config(saved: Callable[..., Path]) -> None:
    folder = saved(bert)
    model = load(folder)
    (reading,) = model.read(PAIRS[:1])
    entailment, neutral, contradiction = model.forward(reading.windows)[0].tolist()
    config = json.loads((folder / "config.json").read_text())
    config["id2label"] = {"0": "neutral", "1": "entailment", "2": "contradiction"}
    (folder / "config.json").write_text(json.dumps(config))
    turned = load(folder).forward(reading.windows)[0].tolist()
    assert turned == pytest.approx([contradiction, neutral, entailment], abs=1e-6)


def test_a_model_without_a_contradiction_class_is_refused(saved: Callable[..., Path]) -> None:
    with pytest.raises(ServiceError, match="no contradiction") as refused:
        load(saved(bert, ["positive", "negative"]))
    assert refused.value.kind is ErrorKind.UNAVAILABLE


def test_a_model_with_two_classes_never_calls_neutral(saved: Callable[..., Path]) -> None:
    model = load(saved(bert, ["entailment", "contradiction"]))
    (reading,) = model.read(PAIRS[:1])
    assert model.forward(reading.windows)[0, 1] == 0.0


def test_two_loads_of_one_folder_have_one_hash_and_other_weights_another(saved: Callable[..., Path]) -> None:
    folder = saved(bert)
    first, again = load(folder).identity, load(folder).identity
    saved(bert)
    assert first == again
    assert load(folder).identity.sha256 != first.sha256


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="cannot be loaded"):
        load(tmp_path)
