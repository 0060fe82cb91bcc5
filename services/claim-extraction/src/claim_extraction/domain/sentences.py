"""Finds sentence boundaries in a paragraph, inside and outside quotation marks."""

import re
from collections.abc import Iterator

_STOP = re.compile(r"([.!?\u2026]+)([\"”\u2019')\]]*)(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Maj|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|vs|No|Nos|Fig|Inc"
    r"|Ltd|Co|Corp|Bros|approx|dept|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|cf|al|etc)"
    r"|\b[A-Z](?:\.[A-Z])*)$"
)
_CLOCK = re.compile(r"\b[ap]\.m$")
_GOES_ON_AFTER_CLOCK = re.compile(
    r"\s+(?:[A-Z]{2,5}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\.? \d|(?:Eastern|Central|Mountain|Pacific|Greenwich|Moscow) )"
)
_SAID_AFTER = re.compile(
    r"\s+(?:[a-z]|(?:[\w.'\u2019-]+ ){1,6}?"
    r"(?:said|says|asked|asks|told|tells|added|adds|replied|wrote|writes|shouted|wondered)\b)"
)
_LOWER_NEXT = re.compile(r"\s+[a-z]")


def sentence_spans(text: str, start: int, end: int, *, inside: bool = False) -> Iterator[tuple[int, int, bool]]:
    """Spans of the sentences of text[start:end], each with whether it begins inside an open quotation."""
    low = start
    opened = inside
    for match in _STOP.finditer(text, start, end):
        if not _ends(text, match, end):
            continue
        high = match.end()
        yield (*_trim(text, low, high), opened)
        opened = _open_after(text, low, high, opened=opened)
        low = high
    low, high = _trim(text, low, end)
    if low < high:
        yield low, high, opened


def _ends(text: str, match: re.Match[str], end: int) -> bool:
    after = match.end()
    if after >= end:
        return True
    if _LOWER_NEXT.match(text, after, end):
        return False
    mark, closing = match.group(1), match.group(2)
    if mark == "." and not closing and _CLOCK.search(text, max(0, match.start() - 4), match.start()):
        return not _GOES_ON_AFTER_CLOCK.match(text, after, end)
    if mark == "." and not closing and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
        return False
    return not (closing.strip(")]") and mark[-1] in "?!" and _SAID_AFTER.match(text, after, min(end, after + 90)))


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def _open_after(text: str, low: int, high: int, *, opened: bool) -> bool:
    for character in text[low:high]:
        if character == "“":
            opened = True
        elif character == "”":
            opened = False
        elif character == '"':
            opened = not opened
    return opened
