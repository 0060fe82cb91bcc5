"""A call may ask for so much and no more; the answer names the field and the limit."""

import pytest

from claim_extraction.domain.limits import Limits
from claim_extraction.domain.model import Document
from service_kit.errors import ErrorKind, ServiceError

LIMITS = Limits(documents=2, characters=100, title_characters=10, captions=1)


@pytest.mark.parametrize(
    ("documents", "field"),
    [
        ([], "documents"),
        ([Document("a", "1"), Document("b", "2"), Document("c", "3")], "documents"),
        ([Document("a", "1"), Document("b", "1")], "documents.id"),
        ([Document("a", "1"), Document(" \n", "2")], "documents[1].text"),
        ([Document("x" * 101, "1")], "documents.text"),
        ([Document("a", "1", title="t" * 11)], "documents[0].title"),
        ([Document("a", "1", captions=("b", "c"))], "documents[0].media"),
    ],
)
def test_too_much_or_nothing_is_invalid(documents: list[Document], field: str) -> None:
    with pytest.raises(ServiceError) as caught:
        LIMITS.check(documents)
    assert (caught.value.kind, caught.value.field) == (ErrorKind.INVALID, field)


def test_what_keeps_to_the_limits_passes() -> None:
    LIMITS.check([Document("a", "1", title="t"), Document("b", "2", captions=("c",))])
