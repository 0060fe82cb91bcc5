"""Reconciles a whole table of conflicting facts: which value of each object, and how reliable each source."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import digamma, expit

from source_reliability.domain.config import RESOLVER_WEIGHTS
from source_reliability.domain.priors import PUBLISHER_MEAN

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

PRIOR_STRENGTH = 3.0
_SWEEPS = 4
"""More sweeps would let the sources in the lead talk themselves into certainty, most of all where copies agree."""
_CORRECTION_STRENGTH = 5.0
_KNOWN_ORIGIN_WEIGHT = 0.5
"""What agreement counts for once copies are known as such; the 90 % intervals then cover 90 % on made-up copies."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Claims (n) by source and value, values (m) by object, all numbered from 0.

    `share` (n) is 1, or 1/k for each of the k claims of a value that came from one origin. Where `origins_named`,
    claims that share no origin are taken for independent.
    """

    source: Integers
    value: Integers
    share: Floats
    value_object: Integers
    sources: int
    objects: int
    origins_named: bool = False


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Probability per value (m) and the Beta posterior per source.

    The values of an object share 1, but for a value without rivals, which competes with one nobody put forward.
    """

    probability: Floats
    alpha: Floats
    beta: Floats


def reconcile(facts: Facts, audited: Mapping[int, int | None]) -> Reconciled:
    """Anchored reliability over a table; `audited` gives objects' right value, None where nobody claimed it.

    Values are weighed by expected log-odds of their sources (Dong 2009, ACCU). Audited claims count whole, the others
    a twentieth (half where origins are named), growing with the share of a source's claims that is audited. What
    audits show the posteriors to be off by, per source, corrects the others (prediction-powered inference,
    Angelopoulos 2023).
    """
    right, known = _audit(facts, audited)
    audits = known[facts.value]
    audited_right = _per_source(facts, audits, right[facts.value])
    audited_wrong = _per_source(facts, audits, 1.0 - right[facts.value])
    alpha = PRIOR_STRENGTH * PUBLISHER_MEAN + audited_right
    beta = PRIOR_STRENGTH * (1.0 - PUBLISHER_MEAN) + audited_wrong
    base_alpha, base_beta = alpha, beta
    seen, open_claims = audited_right + audited_wrong, _per_source(facts, ~audits, np.ones(len(facts.value)))
    unaudited = _KNOWN_ORIGIN_WEIGHT if facts.origins_named else RESOLVER_WEIGHTS["model"]
    weight = np.minimum(1.0, unaudited + seen / np.maximum(1.0, open_claims))
    probability = np.zeros(len(facts.value_object))
    for _ in range(_SWEEPS):
        probability = _posteriors(facts, digamma(alpha) - digamma(beta))
        off = _per_source(facts, audits, (right - probability)[facts.value]) / (seen + _CORRECTION_STRENGTH)
        corrected = np.clip(probability[facts.value] + off[facts.source], 0.0, 1.0)
        alpha = base_alpha + weight * _per_source(facts, ~audits, corrected)
        beta = base_beta + weight * _per_source(facts, ~audits, 1.0 - corrected)
    alone = np.bincount(facts.value_object, minlength=facts.objects)[facts.value_object] == 1
    log_odds = digamma(alpha) - digamma(beta)
    unrivalled = expit(np.bincount(facts.value, facts.share * log_odds[facts.source], len(alone)))
    probability = np.where(alone, unrivalled, probability)
    return Reconciled(np.where(known, right, probability), alpha, beta)


def winners(facts: Facts, probability: Floats) -> Integers:
    """Likeliest value of each object that has one, by object; the first in the numbering where two are equal."""
    order = np.lexsort((np.arange(len(probability)), -probability, facts.value_object))
    _, first = np.unique(facts.value_object[order], return_index=True)
    return order[first]


def _audit(facts: Facts, audited: Mapping[int, int | None]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Per value: 1 where audited right, and whether its object was audited."""
    objects = np.zeros(facts.objects, dtype=bool)
    objects[list(audited)] = True
    right = np.zeros(len(facts.value_object))
    right[[value for value in audited.values() if value is not None]] = 1.0
    return right, objects[facts.value_object]


def _per_source(facts: Facts, which: npt.NDArray[np.bool_], amount: Floats) -> Floats:
    weights = (facts.share * amount)[which]
    return np.asarray(np.bincount(facts.source[which], weights, facts.sources), dtype=np.float64)


def _posteriors(facts: Facts, log_odds: Floats) -> Floats:
    """Softmax per object over the values' summed log-odds; a claim among k values also carries ln(k - 1)."""
    count = len(facts.value_object)
    rivals = np.log(np.maximum(1, np.bincount(facts.value_object, minlength=facts.objects) - 1))
    votes = log_odds[facts.source] + rivals[facts.value_object[facts.value]]
    scores = np.bincount(facts.value, facts.share * votes, count)
    highest = np.full(facts.objects, -np.inf)
    np.maximum.at(highest, facts.value_object, scores)
    weights = np.exp(scores - highest[facts.value_object])
    totals = np.bincount(facts.value_object, weights, facts.objects)
    return np.asarray(weights / totals[facts.value_object], dtype=np.float64)
