"""Documents go in and claims with coverage come out, whatever the parser."""

from hypothesis import given
from hypothesis import strategies as st

from claim_extraction.adapters.cue_file import load_lexicon
from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Claim, Document, Part
from tests.fakes.sentence_parser import FakeSentenceParser
from tests.fakes.worthiness_model import FakeWorthinessModel

LEXICON = load_lexicon()
PIECES = [
    "The mayor ",
    "denied ",
    "it. ",
    '"',
    "\u201c",
    "\u201d",
    "Ana Ruiz ",
    "said ",
    "that ",
    "\n",
    "&amp;",
    "\u00ad",
    "\u0000",
    "\ud800",
    "no ",
]


def extractor(worth: float = 0.5) -> ClaimExtractor:
    return ClaimExtractor(FakeSentenceParser(), LEXICON, FakeWorthinessModel(worth))


def words_of(document: Document, claim: Claim) -> str:
    part = {Part.TEXT: document.text, Part.TITLE: document.title}.get(
        claim.quote.part, document.captions[claim.quote.media_index] if document.captions else ""
    )
    return part[claim.quote.start : claim.quote.end]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=25).map("".join))
def test_a_quote_is_exactly_its_part_between_its_offsets(text: str) -> None:
    document = Document(text, "d", title=text[:30], captions=(text[-30:],))
    for claim in extractor().extract([document])[0].claims:
        assert words_of(document, claim) == claim.quote.text
        assert claim.quote.text == claim.quote.text.strip()


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_the_same_document_gives_the_same_claims(text: str) -> None:
    assert extractor().extract([Document(text, "d")]) == extractor().extract([Document(text, "d")])


def test_ids_come_from_content_and_differ_where_claims_repeat() -> None:
    (found,) = extractor().extract([Document("Ruiz closed bridges. Ruiz closed bridges.", "d")])
    ids = [claim.id for claim in found.claims]
    assert len(ids) == len(set(ids)) == 2
    assert all(i.startswith("clm_") and len(i) == 24 for i in ids)


def test_another_language_is_not_read_and_the_coverage_says_why() -> None:
    text = "Der Minister sagte, dass die Brücke nicht mit dem Zug und auch nicht auf der Straße erreicht wird."
    (found,) = extractor().extract([Document(text, "d")])
    assert (found.claims, found.characters_read, found.language) == ((), 0, "de")
    assert "no pipeline for language de" in found.degraded


def test_a_language_that_is_named_and_foreign_is_not_read() -> None:
    (found,) = extractor().extract([Document("Ruiz closed bridges.", "d", language="fr-CA")])
    assert found.degraded != ""


def test_a_stream_ends_each_document_with_its_coverage() -> None:
    documents = [Document("Ruiz closed bridges.", "a"), Document("Word", "b")]
    items = list(extractor().stream(documents))
    assert [d for d, item in items if not isinstance(item, Claim)] == ["a", "b"]


def test_check_worthiness_is_judged_for_every_claim() -> None:
    (found,) = extractor(0.9).extract([Document("Ruiz closed bridges.", "d")])
    assert {claim.check_worthiness for claim in found.claims} == {0.9}
