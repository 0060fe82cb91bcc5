"""Counts what the answers of nli-contradiction hold."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb


class ContradictionMetrics:
    """Made once per server; `answered` takes any of its response messages."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._pairs = Counter("nli_pairs", "Pairs the model scored.", ("method",), registry=registry)
        self._skipped = Counter("nli_pairs_skipped", "Pairs left out at a caller's max_pairs.", registry=registry)
        self._clashes = Counter("clash_found", "Clashes answered.", ("kind",), registry=registry)
        self._unsure = Counter("clash_unsure", "Pairs answered between the two thresholds.", registry=registry)
        self._model = Gauge("model_info", "1 for the model that answers.", ("name", "hash"), registry=registry)

    def answered(self, response: object) -> None:
        if isinstance(response, pb.ScorePairsResponse):
            self._pairs.labels("ScorePairs").inc(len(response.scores))
            self._name(response.model)
        elif isinstance(response, pb.FindClashesResponse):
            self._pairs.labels("FindClashes").inc(response.pairs_scored)
            self._skipped.inc(response.pairs_skipped)
            self._unsure.inc(len(response.unsure))
            for clash in response.clashes:
                self._clashes.labels(pb.ClashKind.Name(clash.kind).removeprefix("CLASH_KIND_").lower()).inc()
            self._name(response.model)
        elif isinstance(response, pb.GetModelResponse):
            self._name(response.nli)

    def _name(self, model: pb.Model) -> None:
        self._model.labels(model.name, model.sha256).set(1)
