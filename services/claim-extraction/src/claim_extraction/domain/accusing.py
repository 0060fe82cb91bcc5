"""Whether a plain statement accuses somebody else of a wrong."""

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import SpeakerKind
from claim_extraction.domain.polarity import NEGATORS, negation
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_PROSECUTING = frozenset({"prosecutor", "prosecution", "plaintiff", "accuser", "claimant"})
_PARTISAN_KINDS = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED, SpeakerKind.ORGANISATION, SpeakerKind.WITNESS})
_FORCING = frozenset({"make", "force", "tell", "order", "compel", "press", "pressure", "coerce", "instruct"})
_STEALING = frozenset(
    {"steal", "loot", "rig", "falsify", "forge", "fake", "doctor", "hide", "conceal", "bribe", "tamper", "burn"}
)
_OF_ONESELF = word_set(
    "look hope welcome regret thank appeal expect consider seek wish intend await trust doubt fear feel respect note"
)
_MODALS = frozenset({"could", "may", "might", "will", "would", "should"})
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
        modal = any(t.lower in _MODALS for t in sentence.kids(root, "aux"))
        own_view = modal or sentence[root].lemma in _OF_ONESELF
        return not (own_view and subject.lower in {"i", "we", "it", "he", "she", "they"})
    seen = sentence.kid(root, "ccomp") if sentence[root].lemma in lexicon.words["perception"] else None
    if seen is not None:
        return _is_wrong(sentence, seen.index, lexicon)
    if _is_forced(sentence, root, subject) or _is_victim(sentence, root, subject, lexicon):
        return True
    return subject.lower not in _PRIVATE_PRONOUNS and _is_wrong(sentence, root, lexicon)


def _is_forced(sentence: Sentence, root: int, subject: Token) -> bool:
    """Reads "staff were told to book barrels", "she was made to race": somebody unnamed made them."""
    made = sentence[root].lemma in _FORCING and subject.dep == "nsubjpass" and negation(sentence, root) is None
    return made and any(t.tag == "TO" for t in sentence.tokens[root + 1 : root + 3])


def _is_victim(sentence: Sentence, root: int, subject: Token, lexicon: Lexicon) -> bool:
    """Reads "the sirens had been stolen": a wrong that names only what it was done to."""
    done = subject.dep == "nsubjpass" and subject.is_noun and sentence[root].lemma in _STEALING
    return done and negation(sentence, root) is None and lexicon.has("wrong", sentence[root].lemma)


def _roles(sentence: Sentence, source: Source) -> set[str]:
    roles = set(source.referent.heads) if source.referent is not None else set()
    roles |= {source.lemma} | {w.lower() for w in source.speaker.name.split()}
    if 0 <= source.head < len(sentence):
        roles |= {sentence[i].lemma for i in sentence.subtree(source.head)[:12]}
    return roles


def _is_wrong(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """A wrong done, or a duty left undone, by somebody who can be blamed."""
    subject = sentence.subject(root)
    if subject is None or subject.dep == "nsubjpass" or not _can_be_blamed(subject, lexicon):
        return False
    if negation(sentence, root) is not None:
        undone = any(t.lower in NEGATORS for t in sentence.kids(root))
        return undone and sentence[root].lemma in lexicon.words["duty"]
    modal = any(t.lower in _MODALS for t in sentence.kids(root, "aux"))
    return not modal and sentence[root].lemma in lexicon.words["wrong"]


def _can_be_blamed(subject: Token, lexicon: Lexicon) -> bool:
    if subject.pos == "PROPN":
        return True
    people = ("person", "spokesperson", "witness", "female", "male")
    bodies = ("government", "military", "company", "agency", "court", "media", "organisation")
    named = subject.lemma.endswith(("er", "or", "man", "woman", "ist")) and len(subject.lemma) > 4
    return named or bool(lexicon.group_of(subject.lemma, people + bodies))
