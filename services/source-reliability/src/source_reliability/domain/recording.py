"""Records outcomes: idempotent, superseding instead of editing, sharing each origin's one observation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_bytes

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.appraisal import Question, prior_of, updated
from source_reliability.domain.cells import Cell, CellKey, Moment, Slice, by_source
from source_reliability.domain.change import watch
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.outcomes import Entry, Outcome
from source_reliability.domain.ports import Writer
from source_reliability.domain.priors import Prior

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shift:
    """A source whose reliability for a topic jumped."""

    source_id: str
    before: float
    after: float
    topic: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many outcomes were new, and the jumps they caused."""

    recorded: int
    shifts: Sequence[Shift]


def record(writer: Writer, outcomes: Sequence[Outcome], now_us: int, config: ModelConfig) -> Recorded:
    """Record what the ledger does not hold yet. Raises ServiceError (CONFLICT) where an id returns changed."""
    fresh = _fresh(outcomes, writer)
    if not fresh:
        return Recorded(0, ())
    replaced = _replaced(fresh, writer)
    head = writer.head()
    recorded_us = max(now_us, head.recorded_us + 1)
    book = _Book(writer, fresh, replaced, recorded_us, config)
    book.reshare()
    links: list[tuple[Entry, str]] = []
    version, previous = config.version, head.hash
    for sequence, outcome in enumerate(fresh, head.sequence + 1):
        salt, generation = token_bytes(_SALT_BYTES), book.learn(outcome)
        hashed = outcome.payload_hash(salt)
        entry = Entry(sequence, outcome, recorded_us, generation, version, salt, hashed, previous)
        previous = entry.hash
        links.append((entry, previous))
    writer.append(links)
    writer.save(book.changed())
    return Recorded(len(links), book.shifts())


def _fresh(outcomes: Sequence[Outcome], writer: Writer) -> list[Outcome]:
    known = writer.known([outcome.outcome_id for outcome in outcomes])
    fresh: dict[str, Outcome] = {}
    for index, outcome in enumerate(outcomes):
        entry, earlier = known.get(outcome.outcome_id), fresh.get(outcome.outcome_id)
        if entry and entry.salt is not None and outcome.payload_hash(entry.salt) != entry.payload_hash:
            raise _conflict("has other content in the ledger; supersede it instead", "OUTCOME_CHANGED", index, "id")
        if earlier and earlier != outcome:
            raise _conflict("stands twice in this call with different content", "OUTCOME_CHANGED", index, "id")
        if not entry:
            fresh[outcome.outcome_id] = outcome
    return list(fresh.values())


def _replaced(fresh: Sequence[Outcome], writer: Writer) -> Sequence[Entry]:
    wanted = [outcome.supersedes for outcome in fresh if outcome.supersedes]
    known = writer.known(wanted)
    for index, outcome in enumerate(fresh):
        if not outcome.supersedes:
            continue
        if outcome.supersedes not in known:
            message = "supersedes names no recorded outcome"
            field = f"outcomes[{index}].supersedes"
            raise ServiceError(ErrorKind.INVALID, message, reason="SUPERSEDED_UNKNOWN", field=field)
        if known[outcome.supersedes].replaced_us is not None or wanted.count(outcome.supersedes) > 1:
            raise _conflict("supersedes an outcome already replaced", "ALREADY_SUPERSEDED", index, "supersedes")
    return list(known.values())


def _conflict(problem: str, reason: str, index: int, part: str) -> ServiceError:
    field = f"outcomes[{index}].{part}"
    return ServiceError(ErrorKind.CONFLICT, f"the outcome {problem}", reason=reason, field=field)


