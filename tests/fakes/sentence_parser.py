"""A parser that knows no grammar: the first word in -ed is the verb, the word before it the subject."""

import re
from collections.abc import Iterable, Iterator

from claim_extraction.domain.layout import Passage
from claim_extraction.domain.tokens import Sentence, Token

_WORD = re.compile(r"\w+|[^\w\s]")
_TAGS = {"PROPN": "NNP", "VERB": "VBD", "NOUN": "NN"}


class FakeSentenceParser:
    """Remembers the passages it saw."""

    name = "fake-1"
    language = "en"

    def __init__(self) -> None:
        self.seen: list[Passage] = []

    def parse(self, passages: Iterable[Passage]) -> Iterator[Sentence]:
        for number, passage in enumerate(passages):
            self.seen.append(passage)
            tokens = tuple(_tokens(passage))
            yield Sentence(tokens, passage.start, passage.end, number, passage.paragraph, passage.in_quotation)


def _tokens(passage: Passage) -> Iterator[Token]:
    words = list(_WORD.finditer(passage.text))
    root = next((i for i, w in enumerate(words) if w.group().endswith("ed")), 0)
    for index, match in enumerate(words):
        text = match.group()
        pos = _part_of_speech(text)
        dep = "ROOT" if index == root else "nsubj" if index == root - 1 else "dobj"
        start, end = passage.offset(match.start()), passage.offset(match.end() - 1) + 1
        yield Token(index, text, text.lower(), text.lower(), pos, _TAGS.get(pos, "."), dep, root, start, end)


def _part_of_speech(text: str) -> str:
    if text.endswith("ed"):
        return "VERB"
    if text[0].isupper():
        return "PROPN"
    return "NOUN" if text[0].isalpha() else "PUNCT"
