"""Finds archived claims by their words: FTS5 on SQLite, full text search on PostgreSQL."""

import json
import re
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import TextClause, text
from sqlmodel import Session

from gateway.domain.claims import Claim

_MOST_WORDS = 24
_MOST_ROWS = 1_000
_MOST_ROWS_BY_NAME = 300
_NAME_WORD = re.compile(r"\w+")
_TELLING_WORD = re.compile(r"\w{4,}")
_SHARING_MOST = text(
    "SELECT claim.row_id FROM claim_words JOIN claim ON claim.row_id = claim_words.rowid "
    "WHERE claim_words MATCH :query AND claim.tenant = :tenant ORDER BY bm25(claim_words) LIMIT :limit"
)
_NUMBER = re.compile(r"\w*\d\w*")


def indexed_words(claim: Claim) -> str:
    """Return what a claim is found by: its proposition, entities and places."""
    names = (entity.text for entity in claim.entities)
    return " ".join((claim.proposition or "", *names, *claim.places))


def search_words(claim: Claim) -> list[str]:
    """Return at most two dozen different words of a claim, names first; short words tell little."""
    return list(dict.fromkeys((*_names(claim), *_TELLING_WORD.findall((claim.proposition or "").lower()))))[
        :_MOST_WORDS
    ]


def naming_words(claim: Claim) -> list[str]:
    """Return the words of names and the numbers of a claim: what its vector tells least about."""
    found = (*_names(claim), *_NUMBER.findall((claim.proposition or "").lower()))
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def _names(claim: Claim) -> list[str]:
    names = " ".join((*(entity.text for entity in claim.entities), *claim.places))
    return _NAME_WORD.findall(names.lower())


def asked_words(question: str) -> list[str]:
    """Return the different words of a question, at most two dozen."""
    return list(dict.fromkeys(_NAME_WORD.findall(question.lower())))[:_MOST_WORDS]


def _rarest(words: Sequence[str], counts: Mapping[str, int], most_rows: int) -> list[str]:
    kept: list[str] = []
    rows = 0
    for word in sorted(words, key=lambda word: counts.get(word, 0)):
        rows += counts.get(word, 0)
        if kept and rows > most_rows:
            break
        kept.append(word)
    return kept


def _quoted(words: Sequence[str], operator: str) -> str:
    return operator.join(f'"{word}"' for word in words)


class ClaimIndex:
    """The word index over the claims of one tenant."""

    def __init__(self, session: Session, tenant: str) -> None:
        self._session = session
        self._tenant = tenant
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def add(self, rows: Sequence[tuple[int, Claim]]) -> None:
        statement = "INSERT INTO claim_words (rowid, words) VALUES (:row_id, :words)"
        if not self._sqlite:
            statement = (
                "INSERT INTO claim_words (row_id, words) VALUES (:row_id, to_tsvector('simple', CAST(:words AS text)))"
            )
        values = [{"row_id": row_id, "words": indexed_words(claim)} for row_id, claim in rows if claim.proposition]
        if values:
            self._session.connection().execute(text(statement), values)

    def remove(self, row_ids: Collection[int]) -> None:
        column = "rowid" if self._sqlite else "row_id"
        for row_id in row_ids:
            self._run(f"DELETE FROM claim_words WHERE {column} = :row_id", row_id=row_id)  # noqa: S608

    def forget_removed(self) -> None:
        """Leave no trace of removed words; SQLite would keep them until it merges its index by itself."""
        if self._sqlite:
            self._run("INSERT INTO claim_words (claim_words) VALUES ('optimize')")

    def matching(self, words: Sequence[str]) -> TextClause:
        """Row ids of claims of any tenant that hold all words, for use in a condition."""
        if self._sqlite:
            statement, query = "SELECT rowid FROM claim_words WHERE claim_words MATCH :words", _quoted(words, " AND ")
        else:
            statement = "SELECT row_id FROM claim_words WHERE words @@ to_tsquery('simple', :words)"
            query = " & ".join(words)
        return text(statement).bindparams(words=query)

    def telling(self, claims: Sequence[Claim], by_name: Collection[str] = ()) -> list[list[str]]:
        """Words to search for each claim with: the rarest, as long as few enough stored claims hold one of them.

        Claims with an id in `by_name` are searched by their names and numbers only, and among fewer claims.
        """
        wanted = [naming_words(claim) if claim.id in by_name else search_words(claim) for claim in claims]
        counts = self._counts({word for words in wanted for word in words})
        most = [_MOST_ROWS_BY_NAME if claim.id in by_name else _MOST_ROWS for claim in claims]
        return [_rarest(words, counts, rows) for words, rows in zip(wanted, most, strict=True)]

    def _counts(self, words: Collection[str]) -> dict[str, int]:
        if not words:
            return {}
        if self._sqlite:
            statement = "SELECT term, doc FROM claim_word_counts WHERE term IN (SELECT value FROM json_each(:words))"
        else:
            # only common words are in the statistics; any other counts as rare
            statement = (
                "SELECT word, CAST(frequency * (SELECT reltuples FROM pg_class WHERE oid = 'claim_words'::regclass) "
                "AS integer) FROM pg_stats, "
                "unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) "
                "AS common(word, frequency) WHERE tablename = 'claim_words' AND attname = 'words' "
                "AND word IN (SELECT json_array_elements_text(CAST(:words AS json)))"
            )
        found = self._session.connection().execute(text(statement), {"words": json.dumps(sorted(words))})
        return {str(word): int(count) for word, count in found}

    def nearest(self, words: Sequence[str], limit: int) -> list[int]:
        """Row ids of the tenant's claims that share most words, best first; rare words count more (SQLite)."""
        if not words:
            return []
        values = {"query": _quoted(words, " OR "), "tenant": self._tenant, "limit": limit}
        return list(self._session.connection().execute(_SHARING_MOST, values).scalars())

    def _run(self, statement: str, **values: object) -> list[tuple[int, ...]]:
        result = self._session.connection().execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []
