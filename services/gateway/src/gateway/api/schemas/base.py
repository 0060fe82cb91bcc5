"""Shared by all answers: they are read off the domain's objects."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Part of an answer, filled from attributes of the same names."""

    model_config = ConfigDict(from_attributes=True)


def _is_none(value: Any) -> bool:
    return value is None


Optional = Field(default=None, exclude_if=_is_none)
"""Default of a field that is left out of the JSON where there is nothing to say."""

Probability = Annotated[float, Field(ge=0, le=1)]
