"""Rows to score are read with care."""

import json

import pytest

from service_kit.errors import ErrorKind, ServiceError
from standalone.pair_rows import count_rows, read_rows

GOOD = '{"premise": "A.", "hypothesis": "B.", "label": "neutral"}'


def test_rows_keep_every_column_and_blank_lines_are_skipped() -> None:
    assert list(read_rows([GOOD, "", "  ", GOOD])) == [json.loads(GOOD)] * 2
    assert count_rows([GOOD, "", GOOD]) == 2


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"premise": "A."}', 'has no text in "hypothesis"'),
        ('{"premise": " ", "hypothesis": "B."}', 'has no text in "premise"'),
        ('{"premise": 3, "hypothesis": "B."}', 'has no text in "premise"'),
        ('{"premise": "A\\ud800", "hypothesis": "B."}', 'has half of a surrogate pair in "premise"'),
    ],
)
def test_a_bad_row_is_named_by_its_line(line: str, what: str) -> None:
    with pytest.raises(ServiceError) as refused:
        count_rows([GOOD, "", line])
    assert refused.value.kind is ErrorKind.INVALID
    assert refused.value.message.startswith(f"line 3 {what}")
