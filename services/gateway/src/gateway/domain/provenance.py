"""What tells whose report a text is: runs of words, quotations, credited agencies, whom it has things from."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from gateway.domain.documents import Document

_RUN_WORDS = 8
_QUOTE_WORDS = 6
_TRACED_RUNS = 48
_TRACED_QUOTES = 16
_LEAD_CHARACTERS = 200
_TAIL_CHARACTERS = 300

_WORD = re.compile(r"\w+|\x00")
_QUOTATION = re.compile(r"[\u201c\u00ab\"]([^\u201c\u201d\u00ab\u00bb\"\n]{12,800})[\u201d\u00bb\"]")
_SENTENCE_END = re.compile(r"[.\n]")
_SMALL_PRINT = re.compile(
    r"all rights reserved|may not be (?:published|reproduced|redistributed)|contributed to this report|"
    r"sign up (?:for|to)|subscribe to",
    re.IGNORECASE,
)
_AGENCIES = {
    "reuters": ("reuters",),
    "ap": ("ap", "associated press", "apnews"),
    "afp": ("afp", "agence france-presse", "agence france presse"),
    "dpa": ("dpa", "deutsche presse-agentur"),
    "pa": ("pa media", "press association"),
    "efe": ("efe",),
    "ansa": ("ansa",),
    "tass": ("tass",),
    "xinhua": ("xinhua",),
    "kyodo": ("kyodo", "kyodo news"),
    "upi": ("upi", "united press international"),
    "bloomberg": ("bloomberg", "bloomberg news"),
    "anadolu": ("anadolu", "anadolu agency"),
    "pti": ("pti", "press trust of india"),
    "yonhap": ("yonhap",),
}
AGENCIES = frozenset(_AGENCIES)
_AGENCY_OF = {name: agency for agency, names in _AGENCIES.items() for name in names}
_ANY_AGENCY = "|".join(sorted(map(re.escape, _AGENCY_OF), key=len, reverse=True))
_NAMED = re.compile(rf"\b({_ANY_AGENCY})\b", re.IGNORECASE)
_DATELINE = re.compile(rf"\(\s*({_ANY_AGENCY})\s*\)\s*[-\u2013\u2014:]", re.IGNORECASE)
_SIGNED = re.compile(
    rf"(?:^|\n)\W*({_ANY_AGENCY})\W*$|(?:reporting|inputs?|files?|material|agencies|copyright|\u00a9)\W+"
    rf"(?:(?:by|from|of)\W+)?(?:the\W+)?({_ANY_AGENCY})\b",
    re.IGNORECASE,
)
_NAME = r"([A-Z][\w&'-]{0,30}(?: [A-Z][\w&'-]{0,30}){0,3})"
_CITED = re.compile(
    rf"\b(?:told|tells|speaking to|in an interview with|according to|reported by|citing)\s(?:the\s)?{_NAME}"
)
_REPORTED = re.compile(rf"\b{_NAME}\s(?:first\s)?(?:reported|quoted\s\w{{1,30}}\sas\ssaying)\b")


@dataclass(frozen=True)
class Provenance:
    """Hashes of all eight-word runs outside quotation marks and of all quotations of six words or more.

    `credits` are agencies the report is signed with, `cited` outlets it says others spoke to, both in plain letters;
    `outlet` is its own publisher in the same form.
    """

    words: int
    runs: frozenset[int]
    quotes: frozenset[int]
    credits: frozenset[str]
    cited: frozenset[str]
    outlet: str
    published_at: datetime | None

    @property
    def traces(self) -> frozenset[int]:
        """The few hashes to look for in an archive: copies share some of them."""
        return frozenset((*nsmallest(_TRACED_RUNS, self.runs), *nsmallest(_TRACED_QUOTES, self.quotes)))


def provenance(document: Document) -> Provenance:
    quotations = [match.group(1) for match in _QUOTATION.finditer(document.text)]
    words = _words(_without_small_print(_QUOTATION.sub(" \x00 ", document.text)))
    outlet = _plain((document.source or "").split(".", maxsplit=1)[0])
    return Provenance(
        words=_hash(" ".join(_words(document.text))),
        runs=frozenset(map(_hash, _runs(words))),
        quotes=frozenset(_hash(" ".join(quote)) for quote in map(_words, quotations) if len(quote) >= _QUOTE_WORDS),
        credits=frozenset(_credits(document, outlet)),
        cited=frozenset(_cited(document.text)),
        outlet=_AGENCY_OF.get(outlet, outlet),
        published_at=document.published_at,
    )


def _without_small_print(text: str) -> str:
    return " ".join(sentence for sentence in _SENTENCE_END.split(text) if not _SMALL_PRINT.search(sentence))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: list[str]) -> Iterator[str]:
    return (" ".join(words[start : start + _RUN_WORDS]) for start in range(len(words) - _RUN_WORDS + 1))


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _credits(document: Document, outlet: str) -> Iterator[str]:
    for line in (document.credit, document.byline):
        yield from (_AGENCY_OF[name.lower()] for name in _NAMED.findall(line or ""))
    yield from (_AGENCY_OF[name.lower()] for name in _DATELINE.findall(document.text[:_LEAD_CHARACTERS]))
    for names in _SIGNED.findall(document.text[-_TAIL_CHARACTERS:].rstrip()):
        yield from (_AGENCY_OF[name.lower()] for name in names if name)
    if outlet in _AGENCY_OF:
        yield _AGENCY_OF[outlet]


def _cited(text: str) -> Iterator[str]:
    for pattern in (_CITED, _REPORTED):
        for match in pattern.finditer(text):
            name = match.group(1)
            yield _AGENCY_OF.get(name.lower(), _plain(name))


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
