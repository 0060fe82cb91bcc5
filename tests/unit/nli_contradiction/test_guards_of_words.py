"""G13 to G15: opinions, figures that count nothing and spellings of one name; their near misses clash."""

import pytest

from nli_contradiction.domain.claims import Claim, Quantity, Span, Stance
from tests.unit.nli_contradiction.making import claim, outcome

DENIES = Stance.DENIES

G13_OPINION = [
    (
        "two tastes",
        claim("the Aldon theatre was the finest building in town", "Architect", head="be"),
        claim("the Aldon theatre was the ugliest building in town", "Guide", head="be", subtype="opinion"),
        "none",
    ),
    (
        "praise against a fact",
        claim("the Aldon mayor was a brave leader", "Aide", head="be"),
        claim("the Aldon mayor was a failed leader", "Rival", head="be"),
        "none",
    ),
    (
        "a judgement denied",
        claim("the Aldon budget was a disgrace", "Rival", head="be"),
        claim("the Aldon budget was a disgrace", "Mayor", stance=DENIES, head="be"),
        "none",
    ),
    (
        "an opinion marked as such",
        claim("the Aldon theatre was too loud", "Guest", head="be", subtype="opinion"),
        claim("the Aldon theatre was quiet", "Owner", head="be"),
        "none",
    ),
    (
        "a plain fact",
        claim("the Aldon theatre was open", "Guest", head="be"),
        claim("the Aldon theatre was closed", "Owner", head="be"),
        "clash",
    ),
    (
        "a fact denied",
        claim("the Aldon mayor took a loan from the builder", "Rival", head="take"),
        claim("the Aldon mayor took a loan from the builder", "Mayor", stance=DENIES, head="take"),
        "clash",
    ),
    (
        "an insult that the denial answers",
        claim("the Aldon mayor shamefully took money from orphans", "Rival", id="slur", stance=Stance.ALLEGES),
        claim("the Aldon mayor took money from orphans", "Mayor", stance=DENIES, responds_to=["slur"]),
        "clash",
    ),
    (
        "a verdict of a court",
        claim("the Aldon mayor was guilty of fraud", "Court", head="be"),
        claim("the Aldon mayor was innocent of fraud", "Lawyer", head="be"),
        "clash",
    ),
]


def crash(number: float, before: str, after: str, speaker: str, of: str = "", *units: str) -> Claim:
    """A claim whose quote holds the number between two stretches of words."""
    gap = "" if after.startswith(("-", "nd ", "rd ")) else " "
    said = f"{before} {number:g}{gap}{after}"
    made = claim(said, speaker, head="hit", figures=[])
    at = made.quote.start + len(before) + 1
    quantity = Quantity(number, of=of, unit=" ".join(units), span=Span(at, at + len(f"{number:g}")))
    return claim(said, speaker, head="hit", figures=[quantity], start=made.quote.start)


G14_LABELS = [
    (
        "years",
        crash(2019, "the bus hit the wall in Tirsk in", "", "Police"),
        crash(2021, "the bus hit the wall in Tirsk in", "", "Driver"),
        "none",
    ),
    (
        "ages",
        crash(34, "the bus in Tirsk hit a", "-year-old cyclist", "Police"),
        crash(43, "the bus in Tirsk hit a", "-year-old cyclist", "Driver"),
        "none",
    ),
    (
        "route numbers",
        crash(6, "the number", "bus hit the wall in Tirsk", "Police"),
        crash(9, "the number", "bus hit the wall in Tirsk", "Driver"),
        "none",
    ),
    (
        "roads",
        crash(4, "the bus hit the wall on highway", "in Tirsk", "Police"),
        crash(7, "the bus hit the wall on highway", "in Tirsk", "Driver"),
        "none",
    ),
    (
        "ordinals",
        crash(2, "the bus hit the wall for the", "nd time in Tirsk", "Police"),
        crash(3, "the bus hit the wall for the", "rd time in Tirsk", "Driver"),
        "none",
    ),
    (
        "cyclists",
        crash(4, "the bus hit", "cyclists in Tirsk", "Police", "cyclists"),
        crash(7, "the bus hit", "cyclists in Tirsk", "Driver", "cyclists"),
        "clash",
    ),
    (
        "a speed",
        crash(40, "the bus hit the wall in Tirsk at", "km an hour", "Police", "speed", "km"),
        crash(90, "the bus hit the wall in Tirsk at", "km an hour", "Driver", "speed", "km"),
        "clash",
    ),
    (
        "a large count that looks like a year",
        crash(1950, "the bus hit the wall in Tirsk with", "parcels", "Police", "parcels"),
        crash(420, "the bus hit the wall in Tirsk with", "parcels", "Driver", "parcels"),
        "clash",
    ),
    (
        "minutes",
        crash(5, "the bus hit the wall in Tirsk", "minutes late", "Police", "delay", "minute"),
        crash(45, "the bus hit the wall in Tirsk", "minutes late", "Driver", "delay", "minute"),
        "clash",
    ),
]


def signed(doer: str, speaker: str) -> Claim:
    return claim(
        f"{doer} signed the felling permit for the Tolva oaks",
        speaker,
        head="sign",
        entities=[(doer, "PERSON", "agent"), ("Tolva", "GPE", "other")],
    )


G15_SPELLINGS = [
    ("a final y", signed("Ivan Petrenkiy", "Forester"), signed("Ivan Petrenky", "Mayor"), "none"),
    ("accents", signed("Jiří Dvořák", "Forester"), signed("Jiri Dvorak", "Mayor"), "none"),
    ("family name alone", signed("Petrenko", "Forester"), signed("Ivan Petrenko", "Mayor"), "none"),
    ("with a title", signed("Mayor Ivan Petrenko", "Forester"), signed("Mr Petrenko", "Mayor"), "none"),
    ("an acronym", signed("the Tolva Forest Office", "Forester"), signed("TFO", "Mayor"), "none"),
    ("a demonym", signed("the Belmoran ministry", "Forester"), signed("Belmora", "Mayor"), "none"),
    ("another family name", signed("Ivan Petrenko", "Forester"), signed("Ivan Lasko", "Mayor"), "clash"),
    ("another first name", signed("Ivan Petrenko", "Forester"), signed("Olga Petrenko", "Mayor"), "clash"),
    ("another office", signed("the Tolva Forest Office", "Forester"), signed("Orvex", "Mayor"), "clash"),
    ("North and South", signed("North Belmora", "Forester"), signed("South Belmora", "Mayor"), "clash"),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in (*G13_OPINION, *G14_LABELS, *G15_SPELLINGS)],
)
async def test_only_facts_figures_and_different_names_clash(a: Claim, b: Claim, expected: str) -> None:
    assert await outcome(a, b) == expected
