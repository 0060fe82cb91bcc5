"""Choosing the number of threads while training on a machine that others use too."""

from __future__ import annotations

from collections import defaultdict

_CYCLE_STEPS = 150
_TRIAL_STEPS = 8


class ThreadChoice:
    """Tries every number of threads for a few steps of each cycle and keeps the one with the most tokens a second.

    Where other programs keep the cores busy, two threads wait for each other and one is faster.
    """

    def __init__(self, most: int) -> None:
        self._choices = list(range(1, most + 1))
        self._seconds: dict[int, float] = defaultdict(float)
        self._tokens: dict[int, int] = defaultdict(int)

    def threads(self, step: int) -> int:
        """How many threads the step should use."""
        place = step % _CYCLE_STEPS
        if place == 0:
            self._seconds.clear()
            self._tokens.clear()
        if place < _TRIAL_STEPS * len(self._choices):
            return self._choices[place // _TRIAL_STEPS]
        return max(self._choices, key=lambda count: self._tokens[count] / (self._seconds[count] or 1.0))

    def took(self, threads: int, tokens: int, seconds: float) -> None:
        """Note what a step cost."""
        self._tokens[threads] += tokens
        self._seconds[threads] += seconds
