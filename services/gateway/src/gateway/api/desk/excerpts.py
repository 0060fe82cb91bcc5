"""Cuts text into marked pieces: a quote in its paragraph, and a whole story with its claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gateway.domain.claims import Part, Quote, Span
from gateway.domain.clashes import Side
from gateway.domain.documents import Document

_MOST_AROUND = 700


@dataclass(frozen=True)
class Mark:
    """A stretch of text with a name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Piece:
    """Text under the same marks all along, the narrowest last."""

    text: str
    marks: tuple[Mark, ...]

    def has(self, name: str) -> bool:
        return any(mark.name == name for mark in self.marks)


@dataclass(frozen=True)
class Excerpt:
    """Pieces of one part of a document; whether text before or after was left out."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def cut(text: str, span: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Text of the span in pieces, cut at every edge of a mark; marks reaching outside are clipped."""
    inside = [mark for mark in marks if mark.start < span.end and mark.end > span.start]
    edges = {span.start, span.end}
    edges |= {min(max(edge, span.start), span.end) for mark in inside for edge in (mark.start, mark.end)}
    widest_first = sorted(inside, key=lambda mark: mark.start - mark.end)
    return tuple(
        Piece(text[start:end], tuple(mark for mark in widest_first if mark.start <= start and mark.end >= end))
        for start, end in pairwise(sorted(edges))
    )


def quoted(side: Side) -> tuple[Piece, ...]:
    """The quote of a side with its decisive words marked."""
    quote = side.quote
    marks = [Mark(span.start - quote.start, span.end - quote.start, "decisive") for span in side.decisive]
    return cut(quote.text, Span(0, len(quote.text)), marks)


def part_text(document: Document, quote: Quote) -> str:
    """The text that offsets of the quote count in."""
    if quote.part is Part.TITLE:
        return document.title or ""
    if quote.part is Part.CAPTION:
        index = quote.media_index or 0
        return (document.media[index].caption or "") if index < len(document.media) else ""
    return document.text


def in_paragraph(side: Side, document: Document) -> Excerpt | None:
    """The quote in its paragraph, with quote and decisive words marked; None where it is not there any more."""
    text, quote = part_text(document, side.quote), side.quote
    if text[quote.start : quote.end] != quote.text:
        return None
    start, cut_before = _paragraph_start(text, quote.start)
    end, cut_after = _paragraph_end(text, quote.end)
    marks = [Mark(quote.start, quote.end, "quote")]
    marks += [Mark(span.start, span.end, "decisive") for span in side.decisive]
    return Excerpt(cut(text, Span(start, end), marks), cut_before, cut_after)


def _paragraph_start(text: str, position: int) -> tuple[int, bool]:
    start = text.rfind("\n", 0, position) + 1
    nearest = max(start, position - _MOST_AROUND)
    return nearest, nearest > start


def _paragraph_end(text: str, position: int) -> tuple[int, bool]:
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    nearest = min(end, position + _MOST_AROUND)
    return nearest, nearest < end
