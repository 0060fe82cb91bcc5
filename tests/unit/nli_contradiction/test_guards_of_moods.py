"""G5 to G8: what is imagined, lawful, left unsaid or merely reported is no clash; its near misses are."""

from dataclasses import replace

import pytest

from nli_contradiction.domain.claims import Claim, EvidenceKind, Modality, Part, Stance
from tests.unit.nli_contradiction.making import claim, outcome

DENIES = Stance.DENIES


def built(proposition: str, speaker: str, modality: Modality = Modality.CERTAIN, **more: object) -> Claim:
    return claim(proposition, speaker, modality=modality, head="close", **more)  # type: ignore[arg-type]


SHUT = "the Aldon mill closed its canteen"
OPEN = "the Aldon mill kept its canteen open"

G5_UNREAL = [
    ("a condition", built(SHUT, "Owner", Modality.CONDITIONAL), built(OPEN, "Workers"), "none"),
    ("imagined", built(SHUT, "Owner", Modality.HYPOTHETICAL), built(OPEN, "Workers"), "none"),
    ("what ought to be", built(SHUT, "Inspector", Modality.OBLIGATION), built(OPEN, "Workers"), "none"),
    ("a plan against the past", built(SHUT, "Owner", Modality.FUTURE), built(OPEN, "Workers"), "none"),
    (
        "an if in the words",
        built("if wages rise the Aldon mill closes its canteen", "Owner"),
        built(SHUT, "Workers", stance=DENIES),
        "none",
    ),
    ("both real", built(SHUT, "Owner"), built(OPEN, "Workers"), "clash"),
    ("both plans", built(SHUT, "Owner", Modality.FUTURE), built(OPEN, "Workers", Modality.FUTURE), "clash"),
    ("real against its denial", built(SHUT, "Workers"), built(SHUT, "Owner", stance=DENIES), "clash"),
    (
        "likely against its denial",
        built(SHUT, "Workers", Modality.PROBABLE),
        built(SHUT, "Owner", stance=DENIES),
        "clash",
    ),
    (
        "a conditional word that is a name",
        built("the Iffley mill closed its canteen", "Workers"),
        built("the Iffley mill closed its canteen", "Owner", stance=DENIES),
        "clash",
    ),
]

SENT = claim("Ostmark sent troops to Karsk", "Border guard", head="send")
G6_LEGALITY = [
    ("lawful is not untrue", claim("sending troops to Karsk is lawful", "Ostmark", head="be"), SENT, "none"),
    (
        "a violation is not the act",
        SENT,
        claim("sending troops to Karsk violates the treaty", "Ostmark", stance=DENIES, head="violate"),
        "none",
    ),
    (
        "legality argued as a defence",
        claim("such a deployment of troops to Karsk conforms with the charter", "Envoy", subtype="legality_defence"),
        claim("Ostmark sent troops to Karsk", "Ostmark", stance=DENIES, head="send"),
        "none",
    ),
    (
        "a ruling on law is not a report of the act",
        SENT,
        claim("the court found the mission to Karsk unconstitutional", "Court", stance=DENIES, head="find"),
        "none",
    ),
    (
        "an adverb of law leaves the act",
        claim("Ostmark illegally sent troops to Karsk", "Envoy", head="send"),
        claim("Ostmark sent troops to Karsk", "Ostmark", stance=DENIES, head="send"),
        "clash",
    ),
    (
        "lawful against unlawful",
        claim("the deployment of troops to Karsk is lawful", "Ostmark", head="be"),
        claim("the deployment of troops to Karsk is unlawful", "Envoy", head="be"),
        "clash",
    ),
    (
        "the violation denied",
        claim("Ostmark violated the treaty in Karsk", "Envoy", head="violate"),
        claim("Ostmark violated the treaty in Karsk", "Ostmark", stance=DENIES, head="violate"),
        "clash",
    ),
    ("the act denied", SENT, claim("Ostmark sent troops to Karsk", "Ostmark", stance=DENIES, head="send"), "clash"),
    (
        "a link outweighs the words",
        claim("Ostmark illegally sent troops to Karsk", "Envoy", id="accusation", stance=Stance.ALLEGES, head="send"),
        claim("Ostmark sent troops to Karsk", "Ostmark", stance=DENIES, head="send", responds_to=["accusation"]),
        "clash",
    ),
]

