"""What extraction needs from outside: a parser of sentences and a judge of check-worthiness."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from claim_extraction.domain.layout import Passage
from claim_extraction.domain.tokens import Sentence


class SentenceParser(Protocol):
    """Turns passages of text into trees, in order, lazily, one tree for each passage."""

    name: str
    language: str

    def parse(self, passages: Iterable[Passage]) -> Iterator[Sentence]: ...


class WorthinessModel(Protocol):
    """Calibrated probabilities that sentences are worth checking."""

    name: str

    def probabilities(self, sentences: Sequence[str]) -> list[float]: ...
