"""Words of which only one can be true of the same thing at the same time."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nli_contradiction.domain.wording import stem, words

_PAIRS = """
open:close shut lock seal|rise:fall|win:lose draw|silent quiet mute:sound wail ring blare
alive living survive:die|accept:reject refuse decline|approve back endorse:reject oppose block veto|pass:fail
arrive:depart|enter:depart|full packed crowded:empty deserted vacant
occupied inhabited:empty vacant deserted uninhabited|guilty:innocent|convict:acquit
legal lawful:illegal unlawful|safe harmless:unsafe dangerous toxic hazardous
true correct right accurate:false wrong incorrect untrue inaccurate|present:absent
voluntary freely willing willingly:forced coerced ousted unwilling|resign quit:dismiss fire sack oust expel push
intact undamaged unharmed:destroy damage ruin|free release:arrest jail imprison hold
working functioning operational:broken faulty defective inoperative|lit bright:dark unlit|wet flooded:dry
hot:cold|begin:end|early:late|increase:decrease|expand widen:narrow contract
strengthen:weaken|improve:worsen deteriorate|support:oppose|agree:disagree refuse
allow permit:ban forbid prohibit bar|include:exclude|remain stay:leave depart|keep retain:scrap drop abandon
advance:retreat withdraw|attack:defend|hire:sack dismiss|profit:loss|surplus:deficit|majority:minority
armed:unarmed|sober:drunk|vaccinated:unvaccinated|sealed:breached|contained controlled:uncontrolled raging
clear:blocked|calm peaceful:violent|public:secret|deliberate intentional:accidental unintentional
genuine authentic real:fake forged staged fabricated|clean:contaminated polluted dirty
sufficient enough adequate:insufficient inadequate lacking|normal:abnormal|complete finished:incomplete unfinished
friendly:hostile|positive:negative|solvent:insolvent bankrupt|successive:simultaneous
nothing:something|larger bigger greater:smaller|higher:lower|taller:shorter|longer:shorter|faster quicker:slower
heavier:lighter|stronger:weaker|hotter warmer:colder cooler|cheaper:dearer costlier pricier|earlier sooner:later
"""


_PHRASES = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
    for pattern, word in (
        (r"(?:switched|turned|powered|shut) (?:off|down)|out of (?:order|service|action|use)", "inoperative"),
        (r"of (?:his|her|their|its) own (?:free will|accord|choice)", "voluntary"),
        (r"(?:pushed|forced|driven|kicked|thrown) out", "ousted"),
        (r"(?:ran|run|running|runs) out of", "lacking"),
        (r"all (?:[\w-]+ ){0,4}?(?:at once|together)|at the same time", "simultaneous"),
        (r"one (?:by one|at a time|after (?:another|the other))", "successive"),
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase by its stem and as written."""

    stem: str
    text: str


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "|").split("|"):
        left, _, right = pair.partition(":")
        mine, theirs = ({stem(w) for w in side.split()} for side in (left, right))
        for one, other in ((mine, theirs), (theirs, mine)):
            for word in one:
                table.setdefault(word, set()).update(other - {word})
    return {word: frozenset(others) for word, others in table.items()}


def opposed_words(a: str, b: str) -> tuple[Term, Term] | None:
    """The first pair of opposite words or phrases in two sentences, where neither sentence holds both."""
    mine, theirs = terms(a), terms(b)
    stems_a, stems_b = ({t.stem for t in side} for side in (mine, theirs))
    for term in mine:
        others = OPPOSITES.get(term.stem, frozenset())
        if not others or others & stems_a or term.stem in stems_b:
            continue
        for other in theirs:
            if other.stem in others:
                return term, other
    return None


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[Term, ...]:
    """Content words, and phrases that mean what one word means."""
    phrases = [Term(stem(word), match.group()) for pattern, word in _PHRASES for match in pattern.finditer(text)]
    return (*phrases, *(Term(w.stem, w.text) for w in words(text) if w.is_content))


OPPOSITES = _table()
