"""Parses passages with a spaCy pipeline into the domain's light trees."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING

import spacy

from claim_extraction.domain.layout import Passage
from claim_extraction.domain.tokens import Sentence, Token
from service_kit.errors import ErrorKind, ServiceError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_SENTENCES = 64


class SpacyParser:
    """One loaded pipeline; raises UNAVAILABLE where none of the named pipelines is installed."""

    def __init__(self, pipelines: Iterable[str]) -> None:
        self._nlp = _load(tuple(pipelines))
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}-{meta['version']}"
        self.language = str(meta["lang"])
        self.fingerprint = hashlib.sha256(repr(sorted(meta.items(), key=str)).encode()).hexdigest()

    def parse(self, passages: Iterable[Passage]) -> Iterator[Sentence]:
        ahead, behind = tee(passages)
        docs = self._nlp.pipe((self._single_sentence(p.text) for p in ahead), batch_size=BATCH_SENTENCES)
        for number, (passage, doc) in enumerate(zip(behind, docs, strict=True)):
            yield _sentence(passage, doc, number)

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


def _sentence(passage: Passage, doc: "Doc", number: int) -> Sentence:
    words = [t for t in doc if not t.is_space]
    renumbered = {t.i: i for i, t in enumerate(words)}
    tokens = tuple(
        Token(
            index=i,
            text=t.text,
            lower=t.lower_,
            lemma=(t.lemma_ or t.text).lower(),
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            head=renumbered.get(t.head.i, i),
            start=passage.offset(t.idx),
            end=passage.offset(t.idx + len(t.text) - 1) + 1 if passage.offsets else passage.start + t.idx + len(t.text),
            space_after=bool(t.whitespace_) or (t.i + 1 < len(doc) and doc[t.i + 1].is_space),
            entity=t.ent_type_,
            entity_begins=t.ent_iob_ == "B",
        )
        for i, t in enumerate(words)
    )
    return Sentence(
        tokens, passage.start, passage.end, number, passage.paragraph, passage.in_quotation, passage.is_headline
    )
