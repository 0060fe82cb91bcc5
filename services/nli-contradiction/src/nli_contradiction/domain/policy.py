"""Limits and thresholds of the decision, with their defaults."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Probabilities lie in 0 to 1; counts are per call unless the name says otherwise."""

    max_claims: int = 2000
    max_proposition_characters: int = 2000
    max_quote_characters: int = 20000
    max_opening_characters: int = 2000
    max_pairs: int = 2000
    pairs_per_claim: int = 20
    clash_threshold: float = 0.5
    unsure_threshold: float = 0.35
    least_match: float = 0.22
    least_match_of_subject: float = 0.12
    least_match_of_denial: float = 0.1
    least_match_of_evidence: float = 0.05
    least_match_of_model: float = 0.5
    least_match_of_neighbours: float = 0.25
    least_match_of_model_and_subject: float = 0.3
    questions_per_denial: int = 6
    numeric_tolerance: float = 0.02
    about_tolerance: float = 0.2
    clock_tolerance_minutes: int = 2
    event_window_days: float = 30.0
    same_story_days: float = 300.0
