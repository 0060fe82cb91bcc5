"""Finding candidates by vectors and words, over real databases."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text

from gateway.adapters.embedding_backlog import SqlEmbeddingBacklog
from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.archive import Embeddings, Recalled, RecallLimits, Sought, copy_key
from gateway.domain.documents import Document
from gateway.domain.embed_backlog import EmbedBacklog
from gateway.domain.erase_document import erase_document
from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.claim_embedder import FakeClaimEmbedder, vector_of
from tests.fakes.claim_extractor import claims_in
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()
QUAY = Document(id="quay", text="Ministry denies Soldiers entered the northern quay", origin_id="org_1")
RAIN = Document(id="rain", text="Mayor asserts Heavy rain closed two schools", origin_id="org_2")


class Archive:
    """Documents of one tenant, embedded by word."""

    def __init__(self, unit_of_work: SqlUnitOfWork, tenant: str = "t", embedder: str = "words") -> None:
        self.unit_of_work, self.tenant, self.embedder = unit_of_work, tenant, embedder

    def embeddings(self, *texts: str) -> Embeddings:
        return Embeddings(self.embedder, {text: vector_of(text) for text in texts})

    async def store(self, *documents: Document, embedded: bool = True) -> None:
        def store(records: Records) -> None:
            for document in documents:
                claims = tuple(claims_in(document))
                embeddings = self.embeddings(*(claim.proposition or "" for claim in claims)) if embedded else None
                records.documents.put(document, NOW)
                records.claims.replace(document, claims, embeddings)

        await self.unit_of_work.write(self.tenant, store)

    async def recall(
        self, document: Document, limits: RecallLimits | None = None, *, by_vector: bool = True
    ) -> Recalled:
        claims = tuple(claims_in(document))
        embeddings = self.embeddings(*(claim.proposition or "" for claim in claims)) if by_vector else None
        keys = {claim.id: copy_key(claim, document.origin_id) for claim in claims}
        sought = Sought(claims, embeddings, frozenset({document.id}), keys)
        return await self.unit_of_work.read(
            self.tenant, lambda records: records.claims.recall(sought, limits or RecallLimits())
        )

    async def found(
        self, document: Document, limits: RecallLimits | None = None, *, by_vector: bool = True
    ) -> list[str]:
        recalled = await self.recall(document, limits, by_vector=by_vector)
        return [claim.document_id for claim in recalled.candidates]


@pytest.fixture
def archive(unit_of_work: SqlUnitOfWork) -> Archive:
    return Archive(unit_of_work)


def asked(proposition: str, document_id: str = "asked") -> Document:
    return Document(id=document_id, text=f"Observers asserts {proposition}", origin_id=f"org_{document_id}")


async def test_similar_claims_are_found_and_others_are_not(archive: Archive) -> None:
    await archive.store(QUAY, RAIN)
    assert await archive.found(asked("the northern quay was entered by soldiers")) == ["quay"]


async def test_a_name_finds_its_claim_where_nothing_else_is_shared(archive: Archive) -> None:
    await archive.store(QUAY, Document(id="name", text="Court asserts Quellin was acquitted of all charges yesterday"))
    found = await archive.found(asked("Quellin resigned"))
    assert found == ["name"]


async def test_without_vectors_words_find_the_claim(archive: Archive) -> None:
    await archive.store(QUAY, RAIN, embedded=False)
    assert await archive.found(asked("Soldiers entered the northern quay"), by_vector=False) == ["quay"]


async def test_each_claim_of_a_check_gets_its_own_candidates_in_turns(archive: Archive) -> None:
    stories = [Document(id=f"quay{n}", text=f"{QUAY.text} at {n} o'clock") for n in range(6)]
    await archive.store(*stories, RAIN)
    both = Document(
        id="asked", text="A asserts Soldiers entered the northern quay\nB asserts Heavy rain closed schools"
    )
    assert "rain" in await archive.found(both, RecallLimits(per_claim=2, archived_claims=2))
    assert len(await archive.found(both, RecallLimits(per_claim=3, archived_claims=200))) == 4


async def test_the_own_documents_and_other_tenants_are_not_met(archive: Archive, unit_of_work: SqlUnitOfWork) -> None:
    await archive.store(QUAY)
    await Archive(unit_of_work, "other").store(replace(QUAY, id="theirs"))
    assert await archive.found(QUAY) == []
    assert await archive.found(asked("Soldiers entered the northern quay")) == ["quay"]


async def test_copies_of_one_origin_take_one_place_and_the_earliest_stands_for_them(archive: Archive) -> None:
    copies = [replace(QUAY, id=f"copy{day}", published_at=NOW.replace(day=day)) for day in (9, 3, 5)]
    await archive.store(*copies, replace(QUAY, id="independent", origin_id="org_9"))
    found = await archive.found(asked("Soldiers entered the northern quay"))
    assert sorted(found) == ["copy3", "independent"]


async def test_an_archived_copy_of_a_sought_claim_is_told_apart_from_its_candidates(archive: Archive) -> None:
    await archive.store(QUAY, replace(RAIN, text="Observers asserts Soldiers entered the northern quay"))
    reprint = replace(QUAY, id="reprint")
    recalled = await archive.recall(reprint)
    [claim] = claims_in(reprint)
    assert {claim_id: copy.document_id for claim_id, copy in recalled.copies.items()} == {claim.id: "quay"}
    assert [claim.document_id for claim in recalled.candidates] == ["rain"]


async def test_an_erased_document_leaves_no_vector_and_is_not_found(archive: Archive) -> None:
    await archive.store(QUAY, RAIN)
    assert await archive.found(asked("Soldiers entered the northern quay")) == ["quay"]
    await archive.unit_of_work.write("t", partial(erase_document, "quay"))
    assert await archive.found(asked("Soldiers entered the northern quay")) == []
    await archive.store(Document(id="new", text="Mayor asserts Bread prices doubled in March"))
    assert await archive.found(asked("Soldiers entered the northern quay")) == []
    with archive.unit_of_work.engine.connect() as connection:
        vectors = text("SELECT count(*) FROM claim_vector WHERE embedding IS NOT NULL")
        assert connection.execute(vectors).scalar() == 2


async def test_claims_stored_without_vectors_get_them_later(archive: Archive) -> None:
    await archive.store(QUAY, RAIN, Document(id="blank", text="Mayor asserts "), embedded=False)
    backlog = EmbedBacklog(FakeClaimEmbedder(), SqlEmbeddingBacklog(archive.unit_of_work), 1.0, claims_at_once=2)
    assert [await backlog.next() for _ in range(3)] == [True, True, False]
    assert await archive.found(asked("the northern quay was entered by soldiers")) == ["quay"]


async def test_another_embedder_embeds_everything_anew(archive: Archive) -> None:
    await archive.store(QUAY, RAIN)
    newer = Archive(archive.unit_of_work, embedder="another")
    question = asked("a northern quay was entered by soldiers")
    assert await newer.found(question) == []
    backlog = EmbedBacklog(FakeClaimEmbedder("another"), SqlEmbeddingBacklog(archive.unit_of_work), 1.0)
    assert [await backlog.next() for _ in range(2)] == [True, False]
    assert await newer.found(question) == ["quay"]
    assert await archive.found(question) == []


async def test_an_embedder_that_is_away_leaves_claims_waiting(archive: Archive) -> None:
    await archive.store(QUAY, embedded=False)
    embedder = FakeClaimEmbedder()
    embedder.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    backlog = EmbedBacklog(embedder, SqlEmbeddingBacklog(archive.unit_of_work), 1.0)
    with pytest.raises(ServiceError):
        await backlog.next()
    embedder.failure = None
    assert await backlog.next()


async def test_a_database_without_pgvector_is_searched_by_words_and_says_so(archive: Archive) -> None:
    if archive.unit_of_work.engine.dialect.name == "sqlite":
        pytest.skip("SQLite always holds vectors")
    with archive.unit_of_work.engine.begin() as connection:
        connection.execute(text("ALTER TABLE claim_vector RENAME TO hidden"))
    try:
        await archive.store(QUAY)
        recalled = await archive.recall(asked("Soldiers entered the northern quay"))
        waiting = await SqlEmbeddingBacklog(archive.unit_of_work).waiting("words", 10)
    finally:
        with archive.unit_of_work.engine.begin() as connection:
            connection.execute(text("ALTER TABLE hidden RENAME TO claim_vector"))
    assert [claim.document_id for claim in recalled.candidates] == ["quay"]
    assert recalled.words_only
    assert waiting == ()
