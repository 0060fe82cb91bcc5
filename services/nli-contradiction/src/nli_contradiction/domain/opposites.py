"""Words of which only one can be true of the same thing at the same time."""

from nli_contradiction.domain.wording import Word, stem, words

_PAIRS = """
open:close shut lock seal|rise:fall|gain:lose|win:lose draw|silent quiet mute:sound wail ring blare
alive living survive:die|accept:reject refuse decline|approve back endorse:reject oppose block veto|pass:fail
arrive:depart|enter:depart|full packed crowded:empty deserted vacant
occupied inhabited:empty vacant deserted uninhabited|guilty:innocent|convict:acquit
legal lawful:illegal unlawful|safe harmless:unsafe dangerous toxic hazardous
true correct right accurate:false wrong incorrect untrue inaccurate|present:absent
voluntary freely willing willingly:forced coerced ousted unwilling|resign quit:dismiss fire sack oust expel push
intact undamaged unharmed:destroy damage ruin|free release:arrest jail imprison hold
working functioning operational:broken faulty defective off|lit bright:dark unlit|wet flooded:dry
hot:cold|begin:end|early:late|increase:decrease|expand widen:narrow contract
strengthen:weaken|improve:worsen deteriorate|support:oppose|agree:disagree refuse
allow permit:ban forbid prohibit bar|include:exclude|remain stay:leave depart|keep retain:scrap drop abandon
advance:retreat withdraw|attack:defend|hire:sack dismiss|profit:loss|surplus:deficit|majority:minority
armed:unarmed|sober:drunk|vaccinated:unvaccinated|sealed:breached|contained controlled:uncontrolled raging
clear:blocked|calm peaceful:violent|public:secret|deliberate intentional:accidental unintentional
genuine authentic real:fake forged staged fabricated|clean:contaminated polluted dirty
sufficient enough adequate:insufficient inadequate|normal:abnormal|complete finished:incomplete unfinished
friendly:hostile|positive:negative|solvent:insolvent bankrupt|single:together simultaneously
nothing:something
"""


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "|").split("|"):
        left, _, right = pair.partition(":")
        mine, theirs = ({stem(w) for w in side.split()} for side in (left, right))
        for one, other in ((mine, theirs), (theirs, mine)):
            for word in one:
                table.setdefault(word, set()).update(other - {word})
    return {word: frozenset(others) for word, others in table.items()}


def opposed_words(a: str, b: str) -> tuple[Word, Word] | None:
    """The first pair of opposite words in two sentences, where neither sentence holds both."""
    mine, theirs = words(a), words(b)
    stems_a, stems_b = ({w.stem for w in side} for side in (mine, theirs))
    for word in mine:
        others = OPPOSITES.get(word.stem, frozenset())
        if not word.is_content or not others or others & stems_a or word.stem in stems_b:
            continue
        for other in theirs:
            if other.stem in others and other.is_content:
                return word, other
    return None


OPPOSITES = _table()
