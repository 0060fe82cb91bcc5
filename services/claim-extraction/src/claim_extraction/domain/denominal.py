"""Turns a noun that names a deed into a clause: "its troop deployment to Russia" as "it deployed troops to Russia"."""

from claim_extraction.domain.drafts import Reading
from claim_extraction.domain.inflection import past
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, speaker_tokens, word
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_TAIL = word_set("to in into near with against at on from for over during across")


def deed(
    reading: Reading, sentence: Sentence, noun: Token, wording: Wording, doer: Source | None = None
) -> Proposition | None:
    """The clause, or None where the noun names no deed or nobody who did it; `doer` stands in for a missing one."""
    verb = reading.lexicon.nominalisations.get(noun.lemma)
    if verb is None:
        return None
    subject = _phrase(reading, sentence, _doer(sentence, noun), wording)
    if not subject and doer is not None:
        subject = speaker_tokens(doer, noun)
    if not subject:
        return None
    parts: list[tuple[str, list[Token]]] = [("agent", subject), ("other", [word(past(verb), noun, verb, "VERB")])]
    parts.append(("patient", _done_to(reading, sentence, noun, wording)))
    for prep in sentence.kids(noun.index, "prep"):
        if prep.lower in _TAIL:
            said = render(sentence, prep.index, sentence.subtree(prep.index), reading.registry, wording)
            parts.append(("other", list(said.tokens)))
    return compose(parts, verb)


def _doer(sentence: Sentence, noun: Token) -> Token | None:
    owner = sentence.kid(noun.index, "poss")
    for prep in sentence.kids(noun.index, "prep", "agent"):
        if prep.lower == "by" and owner is None:
            owner = sentence.kid(prep.index, "pobj")
    return owner


def _done_to(reading: Reading, sentence: Sentence, noun: Token, wording: Wording) -> list[Token]:
    of = next((p for p in sentence.kids(noun.index, "prep") if p.lower == "of"), None)
    thing = sentence.kid(of.index, "pobj") if of is not None else None
    if thing is not None:
        return _phrase(reading, sentence, thing, wording)
    compounds = [t for t in sentence.kids(noun.index, "compound") if t.pos == "NOUN"]
    return [word(c.text if c.lower.endswith("s") else f"{c.text}s", c, c.lemma, "NOUN") for c in compounds]


def _phrase(reading: Reading, sentence: Sentence, head: Token | None, wording: Wording) -> list[Token]:
    if head is None:
        return []
    indices = [i for i in sentence.subtree(head.index) if sentence[i].tag != "POS" or sentence[i].head != head.index]
    said = list(render(sentence, head.index, indices, reading.registry, wording).tokens)
    while said and said[-1].lower in {"'s", "\u2019s", "'"}:
        said.pop()
    return said
