"""A made-up day of a newsroom: what its wires and feeds send it, the same for the same seed."""
# ruff: noqa: INP001 (a script, no package)

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

ITEMS_PER_HAPPENING = 4
FEED_LENGTH = 20
FEEDS = ("harborpost.example", "coastdaily.example", "valleynews.example")
WIRE = "Coastal Wire"
_MORNING = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)

_FIRST = (
    *("Bar", "Cal", "Dor", "El", "Fen", "Gar", "Hol", "Jor", "Kel", "Lun", "Mor"),
    *("Nar", "Os", "Pel", "Quin", "Ras", "Sel", "Tor", "Ul", "Vel", "Wes", "Yar"),
)
_LAST = ("bridge", "burg", "dale", "fell", "ford", "haven", "holm", "minster", "mouth", "port", "stead", "stow", "wick")
_PEOPLE = (
    *("Ada Voss", "Bo Lind", "Cy Marrow", "Dee Hallam", "Eli Storm"),
    *("Fay Okoro", "Gus Petrov", "Hana Sato", "Ivo Kern", "Jo Adeyemi"),
)
_DEEDS = (
    ("coast guard", "sinking two ferries", "sank two ferries", "a patrol ship ramming a ferry"),
    ("militia", "shelling the grain terminal", "shelled the grain terminal", "shells hitting the terminal"),
    ("police", "opening fire on strikers", "opened fire on strikers", "officers firing at a crowd"),
    ("mine", "dumping waste in the lake", "dumped waste in the lake", "trucks emptying into the lake"),
    ("border guard", "turning back refugees", "turned back refugees", "guards turning trucks around"),
)
_ACCIDENTS = ("a chemical plant exploded", "a train derailed", "a bridge collapsed", "a ferry caught fire")
_LINES = tuple(Path(__file__).with_name("newsroom_lines.txt").read_text(encoding="utf-8").splitlines())
_SMALL_TALK = (
    "Will {town} get its fair back?",
    "It might rain in {town} at the weekend.",
    "Nobody in {town} wanted to guess who might run for mayor.",
)


@dataclass(frozen=True)
class Story:
    """One item as it stands in one version; `sort` is what it is to the bench."""

    number: int
    sort: str
    headline: str
    paragraphs: tuple[str, ...]
    source: str
    author: str
    at: datetime
    version: int = 1
    canceled: bool = False

    @property
    def is_wire(self) -> bool:
        return self.source == WIRE

    @property
    def uri(self) -> str:
        return f"urn:newsml:wire.example:{self.number}" if self.is_wire else f"https://{self.source}/{self.number}"


@dataclass(frozen=True)
class Happening:
    """What four items tell of: a report, somebody against it, a copy of the report, and a quiet story."""

    report: Story
    against: Story
    copy: Story
    quiet: Story

    @property
    def stories(self) -> tuple[Story, ...]:
        return (self.report, self.against, self.copy, self.quiet)


@dataclass(frozen=True)
class Sending:
    """One request of the day, with the stories it is about."""

    content: bytes
    content_type: str
    source: str | None
    stories: tuple[Story, ...]
    is_repeat: bool = False


@dataclass
class Newsroom:
    """Feeds with their newest items first, as a reader finds them when it polls."""

    feeds: dict[str, list[Story]] = field(default_factory=lambda: {name: [] for name in FEEDS})

    def publish(self, story: Story) -> None:
        kept = [each for each in self.feeds[story.source] if each.number != story.number]
        self.feeds[story.source] = [story, *kept]

    def poll(self) -> Iterator[Sending]:
        for name, stories in self.feeds.items():
            if stories:
                shown = stories[:FEED_LENGTH]
                yield Sending(_rss(name, shown), "application/rss+xml", None, tuple(shown))


