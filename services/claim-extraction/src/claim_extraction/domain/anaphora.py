"""Phrases that stand for something said or shown elsewhere."""

from claim_extraction.domain import phrases
from claim_extraction.domain.drafts import Anaphor
from claim_extraction.domain.evidence import noun_kind
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.tokens import Sentence, Token

_GROUPS = ("accusation", "statement", "finding")
_PRONOUNS = frozenset({"it", "them", "that", "this", "these", "those"})
_PARTIES = frozenset({"he", "she", "they", "him", "her"})


def anaphor_at(sentence: Sentence, token: Token, lexicon: Lexicon) -> Anaphor | None:
    """What "the accusations", "it", "her account", "the footage" point back to; None for other phrases."""
    if token.lower in _PRONOUNS:
        return Anaphor(token.lower, "any", token.lower in {"them", "these", "those"}, position=token.index)
    if token.lower in _PARTIES:
        return Anaphor(token.lower, "party", position=token.index)
    if not token.is_noun:
        return None
    group = lexicon.group_of(token.lemma, _GROUPS)
    kind = noun_kind(sentence, token.index, lexicon)
    if not group and kind is None:
        return None
    owner = next(iter(sentence.kids(token.index, "poss")), None)
    words = frozenset(
        sentence[i].lemma
        for i in phrases.core(sentence, token.index)
        if sentence[i].pos in {"NOUN", "PROPN", "ADJ"} and i != token.index
    )
    owned = phrases.text_of(sentence, sentence.subtree(owner.index)) if owner is not None else ""
    plural = phrases.is_plural(sentence, token.index)
    return Anaphor(token.lemma, group or str(kind), plural, words, owned, token.index)
