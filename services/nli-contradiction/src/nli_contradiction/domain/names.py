"""Names of people, bodies and places: spelling variants, acronyms, demonyms and capitals come to one form."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from nli_contradiction.domain.listing import listed, mapped

_TITLES = listed(
    """mr mrs ms miss dr prof professor sir dame lord lady president prime minister vice deputy general colonel captain
    major lieutenant sergeant inspector superintendent chief senator mayor governor judge justice king queen prince
    princess pope bishop councillor chairman chairwoman spokesman spokeswoman spokesperson director secretary ambassador
    the a an of for and in at on to by"""
)

_GENERIC = listed(
    """firm ministry department office agency government council committee commission company group police army force
    forces court university hospital party union association authority board bank club city county state republic
    kingdom united national international north south east west northern southern eastern western new old great
    first second street road lane avenue square row way park creek island bay coast village town district river
    lake valley hill bridge port airport station school plc ltd inc corp co news times post herald defence defense
    foreign interior health justice trade transport monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december"""
)

_SAME_AS = """
america: us usa american washington|britain: uk british london|france: french paris|germany: german berlin
netherlands: dutch|switzerland: swiss|greece: greek|denmark: danish|poland: polish|spain: spanish|sweden: swedish
finland: finnish|ireland: irish|wales: welsh|scotland: scottish|russia: moscow kremlin|china: beijing|iran: tehran
ukraine: kyiv kiev|north korea: pyongyang|south korea: seoul|united nations: un|european union: eu
"""

_NAME = re.compile(r"[^\W\d_][\w'\u2019.&-]*|\d+")
_ALIASES = {
    short: name
    for name, _, others in (row.partition(": ") for row in _SAME_AS.strip().replace("\n", "|").split("|"))
    for short in others.split()
}
_PART_OF_NAME = frozenset({"North", "South", "East", "West", "New", "Northern", "Southern", "Old", "Saint", "St"})
_ENDINGS = ("ians", "ian", "ese", "ans", "an", "ish", "ia", "ey", "i", "a", "e")
_SPELLINGS = (
    (r"iy\b|yy\b|ii\b|ij\b|iy\b", "y"),
    (r"kh", "k"),
    (r"q", "k"),
    (r"ou", "u"),
    (r"ph", "f"),
    (r"([^\Wd])\1", r"\1"),
)


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Lower case without accents and possessive endings."""
    plain = unicodedata.normalize("NFKD", text).lower().replace("\u2019", "'")
    return re.sub(r"'s?\b", "", "".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=16384)
def atom(token: str) -> str:
    """One token of a name in the form its variants share, such as Russia, Russian and Moscow."""
    plain = fold(token).replace(".", "")
    plain = _ALIASES.get(plain, plain)
    if " " in plain:
        first, last = plain.rsplit(" ", 1)
        return f"{first} {_root(last)}" if first in {"north", "south"} else plain
    for pattern, short in _SPELLINGS:
        plain = re.sub(pattern, short, plain)
    return _root(plain)


def _root(plain: str) -> str:
    return next((plain[: -len(e)] for e in _ENDINGS if plain.endswith(e) and len(plain) - len(e) >= 4), plain)


@lru_cache(maxsize=16384)
def atoms(name: str) -> frozenset[str]:
    """The telling tokens of a name; of generic words alone only where there is nothing else."""
    return _telling(name) | _initials(name)


def all_atoms(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(atoms(name) for name in names))


@lru_cache(maxsize=32768)
def same_name(a: str, b: str) -> bool:
    """Whether two names can belong to one bearer: one's telling tokens are among the other's, or initials fit."""
    mine, theirs = _telling(a), _telling(b)
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or bool(_initials(a) & theirs) or bool(_initials(b) & mine)


@lru_cache(maxsize=16384)
def _telling(name: str) -> frozenset[str]:
    tokens = [t for t in _NAME.findall(name) if fold(t) not in _TITLES]
    found = set()
    for before, token in pairwise(["", *tokens]):
        if fold(token).strip(".") not in _GENERIC:
            found.add(f"{fold(before)} {atom(token)}" if before in _PART_OF_NAME else atom(token))
    return frozenset(found or (atom(t) for t in tokens))


@lru_cache(maxsize=16384)
def _initials(name: str) -> frozenset[str]:
    tokens = [t for t in _NAME.findall(name) if t[0].isupper() and fold(t) not in _TITLES]
    if any(t.isupper() for t in tokens):
        return frozenset()
    letters = "".join(t[0] for t in tokens).lower()
    is_union = letters in _ALIASES and any(fold(t) in {"united", "union"} for t in tokens)
    return frozenset({atom(letters)}) if is_union or len(letters) >= 3 else frozenset()


def capitalised(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Runs of capitalised words; a single word that opens the sentence counts only where it is known as a name."""
    runs = re.findall(r"(?:[A-Z][\w'\u2019.-]*(?:\s+(?:of\s+(?:the\s+)?)?(?=[A-Z]))?)+", text)
    opening = text.split(maxsplit=1)[0] if text.split() else ""
    return [run.strip() for run in runs if run.strip() != opening or len(run.split()) > 1 or atom(opening) in known]


GENERIC = frozenset(atom(word) for word in _GENERIC)
CALENDAR = mapped(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December""",
    atom,
)
