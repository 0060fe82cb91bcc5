"""Phrases that stand for something said or shown elsewhere."""

from claim_extraction.domain import phrases
from claim_extraction.domain.drafts import Anaphor, Reading
from claim_extraction.domain.evidence import noun_kind
from claim_extraction.domain.tokens import Sentence, Token

_GROUPS = ("accusation", "statement", "finding")
_PRONOUNS = frozenset({"it", "them", "that", "this", "these", "those", "so"})
_PARTIES = frozenset({"he", "she", "they", "him", "her"})


def anaphor_at(reading: Reading, sentence: Sentence, token: Token) -> Anaphor | None:
    """What "the accusations", "it", "her account", "the footage" point back to; None for other phrases."""
    if token.lower in _PRONOUNS:
        named = named_before(reading, sentence, token)
        if named is not None:
            return named
        return Anaphor(token.lower, "any", token.lower in {"them", "these", "those"}, position=token.index)
    if token.lower in _PARTIES:
        return Anaphor(token.lower, "party", position=token.index, pronoun=token.lower)
    if not token.is_noun:
        return None
    group = reading.lexicon.group_of(token.lemma, _GROUPS)
    kind = noun_kind(sentence, token.index, reading.lexicon)
    if not group and kind is None:
        return None
    if group in {"statement", "finding"} and kind is not None and not _is_said(sentence, token):
        group = str(kind)
    owner = owner_of(sentence, token)
    return Anaphor(
        token.lemma,
        group or str(kind),
        phrases.is_plural(sentence, token.index),
        described(sentence, token),
        "" if owner in phrases.POSSESSIVE else owner,
        token.index,
        owner if owner in phrases.POSSESSIVE else "",
    )


def named_before(reading: Reading, sentence: Sentence, token: Token) -> Anaphor | None:
    """Reads "Told of Arvia's claim, he called it a lie": the claim was named in the same sentence."""
    for earlier in reversed(sentence.tokens[: token.index]):
        said = earlier.pos == "NOUN" and reading.lexicon.group_of(earlier.lemma, ("accusation", "statement"))
        if said and sentence.kid(earlier.index, "poss", "prep", "acl") is not None:
            return anaphor_at(reading, sentence, earlier)
    return None


def party(reading: Reading, sentence: Sentence, token: Token) -> Anaphor | None:
    """A person or body whose claim is called wrong: "the prosecution was mistaken"."""
    if token.lower in _PARTIES:
        return anaphor_at(reading, sentence, token)
    referent = reading.registry.at(sentence.index, token.index)
    if referent is None or referent.kind not in {"person", "org", "name"}:
        return None
    return Anaphor(token.lemma, "party", owner=referent.text, position=token.index)


def described(sentence: Sentence, token: Token) -> frozenset[str]:
    """Lemmas that describe an anaphoric noun: modifiers and what it is "about", "of" or "against"."""
    owned = {i for t in sentence.kids(token.index, "poss") for i in sentence.subtree(t.index)}
    indices = set(phrases.core(sentence, token.index)) - owned
    for prep in sentence.kids(token.index, "prep"):
        indices |= set(sentence.subtree(prep.index))
    return frozenset(
        sentence[i].lower if sentence[i].tag == "VBG" else sentence[i].lemma
        for i in indices
        if (sentence[i].pos in {"NOUN", "PROPN", "ADJ"} or sentence[i].tag == "VBG") and i != token.index
    )


def owner_of(sentence: Sentence, token: Token) -> str:
    """Whose claim it is: "her account", "the union's version", "the claim by Ruiz"."""
    owner = sentence.kid(token.index, "poss")
    for prep in sentence.kids(token.index, "prep", "agent"):
        if prep.lower in {"by", "from"} and owner is None:
            owner = sentence.kid(prep.index, "pobj")
    if owner is None:
        return ""
    if owner.lower in phrases.POSSESSIVE:
        return owner.lower
    return phrases.text_of(sentence, sentence.subtree(owner.index))


def _is_said(sentence: Sentence, token: Token) -> bool:
    """Reads "report", "note" and the like are documents unless somebody makes or spreads them."""
    return token.lemma not in {"article", "testimony", "reading", "count", "figure", "result", "analysis"} or bool(
        sentence.kids(token.index, "poss")
    )
