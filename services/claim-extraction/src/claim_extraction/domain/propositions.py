"""Puts a clause into words that stand alone: references replaced, negation taken out, quotation marks dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from claim_extraction.domain import phrases
from claim_extraction.domain.binding import bound_within, is_expletive
from claim_extraction.domain.coreference import Referent, Registry, fits
from claim_extraction.domain.inflection import third_person
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import SpeakerKind
from claim_extraction.domain.overlap import content_stems, name_stems
from claim_extraction.domain.polarity import Negation
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_FIRST_SINGULAR = frozenset({"i", "me", "my", "myself", "mine"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_PERSONS = frozenset({"he", "him", "his", "she", "her", "hers"})
_PERIODS = word_set("quarter year month week day morning evening night season hour weekend period decade")
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
LONGEST_REPLACEMENT = 8
_EDGE_PUNCTUATION = frozenset(",.;:-\u2013\u2014!?\u2026")


@dataclass(frozen=True)
class Proposition:
    """What is claimed: words with the role each plays in the event, and the lemma of the event."""

    tokens: tuple[Token, ...]
    roles: tuple[str, ...]
    text: str
    head: str
    resolved: bool = True

    @cached_property
    def stems(self) -> frozenset[str]:
        return content_stems(self.tokens)

    @cached_property
    def names(self) -> frozenset[str]:
        return name_stems(self.tokens)


@dataclass(frozen=True, slots=True)
class Wording:
    """What to do with a clause while putting it into words."""

    speaker: Source
    quoted: bool = False
    about_others: bool = False
    keeps_objects: bool = False
    dropped: frozenset[int] = frozenset()
    replaced: tuple[tuple[int, str], ...] = ()

    def negated(self, found: Negation) -> "Wording":
        return replace(
            self, dropped=self.dropped | found.dropped, replaced=self.replaced + tuple(found.replaced.items())
        )


def word(text: str, like: Token, lemma: str = "", pos: str = "") -> Token:
    """A token that stands in no text, shaped after one that does."""
    return replace(
        like,
        text=text,
        lower=text.lower(),
        lemma=lemma or text.lower(),
        pos=pos or like.pos,
        space_after=True,
        entity="",
        entity_begins=False,
    )


def render(sentence: Sentence, root: int, indices: Iterable[int], registry: Registry, wording: Wording) -> Proposition:
    """The clause below `root`, made of the given tokens, in words that stand alone."""
    changes = dict(wording.replaced)
    roles = roles_below(sentence, root)
    tokens: list[Token] = []
    named: list[str] = []
    resolved = True
    kept = [i for i in indices if i not in wording.dropped and not sentence[i].is_quote_mark]
    covered = _definite_phrases(sentence, kept, registry)
    agreeing = _first_person_verbs(sentence, root, wording)
    for index in kept:
        token = sentence[index]
        if index in agreeing and index not in changes:
            new = [_in_third_person(token)]
        elif index in changes:
            new = [word(changes[index], token, token.lemma)] if changes[index] else []
        elif index in covered:
            new = covered[index]
        elif token.tag in {"PRP", "PRP$"} and token.lower in phrases.PRONOUNS and not _is_reflexive(token):
            new, known = _pronoun(sentence, token, registry, wording)
            resolved = resolved and known
        else:
            new = [_backshifted(sentence, token)]
        tokens += new
        named += [roles.get(index, "other")] * len(new)
    return _finish(tokens, named, event_head(sentence, root), resolved=resolved)


def _first_person_verbs(sentence: Sentence, root: int, wording: Wording) -> set[int]:
    """Present-tense verbs that agree with an "I" or "we" which becomes a singular name."""
    subject = sentence.subject(root)
    if subject is None or subject.lower not in {"i", "we"} or wording.speaker.plural:
        return set()
    verbs = [root, *(t.index for t in sentence.kids(root, "aux", "auxpass", "conj"))]
    return {i for i in verbs if sentence[i].tag == "VBP" or sentence[i].lower in {"were", "are", "am", "have", "do"}}


def _in_third_person(token: Token) -> Token:
    text = "was" if token.lower == "were" else third_person(token.lemma)
    return replace(token, text=text, lower=text)


def compose(parts: Sequence[tuple[str, Sequence[Token]]], head: str) -> Proposition:
    """A proposition put together from phrases, each with its role."""
    tokens = [t for _, phrase in parts for t in phrase]
    roles = [role for role, phrase in parts for _ in phrase]
    return _finish(tokens, roles, head, resolved=True)


def roles_below(sentence: Sentence, root: int) -> dict[int, str]:
    """Role of every token below a verb: agent, patient, place or other."""
    found: dict[int, str] = {}
    passive = sentence.kid(root, "nsubjpass") is not None
    for child in sentence.kids(root):
        role = "other"
        if child.dep in {"nsubj", "agent"}:
            role = "agent"
        elif child.dep in {"nsubjpass", "dobj", "attr", "dative", "oprd"}:
            role = "patient"
        elif child.dep == "prep" and child.lower == "by" and passive:
            role = "agent"
        for index in sentence.subtree(child.index):
            found[index] = role
    return found


def event_head(sentence: Sentence, root: int) -> str:
    """Lemma of the event: the verb, or what a copula says of its subject."""
    token = sentence[root]
    if token.lemma in {"be", "seem", "appear", "become", "remain", "look"}:
        said = sentence.kid(root, "attr", "acomp", "oprd")
        if said is not None and said.lower != "there":
            return said.lemma
    if token.lemma in {"have", "take", "make", "give", "do", "carry"}:
        thing = sentence.kid(root, "dobj")
        if thing is not None and thing.pos == "NOUN" and token.lemma != "have":
            return thing.lemma if thing.lemma in {"place", "part"} else token.lemma
    return token.lemma


def mention_tokens(referent: Referent) -> list[Token]:
    """Words of a referent's fullest mention, an indefinite article made definite."""
    tokens = list(referent.tokens)
    while tokens and tokens[-1].tag == "POS":
        tokens.pop()
    if tokens and tokens[0].lower in {"a", "an"}:
        tokens[0] = word("the", tokens[0])
    if tokens and tokens[0].pos == "DET":
        tokens[0] = replace(tokens[0], text=tokens[0].lower)
    return tokens


