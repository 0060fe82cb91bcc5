"""Which documents are copies of one report, and which only look like it."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.domain.documents import Document
from gateway.domain.origins import Kinship, kinship, with_origins
from gateway.domain.provenance import provenance

MARCH = datetime(2026, 3, 1, 8, tzinfo=UTC)
WIRE = (
    "VELDEN (Reuters) - The harbour ministry of Velden denied on Tuesday that soldiers had entered the port of Marl, "
    "hours after dockers posted pictures of trucks at the northern quay. Traffic through the gate was halted twice "
    'during the night, according to a schedule seen by this agency. "No unit of ours has set foot in the harbour," '
    "minister Ada Quell told a news conference. Opposition members asked for the gate records of the whole week to be "
    "opened to the public before parliament meets again on Friday."
)
REPRINT = WIRE.replace("VELDEN (Reuters) - The", "The").replace(
    "posted pictures of trucks", "shared photographs of trucks"
)
LOCAL = (
    "Our reporter stood at the gate of Marl all night. Three lorries without number plates drove in at two, and nobody "
    "at the barrier would say whose they were. By morning the ministry had its answer. "
    '"No unit of ours has set foot in the harbour," said Ada Quell, and left without taking a question. Fishermen who '
    "had tied up beside the northern quay tell another story, of boots on the planks and radios in a tongue they knew."
)
RETOLD = (
    "Velden's harbour minister has rejected claims of a military presence in Marl. "
    '"No unit of ours has set foot in the harbour," Ada Quell told Reuters on Tuesday.'
)
QUOTES = (
    'BERGEN (AP) - "We will not sign a treaty that we have not been shown," said the envoy. Asked again she added: "My '
    'government has waited for nine long months already." The meeting ended early.'
)
QUOTES_AGAIN = (
    'Talks broke up at noon. "We will not sign a treaty that we have not been shown," the envoy said (AP) and also: '
    '"My government has waited for nine long months already." No date was set for another round.'
)


def document(text: str, **values: object) -> Document:
    return replace(Document(id="d", text=text, published_at=MARCH), **values)  # type: ignore[arg-type]


def kin(one: Document, other: Document) -> Kinship | None:
    found, mirrored = (kinship(provenance(a), provenance(b)) for a, b in ((one, other), (other, one)))
    assert found is mirrored
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (document(WIRE), document(WIRE.upper().replace("\u2014", "-")), Kinship.SAME_TEXT),
        (document(WIRE), document(REPRINT), Kinship.SHARED_TEXT),
        (document(WIRE), document(WIRE[:300]), Kinship.SHARED_TEXT),
        (document(WIRE), document(f"{LOCAL} {WIRE[17:]}"), Kinship.SHARED_TEXT),
        (document(WIRE), document(REPRINT, published_at=MARCH + timedelta(days=300)), Kinship.SHARED_TEXT),
        (document(WIRE), document(RETOLD), Kinship.CITED),
        (document(LOCAL, source="marlpost.example"), document(RETOLD.replace("Reuters", "Marl Post")), Kinship.CITED),
        (
            document(RETOLD),
            document('"No unit of ours has set foot in the harbour," she told Reuters.'),
            Kinship.CITED,
        ),
        (document(QUOTES), document(QUOTES_AGAIN, credit="AP"), Kinship.CREDITED),
        (
            document(QUOTES, byline="By Lee Ma, Associated Press"),
            document(QUOTES_AGAIN, credit="AP/staff"),
            Kinship.CREDITED,
        ),
    ],
)
def test_copies_are_told(one: Document, other: Document, expected: Kinship) -> None:
    assert kin(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(document(WIRE), document(LOCAL), id="two reporters heard the same sentence"),
        pytest.param(document(QUOTES.replace("(AP)", "")), document(QUOTES_AGAIN.replace("(AP)", "")), id="two quotes"),
        pytest.param(document(WIRE, credit="Reuters"), document(QUOTES, credit="Reuters"), id="two wires of a day"),
        pytest.param(
            document(LOCAL, source="marlpost.example"),
            document(RETOLD.replace("Reuters", "reporters")),
            id="told reporters",
        ),
        pytest.param(
            document(LOCAL), document(RETOLD.replace("told Reuters", "told Parliament")), id="told somebody else"
        ),
        pytest.param(
            document(f"{LOCAL} According to the Interior Ministry all is quiet."),
            document(RETOLD.replace("told Reuters", "said, according to the Interior Ministry,")),
            id="both ask the same ministry",
        ),
        pytest.param(
            document(QUOTES),
            document(QUOTES_AGAIN, credit="AP", published_at=MARCH + timedelta(days=40)),
            id="long after",
        ),
        pytest.param(
            document(
                f"{LOCAL} All rights reserved, this material may not be published, broadcast or given away by anyone."
            ),
            document(
                f"{QUOTES} All rights reserved, this material may not be published, broadcast or given away by anyone."
            ),
            id="the same small print",
        ),
        pytest.param(document("Rain fell."), document("Snow fell."), id="too short to tell"),
        pytest.param(document("Troops left Marl on the evening train."), document("Troops left Osk."), id="short"),
    ],
)
def test_near_misses_stay_independent(one: Document, other: Document) -> None:
    assert kin(one, other) is None


def test_a_copy_takes_the_origin_of_the_earliest_and_independent_reports_have_their_own() -> None:
    late = document(REPRINT, id="late", published_at=MARCH + timedelta(hours=5))
    local = document(LOCAL, id="local")
    found = {d.id: d.origin_id for d in with_origins([late, document(WIRE, id="wire"), local])}
    assert found["late"] == found["wire"] != found["local"]


def test_an_archived_original_gives_its_origin_on() -> None:
    archived = document(WIRE, id="wire", origin_id="org_old")
    [copy] = with_origins(
        [document(REPRINT, id="new", published_at=None)], [document(LOCAL, origin_id="org_1"), archived]
    )
    assert copy.origin_id == "org_old"


def rewritten(text: str, share: float, rng: random.Random) -> str:
    return " ".join(rng.choice(VOCABULARY) if rng.random() < share else word for word in text.split())


VOCABULARY = [f"word{number}" for number in range(3_000)]


@pytest.mark.parametrize(("edited", "least"), [(0.05, 1.0), (0.10, 0.95)])
def test_traces_lead_to_edited_copies(edited: float, least: float) -> None:
    rng = random.Random(7)  # noqa: S311 (invented texts)
    texts = [" ".join(rng.choices(VOCABULARY, k=rng.randint(150, 900))) for _ in range(60)]
    pairs = [(provenance(document(text)), provenance(document(rewritten(text, edited, rng)))) for text in texts]
    met = [one for one, other in pairs if one.traces & other.traces and kinship(one, other)]
    assert len(met) >= least * len(pairs)
    assert not any(kinship(pairs[place][0], pairs[place + 1][1]) for place in range(59))


def test_traces_are_few_whatever_the_length() -> None:
    assert len(provenance(document(" ".join(VOCABULARY * 5))).traces) <= 64


@pytest.mark.parametrize(
    "text",
    [
        "a " * 100_000,
        "A-" * 100_000,
        '"' * 200_000,
        "\u201c" * 200_000,
        "A" * 200_000,
        "told " * 40_000,
        "Aa " * 66_000,
    ],
)
def test_a_hostile_text_is_read_in_one_pass(text: str) -> None:
    assert len(provenance(document(text)).traces) <= 64
