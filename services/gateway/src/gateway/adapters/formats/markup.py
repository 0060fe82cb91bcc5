"""Text of a tree of markup: one paragraph per block, white space as a browser would show it."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from gateway.adapters.formats.faults import fault

_BLOCK = re.compile(
    "address|article|aside|blockquote|block|body|caption|cell|d[dlt]|div|figcaption|figure|footer|h[1-6]|head|header|hl[12]"
    "|hr|item|li|list|main|ol|p|pre|quote|row|section|table|t[dhr]|title|ul"
)
_BREAK = re.compile("br|lb")
_UNREAD = re.compile("button|form|iframe|media|nav|noscript|script|select|style|svg|template")
_MOST_CHARACTERS = 2_100_000
_MOST_ELEMENTS = 50_000
"""Every one costs up to 80 microseconds."""
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")
_PARSER = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def parse_page(text: str) -> Any:
    """Return the tree of an HTML page, or None where there is nothing in it. INVALID for one too large to read."""
    if len(text) > _MOST_CHARACTERS:
        message = f"has {len(text)} characters of markup in one piece; the limit is {_MOST_CHARACTERS}"
        raise fault("body", message, "BODY_TOO_LARGE", _MOST_CHARACTERS)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except lxml.etree.ParserError:
        return None
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise fault("body", f"has more than {_MOST_ELEMENTS} elements of markup", "TOO_MANY_ELEMENTS", _MOST_ELEMENTS)
    return tree


def fragment_text(markup: str) -> str:
    """Text of a fragment of HTML."""
    tree = parse_page(markup) if markup.strip() else None
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
