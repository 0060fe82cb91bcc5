"""Turns linked drafts into claims: quotes by offset, ids, typed fields, confidence."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from claim_extraction.domain.drafts import Draft
from claim_extraction.domain.entities import entities, event, places
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import Claim, EvidenceKind, Modality, Quote, ResolvedFrom, Span, Stance, TimeRange
from claim_extraction.domain.overlap import f1
from claim_extraction.domain.quantities import quantities
from claim_extraction.domain.times import time_of
from claim_extraction.domain.tokens import Sentence

SAME_CLAIM = 0.5
_SAME_DAY = re.compile(r"\b(?:the|that) (?:very )?same day\b", re.IGNORECASE)


@dataclass(slots=True)
class Finisher:
    """Makes the claims of one document; keeps count so that equal claims get different ids."""

    document_id: str
    texts: dict[tuple[str, int], str]
    anchor: datetime | None
    lexicon: Lexicon
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    ids: dict[int, str] = field(default_factory=dict)
    document_ids: tuple[str, ...] = ()
    last_day: TimeRange | None = None

    def finish(self, draft: Draft, worthiness: float) -> Claim:
        """The claim of a draft; drafts it responds to must have been identified before."""
        sentence, proposition = draft.sentence, draft.proposition
        said = proposition.text if proposition is not None and proposition.text else None
        found = entities(proposition) if proposition is not None and said else ()
        quote = self.quote(draft)
        return Claim(
            id=self.identify(draft),
            quote=quote,
            sentence=Span(sentence.start, sentence.end),
            proposition=said,
            needs_context=said is None,
            speaker=draft.by.source.speaker,
            stance=draft.stance,
            modality=draft.modality,
            evidence_kind=EvidenceKind.NONE if draft.stance is Stance.NO_COMMENT else draft.evidence,
            source_chain=draft.by.chain,
            cue=cue_text(draft),
            cue_spans=tuple(Span(sentence[i].start, sentence[i].end) for i in draft.by.cue),
            rule=draft.by.rule,
            subtype=draft.subtype,
            speaker_commitment=draft.commitment,
            author_commitment=draft.author,
            responds_to=tuple(dict.fromkeys(self.ids[id(d)] for d in draft.responds_to if id(d) in self.ids)),
            resolved_from=self._resolved_from(draft),
            entities=found,
            event=event(proposition, self.lexicon) if proposition is not None and said else None,
            places=places(found),
            time=self._time(draft, said),
            quantities=quantities(proposition.tokens) if proposition is not None else (),
            check_worthiness=worthiness,
            confidence=round(_confidence(draft, said), 3),
        )

    def identify(self, draft: Draft) -> str:
        """The id of a draft: from document, part, quote, speaker, stance, proposition, and how often these came."""
        known = self.ids.get(id(draft))
        if known is not None:
            return known
        said = draft.proposition.text if draft.proposition is not None else ""
        key = (self.document_id, draft.part, self.quote(draft).text, draft.by.source.speaker.name, draft.stance, said)
        self.seen[key] += 1
        digest = hashlib.sha256("\x1f".join((*key, str(self.seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        self.ids[id(draft)] = f"clm_{digest[:20]}"
        return self.ids[id(draft)]

    def _time(self, draft: Draft, said: str | None) -> TimeRange | None:
        """When the claim puts its event; "the same day" is the day named last before it."""
        if not said:
            return None
        words = _timed(draft, said)
        if _SAME_DAY.search(words) and self.last_day is not None:
            return self.last_day
        found = time_of(words, self.anchor)
        if found is not None and found.end - found.start <= timedelta(days=1, minutes=1):
            self.last_day = found
        return found

    def quote(self, draft: Draft) -> Quote:
        low, high = draft.by.clause
        sentence = draft.sentence
        start, end = sentence[low].start, sentence[high].end
        if low == 0 and high == len(sentence) - 1:
            start, end = sentence.start, sentence.end
        text = self.texts[draft.part, draft.media_index]
        return Quote(draft.part, start, end, text[start:end], draft.media_index)

    def _resolved_from(self, draft: Draft) -> ResolvedFrom | None:
        source = draft.resolved_from
        if source is None:
            return None
        if source.document != draft.document:
            return ResolvedFrom(0, 0, "", self.document_ids[source.document])
        quote = self.quote(source)
        return ResolvedFrom(quote.start, quote.end, quote.text)


def cue_text(draft: Draft) -> str:
    """The cue's words in order, gaps marked with an ellipsis."""
    pieces: list[str] = []
    last = None
    for index in draft.by.cue:
        if last is not None and index != last + 1:
            pieces.append("...")
        pieces.append(draft.sentence[index].text)
        last = index
    return " ".join(pieces)


def judged_text(draft: Draft) -> str:
    """What check-worthiness is judged on: the proposition, or the sentence where there is none."""
    return draft.proposition.text if draft.proposition is not None else sentence_text(draft.sentence)


def sentence_text(sentence: Sentence) -> str:
    return sentence.span_text(range(len(sentence)))


def same_claims(drafts: Sequence[Draft]) -> list[Draft]:
    """A title gives way to the body: where both say the same, and where it only narrates what the body tells."""
    body = [d for d in drafts if d.part == "text"]
    if not body:
        return list(drafts)
    return [d for d in drafts if d.part != "title" or (d.by.rule and not any(_says_same(d, other) for other in body))]


def _says_same(title: Draft, other: Draft) -> bool:
    if title.proposition is None or other.proposition is None:
        return title.proposition is other.proposition
    return title.stance is other.stance and f1(title.proposition.stems, other.proposition.stems) >= SAME_CLAIM


def _timed(draft: Draft, said: str | None) -> str:
    """Words that date the proposition: its own, and the sentence's where narration dates the event itself."""
    own = said or ""
    if draft.resolved_from is None and not draft.by.rule:
        return f"{own} {sentence_text(draft.sentence)}"
    return own


def _confidence(draft: Draft, said: str | None) -> float:
    confidence = draft.confidence
    if said is None:
        confidence *= 0.7
    elif draft.proposition is not None and not draft.proposition.resolved:
        confidence *= 0.85
    if draft.modality in {Modality.HYPOTHETICAL, Modality.CONDITIONAL}:
        confidence *= 0.95
    return confidence
