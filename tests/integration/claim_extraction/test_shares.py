"""What a share is of."""

import pytest

from tests.integration.claim_extraction.conftest import Extract


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The union said 95% of drivers had joined the walkout.", "driver"),
        ("The firm said fewer than half of its drivers took part.", "driver"),
        ("The clinic said 40 per cent of the city's nurses were ill.", "nurse"),
        ("Turnout in Ostrand was 71%, according to Kray.", "turnout"),
    ],
)
def test_a_share_knows_what_it_is_of(extract: Extract, text: str, of: str) -> None:
    assert [(q.unit, q.of) for claim in extract(text) for q in claim.quantities] == [("percent", of)]
