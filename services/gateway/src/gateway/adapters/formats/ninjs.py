"""ninjs 1, 2 and 3, with the dialect of Superdesk (guid, source, byline, authors)."""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.adapters.formats.faults import fault, no_text
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.markup import fragment_text
from gateway.adapters.formats.ninjs_fields import Fields
from gateway.adapters.formats.values import language, line, moment, publisher_of, urgency, web_address
from gateway.domain.documents import MOST_MEDIA, Document, Media
from gateway.domain.editions import Edition, PubStatus
from gateway.domain.incoming import Given

_GENERATIONS = ("1", "2", "3")
_KINDS = {"picture": "image", "graphic": "image", "video": "video", "audio": "audio"}
_STATUS = {**{str(status): status for status in PubStatus}, "cancelled": PubStatus.CANCELED}


def read_ninjs(value: Any, given: Given, limits: FormatLimits) -> Document:
    """INVALID, naming the field, for what is no item of a known generation or has no text."""
    if not isinstance(value, Mapping):
        raise fault("body", "must be an object", "OBJECT_TYPE")
    item = Fields.of(value)
    _check_generation(item)
    edition = _edition(item)
    text, title, media = _content(item, limits, canceled=edition.is_canceled)
    url = line(given.url, "url", "url") or web_address(item.text("url", "uri"), item.named("url", "uri"))
    credit = item.text("creditline") or _named(item, "infosources") or item.text("source", "copyrightholder")
    return Document(
        id="",
        text=text,
        title=line(title, "title", item.named("headline", "headlines")),
        url=url,
        source=_source(item, given, url, edition),
        published_at=_moment(item, "versioncreated", "firstpublished", "firstcreated"),
        language=language(item.text("language")),
        media=media,
        byline=line(item.text("byline", "by") or _named(item, "authors"), "byline", item.named("byline", "by")),
        credit=line(credit, "credit", item.named("creditline", "infosources", "source", "copyrightholder")),
        edition=edition,
        urgency=urgency(item.value("urgency")),
    )


def _check_generation(item: Fields) -> None:
    standard = item.object("standard")
    if standard is None:
        return
    name, version = standard.text("name"), standard.number_or_text("version")
    if name and name.strip().lower() != "ninjs":
        raise fault(standard.path("name"), "must be ninjs", "UNKNOWN_STANDARD")
    if version and version.strip().partition(".")[0] not in _GENERATIONS:
        message = "is a version of ninjs that is not read here"
        raise fault(standard.path("version"), message, "UNKNOWN_VERSION", ", ".join(_GENERATIONS))


def _edition(item: Fields) -> Edition:
    uri = line(item.text("uri", "guid"), "uri", item.named("uri", "guid"))
    if uri is None:
        raise fault("uri", "is missing", "MISSING")
    said = (item.text("pubstatus") or str(PubStatus.USABLE)).strip().lower().removeprefix("stat:")
    if said not in _STATUS:
        raise fault(item.path("pubstatus"), "must be usable, withheld or canceled", "PUB_STATUS")
    return Edition(
        uri=uri,
        version=line(item.number_or_text("version"), "version", item.path("version")),
        versioned_at=_moment(item, "versioncreated"),
        pub_status=_STATUS[said],
        embargoed_until=_moment(item, "embargoeduntil", "embargoed"),
    )


def _content(item: Fields, limits: FormatLimits, *, canceled: bool) -> tuple[str, str | None, tuple[Media, ...]]:
    """Text, title and media; what is a picture itself is told of by its headline, else by its caption."""
    title, text = _headline(item, limits), _body(item, limits)
    media = tuple(_media(item, limits))[:MOST_MEDIA]
    kind = _KINDS.get((item.text("type") or "").lower())
    if kind and not text:
        caption = line(_description(item, limits), "caption", item.named("description_text", "descriptions"))
        text, title = (title or caption or ""), None
        own = Media(kind, _address(item), caption if caption != text else None)
        media = (own, *media)[:MOST_MEDIA]
    if not text.strip() and not canceled:
        raise no_text(item.named("body_text", "body_html", "bodies"))
    return text, title, media


def _headline(item: Fields, limits: FormatLimits) -> str | None:
    text = item.text("headline", *item.starting("headline_")) or _value(item, "headlines")
    return fragment_text(text, limits) if text and "<" in text else text


def _body(item: Fields, limits: FormatLimits) -> str:
    """Plain text as it is, else text out of markup."""
    plain = item.text("body_text") or _value(item, "bodies", plain=True)
    if plain:
        return plain
    markup = item.text("body_html", "body_xhtml", *item.starting("body_")) or _value(item, "bodies")
    return fragment_text(markup or "", limits)


def _description(item: Fields, limits: FormatLimits) -> str | None:
    text = item.text("description_text", "description_caption", *item.starting("description_"))
    text = text or _value(item, "descriptions")
    return fragment_text(text, limits) if text and "<" in text else text


def _value(item: Fields, name: str, *, plain: bool = False) -> str | None:
    """Value of the main one of a list of texts, or of the first."""
    found = [each for each in item.objects(name) if each.text("value")]
    if plain:
        found = [each for each in found if _is_plain(each)]
    main = next((each for each in found if (each.text("role") or "").endswith("main")), None)
    chosen = main or next(iter(found), None)
    return chosen.text("value") if chosen else None


def _is_plain(body: Fields) -> bool:
    return (body.text("contenttype") or body.text("role") or "").lower() in ("text/plain", "text", "plain")


def _media(item: Fields, limits: FormatLimits) -> Iterator[Media]:
    for part in item.objects("associations"):
        kind = _KINDS.get((part.text("type") or "").lower())
        if kind:
            told = _description(part, limits) or _headline(part, limits)
            caption = line(told, "caption", part.named("description_text", "descriptions"))
            yield Media(kind, _address(part), caption)


def _address(item: Fields) -> str | None:
    """Web address of the main rendition, else of the first."""
    found = [each for each in item.objects("renditions") if each.text("href")]
    main = next((each for each in found if each.text("name") == "main" or each.place.endswith("[main]")), None)
    chosen = main or next(iter(found), None)
    return web_address(chosen.text("href"), chosen.path("href")) if chosen else None


def _named(item: Fields, name: str) -> str | None:
    names = (each.text("name", "literal") for each in item.objects(name))
    return ", ".join(name for name in names if name) or None


def _source(item: Fields, given: Given, url: str | None, edition: Edition) -> str | None:
    said = line(given.source, "source", "source") or line(item.text("source"), "source", item.path("source"))
    found = said or publisher_of(url, edition.uri) or _named(item, "infosources") or item.text("copyrightholder")
    return line(found, "source", item.named("infosources", "copyrightholder"))


def _moment(item: Fields, *names: str) -> Any:
    return moment(item.text(*names), item.named(*names))
