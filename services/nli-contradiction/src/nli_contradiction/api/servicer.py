"""The rpcs of NliContradictionService: messages in, domain calls, messages out."""

import grpc

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from nli_contradiction.api.find_clashes import find_clashes
from nli_contradiction.domain.entailment import Pair, Score
from nli_contradiction.domain.finder import ClashFinder
from nli_contradiction.domain.inference import ModelIdentity
from nli_contradiction.domain.limits import CallLimits

_ScoreContext = grpc.aio.ServicerContext[pb2.ScorePairsRequest, pb2.ScorePairsResponse]
_EmbedContext = grpc.aio.ServicerContext[pb2.EmbedClaimsRequest, pb2.EmbedClaimsResponse]
_FindContext = grpc.aio.ServicerContext[pb2.FindClashesRequest, pb2.FindClashesResponse]
_ModelContext = grpc.aio.ServicerContext[pb2.GetModelRequest, pb2.GetModelResponse]


class NliContradictionServicer(pb2_grpc.NliContradictionServiceServicer):
    """Errors are raised as ServiceError; the server turns them into a status."""

    def __init__(self, finder: ClashFinder, limits: CallLimits, nli: ModelIdentity, embedder: ModelIdentity) -> None:
        self._finder, self._limits, self._identity = finder, limits, nli
        self._nli, self._embedder = _model(nli), _model(embedder)

    async def ScorePairs(self, request: pb2.ScorePairsRequest, context: _ScoreContext) -> pb2.ScorePairsResponse:  # noqa: ARG002, N802
        pairs = [Pair(pair.premise, pair.hypothesis) for pair in request.pairs]
        self._limits.check_pairs(pairs)
        scores = await self._finder.model.score(pairs)
        return pb2.ScorePairsResponse(scores=[_pair_score(score) for score in scores], model=self._nli)

    async def EmbedClaims(self, request: pb2.EmbedClaimsRequest, context: _EmbedContext) -> pb2.EmbedClaimsResponse:  # noqa: ARG002, N802
        self._limits.check_texts(request.texts)
        rows = await self._finder.embedder.embed(list(request.texts))
        return pb2.EmbedClaimsResponse(embeddings=[pb2.Embedding(values=row) for row in rows], model=self._embedder)

    async def FindClashes(self, request: pb2.FindClashesRequest, context: _FindContext) -> pb2.FindClashesResponse:  # noqa: ARG002, N802
        return await find_clashes(request, self._finder, self._nli)

    async def GetModel(self, request: pb2.GetModelRequest, context: _ModelContext) -> pb2.GetModelResponse:  # noqa: ARG002, N802
        identity = self._identity
        return pb2.GetModelResponse(
            nli=self._nli, embedder=self._embedder, max_tokens=identity.max_tokens, device=identity.device
        )


def _pair_score(score: Score) -> pb2.PairScore:
    return pb2.PairScore(
        entailment=score.entailment,
        neutral=score.neutral,
        contradiction=score.contradiction,
        windows=score.windows,
        characters_read=score.characters_read,
    )


def _model(identity: ModelIdentity) -> pb2.Model:
    return pb2.Model(name=identity.name, sha256=identity.sha256)
