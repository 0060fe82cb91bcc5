"""text/html: the article of a page, found by trafilatura, with its captions apart."""

from typing import Any
from urllib.parse import urljoin

import trafilatura

from gateway.adapters.formats.encodings import page_text
from gateway.adapters.formats.faults import fault
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.markup import parse_page, tree_text
from gateway.adapters.formats.values import language, line, moment, publisher_of, web_address
from gateway.domain.documents import MOST_MEDIA, Document, Media
from gateway.domain.incoming import Body, Given
from service_kit.errors import ServiceError

_LEAST_CHARACTERS = 60
_PUBLISHED = (
    '//meta[@property="article:published_time"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//meta[@name="date" or @name="dc.date" or @name="DC.date.issued"]/@content',
    "//article//time/@datetime",
)
_PICTURED = {"img": "image", "video": "video", "audio": "audio"}


def read_page(body: Body, given: Given, limits: FormatLimits) -> Document:
    """INVALID for a page without an article, or longer than the limit."""
    if len(body.content) > limits.page_bytes:
        raise fault("body", f"a page may have {limits.page_bytes} bytes", "BODY_TOO_LARGE", limits.page_bytes)
    tree = parse_page(page_text(body), limits)
    if tree is None:
        raise _no_article()
    linked = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    published = _published(tree)
    tongue = language(tree.get("lang"))
    media = _take_media(tree, given.url)
    found: Any = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False, favor_precision=True)
    text = "" if found is None else tree_text(found.body)
    if sum(len(part) for part in text.splitlines() if part not in linked) < _LEAST_CHARACTERS:
        raise _no_article()
    url = line(given.url, "url", "url") or web_address(found.url, "link[rel=canonical]")
    return Document(
        id="",
        text=_without_headline(text, found.title),
        title=line(found.title, "title", "title"),
        url=url,
        source=line(given.source, "source", "source") or publisher_of(url),
        published_at=published,
        language=tongue or language(found.language),
        media=media,
        byline=line(found.author, "byline", "meta[name=author]"),
        credit=line(found.sitename, "credit", "meta[property=og:site_name]"),
    )


def _no_article() -> ServiceError:
    return fault("body", "no article was found in the page", "NO_TEXT")


def _without_headline(text: str, title: str | None) -> str:
    """Leave out the headline where it is the first paragraph: it is the title already."""
    first, _, rest = text.partition("\n\n")
    return rest if title and rest and first == title else text


def _published(tree: Any) -> Any:
    """The first time the page gives that can be read; pages often give none, or one without a zone."""
    for path in _PUBLISHED:
        for value in tree.xpath(path)[:5]:
            try:
                return moment(str(value), "date")
            except ServiceError:
                continue
    return None


def _take_media(tree: Any, base: str | None) -> tuple[Media, ...]:
    """Cut figures out of the tree, so that captions stand in no text, and return them."""
    found: list[Media] = []
    for figure in list(tree.iter("figure")):
        medium = next((child for child in figure.iter() if child.tag in _PICTURED), None)
        captions = [tree_text(caption) for caption in figure.iter("figcaption")]
        if medium is not None and len(found) < MOST_MEDIA:
            address = urljoin(base or "", medium.get("src") or "") if medium.get("src") else None
            caption = line(" ".join(captions), "caption", "figcaption")
            found.append(Media(_PICTURED[medium.tag], web_address(address, "img[src]"), caption))
        if medium is not None and figure.getparent() is not None:
            figure.drop_tree()
    return tuple(found)
