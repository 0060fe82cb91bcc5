"""Fills what a clause leaves to the one before it: "had thrown them", "his deputy did it"."""

from collections.abc import Sequence

from claim_extraction.domain.drafts import Reading
from claim_extraction.domain.propositions import Proposition, compose
from claim_extraction.domain.tokens import Sentence, Token

REACH_SENTENCES = 2
_OBJECTS = frozenset({"it", "them", "that", "this"})


def completed(reading: Reading, sentence: Sentence, proposition: Proposition) -> Proposition:
    """The proposition with its object pronoun explained by the last claim of the same deed, or as it stands."""
    at = next((i for i, t in enumerate(proposition.tokens) if _is_object(sentence, t)), None)
    if at is None:
        return proposition
    for earlier in reversed(reading.drafts):
        if sentence.index - earlier.sentence.index > REACH_SENTENCES:
            return proposition
        said = earlier.proposition
        if said is None or earlier.anaphor is not None or earlier.sentence is sentence:
            continue
        if (
            proposition.head == "do"
            and "agent" in said.roles
            and proposition.tokens[at].lower in {"it", "that", "this"}
        ):
            return _same_deed(proposition, said, at)
        if said.head == proposition.head and "patient" in said.roles:
            return _with(proposition, at, [t for t, r in zip(said.tokens, said.roles, strict=True) if r == "patient"])
    return proposition


def repeats_deed(reading: Reading, sentence: Sentence) -> bool:
    """Whether a verb with an object pronoun was the deed of a claim in the sentences just before."""
    verbs = {sentence[t.head].lemma for t in sentence if t.lower in _OBJECTS and t.dep == "dobj"}
    if not verbs or "do" in verbs:
        return bool(verbs)
    recent = [d for d in reading.drafts[-8:] if 0 < sentence.index - d.sentence.index <= REACH_SENTENCES]
    return any(d.proposition is not None and d.anaphor is None and d.proposition.head in verbs for d in recent)


def _is_object(sentence: Sentence, token: Token) -> bool:
    in_text = token.index < len(sentence) and sentence[token.index].start == token.start
    return token.lower in _OBJECTS and token.dep == "dobj" and token.pos == "PRON" and in_text


def _with(proposition: Proposition, at: int, thing: Sequence[Token]) -> Proposition:
    if not 0 < len(thing) <= 8:
        return proposition
    parts = [(r, [t]) for t, r in zip(proposition.tokens, proposition.roles, strict=True)]
    return compose([*parts[:at], *(("patient", [t]) for t in thing), *parts[at + 1 :]], proposition.head)


def _same_deed(proposition: Proposition, said: Proposition, at: int) -> Proposition:
    """Another doer of what the earlier claim tells."""
    own = [t for t, r in zip(proposition.tokens, proposition.roles, strict=True) if r == "agent"]
    deed = [(r, [t]) for t, r in zip(said.tokens, said.roles, strict=True) if r != "agent"]
    behind = proposition.tokens[at + 1 :]
    return compose([("agent", own), *deed, ("other", behind)], said.head) if own and deed else proposition
