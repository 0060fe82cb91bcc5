"""A clash finder for which the same proposition, once denied and once not, is a clash."""

import hashlib
from itertools import combinations

from gateway.domain.checks import Model
from gateway.domain.claims import Claim, Span, Stance
from gateway.domain.clashes import Clash, ClashKind, Lean, State, side_of
from gateway.domain.ports import ClashFindings, ClashQuestion
from service_kit.errors import ServiceError


class FakeClashFinder:
    """Remembers what it was asked; fails with `failure`, and says `pairs_skipped`, where set."""

    def __init__(self) -> None:
        self.asked: list[ClashQuestion] = []
        self.failure: ServiceError | None = None
        self.pairs_skipped = 0

    async def find(self, tenant: str, question: ClashQuestion, timeout_seconds: float) -> ClashFindings:
        del tenant, timeout_seconds
        self.asked.append(question)
        if self.failure:
            raise self.failure
        pairs = [
            pair
            for pair in combinations(question.claims, 2)
            if not {pair[0].id, pair[1].id} <= question.archived_claim_ids
        ]
        clashes = tuple(_clash(a, b) for a, b in pairs if _clashes(a, b))
        least = question.thresholds.clash or 0.5
        return ClashFindings(
            clashes=tuple(clash for clash in clashes if clash.probability >= least),
            unsure=tuple(clash for clash in clashes if clash.probability < least),
            updates=(),
            candidate_pairs=len(pairs),
            pairs_skipped=self.pairs_skipped,
            model=Model("opposites", "1" * 64),
        )


def _clashes(a: Claim, b: Claim) -> bool:
    return a.proposition == b.proposition and (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES)


def _clash(a: Claim, b: Claim) -> Clash:
    digest = hashlib.sha256("\0".join(sorted((a.id, b.id))).encode()).hexdigest()[:20]
    unsure = Stance.QUESTIONS in (a.stance, b.stance)
    return Clash(
        id=f"cls_{digest}",
        kind=ClashKind.DENIAL_VS_ASSERTION,
        probability=0.4 if unsure else 0.9,
        severity=0.3 if unsure else 0.8,
        state=State.OPEN,
        sides=(side_of(a, (Span(a.quote.start, a.quote.start + 1),)), side_of(b, ())),
        lean=Lean(),
        explanation=f"{a.speaker.name} and {b.speaker.name} cannot both be right.",
    )
