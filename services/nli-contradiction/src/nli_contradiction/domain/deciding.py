"""Decides about one pair: guarded, an update, compatible, or a ground on which both cannot hold."""

from dataclasses import dataclass

from nli_contradiction.domain.clocks import conflicting_times
from nli_contradiction.domain.contrasts import contrast
from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.events import times_exclude
from nli_contradiction.domain.evidence import follows
from nli_contradiction.domain.figures import conflicting_figures, figures_differ
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.guards import (
    BEFORE_ANY_GROUND,
    WITHOUT_A_LINK,
    different_event,
    judges_taste,
    legality,
    opinion,
    other_occasion,
    other_scope,
    reporter,
    too_little_shared,
)
from nli_contradiction.domain.names import same_name
from nli_contradiction.domain.opposites import opposed_words
from nli_contradiction.domain.parties import on_one_side, said_at_different_times, same_speaker
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.updates import update
from nli_contradiction.domain.verdicts import Basis, Update, Verdict
from nli_contradiction.domain.whereabouts import conflicting_places
from nli_contradiction.domain.wording import content_stems

_ALIKE = 0.7
_TYPED = frozenset({Basis.NUMERIC, Basis.TEMPORAL, Basis.LOCATION, Basis.CAUSAL})


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a pair without a model; where a ground needs one, `questions` says what to ask it."""

    pair: Candidate
    verdict: Verdict
    ground: Ground | None = None
    update: Update | None = None
    questions: tuple[Pair, ...] = ()


def examine(pair: Candidate, places: Places, policy: Policy) -> Examined:
    """Every rule that needs no model, cheapest first."""
    if any(guard(pair, policy) for guard in BEFORE_ANY_GROUND):
        return Examined(pair, Verdict.GUARDED)
    if pair.through is not None:
        return _evidence(pair)
    if pair.denial is not None and pair.is_linked:
        return _linked(pair, policy)
    return _opposed(pair, places, policy)


def _linked(pair: Candidate, policy: Policy) -> Examined:
    """The resolver's link counts as equivalence; what the denial says in its own words has to fit it."""
    denier, other = pair.denial or (pair.a, pair.b)
    one_voice = same_speaker(denier.claim.speaker, other.claim.speaker) and not said_at_different_times(pair)
    allied = on_one_side(denier.claim.speaker, other.claim.speaker)
    if one_voice or allied or reporter(pair, policy) or judges_taste(denier):
        return Examined(pair, Verdict.GUARDED)
    ground = Ground(Basis.LINK, 0.9)
    if not denier.claim.proposition or not other.claim.proposition or _says_the_same(pair, policy):
        return Examined(pair, Verdict.CLASH, ground)
    return _denied(pair, policy)


def _says_the_same(pair: Candidate, policy: Policy) -> bool:
    if pair.a.claim.proposition == pair.b.claim.proposition:
        return True
    alike = pair.match.words >= (0.6 if pair.match.predicate else 0.8)
    return alike and not times_exclude(pair.a, pair.b, policy)


def _evidence(pair: Candidate) -> Examined:
    denier, other = pair.denial or (pair.a, pair.b)
    if pair.match.time < 0 or other_occasion(pair):
        return Examined(pair, Verdict.UNRELATED)
    if pair.is_linked or (pair.through is not None and follows(pair.through, other)):
        return Examined(pair, Verdict.CLASH, Ground(Basis.LINKED_EVIDENCE, 0.8))
    denied = denier.claim.proposition or (pair.through.text if pair.through else denier.text)
    return Examined(pair, Verdict.CLASH, Ground(Basis.LINKED_EVIDENCE, 0.7), questions=(Pair(other.text, denied),))


def _opposed(pair: Candidate, places: Places, policy: Policy) -> Examined:
    if too_little_shared(pair, policy) and not (pair.denial is None and typed(pair, places, policy)):
        return Examined(pair, Verdict.UNRELATED)
    replaced = update(pair)
    if replaced is not None and not different_event(pair, policy):
        return Examined(pair, Verdict.UPDATE, update=replaced)
    if same_speaker(pair.a.claim.speaker, pair.b.claim.speaker) and not said_at_different_times(pair):
        return Examined(pair, Verdict.GUARDED)
    return _denied(pair, policy) if pair.denial is not None else _put_forward(pair, places, policy)


