import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_reliability.domain.appraisal import Question
from source_reliability.domain.assessment import Assessment, Belief, Support, Value, assess
from tests.unit.source_reliability.making import CONFIG

GOOD, POOR = Belief(0.95, 60.0), Belief(0.3, 60.0)
means = st.floats(0.01, 0.99)


def support(name: str, origin: str = "", *, denial: bool = False, confidence: float = 1.0) -> Support:
    return Support(Question(f"speaker:{name}"), origin, denial, confidence)


def weigh(beliefs: dict[str, Belief], *values: list[Support]) -> Assessment:
    known = {Question(f"speaker:{name}"): belief for name, belief in beliefs.items()}
    return assess([Value(f"v{index}", supports) for index, supports in enumerate(values)], known, CONFIG)


def test_the_value_of_the_better_track_record_leads() -> None:
    found = weigh({"good": GOOD, "poor": POOR}, [support("good")], [support("poor")])
    assert found.leading == "v0"
    assert found.posteriors["v0"] > 0.8


def test_equal_track_records_leave_it_undetermined() -> None:
    found = weigh({"a": GOOD, "b": GOOD}, [support("a")], [support("b")])
    assert found.leading is None
    assert found.posteriors == pytest.approx({"v0": 0.5, "v1": 0.5})


def test_one_report_alone_never_decides() -> None:
    found = weigh({"good": GOOD}, [support("good", "wire")], [])
    assert found.leading is None
    assert "fewer than two" in found.reason


def test_copies_of_one_origin_count_once() -> None:
    beliefs = {"a": GOOD, "b": GOOD, "c": GOOD, "other": POOR}
    single = weigh(beliefs, [support("a", "wire")], [support("other")])
    copied = weigh(beliefs, [support(name, "wire") for name in "abc"], [support("other")])
    assert copied.posteriors == pytest.approx(single.posteriors)


def test_independent_reports_add_up() -> None:
    beliefs = {"a": GOOD, "b": GOOD, "other": GOOD}
    found = weigh(beliefs, [support("a"), support("b")], [support("other")])
    assert found.posteriors["v0"] > 0.75


def test_an_interested_denial_hardly_moves_the_evidence_against_it() -> None:
    beliefs = {"video": Belief(0.7, 3.0), "accused": Belief(0.529, 3.0)}
    found = weigh(beliefs, [support("video")], [support("accused", denial=True)])
    assert found.leading is None
    assert 0.5 < found.posteriors["v0"] < 0.8


def test_doubtful_extraction_counts_less() -> None:
    beliefs = {"good": GOOD, "poor": Belief(0.5, 10.0)}
    sure = weigh(beliefs, [support("good")], [support("poor")])
    doubtful = weigh(beliefs, [support("good", confidence=0.2)], [support("poor")])
    assert 0.5 < doubtful.posteriors["v0"] < sure.posteriors["v0"]


def test_values_nobody_supports_are_equally_likely() -> None:
    found = weigh({}, [], [], [])
    assert list(found.posteriors.values()) == pytest.approx([1 / 3] * 3)
    assert found.leading is None


@given(st.lists(st.tuples(means, st.booleans()), min_size=1, max_size=6), st.integers(2, 5))
def test_posteriors_are_probabilities_that_sum_to_one(backers: list[tuple[float, bool]], count: int) -> None:
    beliefs = {str(index): Belief(mean, 5.0) for index, (mean, _) in enumerate(backers)}
    values: list[list[Support]] = [[] for _ in range(count)]
    for index, (_, denial) in enumerate(backers):
        values[index % count].append(support(str(index), denial=denial))
    found = weigh(beliefs, *values)
    assert sum(found.posteriors.values()) == pytest.approx(1.0)
    assert all(0.0 <= share <= 1.0 for share in found.posteriors.values())
