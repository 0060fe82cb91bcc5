"""A pair classifier in ONNX Runtime on the CPU."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nli_contradiction.adapters.model_folder import ClassifierFolder, read_classifier, unusable
from nli_contradiction.adapters.pair_reader import PairReader
from nli_contradiction.adapters.read_out import probabilities
from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.inference import ModelIdentity, Reading, Window
from nli_contradiction.domain.windows import padded


class OnnxPairModel:
    """Implements `PairModel` over a folder with model.onnx, tokenizer.json and config.json."""

    def __init__(self, folder: ClassifierFolder, session: Any, reader: PairReader, pad_id: int) -> None:
        self._folder, self._session, self._reader, self._pad_id = folder, session, reader, pad_id
        self._inputs = {part.name for part in session.get_inputs()}
        self.identity = ModelIdentity(folder.name, folder.sha256, folder.max_tokens, "cpu")

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return self._reader.read(pairs)

    def forward(self, windows: Sequence[Window]) -> NDArray[np.float32]:
        ids = padded([window.ids for window in windows], self._pad_id)
        inputs = {
            "input_ids": ids,
            "token_type_ids": padded([window.segments for window in windows], 0),
            "attention_mask": padded([[1] * len(window.ids) for window in windows], 0),
        }
        logits = self._session.run(None, {name: value for name, value in inputs.items() if name in self._inputs})[0]
        return probabilities(logits, self._folder.label_columns, self._folder.temperature)


def load_onnx_model(path: Path, threads: int) -> OnnxPairModel:
    """Load and check a folder; raises UNAVAILABLE where it cannot be served."""
    folder = read_classifier(path)
    try:
        session = onnxruntime.InferenceSession(path / "model.onnx", session_options(threads), ["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    except Exception as error:
        raise unusable(f"the model in {path.name} cannot be loaded") from error
    pad_id = tokenizer.padding["pad_id"] if tokenizer.padding else _pad_id(tokenizer)
    return OnnxPairModel(folder, session, PairReader(tokenizer, folder.max_tokens), pad_id)


def session_options(threads: int) -> Any:
    """Options under which weights of other models kept in int8 are dequantised once at load, not in every pass."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return options


def _pad_id(tokenizer: Tokenizer) -> int:
    found = [tokenizer.token_to_id(name) for name in ("[PAD]", "<pad>")]
    return next((number for number in found if number is not None), 0)
