"""The parser, the cue file and the check-worthiness weights behind the domain's ports."""
