"""Words that say which part, period or measure is meant, and so keep two figures or facts apart."""

import re
from functools import lru_cache

from nli_contradiction.domain.wording import stem, words

_CONTRASTS = """
adjusted underlying:statutory reported|gross:net|like-for-like comparable:total overall
pre-tax before-tax:after-tax|first-quarter q1:second-quarter q2:third-quarter q3:fourth-quarter q4
quarter quarterly:half half-year interim:year annual full-year whole-year|inside within:outside beyond
indoor:outdoor|before:after since|morning:afternoon:evening:night|winter:spring:summer:autumn
domestic home:foreign export overseas|adult:child children|male men:female women
killed dead died:injured wounded hurt|import:export|hourly:daily:weekly:monthly:yearly
planned scheduled:unplanned|upper:lower|northern:southern|eastern:western|passenger:freight cargo
civilian:military soldier|private:public
stolen taken:recovered|tested:positive|registered enrolled:attended|capacity:actual|so-far:eventual
staff:customer passenger patient pupil
first earliest:last final latest
"""

_SINGLED_OUT = re.compile(
    r"\b(?:miles|kilomet(?:re|er)s|km) (?:off|away)\b|"
    r"\b(?:an?other,?|separate|unrelated|neighbou?ring|rival|sister|similar|different)\s+\w+|\belsewhere\b|"
    r"\b(?:an?|the|its|their|his|her)\s+(?:earlier|previous|smaller|second)\s+\w+|"
    r"(?<!than )\blast\s+(?:year|month|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(flight|hill|room|runway|route|highway|road|platform|gate|bus|line|ward|block|channel|article|section|unit|reactor)"
    r"\s+(\d+)\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(
    r"\b(?:never|ever|any|no one|nobody|none|not one|not a single|not once|nothing|at no time|at any time|no \w+|"
    r"all(?! (?:day|night|morning|afternoon|evening|week|weekend|month|year|summer|winter)\b)|every|everyone|always)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:among|including|of (?:them|whom|those))\b", re.IGNORECASE)
_SHARE = re.compile(r"\d of the \d", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:in all|altogether|in total|total|across the whole|whole|overall|combined|over the)\b", re.IGNORECASE
)


_OVER_A_TIME = re.compile(
    r"\bsince (?!then\b)|\bso far (?:this|in)\b|\bthis (?:year|season)\b|\b(?:over|in|during) the (?:past|last) \w+|"
    r"\b(?:in|during) (?:19|20)\d\d\b",
    re.IGNORECASE,
)


def _groups() -> list[list[frozenset[str]]]:
    groups = []
    for line in _CONTRASTS.replace("\n", "|").split("|"):
        members = [frozenset(stem(w) for w in member.split()) for member in line.split(":")]
        if len(members) > 1:
            groups.append(members)
    return groups


_GROUPS = _groups()


@lru_cache(maxsize=8192)
def scope_marks(text: str) -> frozenset[tuple[int, int]]:
    """Which member of which contrast a sentence names."""
    stems = {w.stem for w in words(text)}
    return frozenset((g, m) for g, members in enumerate(_GROUPS) for m, member in enumerate(members) if member & stems)


def scopes_differ(a: str, b: str) -> bool:
    """Whether the sentences name different members of one contrast and no common one."""
    mine, theirs = scope_marks(a), scope_marks(b)
    shared = {g for g, _ in mine & theirs}
    return bool({g for g, _ in mine} & {g for g, _ in theirs} - shared)


def labels_differ(a: str, b: str) -> bool:
    """Whether both name a numbered thing of one sort, such as a flight or a road, by different numbers."""
    mine, theirs = labels(a), labels(b)
    return any(mine[sort].isdisjoint(theirs[sort]) for sort in mine.keys() & theirs.keys())


@lru_cache(maxsize=8192)
def labels(text: str) -> dict[str, frozenset[str]]:
    """The numbers a sentence gives to flights, roads, rooms and the like, by sort."""
    found: dict[str, frozenset[str]] = {}
    for sort, number in _LABEL.findall(text):
        found[sort.lower()] = found.get(sort.lower(), frozenset()) | {number}
    return found


def is_singled_out(text: str) -> bool:
    """Whether the words set their event apart from the one the story is about."""
    return bool(_SINGLED_OUT.search(text))


def is_universal(text: str) -> bool:
    """Whether the words cover every case or time, so that a single instance excludes them."""
    return bool(_UNIVERSAL.search(text))


def is_part(text: str) -> bool:
    """Whether a figure is for some of those another figure counts."""
    return bool(_PART.search(text))


def is_share(text: str) -> bool:
    """Whether the whole stands beside the figure, "64 of the 70 nurseries": it can meet a part and a bare figure."""
    return bool(_SHARE.search(text))


def is_over_a_time(text: str) -> bool:
    """Whether a figure is that of months or years, not of one event: "since October", "so far this year"."""
    return bool(_OVER_A_TIME.search(text))


def is_summed(text: str) -> bool:
    return bool(_WHOLE.search(text))
