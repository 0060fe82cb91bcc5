"""The training loop: budgeted learning rate, checkpoints that survive SIGKILL, progress with the time left."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from training.batches import Batch, Encoded, batch_order, collate
from training.pacing import ThreadChoice


@dataclass(frozen=True, slots=True)
class Plan:
    """Choices of one run; a checkpoint continues only under equal choices."""

    seed: int
    epochs: int
    batch_rows: int
    peak_rate: float
    warmup_share: float
    budget_minutes: float | None
    checkpoint_steps: int
    bfloat16: bool = False
    dropout: float = 0.0


@dataclass(slots=True)
class Progress:
    """Where a run stands: steps done, seconds spent over all its sittings, mean loss of late."""

    step: int = 0
    seconds: float = 0.0
    loss: float = 0.0


def learning_rate(share_done: float, plan: Plan) -> float:
    """Linear warm-up, then linear decay to zero at the end of the run."""
    if share_done < plan.warmup_share:
        return plan.peak_rate * share_done / plan.warmup_share
    return plan.peak_rate * max(0.0, 1.0 - share_done) / (1.0 - plan.warmup_share)


def train(
    model: Any, rows: Sequence[Encoded], pad_id: int, plan: Plan, folder: Path, *, choice: ThreadChoice
) -> Progress:
    """Train until the epochs or the time budget end; the learning rate falls with whichever is further along."""
    optimizer = torch.optim.AdamW(
        [part for part in model.parameters() if part.requires_grad], lr=plan.peak_rate, weight_decay=0.01, fused=True
    )
    progress = _resume(model, optimizer, plan, folder)
    order = [batch for epoch in range(plan.epochs) for batch in batch_order(rows, plan.batch_rows, plan.seed + epoch)]
    last, mark = time.monotonic(), (progress.step, progress.seconds)
    model.train()
    while progress.step < len(order):
        share = _share_done(progress, len(order), plan)
        if share >= 1.0:
            break
        items = [rows[index] for index in order[progress.step]]
        threads = choice.threads(progress.step)
        torch.set_num_threads(threads)
        loss = _step(model, optimizer, collate(items, pad_id), plan, learning_rate(share, plan))
        now = time.monotonic()
        choice.took(threads, len(items) * max(len(item.ids) for item in items), now - last)
        progress.seconds, last = progress.seconds + now - last, now
        progress.step += 1
        progress.loss = loss if progress.loss == 0.0 else 0.99 * progress.loss + 0.01 * loss
        if progress.step % 50 == 0:
            _say(progress, mark, share, plan.batch_rows, threads)
            mark = (progress.step, progress.seconds)
        if progress.step % plan.checkpoint_steps == 0:
            _save(model, optimizer, progress, plan, folder)
    return progress


def _share_done(progress: Progress, steps: int, plan: Plan) -> float:
    spent = progress.seconds / (60 * plan.budget_minutes) if plan.budget_minutes else 0.0
    return max(progress.step / steps, spent)


def _step(model: Any, optimizer: torch.optim.Optimizer, batch: Batch, plan: Plan, rate: float) -> float:
    for group in optimizer.param_groups:
        group["lr"] = rate
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
        logits = model(**batch.inputs).logits
    loss = torch.nn.functional.cross_entropy(logits.float(), batch.labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def _say(progress: Progress, mark: tuple[int, float], share: float, batch_rows: int, threads: int) -> None:
    speed = (progress.step - mark[0]) * batch_rows / max(1e-9, progress.seconds - mark[1])
    left = progress.seconds * (1 - share) / max(share, 1e-9) / 60
    print(
        f"step {progress.step}  {share:6.1%}  loss {progress.loss:.3f}"
        f"  {speed:.1f} pairs/s on {threads} threads  {left:.0f} min left",
        flush=True,
    )


def _save(model: Any, optimizer: torch.optim.Optimizer, progress: Progress, plan: Plan, folder: Path) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "progress": asdict(progress),
        "plan": asdict(plan),
    }
    partial = folder / "checkpoint.partial"
    torch.save(state, partial)
    partial.replace(folder / "checkpoint.pt")
    print(f"checkpoint at step {progress.step}", flush=True)


def _resume(model: Any, optimizer: torch.optim.Optimizer, plan: Plan, folder: Path) -> Progress:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return Progress()
    state = torch.load(path, weights_only=True)
    if state["plan"] != asdict(plan):
        raise SystemExit(f"{path} was made under other choices: {json.dumps(state['plan'])}; remove it to start anew")
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    progress = Progress(**state["progress"])
    print(f"resumed at step {progress.step} after {progress.seconds / 60:.0f} minutes", flush=True)
    return progress
