"""Names whoever makes a claim: full name, whom they speak for, and what they are."""

from dataclasses import dataclass

from claim_extraction.domain import phrases
from claim_extraction.domain.coreference import Referent, Registry
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import Speaker, SpeakerKind
from claim_extraction.domain.tokens import Sentence, Token

AUTHOR = Speaker("author", "", SpeakerKind.MEDIA)
UNATTRIBUTED = Speaker("unattributed", "", SpeakerKind.UNNAMED)
_FOR = frozenset({"for", "of", "at", "from", "with", "in"})
_UNNAMED = frozenset({"source", "people", "person", "insider"})
_KIND_GROUPS = ("court", "military", "company", "agency", "media", "organisation", "government")
_KINDS = {name: SpeakerKind(name) for name in _KIND_GROUPS}


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker with the phrase that names it and whom it refers to."""

    speaker: Speaker
    head: int = -1
    referent: Referent | None = None
    lemma: str = ""
    plural: bool = False

    @property
    def referent_is_person(self) -> bool:
        return self.referent is not None and self.referent.kind == "person"


def author_source(institution: Speaker | None = None, referent: Referent | None = None) -> Source:
    return Source(institution or AUTHOR, referent=referent)


def source_of(  # noqa: PLR0917
    sentence: Sentence,
    head: Token,
    registry: Registry,
    lexicon: Lexicon,
    favoured: Source | None = None,
    other_than: Referent | None = None,
) -> Source:
    """The speaker a subject or agent phrase names, pronouns and family names resolved."""
    if head.lower in phrases.PRONOUNS or head.lower in phrases.DEMONSTRATIVES:
        return _pronoun(sentence, head, registry, lexicon, favoured, other_than)
    bearer = _bearer(sentence, head, registry)
    if bearer is not None:
        return _person(sentence, head, bearer, registry, lexicon)
    indices = _without_adverbials(sentence, phrases.full(sentence, head.index))
    name = phrases.text_of(sentence, indices) or head.text
    referent = registry.definite(sentence, head.index) if phrases.is_definite(sentence, head.index) else None
    if referent is None and head.pos == "PROPN":
        referent = registry.named(phrases.text_of(sentence, phrases.name_run(sentence, head.index)))
    affiliation = _affiliation(sentence, head, registry)
    if not affiliation and referent is not None and referent.text.lower() != name.lower():
        affiliation = referent.affiliation or (referent.text if referent.kind != "thing" else "")
    if not affiliation and referent is None and phrases.is_definite(sentence, head.index):
        affiliation = _by_class(head, registry, lexicon)
    referent = referent or registry.at(sentence.index, head.index)
    kind = speaker_kind(head.lemma, f"{name} {affiliation}", lexicon)
    return Source(
        Speaker(name, affiliation, kind), head.index, referent, head.lemma, phrases.is_plural(sentence, head.index)
    )


def speaker_kind(lemma: str, words: str, lexicon: Lexicon) -> SpeakerKind:
    """What a speaker is, by its head noun first and the rest of its name then."""
    if lexicon.has("witness", lemma):
        return SpeakerKind.WITNESS
    if lemma in _UNNAMED or lexicon.has("document", lemma):
        return SpeakerKind.UNNAMED if lemma in _UNNAMED else SpeakerKind.DOCUMENT
    if lexicon.group_of(lemma, ("video", "image", "audio", "satellite", "official_record", "data")):
        return SpeakerKind.DOCUMENT
    for word in [lemma, *reversed(words.lower().split())]:
        singular = word.strip(".,'").removesuffix("'s").rstrip("s") if len(word) > 4 else word
        group = lexicon.group_of(word.strip(".,"), _KIND_GROUPS) or lexicon.group_of(singular, _KIND_GROUPS)
        if group:
            return _KINDS[group]
    return (
        SpeakerKind.PERSON
        if lexicon.has("person", lemma) or lexicon.has("spokesperson", lemma)
        else SpeakerKind.UNNAMED
    )


def _pronoun(  # noqa: PLR0917
    sentence: Sentence,
    head: Token,
    registry: Registry,
    lexicon: Lexicon,
    favoured: Source | None,
    other_than: Referent | None,
) -> Source:
    preferred = favoured.referent if favoured is not None else None
    referent = registry.pronoun(sentence, head, preferred, speaks=True, other_than=other_than)
    if referent is None:
        return Source(Speaker(head.lower, "", SpeakerKind.UNNAMED), head.index, None, head.lemma)
    return _of_referent(head, referent, lexicon)


def _of_referent(head: Token, referent: Referent, lexicon: Lexicon) -> Source:
    lemma = referent.tokens[-1].lemma if referent.kind != "person" else "person"
    name = referent.text
    kind = speaker_kind(lemma, f"{' '.join(sorted(referent.heads))} {referent.affiliation}", lexicon)
    return Source(Speaker(name, referent.affiliation, kind), head.index, referent, lemma, referent.plural)


def _bearer(sentence: Sentence, head: Token, registry: Registry) -> Referent | None:
    """The person a phrase names, itself or by apposition ("the firm's chair, Ana Ruiz")."""
    found = registry.at(sentence.index, head.index)
    if found is not None and found.kind == "person" and found.tokens[-1].pos == "PROPN":
        return found
    apposed = [t for t in (sentence[i] for i in sentence.subtree(head.index)) if t.dep == "appos" and t.pos == "PROPN"]
    for token in apposed if head.pos == "NOUN" else ():
        found = registry.at(sentence.index, token.index)
        if found is not None and found.kind == "person":
            return found
    last = head.lower
    if not head.text[:1].isupper() or head.entity in {"ORG", "GPE", "NORP", "FAC"}:
        return None
    return next(
        (r for r in reversed(registry.people()) if r.tokens[-1].lower == last and r.tokens[-1].pos == "PROPN"), None
    )


def _person(sentence: Sentence, head: Token, referent: Referent, registry: Registry, lexicon: Lexicon) -> Source:
    affiliation = _affiliation(sentence, head, registry) or referent.affiliation
    referent.affiliation = referent.affiliation or affiliation
    described = " ".join(sentence[i].lower for i in sentence.subtree(head.index)[:20]) + " " + affiliation
    kind = speaker_kind("", described + " " + " ".join(referent.heads), lexicon)
    kind = SpeakerKind.PERSON if kind is SpeakerKind.UNNAMED else kind
    return Source(Speaker(referent.text, affiliation, kind), head.index, referent, "person")


def _affiliation(sentence: Sentence, head: Token, registry: Registry) -> str:
    """Whom the speaker speaks for: possessor, "for X", "of X", a demonym, or a name before the role."""
    for token in [head, *sentence.kids(head.index, "appos")]:
        for poss in sentence.kids(token.index, "poss"):
            if poss.lower not in phrases.POSSESSIVE:
                return phrases.text_of(sentence, sentence.subtree(poss.index))
            referent = registry.pronoun(sentence, poss)
            return referent.text if referent else ""
        for prep in sentence.kids(token.index, "prep"):
            target = sentence.kid(prep.index, "pobj")
            if prep.lower in _FOR and target is not None and (target.pos == "PROPN" or prep.lower == "for"):
                return phrases.text_of(sentence, phrases.full(sentence, target.index))
        named = token.text[:1].isupper() and token.index > 0
        for modifier in sentence.kids(token.index, "amod", "compound", "nmod") if not named else ():
            if modifier.entity in {"NORP", "GPE"} or (modifier.entity == "ORG" and token.pos == "NOUN"):
                run = phrases.entity_run(sentence, modifier.index)
                country = registry.country_of(phrases.text_of(sentence, run)) if modifier.entity == "NORP" else ""
                return country or phrases.text_of(sentence, run)
    return ""


def _by_class(head: Token, registry: Registry, lexicon: Lexicon) -> str:
    """For "the ministry", "the company" with no earlier mention: the place, or the latest body of that kind."""
    group = lexicon.group_of(head.lemma, _KIND_GROUPS)
    if group in {"government", "military", "agency", "court"}:
        named = [r for r in registry.places() if r.tokens[-1].pos == "PROPN"]
        return named[0].text if named else ""
    bodies = [r for r in registry.organisations() if r.tokens[-1].pos == "PROPN"]
    same = [r for r in bodies if speaker_kind("", r.text, lexicon) in {_KINDS.get(group), SpeakerKind.UNNAMED}]
    return same[-1].text if same else ""


def _without_adverbials(sentence: Sentence, indices: list[int]) -> list[int]:
    """Drops dates at the edges, and a preposition left hanging."""
    low, high = indices[0], indices[-1]
    if sentence[indices[-1]].entity in {"DATE", "TIME"} and len(indices) < 3:
        return indices
    head = next((i for i in indices if sentence[i].head not in indices), low)
    kept = [i for i in indices if sentence[i].entity not in {"DATE", "TIME"} or low < i < high or i == head]
    while len(kept) > 1 and sentence[kept[-1]].pos in {"ADP", "SCONJ", "CCONJ"}:
        kept.pop()
    return kept