def speaker_tokens(source: Source, like: Token) -> list[Token]:
    """Words that name a speaker in a proposition."""
    if source.referent is not None:
        return mention_tokens(source.referent)
    name = source.speaker.name
    low = name[:1].lower() + name[1:] if name.split(" ")[0] in {"The", "A", "An"} else name
    return [replace(word(w, like, pos="PROPN"), entity="ORG", entity_begins=i == 0) for i, w in enumerate(low.split())]


def _as_speaker(token: Token, wording: Wording) -> list[Token]:
    """An object "it" is the speaker or stays: what else it stands for is too often guessed wrong."""
    referent = None if wording.keeps_objects else wording.speaker.referent
    apart = wording.quoted or wording.about_others or wording.speaker.speaker.kind is SpeakerKind.DOCUMENT
    agrees = referent is not None and not apart and fits(token.lower, referent)
    return (
        mention_tokens(referent)
        if referent is not None and agrees and referent.plural == (token.lower == "them")
        else [token]
    )


def _is_reflexive(token: Token) -> bool:
    return token.lower.endswith(("self", "selves"))


def _pronoun(sentence: Sentence, token: Token, registry: Registry, wording: Wording) -> tuple[list[Token], bool]:
    tokens: list[Token] | None = None
    if token.lower in _FIRST_SINGULAR:
        tokens = speaker_tokens(wording.speaker, token)
    elif token.lower in _FIRST_PLURAL:
        tokens = _organisation_tokens(wording.speaker, token)
    elif token.lower not in {"you", "your"}:
        if token.lower == "it" and is_expletive(sentence, token):
            return [token], True
        if token.dep in _OBJECTS and token.lower in {"it", "them"}:
            return _as_speaker(token, wording), True
        settled = _settled(sentence, token, wording, registry.lexicon)
        if settled:
            return settled, True
        speaker = wording.speaker.referent
        paper = wording.speaker.speaker.kind is SpeakerKind.DOCUMENT
        apart = wording.quoted or wording.about_others or (paper and token.lower in _PERSONS)
        favoured = None if apart else speaker
        referent = registry.pronoun(sentence, token, favoured, other_than=speaker if wording.about_others else None)
        tokens = mention_tokens(referent) if referent and len(referent.tokens) <= LONGEST_REPLACEMENT else None
    if not tokens:
        return [token], token.lower in {"you", "your", "one"}
    if token.tag == "PRP$":
        return _possessive(tokens, token), True
    return [*tokens[:-1], replace(tokens[-1], space_after=True)], True


def _settled(sentence: Sentence, token: Token, wording: Wording, lexicon: Lexicon) -> list[Token]:
    """A possessive that its own clause explains, or the body a spokesman speaks for; empty for other pronouns."""
    if bound_within(sentence, token, lexicon):
        return [token]
    person = wording.speaker.referent
    speaks = person is not None and person.kind == "person" and not (wording.quoted or wording.about_others)
    if token.lower == "its" and speaks and wording.speaker.speaker.affiliation:
        return _possessive(_organisation_tokens(wording.speaker, token), token)
    return []


