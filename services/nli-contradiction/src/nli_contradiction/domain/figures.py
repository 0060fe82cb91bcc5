"""Compares figures: same slot, same scope, intervals that exclude each other."""

import re
from dataclasses import replace

from nli_contradiction.domain.amounts import Interval, interval, is_money
from nli_contradiction.domain.claims import Quantity
from nli_contradiction.domain.events import singled_out_apart
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.listing import listed, mapped
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.scopes import is_over_a_time, is_part, is_share, is_summed, scopes_differ
from nli_contradiction.domain.verdicts import Basis
from nli_contradiction.domain.wording import content_stems, stem, words

LIGHT_HEADS = listed(
    """be have reach total stand put come amount numb count includ estim record report giv get mak tak consist contain
    own say show list see keep announc involv compris do claim"""
)


_SURE_THINGS = 3
_LEAST_BARE_SUM = 100_000
_BARE_FIGURE = re.compile(
    r"^(?:it|that|this|they|the (?:(?:real|true|actual|total|correct) )?"
    r"(?:figure|number|total|toll|sum|amount|count|tally))(?: (?:on|of|for|in|at) [^,]*?)? "
    r"(?:is|was|were|are|stood|came)\b",
    re.IGNORECASE,
)
_ATTENDING = mapped(
    "crowd march marcher rally protest protester demonstrate demonstration demonstrator attend attendance gather",
    stem,
)
_TURNED_OUT = re.compile(
    r"\b(?:turnout|took part|taken part|turned out|cast (?:an? |their )?(?:vote|ballot)s?|"
    r"voted(?! (?:for|against|to)\b))\b",
    re.IGNORECASE,
)
_HEADCOUNT = _ATTENDING | mapped("person people participant", stem)
_TOLL = mapped("dead injured missing arrested", stem)


def conflicting_figures(pair: Candidate, policy: Policy) -> Ground | None:
    """The widest gap between figures of one slot, unless another figure of that slot agrees."""
    best: tuple[float, Quantity, Quantity] | None = None
    for mine in pair.a.quantities:
        for theirs in pair.b.quantities:
            fit = slot_fit(pair, mine, theirs)
            if fit < 0.5:
                continue
            left, right = _intervals(mine, theirs, policy)
            if not left.excludes(right):
                return None
            strength = fit * (0.7 + 0.3 * min(1.0, 2 * left.gap(right)))
            if best is None or strength > best[0]:
                best = (strength, mine, theirs)
    if best is None:
        return None
    return Ground(Basis.NUMERIC, best[0], (_surface(pair.a, best[1]),), (_surface(pair.b, best[2]),))


def figures_differ(pair: Candidate) -> bool:
    """Whether two figures of one thing are not the same, so that only they tell the claims apart."""
    return any(
        slot_fit(pair, m, t) >= 0.5 and (m.value, m.bound) != (t.value, t.bound)
        for m in pair.a.quantities
        for t in pair.b.quantities
    )


def slot_fit(pair: Candidate, mine: Quantity, theirs: Quantity) -> float:
    """How surely two figures measure one thing, 0 to 1; 0.5 and more counts as the same slot."""
    if not _dimensions_agree(mine, theirs) or _scope_apart(pair):
        return 0.0
    if _puts_it_at(pair):
        return 0.65
    mine_of, their_of = counted(mine), counted(theirs)
    is_count = interval(mine, _PLAIN).dimension.startswith("count")
    things = _things_agree(pair, mine_of, their_of, is_count=is_count)
    context = (pair.a.stems & pair.b.stems) - mine_of - their_of - content_stems(f"{mine.unit} {theirs.unit}")
    if things is None or not (context or mine_of & their_of & _TOLL or _at_one_gathering(pair)):
        return 0.0
    if (
        not (mine_of and their_of)
        and not _heads_agree(pair.a, pair.b)
        and len(_told(pair, mine, theirs)) < _SURE_THINGS
    ):
        return 0.0
    strangers = bool(pair.a.names and pair.b.names) and not pair.a.names & pair.b.names
    return min(1.0, things + 0.1 * _heads_agree(pair.a, pair.b) + 0.15 * min(len(context), 3) - 0.15 * strangers)


def _at_one_gathering(pair: Candidate) -> bool:
    """Whether two neighbours tell how many came: "the crowd was 20,000", "100,000 people had marched"."""
    return pair.match.beside > 0 and all(side.stems & _ATTENDING for side in (pair.a, pair.b))