PAID = claim("Brenta Foods paid the inspector Olo Reen", "Accountant", head="pay")
SAME = claim("Brenta Foods paid the inspector Olo Reen", "Brenta Foods", head="pay")
G7_NO_SIDE = [
    ("no comment", PAID, replace(SAME, stance=Stance.NO_COMMENT), "none"),
    ("questions", PAID, replace(SAME, stance=Stance.QUESTIONS), "none"),
    ("a forecast", PAID, replace(SAME, stance=Stance.PREDICTS), "none"),
    ("two denials", replace(PAID, stance=DENIES), replace(SAME, stance=DENIES), "none"),
    (
        "a refusal to comment that answers the claim",
        replace(PAID, id="p"),
        replace(SAME, stance=Stance.NO_COMMENT, responds_to=("p",)),
        "none",
    ),
    ("a denial", PAID, replace(SAME, stance=DENIES), "clash"),
    ("a denial of an allegation", replace(PAID, stance=Stance.ALLEGES), replace(SAME, stance=DENIES), "clash"),
    ("a denial of a confirmation", replace(PAID, stance=Stance.CONFIRMS), replace(SAME, stance=DENIES), "clash"),
    (
        "a denial of evidence",
        replace(PAID, stance=Stance.REPORTS_EVIDENCE, evidence_kind=EvidenceKind.DOCUMENT),
        replace(SAME, stance=DENIES),
        "clash",
    ),
    (
        "a denial that answers the claim",
        replace(PAID, id="p"),
        replace(SAME, stance=DENIES, responds_to=("p",)),
        "clash",
    ),
]

TOLD = "the Tolva bridge was safe"
G8_REPORTER = [
    (
        "narration against its own speaker",
        claim(TOLD, "author", head="be"),
        claim(TOLD, "Engineer", stance=DENIES, head="be"),
        "none",
    ),
    (
        "narration against narration",
        claim(TOLD, head="be"),
        claim("the Tolva bridge was unsafe", head="be", start=900),
        "none",
    ),
    (
        "a headline against its body",
        claim(TOLD, "Minister", head="be", quote="Tolva bridge safe, says minister", part=Part.TITLE),
        claim(TOLD, "Engineer", stance=DENIES, head="be"),
        "none",
    ),
    (
        "a summary of the dispute",
        claim("officials dispute whether the Tolva bridge was safe", head="dispute"),
        claim(TOLD, "Engineer", stance=DENIES, head="be"),
        "none",
    ),
    (
        "speaker against speaker",
        claim(TOLD, "Minister", head="be"),
        claim(TOLD, "Engineer", stance=DENIES, head="be"),
        "clash",
    ),
    (
        "a statement published by one side",
        claim(TOLD, head="be", document="d1"),
        claim(TOLD, "Engineer", stance=DENIES, head="be", document="d2"),
        "clash",
    ),
    (
        "two publishers",
        claim(TOLD, head="be", document="d1"),
        claim("the Tolva bridge was unsafe", head="be", document="d2"),
        "clash",
    ),
    (
        "evidence the document shows",
        claim(TOLD, stance=Stance.REPORTS_EVIDENCE, evidence=EvidenceKind.DOCUMENT, head="be"),
        claim(TOLD, "Engineer", stance=DENIES, head="be"),
        "clash",
    ),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in (*G5_UNREAL, *G6_LEGALITY, *G7_NO_SIDE, *G8_REPORTER)],
)
async def test_only_what_two_sides_put_forward_as_real_clashes(a: Claim, b: Claim, expected: str) -> None:
    assert await outcome(a, b) == expected
