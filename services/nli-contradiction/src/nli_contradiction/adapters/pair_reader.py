"""Tokenising pairs with the `tokenizers` library; pairs too long for one pass become overlapping windows."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tokenizers import Encoding, Tokenizer

from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.inference import Reading, Window
from nli_contradiction.domain.windows import shares, spans

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class PairReader:
    """Reads pairs into windows of at most `max_tokens` tokens."""

    def __init__(self, tokenizer: Tokenizer, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._max_tokens = max_tokens
        self._capacity = max_tokens - tokenizer.num_special_tokens_to_add(is_pair=True)

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """One reading per pair, in order."""
        encoded = self._tokenizer.encode_batch([(_clean(pair.premise), _clean(pair.hypothesis)) for pair in pairs])
        return [self._reading(pair, whole) for pair, whole in zip(pairs, encoded, strict=True)]

    def _reading(self, pair: Pair, whole: Encoding) -> Reading:
        characters = len(pair.premise) + len(pair.hypothesis)
        if len(whole.ids) <= self._max_tokens:
            return Reading((_window(whole),), 1, characters)
        premise, hypothesis = (
            self._tokenizer.encode(_clean(text), add_special_tokens=False) for text in (pair.premise, pair.hypothesis)
        )
        premise_size, hypothesis_size = shares(len(premise.ids), len(hypothesis.ids), self._capacity)
        parts = _parts(hypothesis, _clean(pair.hypothesis), hypothesis_size)
        given = _parts(premise, _clean(pair.premise), premise_size)
        if len(given) > 1:
            given += self._sentences(_clean(pair.premise), premise_size)
        texts = [(piece, part) for part in parts for piece in given]
        windows = tuple(_cut(_window(encoding), self._max_tokens) for encoding in self._tokenizer.encode_batch(texts))
        return Reading(windows, len(parts), characters)

    def _sentences(self, text: str, size: int) -> list[str]:
        """The sentences of a cut premise that fit; read alone, each counts alike wherever it stands."""
        sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]
        encoded = self._tokenizer.encode_batch(sentences, add_special_tokens=False)
        return [sentence for sentence, part in zip(sentences, encoded, strict=True) if len(part.ids) <= size]


def _parts(encoding: Encoding, text: str, size: int) -> list[str]:
    """Overlapping pieces of `text` of at most `size` tokens; together they cover it."""
    offsets = encoding.offsets
    if not offsets:
        return [text]
    pieces = spans(len(offsets), size)
    starts = [0 if start == 0 else offsets[start][0] for start, _ in pieces]
    ends = [len(text) if end == len(offsets) else offsets[end - 1][1] for _, end in pieces]
    if any(later > end for (_, later), end in zip(pairwise(starts), ends[:-1], strict=True)):
        starts = [min(start, end) for start, end in zip(starts, [0, *ends[:-1]], strict=True)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _window(encoding: Encoding) -> Window:
    return Window(tuple(encoding.ids), tuple(encoding.type_ids))


def _cut(window: Window, size: int) -> Window:
    """A piece may have more tokens than it had inside the whole text: the surplus before its last token goes."""
    if len(window.ids) <= size:
        return window
    return Window((*window.ids[: size - 1], window.ids[-1]), (*window.segments[: size - 1], window.segments[-1]))


def _clean(text: str) -> str:
    """Lone surrogates cannot be encoded; the replacement character keeps every offset."""
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text
    )
