"""Text of a tree of markup: one paragraph per block, white space as a browser would show it."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from gateway.adapters.formats.faults import fault
from gateway.adapters.formats.limits import FormatLimits

_BLOCK = re.compile(
    "address|article|aside|blockquote|block|body|caption|cell|d[dlt]|div|figcaption|figure|footer|h[1-6]|head|header|hl[12]"
    "|hr|item|li|list|main|ol|p|pre|quote|row|section|table|t[dhr]|title|ul"
)
_BREAK = re.compile("br|lb")
_UNREAD = re.compile("button|form|iframe|media|nav|noscript|script|select|style|svg|template")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")
_PARSER = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def parse_page(text: str, limits: FormatLimits) -> Any:
    """Return the tree of an HTML page, or None where there is nothing in it. INVALID for one too large to read."""
    most = limits.markup_characters
    if len(text) > most:
        message = f"has {len(text)} characters of markup in one piece; the limit is {most}"
        raise fault("body", message, "BODY_TOO_LARGE", most)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except lxml.etree.ParserError:
        return None
    most = limits.markup_elements
    if sum(1 for _ in tree.iter()) > most:
        raise fault("body", f"has more than {most} elements of markup", "TOO_MANY_ELEMENTS", most)
    return tree


def fragment_text(markup: str, limits: FormatLimits) -> str:
    """Text of a fragment of HTML. INVALID for one too large to read."""
    tree = parse_page(markup, limits) if markup.strip() else None
    return "" if tree is None else tree_text(tree)


def tree_text(tree: Any) -> str:
    """Text of a tree of lxml or ElementTree; names count without namespace and case."""
    paragraphs, line = [], ""
    for piece in _pieces(tree):
        if piece is None:
            paragraphs.append(line)
            line = ""
        else:
            line += piece
    spaced = ("\n".join(_SPACE.sub(" ", part).strip() for part in text.split("\v")) for text in (*paragraphs, line))
    return "\n\n".join(text.strip("\n") for text in spaced if text.strip())


def _pieces(tree: Any) -> Iterator[str | None]:
    """Text in reading order; None ends a paragraph, a vertical tab a line. Iterative: depth comes from outside."""
    stack: list[tuple[Any, str]] = [(tree, "open")]
    while stack:
        node, what = stack.pop()
        if what == "tail":
            yield (node.tail or "").replace("\v", " ")
            continue
        name = local_name(node)
        if what == "close":
            yield None
            continue
        if _BREAK.fullmatch(name):
            yield "\v"
        if _UNREAD.fullmatch(name) or not name:
            continue
        if _BLOCK.fullmatch(name):
            yield None
            stack.append((node, "close"))
        yield (node.text or "").replace("\v", " ")
        for child in reversed(node):
            stack += [(child, "tail"), (child, "open")]


def local_name(node: Any) -> str:
    """Name of an element without namespace, in lower case; empty for comments and instructions."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
