"""Renders the desk's templates; whatever comes from a document is escaped."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gateway.api.desk import charts, excerpts, wording
from gateway.api.desk.urls import web_url

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """One file of the desk's own, named by its content so that it can be kept for good."""

    name: str
    media_type: str
    content: bytes
    digest: str

    @property
    def url(self) -> str:
        return f"/desk/static/{self.digest}/{self.name}"


@dataclass(frozen=True)
class Pages:
    """The templates and the files they use."""

    environment: Environment
    static: Mapping[str, StaticFile]

    def render(self, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        return HTMLResponse(self.text(template, context), status)

    def text(self, template: str, context: Mapping[str, Any]) -> str:
        return self.environment.get_template(template).render(context)


@cache
def load_pages() -> Pages:
    """Read static files and compile templates once, so that the first visitor does not wait for it."""
    static = {entry.name: _static_file(entry.name, entry.read_bytes()) for entry in _static_entries()}
    environment = Environment(
        loader=PackageLoader("gateway.api.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        label=wording.label,
        percent=wording.percent,
        points=wording.points,
        level=wording.level,
        when=when,
        web_url=web_url,
    )
    environment.globals.update(
        static=lambda name: static[name].url, speaker=wording.speaker, quoted=excerpts.quoted, charts=charts
    )
    for name in environment.list_templates():
        environment.get_template(name)
    return Pages(environment, static)


def _static_entries() -> list[Any]:
    return [entry for entry in files("gateway.api.desk").joinpath("static").iterdir() if "." in entry.name]


def _static_file(name: str, content: bytes) -> StaticFile:
    media_type = _TYPES[name.rpartition(".")[2]]
    return StaticFile(name, media_type, content, hashlib.sha256(content).hexdigest()[:16])


def when(moment: datetime | None, shape: str = "full") -> Markup:
    """A moment as a time element in UTC; the script adds how long ago it was where the shape is `ago`."""
    if moment is None:
        return Markup('<span class="unknown">time unknown</span>')
    utc = moment.astimezone(UTC)
    full = f"{utc.day} {utc:%b %Y, %H:%M} UTC"
    return Markup('<time datetime="{}" class="{}" title="{}">{}</time>').format(
        utc.isoformat(timespec="seconds"), shape, full, full
    )