def day(stories: int, seed: int) -> Iterator[list[Sending]]:
    """Moments of the day: what is sent at each, wires as they come and every feed whether it changed or not."""
    chance, room = random.Random(seed), Newsroom()  # noqa: S311 (the same day each time)
    happenings = list(_happenings(stories // ITEMS_PER_HAPPENING, chance))
    for index, happening in enumerate(happenings):
        yield _moment(room, happening.stories)
        later = happenings[max(index - 5, 0)]
        if later is happening:
            continue
        changes = _changes(later, index % 10)
        if changes:
            yield _moment(room, changes)
        if index % 3 == 0:
            again = happening.report
            yield [Sending(_ninjs(again), "application/ninjs+json", None, (again,), is_repeat=True)]


def _moment(room: Newsroom, stories: Sequence[Story]) -> list[Sending]:
    wires = [Sending(_ninjs(story), "application/ninjs+json", None, (story,)) for story in stories if story.is_wire]
    for story in stories:
        if not story.is_wire:
            room.publish(story)
    return [*wires, *room.poll()]


def _changes(happening: Happening, turn: int) -> tuple[Story, ...]:
    """In ten happenings four updates, two corrections that take a denial back, one cancellation."""
    report, against, quiet = happening.report, happening.against, happening.quiet
    if turn in (1, 3, 6, 8):
        more = f"By evening {20 + report.number} people had been treated in hospital, doctors said."
        return (replace(report, version=2, paragraphs=(*report.paragraphs, more)),)
    if turn in (2, 5):
        calm = "The spokesman declined to comment on the reports."
        return (replace(against, version=2, paragraphs=(calm, *against.paragraphs[1:])),)
    if turn == 7:
        return (replace(report, version=2, canceled=True),)
    return (replace(quiet, version=2, headline=f"{quiet.headline} (updated)"),) if turn == 4 else ()


def _happenings(count: int, chance: random.Random) -> Iterator[Happening]:
    towns = [f"{first}{last}" for first in _FIRST for last in _LAST]
    chance.shuffle(towns)
    for index in range(count):
        at = _MORNING + timedelta(minutes=9 * index)
        number = ITEMS_PER_HAPPENING * index
        told, denied, headline = _accident(towns[index], chance) if index % 4 == 3 else _deed(towns[index], chance)
        lines = (_LINES[index % len(_LINES)], *_SMALL_TALK)
        known = [line.format(town=towns[index]) for line in lines]
        report = Story(number, "report", headline, (told, *known), WIRE, chance.choice(_PEOPLE), at)
        feed, other, third = chance.sample(FEEDS, 3)
        yield Happening(
            report,
            _beside(report, 1, "against", other, (denied, *known[1:])),
            replace(report, number=number + 2, sort="copy", source=feed, at=at + timedelta(minutes=2)),
            _beside(report, 3, "quiet", third, tuple(known)),
        )


def _beside(report: Story, step: int, sort: str, source: str, paragraphs: tuple[str, ...]) -> Story:
    number, at = report.number + step, report.at + timedelta(minutes=step)
    headline = paragraphs[0].split(",")[0].rstrip(".")
    return Story(number, sort, headline, paragraphs, source, f"Desk {step}", at)


def _deed(town: str, chance: random.Random) -> tuple[str, str, str]:
    who, doing, did, film = chance.choice(_DEEDS)
    told = (
        f"Residents accused the {town} {who} of {doing} in {town} on Sunday. A video filmed in {town} shows {film}. "
        f"{chance.choice(_PEOPLE)}, who lives nearby, said the {town} {who} {did} in {town}."
    )
    denied = f"The {town} {who} denied {doing} in {town} on Sunday, calling the reports false."
    return told, denied, f"{town} {who} accused"


def _accident(town: str, chance: random.Random) -> tuple[str, str, str]:
    what, few = chance.choice(_ACCIDENTS), chance.randint(3, 20)
    told = f"{few} people were killed in {town} on Sunday when {what}, the fire service said."
    denied = f"{few + chance.randint(10, 40)} people were killed in {town} on Sunday when {what}, the ministry said."
    return told, denied, f"Deaths in {town}"


def _ninjs(story: Story) -> bytes:
    item = {
        "uri": story.uri,
        "standard": {"name": "ninjs", "version": "2.2"},
        "type": "text",
        "version": str(story.version),
        "versioncreated": (story.at + timedelta(minutes=story.version)).isoformat(),
        "pubstatus": "canceled" if story.canceled else "usable",
        "language": "en",
        "copyrightholder": WIRE,
        "headlines": [{"role": "main", "value": story.headline}],
        "by": story.author,
        "bodies": [{"role": "main", "contenttype": "text/plain", "value": "\n\n".join(story.paragraphs)}],
    }
    return json.dumps(item).encode()


def _rss(name: str, stories: Sequence[Story]) -> bytes:
    items = "".join(map(_rss_item, stories))
    head = f"<title>{name}</title><link>https://{name}/</link><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _rss_item(story: Story) -> str:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    credit = f"<source url='https://wire.example/'>{WIRE}</source>" if story.sort == "copy" else ""
    return (
        f"<item><title>{escape(story.headline)}</title><link>{story.uri}</link><guid>{story.uri}</guid>"
        f"<pubDate>{format_datetime(story.at)}</pubDate>{credit}<description>{escape(text)}</description></item>"
    )
