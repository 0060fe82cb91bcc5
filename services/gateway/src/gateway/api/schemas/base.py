"""Shared by what callers send and by all answers, which are read off the domain's objects."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

_LONGEST_NAME = 60


class Request(BaseModel):
    """What callers send.

    Fields that are not known are ignored, but not a known one in another spelling, like embargoedUntil or againts:
    what it asks for would be lost without a word.
    """

    @model_validator(mode="before")
    @classmethod
    def _refuse_misspelt(cls, value: Any) -> Any:
        missing = cls.model_fields.keys() - value.keys() if isinstance(value, Mapping) else ()
        if meant := meant_by(value, missing):
            raise PydanticCustomError("misspelt", "{name} is misspelt", {"name": meant[0]})
        return value


def meant_by(sent: Iterable[str], names: Iterable[str]) -> list[str]:
    """Which of the names are among what was sent, whatever their case, separators and swapped letters."""
    known = {_spelling(name): name for name in names}
    spellings = {_spelling(name) for name in sent if len(name) <= _LONGEST_NAME} if known else set()
    return sorted(known[spelling] for spelling in known.keys() & spellings)


def _spelling(name: str) -> tuple[str, ...]:
    letters = [letter for letter in name.lower() if letter.isalnum()]
    return (*letters[:1], *sorted(letters))


class Answer(BaseModel):
    """Part of an answer, filled from attributes of the same names."""

    model_config = ConfigDict(from_attributes=True)


def _is_none(value: Any) -> bool:
    return value is None


Optional = Field(default=None, exclude_if=_is_none)
"""Default of a field that is left out of the JSON where there is nothing to say."""

Probability = Annotated[float, Field(ge=0, le=1)]
