"""Characters that no name and no reason may hold."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_WHITE_SPACE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def holds_control_characters(text: str, *, multiline: bool = False) -> bool:
    """Whether the text holds control characters or lone surrogates; tabs and line ends pass where `multiline`."""
    return (_CONTROL_BUT_WHITE_SPACE if multiline else _CONTROL).search(text) is not None
