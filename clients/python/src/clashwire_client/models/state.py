"""Alive, ready, and the state of each part."""

from clashwire_client.models.base import Answer


class Alive(Answer):
    status: str


class PartState(Answer):
    part: str
    status: str


class Status(Answer):
    """`ok` where every part serves, else `degraded`."""

    status: str
    version: str
    parts: tuple[PartState, ...]
