"""Parses passages with a spaCy pipeline into the domain's light trees."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING, Any

import spacy

from claim_extraction.adapters.word_forms import HYPHENATED, WordForms
from claim_extraction.domain.layout import Passage
from claim_extraction.domain.tokens import Sentence, Token
from service_kit.errors import ErrorKind, ServiceError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_SENTENCES = 48


class SpacyParser:
    """One loaded pipeline; raises UNAVAILABLE where none of the named pipelines is installed."""

    def __init__(self, pipelines: Iterable[str]) -> None:
        self._nlp = _load(tuple(pipelines))
        tokenizer: Any = self._nlp.tokenizer
        for word in (form for noun in HYPHENATED for form in (noun, noun.capitalize())):
            tokenizer.add_special_case(word, [{"ORTH": word}])
        self._forms = WordForms(self._nlp)
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}-{meta['version']}"
        self.language = str(meta["lang"])
        self.fingerprint = hashlib.sha256(repr(sorted(meta.items(), key=str)).encode()).hexdigest()

    def parse(self, passages: Iterable[Passage]) -> Iterator[Sentence]:
        ahead, behind = tee(passages)
        docs = self._nlp.pipe(
            (self._single_sentence(p.text) for p in ahead), batch_size=BATCH_SENTENCES, disable=self._forms.replaced
        )
        for number, (passage, doc) in enumerate(zip(behind, docs, strict=True)):
            yield _sentence(passage, doc, number, self._forms)

    def _single_sentence(self, text: str) -> "Doc":
        doc = self._nlp.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        return doc


def _load(pipelines: tuple[str, ...]) -> "Language":
    for name in pipelines:
        try:
            return spacy.load(name)
        except OSError:
            continue
    message = f"no spaCy pipeline installed: tried {', '.join(pipelines)}"
    raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="PIPELINE_MISSING")


def _sentence(passage: Passage, doc: "Doc", number: int, forms: WordForms) -> Sentence:
    words = [t for t in doc if not t.is_space]
    renumbered = {t.i: i for i, t in enumerate(words)}
    tokens = []
    for i, (t, (pos, lemma)) in enumerate(zip(words, forms.of(doc, words), strict=True)):
        start, length = t.idx, len(t.text)
        if passage.offsets is None:
            low, high = passage.start + start, passage.start + start + length
        else:
            low, high = passage.offset(start), passage.offset(start + length - 1) + 1
        spaced = bool(t.whitespace_) or (t.i + 1 < len(doc) and doc[t.i + 1].is_space)
        head = renumbered.get(t.head.i, i)
        tokens.append(
            Token(
                i, t.text, t.lower_, lemma, pos, t.tag_, t.dep_, head, low, high, spaced, t.ent_type_, t.ent_iob_ == "B"
            )
        )
    return Sentence(
        tuple(tokens), passage.start, passage.end, number, passage.paragraph, passage.in_quotation, passage.is_headline
    )
