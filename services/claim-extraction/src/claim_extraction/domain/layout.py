"""Cuts a part of a document into sentences for the parser, with offsets that stay exact."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claim_extraction.domain.model import SkippedSpan
from claim_extraction.domain.sentences import sentence_spans

MAX_SENTENCE_CHARACTERS = 1500
MAX_WORD_CHARACTERS = 200
WRAPPED_LINE_CHARACTERS = 60
LONGEST_BYLINE_CHARACTERS = 120
_DATELINE = re.compile(
    r"[A-Z][A-Z.'\u2019 -]{2,40}(?:, [A-Z][\w. ]{2,30})? ?(?:\([^)\n]{2,40}\))? ?[-\u2013\u2014]{1,2} (?=\S)"
)
_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|BST|UTC|CET|CEST|E[DS]T|local time))?"
    r"\s*[-\u2013\u2014:|]?\s+)(?=\S)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-*•\u2013\u2014·▪►>]+|\(?\d{1,2}[.)]|\([a-z]\))\s+(?=\S)")
_BYLINE = re.compile(
    r"(?:By [A-Z]|Sources?:? By |Reporting by|Editing by|Photo(?:graph)?:|Picture:|©|Copyright|Share |Read more"
    r"|Advertisement)"
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STRAIGHT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u2019": "'",
        "\u2018": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence for the parser: cleaned text, and for each of its characters the offset in the document."""

    text: str
    start: int
    end: int
    offsets: tuple[int, ...] | None = None
    paragraph: int = 0
    in_quotation: bool = False
    is_headline: bool = False

    def offset(self, position: int) -> int:
        """Document offset of a position in the cleaned text (its length included)."""
        if self.offsets is None:
            return self.start + position
        return self.offsets[position] if position < len(self.offsets) else self.end


def passages(text: str, *, headline: bool = False) -> tuple[list[Passage], list[SkippedSpan]]:
    """Sentences of a part in order, and the spans that no sentence can be made of."""
    found: list[Passage] = []
    skipped: list[SkippedSpan] = []
    inside = False
    for paragraph, (top, end) in enumerate(_blocks(text)):
        if _BYLINE.match(text, top, end) and end - top < LONGEST_BYLINE_CHARACTERS:
            skipped.append(SkippedSpan(top, end, "byline"))
            continue
        start = _prefix_end(text, top, end)
        inside = inside and text[start : start + 1] in '"“'
        spans = list(sentence_spans(text, start, end, inside=inside))
        for low, high, quoted in spans:
            reason = _unreadable(text, low, high)
            if reason:
                skipped.append(SkippedSpan(low, high, reason))
                continue
            alone = headline or (len(spans) == 1 and text[high - 1] not in ".!?…\"”':;,")
            found.extend(_pieces(text, low, high, Passage("", low, high, None, paragraph, quoted, alone)))
        inside = bool(spans) and _stays_open(text, start, end)
    return found, skipped


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs; a line break inside wrapped prose does not end one."""
    start: int | None = None
    end = 0
    for match in re.finditer(r"[^\n]*\n?", text):
        low = match.start()
        line = match.group()
        if not line.strip():
            if start is not None:
                yield start, end
            start = None
            continue
        if start is not None and not _continues(text[start:end], line):
            yield start, end
            start = None
        if start is None:
            start = low + len(line) - len(line.lstrip())
        end = low + len(line.rstrip())
    if start is not None:
        yield start, end


def _continues(above: str, line: str) -> bool:
    last = above.rsplit("\n", 1)[-1]
    if line[:1].islower():
        return True
    if _BULLET.match(line) or _STAMP.match(line) or last.rstrip()[-1:] in '.!?:"”…':
        return False
    return len(last) >= WRAPPED_LINE_CHARACTERS


def _prefix_end(text: str, start: int, end: int) -> int:
    """Where prose begins behind a bullet, a time stamp or a dateline."""
    for pattern in (_BULLET, _STAMP, _DATELINE):
        match = pattern.match(text, start, end)
        if match and match.end() < end:
            start = match.end()
    return start


def _stays_open(text: str, start: int, end: int) -> bool:
    block = text[start:end]
    return block.count("“") > block.count("”") or block.count('"') % 2 == 1


def _unreadable(text: str, start: int, end: int) -> str:
    piece = text[start:end]
    if not any(c.isalpha() for c in piece):
        return "no words"
    if end - start > MAX_WORD_CHARACTERS and max(map(len, piece.split())) > MAX_WORD_CHARACTERS:
        return "no spaces"
    return ""


def _pieces(text: str, start: int, end: int, like: Passage) -> Iterator[Passage]:
    """Passages like the given one, cut at spaces where a sentence is too long."""
    while start < end:
        stop = end
        if end - start > MAX_SENTENCE_CHARACTERS:
            stop = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARACTERS)
            stop = stop if stop > start else start + MAX_SENTENCE_CHARACTERS
        cleaned, offsets = _clean(text, start, stop)
        if cleaned.strip():
            yield replace(like, text=cleaned, start=start, end=stop, offsets=offsets)
        start = stop
        while start < end and text[start].isspace():
            start += 1


def _clean(text: str, start: int, end: int) -> tuple[str, tuple[int, ...] | None]:
    piece = text[start:end]
    plain = piece.translate(_STRAIGHT)
    if not (_INVISIBLE.search(plain) or "&" in plain or _CONTROL.search(plain) or _shouts(plain)):
        return plain, None
    plain = _calm(_CONTROL.sub(" ", plain)) if _shouts(plain) else _CONTROL.sub(" ", plain)
    characters: list[str] = []
    offsets: list[int] = []
    position = 0
    while position < len(plain):
        match = _ENTITY.match(plain, position)
        single = html.unescape(match.group()).translate(_STRAIGHT) if match else plain[position]
        if match is None and _INVISIBLE.match(single):
            single = ""
        for character in single if len(single) <= 2 else plain[position]:
            characters.append(character)
            offsets.append(start + position)
        position += len(match.group()) if match and len(single) <= 2 else 1
    return "".join(characters), tuple(offsets)


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 12 and " " in text and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _calm(text: str) -> str:
    """Lower case, character by character, so that lengths stay."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return re.sub(
        r"\b(i)\b|^\W*\w",
        lambda m: m.group().upper() if len(m.group().upper()) == len(m.group()) else m.group(),
        lowered,
        count=1,
    )


def read_characters(length: int, skipped: Sequence[SkippedSpan]) -> int:
    """How many characters of a text were looked at."""
    return length - sum(s.end - s.start for s in skipped if s.reason not in {"byline", "no words"})
