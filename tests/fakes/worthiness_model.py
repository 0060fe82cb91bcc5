"""A judge that finds everything equally worth checking."""

from collections.abc import Sequence


class FakeWorthinessModel:
    """Remembers the sentences it judged."""

    name = "fake-worthiness"

    def __init__(self, probability: float = 0.5) -> None:
        self.probability = probability
        self.seen: list[str] = []

    def probabilities(self, sentences: Sequence[str]) -> list[float]:
        self.seen += sentences
        return [self.probability] * len(sentences)
