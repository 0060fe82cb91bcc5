"""Times in propositions are read against the time of publication."""

from datetime import UTC, datetime

import pytest

from claim_extraction.domain.times import time_of

ANCHOR = datetime(2026, 5, 13, 9, 30, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The ferry sank on Monday", "2026-05-11T00:00", "2026-05-12T00:00"),
        ("The rink will open on Monday", "2026-05-18T00:00", "2026-05-19T00:00"),
        ("It happened yesterday", "2026-05-12T00:00", "2026-05-13T00:00"),
        ("She left on 3 March 2025", "2025-03-03T00:00", "2025-03-04T00:00"),
        ("She left on March 3", "2026-03-03T00:00", "2026-03-04T00:00"),
        ("It was in dock from 3 to 19 March", "2026-03-03T00:00", "2026-03-20T00:00"),
        ("It was in dock April 3-5", "2026-04-03T00:00", "2026-04-06T00:00"),
        ("The alert came at 2.05pm on Tuesday", "2026-05-12T14:05", "2026-05-12T14:06"),
        ("It fell in October", "2025-10-01T00:00", "2025-11-01T00:00"),
        ("It was built in 1998", "1998-01-01T00:00", "1999-01-01T00:00"),
        ("Rain fell last week", "2026-05-04T00:00", "2026-05-11T00:00"),
        ("He resigned three days ago", "2026-05-10T00:00", "2026-05-11T00:00"),
    ],
)
def test_a_time_becomes_a_range(text: str, start: str, end: str) -> None:
    found = time_of(text, ANCHOR)
    assert found is not None
    assert (found.start, found.end) == tuple(datetime.fromisoformat(t).replace(tzinfo=UTC) for t in (start, end))


@pytest.mark.parametrize("text", ["The ferry sank", "It ran from eight until midnight", "31 February 2026"])
def test_without_a_time_there_is_no_range(text: str) -> None:
    assert time_of(text, ANCHOR) is None


def test_relative_times_need_an_anchor() -> None:
    assert time_of("The ferry sank on Monday", None) is None
    assert time_of("The ferry sank on 3 March 2025", None) is not None
