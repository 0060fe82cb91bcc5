"""Two documents that name nobody and nothing in common tell of two stories, however alike they read."""

from dataclasses import replace

import pytest

from nli_contradiction.domain.claims import Claim, Context, Stance
from nli_contradiction.domain.finder import ClashFinder, Request
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.stories import names_of_story
from tests.fakes.entailment import CONTRADICTS, ENTAILS, FakeEmbedder, FakeEntailmentModel
from tests.unit.nli_contradiction.making import NOON, claim, figure

DENIES = Stance.DENIES
KILLED = "people were killed when a train derailed"


def opening(text: str, source: str = "coast.example") -> Context:
    return Context("d", source, NOON, "o", text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Deaths at Tolva\nA train left the rails near Tolva on Monday.", {"tolv"}),
        ("Residents fled. Officials said the Bremo dam held.", {"bremo"}),
        ("TOLVA (Coast Wire) - Ada Moor spoke of the Ministry of Defence.", {"tolv", "ada", "mor"}),
        ("Train Leaves Rails And Kills Six\nSix died.", set()),
        ("Will Tirsk get its fair back?", {"tirsk"}),
    ],
)
def test_names_tell_what_a_document_is_about(text: str, names: set[str]) -> None:
    assert names_of_story(opening(text), []) >= names
    assert not names_of_story(opening(text), []) & {
        "residents",
        "officials",
        "train",
        "will",
        "monday",
        "coast",
        "wire",
    }


async def clashes(a: Claim, b: Claim, openings: tuple[str, str]) -> int:
    denied = DENIES in {a.stance, b.stance}
    finder = ClashFinder(FakeEntailmentModel(default=ENTAILS if denied else CONTRADICTS), FakeEmbedder())
    sides = [replace(a, document_id="d0"), replace(b, document_id="d1")]
    known = {f"d{n}": Context(f"d{n}", f"s{n}.example", NOON, f"o{n}", text) for n, text in enumerate(openings)}
    return len((await finder.find(Request(sides, known))).clashes)


def killed(count: int, speaker: str, place: str = "") -> Claim:
    text = f"{count} {KILLED}" + (f" at {place}" if place else "")
    places = [place] if place else []
    return claim(text, speaker, head="kill", places=places, figures=[figure(count, "killed", "people")])


GUARD = "the border guard turned back refugees"
PAIRS = [
    ("figures", killed(3, "Police"), killed(40, "Union")),
    ("a denial", claim(GUARD, "Residents", head="turn"), claim(GUARD, "Border guard", stance=DENIES, head="turn")),
    ("opposites", claim("the ward was open all night", "Nurse"), claim("the ward was shut all night", "Owner")),
]


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
async def test_what_reads_alike_in_another_story_is_no_clash(a: Claim, b: Claim) -> None:
    assert await clashes(a, b, ("News came from Tolva.", "News came from Bremo.")) == 0
    assert await clashes(a, b, ("News came from Tolva.", "Ada Moor went to Tolva.")) == 1
    assert await clashes(a, b, ("", "")) == 1


async def test_one_country_does_not_make_one_event_of_two_towns() -> None:
    tolva, bremo = killed(3, "Police", "Tolva"), killed(40, "Union", "Bremo")
    tolva, bremo = (replace(c, places=(*c.places, "Ibrenia")) for c in (tolva, bremo))
    assert await clashes(tolva, bremo, ("Ibrenia mourns at Tolva.", "Grief in Ibrenia at Bremo.")) == 0
    assert await clashes(tolva, replace(bremo, places=("Ibrenia",)), ("Ibrenia mourns.", "Grief in Ibrenia.")) == 1


def test_the_innermost_place_counts() -> None:
    places = Places([claim("x", places=["Tolva", "Ibrenia"]), claim("y", places=["Bremo", "Ibrenia"])])
    tolva, bremo, country = (frozenset(names) for names in (("tolv", "ibren"), ("bremo", "ibren"), ("ibren",)))
    assert places.exclude(tolva, bremo)
    assert not places.exclude(tolva, country)
    assert places.innermost(tolva) == {"tolv"}
