"""Whom and what a proposition is about: entities with roles, the event, the places."""

from collections.abc import Sequence

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import Entity, Event
from claim_extraction.domain.propositions import Proposition
from claim_extraction.domain.tokens import Token
from claim_extraction.domain.wordlists import word_set

_TYPES = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "WORK",
    "LAW": "LAW",
}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LOCATIVE = word_set("in at near on off outside inside to from over along around into toward towards across through")
_VAGUE = word_set("people person time day week month year way thing part number place someone something")


def entities(proposition: Proposition) -> tuple[Entity, ...]:
    """Names in order with their roles, then the head nouns of unnamed agents and patients."""
    found: list[Entity] = []
    tokens = proposition.tokens
    position = 0
    while position < len(tokens):
        run = _name(tokens, position)
        if run:
            found.append(_named(proposition, position, run))
            position += run
            continue
        token, role = tokens[position], proposition.roles[position]
        if (
            token.pos == "NOUN"
            and len(token.lemma) > 2
            and token.dep not in {"compound", "nmod"}
            and token.entity not in {"DATE", "TIME"}
            and token.lemma not in _VAGUE
        ):
            found.append(Entity(token.lemma, "NOUN", role))
        position += 1
    return tuple(dict.fromkeys(found))


def event(proposition: Proposition, lexicon: Lexicon) -> Event:
    return Event(proposition.head, lexicon.event_types.get(proposition.head, "other"))


def places(found: Sequence[Entity]) -> tuple[str, ...]:
    """Named places, those in the role of place first."""
    named = [e for e in found if e.type in _PLACES]
    ordered = [e.text for e in named if e.role == "place"] + [e.text for e in named if e.role != "place"]
    return tuple(dict.fromkeys(ordered))


def _name(tokens: Sequence[Token], position: int) -> int:
    """Length of the name that begins at a position, 0 where none does."""
    token = tokens[position]
    if token.entity in _TYPES and token.tag not in {"DT", "POS"}:
        length = 1
        while position + length < len(tokens):
            following = tokens[position + length]
            if following.entity != token.entity or following.entity_begins or following.tag == "POS":
                break
            length += 1
        return length
    if token.pos == "PROPN" and not token.entity and token.text[:1].isupper():
        length = 1
        while (
            position + length < len(tokens)
            and tokens[position + length].pos == "PROPN"
            and not tokens[position + length].entity
        ):
            length += 1
        return length
    return 0


def _named(proposition: Proposition, position: int, length: int) -> Entity:
    run = proposition.tokens[position : position + length]
    while len(run) > 1 and run[0].tag == "DT":
        run = run[1:]
    kind = _TYPES.get(run[0].entity, "MISC")
    role = proposition.roles[position]
    before = _before(proposition.tokens, position)
    if role == "other" and (kind in _PLACES or kind == "MISC") and before in _LOCATIVE:
        role = "place"
    text = "".join(t.text + (" " if t.space_after else "") for t in run).strip()
    return Entity(text, kind, role)


def _before(tokens: Sequence[Token], position: int) -> str:
    for token in reversed(tokens[max(0, position - 3) : position]):
        if token.pos == "ADP":
            return token.lower
        if token.pos not in {"DET", "ADJ", "NOUN", "PROPN"}:
            return ""
    return ""