def _possessive(tokens: list[Token], like: Token) -> list[Token]:
    return [*tokens[:-1], replace(tokens[-1], space_after=False), word("'s", like, pos="PART")]


def _organisation_tokens(source: Source, like: Token) -> list[Token]:
    if source.speaker.affiliation:
        return [
            replace(word(w, like, pos="PROPN"), entity="ORG", entity_begins=i == 0)
            for i, w in enumerate(source.speaker.affiliation.split())
        ]
    return speaker_tokens(source, like)


def _definite_phrases(sentence: Sentence, kept: Sequence[int], registry: Registry) -> dict[int, list[Token]]:
    """For each "the N" that an earlier, fuller mention explains: that mention at the head, nothing at its modifiers."""
    allowed = set(kept)
    found: dict[int, list[Token]] = {}
    for index in kept:
        token = sentence[index]
        if token.pos != "NOUN" or index in found or token.dep == "compound" or token.lemma in _PERIODS:
            continue
        phrase = phrases.core(sentence, index)
        if sentence[phrase[0]].lower not in {"the", "this", "that", "these", "those", "such"} or not allowed.issuperset(
            phrase
        ):
            continue
        if any(t.lower == "of" for t in sentence.kids(index, "prep")) or sentence.kid(
            index, "relcl", "acl", "poss", "appos", "nummod"
        ):
            continue
        referent = registry.definite(sentence, index)
        befallen = registry.done_to(token.lemma) if referent is None or len(referent.tokens) <= len(phrase) else []
        if befallen and not sentence.kid(index, "prep") and befallen[0].start < sentence[index].start:
            found[index] = [token, word("on" if token.lemma == "attack" else "of", token, pos="ADP"), *befallen]
            continue
        if (
            referent is None
            or len(referent.tokens) < len(phrase)
            or referent.text.lower() == phrases.text_of(sentence, phrase).lower()
        ):
            continue
        tokens = mention_tokens(referent)
        possessive = sentence[phrase[-1]].tag == "POS"
        tokens[-1] = replace(tokens[-1], space_after=not possessive)
        found.update({i: [] for i in phrase})
        found[phrase[0]] = [*tokens, sentence[phrase[-1]]] if possessive else tokens
    return found


def _backshifted(sentence: Sentence, token: Token) -> Token:
    """Reported speech undone: "would" stands for the speaker's "will"."""
    if (
        token.lower == "would"
        and token.dep == "aux"
        and not any(t.lower == "have" for t in sentence.kids(token.head, "aux"))
    ):
        verb = sentence[token.head]
        if verb.dep == "ccomp" and sentence[verb.head].tag in {"VBD", "VBN"} and not sentence.kid(verb.index, "advcl"):
            return replace(token, text="will", lower="will")
    return token


def _finish(tokens: list[Token], roles: list[str], head: str, *, resolved: bool) -> Proposition:
    while tokens and (tokens[0].text in _EDGE_PUNCTUATION or _only_links(tokens)):
        tokens, roles = tokens[1:], roles[1:]
    while tokens and (tokens[-1].text in _EDGE_PUNCTUATION or tokens[-1].dep == "cc"):
        tokens, roles = tokens[:-1], roles[:-1]
    pieces: list[str] = []
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        glued = following is not None and (
            following.text in _EDGE_PUNCTUATION - {"-", "\u2013", "\u2014"}
            or following.lower in {"n't", "'s", "\u2019s", "%"}
        )
        pieces.append(
            token.text
            + (
                ""
                if glued
                or following is None
                or not (
                    token.space_after
                    or (following.pos != "PUNCT" and token.pos != "PUNCT" and not _joined(token, following))
                )
                else " "
            )
        )
    text = " ".join("".join(pieces).replace(" ,", ",").split())
    return Proposition(tuple(tokens), tuple(roles), text, head, resolved)


def _only_links(tokens: list[Token]) -> bool:
    """A conjunction or "that" in front, which the clause can do without."""
    first = tokens[0]
    before_phrase = len(tokens) > 1 and tokens[1].pos in {"DET", "PROPN", "PRON", "NUM"}
    if len(tokens) > 1 and first.lower in {"earlier", "later"} and tokens[1].pos in {"DET", "PROPN", "PRON", "NUM"}:
        return True
    return first.lower in {"that", "and", "but"} and (first.tag in {"IN", "CC"} or before_phrase)


def _joined(token: Token, following: Token) -> bool:
    return not token.space_after and token.end == following.start
