"""Reasons for which two claims that look opposed are no clash; each carries its number in the catalogue of guards."""

import re
from collections.abc import Callable

from nli_contradiction.domain.claims import Modality, Stance
from nli_contradiction.domain.events import singled_out_apart
from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.listing import mapped
from nli_contradiction.domain.moments import clock_gap_minutes, moments
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.scopes import is_universal, labels_differ, scopes_differ
from nli_contradiction.domain.stories import newsroom
from nli_contradiction.domain.wording import stem

Guard = Callable[[Candidate, Policy], bool]

_UNREAL = frozenset({Modality.CONDITIONAL, Modality.HYPOTHETICAL, Modality.OBLIGATION})
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|in case|would have)\b|^(?:should|were|had)\b|"
    r",\s*(?:should|were|had) (?:the|a|an|any|he|she|it|they)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|[Mm]ight|[Cc]ould|[Pp]ossibl[ey]|[Pp]erhaps|not ruled out|cannot rule out)\b")
_LEGALITY = mapped(
    """legal illegal lawful unlawful law violation violate legitimate permissible conform comply constitutional
    unconstitutional breach""",
    stem,
)
_PRESUPPOSING = mapped(
    "responsible responsibility involve involvement involved role knowledge know aware motive blame fault liable",
    stem,
)
_INTENDING = mapped("plan intend intention propose proposal", stem)
_NEVER = re.compile(r"\b(?:n?ever|not once|at no time)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:reject|den|refus|turn|dismiss)(?:s|ed|es|ied|ies|ing|ying)?(?: down)?\s(?:\w+\s){0,4}?"
    r"(?:appeal|bid|request|offer|proposal|visa|bail|access|entry|permission|application|demand|motion)\b",
    re.IGNORECASE,
)
_GRADES = re.compile(
    r"\bthe (?:most|least|(?!latest|rest|west|east|test|forest|request|interest|protest)\w{2,}est)\b|\bas \w+ as ever\b"
)
_UNTRUE = re.compile(
    r"\b(?:lies?|lying|false\w*|untrue|fabricat\w+|invent\w+|fak\w+|forg\w+|hoax\w*|nonsense|fiction|wrong|mistaken|"
    r"deny|denie[sd]|denial|reject\w*|baseless|unfounded)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:best|worst|finest|greatest|disgrac\w*|sham(?:e|eful)|beautiful|ugly|brave|wonderful|terrible|awful|excellent|"
    r"magnificent|brilliant|pathetic|disappoint\w*|outrageous|unacceptable|irresponsible|reckless|proud|admirable)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"(?:call|describ|brand|label|dubb|term|portray|characteri)\w*$", re.IGNORECASE)


def different_event(pair: Candidate, policy: Policy) -> bool:
    """G1: too little in common, or times or places that exclude each other."""
    return other_occasion(pair) or too_little_shared(pair, policy)


def other_occasion(pair: Candidate) -> bool:
    """Whether times or numbers exclude each other, or one side sets its event apart from the story's."""
    if pair.match.time <= -1.0 and not _reaches_over_time(pair):
        return True
    if pair.denial is not None and _at_other_hours(pair):
        return True
    if labels_differ(pair.a.claim.quote.text, pair.b.claim.quote.text):
        return True
    return singled_out_apart(pair.a, pair.b) and pair.match.score < 0.75 and not _denied_for_ever(pair)


def _at_other_hours(pair: Candidate) -> bool:
    """Whether what is denied and what is put forward stand at two clock times."""
    gap = clock_gap_minutes(moments(pair.a.text).clocks, moments(pair.b.text).clocks)
    return gap is not None and gap > 0


def too_little_shared(pair: Candidate, policy: Policy) -> bool:
    """Less in common than a denial, a shared subject, or any other pair needs."""
    if pair.denial is not None:
        seen = pair.denial[1].is_exhibit or pair.denial[1].is_eyewitness
        return pair.match.told_together < (policy.least_match_of_evidence if seen else policy.least_match_of_denial)
    least = policy.least_match_of_subject if pair.same_subject else policy.least_match
    return pair.match.told_together < least


def _reaches_over_time(pair: Candidate) -> bool:
    denial = pair.denial
    return denial is not None and denial[0].period is None and is_universal(denial[0].claim.quote.text)


def _denied_for_ever(pair: Candidate) -> bool:
    """Whether one side says that it never happened, so that it did not last autumn either."""
    return pair.denial is not None and bool(_NEVER.search(pair.denial[0].claim.quote.text))


def hedged(pair: Candidate, _policy: Policy) -> bool:
    """G4: may, might and could leave room for the other side; hedged evidence against a denial does not."""
    return any(_is_hedged(p) and not _is_shown_to_a_denier(p, pair) for p in (pair.a, pair.b))


def _is_hedged(profile: Profile) -> bool:
    return profile.claim.modality is Modality.POSSIBLE or bool(_MAY.search(profile.claim.proposition))


def _is_shown_to_a_denier(profile: Profile, pair: Candidate) -> bool:
    return pair.denial is not None and profile.offers_evidence and not _MAY.search(profile.claim.proposition)


def unreal(pair: Candidate, _policy: Policy) -> bool:
    """G5: what holds under a condition, is imagined or ought to be excludes no fact; a forecast excludes no past."""
    modalities = (pair.a.claim.modality, pair.b.claim.modality)
    if any(m in _UNREAL for m in modalities):
        return True
    echoed = pair.is_linked and pair.a.claim.proposition == pair.b.claim.proposition
    if not echoed and any(_CONDITION.search(p.claim.proposition) for p in (pair.a, pair.b)):
        return True
    if pair.denial is not None and pair.denial[0].stems & _INTENDING:
        return False
    return (modalities[0] is Modality.FUTURE) != (modalities[1] is Modality.FUTURE)


def legality(pair: Candidate, _policy: Policy) -> bool:
    """G6: whether an act is lawful and whether it happened are two questions."""
    return (_on_law(pair.a)) != (_on_law(pair.b)) and not pair.is_linked


def _on_law(profile: Profile) -> bool:
    return profile.claim.subtype == "legality_defence" or bool(profile.stems & _LEGALITY)


def other_story(pair: Candidate, _policy: Policy) -> bool:
    """G1 between documents: they have no name in common, so what reads alike happened to others."""
    if pair.same_document or not (pair.a.story and pair.b.story):
        return False
    own = newsroom(pair.a.context) if pair.a.context.source == pair.b.context.source else frozenset()
    return not (pair.a.story & pair.b.story) - own


def no_side_taken(pair: Candidate, _policy: Policy) -> bool:
    """G7: a speaker who declines, doubts or expects denies nothing; two denials agree."""
    return pair.a.sign == 0 or pair.b.sign == 0 or (pair.a.sign < 0 and pair.b.sign < 0)


def reporter(pair: Candidate, _policy: Policy) -> bool:
    """G8: a document that reports what its speakers dispute takes no side in it."""
    if not pair.same_document:
        return False
    return pair.a.is_narration or pair.b.is_narration


def presupposed(pair: Candidate, _policy: Policy) -> bool:
    """G11: to deny responsibility, knowledge or a motive is not to deny what happened."""
    denial = pair.denial
    if denial is None:
        return False
    denier, other = denial
    if not denier.stems & _PRESUPPOSING:
        return False
    return not (other.stems & _PRESUPPOSING or other.names & denier.party)


def refusal(pair: Candidate, _policy: Policy) -> bool:
    """G12: to reject a bid or deny a visa is to refuse it, not to call it untrue."""
    return any(_is_refusal(p) for p in (pair.a, pair.b))


def _is_refusal(profile: Profile) -> bool:
    if profile.claim.stance is not Stance.DENIES:
        return False
    thin = len(profile.stems) <= 2 and not profile.claim.responds_to
    return profile.claim.subtype == "refusal" or (thin and bool(_REFUSAL.search(profile.claim.quote.text)))


def opinion(pair: Candidate, _policy: Policy) -> bool:
    """G13: a judgement of taste excludes no fact and no other judgement."""
    return any(is_opinion(p) for p in (pair.a, pair.b)) and not pair.is_linked


def judges_taste(denier: Profile) -> bool:
    """Whether the words of a denial grade something and call nothing untrue."""
    words = denier.claim.quote.text
    return denier.claim.subtype == "opinion" or (bool(_GRADES.search(words)) and not _UNTRUE.search(words))


def is_opinion(profile: Profile) -> bool:
    claim = profile.claim
    described = claim.stance is Stance.ASSERTS and bool(_DESCRIBES.match(claim.cue))
    return claim.subtype == "opinion" or described or bool(_OPINION.search(claim.proposition))


def other_scope(pair: Candidate, _policy: Policy) -> bool:
    """G9 and scope: the claims name different parts, periods or measures, or places that exclude each other."""
    stated = pair.a.states_places and pair.b.states_places
    apart = pair.match.places < 0 and (stated or not pair.same_document)
    return scopes_differ(pair.a.text, pair.b.text) or apart


BEFORE_ANY_GROUND: tuple[Guard, ...] = (other_story, no_side_taken, unreal, hedged, refusal)
WITHOUT_A_LINK: tuple[Guard, ...] = (different_event, legality, reporter, presupposed, opinion)
