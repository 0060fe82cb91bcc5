"""Recognises that a speaker calls somebody's word or evidence untrue without saying what is true instead."""

import re
from dataclasses import replace

from nli_contradiction.domain.claims import Claim, Stance

_TALK = (
    "accounts?|accusations?|allegations?|arguments?|assertions?|charges?|claims?|contentions?|descriptions?|explanations?|"
    "figures?|findings?|insinuations?|narratives?|notions?|reports?|rumou?rs?|stor(?:y|ies)|suggestions?|statements?|"
    "tales?|testimony|theor(?:y|ies)|versions?|words"
)
_EXHIBITS = (
    r"clips?|data|documents?|e-?mails?|files?|film|footage|images?|letters?|logs?|memos?|messages?|minutes|pages|"
    r"papers|photos?|photographs?|pictures?|readings?|recordings?|records?|registers?|results?|samples?|scans?|"
    r"tapes?|tests?|videos?"
)
_UNTRUE = (
    r"baseless|bogus|fables?|figments?|ghost stor(?:y|ies)|legends?|moonshine|tall (?:tales?|stor(?:y|ies))|yarns?|"
    r"concocted|cooked up|distort\w+|doctored|erroneous|fabricat\w+|fairy ?tales?|"
    r"fak\w+|falsehoods?|false|fantasy|fiction\w*|forged|forger(?:s|y|ies)|groundless|hoax\w*|"
    r"imaginary|inaccurate|incorrect|invent\w+|lies?|made up|manipulated|misleading|mistaken|montages?|"
    r"myths?|propaganda|slander\w*|smears?|staged|unfounded|unreliable|"
    r"untrue|wrong|guesswork|bluff|hearsay|out of date|outdated|superseded|"
    r"without (?:any )?(?:foundation|basis|merit|substance)|"
    r"not (?:true|so|correct|genuine|authentic|real)"
)
_WEAK = (
    r"absurd\w*|balderdash|bunk(?:um)?|claptrap|corrupt|defective|drivel|fanciful|far-fetched|faulty|flawed|garbage|hogwash|"
    r"laughable|ludicrous|nonsens\w+|outlandish|piffle|poppycock|preposterous|ridiculous|risible|rubbish|tosh|twaddle|worthless"
)
_COPULA = r"(?:is|are|was|were|be|been|being)"
_UP_TO = r"(?:[\w'\u2019-]+\s+)"
_DISMISSED = re.compile(
    rf"^{_UP_TO}{{0,5}}?(?:{_TALK}|{_EXHIBITS})\s+{_UP_TO}{{0,6}}?{_COPULA}\s+{_UP_TO}{{0,3}}?(?:{_UNTRUE}|{_WEAK})\b",
    re.IGNORECASE,
)
_MISREAD = re.compile(
    rf"^{_UP_TO}{{0,5}}?(?:{_EXHIBITS})\s+(?:shows?|showed|depicts?|depicted|{_COPULA}\s+(?:of|from))\s+"
    r"(?:some\s+other|another|a\s+different|some(?:body|one|thing|where)\s+else)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"\b(?:his|her)\s+(?:[\w-]+\s+)?(?:{_TALK}|{_EXHIBITS})\b", re.IGNORECASE)
_JUDGED = re.compile(rf"\b(?:{_TALK}|{_EXHIBITS})\b", re.IGNORECASE)
_CALLS_UNTRUE = re.compile(
    rf"\b(?:that|this|it)\b[^.]*\b(?:{_WEAK})\b|"
    rf"\b(?:{_UNTRUE}|den(?:y|ies|ied|ial)|dismiss\w*|reject\w*|disput\w+|refut\w+|rebut\w+|contest\w*|never|"
    r"(?:brush|wav|shrug|laugh)\w*(?: \w+){0,3} (?:off|aside|away)|(?:taking|took) issue|no such|not a word|no one|"
    r"not (?:what|how|the case)|nothing of the|no truth|nobody|none|did(?: not|n['\u2019]t)|"
    r"ha(?:s|ve|d)(?: not|n['\u2019]t))\b",
    re.IGNORECASE,
)


def as_dismissal(claim: Claim) -> Claim:
    """A claim that calls words or evidence untrue, read as a denial of what they say; any other claim as it is."""
    dismisses = _DISMISSED.search(claim.proposition) or _MISREAD.search(claim.proposition)
    if claim.stance is not Stance.ASSERTS or claim.speaker.is_author or not dismisses:
        return claim
    return replace(claim, stance=Stance.DENIES, proposition="", event_head="", responds_to=(), quantities=())


def means_a_person(text: str) -> bool:
    """Whether the words speak of his or her statement or exhibit."""
    return bool(_OWNED.search(text))


def calls_untrue(text: str) -> bool:
    """Whether the words of a denial say that something is not so, or judge a statement or an exhibit."""
    return bool(_CALLS_UNTRUE.search(text) or _JUDGED.search(text))
