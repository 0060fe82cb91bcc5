"""What a check shows: the stories with their claims marked, and arcs between what clashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.api.desk.charts import Arc, arc
from gateway.api.desk.excerpts import Mark, cut
from gateway.domain.checks import CheckAnswer
from gateway.domain.claims import Claim, Part, Span
from gateway.domain.clashes import Clash
from gateway.domain.documents import Document

_GAP = 0.03
_MOST_GAPS = 10


@dataclass(frozen=True)
class Place:
    """Where a claim stands on the strip over all stories, as a share of its width."""

    claim: Claim
    start: float
    end: float


@dataclass(frozen=True)
class Segment:
    """Words of a story; `claim` is the narrowest they belong to, `numbers` the clashes of claims that end here."""

    text: str
    claim: Claim | None
    begins: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Story:
    document: Document
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    start: float
    end: float


@dataclass(frozen=True)
class CheckView:
    """Clashes are numbered from 1, the unsure ones last; the third of each tells whether it is unsure."""

    answer: CheckAnswer
    stories: tuple[Story, ...]
    claims: Mapping[str, Claim]
    places: tuple[Place, ...]
    arcs: tuple[Arc, ...]
    clashes: tuple[tuple[int, Clash, bool], ...]


def view_check(answer: CheckAnswer, documents: Sequence[Document]) -> CheckView:
    """Documents of the check, in its order; claims of the archive stand in none of them and get no place."""
    claims = {claim.id: claim for claim in answer.claims}
    clashes = tuple(
        (number, clash, number > len(answer.clashes))
        for number, clash in enumerate((*answer.clashes, *answer.unsure), start=1)
    )
    numbers: dict[str, list[int]] = {}
    for number, clash, _ in clashes:
        for side in clash.sides:
            numbers.setdefault(side.claim_id, []).append(number)
    stories = _stories(documents, answer.claims, numbers)
    places = {place.claim.id: place for story in stories for place in _places(story, answer.claims)}
    ends = {
        number: (places[first.claim_id].start, places[second.claim_id].start)
        for number, clash, _ in clashes
        for first, second in [clash.sides]
        if {first.claim_id, second.claim_id} <= places.keys()
    }
    widest = max((abs(start - end) for start, end in ends.values()), default=1.0)
    unsure = {number for number, _, is_unsure in clashes if is_unsure}
    arcs = [arc(start, end, widest, number, unsure=number in unsure) for number, (start, end) in ends.items()]
    return CheckView(answer, stories, claims, tuple(places.values()), tuple(arcs), clashes)


def _stories(
    documents: Sequence[Document], claims: Sequence[Claim], numbers: Mapping[str, list[int]]
) -> tuple[Story, ...]:
    """Stories side by side on one strip, each as wide as it is long."""
    gap = _GAP if len(documents) <= _MOST_GAPS else 0.0
    room = 1.0 - gap * (len(documents) - 1)
    characters = sum(len(document.text) for document in documents) or 1
    stories, start = [], 0.0
    for document in documents:
        own = [claim for claim in claims if claim.document_id == document.id]
        title, text = (
            _segments(document.title or "", Part.TITLE, own, numbers),
            _segments(document.text, Part.TEXT, own, numbers),
        )
        end = start + room * len(document.text) / characters
        stories.append(Story(document, title, text, start, end))
        start = end + gap
    return tuple(stories)


def _segments(text: str, part: Part, claims: Sequence[Claim], numbers: Mapping[str, list[int]]) -> tuple[Segment, ...]:
    here = {claim.id: claim for claim in claims if claim.quote.part is part}
    marks = [Mark(claim.quote.start, claim.quote.end, claim.id) for claim in here.values()]
    segments, place, seen = [], 0, set[str]()
    for piece in cut(text, Span(0, len(text)), marks):
        place += len(piece.text)
        ending = [number for mark in piece.marks if mark.end == place for number in numbers.get(mark.name, ())]
        claim = here[piece.marks[-1].name] if piece.marks else None
        segments.append(Segment(piece.text, claim, claim is not None and claim.id not in seen, tuple(ending)))
        seen |= {claim.id} if claim else set()
    return tuple(segments)


def _places(story: Story, claims: Sequence[Claim]) -> list[Place]:
    length, width = len(story.document.text) or 1, story.end - story.start
    found = []
    for claim in claims:
        if claim.document_id == story.document.id:
            in_text = claim.quote.part is Part.TEXT
            start, end = (claim.quote.start / length, claim.quote.end / length) if in_text else (0.0, 0.01)
            found.append(Place(claim, story.start + width * start, story.start + width * end))
    return found
