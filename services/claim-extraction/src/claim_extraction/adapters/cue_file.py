"""Reads the cue lexicon from a TOML file."""

import tomllib
from pathlib import Path

from claim_extraction.domain.lexicon import Lexicon, build_lexicon
from service_kit.errors import ErrorKind, ServiceError

BUNDLED = Path(__file__).parent.parent / "cues.toml"


def load_lexicon(path: Path = BUNDLED) -> Lexicon:
    """The validated lexicon; raises INVALID where the file is no TOML or breaks a rule."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"the cue file cannot be read: {type(error).__name__}"
        raise ServiceError(ErrorKind.INVALID, message, reason="CUE_LEXICON_INVALID", field="cues") from error
    return build_lexicon(data)
