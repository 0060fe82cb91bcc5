"""Finds which of the given claims clash: block, examine, ask the model where needed, weigh, fold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from nli_contradiction.domain.answers import with_answers
from nli_contradiction.domain.blocking import promising_pairs
from nli_contradiction.domain.checking import check_claims, check_thresholds
from nli_contradiction.domain.claims import Claim, Context
from nli_contradiction.domain.deciding import Examined, examine
from nli_contradiction.domain.entailment import Embedder, EntailmentModel, Pair, Score
from nli_contradiction.domain.events import match
from nli_contradiction.domain.evidence import evidence_pairs
from nli_contradiction.domain.folding import one_per_sentence_pair, representatives, without_headlines
from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.judging import judge
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import Profile, profiles
from nli_contradiction.domain.rationing import rationed, without_superseded
from nli_contradiction.domain.verdicts import Clash, Findings, Update, Verdict


@dataclass(frozen=True, slots=True)
class Request:
    """Claims with their documents; archived claims meet only the others. 0 asks for the policy's default."""

    claims: Sequence[Claim]
    contexts: Mapping[str, Context]
    archived_claim_ids: Sequence[str] = ()
    max_pairs: int = 0
    clash_threshold: float = 0.0
    unsure_threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class ClashFinder:
    """The use case: a model, an embedder, and the policy of the decision."""

    model: EntailmentModel
    embedder: Embedder
    policy: Policy = field(default_factory=Policy)

    async def find(self, request: Request) -> Findings:
        """Clashes most probable first; the same request gives the same answer. Raises INVALID naming the field."""
        clash_at = request.clash_threshold or self.policy.clash_threshold
        unsure_at = request.unsure_threshold or min(self.policy.unsure_threshold, clash_at)
        check_thresholds(clash_at, unsure_at)
        check_claims(request.claims, request.archived_claim_ids, self.policy)
        everyone = profiles(request.claims, request.contexts, frozenset(request.archived_claim_ids))
        everyone = with_answers(without_headlines(everyone))
        copies = representatives(everyone)
        distinct = _renumbered([everyone[i] for i in sorted(copies)], everyone, copies)
        examined = await self._examined(distinct)
        scores, skipped = await self._asked(examined, request.max_pairs or self.policy.max_pairs)
        weighed = [judge(item, scores) for item in without_superseded(examined) if item.verdict is Verdict.CLASH]
        clashes = one_per_sentence_pair([c for c in weighed if c is not None and c.probability >= unsure_at], distinct)
        clashes = [_with_copies(clash, everyone, copies) for clash in clashes]
        return Findings(
            clashes=tuple(c for c in clashes if c.probability >= clash_at),
            unsure=tuple(c for c in clashes if c.probability < clash_at),
            updates=_updates(examined),
            candidate_pairs=len(examined),
            pairs_scored=len(scores),
            pairs_skipped=skipped,
        )

    async def _examined(self, distinct: Sequence[Profile]) -> list[Examined]:
        if len(distinct) < 2:
            return []
        vectors = np.asarray(await self.embedder.embed([p.text for p in distinct]), dtype=np.float32)
        places = Places([p.claim for p in distinct])
        pairs = [
            Candidate(distinct[i], distinct[j], match(distinct[i], distinct[j], places, cosine, self.policy), promise)
            for i, j, promise, cosine in promising_pairs(distinct, vectors, self.policy)
        ]
        return rationed([examine(p, places, self.policy) for p in evidence_pairs(pairs, distinct)], self.policy)

    async def _asked(self, examined: Sequence[Examined], limit: int) -> tuple[dict[Pair, Score], int]:
        """Scores of the distinct questions, the most promising first, and how many the limit left out."""
        wanted = dict.fromkeys(q for item in examined if item.verdict is Verdict.CLASH for q in item.questions)
        asked = list(wanted)[:limit]
        scores = await self.model.score(asked) if asked else ()
        return dict(zip(asked, scores, strict=True)), len(wanted) - len(asked)


def _renumbered(
    kept: Sequence[Profile], everyone: Sequence[Profile], copies: Mapping[int, Sequence[int]]
) -> list[Profile]:
    """The kept profiles numbered from 0, with links to copies turned to the claim they were folded into."""
    ids = {everyone[copy].claim.id: everyone[first].claim.id for first, rest in copies.items() for copy in rest}
    renumbered = []
    for index, profile in enumerate(kept):
        links = tuple(dict.fromkeys(ids.get(target, target) for target in profile.claim.responds_to))
        renumbered.append(replace(profile, index=index, claim=replace(profile.claim, responds_to=links)))
    return renumbered


def _with_copies(clash: Clash, everyone: Sequence[Profile], copies: Mapping[int, Sequence[int]]) -> Clash:
    index = {p.claim.id: p.index for p in everyone}
    extra = tuple(everyone[c].claim.id for side in clash.sides for c in copies.get(index[side.claim_id], ()))
    return replace(clash, folded_claim_ids=tuple(dict.fromkeys(clash.folded_claim_ids + extra)))


def _updates(examined: Sequence[Examined]) -> tuple[Update, ...]:
    found = {(u.earlier_claim_id, u.later_claim_id): u for u in (item.update for item in examined) if u is not None}
    return tuple(found[key] for key in sorted(found))
