"""Denials that presuppose an event: involvement in E, responsibility for E, knowledge of F; and disputed figures."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.model import Modality, Stance
from claim_extraction.domain.propositions import Wording, compose, render, speaker_tokens, word
from claim_extraction.domain.speakers import Source, source_of
from claim_extraction.domain.tokens import Sentence, Token

_TEMPLATES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "involvement": (("in", "with"), "was involved in", "involve"),
    "responsibility": (("for",), "caused", "cause"),
    "knowledge": (("of", "about"), "knew of", "know"),
    "connection": (("to", "with", "between"), "had links to", "link"),
    "wrongdoing": (("in", "over"), "did wrong", "do"),
}


def presupposing(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> Draft | None:
    """The template for a deverbal noun: only the part of the speaker is claimed or denied, not the event."""
    group = reading.lexicon.group_of(
        thing.lemma, ("involvement", "responsibility", "knowledge", "connection", "intention", "wrongdoing")
    )
    if group == "intention":
        return _intended(reading, sentence, thing, by)
    if not group:
        return None
    preps, verb, head = _TEMPLATES[group]
    if group == "connection":
        verb = f"had {thing.text} {'to' if thing.lemma in {'link', 'tie', 'connection'} else 'with'}"
    event = None
    for prep in sentence.kids(thing.index, "prep"):
        if prep.lower in preps:
            event = sentence.kid(prep.index, "pobj", "pcomp")
    who = speaker_tokens(_whose(reading, sentence, thing, by), thing)
    verb_tokens = [word(v, thing, head, "VERB") for v in verb.split()]
    if event is None and group not in {"wrongdoing", "responsibility", "involvement", "knowledge"}:
        return None
    parts = [("agent", who), ("other", verb_tokens)]
    if event is not None:
        said = render(
            sentence, event.index, sentence.subtree(event.index), reading.registry, Wording(by.source, by.quoted)
        )
        parts.append(("patient", list(said.tokens)))
    elif group == "responsibility":
        parts = [("agent", who), ("other", [word(w, thing, "responsible", "ADJ") for w in ("was", "responsible")])]
    subtype = by.outcome.subtype
    if group == "responsibility" and by.outcome.stance is Stance.ASSERTS:
        subtype = "self_incriminating"
    return Draft(
        sentence,
        replace(by, cue=tuple(sorted({*by.cue, thing.index}))),
        by.outcome.stance,
        Modality.CERTAIN,
        by.evidence_or_statement,
        subtype,
        by.outcome.commitment,
        by.outcome.author,
        compose(parts, head),
        confidence=by.confidence,
    )


def _intended(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> Draft | None:
    """Reads "no plan to ration gas", "denied any intention of leaving"."""
    verb = next((t for t in sentence.kids(thing.index, "acl", "xcomp") if t.tag == "VB"), None)
    indices = sentence.subtree(verb.index) if verb is not None else []
    after = sentence.tokens[thing.index + 1 : thing.index + 3]
    if verb is None and len(after) == 2 and after[0].lower == "to":
        verb, indices = after[1], [t.index for t in sentence.tokens[thing.index + 1 :] if t.pos != "PUNCT"]
    if verb is None:
        return None
    said = render(sentence, verb.index, indices, reading.registry, Wording(by.source, by.quoted))
    who = speaker_tokens(_whose(reading, sentence, thing, by), thing)
    parts = [
        ("agent", who),
        ("other", [word("plans", thing, "plan", "VERB")]),
        *zip(said.roles, ([t] for t in said.tokens), strict=True),
    ]
    return Draft(
        sentence,
        by,
        by.outcome.stance,
        Modality.FUTURE,
        by.evidence_or_statement,
        by.outcome.subtype,
        by.outcome.commitment,
        by.outcome.author,
        compose(parts, verb.lemma),
        confidence=by.confidence,
    )


def _whose(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> Source:
    """The one whose part is denied: a possessor, or the speaker (for a spokesman: the body spoken for)."""
    owner = sentence.kid(thing.index, "poss")
    if owner is not None and owner.lower not in phrases.POSSESSIVE:
        return source_of(sentence, owner, reading.registry, reading.lexicon)
    speaks_for = by.source.lemma in {"spokesman", "spokeswoman", "spokesperson", "representative", "lawyer", "envoy"}
    if speaks_for and by.source.speaker.affiliation:
        return replace(by.source, speaker=replace(by.source.speaker, name=by.source.speaker.affiliation), referent=None)
    return by.source
