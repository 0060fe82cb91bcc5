"""Ranges of linear layers' inputs, measured on training pairs, for int8 products whose scores ignore batch mates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import torch

from training.batches import Encoded, collate
from training.graph import Array, InputRange

_CLIPPED_SHARE = 1e-4
_SMOOTHING = 0.5


def measured_ranges(model: Any, rows: Sequence[Encoded], pad_id: int) -> dict[str, InputRange]:
    """Ranges of encoder layers' inputs over `rows`, outlying channels scaled down (SmoothQuant, arXiv:2211.10438)."""
    seen: dict[str, list[Array]] = {}
    linears = {
        name: part for name, part in model.named_modules() if isinstance(part, torch.nn.Linear) and ".layer." in name
    }
    hooks = [part.register_forward_hook(partial(_keep, seen, name)) for name, part in linears.items()]
    model.eval()
    with torch.inference_mode():
        for row in rows:
            model(**collate([row], pad_id).inputs)
    for hook in hooks:
        hook.remove()
    return {name: _range(np.concatenate(seen[name]), linears[name].weight.detach().numpy()) for name in linears}


def _keep(seen: dict[str, list[Array]], name: str, _part: Any, inputs: tuple[torch.Tensor, ...], _output: Any) -> None:
    seen.setdefault(name, []).append(inputs[0][0].numpy().copy())


def _range(values: Array, weight: Array) -> InputRange:
    """Channel scales that share the difficulty between input and weight, then one range for the scaled input."""
    largest, weight_largest = np.abs(values).max(axis=0) + 1e-6, np.abs(weight).max(axis=0) + 1e-6
    smooth = largest**_SMOOTHING / weight_largest ** (1 - _SMOOTHING)
    smooth /= np.exp(np.log(smooth).mean())
    scaled = values / smooth
    low, high = np.quantile(scaled, [_CLIPPED_SHARE, 1 - _CLIPPED_SHARE])
    low, high = min(0.0, float(low)), max(0.0, float(high))
    step = (high - low) / 255
    return InputRange((smooth * step).astype(np.float32), round(-low / step))
