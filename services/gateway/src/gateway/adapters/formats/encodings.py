"""Turns bytes into text, strictly."""

import codecs
import re

from gateway.adapters.formats.faults import fault
from gateway.domain.incoming import Body

_READ = re.compile(
    r"ascii|utf-8(-sig)?|utf-16(-[lb]e)?|iso8859-\d+|cp(125\d|437|850|866|874|932|949|950)|mac-[a-z]+|koi8-[rut]"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)
"""Codecs that read text; others of Python's unpack, escape or take time without bound."""
_DECLARED_IN_PAGE = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT_BYTES = 2_048


def text_of(body: Body, declared: str | None = None) -> str:
    """Decode by byte order mark, else the charset that was sent, else the declared one, else as UTF-8. INVALID."""
    marked = next((name for mark, name in _MARKS if body.content.startswith(mark)), None)
    name = _known(marked or body.charset or declared or "utf-8")
    try:
        text = body.content.decode(name)
    except UnicodeDecodeError as error:
        message = f"is not {name} at byte {error.start}"
        raise fault("body", message, "NOT_UTF8" if name.startswith("utf-8") else "ENCODING") from error
    if "\0" in text:
        raise fault("body", "must not contain the character U+0000", "NUL_CHARACTER")
    return text


def page_text(body: Body) -> str:
    """Decode a page of HTML, which may declare its encoding."""
    declared = _DECLARED_IN_PAGE.search(body.content, 0, _LOOKED_AT_BYTES)
    return text_of(body, declared.group(1).decode() if declared else None)


def xml_bytes(body: Body) -> bytes:
    """Bytes that an XML parser reads alike: a charset that was sent goes before the one the document declares."""
    if body.charset is None:
        return body.content
    return _XML_DECLARATION.sub("", text_of(body), count=1).encode()


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError, UnicodeError):
        found = ""
    if not _READ.fullmatch(found):
        raise fault("Content-Type", "names a charset that is not read here", "CHARSET")
    return found
