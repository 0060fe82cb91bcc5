"""The use case: reads documents and puts out their claims as they become final."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claim_extraction.domain.coreference import Registry
from claim_extraction.domain.cues import at_verb
from claim_extraction.domain.drafts import Draft, Reading
from claim_extraction.domain.finishing import Finisher, judged_text, same_claims
from claim_extraction.domain.language import guess_language
from claim_extraction.domain.layout import Passage, passages, read_characters
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.linking import link
from claim_extraction.domain.mending import mended
from claim_extraction.domain.model import Claim, Document, Extraction, Part, SkippedSpan
from claim_extraction.domain.narrator import narrator_of
from claim_extraction.domain.ports import SentenceParser, WorthinessModel
from claim_extraction.domain.reading import read_sentence
from claim_extraction.domain.tokens import Sentence

EARLY_SENTENCES = 48
LEAST_CONFIDENCE = 0.2


class ClaimExtractor:
    """Finds the claims of documents with one parser, one lexicon and one judge of check-worthiness."""

    def __init__(self, parser: SentenceParser, lexicon: Lexicon, worthiness: WorthinessModel) -> None:
        self._parser = parser
        self._lexicon = lexicon
        self._worthiness = worthiness

    def warm(self, text: str) -> None:
        """Reads one text so that the first caller does not wait for what is loaded on first use."""
        self.extract([Document(text)])

    def extract(self, documents: Sequence[Document], *, across: bool = False) -> list[Extraction]:
        """All claims of each document, in the order of the text, final."""
        claims: dict[str, dict[str, Claim]] = {document.id: {} for document in documents}
        done: list[Extraction] = []
        for document_id, item in self.stream(documents, across=across):
            if isinstance(item, Claim):
                claims[document_id][item.id] = item
            else:
                done.append(replace(item, claims=tuple(sorted(claims[document_id].values(), key=_place))))
        return done

    def stream(
        self, documents: Sequence[Document], *, across: bool = False
    ) -> Iterator[tuple[str, Claim | Extraction]]:
        """Claims as they are found, each with its document's id, then the document's coverage (without claims).

        A claim of the same id replaces an earlier one. With `across`, denials may answer earlier documents.
        """
        batch = _Batch(tuple(d.id for d in documents))
        for number, document in enumerate(documents):
            for item in self._read(number, document, batch, across=across):
                yield document.id, item

    def _read(self, number: int, document: Document, batch: "_Batch", *, across: bool) -> Iterator[Claim | Extraction]:
        characters = len(document.text)
        language, degraded = self._language(document)
        if degraded:
            unread = (SkippedSpan(0, characters, degraded),)
            yield Extraction(characters=characters, skipped=unread, degraded=degraded, language=language)
            return
        parts, skipped = _parts(document)
        registry = Registry(self._lexicon)
        reading = Reading(self._lexicon, registry, narrator_of(document, registry, self._lexicon), at_verb)
        finisher = _finisher(document, self._lexicon, batch)
        early: set[int] = set()
        passed = 0
        for position, sentence in enumerate(self._parser.parse(passage for passage, _, _ in parts)):
            _take(reading, mended(sentence, self._lexicon), parts[position], number)
            if position % EARLY_SENTENCES == EARLY_SENTENCES - 1:
                ready = [d for d in reading.drafts[passed:] if d.anaphor is None and d.confidence >= LEAST_CONFIDENCE]
                ready = [d for d in ready if d.part is Part.TEXT]
                passed = len(reading.drafts)
                early.update(map(id, ready))
                yield from self._finished(ready, finisher)
        drafts = same_claims([d for d in reading.drafts if d.confidence >= LEAST_CONFIDENCE])
        link(drafts, batch.drafts if across else ())
        yield from self._finished([d for d in drafts if id(d) not in early or d.responds_to], finisher)
        batch.drafts += drafts
        read = read_characters(characters, skipped)
        yield Extraction(characters=characters, characters_read=read, skipped=tuple(skipped), language=language)

    def _finished(self, drafts: list[Draft], finisher: Finisher) -> Iterator[Claim]:
        for draft in drafts:
            finisher.identify(draft)
        for draft in (d for drafted in drafts for d in drafted.responds_to):
            finisher.identify(draft)
        worth = self._worthiness.probabilities([judged_text(d) for d in drafts])
        for draft, probability in zip(drafts, worth, strict=True):
            yield finisher.finish(draft, probability)

    def _language(self, document: Document) -> tuple[str, str]:
        """The language a document is read as, and why it cannot be read where it cannot."""
        own = self._parser.language
        guessed = guess_language(document.text)
        said = document.language.lower().split("-")[0].split("_")[0]
        language = said if said and guessed in {"", said} else guessed or said or own
        if language != own:
            return language, f"no pipeline for language {language}: this service reads {own}"
        return language, ""


@dataclass(slots=True)
class _Batch:
    """What the documents of one call share."""

    document_ids: tuple[str, ...]
    drafts: list[Draft] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)


_Located = tuple[Passage, Part, int]


def _parts(document: Document) -> tuple[list[_Located], list[SkippedSpan]]:
    """Passages of title, body and captions with where each stands; skipped spans of the body."""
    body, skipped = passages(document.text)
    title, _ = passages(document.title, headline=True)
    located: list[_Located] = [(p, Part.TITLE, 0) for p in title]
    located += [(p, Part.TEXT, 0) for p in body]
    for number, caption in enumerate(document.captions):
        located += [(p, Part.CAPTION, number) for p in passages(caption)[0]]
    return located, skipped


def _take(reading: Reading, sentence: Sentence, located: _Located, document: int) -> None:
    reading.registry.read(sentence)
    for draft in read_sentence(reading, sentence):
        draft.part, draft.media_index, draft.document = located[1], located[2], document


def _finisher(document: Document, lexicon: Lexicon, batch: _Batch) -> Finisher:
    texts = {(str(Part.TEXT), 0): document.text, (str(Part.TITLE), 0): document.title}
    texts |= {(str(Part.CAPTION), number): caption for number, caption in enumerate(document.captions)}
    return Finisher(document.id, texts, document.published_at, lexicon, ids=batch.ids, document_ids=batch.document_ids)


def _place(claim: Claim) -> tuple[bool, str, int, int, int]:
    quote = claim.quote
    return quote.part is not Part.TITLE, quote.part, quote.media_index, quote.start, quote.end
