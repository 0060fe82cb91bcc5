"""The use cases: ask, assess, record, list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from source_reliability.domain.appraisal import Question, Reliability, appraise, posterior, refolded
from source_reliability.domain.assessment import Assessment, Belief, Value, assess
from source_reliability.domain.cells import Moment
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.limits import (
    Clock,
    Limits,
    check_count,
    check_outcomes,
    check_probability,
    check_text,
    check_time,
    invalid,
)
from source_reliability.domain.outcomes import Entry, Outcome
from source_reliability.domain.ports import Archive, Reader
from source_reliability.domain.recording import Recorded, record


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """Outcomes, newest first; the token is empty at the end."""

    entries: Sequence[Entry]
    next_page_token: str


class TrackRecords:
    """Answers how reliable sources are and learns from outcomes. All calls block."""

    def __init__(self, archive: Archive, clock: Clock, config: ModelConfig, limits: Limits) -> None:
        self._archive, self._clock, self._config, self._limits = archive, clock, config, limits

    @property
    def config_version(self) -> str:
        return self._config.version

    def batch_get(
        self, tenant: str, questions: Sequence[Question], as_of_us: int | None = None, *, with_reasons: bool = False
    ) -> list[Reliability]:
        """Reliabilities in the order asked; a source never met gets its prior."""
        check_count(len(questions), self._limits.queries, "queries")
        for index, question in enumerate(questions):
            check_text(question.wanted.topic, self._limits.identifier_characters, f"queries[{index}].topic")
        now_us = self._check(tenant, as_of_us)
        with self._archive.reading(tenant) as reader:
            known = self._dossiers(reader, questions, as_of_us, with_reasons=with_reasons)
        return appraise(questions, known, Moment(now_us, self._config))

    def assess(self, tenant: str, values: Sequence[Value], as_of_us: int | None = None) -> Assessment:
        check_count(len(values), self._limits.values, "values", least=2)
        now_us = self._check(tenant, as_of_us)
        self._check_values(values)
        questions = list(dict.fromkeys(support.source for value in values for support in value.supports))
        if not questions:
            return assess(values, {}, self._config)
        with self._archive.reading(tenant) as reader:
            known = self._dossiers(reader, questions, as_of_us, with_reasons=False)
        beliefs = {
            question: _belief(dossier, question, Moment(now_us, self._config))
            for question, dossier in zip(questions, known, strict=True)
        }
        return assess(values, beliefs, self._config)

    def record(self, tenant: str, outcomes: Sequence[Outcome]) -> Recorded:
        """Record all or none; what the ledger holds already changes nothing."""
        self._check(tenant, None)
        check_outcomes(outcomes, self._clock(), self._limits)
        with self._archive.writing(tenant) as writer:
            return record(writer, outcomes, self._clock(), self._config)

    def list_outcomes(self, tenant: str, source_id: str, page_size: int = 0, page_token: str = "") -> OutcomePage:
        self._check(tenant, None)
        size = page_size or self._limits.default_page
        check_count(size, self._limits.page, "page_size")
        if page_token and not (page_token.isascii() and page_token.isdigit() and len(page_token) < 19):
            raise invalid("page_token comes from no earlier answer", "PAGE_TOKEN_UNKNOWN", "page_token")
        with self._archive.reading(tenant) as reader:
            entries = reader.entries(source_id, int(page_token) if page_token else None, size + 1)
        more = str(entries[size - 1].sequence) if len(entries) > size else ""
        return OutcomePage(entries[:size], more)

    def _check(self, tenant: str, as_of_us: int | None) -> int:
        """Instant to answer for."""
        check_text(tenant, self._limits.identifier_characters, "tenant", required=True)
        now_us = self._clock()
        if as_of_us is None:
            return now_us
        check_time(as_of_us, now_us, "as_of", self._limits)
        return as_of_us

    def _check_values(self, values: Sequence[Value]) -> None:
        check_count(sum(len(value.supports) for value in values), self._limits.supports, "values.supports", least=0)
        if len({value.value_id for value in values}) < len(values):
            raise invalid("two values have the same id", "DUPLICATE_VALUE", "values")
        for index, value in enumerate(values):
            check_text(value.value_id, self._limits.identifier_characters, f"values[{index}].id", required=True)
            for place, support in enumerate(value.supports):
                field = f"values[{index}].supports[{place}]"
                check_text(support.origin_id, self._limits.identifier_characters, f"{field}.origin_id")
                check_probability(support.confidence, f"{field}.confidence")

    def _dossiers(
        self, reader: Reader, questions: Sequence[Question], as_of_us: int | None, *, with_reasons: bool
    ) -> list[Dossier]:
        replay = with_reasons or as_of_us is not None
        ids = [question.source_id for question in questions]
        found = reader.dossiers(ids, as_of_us, with_observations=replay)
        if not replay:
            return [found[source_id] for source_id in ids]
        folded = {source_id: refolded(dossier, self._config) for source_id, dossier in found.items()}
        if with_reasons:
            return [folded[source_id] for source_id in ids]
        return [replace(folded[source_id], observations=None) for source_id in ids]


def _belief(dossier: Dossier, question: Question, at: Moment) -> Belief:
    found = posterior(dossier, question, at)
    return Belief(dossier.override.mean if dossier.override else found.mean, found.strength)
