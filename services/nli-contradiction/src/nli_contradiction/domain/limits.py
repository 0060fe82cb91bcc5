"""What a call may ask of the models."""

from collections.abc import Sequence
from dataclasses import dataclass

from nli_contradiction.domain.entailment import Pair
from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True, slots=True)
class CallLimits:
    """Pairs or texts per call and characters per text."""

    pairs: int
    texts: int
    characters: int

    def check_pairs(self, pairs: Sequence[Pair]) -> None:
        """Raise INVALID naming the field and the limit."""
        _check_count(len(pairs), "pairs", self.pairs)
        for index, pair in enumerate(pairs):
            _check_text(pair.premise, f"pairs[{index}].premise", self.characters)
            _check_text(pair.hypothesis, f"pairs[{index}].hypothesis", self.characters)

    def check_texts(self, texts: Sequence[str]) -> None:
        """Raise INVALID naming the field and the limit."""
        _check_count(len(texts), "texts", self.texts)
        for index, text in enumerate(texts):
            _check_text(text, f"texts[{index}]", self.characters)


def _check_count(count: int, field: str, limit: int) -> None:
    if count > limit:
        raise _invalid(f"{count} {field} in one call, the limit is {limit}", f"TOO_MANY_{field.upper()}", field, limit)


def _check_text(text: str, field: str, limit: int) -> None:
    if not text.strip():
        raise _invalid(f"{field} is blank", "BLANK_TEXT", field, None)
    if len(text) > limit:
        raise _invalid(f"{field} has {len(text)} characters, the limit is {limit}", "TEXT_TOO_LONG", field, limit)


def _invalid(message: str, reason: str, field: str, limit: int | None) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason=reason, field=field, limit=limit)
