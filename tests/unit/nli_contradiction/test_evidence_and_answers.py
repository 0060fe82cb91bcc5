import pytest

from nli_contradiction.domain.answers import with_answers
from nli_contradiction.domain.claims import Claim, EvidenceKind, SpeakerKind, Stance
from nli_contradiction.domain.dismissals import as_dismissal, calls_untrue
from nli_contradiction.domain.finder import ClashFinder, Request
from nli_contradiction.domain.profiles import profiles
from tests.fakes.entailment import NEUTRAL, FakeEmbedder, FakeEntailmentModel
from tests.unit.nli_contradiction.making import claim, contexts

DENIES = Stance.DENIES
PERSON, COMPANY = SpeakerKind.PERSON, SpeakerKind.COMPANY

WITNESS = claim(
    "a lorry hit the Tolva bridge",
    "Ada Moor",
    id="witness",
    kind=PERSON,
    evidence=EvidenceKind.EYEWITNESS,
    quote="Ada Moor, who was fishing, said she saw a lorry hit the Tolva bridge",
    start=100,
)
FIRM = claim("the Tolva bridge had been weak for years", "Haulage firm Orvex", id="firm", kind=COMPANY, start=300)
VIDEO = claim(
    "a lorry was hitting the Tolva bridge",
    "A video",
    id="video",
    kind=SpeakerKind.DOCUMENT,
    stance=Stance.REPORTS_EVIDENCE,
    evidence=EvidenceKind.VIDEO,
    start=480,
)
LOG = claim(
    "the lorry left the yard at 9am",
    "The yard's log",
    id="log",
    kind=SpeakerKind.DOCUMENT,
    stance=Stance.REPORTS_EVIDENCE,
    evidence=EvidenceKind.OFFICIAL_RECORD,
    start=620,
)
NARRATION = claim("the Tolva bridge was closed on Monday", id="narration", start=700)
STORY = [WITNESS, FIRM, VIDEO, LOG, NARRATION]


def denial(quote: str, speaker: str = "Driver Ben Hask", **more: object) -> Claim:
    return claim("", speaker, id="denial", stance=DENIES, quote=quote, start=800, **more)  # type: ignore[arg-type]


def answered(said: Claim) -> tuple[str, ...]:
    story = [*STORY, said]
    found = with_answers(profiles(story, contexts(story), frozenset()))
    return found[-1].claim.responds_to


@pytest.mark.parametrize(
    ("quote", "target"),
    [
        ('"She is mistaken," he said', "witness"),
        ('He called the video "a fake"', "video"),
        ('He said the log was "simply wrong"', "log"),
        ("He rejected the claim by Orvex", "firm"),
        ("He dismissed Ms Moor's account as nonsense", "witness"),
    ],
)
def test_a_denial_finds_the_person_or_exhibit_it_speaks_of(quote: str, target: str) -> None:
    assert answered(denial(quote)) == (target,)


def test_nobody_denies_what_he_said_himself() -> None:
    assert "witness" not in answered(denial('"That is not so," she said', "Ada Moor"))


def test_words_that_call_nothing_untrue_answer_nothing() -> None:
    assert answered(denial('He called it "the finest bridge I have seen"')) == ()


def test_the_voice_of_the_document_is_not_answered() -> None:
    said = denial('"That is not so," he said')
    story = [NARRATION, said]
    assert with_answers(profiles(story, contexts(story), frozenset()))[-1].claim.responds_to == ()


def test_a_denial_takes_over_what_it_answers() -> None:
    story = [*STORY, denial('"She is mistaken," he said')]
    found = with_answers(profiles(story, contexts(story), frozenset()))[-1]
    assert found.claim.proposition == WITNESS.proposition
    assert (found.index, found.claim.speaker.name) == (5, "Driver Ben Hask")


@pytest.mark.parametrize(
    ("proposition", "is_denial"),
    [
        ("the images were fabricated", True),
        ("the brigade's register is unreliable", True),
        ("the claims were without foundation", True),
        ("Ms Moor's story was made up", True),
        ("the video is a montage", True),
        ("the images were taken on Friday", False),
        ("the bridge was a fake", False),
        ("the report is due in March", False),
        ("the results were correct", False),
    ],
)
def test_calling_an_exhibit_untrue_is_a_denial(proposition: str, is_denial: bool) -> None:  # noqa: FBT001
    assert (as_dismissal(claim(proposition, "Ben Hask")).stance is DENIES) is is_denial


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("That is a lie", True),
        ("He denied it", True),
        ("There had never been any such plan", True),
        ("Lund called the contention laughable", True),
        ("Lund said that was twaddle", True),
        ("Lund said the weather was laughable", False),
        ("The mayor will not forgive them", False),
        ("It was the longest night", False),
    ],
)
def test_untruth_is_told_from_other_negation(words: str, expected: bool) -> None:  # noqa: FBT001
    assert calls_untrue(words) is expected


SENT = "the Tolva club sent hurt players back on the ice"


@pytest.mark.parametrize(
    ("denied", "quote", "expected"),
    [
        (SENT, "The chairman denied the claim", 1),
        ("the Tolva club owed rent for the rink", "The chairman denied that the club owed rent for the rink", 0),
        (SENT, "The chairman called it tittle-tattle", 1),
        (SENT, "The chairman dismissed rumours of a sale as pub talk", 0),
        (SENT, "The chairman dismissed claims of hurt players on the ice as pub talk", 1),
    ],
)
async def test_a_link_holds_where_the_denial_says_nothing_else(denied: str, quote: str, expected: int) -> None:
    told = claim(SENT, "Doctor", id="told", head="send", document="d1")
    denial = claim(
        denied,
        "Chairman",
        stance=DENIES,
        quote=quote,
        responds_to=["told"],
        document="d1",
        head="owe" if "owed" in denied else "send",
    )
    finder = ClashFinder(FakeEntailmentModel(default=NEUTRAL), FakeEmbedder())
    assert len((await finder.find(Request([told, denial], contexts([told])))).clashes) == expected
