"""Turns names, domains and addresses of sources into ids."""

import re
import unicodedata
from typing import Protocol

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.characters import holds_control_characters

MAX_NAME_CHARACTERS = 300
PUBLISHER = "publisher"
SPEAKER = "speaker"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPEAKER_ID = re.compile(rf"{SPEAKER}:{_SLUG.pattern}")
_SCHEMES = {"domain": PUBLISHER, "speaker": SPEAKER}


class RegisteredDomains(Protocol):
    """Knows the public suffixes."""

    def registered(self, host_or_url: str) -> str | None:
        """Registered domain in lower case ASCII (IDNA), None where the text is no domain."""


def source_id(name: str, source_kind: str, domains: RegisteredDomains, field: str) -> str:
    """Id of a source given by id ("domain:…", "speaker:…"), name, domain or URL.

    A bare name is a speaker unless `source_kind` says publisher. Raises ServiceError (INVALID) naming `field`.
    """
    if source_kind not in ("", PUBLISHER, SPEAKER):
        message = f"source_kind is neither {PUBLISHER} nor {SPEAKER}"
        raise ServiceError(ErrorKind.INVALID, message, reason="UNKNOWN_SOURCE_KIND", field=f"{field}_kind")
    if len(name) <= MAX_NAME_CHARACTERS and _SPEAKER_ID.fullmatch(name):
        return name
    if not name.strip():
        raise ServiceError(ErrorKind.INVALID, "a source needs a name", reason="SOURCE_MISSING", field=field)
    if len(name) > MAX_NAME_CHARACTERS:
        message = f"the name of a source has {len(name)} characters, the limit is {MAX_NAME_CHARACTERS}"
        raise ServiceError(
            ErrorKind.INVALID, message, reason="SOURCE_NAME_TOO_LONG", field=field, limit=MAX_NAME_CHARACTERS
        )
    if holds_control_characters(name.strip()):
        message = "the name of a source holds control characters"
        raise ServiceError(ErrorKind.INVALID, message, reason="CONTROL_CHARACTER", field=field)
    scheme, separator, rest = name.strip().partition(":")
    if separator and scheme.lower() in _SCHEMES and not rest.startswith("//"):
        return _made(rest, _SCHEMES[scheme.lower()], domains, field)
    return _made(without_article(name), source_kind or SPEAKER, domains, field)


def _made(name: str, kind: str, domains: RegisteredDomains, field: str) -> str:
    if kind == PUBLISHER and (domain := domains.registered(name.strip())):
        return f"domain:{domain}"
    slug = slugged(name)
    if not slug:
        message = "the name of a source has no letter or digit"
        raise ServiceError(ErrorKind.INVALID, message, reason="SOURCE_NAME_EMPTY", field=field)
    return f"{'domain' if kind == PUBLISHER else 'speaker'}:{slug}"


def slugged(name: str) -> str:
    """Lower-case letters and digits of any script, joined by dashes."""
    if _SLUG.fullmatch(name):
        return name
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in folded)
    return "-".join(kept.split())


def without_article(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if first.casefold() == "the" and rest.strip() else name


def display_name(name: str, identity: str) -> str:
    """Name to show for a source first met as `name`: domains as ids, so that look-alike letters show as xn--."""
    scheme, _, rest = identity.partition(":")
    if scheme == "domain":
        return rest
    shown = " ".join(name.split())
    return shown.removeprefix("speaker:").strip() or rest
