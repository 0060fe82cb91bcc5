"""Whose voice a document speaks in: a newsroom's, or that of a body issuing a statement."""

import re
from collections.abc import Iterable

from claim_extraction.domain.coreference import Registry
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import Document, Speaker, SpeakerKind
from claim_extraction.domain.speakers import AUTHOR, Source, speaker_kind

_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_NEWSROOM = re.compile(
    r"\b(?:our (?:reporter|correspondent|newsroom|sources)|told us|tells us|seen by us)\b", re.IGNORECASE
)
_ISSUING = re.compile(
    r"\b(?:statement|declaration|communiqu|trading update|press release|informs? the public|can confirm)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[^\n]{0,60}?\([^)\n]{2,40}\) ?[-\u2013\u2014]{1,2} ")
_BODY = "hospital|council|school|college|university|company|museum|police|club|union|board|ministry|office|clinic|bank"
_HEADED = re.compile(rf"^([A-Z][\w.&'\u2019-]*(?: (?:[A-Z][\w.&'\u2019-]*|of|for|the|and|{_BODY})){{0,5}}): ")
_BY = re.compile(
    r"^(?:Statement|Declaration|Message|Communiqu[eé]|Press release) (?:by|of|from) (?:the )?"
    r"([A-Z][\w' -]+?)(?: on .*)?$"
)
_NAME = re.compile(r"\b(?:The )?([A-Z][\w&'\u2019-]*(?: (?:[A-Z][\w&'\u2019-]*|of))*)")


def narrator_of(document: Document, registry: Registry, lexicon: Lexicon) -> Source:
    """The author, or the body whose statement the document is ("we", its own site, its name in the title)."""
    name = _institution(document)
    kind = speaker_kind("", name, lexicon)
    if not name or kind is SpeakerKind.MEDIA:
        return Source(AUTHOR)
    return Source(Speaker(name, name, kind), referent=registry.named(name))


def _institution(document: Document) -> str:
    title, text = document.title.strip(), _QUOTED.sub(" ", document.text[:20_000])
    headed = _HEADED.match(title) or _BY.match(title)
    speaks = len(_FIRST_PERSON.findall(text)) >= 1 and not _NEWSROOM.search(text)
    named = [headed.group(1)] if headed else []
    own_site = next((n for n in (*named, *_names(document)) if _same_site(n, document.source)), "")
    if headed and (speaks or own_site):
        return own_site if own_site and len(own_site) >= len(headed.group(1)) else headed.group(1)
    if own_site and (speaks or _ISSUING.search(title)):
        return own_site
    if speaks and _ISSUING.search(title + " " + text[:300]):
        return next(iter(_names(document, limit=160)), "")
    return ""


def _names(document: Document, limit: int = 400) -> Iterable[str]:
    for match in _NAME.finditer(_DATELINE.sub("", document.text[:limit])):
        yield match.group(1).removesuffix("'s").removesuffix("\u2019s").strip()


def _same_site(name: str, source: str) -> bool:
    """True for vellmar-gas.example and "Vellmar Gas": the registered name is the body's name or its initials."""
    words = [re.sub(r"\W", "", w).lower() for w in name.split() if w.lower() not in {"of", "the", "for", "and"}]
    labels = re.sub(r"^https?://|^www\.", "", source.lower()).split("/")[0].split(".")
    squeezed = [re.sub(r"\W", "", label) for label in labels[:-1] or labels]
    joined = "".join(words)
    if len(joined) < 5:
        return False
    if len(words) > 1 and set(words) == set(squeezed):
        return True
    return any(
        label == joined or (len(words) > 1 and len(label) > 5 and (joined.startswith(label) or _skips(label, words)))
        for label in squeezed
    )


def _skips(label: str, words: list[str]) -> bool:
    kept = [w for w in words if w in label]
    return len(kept) >= 2 and "".join(kept) == label
