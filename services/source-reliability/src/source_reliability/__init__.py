"""Source name in, reliability with its reasons out."""
