"""A pair classifier through transformers and PyTorch: any hub id or folder, on CPU or GPU (extra `torch`)."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nli_contradiction.adapters.model_folder import checked_hash, label_columns, longest_pass, unusable
from nli_contradiction.adapters.pair_reader import PairReader
from nli_contradiction.adapters.read_out import probabilities
from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.inference import ModelIdentity, Reading, Window
from nli_contradiction.domain.windows import padded


class TorchPairModel:
    """Implements `PairModel` with AutoModelForSequenceClassification."""

    def __init__(self, torch: Any, model: Any, tokenizer: Any, identity: ModelIdentity) -> None:
        self._torch, self._model, self._pad_id = torch, model, int(tokenizer.pad_token_id or 0)
        self._names = set(tokenizer.model_input_names)
        self._columns = label_columns(model.config.to_dict())
        self._reader = PairReader(tokenizer.backend_tokenizer, identity.max_tokens)
        self.identity = identity

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return self._reader.read(pairs)

    def forward(self, windows: Sequence[Window]) -> NDArray[np.float32]:
        arrays = {
            "input_ids": padded([window.ids for window in windows], self._pad_id),
            "token_type_ids": padded([window.segments for window in windows], 0),
            "attention_mask": padded([[1] * len(window.ids) for window in windows], 0),
        }
        inputs = {
            name: self._torch.from_numpy(array).to(self.identity.device)
            for name, array in arrays.items()
            if name in self._names
        }
        with self._torch.inference_mode():
            logits = self._model(**inputs).logits.float().cpu().numpy()
        return probabilities(logits, self._columns, 1.0)


def load_torch_model(model_id: str, device: str, threads: int) -> TorchPairModel:
    """Load a hub id or folder; `device` is auto, cpu, cuda or another PyTorch name. Raises UNAVAILABLE saying why."""
    try:
        torch, transformers = import_module("torch"), import_module("transformers")
    except ImportError as error:
        message = (
            f"the model {model_id} needs PyTorch: install nli-contradiction[torch], or name a folder with model.onnx"
        )
        raise unusable(message) from error
    torch.set_num_threads(threads)
    place = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(model_id, use_fast=True)
        classifier = transformers.AutoModelForSequenceClassification
        model = classifier.from_pretrained(model_id, dtype=torch.float32).eval().to(place)
    except (OSError, ValueError, RuntimeError) as error:
        raise unusable(f"the model {Path(model_id).name} cannot be loaded") from error
    return TorchPairModel(torch, model, tokenizer, _identity(model_id, model.config, tokenizer, place))


def _identity(model_id: str, config: Any, tokenizer: Any, device: str) -> ModelIdentity:
    folder = Path(model_id)
    if not folder.is_dir():
        folder = Path(import_module("transformers.utils").cached_file(model_id, "config.json")).parent
    tokens = longest_pass(config.to_dict(), {"model_max_length": min(tokenizer.model_max_length, 10**6)})
    return ModelIdentity(Path(model_id).name, checked_hash(folder, {}), tokens, device)