class _Book:
    """The cells one call touches, before and after."""

    def __init__(
        self, writer: Writer, fresh: Sequence[Outcome], replaced: Sequence[Entry], now_us: int, config: ModelConfig
    ) -> None:
        self._at, self._config, self._replaced = Moment(now_us, config), config, replaced
        groups = {o.origin_group for o in (*fresh, *(entry.outcome for entry in replaced))} - {""}
        self._members = writer.standing(sorted(groups))
        self._old = Counter(entry.outcome.origin_group for entry in self._members)
        self._new = self._old + Counter(outcome.origin_group for outcome in fresh)
        self._new.subtract(entry.outcome.origin_group for entry in replaced)
        self._dossiers = writer.dossiers(sorted({outcome.source_id for outcome in fresh}))
        self._views = {dossier.source_id: list(dossier.cells) for dossier in self._dossiers.values()}
        self._cells = {(c.source_id, c.key): c for cells in self._views.values() for c in cells}
        others = {entry.outcome.source_id for entry in (*self._members, *replaced)} - {s for s, _ in self._cells}
        self._cells |= {(c.source_id, c.key): c for c in writer.cells(sorted(others))}
        self._priors: dict[tuple[str, str, CellKey], Prior] = {}
        self._before: dict[tuple[str, CellKey], float] = {}
        self._alarmed: dict[tuple[str, CellKey], Outcome] = {}
        self._touched: dict[tuple[str, CellKey], Cell] = {}

    def reshare(self) -> None:
        """Take out what is replaced and share each origin's observation among its new number of copies."""
        leaving = {entry.outcome.outcome_id for entry in self._replaced}
        for entry in self._replaced:
            self._apply(entry, self._old[entry.outcome.origin_group], -1)
        for entry in self._members:
            group = entry.outcome.origin_group
            if entry.outcome.outcome_id not in leaving and self._old[group] != self._new[group]:
                self._apply(entry, self._old[group], -1)
                self._apply(entry, self._new[group], +1)

    def _apply(self, entry: Entry, copies: int, sign: int) -> None:
        outcome = entry.outcome
        self._touch(outcome).add(outcome.observation(max(1, copies), entry.generation), self._config, sign)

    def _touch(self, outcome: Outcome) -> Cell:
        place = (outcome.source_id, outcome.key)
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = Cell(*place)
            if dossier := self._dossiers.get(outcome.source_id):
                self._views[dossier.source_id].append(cell)
        return self._touched.setdefault(place, cell)

    def learn(self, outcome: Outcome) -> int:
        """Add one outcome, let the change detector see it, and return the generation it belongs to."""
        cell, dossier = self._touch(outcome), self._dossiers[outcome.source_id]
        copies = self._new[outcome.origin_group] if outcome.origin_group else 1
        expected = self._mean(dossier, outcome)
        self._before.setdefault((dossier.source_id, outcome.key), expected)
        if watch(cell, expected, outcome.right, outcome.weight / copies, self._config):
            cell.generation += 1
            cell.alarm_us = outcome.event_us
            self._alarmed[dossier.source_id, outcome.key] = outcome
        late = outcome.event_us < cell.alarm_us
        generation = cell.generation - 1 if late else cell.generation
        cell.add(outcome.observation(copies, generation), self._config)
        return generation

    def _mean(self, dossier: Dossier, outcome: Outcome) -> float:
        wanted = Slice(*outcome.key)
        place = (dossier.source_id, outcome.speaker_kind, outcome.key)
        if place not in self._priors:
            question = Question(dossier.source_id, wanted, outcome.speaker_kind)
            self._priors[place] = prior_of(dossier, question, self._at)
        cells = self._views[dossier.source_id]
        return updated(self._priors[place], cells, wanted, self._at).mean

    def shifts(self) -> list[Shift]:
        return [
            Shift(source_id, self._before[source_id, key], self._mean(self._dossiers[o.source_id], o), key.topic)
            for (source_id, key), o in self._alarmed.items()
        ]

    def changed(self) -> Mapping[str, Sequence[Cell]]:
        """All cells of every source that one of them changed of."""
        touched = {source_id for source_id, _ in self._touched}
        return {source_id: cells for source_id, cells in by_source(self._cells).items() if source_id in touched}
