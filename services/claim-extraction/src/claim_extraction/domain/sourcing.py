"""Reads attributions without a verb: "according to X", "X: …", "despite denials from X", "X's claim that S"."""

from dataclasses import replace

from claim_extraction.domain.complements import clause_extent
from claim_extraction.domain.contents import content_drafts
from claim_extraction.domain.denominal import deed
from claim_extraction.domain.drafting import link_draft, plain_draft, plain_evidence
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import noun_kind
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import EvidenceKind, Stance
from claim_extraction.domain.presupposed import presupposing
from claim_extraction.domain.propositions import Wording
from claim_extraction.domain.speakers import UNATTRIBUTED, Source, source_of
from claim_extraction.domain.tokens import Sentence, Token

_HELD = frozenset({"case", "position", "belief", "view", "understanding"})
_ISSUING = frozenset({"issue", "offer", "give", "release", "publish", "make"})


def according_to(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Reads "S, according to X": evidence where X is a document or a measurement."""
    for token in sentence:
        if token.lower != "according" or token.index + 1 >= len(sentence) or sentence[token.index + 1].lower != "to":
            continue
        noun = next((t for i in sentence.subtree(token.index) if (t := sentence[i]).dep == "pobj"), None)
        noun = noun or _named_by_order(sentence, token.index + 2)
        if noun is None:
            continue
        kind = noun_kind(sentence, noun.index, reading.lexicon)
        stance = Stance.REPORTS_EVIDENCE if kind is not None else Stance.ASSERTS
        source = source_of(sentence, noun, reading.registry, reading.lexicon)
        root = _governing_clause(sentence, token)
        by = Attribution(
            source,
            Outcome(stance),
            (token.index, token.index + 1),
            clause_extent(sentence, root),
            "D03",
            evidence=kind,
            confidence=0.85,
        )
        within = frozenset(range(len(sentence))) - frozenset(sentence.subtree(token.index))
        drafts = content_drafts(reading, sentence, root, by, within)
        reading.consumed.add(root)
        return drafts
    return []


def _named_by_order(sentence: Sentence, start: int) -> Token | None:
    """The last word of the name behind "according to" where the parser took a word of it for a verb."""
    found = None
    for token in sentence.tokens[start : start + 9]:
        if token.pos not in {"PROPN", "NOUN", "ADJ", "DET"} and not (token.pos == "VERB" and token.index == start):
            break
        found = token if token.is_noun else found
    return found


def headline_colon(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Reads "Ruiz: no plan to close schools", "Ruiz said: …" without a verb before the colon."""
    colon = next((t.index for t in sentence if t.text == ":" and t.index > 0), None)
    if colon is None or colon > 7 or colon + 2 >= len(sentence) or any(t.is_verb for t in sentence.tokens[:colon]):
        return []
    nouns = [t for t in sentence.tokens[:colon] if t.is_noun]
    if not nouns:
        return []
    source = source_of(sentence, nouns[-1], reading.registry, reading.lexicon)
    by = Attribution(source, Outcome(Stance.ASSERTS), (colon,), (0, len(sentence) - 1), "F12", confidence=0.75)
    rest = frozenset(range(colon + 1, len(sentence)))
    root = _top_of(sentence, rest)
    reading.consumed.update({sentence.root, root})
    negated = next((sentence[i] for i in rest if sentence[i].lower == "no"), None)
    if negated is not None:
        thing = sentence[negated.head]
        outcome = replace(by.outcome, stance=Stance.DENIES, commitment="CT-")
        spoken = _for_affiliation(source)
        draft = presupposing(reading, sentence, thing, replace(by, outcome=outcome, source=spoken))
        if draft is not None:
            draft.by = replace(draft.by, source=source)
            return [draft]
    return content_drafts(reading, sentence, root, by, rest)


def noun_cues(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Denials and claims as nouns: "in a denial", "despite denials from X", "X's claim that S"."""
    drafts: list[Draft] = []
    for token in sentence:
        if token.pos != "NOUN" or token.index in reading.consumed:
            continue
        if token.lemma in {"denial", "rebuttal"}:
            drafts += _denial(reading, sentence, token)
        elif reading.lexicon.group_of(token.lemma, ("accusation", "statement")):
            drafts += _owned_claim(reading, sentence, token)
        elif _is_held(sentence, token):
            drafts += _owned_claim(reading, sentence, token)
            reading.consumed.add(token.head)
    return drafts


def _is_held(sentence: Sentence, token: Token) -> bool:
    """Reads "it is the union's case that S"."""
    subject = sentence.kid(token.head, "nsubj", "expl")
    owned = sentence.kid(token.index, "poss") is not None and token.lemma in _HELD
    it = subject is not None and subject.lower == "it" and sentence[token.head].lemma == "be"
    clause = sentence.kid(token.index, "acl", "ccomp")
    return owned and it and token.dep == "attr" and clause is not None


def hedged(reading: Reading, sentence: Sentence, narrated: list[Draft]) -> None:
    """Reads "allegedly", "reportedly": the narrator passes on what nobody is named for."""
    for draft in narrated:
        adverb = next(
            (t for t in sentence.kids(draft.root, "advmod") if t.lower in reading.lexicon.words["hedges"]), None
        )
        if adverb is None:
            continue
        draft.stance, draft.commitment, draft.author, draft.subtype = Stance.ALLEGES, "Uu", "Uu", ""
        draft.evidence = EvidenceKind.NONE
        draft.by = replace(draft.by, source=Source(UNATTRIBUTED), cue=(adverb.index,), rule="C03")


def _denial(reading: Reading, sentence: Sentence, token: Token) -> list[Draft]:
    who: Token | None = None
    for prep in sentence.kids(token.index, "prep", "agent"):
        if prep.lower in {"from", "by", "of"}:
            who = sentence.kid(prep.index, "pobj")
    who = who or sentence.kid(token.index, "poss")
    above = sentence[token.head]
    if who is None and above.lemma in _ISSUING:
        who = sentence.subject(above.index)
        reading.consumed.add(above.index)
    if who is None:
        return []
    source = source_of(sentence, who, reading.registry, reading.lexicon)
    despite = above.lower in {"despite", "notwithstanding"} or (above.lower == "of" and above.head < above.index)
    extent = (
        (min(above.index, token.index), max(sentence.subtree(token.index)))
        if despite
        else clause_extent(sentence, above.index)
    )
    cue = tuple(sorted({above.index, token.index}))
    by = Attribution(
        source,
        Outcome(Stance.DENIES, commitment="CT-"),
        cue,
        extent,
        "A13" if despite else "A12",
        confidence=0.5 if despite else 0.8,
    )
    group = "main_clause" if despite else "any"
    draft = link_draft(sentence, by, Anaphor("denial", group, position=token.index), Stance.DENIES, "")
    draft.root = _governing_clause(sentence, above) if despite else -1
    return [draft]


def _deed_alleged(reading: Reading, sentence: Sentence, token: Token) -> list[Draft]:
    """Reads "accusations from X about its deployment to Y": X alleges the deed."""
    owner, topic = sentence.kid(token.index, "poss"), None
    for prep in sentence.kids(token.index, "prep"):
        noun = sentence.kid(prep.index, "pobj")
        if prep.lower in {"from", "by"} and owner is None:
            owner = noun
        elif prep.lower in {"about", "of", "over"}:
            topic = noun
        for inner in sentence.kids(noun.index, "prep") if noun is not None and topic is None else ():
            topic = sentence.kid(inner.index, "pobj") if inner.lower in {"about", "over"} else topic
    if owner is None or topic is None:
        return []
    source = source_of(sentence, owner, reading.registry, reading.lexicon)
    proposition = deed(reading, sentence, topic, Wording(source))
    if proposition is None:
        return []
    below = sentence.subtree(token.index)
    by = Attribution(source, Outcome(Stance.ALLEGES), (token.index,), (below[0], below[-1]), "C02", confidence=0.6)
    draft = plain_evidence(reading, sentence, topic.index, by)
    draft.proposition = proposition
    return [draft]


def _owned_claim(reading: Reading, sentence: Sentence, token: Token) -> list[Draft]:
    clause = next(
        (
            t
            for t in sentence.kids(token.index, "acl", "ccomp")
            if any(m.lower == "that" for m in sentence.kids(t.index, "mark"))
        ),
        None,
    )
    if clause is None and reading.lexicon.has("accusation", token.lemma):
        return _deed_alleged(reading, sentence, token)
    if clause is None or clause.index in reading.consumed:
        return []
    who = sentence.kid(token.index, "poss")
    for prep in sentence.kids(token.index, "prep"):
        if prep.lower in {"by", "from"} and who is None:
            who = sentence.kid(prep.index, "pobj")
    source = source_of(sentence, who, reading.registry, reading.lexicon) if who is not None else Source(UNATTRIBUTED)
    accusing = reading.lexicon.has("accusation", token.lemma) or token.lemma == "case"
    stance = Stance.ALLEGES if accusing or who is None else Stance.ASSERTS
    below = sentence.subtree(token.index)
    by = Attribution(
        source,
        Outcome(stance, commitment="CT+" if who else "Uu"),
        (token.index,),
        (below[0], below[-1]),
        "D04",
        confidence=0.5,
    )
    indices = [
        i for i in sentence.subtree(clause.index) if sentence[i].dep != "mark" or sentence[i].head != clause.index
    ]
    draft = plain_draft(reading, sentence, clause.index, indices, by)
    draft.stance = Stance.DENIES if draft.stance is Stance.DENIES else stance
    return [draft]


def _governing_clause(sentence: Sentence, token: Token) -> int:
    index = token.head
    while not sentence[index].is_verb and sentence[index].head != index:
        index = sentence[index].head
    return index


def _top_of(sentence: Sentence, rest: frozenset[int]) -> int:
    tops = [i for i in sorted(rest) if sentence[i].head not in rest or sentence[i].head == i]
    verbs = [i for i in tops if sentence[i].is_verb]
    return (verbs or [i for i in tops if sentence[i].pos != "PUNCT"] or tops)[0]


def _for_affiliation(source: Source) -> Source:
    """Who would do what a person in office rules out: the body or country they speak for."""
    affiliation = source.speaker.affiliation
    return replace(source, speaker=replace(source.speaker, name=affiliation), referent=None) if affiliation else source
