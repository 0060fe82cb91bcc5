import numpy as np
import pytest

from source_reliability.domain.cells import CellKey
from source_reliability.domain.fitting import LEAST_GROUPS, Tally, fit

EVIDENCE = ("statement", "video", "document", "data")


def world(tightness: float, *, sources: int) -> list[Tally]:
    """Sources whose kinds of evidence follow them as tightly as given, each with up to thirty outcomes."""
    chance = np.random.default_rng(1)
    found = []
    for source in range(sources):
        whole = chance.beta(6, 4)
        for evidence in EVIDENCE:
            total = int(chance.integers(1, 30))
            right = chance.binomial(total, chance.beta(whole * tightness, (1 - whole) * tightness))
            found.append(Tally(f"speaker:{source}", "", "person", CellKey("", evidence, "assert"), right, total))
    return found


@pytest.mark.parametrize("tightness", [3.0, 8.0, 20.0])
def test_the_tightness_that_made_the_outcomes_is_found_again(tightness: float) -> None:
    fitted = fit(world(tightness, sources=2000))["evidence_tightness"].tightness
    assert fitted == pytest.approx(tightness, rel=0.2)


def test_the_strength_of_the_prior_is_how_alike_sources_of_a_kind_are() -> None:
    fitted = fit(world(1e6, sources=3000))["default_prior_strength"].tightness
    assert fitted == pytest.approx(10.0, rel=0.1)


def test_parts_of_a_declared_whole_are_told_from_sources_of_their_own() -> None:
    chance = np.random.default_rng(4)
    tallies = []
    for government in range(400):
        whole = chance.beta(6, 4)
        for ministry in range(5):
            right = chance.binomial(20, chance.beta(whole * 15, (1 - whole) * 15))
            name = f"speaker:{government}-{ministry}"
            tallies.append(Tally(name, f"speaker:{government}", "", CellKey("", "statement", "deny"), right, 20.0))
    found = fit(tallies)
    assert found["parent_tightness"].tightness == pytest.approx(15.0, rel=0.25)
    assert found["default_prior_strength"].groups == 0


def test_too_few_groups_are_fitted_to_nothing() -> None:
    found = fit(world(8.0, sources=LEAST_GROUPS - 1))
    assert found["evidence_tightness"].tightness is None
    assert found["topic_tightness"].groups == 0


def test_parts_that_never_differ_are_as_tight_as_can_be_said() -> None:
    same = [
        Tally(f"speaker:{n}", "", "", CellKey("", kind, "assert"), 5.0, 10.0) for n in range(40) for kind in EVIDENCE
    ]
    assert fit(same)["evidence_tightness"].tightness == pytest.approx(200.0)