def _put_forward(pair: Candidate, places: Places, policy: Policy) -> Examined:
    ground = typed(pair, places, policy) or (None if figures_differ(pair) else contrast(pair))
    if _blocked(pair, ground, policy):
        return Examined(pair, Verdict.UNRELATED if different_event(pair, policy) else Verdict.GUARDED)
    if ground is not None and not ground.needs_model:
        return Examined(pair, Verdict.CLASH, ground)
    if ground is None and not _may_contradict(pair, policy):
        return Examined(pair, Verdict.COMPATIBLE)
    both_ways = (Pair(pair.a.text, pair.b.text), Pair(pair.b.text, pair.a.text))
    return Examined(pair, Verdict.CLASH, ground or Ground(Basis.NEGATION, 0.4, needs_model=True), questions=both_ways)


def _may_contradict(pair: Candidate, policy: Policy) -> bool:
    """Whether words that are neither shared nor names or figures could carry a contradiction."""
    least = policy.least_match_of_model_and_subject if pair.same_subject else policy.least_match_of_model
    if pair.match.beside:
        least = policy.least_match_of_neighbours
    if pair.match.told_together < least or (pair.a.quantities and pair.b.quantities):
        return False
    named = content_stems(" ".join(name for side in (pair.a, pair.b) for name in side.all_names))
    shared = (pair.a.stems & pair.b.stems) | named
    return bool(pair.a.stems - shared and pair.b.stems - shared)


def _denied(pair: Candidate, policy: Policy) -> Examined:
    denier, other = pair.denial or (pair.a, pair.b)
    if not denier.claim.proposition or not other.claim.proposition:
        return Examined(pair, Verdict.COMPATIBLE)
    if other_scope(pair, policy) or any(guard(pair, policy) for guard in WITHOUT_A_LINK):
        return Examined(pair, Verdict.UNRELATED if different_event(pair, policy) else Verdict.GUARDED)
    agrees = pair.match.words >= _ALIKE and opposed_words(denier.text, other.text) is not None
    if agrees or (not pair.is_linked and (_nothing_shared(pair) or _other_person(denier, other))):
        return Examined(pair, Verdict.COMPATIBLE)
    question = Pair(other.text, denier.text)
    strength = 0.85 if pair.is_linked and (pair.match.predicate or pair.match.words >= _ALIKE) else 0.6
    return Examined(pair, Verdict.CLASH, Ground(Basis.DENIED, strength, needs_model=True), questions=(question,))


def _nothing_shared(pair: Candidate) -> bool:
    return pair.match.words == 0 and pair.match.names == 0


def _other_person(denier: Profile, other: Profile) -> bool:
    """Whether each side tells of somebody the other does not name: "Ann Dahl drove no car", "Bo Dahl drove the car"."""
    mine, theirs = _people(denier), _people(other)
    doers = (_people(denier, "agent"), _people(other, "agent"))
    return all(doers) and not any(same_name(x, y) for x in mine for y in theirs)


def _people(profile: Profile, role: str = "") -> list[str]:
    return [e.text for e in profile.claim.entities if e.type == "PERSON" and role in {"", e.role}]


def typed(pair: Candidate, places: Places, policy: Policy) -> Ground | None:
    """The first typed comparator that finds the two excluding each other."""
    return (
        conflicting_figures(pair, policy) or conflicting_times(pair, policy) or conflicting_places(pair, places, policy)
    )


def _blocked(pair: Candidate, ground: Ground | None, policy: Policy) -> bool:
    if pair.same_document and pair.a.is_narration and pair.b.is_narration:
        return True
    if ground is not None and ground.basis in _TYPED:
        return legality(pair, policy) or opinion(pair, policy)
    return other_scope(pair, policy) or any(guard(pair, policy) for guard in WITHOUT_A_LINK)
