"""NewsML-G2: a newsItem, or the newsItems of a newsMessage."""

from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree

from gateway.adapters.formats.faults import fault, no_text
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.markup import fragment_text, local_name, tree_text
from gateway.adapters.formats.one_by_one import read_items
from gateway.adapters.formats.values import language, line, moment, publisher_of, urgency, web_address
from gateway.domain.documents import MOST_MEDIA, Document, Media
from gateway.domain.editions import WITHOUT_END, Edition, PubStatus
from gateway.domain.incoming import Given, Incoming

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {"picture": "image", "graphic": "image", "video": "video", "audio": "audio"}


def read_newsml(content: bytes, given: Given, limits: FormatLimits) -> Incoming:
    """Read what was looked over. INVALID where nothing can be used."""
    root = ElementTree.fromstring(content)
    items = [root] if local_name(root) == "newsitem" else list(root.iterfind(".//{*}newsItem"))
    if not items:
        raise fault("newsItem", "is missing: a package refers to items but holds none", "MISSING")
    placed = (("newsItem" if item is root else f"newsItem[{place}]", item) for place, item in enumerate(items))
    return read_items(placed, lambda item, place: _document(item, given, place, limits))


def _document(item: Any, given: Given, place: str, limits: FormatLimits) -> Document:
    edition = _edition(item, place)
    text, title, media = _content(item, place, limits, canceled=edition.is_canceled)
    link = web_address(edition.uri, f"{place}/@guid")
    url = line(given.url, "url", "url") or link
    provider = _name(item, "itemMeta", "provider")
    credit = _text(item, "contentMeta", "creditline") or _name(item, "contentMeta", "infosource") or provider
    source = line(given.source, "source", "source") or publisher_of(url, edition.uri, _uri(item, "provider"))
    return Document(
        id="",
        text=text,
        title=line(title, "title", f"{place}/contentMeta/headline"),
        url=url,
        source=source or line(provider, "source", f"{place}/itemMeta/provider"),
        published_at=edition.versioned_at or _moment(item, place, "itemMeta", "firstCreated"),
        language=_tongue(item),
        media=media,
        byline=line(_byline(item), "byline", f"{place}/contentMeta/by"),
        credit=line(credit, "credit", f"{place}/contentMeta/creditline"),
        edition=edition,
        urgency=urgency(_text(item, "contentMeta", "urgency")),
    )


def _edition(item: Any, place: str) -> Edition:
    uri = line(item.get("guid"), "uri", f"{place}/@guid")
    if uri is None:
        raise fault(f"{place}/@guid", "is missing", "MISSING")
    return Edition(
        uri=uri,
        version=line(item.get("version"), "version", f"{place}/@version"),
        versioned_at=_moment(item, place, "itemMeta", "versionCreated"),
        pub_status=_pub_status(item, place),
        embargoed_until=_embargo(item, place),
    )


def _pub_status(item: Any, place: str) -> PubStatus:
    status = _find(item, "itemMeta", "pubStatus")
    if status is None:
        return PubStatus.USABLE
    code = str(status.get("qcode") or status.get("uri") or status.get("literal") or "")
    word = code.replace("/", ":").rpartition(":")[2].lower()
    if word not in set(PubStatus):
        raise fault(f"{place}/itemMeta/pubStatus", "must be usable, withheld or canceled", "PUB_STATUS")
    return PubStatus(word)


def _embargo(item: Any, place: str) -> Any:
    """An embargo without a time has no end."""
    embargoed = _find(item, "itemMeta", "embargoed")
    if embargoed is None:
        return None
    return moment(embargoed.text, f"{place}/itemMeta/embargoed") or WITHOUT_END


def _content(
    item: Any, place: str, limits: FormatLimits, *, canceled: bool
) -> tuple[str, str | None, tuple[Media, ...]]:
    """Text, title and media; what is a picture itself is told of by its headline, else by its caption."""
    title = _text(item, "contentMeta", "headline") or _text(item, "itemMeta", "title")
    text = _body(item, limits)
    kind = _kind(item)
    media: tuple[Media, ...] = ()
    if kind:
        caption = line(_text(item, "contentMeta", "description"), "caption", f"{place}/contentMeta/description")
        told = text or title or caption or ""
        media = tuple(_media(item, kind, caption if caption != told else None, place))[:MOST_MEDIA]
        text, title = told, title if text else None
    if not text and not canceled:
        raise no_text(f"{place}/contentSet")
    return text, title, media


def _body(item: Any, limits: FormatLimits) -> str:
    content = _find(item, "contentSet")
    for part in content if content is not None else ():
        name, sort = local_name(part), (part.get("contenttype") or "").lower()
        if name == "inlinexml":
            text = tree_text(_body_element(part))
        elif name == "inlinedata":
            data = part.text or ""
            text = fragment_text(data, limits) if "html" in sort else data.strip()
        else:
            continue
        if text:
            return text
    return ""


def _body_element(part: Any) -> Any:
    """NITF keeps headline and byline in its body, beside the content; XHTML has a body only."""
    for name in ("body.content", "body"):
        found = next((each for each in part.iter() if local_name(each) == name), None)
        if found is not None:
            return found
    return part


def _kind(item: Any) -> str | None:
    sort = _find(item, "itemMeta", "itemClass")
    code = str(sort.get("qcode") or sort.get("uri") or "") if sort is not None else ""
    return _KINDS.get(code.replace("/", ":").rpartition(":")[2].lower())


def _media(item: Any, kind: str, caption: str | None, place: str) -> Iterator[Media]:
    """One medium, at the first place it can be had from; renditions show the same."""
    content = _find(item, "contentSet")
    remote = [part for part in content if local_name(part) == "remotecontent"] if content is not None else []
    found = (web_address(part.get("href"), f"{place}/contentSet/remoteContent/@href") for part in remote)
    yield Media(kind, next((address for address in found if address), None), caption)


def _byline(item: Any) -> str | None:
    by = _text(item, "contentMeta", "by")
    names = [_label(creator) for creator in item.iterfind("{*}contentMeta/{*}creator")]
    return by or ", ".join(name for name in names if name) or None


def _tongue(item: Any) -> str | None:
    tag = _find(item, "contentMeta", "language")
    return language(tag.get("tag") if tag is not None else None) or language(item.get(_LANGUAGE))


def _name(item: Any, *path: str) -> str | None:
    found = _find(item, *path)
    return _label(found) if found is not None else None


def _label(party: Any) -> str | None:
    name = party.find("{*}name")
    shown = tree_text(name) if name is not None else ""
    return shown or party.get("literal") or (party.get("qcode") or "").rpartition(":")[2] or None


def _uri(item: Any, name: str) -> str | None:
    found = _find(item, "itemMeta", name)
    return found.get("uri") if found is not None else None


def _moment(item: Any, place: str, *path: str) -> Any:
    found = _find(item, *path)
    return moment(found.text, f"{place}/{'/'.join(path)}") if found is not None else None


def _text(item: Any, *path: str) -> str | None:
    found = _find(item, *path)
    return (tree_text(found) or None) if found is not None else None


def _find(item: Any, *path: str) -> Any:
    return item.find("/".join(f"{{*}}{name}" for name in path))