def _told(pair: Candidate, mine: Quantity, theirs: Quantity) -> frozenset[str]:
    """What both say beside names and units: what money or a length is the measure of, where no counted thing tells."""
    named = " ".join(name for side in (pair.a, pair.b) for name in side.all_names)
    return (pair.a.stems & pair.b.stems) - content_stems(f"{named} {mine.unit} {theirs.unit} million billion thousand")


def _puts_it_at(pair: Candidate) -> bool:
    """Whether the later of two neighbours only gives another number for what the earlier counted: "put it at nine"."""
    if pair.match.beside < 1.0 or len(pair.a.quantities) != 1 or len(pair.b.quantities) != 1:
        return False
    later = max((pair.a, pair.b), key=lambda p: p.claim.sentence.start)
    return bool(_BARE_FIGURE.match(later.claim.proposition))


def _things_agree(pair: Candidate, mine: frozenset[str], theirs: frozenset[str], *, is_count: bool) -> float | None:
    """What agreement of the things counted is worth, None where they are or may be different things."""
    if not mine or not theirs:
        return None if is_count else 0.2
    if mine & theirs:
        return 0.5 if mine & theirs & _TOLL else 0.4
    if not is_count and all(_TURNED_OUT.search(side.text) for side in (pair.a, pair.b)):
        return 0.4
    if is_count and _at_one_gathering(pair) and (mine <= _HEADCOUNT or theirs <= _HEADCOUNT):
        return 0.5
    tied = _heads_agree(pair.a, pair.b) or bool(pair.a.names & pair.b.names)
    return 0.3 if tied and (mine <= pair.b.stems or theirs <= pair.a.stems) else None


def counted(quantity: Quantity) -> frozenset[str]:
    """Stems of what a figure counts, units and the word for people aside."""
    dimension = interval(quantity, _PLAIN).dimension
    noun = quantity.unit if dimension.startswith("count") else ""
    units = content_stems(quantity.unit) if not dimension.startswith("count") else frozenset()
    found = content_stems(f"{quantity.of} {noun}") - units
    return found - {"person"} or found


def _dimensions_agree(mine: Quantity, theirs: Quantity) -> bool:
    left, right = _intervals(mine, theirs, _PLAIN)
    return left.dimension == right.dimension


def _intervals(mine: Quantity, theirs: Quantity, policy: Policy) -> tuple[Interval, Interval]:
    """Both in the dimension they share; a bare "27 million" is money where the other is."""
    left, right = (interval(q, policy) for q in (mine, theirs))
    sorts = [found.dimension.partition(":")[0] for found in (left, right)]
    if is_money(mine.unit) != is_money(theirs.unit) and all(
        is_money(q.unit) or _is_bare_sum(q) for q in (mine, theirs)
    ):
        sorts = ["money", "money"]
    return replace(left, dimension=sorts[0]), replace(right, dimension=sorts[1])


def _is_bare_sum(quantity: Quantity) -> bool:
    return not quantity.unit and quantity.value >= _LEAST_BARE_SUM


def _heads_agree(a: Profile, b: Profile) -> bool:
    return bool(a.head) and (a.head == b.head or {a.head, b.head} <= LIGHT_HEADS)


def _scope_apart(pair: Candidate) -> bool:
    a, b = pair.a.claim.quote.text, pair.b.claim.quote.text
    long_before = pair.match.time < 0 and not _heads_agree(pair.a, pair.b)
    one_is_share = is_share(pair.a.text) or is_share(pair.b.text)
    if is_part(pair.a.text) != is_part(pair.b.text) and not one_is_share:
        return True
    if is_over_a_time(pair.a.text) != is_over_a_time(pair.b.text):
        return True
    if scopes_differ(pair.a.text, pair.b.text) or pair.match.places < 0 or pair.match.time <= -1.0 or long_before:
        return True
    return singled_out_apart(pair.a, pair.b) or (is_summed(a) != is_summed(b) and pair.match.words < 0.6)


def _surface(profile: Profile, quantity: Quantity) -> str:
    if quantity.span is not None:
        start = quantity.span.start - profile.claim.quote.start
        return profile.claim.quote.text[max(start, 0) : max(quantity.span.end - profile.claim.quote.start, 0)]
    figure = f"{quantity.value:g}"
    return next((w.text for w in words(profile.claim.quote.text) if w.lower.replace(",", "") == figure), figure)


_PLAIN = Policy()
