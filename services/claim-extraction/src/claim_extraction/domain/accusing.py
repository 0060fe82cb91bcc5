"""Whether a plain statement accuses somebody else of a wrong."""

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import SpeakerKind
from claim_extraction.domain.polarity import negation
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token

_PROSECUTING = frozenset({"prosecutor", "prosecution", "plaintiff", "accuser", "claimant"})
_PARTISAN_KINDS = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED, SpeakerKind.ORGANISATION, SpeakerKind.WITNESS})
_PRIVATE_PRONOUNS = frozenset({"i", "we", "it", "they", "he", "she", "there", "this", "that"})


def accuses(sentence: Sentence, root: int, source: Source, lexicon: Lexicon) -> bool:
    """True where a prosecutor or a partisan says that somebody else did wrong or failed a duty."""
    roles = _roles(sentence, source)
    prosecuting = bool(roles & _PROSECUTING)
    partisan = prosecuting or source.speaker.kind in _PARTISAN_KINDS or bool(roles & lexicon.words["accuser"])
    subject = sentence.subject(root)
    if not partisan or source.speaker.name == "author" or subject is None:
        return False
    if prosecuting:
        return True
    seen = sentence.kid(root, "ccomp") if sentence[root].lemma in lexicon.words["perception"] else None
    if seen is not None:
        return _is_wrong(sentence, seen.index, lexicon)
    return subject.lower not in _PRIVATE_PRONOUNS and _is_wrong(sentence, root, lexicon)


def _roles(sentence: Sentence, source: Source) -> set[str]:
    roles = set(source.referent.heads) if source.referent is not None else set()
    roles |= {source.lemma} | {w.lower() for w in source.speaker.name.split()}
    if 0 <= source.head < len(sentence):
        roles |= {sentence[i].lemma for i in sentence.subtree(source.head)[:12]}
    return roles


def _is_wrong(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    if negation(sentence, root) is not None:
        return sentence[root].lemma in lexicon.words["duty"]
    return _wronged(sentence, sentence[root], lexicon)


def _wronged(sentence: Sentence, verb: Token, lexicon: Lexicon) -> bool:
    if any(t.lower in {"could", "may", "might", "will", "would", "should"} for t in sentence.kids(verb.index, "aux")):
        return False
    return verb.lemma in lexicon.words["wrong"]
