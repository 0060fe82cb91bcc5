import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.adapters.public_suffix import PublicSuffixDomains
from source_reliability.domain.names import display_name, slugged, source_id

DOMAINS = PublicSuffixDomains()


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("harborpost.example", "publisher", "domain:harborpost.example"),
        ("https://www.HarborPost.example/news?x=1", "publisher", "domain:harborpost.example"),
        ("news.bbc.co.uk", "publisher", "domain:bbc.co.uk"),
        ("BÜCHER.de", "publisher", "domain:xn--bcher-kva.de"),
        ("xn--bcher-kva.de", "publisher", "domain:xn--bcher-kva.de"),
        ("аpple.com", "publisher", "domain:xn--pple-43d.com"),  # noqa: RUF001 (the first letter is Cyrillic)
        ("user@harborpost.example:8080/x", "publisher", "domain:harborpost.example"),
        ("127.0.0.1", "publisher", "domain:127.0.0.1"),
        ("Harbor Post", "publisher", "domain:harbor-post"),
        ("domain:Harborpost.Example", "", "domain:harborpost.example"),
        ("speaker:Harbour Office", "publisher", "speaker:harbour-office"),
        ("The Harbour Office", "", "speaker:harbour-office"),
        ("the", "", "speaker:the"),
        ("  Ana  María Ruiz-Peña ", "speaker", "speaker:ana-maría-ruiz-peña"),
        ("\uff28arbour office", "", "speaker:harbour-office"),
        ("外務省", "", "speaker:外務省"),
        ("harborpost.example", "", "speaker:harborpost-example"),
        ("Minister: John", "", "speaker:minister-john"),
    ],
)
def test_names_become_ids(name: str, kind: str, expected: str) -> None:
    found = source_id(name, kind, DOMAINS, "source")
    assert found == expected
    assert source_id(found, "", DOMAINS, "source") == found


@pytest.mark.parametrize(
    ("name", "kind", "reason", "field"),
    [
        ("", "", "SOURCE_MISSING", "source"),
        (" \n", "publisher", "SOURCE_MISSING", "source"),
        ("x" * 301, "", "SOURCE_NAME_TOO_LONG", "source"),
        ("!?", "", "SOURCE_NAME_EMPTY", "source"),
        ("speaker:", "", "SOURCE_NAME_EMPTY", "source"),
        ("Harbour\0Office", "", "CONTROL_CHARACTER", "source"),
        ("x", "outlet", "UNKNOWN_SOURCE_KIND", "source_kind"),
    ],
)
def test_names_that_name_nobody_are_refused(name: str, kind: str, reason: str, field: str) -> None:
    with pytest.raises(ServiceError) as refused:
        source_id(name, kind, DOMAINS, "source")
    assert (refused.value.kind, refused.value.reason, refused.value.field) == (ErrorKind.INVALID, reason, field)


@given(st.text())
def test_a_slug_is_the_slug_of_itself(name: str) -> None:
    assert slugged(slugged(name)) == slugged(name)


def test_look_alike_domains_show_as_what_they_are() -> None:
    assert display_name("аpple.com", "domain:xn--pple-43d.com") == "xn--pple-43d.com"  # noqa: RUF001 (Cyrillic)
    assert display_name(" The  Harbour Office", "speaker:harbour-office") == "The Harbour Office"
