"""Shared by all models: answers ignore what they do not know, requests refuse what was misspelt."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Part of an answer.

    Unknown fields are ignored and words of an enumeration are plain strings, so that a newer gateway can be read.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class Request(BaseModel):
    """Part of a request."""

    model_config = ConfigDict(frozen=True, extra="forbid")
