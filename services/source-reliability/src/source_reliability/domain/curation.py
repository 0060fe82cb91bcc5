"""The use cases of editors: ratings as priors, overrides, aliases and parents."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.appraisal import Question, Reliability, appraise
from source_reliability.domain.cells import Moment
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.limits import Clock, Limits, check_count, check_probability, check_text, invalid
from source_reliability.domain.names import PUBLISHER, RegisteredDomains, source_id
from source_reliability.domain.ports import Archive, RatedDomains, Reader
from source_reliability.domain.priors import MAX_RATING_STRENGTH


@dataclass(frozen=True, slots=True)
class RatingList:
    """A list of ratings; each counts as `strength` outcomes, more than 0 and 6 at most."""

    name: str
    version: str
    strength: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A source as it stands after linking."""

    source_id: str
    aliases: Sequence[str]
    parent_id: str


class Curation:
    """What editors declare about sources. All calls block."""

    def __init__(
        self, archive: Archive, domains: RegisteredDomains, clock: Clock, config: ModelConfig, limits: Limits
    ) -> None:
        self._archive, self._domains, self._clock = archive, domains, clock
        self._config, self._limits = config, limits

    def import_ratings(self, tenant: str, listed: RatingList, ratings: Sequence[tuple[str, float]]) -> tuple[int, int]:
        """Load (domain or URL, score) rows as priors of all tenants; returns domains stored and rows merged."""
        most = self._limits.identifier_characters
        check_text(tenant, most, "tenant", required=True)
        check_text(listed.name, most, "list_name", required=True)
        check_text(listed.version, most, "list_version", required=True)
        if not 0.0 < listed.strength <= MAX_RATING_STRENGTH:
            message = f"strength must be more than 0 and at most {MAX_RATING_STRENGTH:g}"
            raise invalid(message, "STRENGTH_OUT_OF_RANGE", "strength", MAX_RATING_STRENGTH)
        check_count(len(ratings), self._limits.ratings, "ratings")
        scores: dict[str, list[float]] = defaultdict(list)
        for index, (domain, score) in enumerate(ratings):
            check_probability(score, f"ratings[{index}].score")
            scores[self._rated(domain, f"ratings[{index}].domain")].append(score)
        means = {identity: math.fsum(found) / len(found) for identity, found in scores.items()}
        with self._archive.writing(tenant) as writer:
            writer.import_ratings(RatedDomains(listed.name, listed.version, listed.strength, means), self._clock())
        return len(means), len(ratings) - len(means)

    def _rated(self, domain: str, field: str) -> str:
        check_text(domain, self._limits.reason_characters, field, required=True)
        registered = self._domains.registered(domain.strip().removeprefix("domain:"))
        if registered is None:
            raise invalid(f"{field} is no domain", "NOT_A_DOMAIN", field)
        return f"domain:{registered}"

    def set_override(self, tenant: str, identity: str, mean: float | None, reason: str, editor: str) -> Reliability:
        """Put a mean in force for one tenant, or clear it; answers the reliability in force now."""
        check_text(tenant, self._limits.identifier_characters, "tenant", required=True)
        check_text(reason, self._limits.reason_characters, "reason", required=True)
        check_text(editor, self._limits.identifier_characters, "editor", required=True)
        if mean is not None:
            check_probability(mean, "mean")
        now_us = self._clock()
        with self._archive.writing(tenant) as writer:
            canonical = writer.canonical(identity)
            writer.override(canonical, mean, reason, editor, now_us)
            dossier = writer.dossiers([canonical])[canonical]
        return appraise([Question(canonical)], [dossier], Moment(now_us, self._config))[0]

    def link(self, tenant: str, identity: str, kind: str, aliases: Sequence[str], parent: str) -> Linked:
        """Add aliases and declare the parent (empty: none). A bare name is of the same kind as the source."""
        check_text(tenant, self._limits.identifier_characters, "tenant", required=True)
        check_count(len(aliases), self._limits.aliases, "aliases", least=0)
        like = PUBLISHER if identity.startswith("domain:") else kind
        wanted = {source_id(name, like, self._domains, f"aliases[{index}]"): name for index, name in enumerate(aliases)}
        parent_id = source_id(parent, like, self._domains, "parent") if parent else ""
        with self._archive.writing(tenant) as writer:
            canonical = writer.canonical(identity)
            fresh = _fresh_aliases(writer, canonical, wanted)
            owner = writer.canonical(parent_id) if parent_id else ""
            _check_parent(writer, canonical, {canonical, *fresh}, owner)
            writer.link(canonical, fresh, owner, self._clock())
            return Linked(canonical, writer.aliases(canonical), writer.parent(canonical))


def _fresh_aliases(reader: Reader, canonical: str, wanted: dict[str, str]) -> dict[str, str]:
    fresh: dict[str, str] = {}
    for index, (alias, name) in enumerate(wanted.items()):
        owner = reader.canonical(alias)
        if owner == canonical:
            continue
        if owner != alias:
            field = f"aliases[{index}]"
            message = f"{field} is already an alias of another source"
            raise ServiceError(ErrorKind.CONFLICT, message, reason="ALIAS_TAKEN", field=field)
        fresh[alias] = name
    return fresh


def _check_parent(reader: Reader, canonical: str, own: set[str], parent_id: str) -> None:
    """Walk up from the parent; meeting the source or one of its new aliases would close a circle."""
    above = parent_id
    while above:
        if above in own:
            raise invalid("parent would make the source a part of itself", "PARENT_CYCLE", "parent")
        above = reader.parent(above)
    for alias in own - {canonical}:
        above = reader.parent(alias)
        if above in own:
            raise invalid("an alias has the source as its parent", "PARENT_CYCLE", "aliases")
